// Keys of the thread page: one letter each while nothing is being written; `?` lists them.

const at = (id) => document.getElementById(id);

/** Listens for the keys that `templates/thread/keys.html` lists. */
export function keys(thread) {
  const shown = at("keys");
  const acts = {
    r: () => write("reply"),
    n: () => write("note"),
    "/": () => write("reply", "/"),
    g: () => press("#suggest"),
    u: () => press(".undo:not([hidden]) button", true),
    t: () => press("#take button"),
    a: () => focus("#answer-body"),
    w: () => press("#question [data-key=w]"),
    p: () => press("#proposal [data-key=p]"),
    y: () => focus("#asked"),
    d: () => focus("#proposal [data-key=d]"),
    o: () => focus("#orders .open"),
    c: () => press("#to-products"),
    h: () => focus("#end button"),
    e: () => focus("#outcome"),
    q: () => press(".bar nav a"),
    j: () => move(1),
    k: () => move(-1),
    "?": () => shown.showModal(),
  };
  at("show-keys").addEventListener("click", (event) => {
    event.preventDefault();
    shown.showModal();
  });
  const on = at("keys-on");
  on.checked = localStorage.getItem("keys") !== "off";
  on.addEventListener("change", () => localStorage.setItem("keys", on.checked ? "on" : "off"));
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && writes(event.target)) return event.target.blur();
    if (event.ctrlKey || event.metaKey || event.altKey || writes(event.target) || shown.open || !on.checked) return;
    const act = acts[event.key];
    if (!act) return;
    event.preventDefault();
    act();
  });
  thread.dataset.keys = "yes";
}

function writes(node) {
  return node.matches?.("textarea, select, input:not([type=radio]):not([type=checkbox])") ?? false;
}

function visible(selector, last = false) {
  const found = [...document.querySelectorAll(selector)].filter((node) => node.offsetParent !== null);
  return last ? found.at(-1) : found[0];
}

function press(selector, last = false) {
  visible(selector, last)?.click();
}

function focus(selector) {
  visible(selector)?.focus();
}

function write(mode, words = "") {
  const form = at("reply");
  const note = at("note-only");
  if (form && !form.hidden) {
    form.elements.mode.value = mode;
    form.dispatchEvent(new Event("change"));
    const body = at("body");
    body.focus();
    if (words && !body.value.endsWith(words)) body.setRangeText(body.value && !/\s$/.test(body.value) ? ` ${words}` : words, body.value.length, body.value.length, "end");
    body.dispatchEvent(new Event("input"));
  } else if (note && mode === "note") {
    note.open = true;
    at("note-body").focus();
  }
}

function move(step) {
  const texts = [...document.querySelectorAll("#texts > .text")];
  const now = texts.indexOf(document.activeElement?.closest(".text"));
  const next = texts[now < 0 ? texts.length - 1 : Math.min(Math.max(now + step, 0), texts.length - 1)];
  if (!next) return;
  next.tabIndex = -1;
  next.focus();
  next.scrollIntoView({ block: "nearest" });
}
