// Signs of life: who reads or types on a page that only watches is not thrown out, and a pause is seen without loading.
const EVERY = 120000;
const ASK = 20000;
const csrf = document.querySelector('input[name="csrf"]');
const banner = document.getElementById("paused");
let last = Date.now();

async function here() {
  if (!csrf || Date.now() - last < EVERY) return;
  last = Date.now();
  try {
    await fetch("/console/here", { method: "POST", headers: { "X-CSRF": csrf.value }, redirect: "manual" });
  } catch {
    last = Date.now() - EVERY + 10000;
  }
}

async function ask() {
  if (!banner || document.hidden) return;
  try {
    const answer = await fetch("/console/here", { headers: { Accept: "application/json" }, redirect: "manual" });
    if (!answer.ok) return;
    const { paused } = await answer.json();
    const words = paused.join(", ");
    const what = document.getElementById("paused-what");
    if (what.textContent !== words) what.textContent = words;
    banner.hidden = !words;
  } catch {
    return;
  }
}

document.querySelector(".bar nav [aria-current]")?.scrollIntoView({ block: "nearest", inline: "center" });
setInterval(ask, ASK);
for (const kind of ["pointerdown", "pointermove", "keydown", "wheel", "touchstart"]) {
  addEventListener(kind, here, { passive: true });
}
