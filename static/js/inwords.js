// Says below a date or time field what it holds, in the language of the page; the browser shows it in its own.

import { each } from "./page.js";

function dayOf(field, { locale, month }) {
  if (!field.valueAsDate) return "";
  const parts = { weekday: "long", day: month === "long" ? "numeric" : "2-digit", month, year: "numeric", timeZone: "UTC" };
  return new Intl.DateTimeFormat(locale, parts).format(field.valueAsDate);
}

function tell(field) {
  for (const words of document.querySelectorAll(`[data-in-words][for="${field.id}"]`)) {
    words.textContent = words.dataset.inWords === "date" ? dayOf(field, words.dataset) : field.value.slice(0, 5);
  }
}

export function startInWords() {
  const wanted = "input[type=date], input[type=time]";
  for (const kind of ["input", "change"]) {
    document.addEventListener(kind, (event) => event.target.matches?.(wanted) && tell(event.target));
  }
  document.addEventListener("kept:restored", (event) => each(event.target, wanted, tell));
  // What this device had kept was perhaps filled in before this module started.
  each(document.body, wanted, (field) => field.value !== field.defaultValue && tell(field));
}
