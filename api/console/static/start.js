// A new text: its length and cost as it is typed.
import { told } from "./segments.js";

const body = document.getElementById("body");
if (body) {
  const length = document.getElementById("length");
  const measure = () => { length.textContent = told(body.value, Number(length.dataset.price)); };
  body.addEventListener("input", measure);
  measure();
}
