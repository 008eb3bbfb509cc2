// Keeps the sections of a live page equal to the server's: a push-only socket, polling when there is none.

import { learnTime, wallTime, serverNow } from "./clock.js";
import { setLink } from "./link.js";
import { backOff, each, formOf, morphInside, parse, replaceInside, say } from "./page.js";

const SILENCE = 25000; // without a message the socket is taken for dead
const GRACE = 3000; // a socket that slept with the tablet must answer within this
const POLL = 4000;
const STALE = 20000; // a hall screen says that it is stale
const RELOAD_REST = 30000; // a page reloads at most this often by itself

const body = document.body;
const state = {
  socket: null,
  attempt: 0,
  seq: -1,
  heardAt: Date.now(),
  aliveUntil: 0,
  stopped: false,
  polling: null,
  inFlight: false,
};
const spoken = new Map();

// -- what the page has ------------------------------------------------------------------------------------

const sections = (name) =>
  [...document.querySelectorAll("[data-section]")].filter((each) => !name || each.dataset.section === name);

function have() {
  const digests = {};
  for (const section of sections()) digests[section.dataset.section] = section.dataset.digest ?? "";
  return digests;
}

// -- applying ---------------------------------------------------------------------------------------------

function hear(message) {
  state.heardAt = Date.now();
  state.aliveUntil = state.heardAt + SILENCE;
  if (message.now) learnTime(message.now);
  showStale();
  if (typeof message.seq === "number") {
    if (message.seq < state.seq) return;
    state.seq = message.seq;
  }
  for (const [name, { digest, html }] of Object.entries(message.sections ?? {})) {
    for (const section of sections(name)) {
      if (section.dataset.digest === digest) continue;
      morphInside(section, html);
      section.dataset.digest = digest;
      follow(section);
    }
  }
  announce(true);
  refreshPersonal();
  if (!message.sections) sayPresent();
}

/** Brings the current entry of a strip that scrolls sideways into sight when another one has become current. */
function follow(section) {
  const current = section.querySelector("[aria-current]");
  const entry = current?.textContent ?? "";
  if (!current || section.scrollWidth <= section.clientWidth || entry === section.followed) return;
  section.followed = entry;
  const [inner, outer] = [current.getBoundingClientRect(), section.getBoundingClientRect()];
  section.scrollLeft += inner.left + inner.width / 2 - outer.left - outer.width / 2;
}

/** Reads out what changed in the texts meant for it; the first look only learns them. */
function announce(aloud) {
  const seen = new Map();
  for (const section of sections()) {
    each(section, "[data-announce]", (element) => {
      const place = `${section.dataset.section}/${element.id || seen.size}`;
      const text = element.textContent.replace(/\s+/g, " ").trim();
      seen.set(place, text);
      if (aloud && text && spoken.get(place) !== text) say(text, element.dataset.announce);
    });
  }
  spoken.clear();
  for (const [place, text] of seen) spoken.set(place, text);
}

// -- what belongs to this person only ---------------------------------------------------------------------

const personalVersion = () =>
  [...document.querySelectorAll("[data-section] [data-personal]")].map((each) => each.dataset.personal).join("|");

/** What a container shows is as old as its own word in the sections, if it names one, else as what is for everybody. */
function versionOf(container) {
  const own = container.dataset.personalWord;
  if (!own) return personalVersion();
  const words = [...document.querySelectorAll("[data-section] [data-personal-words]")];
  return words.flatMap((each) => each.dataset.personalWords.split(" ")).find((word) => word.startsWith(own)) ?? "";
}

function refreshPersonal() {
  for (const container of document.querySelectorAll("[data-personal-src]")) {
    const version = versionOf(container);
    if (container.dataset.personalVersion === version || container.dataset.fetching) continue;
    // Somebody is writing in it: it is exchanged when he has left it.
    if (container.querySelector("form[data-draft-stays]:focus-within")) continue;
    fetchPersonal(container, version);
  }
}

