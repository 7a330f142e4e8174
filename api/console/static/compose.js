// The composer: texts and notes without leaving the page, quick replies by typing, a suggestion, second thoughts.
import { told } from "./segments.js";

const at = (id) => document.getElementById(id);

/** Makes the form of `templates/thread/reply.html` work without loading the page anew. */
export function compose(form) {
  const body = at("body");
  const measure = () => {
    const note = form.elements.mode.value === "note";
    at("length").textContent = note ? "Only colleagues read this" : told(body.value, Number(at("length").dataset.price));
  };
  body.addEventListener("input", measure);
  form.addEventListener("change", measure);
  measure();
  offer(body, measure);
  body.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && (event.metaKey || event.ctrlKey)) {
      event.preventDefault();
      form.requestSubmit(at("send"));
    }
  });
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    if (event.submitter === at("suggest")) return suggest(form, body, measure);
    const answer = await send(form, form.action, at("send"));
    if (!answer) return;
    body.value = "";
    at("photo").value = "";
    about("");
    form.elements.key.value = crypto.randomUUID?.() ?? `${Date.now()}-${Math.random().toString(36).slice(2, 12)}`;
    form.elements.mode.value = "reply";
    measure();
    body.focus();
  });
  at("texts").addEventListener("submit", async (event) => {
    const small = event.target;
    if (!small.matches(".undo, .judge")) return;
    event.preventDefault();
    const answer = await send(small, small.action, event.submitter);
    if (!answer || !small.matches(".undo")) return;
    body.value = body.value ? `${answer.body}\n${body.value}` : answer.body;
    measure();
    body.focus();
  });
  at("photo").addEventListener("change", () => { form.dataset.photo = at("photo").files[0]?.name ? "yes" : ""; });
}

async function suggest(form, body, measure) {
  about("Asking …");
  const answer = await send(form, at("suggest").formAction, at("suggest"));
  if (!answer) return about("");
  if (answer.text) body.value = answer.text;
  about(answer.about);
  measure();
  body.focus();
}

/** Send a form, files included; gives the answer's JSON, or null after saying why not. */
async function send(form, action, button) {
  trouble("");
  const content = new FormData(form, button);
  button.disabled = true;
  try {
    const answer = await fetch(action, { method: "POST", body: content, headers: { Accept: "application/json" } });
    const said = await answer.json();
    if (answer.ok) return said;
    trouble(typeof said.detail === "string" ? said.detail : "That did not work.");
    if (at("newest").dataset.latest) at("newest").value = at("newest").dataset.latest;
  } catch {
    trouble("The shop cannot be reached. Is it still running?");
  } finally {
    button.disabled = false;
  }
  return null;
}

function trouble(words) {
  at("trouble").textContent = words;
  at("trouble").hidden = !words;
}

function about(words) {
  at("about").textContent = words;
  at("about").hidden = !words;
}

/** A slash at the beginning of a word opens the quick replies; typing searches them. */
function offer(body, measure) {
  const list = at("offered");
  const all = [...document.querySelectorAll("#quick a[data-name]")].map((link) => link.dataset);
  let found = [];
  let place = 0;
  const typed = () => body.value.slice(0, body.selectionStart).match(/(?:^|\s)\/([\w-]*)$/);
  const close = () => {
    list.hidden = true;
    body.removeAttribute("aria-activedescendant");
  };
  const mark = () => {
    for (const [index, node] of [...list.children].entries()) node.setAttribute("aria-selected", String(index === place));
    body.setAttribute("aria-activedescendant", `offered-${place}`);
    list.children[place]?.scrollIntoView({ block: "nearest" });
  };
  const take = (one) => {
    const start = body.selectionStart - typed()[1].length - 1;
    body.setRangeText(one.words, start, body.selectionStart, "end");
    if (one.lacks) about(`This one ${one.lacks}.`);
    close();
    measure();
    body.focus();
  };
  const search = () => {
    const match = typed();
    const wanted = match?.[1].toLowerCase() ?? "";
    found = match ? all.filter((one) => one.name.includes(wanted) || one.words.toLowerCase().includes(wanted)).slice(0, 8) : [];
    if (!found.length) return close();
    place = 0;
    list.replaceChildren(...found.map((one, index) => {
      const node = Object.assign(document.createElement("li"), { id: `offered-${index}` });
      node.setAttribute("role", "option");
      node.append(Object.assign(document.createElement("b"), { textContent: `/${one.name}` }), ` ${one.words}`);
      if (one.lacks) node.append(" ", Object.assign(document.createElement("em"), { textContent: one.lacks }));
      node.addEventListener("mousedown", (event) => { event.preventDefault(); take(one); });
      return node;
    }));
    list.hidden = false;
    mark();
  };
  body.addEventListener("input", search);
  body.addEventListener("blur", close);
  body.addEventListener("keydown", (event) => {
    if (list.hidden) return;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      place = (place + (event.key === "ArrowDown" ? 1 : found.length - 1)) % found.length;
      mark();
    } else if ((event.key === "Enter" && !event.ctrlKey && !event.metaKey) || event.key === "Tab") {
      take(found[place]);
    } else if (event.key === "Escape") {
      close();
    } else {
      return;
    }
    event.preventDefault();
    event.stopPropagation();
  });
}
