// The sweep: one tap is one position, saved at once and shown as saved only when the server says so.

import { backOff, morphWhole, parse, say } from "./page.js";

const PAUSE = 1200; // after the last key before a text is saved
const PATIENCE = 12000;
const FRAGMENT = "position";

const jobs = new Map(); // row → what it is to become; the newest tap wins
const working = new Set();
const timers = new Map();

const rowOf = (form) => form.closest("[data-row]");
const textOf = (form) => form.elements.namedItem("text");
const formIn = (row) => row.querySelector("form[data-position]");

function press(form, stance) {
  for (const each of form.querySelectorAll(".seg button")) {
    each.setAttribute("aria-pressed", String(each.dataset.stance === stance));
  }
  rowOf(form).dataset.choice = stance;
}

function pressed(form) {
  return form.querySelector('.seg [data-stance="speak"][aria-pressed="true"]') ?? form.querySelector('.seg [data-stance="opinion"]');
}

function choose(form, button) {
  const row = rowOf(form);
  clearTimeout(timers.get(row.id));
  timers.delete(row.id);
  const stance = button.dataset.stance ?? (button.name === "stance" ? button.value : "");
  if (stance) {
    press(form, stance);
    if (stance === "opinion" && !textOf(form).value.trim()) {
      row.dataset.state = "needs";
      textOf(form).focus();
      return;
    }
  }
  row.dataset.state = "saving";
  const body = new URLSearchParams(new FormData(form, button));
  jobs.set(row.id, { address: form.action, body, text: textOf(form).value });
  work(row.id);
}

async function ask(job, options = {}) {
  const answer = await fetch(job.address, {
    method: "POST",
    body: job.body,
    headers: { Accept: "text/html", "X-Fragment": FRAGMENT },
    credentials: "same-origin",
    ...options,
  });
  if (answer.status >= 502 && answer.status <= 504) throw new Error(String(answer.status));
  return answer.text();
}

const pause = (milliseconds) =>
  new Promise((resolve) => {
    const timer = setTimeout(resolve, milliseconds);
    addEventListener("online", () => (clearTimeout(timer), resolve()), { once: true });
  });

async function work(id) {
  if (working.has(id)) return;
  working.add(id);
  for (let attempt = 0; jobs.has(id); attempt += 1) {
    const job = jobs.get(id);
    try {
      const html = await ask(job, { signal: AbortSignal.timeout(PATIENCE) });
      if (jobs.get(id) !== job) attempt = -1;
      else {
        jobs.delete(id);
        settle(id, job, html);
      }
    } catch {
      // No network, or no answer in time: the same again is harmless, the server keeps it once.
      document.getElementById(id).dataset.state = "retrying";
      await pause(backOff(attempt));
    }
  }
  working.delete(id);
}

function settle(id, job, html) {
  const row = document.getElementById(id);
  const fresh = parse(html).getElementById(id);
  if (!fresh) return location.reload(); // signed out, or the item is gone; the text is kept on this device
  const typed = textOf(formIn(row)).value;
  const field = formIn(fresh) && textOf(formIn(fresh));
  const now = morphWhole(row, fresh);
  const form = formIn(now);
  if (field && form && typed !== job.text) unsaved(form);
  count();
  say(now.querySelector('[role="alert"], [data-saved]')?.textContent.trim(), now.querySelector('[role="alert"]') ? "assertive" : "polite");
}

function unsaved(form) {
  const row = rowOf(form);
  row.dataset.state = textOf(form).value.trim() || row.dataset.choice !== "opinion" ? "unsaved" : "needs";
  clearTimeout(timers.get(row.id));
  timers.set(row.id, setTimeout(() => flush(row.id), PAUSE));
}

function flush(id) {
  const row = document.getElementById(id);
  const form = row && formIn(row);
  timers.delete(id);
  if (form && row.dataset.state === "unsaved") choose(form, pressed(form));
}

/** How much is answered and what is left, as the rows say. */
function count() {
  const rows = [...document.querySelectorAll("[data-row]")];
  const found = {
    answered: rows.filter((row) => row.hasAttribute("data-answered")).length,
    rest: rows.filter((row) => row.hasAttribute("data-coverable")).length,
    adoptable: document.querySelectorAll('input[form="adopt"][name="adopt"]').length,
  };
  for (const number of document.querySelectorAll("[data-count]")) number.textContent = String(found[number.dataset.count]);
  for (const [id, left] of [["rest", found.rest], ["adopt", found.adoptable]]) {
    const form = document.getElementById(id);
    if (form) form.hidden = !left;
  }
}

/** On the way out: a text that waits for its pause, and a tap that waits for the network, are sent once more. */
function leave() {
  for (const id of timers.keys()) flush(id);
  for (const job of jobs.values()) ask(job, { keepalive: true }).catch(() => {});
}

document.documentElement.dataset.scripted = "";
document.addEventListener("submit", (event) => {
  if (event.defaultPrevented || !event.target.matches("form[data-position]")) return;
  event.preventDefault();
  choose(event.target, event.submitter ?? pressed(event.target));
});
document.addEventListener("input", (event) => {
  const form = event.target.closest?.("form[data-position]");
  if (form) unsaved(form);
});
document.addEventListener("change", (event) => {
  const row = event.target.closest?.("[data-row]");
  if (row && timers.has(row.id)) flush(row.id);
});
// What was typed on this device and not saved: shown again, and said to be unsaved until it is sent.
document.addEventListener("kept:restored", (event) => {
  if (!event.target.matches("form[data-position]") || !textOf(event.target).value.trim()) return;
  const row = rowOf(event.target);
  if (!["opinion", "speak"].includes(row.dataset.choice)) press(event.target, "opinion");
  row.dataset.state = "unsaved";
});
// A page that is loaded again may come with what was typed into it, and before the last save has arrived.
addEventListener("pageshow", () => {
  for (const form of document.querySelectorAll("form[data-position]")) {
    const [row, text] = [rowOf(form), textOf(form)];
    if (!text.value.trim() || text.value === text.defaultValue || timers.has(row.id)) continue;
    if (!["opinion", "speak"].includes(row.dataset.choice)) press(form, "opinion");
    unsaved(form);
  }
});
document.addEventListener("visibilitychange", () => document.hidden && leave());
addEventListener("pagehide", leave);
addEventListener("beforeunload", (event) => {
  if (jobs.size) event.preventDefault();
});
