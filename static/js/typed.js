// What is typed and not sent stays while a page changes its language; passwords and codes do not.

import { contents, fieldsOf, fill } from "./keep.js";

const PLACE = "typed";
const SOON = 30_000; // milliseconds within which the page in the other language has come

/** Forms that somebody fills in and that this device does not keep anyway, each by where it is sent and its turn. */
function forms() {
  const turns = new Map();
  return [...document.querySelectorAll("form[method=post]:not(.language, [data-keep])")].map((form) => {
    const address = new URL(form.getAttribute("action") ?? "", location.href).pathname;
    const turn = turns.get(address) ?? 0;
    turns.set(address, turn + 1);
    return [`${address}#${turn}`, form];
  });
}

function remember() {
  const typed = forms().map(([name, form]) => [name, contents(form)]);
  const kept = typed.filter(([, fields]) => Object.keys(fields).length);
  try {
    sessionStorage.setItem(PLACE, JSON.stringify({ at: Date.now(), forms: Object.fromEntries(kept) }));
  } catch {
    // Nothing is stored on such a device: the page comes as the server knows it.
  }
}

function taken() {
  try {
    const found = JSON.parse(sessionStorage.getItem(PLACE));
    sessionStorage.removeItem(PLACE);
    return found && Date.now() - found.at < SOON ? found.forms : {};
  } catch {
    return {};
  }
}

function restore(form, typed) {
  const before = JSON.stringify(contents(form));
  for (const field of fieldsOf(form)) if (field.name in typed) fill(field, typed[field.name]);
  if (JSON.stringify(contents(form)) === before) return;
  for (let part = form.parentElement; part; part = part.parentElement) if (part.tagName === "DETAILS") part.open = true;
  form.dispatchEvent(new CustomEvent("kept:restored", { bubbles: true }));
}

/** Puts back what was typed before the language was changed, and listens for the next change. */
export function startTyped() {
  const typed = taken();
  for (const [name, form] of forms()) if (name in typed) restore(form, typed[name]);
  document.addEventListener("submit", (event) => event.target.matches("form.language") && remember());
}
