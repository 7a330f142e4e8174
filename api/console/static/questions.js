// What the agent asks, as it changes.
import { follow, sync } from "./live.js";
import { tickWaits } from "./waits.js";

const at = (id) => document.getElementById(id);

function draw(node, item) {
  const to = node.querySelector(".to");
  to.href = item.href;
  const waits = node.querySelector(".waits");
  waits.dataset.since = item.since;
  waits.dataset.late = item.late;
  for (const form of node.querySelectorAll("form")) {
    form.action = item.href + (form.matches(".draft") ? "/answer/draft" : "/answer");
    form.elements.question.value = item.id;
  }
}

follow(document.querySelector(".asking").dataset.live, (seen) => {
  sync(at("open"), at("an-asked"), seen.open, draw);
  sync(at("over"), at("an-asked"), seen.over, draw);
  at("none").hidden = seen.open.length > 0;
  at("over-part").hidden = seen.over.length === 0;
  at("count").textContent = seen.count;
}, (online) => { at("online").dataset.online = online ? "yes" : "no"; });

document.addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey) || !event.target.matches(".answer textarea")) return;
  event.preventDefault();
  event.target.form.requestSubmit();
});

tickWaits();
