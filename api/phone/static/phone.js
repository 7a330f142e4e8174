// The phone: bubbles as they come, typing, reactions, the next line of a conversation, and the truth beside it.
import { flash, follow, post, say, strings, sync } from "./live.js";

const at = (id) => document.getElementById(id);
const stage = document.querySelector(".stage");
const texts = at("texts");
const scroll = at("scroll");
const write = at("write");
const body = at("body");
const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
let play = stage.hasAttribute("data-play");
let first = true;

function show(seen) {
  const below = scroll.scrollHeight - scroll.scrollTop - scroll.clientHeight < 120;
  sync(texts, at("a-text"), seen.bubbles, drawText);
  const came = seen.typing && at("typing").hidden;
  at("typing").hidden = !seen.typing;
  at("empty").hidden = seen.bubbles.length > 0 || seen.typing;
  suggest(seen.next);
  strings(at("badges"), "li", seen.shop.badges);
  sync(at("orders"), at("an-order"), seen.shop.orders, drawOrder);
  strings(at("extras"), "li", seen.shop.extras);
  strings(at("done"), "li", seen.agent.done);
  sync(at("turns"), at("a-turn"), seen.agent.turns);
  at("nothing").hidden = seen.agent.turns.length > 0;
  at("owner").hidden = seen.owner !== "person";
  if (below || came || first) toEnd();
  first = false;
}

function drawText(node, item, fresh) {
  node.dataset.side = item.side;
  node.dataset.tick = item.tick;
  node.querySelector(".badge").dataset.mark = item.reaction;
  node.querySelector("input[name=text]").value = item.id;
  const words = node.querySelector(".words");
  say(words, item.parts);
  words.hidden = item.parts.length === 0;
  if (fresh && !first) node.classList.add("fresh");
}

function drawOrder(node, item, fresh) {
  if (fresh && !first) flash(node);
  if (!fresh && node.dataset.state !== item.state) flash(node);
  node.dataset.state = item.state;
  sync(node.querySelector(".lines"), at("a-line"), item.lines);
  strings(node.querySelector(".facts"), "li", item.facts);
}

function suggest(next) {
  const form = at("suggest");
  form.hidden = !next || !next.ready || (play && next.first);
  if (!next) return;
  form.querySelector("input").value = next.text;
  form.querySelector(".words").textContent = next.text;
  if (play && next.first && next.ready) {
    play = false;
    history.replaceState(null, "", location.pathname);
    type(next.text);
  }
}

/** The customer's words, written into the field and sent, so that one tap plays the conversation. */
async function type(words) {
  for (let end = 1; !calm && end <= words.length; end += 3) {
    body.value = words.slice(0, end);
    await new Promise((go) => setTimeout(go, 24));
  }
  body.value = words;
  write.requestSubmit();
}

function toEnd() {
  scroll.scrollTo({ top: scroll.scrollHeight, behavior: first || calm ? "auto" : "smooth" });
}

function trouble(words) {
  at("trouble").textContent = words;
  at("trouble").hidden = !words;
}

addEventListener("submit", async (event) => {
  const form = event.target;
  event.preventDefault();
  trouble("");
  const back = form === write ? body.value : "";
  const answer = await (async () => {
    const sent = post(form, trouble, event.submitter);
    if (form === write) body.value = "";
    return sent;
  })();
  form.closest("details")?.removeAttribute("open");
  if (!answer && back && !body.value) body.value = back;
  if (answer && form.hasAttribute("data-go")) location.assign(answer.then);
  if (answer && form.hasAttribute("data-send")) toEnd();
});

body.addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
  event.preventDefault();
  if (body.value.trim()) write.requestSubmit();
});

// A long press on one of the shop's texts opens its reactions; Escape and a tap elsewhere close them.
let pressing = 0;
texts.addEventListener("pointerdown", (event) => {
  const bubble = event.target.closest(".bubble");
  const details = bubble?.parentElement.querySelector("details");
  clearTimeout(pressing);
  if (details) pressing = setTimeout(() => details.setAttribute("open", ""), 420);
});
for (const end of ["pointerup", "pointercancel", "scroll"]) {
  scroll.addEventListener(end, () => clearTimeout(pressing), { passive: true });
}
texts.addEventListener("contextmenu", (event) => {
  if (event.pointerType === "touch") event.preventDefault();
});
function closeReactions(except = null) {
  for (const open of texts.querySelectorAll("details[open]")) if (open !== except) open.removeAttribute("open");
}
addEventListener("click", (event) => closeReactions(event.target.closest("details") ?? event.target.closest(".bubble")?.parentElement.querySelector("details")));
addEventListener("keydown", (event) => { if (event.key === "Escape") closeReactions(); });

function tell() {
  const clock = new Date().toLocaleTimeString("en-US", { hour: "numeric", minute: "2-digit", timeZone: stage.dataset.zone });
  document.querySelector(".clock").textContent = clock.replace(/ [AP]M$/, "");
}
setInterval(tell, 5000);
tell();
toEnd();
follow(stage.dataset.live, show, (online) => { at("online").dataset.online = online ? "yes" : "no"; });
if (matchMedia("(min-width: 901px)").matches) body.focus({ preventScroll: true });