async function fetchPersonal(container, version) {
  container.dataset.fetching = "1";
  try {
    const answer = await fetch(container.dataset.personalSrc, {
      headers: { Accept: "text/html", "X-Fragment": container.id },
      credentials: "same-origin",
      cache: "no-store",
    });
    if (answer.redirected) return reload();
    if (!answer.ok) return undefined;
    place(container, await answer.text());
    container.dataset.personalVersion = version;
  } catch {
    // The next message tries again.
  } finally {
    delete container.dataset.fetching;
    // What came may already be out of date. Only a new version asks again, so a failure goes round in no circle.
    if (versionOf(container) !== version) refreshPersonal();
  }
  return undefined;
}

function place(container, html) {
  const fresh = parse(html);
  const inner = (container.id && fresh.getElementById(container.id)) || fresh.body;
  const [here, there] = [ballotsOf(container), ballotsOf(inner)];
  // Somebody is filling in this very ballot: it is left alone, the server will say if anything has changed.
  if (here && here === there && container.querySelector("form[data-half-filled]")) return;
  if (here === there) morphInside(container, inner.innerHTML);
  else replaceInside(container, inner.innerHTML);
}

/** Which ballots a fragment has forms for; the choice made for one must never appear in the form of another. */
const ballotsOf = (root) => [...root.querySelectorAll("form[data-ballot]")].map((form) => form.dataset.ballot).join(" ");

function markHalfFilled(event) {
  const form = formOf(event.target);
  if (form?.closest("[data-personal-src]")) form.setAttribute("data-half-filled", "");
}

// -- the socket -------------------------------------------------------------------------------------------

function address(path) {
  const url = new URL(path, location.href);
  url.protocol = location.protocol === "https:" ? "wss:" : "ws:";
  return url.href;
}

const tell = (body) => state.socket?.readyState === WebSocket.OPEN && state.socket.send(JSON.stringify(body));

/** Whether somebody can see this page; pages on which nobody votes say nothing of it. */
const present = () => ("present" in body.dataset ? { seen: !document.hidden } : {});

const sendHave = () => tell({ have: have(), ...present() });

function sayPresent() {
  if ("present" in body.dataset) tell(present());
}

function connect() {
  clearTimeout(state.retry);
  if (state.stopped || state.socket) return;
  const socket = new WebSocket(address(body.dataset.live));
  state.socket = socket;
  state.aliveUntil = Date.now() + SILENCE;
  socket.addEventListener("open", sendHave);
  socket.addEventListener("message", (event) => {
    if (socket !== state.socket) return;
    state.attempt = 0;
    stopPolling();
    setLink("online");
    hear(JSON.parse(event.data));
  });
  socket.addEventListener("close", (event) => {
    if (socket === state.socket) lost(event.code);
  });
}

function lost(code) {
  state.socket = null;
  if (code === 4404) {
    state.stopped = true;
    stopPolling();
    return;
  }
  if ((code === 4401 || code === 4403) && reload()) return;
  startPolling();
  if (code === 4409) return; // newer pages of this person took the sockets; this one has its turn when it is looked at
  state.retry = setTimeout(connect, backOff(state.attempt));
  state.attempt += 1;
}

/** Drops a socket that has gone quiet; its close event may never come, so it is forgotten first. */
function abandon() {
  const socket = state.socket;
  state.socket = null;
  socket?.close();
}

function watch() {
  showStale();
  if (state.stopped || document.hidden) return;
  if (state.socket && Date.now() > state.aliveUntil) {
    abandon();
    lost(0);
  }
  watchHall();
}

/** Once more from the beginning: after the tablet slept, the page came back or the network did. */
function wake() {
  if (state.stopped || document.hidden) return;
  state.attempt = 0;
  state.aliveUntil = Date.now() + GRACE;
  if (state.socket?.readyState === WebSocket.OPEN) sendHave();
  else if (state.socket?.readyState !== WebSocket.CONNECTING) {
    abandon();
    connect();
  }
}

