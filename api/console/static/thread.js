// One thread, as it changes: the texts, what waits for a yes, and the customer beside it.
import { compose } from "./compose.js";
import { fill, follow, say, strings, sync } from "./live.js";
import { keys } from "./keys.js";
import { present } from "./presence.js";
import { told } from "./segments.js";
import { tickWaits } from "./waits.js";

const at = (id) => document.getElementById(id);
const thread = document.querySelector(".thread");
const scroll = at("scroll");
let first = true;

function show(seen) {
  const below = scroll.scrollHeight - scroll.scrollTop - scroll.clientHeight < 120;
  sync(at("texts"), at("a-text"), seen.texts, drawText);
  thread.dataset.mine = seen.mine ? "yes" : "no";
  thread.dataset.owner = seen.owner;
  at("owner").textContent = seen.owner !== "person" ? "With the agent"
    : seen.mine ? "With you" : seen.holder ? `With ${seen.holder}` : "Waiting for a person";
  at("summary").textContent = seen.summary;
  at("presence").textContent = seen.presence;
  showCard(seen.card);
  showProposal(seen);
  showQuestion(seen.question);
  showActs(seen);
  showCustomer(seen);
  if (below || first) scroll.scrollTop = scroll.scrollHeight;
  first = false;
}

function drawText(node, item) {
  node.dataset.side = item.side;
  node.dataset.speaker = item.speaker;
  node.dataset.tick = item.tick;
  node.dataset.reaction = item.reaction;
  say(node.querySelector(".words"), item.parts);
  drawPhotos(node.querySelector(".photos"), item.photos);
  const undo = node.querySelector(".undo");
  if (undo) undo.elements.text.value = item.undo;
  const judge = node.querySelector(".judge");
  if (judge) {
    judge.elements.turn.value = item.turn;
    for (const button of judge.querySelectorAll("button")) button.setAttribute("aria-pressed", String(button.value === item.verdict));
  }
  drawRows(node.querySelector(".grounds"), item.grounds, true);
}

function drawPhotos(list, photos) {
  const now = photos.map((photo) => photo.href || photo.words).join("\n");
  if (list.dataset.drawn === undefined && list.children.length === photos.length) list.dataset.drawn = now;
  if (list.dataset.drawn === now) return;
  list.dataset.drawn = now;
  list.replaceChildren(...photos.map((photo) => {
    const item = document.createElement("li");
    if (photo.href && at("reply")) {
      const link = Object.assign(document.createElement("a"), { href: photo.href, target: "_blank" });
      link.append(Object.assign(document.createElement("img"), { src: photo.href, alt: photo.words, loading: "lazy" }));
      item.append(link);
    } else {
      item.append(Object.assign(document.createElement("span"), { textContent: photo.words }));
    }
    return item;
  }));
}

function drawRows(list, rows, inside) {
  const now = JSON.stringify(rows);
  if (list.dataset.drawn === now) return;
  list.dataset.drawn = now;
  list.replaceChildren(...rows.flatMap(({ name, value }) => {
    const pair = [["dt", name], ["dd", value]].map(([tag, words]) =>
      Object.assign(document.createElement(tag), { textContent: words }));
    if (!inside) return pair;
    const box = document.createElement("div");
    box.append(...pair);
    return [box];
  }));
}

function showCard(card) {
  at("card").hidden = !card;
  if (!card) return;
  at("card").dataset.id = card.id;
  fill(at("card"), card);
  at("card").querySelector(".waits").dataset.since = card.since;
}

function showProposal({ proposal, mine, asked }) {
  const card = at("proposal");
  card.hidden = !proposal;
  if (!proposal) return;
  card.dataset.id = proposal.id;
  fill(card, proposal);
  for (const form of card.querySelectorAll("form")) {
    form.elements.proposal.value = proposal.id;
    form.elements.digest.value = proposal.digest;
  }
  const edit = at("edit");
  if (edit) edit.href = edit.dataset.base + proposal.edit;
  if (at("choices")) at("choices").hidden = !mine;
  const select = at("asked");
  if (!select || document.activeElement === select) return;
  const chosen = select.value;
  select.replaceChildren(...asked.map((one) => new Option(`“${one.words}”`, one.id)));
  if (asked.some((one) => one.id === chosen)) select.value = chosen;
}

function showQuestion(question) {
  const card = at("question");
  card.hidden = !question;
  if (!question) return;
  card.dataset.id = question.id;
  fill(card, question);
  Object.assign(card.querySelector(".waits").dataset, { since: question.since, late: question.late });
  for (const form of card.querySelectorAll("form")) form.elements.question.value = question.id;
}

function showActs(seen) {
  if (!at("reply")) return;
  at("reply").hidden = at("end").hidden = !seen.mine;
  at("newest").dataset.latest = seen.newest;
  if (!at("body").value) at("newest").value = seen.newest;
  at("take").hidden = at("note-only").hidden = seen.mine;
  at("note-only").hidden = seen.mine;
  at("whom").value = seen.holder_id;
  at("take-words").textContent = seen.holder ? `Take over from ${seen.holder}`
    : seen.owner === "person" ? "Take this thread" : "Take over from the agent";
  at("stopped").hidden = !seen.stopped;
  at("stopped").textContent = seen.stopped;
  if (at("starts")) at("starts").hidden = !seen.starts;
}

function showCustomer(seen) {
  const { customer } = seen;
  at("away").hidden = !customer.away;
  at("away").textContent = customer.away;
  strings(at("badges"), "li", customer.badges);
  strings(at("consents"), "li", seen.consents);
  drawRows(at("profile"), customer.profile, false);
  sync(at("orders"), at("an-order"), customer.orders, drawOrder);
  sync(at("subscriptions"), at("a-subscription"), customer.subscriptions, (node, item) => lead(node, item.id, item.item));
  sync(at("offers"), at("an-offer"), customer.offers);
  at("no-orders").hidden = customer.orders.length > 0;
  strings(at("earlier"), "li", seen.earlier);
  at("earlier-card").hidden = seen.earlier.length === 0;
}

function drawOrder(node, item) {
  strings(node.querySelector(".lines"), "li", item.lines.map((line) =>
    line.item + (line.options ? `, ${line.options}` : "") + (line.state ? ` (${line.state})` : "")));
  strings(node.querySelector(".facts-of"), "li", item.facts);
  const tracking = node.querySelector(".tracking");
  if (/^https?:\/\//.test(item.tracking_href)) tracking.href = item.tracking_href;
  lead(node, item.id, `order ${item.number}`);
}

function lead(node, id, what) {
  const open = node.querySelector(".open[data-base]");
  if (!open) return;
  open.href = open.dataset.base + encodeURIComponent(id);
  open.setAttribute("aria-label", `Change ${what}`);
}

scroll.scrollTop = scroll.scrollHeight;
follow(thread.dataset.live, show, (online) => { at("online").dataset.online = online ? "yes" : "no"; });
tickWaits();
const answer = at("answer-body");
answer?.addEventListener("input", () => {
  const length = answer.form.querySelector(".length");
  length.textContent = told(answer.value, Number(length.dataset.price));
});
answer?.addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
  event.preventDefault();
  answer.form.requestSubmit();
});
if (at("reply")) {
  compose(at("reply"));
  present(at("reply"));
}
keys(thread);
