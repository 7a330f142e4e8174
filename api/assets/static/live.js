// Live pages: follow a stream of snapshots, and bring lists up to date by text nodes only.

/** Calls `show` with every snapshot; the browser reconnects by itself. `online` is told whether the stream holds. */
export function follow(url, show, online = () => {}) {
  const source = new EventSource(url);
  source.addEventListener("snapshot", (event) => { online(true); show(JSON.parse(event.data)); });
  source.addEventListener("gone", () => { source.close(); location.reload(); });
  source.addEventListener("error", () => online(false));
  addEventListener("pagehide", () => source.close());
  return source;
}

/** Fill `node` from `item`: `data-text` names the field shown, `data-show` the field that must not be empty. */
export function fill(node, item) {
  for (const slot of all(node, "[data-text]")) set(slot, String(item[slot.dataset.text] ?? ""));
  for (const slot of all(node, "[data-show]")) slot.hidden = !item[slot.dataset.show];
}

/** Bring the children of `list` in line with `items` by their id; new ones are made from `template`. */
export function sync(list, template, items, draw) {
  const old = new Map([...list.children].filter((one) => one.dataset.id).map((one) => [one.dataset.id, one]));
  let place = null;
  for (const item of items) {
    const id = String(item.id);
    let node = old.get(id);
    const fresh = !node;
    if (fresh) {
      node = template.content.firstElementChild.cloneNode(true);
      node.dataset.id = id;
    }
    old.delete(id);
    fill(node, item);
    draw?.(node, item, fresh);
    const next = place ? place.nextSibling : list.firstChild;
    if (node !== next) list.insertBefore(node, next);
    place = node;
  }
  for (const gone of old.values()) gone.remove();
}

/** Plain strings as the children of a list. */
export function strings(list, tag, items) {
  const now = [...list.children].map((one) => one.textContent);
  if (now.length === items.length && now.every((text, index) => text === items[index])) return;
  list.replaceChildren(...items.map((text) => {
    const node = document.createElement(tag);
    node.textContent = text;
    return node;
  }));
  if (now.length) flash(list);
}

/** Links and words as nodes; only http and https become links. */
export function say(node, parts) {
  const words = parts.map((part) => part.text).join("");
  if (node.textContent === words) return;
  node.replaceChildren(...parts.map((part) => {
    if (!/^https?:\/\//.test(part.href)) return document.createTextNode(part.text);
    const link = document.createElement("a");
    link.href = part.href;
    link.rel = "noopener nofollow";
    link.target = "_blank";
    link.textContent = part.text;
    return link;
  }));
}

/** Light up what has changed. */
export function flash(node) {
  node.classList.remove("changed");
  requestAnimationFrame(() => node.classList.add("changed"));
}

/** Send a form without leaving the page; gives the answer's JSON, or null after telling `failed` why not. */
export async function post(form, failed, submitter = null) {
  try {
    const answer = await fetch(form.action, {
      method: "POST",
      body: new URLSearchParams(new FormData(form, submitter)),
      headers: { Accept: "application/json" },
    });
    const body = await answer.json();
    if (answer.ok) return body;
    failed(body.detail ?? "That did not work.");
  } catch {
    failed("The shop cannot be reached. Is it still running?");
  }
  return null;
}

/** The slots of `node` itself: those of the items in its lists are theirs. */
function all(node, selector) {
  const inside = [...node.querySelectorAll(selector)].filter((slot) => slot.closest("[data-id]") === node);
  return node.matches(selector) ? [node, ...inside] : inside;
}

function set(node, text) {
  if (node.textContent === text) return;
  const had = node.textContent !== "";
  node.textContent = text;
  if (had && node.dataset.flash !== undefined) flash(node);
}
