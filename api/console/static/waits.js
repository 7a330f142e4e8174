// Waiting times that go on while nothing else changes.

/** Every element with `data-since` shows how long that is ago. */
export function tickWaits() {
  setInterval(() => {
    for (const node of document.querySelectorAll("[data-since]")) {
      const since = Date.parse(node.dataset.since);
      if (!Number.isNaN(since)) node.firstElementChild.textContent = span(Math.floor((Date.now() - since) / 60000));
    }
  }, 10000);
}

function span(minutes) {
  if (minutes < 1) return "now";
  if (minutes < 60) return `${minutes} min`;
  if (minutes < 1440) return `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
  return `${Math.floor(minutes / 1440)} d`;
}
