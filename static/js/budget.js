// Counts the times of an agenda anew while minutes are typed: when each item begins, when all ends, whether it fits.

import { CHANGED } from "./page.js";

const DAY = 24 * 60;
const clock = (minutes) => {
  const there = minutes % DAY;
  return `${String(Math.floor(there / 60)).padStart(2, "0")}:${String(there % 60).padStart(2, "0")}`;
};

/** When all ends: past midnight it says so, as the page does. */
function ending(panel, minutes) {
  const days = Math.floor(minutes / DAY);
  if (days === 0) return clock(minutes);
  return days === 1 ? panel.dataset.tomorrow.replace("TIME", clock(minutes)) : `${clock(minutes)} +${days}`;
}

function put(element, text) {
  if (element && element.textContent !== text) element.textContent = text;
}

/** The minutes of a field; nothing that can be counted counts as none. */
const minutesOf = (field) => (/^\s*\d{1,4}\s*$/.test(field.value) ? Number(field.value) : 0);

function count(panel) {
  const begin = Number(panel.dataset.begin);
  let sum = 0;
  for (const field of panel.querySelectorAll("[data-minutes]")) {
    put(field.closest("[data-line]").querySelector("[data-start]"), clock(begin + sum));
    sum += minutesOf(field);
  }
  put(panel.querySelector("[data-sum]"), String(sum));
  put(panel.querySelector("[data-end]"), ending(panel, begin + sum));
  const over = sum - Number(panel.dataset.planned);
  const warning = panel.querySelector("[data-over-plan]");
  if (warning) warning.hidden = over <= 0;
  put(panel.querySelector("[data-over]"), String(Math.max(0, over)));
}

const differs = (field) =>
  field instanceof HTMLSelectElement
    ? [...field.options].some((each) => each.selected !== each.defaultSelected)
    : field instanceof HTMLInputElement && field.type !== "hidden" && field.value !== field.defaultValue;

function tell(panel) {
  const form = document.getElementById("agenda-form");
  const unsaved = [...form.elements].some(differs);
  panel.querySelector(".savebar")?.toggleAttribute("data-waiting", unsaved);
  for (const note of panel.querySelectorAll("[data-unsaved]")) note.hidden = !unsaved;
}

function look() {
  const panel = document.querySelector("[data-agenda]");
  if (!panel) return;
  count(panel);
  tell(panel);
}

for (const name of ["input", "change", "reset", "kept:restored", "order:moved", CHANGED]) {
  document.addEventListener(name, () => setTimeout(look));
}
look();
