// Saves what is typed into a sheet on the server while it is typed, so that it appears on the person's other devices.

import { BEHIND, drop, saved } from "./keep.js";
import { backOff, CHANGED, formOf, morphWhole, parse } from "./page.js";

const PAUSE = 1000;
const STATE = "draft-state";
const SKIPPED = ["key", "file"];

const PAGE = String(Math.random()).slice(2); // tells this page's own earlier text from another device's

const timers = new Map(); // form → timer of the next save
const underway = new Set();
let attempt = 0;

const drafted = () => document.querySelector("form[data-draft]");
const state = () => document.getElementById(STATE);

function bodyOf(form) {
  const data = new FormData(form);
  for (const name of SKIPPED) data.delete(name);
  data.set("device", PAGE);
  return new URLSearchParams(data);
}

/** What the person has filled in, without what travels along. */
const filledIn = (form) => [...bodyOf(form)].filter(([name]) => /^(choice|text)_/.test(name)).toString();

function schedule(form, pause = PAUSE) {
  clearTimeout(timers.get(form));
  timers.set(form, setTimeout(() => save(form), pause));
}

function forget(form) {
  clearTimeout(timers.get(form));
  timers.delete(form);
}

function ask(form, options = {}) {
  return fetch(form.dataset.draft, {
    headers: { Accept: "text/html", "X-Fragment": STATE },
    credentials: "same-origin",
    ...options,
  });
}

/** Shows what the server says of the draft; false when it says something else, as after the session's end. */
async function shown(form, answer) {
  const fresh = parse(await answer.text()).getElementById(STATE);
  const here = state();
  if (!fresh || !here || !form.isConnected) return false;
  const base = form.elements.namedItem("base");
  if (base) base.value = fresh.dataset.version;
  form.dataset.keepSince = fresh.dataset.since;
  morphWhole(here, fresh);
  return true;
}

function unreachable(hidden) {
  document.querySelectorAll("[data-draft-unsaved]").forEach((note) => {
    note.hidden = hidden;
  });
}

async function save(form) {
  forget(form);
  if (!form.isConnected) return;
  if (underway.has(form)) return schedule(form);
  underway.add(form);
  const sent = filledIn(form);
  try {
    const answer = await ask(form, { method: "POST", body: bodyOf(form) });
    if (!form.isConnected) return answer.ok && drop(form.dataset.keep);
    const told = await shown(form, answer);
    if (!told) throw new Error(String(answer.status));
    attempt = 0;
    if (answer.ok && filledIn(form) === sent) saved(form);
  } catch {
    // No network, or the session has ended: the text is kept on this device, and tried again.
    unreachable(false);
    if (form.isConnected) schedule(form, backOff(attempt++));
  } finally {
    underway.delete(form);
  }
}

/** What this device had kept, older than what the server keeps: it is put beside that one. */
async function bringBehind(event) {
  const form = event.target;
  if (!form.dataset?.draft) return;
  const body = bodyOf(form);
  for (const name of [...body.keys()]) if (/^(choice|text)_/.test(name)) body.delete(name);
  for (const [name, value] of Object.entries(event.detail)) if (typeof value === "string") body.set(name, value);
  body.set("behind", "on");
  try {
    const answer = await ask(form, { method: "POST", body });
    if (answer.ok && (await shown(form, answer))) drop(`${form.dataset.keep}:behind`);
  } catch {
    // It stays on this device and in sight.
  }
}

/** After sleep: what another device has saved meanwhile is shown, unless something is being typed here. */
async function look() {
  const form = drafted();
  if (!form) return;
  if (timers.has(form)) return save(form);
  if (underway.has(form) || "draftStays" in form.dataset) return;
  const base = form.elements.namedItem("base")?.value;
  try {
    const answer = await ask(form);
    if (!answer.ok || timers.has(form)) return;
    const fresh = parse(await answer.text()).getElementById(STATE);
    if (fresh && fresh.dataset.version !== base) location.reload();
  } catch {
    // Asked again at the next wake-up.
  }
}

/** Leaving: what waits for its pause is sent on the way out. */
function leave() {
  for (const form of timers.keys()) {
    if (form.isConnected) ask(form, { method: "POST", body: bodyOf(form), keepalive: true }).catch(() => {});
    forget(form);
  }
}

export function startDraft() {
  const changed = (event) => {
    const form = formOf(event.target);
    if (form?.dataset.draft && event.target.type !== "file") schedule(form);
  };
  document.addEventListener("input", changed);
  document.addEventListener("change", changed);
  // A note is left by touching something else in the room: it does not wait for the pause.
  document.addEventListener("focusout", (event) => {
    const form = formOf(event.target);
    if (timers.has(form) && "draftStays" in form.dataset) save(form);
  });
  document.addEventListener("kept:restored", (event) => event.target.dataset?.draft && schedule(event.target, 0));
  document.addEventListener(BEHIND, bringBehind);
  // What is sent as a whole needs no draft any more.
  document.addEventListener("submit", (event) => event.defaultPrevented || forget(event.target), true);
  document.addEventListener(CHANGED, () => [...timers.keys()].forEach((form) => form.isConnected || forget(form)));
  document.addEventListener("visibilitychange", () => (document.hidden ? [...timers.keys()].forEach(save) : look()));
  addEventListener("pagehide", leave);
  addEventListener("pageshow", (event) => event.persisted && look());
  addEventListener("online", look);
}
