// Clocks that tick each second on the server's time: since a moment, until a moment, and now.

import { CHANGED } from "./page.js";

let offset = 0; // server minus device, in milliseconds
const WALL = { timeZone: "Asia/Ho_Chi_Minh", hour: "2-digit", minute: "2-digit", hourCycle: "h23" };
const minutesFormat = new Intl.DateTimeFormat("en-GB", WALL);
const secondsFormat = new Intl.DateTimeFormat("en-GB", { ...WALL, second: "2-digit" });

/** The server's present moment in milliseconds. */
export const serverNow = () => Date.now() + offset;

/** Learns the server's time from something it has just said. */
export function learnTime(iso, heardAt = Date.now()) {
  const moment = Date.parse(iso);
  if (!Number.isNaN(moment)) offset = moment - heardAt;
}

/** A moment (ms) on the wall clock in Ha Noi. */
export const wallTime = (moment, seconds = false) => (seconds ? secondsFormat : minutesFormat).format(moment);

const dayFormat = new Intl.DateTimeFormat("en-GB", { timeZone: WALL.timeZone, day: "2-digit", month: "2-digit" });

/** The same with the day before it when that is not today. */
export function wallMoment(moment) {
  const day = dayFormat.format(moment);
  return day === dayFormat.format(serverNow()) ? wallTime(moment) : `${day} ${wallTime(moment)}`;
}

function spell(milliseconds) {
  const total = Math.max(0, Math.floor(milliseconds / 1000));
  const [hours, minutes, seconds] = [Math.floor(total / 3600), Math.floor(total / 60) % 60, total % 60];
  const tail = `${String(minutes).padStart(2, "0")}:${String(seconds).padStart(2, "0")}`;
  return hours ? `${hours}:${tail}` : tail;
}

function write(element, text) {
  if (element.textContent !== text) element.textContent = text;
}

function tick() {
  const now = serverNow();
  for (const element of document.querySelectorAll("[data-clock-since]")) {
    const passed = now - Date.parse(element.dataset.clockSince);
    if (Number.isNaN(passed)) continue;
    write(element, spell(passed));
    const limit = Number(element.dataset.clockLimit);
    if (limit) element.classList.toggle("over", passed > limit * 1000);
    const warns = Number(element.dataset.clockWarns);
    if (warns) element.classList.toggle("near", passed > warns * 1000 && passed <= limit * 1000);
  }
  for (const element of document.querySelectorAll("[data-clock-until]")) {
    const left = Date.parse(element.dataset.clockUntil) - now;
    if (Number.isNaN(left)) continue;
    write(element, left <= 0 && element.dataset.clockOver ? element.dataset.clockOver : spell(left));
    element.classList.toggle("over", left <= 0 && !element.dataset.clockOver);
  }
  for (const element of document.querySelectorAll("[data-opens-at]")) {
    if (Date.parse(element.dataset.opensAt) > now) element.setAttribute("aria-disabled", "true");
    else element.removeAttribute("aria-disabled");
  }
  for (const element of document.querySelectorAll("[data-clock-now]")) {
    write(element, wallTime(now, element.dataset.clockNow === "seconds"));
  }
}

/** Takes the page's own server time and starts ticking on whole seconds. */
export function startClocks() {
  const said = document.querySelector("meta[name=server-time]")?.content;
  const arrival = performance.getEntriesByType("navigation")[0]?.responseStart;
  if (said && arrival) learnTime(said, performance.timeOrigin + arrival);
  const next = () => {
    tick();
    setTimeout(next, 1000 - (serverNow() % 1000));
  };
  next();
  document.addEventListener(CHANGED, tick);
}
