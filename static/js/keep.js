// Keeps what a person types on this device until the server says that it is counted, and offers it again.

import { CHANGED, each, formOf } from "./page.js";
import { serverNow, wallMoment } from "./clock.js";

const PREFIX = "kept:";
const LIFE = 30 * 24 * 60 * 60 * 1000;
const PAUSE = 250;
const SKIPPED = new Set(["hidden", "password", "file", "submit", "button", "reset", "image"]);

const person = document.body.dataset.person;
const place = (key) => `${PREFIX}${person}:${key}`;
const timers = new Map();

function read(key) {
  try {
    return JSON.parse(localStorage.getItem(place(key)));
  } catch {
    return null;
  }
}

/** Forgets what is kept under this key, and says so no more. */
export function drop(key) {
  clearTimeout(timers.get(key));
  timers.delete(key);
  try {
    localStorage.removeItem(place(key));
  } catch {
    // Nothing is stored on such a device.
  }
}

/** The texts under this key are on the server now: this device need not keep them, nor say that it does. */
export function saved(form) {
  drop(form.dataset.keep);
  for (const note of notes(form)) note.hidden = true;
}

export const fieldsOf = (form) =>
  [...form.elements].filter((field) => field.name && !SKIPPED.has(field.type) && !field.hasAttribute("data-keep-not"));

export function contents(form) {
  const fields = {};
  for (const field of fieldsOf(form)) {
    if (field.type === "radio") {
      if (field.checked) fields[field.name] = field.value;
    } else if (field.type === "checkbox") {
      (fields[field.name] ??= []).push(...(field.checked ? [field.value] : []));
    } else if (field.type === "select-multiple") {
      fields[field.name] = [...field.selectedOptions].map((option) => option.value);
    } else {
      fields[field.name] = field.value;
    }
  }
  return fields;
}

function save(form) {
  const key = form.dataset.keep;
  clearTimeout(timers.get(key));
  timers.delete(key);
  try {
    localStorage.setItem(place(key), JSON.stringify({ at: serverNow(), fields: contents(form) }));
  } catch {
    // A full or forbidden store: the text is still in the form.
  }
}

function saveSoon(form) {
  const key = form.dataset.keep;
  clearTimeout(timers.get(key));
  timers.set(key, setTimeout(() => save(form), PAUSE));
}

export function fill(field, value) {
  if (field.type === "radio") field.checked = field.value === value;
  else if (field.type === "checkbox") field.checked = value.includes(field.value);
  else if (field.type === "select-multiple") {
    for (const option of field.options) option.selected = value.includes(option.value);
  } else field.value = value;
}

function offer(form) {
  const kept = read(form.dataset.keep);
  if (!kept || form.dataset.keptOffered === String(kept.at)) return;
  if (JSON.stringify(kept.fields) === JSON.stringify(contents(form))) return;
  if (kept.at <= Number(form.dataset.keepSince ?? 0)) return setBehind(form, kept);
  form.dataset.keptOffered = String(kept.at);
  for (const field of fieldsOf(form)) {
    if (field.name in kept.fields && !field.hasAttribute("data-keep-fresh")) fill(field, kept.fields[field.name]);
  }
  form.dispatchEvent(new CustomEvent("kept:restored", { bubbles: true }));
  for (const note of notes(form)) {
    note.hidden = false;
    each(note, "[data-kept-at]", (time) => {
      time.textContent = wallMoment(kept.at);
    });
  }
  if (form.querySelector("[data-keep-fresh]")) save(form);
  makeRoom(form, kept.fields);
}

export const BEHIND = "kept:behind";

/** The server keeps a newer text: this one is moved aside until somebody has taken it there. */
function setBehind(form, kept) {
  const key = form.dataset.keep;
  try {
    localStorage.setItem(place(`${key}:behind`), JSON.stringify(kept));
    drop(key);
  } catch {
    // It stays where it was.
  }
  form.dispatchEvent(new CustomEvent(BEHIND, { bubbles: true, detail: kept.fields }));
}

/** What was kept may have more fields than the fresh form: the form's own button asks the server for them. */
function makeRoom(form, fields) {
  const more = form.querySelector("[data-keep-more]");
  const names = new Set([...form.elements].map((field) => field.name));
  const missing = (name) => name.startsWith(more.dataset.keepMore) && fields[name] && !names.has(name);
  if (more && Object.keys(fields).some(missing)) more.click();
}

const notes = (form) =>
  [...document.querySelectorAll("[data-kept-note]")].filter(
    (note) => note.dataset.keptNote === form.dataset.keep || (!note.dataset.keptNote && form.contains(note)),
  );

function forget(button) {
  const note = button.closest("[data-kept-note]");
  const key = note?.dataset.keptNote || button.closest("form[data-keep]")?.dataset.keep;
  if (!key) return;
  drop(key);
  for (const form of document.querySelectorAll("form[data-keep]")) {
    if (form.dataset.keep !== key) continue;
    form.reset();
    form.removeAttribute("data-half-filled");
  }
  if (note) note.hidden = true;
}

/** What the page already shows from the server's copy under this key: nobody reads the same text twice. */
const savedTexts = (key) =>
  [...document.querySelectorAll("[data-kept-saved] blockquote")]
    .filter((quote) => quote.closest("[data-kept-saved]").dataset.keptSaved === key)
    .map((quote) => quote.textContent.trim());

function showText(element) {
  const kept = read(element.dataset.keptText);
  const texts = Object.entries(kept?.fields ?? {}).filter(([, value]) => typeof value === "string" && /\s|.{12}/.test(value));
  element.hidden = texts.every(([, value]) => savedTexts(element.dataset.keptText).includes(value.trim()));
  element.textContent = texts.map(([, value]) => value).join("\n");
}

function look(root) {
  each(root, "[data-kept-clear]", (element) => drop(element.dataset.keptClear));
  each(root, "form[data-keep]", offer);
  each(root, "[data-kept-text]", showText);
}

function saveAll() {
  for (const form of document.querySelectorAll("form[data-keep]")) {
    if (timers.has(form.dataset.keep)) save(form);
  }
}

function keptKeys() {
  try {
    return Object.keys(localStorage).filter((key) => key.startsWith(PREFIX));
  } catch {
    return [];
  }
}

function dropOld() {
  for (const key of keptKeys()) {
    try {
      if (Date.now() - JSON.parse(localStorage.getItem(key)).at > LIFE) localStorage.removeItem(key);
    } catch {
      localStorage.removeItem(key);
    }
  }
}

function tellCount() {
  const count = keptKeys().length;
  document.querySelectorAll("[data-kept-any]").forEach((element) => {
    element.hidden = !count;
    each(element, "[data-kept-count]", (number) => {
      number.textContent = String(count);
    });
  });
}

/** Starts keeping; on a page where nobody is signed in it only says how much is kept. */
export function startKeep() {
  dropOld();
  tellCount();
  if (!person) return;
  const changed = (event) => {
    const form = formOf(event.target);
    if (form?.dataset.keep) saveSoon(form);
  };
  document.addEventListener("input", changed);
  document.addEventListener("change", changed);
  document.addEventListener("click", (event) => {
    const button = event.target.closest?.("[data-kept-drop]");
    if (button) forget(button);
  });
  document.addEventListener(CHANGED, (event) => look(event.detail.element));
  addEventListener("pagehide", saveAll);
  document.addEventListener("visibilitychange", saveAll);
  look(document);
}
