// One thread, as it changes; replies without leaving the page; and how many segments a text has.
import { fill, follow, post, say, strings, sync } from "./live.js";
import { count } from "./segments.js";
import { tickWaits } from "./waits.js";

const at = (id) => document.getElementById(id);
const thread = document.querySelector(".thread");
const scroll = at("scroll");
const reply = at("reply");
let first = true;

function show(seen) {
  const below = scroll.scrollHeight - scroll.scrollTop - scroll.clientHeight < 120;
  sync(at("texts"), at("a-text"), seen.texts, (node, item) => {
    node.dataset.side = item.side;
    node.dataset.speaker = item.speaker;
    node.dataset.tick = item.tick;
    say(node.querySelector(".words"), item.parts);
  });
  at("owner").textContent = seen.owner !== "person" ? "With the agent"
    : seen.mine ? "With you" : seen.holder ? `With ${seen.holder}` : "Waiting for a person";
  showCard(seen.card);
  showActs(seen);
  strings(at("badges"), "li", seen.shop.badges);
  strings(at("extras"), "li", seen.shop.extras);
  sync(at("orders"), at("an-order"), seen.shop.orders, drawOrder);
  for (const name of ["done", "earlier"]) {
    const items = name === "done" ? seen.agent.done : seen.earlier;
    strings(at(name), "li", items);
    at(`${name}-card`).hidden = items.length === 0;
  }
  if (below || first) scroll.scrollTop = scroll.scrollHeight;
  first = false;
}

function showCard(card) {
  at("card").hidden = !card;
  if (!card) return;
  at("card").dataset.id = card.id;
  fill(at("card"), card);
  at("card").querySelector(".waits").dataset.since = card.since;
}

function showActs(seen) {
  if (!reply) return;
  reply.hidden = at("end").hidden = !seen.mine;
  at("take").hidden = seen.mine;
  at("whom").value = seen.holder_id;
  at("take-words").textContent = seen.holder ? `Take over from ${seen.holder}`
    : seen.owner === "person" ? "Take this thread" : "Take over from the agent";
  at("stopped").hidden = !seen.opted_out;
}

function drawOrder(node, item) {
  strings(node.querySelector(".lines"), "li", item.lines.map((line) =>
    line.item + (line.options ? `, ${line.options}` : "") + (line.state ? ` (${line.state})` : "")));
  strings(node.querySelector(".facts-of"), "li", item.facts);
}

function measure() {
  const { encoding, units, room, segments } = count(at("body").value.trim());
  at("length").textContent = segments ? `${segments} ${segments === 1 ? "segment" : "segments"} · ${units} of ${room}${encoding === "UCS-2" ? " · with signs that cost more" : ""}` : "";
}

function trouble(words) {
  at("trouble").textContent = words;
  at("trouble").hidden = !words;
}

if (reply) {
  const body = at("body");
  body.addEventListener("input", measure);
  body.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && (event.metaKey || event.ctrlKey) && body.value.trim()) reply.requestSubmit();
  });
  reply.addEventListener("submit", async (event) => {
    event.preventDefault();
    trouble("");
    const button = reply.querySelector("button");
    button.disabled = true;
    const done = await post(reply, trouble);
    button.disabled = false;
    if (!done) return;
    body.value = "";
    reply.elements.key.value = crypto.randomUUID?.() ?? `${Date.now()}-${Math.random().toString(36).slice(2, 12)}`;
    measure();
    body.focus();
  });
}

scroll.scrollTop = scroll.scrollHeight;
follow(thread.dataset.live, show, (online) => { at("online").dataset.online = online ? "yes" : "no"; });
tickWaits();
