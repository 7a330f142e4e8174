// Who is at this thread: says that this page is open, and whether somebody types in it.

const EVERY_MS = 20000;
const TYPING_MS = 8000;

/** Tells the others while the page is seen; `form` is the composer. */
export function present(form) {
  const action = form.action.replace(/\/reply$/, "/presence");
  let said = "";
  let typed = 0;
  const tell = (doing, keepalive = false) => {
    said = doing;
    const content = new URLSearchParams({ csrf: form.elements.csrf.value, doing });
    fetch(action, { method: "POST", body: content, keepalive }).catch(() => {});
  };
  const now = () => (Date.now() - typed < TYPING_MS ? "types" : "looks");
  form.elements.body.addEventListener("input", () => {
    typed = Date.now();
    if (said !== "types") tell("types");
  });
  setInterval(() => { if (said === "types" && now() === "looks") tell("looks"); }, 2000);
  setInterval(() => { if (!document.hidden) tell(now()); }, EVERY_MS);
  addEventListener("pagehide", () => tell("left", true));
  tell("looks");
}
