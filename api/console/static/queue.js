// The queue, as it changes.
import { follow, sync } from "./live.js";
import { tickWaits } from "./waits.js";

const queue = document.querySelector(".queue");
const places = document.getElementById("places");
const title = document.title;

follow(queue.dataset.live, (seen) => {
  sync(places, document.getElementById("a-place"), seen.places, (node, item) => {
    node.querySelector("a").href = item.href;
    node.querySelector(".waits").dataset.since = item.since;
    node.querySelector(".waits").dataset.late = item.late;
    node.querySelector(".reason").dataset.urgent = item.urgent;
  });
  document.getElementById("empty").hidden = seen.places.length > 0;
  for (const count of document.querySelectorAll("[data-count]")) count.textContent = seen.counts[count.dataset.count];
  document.title = seen.counts.open ? `(${seen.counts.open}) ${title}` : title;
}, (online) => { document.getElementById("online").dataset.online = online ? "yes" : "no"; });

tickWaits();
