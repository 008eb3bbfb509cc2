// Saves the sentences of minutes while they are written, one by one, and shows them in the preview beside.

import { saved } from "./keep.js";
import { backOff, formOf, morphWhole, parse } from "./page.js";

const PAUSE = 1500;

const timers = new Map(); // form → timer of the next save
const underway = new Set();
const refused = new WeakSet(); // somebody else was faster: only the person decides now
let attempt = 0;

const state = (form) => document.getElementById(`state-${form.dataset.sentence}`);
const preview = (form) => document.querySelector(`[data-preview="${form.dataset.sentence}"] span`);

function schedule(form, pause = PAUSE) {
  if (refused.has(form)) return;
  clearTimeout(timers.get(form));
  timers.set(form, setTimeout(() => save(form), pause));
}

function forget(form) {
  clearTimeout(timers.get(form));
  timers.delete(form);
}

function send(form, options = {}) {
  return fetch(form.action, {
    method: "POST",
    body: new URLSearchParams(new FormData(form)),
    headers: { Accept: "text/html", "X-Fragment": "state" },
    credentials: "same-origin",
    ...options,
  });
}

function unreachable(form) {
  const note = state(form)?.querySelector("[data-line-unsaved]");
  if (note) note.hidden = false;
}

async function save(form) {
  forget(form);
  if (underway.has(form)) return schedule(form);
  underway.add(form);
  const text = form.elements.text.value;
  try {
    const answer = await send(form);
    const fresh = parse(await answer.text()).querySelector(".linestate");
    if (!fresh) throw new Error(String(answer.status));
    attempt = 0;
    morphWhole(state(form), fresh);
    if (answer.ok) {
      form.elements.base.value = fresh.dataset.revision;
      if (form.elements.text.value === text) saved(form);
    } else refused.add(form);
  } catch {
    // No network, or the session has ended: the text is kept on this device, and tried again.
    unreachable(form);
    schedule(form, backOff(attempt++));
  } finally {
    underway.delete(form);
  }
}

/** Leaving: what waits for its pause is sent on the way out. */
function leave() {
  for (const form of [...timers.keys()]) {
    forget(form);
    send(form, { keepalive: true }).catch(() => {});
  }
}

function typed(event) {
  const form = formOf(event.target);
  if (form?.dataset.sentence === undefined || event.target.name !== "text") return;
  const shown = preview(form);
  if (shown) shown.innerText = event.target.value;
  schedule(form);
}

document.addEventListener("input", typed);
document.addEventListener("kept:restored", (event) => event.target.dataset?.sentence !== undefined && schedule(event.target, 0));
document.addEventListener("submit", (event) => event.defaultPrevented || forget(event.target), true);
document.addEventListener("visibilitychange", () => document.hidden && [...timers.keys()].forEach(save));
addEventListener("pagehide", leave);
