// Names the standing items of a new meeting, and the meeting itself, for the month of the day that is chosen.

const day = document.getElementById("id_day");
const title = document.getElementById("id_title");
const items = document.querySelector("[data-of-month]");

/** The month that a session of this day belongs to: before the day on which one is due still the month that ended. */
function monthOf({ valueAsDate }) {
  const early = valueAsDate.getUTCDate() < Number(items.dataset.dueDay || 0);
  return new Date(Date.UTC(valueAsDate.getUTCFullYear(), valueAsDate.getUTCMonth() - (early ? 1 : 0), 1));
}

const named = (text, month) =>
  text.replaceAll("{month}", String(month.getUTCMonth() + 1)).replaceAll("{year}", String(month.getUTCFullYear()));

let before = items && day?.valueAsDate ? named(items.dataset.title, monthOf(day)) : "";

function follow() {
  if (!day.valueAsDate) return;
  const month = monthOf(day);
  for (const item of items.querySelectorAll("input[type=checkbox]")) {
    const words = named(item.value, month);
    if (item.nextSibling.textContent.trim() !== words) item.nextSibling.textContent = ` ${words}`;
  }
  const now = named(items.dataset.title, month);
  if (title.value === before) title.value = now; // a title that somebody wrote stays
  before = now;
}

if (items && day) {
  for (const kind of ["input", "change"]) day.addEventListener(kind, follow);
  document.addEventListener("kept:restored", follow);
  follow();
}
