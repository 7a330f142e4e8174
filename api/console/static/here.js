// A sign of life: somebody who reads or types on a page that only watches is not thrown out for resting.
const EVERY = 120000;
const csrf = document.querySelector('input[name="csrf"]');
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

document.querySelector(".bar nav [aria-current]")?.scrollIntoView({ block: "nearest", inline: "center" });

for (const kind of ["pointerdown", "pointermove", "keydown", "wheel", "touchstart"]) {
  addEventListener(kind, here, { passive: true });
}