/** Reloads, but not again and again when the reload does not help; false when it is too soon. */
function reload() {
  const last = Number(sessionStorage.getItem("reloaded") ?? 0);
  if (Date.now() - last < RELOAD_REST) return false;
  sessionStorage.setItem("reloaded", String(Date.now()));
  location.reload();
  return true;
}

// -- polling ----------------------------------------------------------------------------------------------

function startPolling() {
  if (!body.dataset.livePoll || state.polling) return;
  state.polling = setInterval(poll, POLL);
  poll();
}

function stopPolling() {
  clearInterval(state.polling);
  state.polling = null;
}

async function poll() {
  if (document.hidden || state.inFlight) return;
  state.inFlight = true;
  const url = new URL(body.dataset.livePoll, location.href);
  const known = Object.entries(have()).map(([name, digest]) => `${name}:${digest}`);
  url.searchParams.set("have", known.join(","));
  try {
    const answer = await fetch(url, {
      headers: { Accept: "application/json" },
      credentials: "same-origin",
      cache: "no-store",
      signal: AbortSignal.timeout(SILENCE),
    });
    polled(answer, answer.ok && !answer.redirected ? await answer.json() : null);
  } catch {
    if (state.polling) setLink("offline");
  } finally {
    state.inFlight = false;
  }
}

function polled(answer, message) {
  if (message) {
    if (state.polling) setLink("slow");
    hear(message);
  } else if (answer.redirected || answer.status === 401 || answer.status === 403) {
    reload();
  } else if (answer.status === 404) {
    state.stopped = true;
    stopPolling();
  } else {
    setLink("offline");
  }
}

// -- the hall screen --------------------------------------------------------------------------------------

const patience = () => Number(body.dataset.watchdog ?? 0) * 1000;

function showStale() {
  const mark = document.querySelector("[data-stale]");
  if (!mark) return;
  const old = Date.now() - state.heardAt > STALE;
  if (old) each(mark, "[data-stale-since]", (time) => (time.textContent = wallTime(serverNow() - Date.now() + state.heardAt, true)));
  mark.hidden = !old;
  body.classList.toggle("is-stale", old);
}

/** A silent screen reloads itself, but only when the server answers: an error page would never come back. */
async function watchHall() {
  if (!patience() || Date.now() - state.heardAt < patience() || state.probing) return;
  state.probing = true;
  try {
    const answer = await fetch(location.href, { cache: "no-store", signal: AbortSignal.timeout(10000) });
    if (answer.ok) reload();
  } catch {
    // Still nobody there; the next look asks again.
  }
  state.probing = false;
}

async function stayAwake() {
  if (document.hidden || !body.hasAttribute("data-awake")) return;
  try {
    await navigator.wakeLock?.request("screen");
  } catch {
    // The device decides; a screen saver is no fault of ours.
  }
}

/** Starts the live page. */
export function startLive() {
  announce(false);
  document.querySelectorAll("[data-section]").forEach(follow);
  document.querySelectorAll("[data-personal-src]").forEach((each) => (each.dataset.personalVersion ??= versionOf(each)));
  document.addEventListener("focusout", (event) => "draftStays" in (formOf(event.target)?.dataset ?? {}) && setTimeout(refreshPersonal));
  for (const kind of ["input", "change", "kept:restored"]) document.addEventListener(kind, markHalfFilled);
  document.addEventListener("visibilitychange", () => {
    wake();
    stayAwake();
    if (document.hidden) sayPresent();
  });
  addEventListener("pageshow", (event) => event.persisted && wake());
  addEventListener("pagehide", abandon);
  addEventListener("online", wake);
  addEventListener("offline", () => setLink("offline"));
  setInterval(watch, 1000);
  stayAwake();
  connect();
}
