// Moves the lines of an agenda: dragged by a handle, by Alt and the arrow keys, or by the arrows without leaving the page.
// A move says after which line something is to stand, and in which version of the order: the server decides.

import { morphInside, morphWhole, parse, say } from "./page.js";

const EDGE = 72; // so near to the edge of the window a drag scrolls it
const PACE = 14;

const panel = document.getElementById("agenda-panel");
const list = () => panel.querySelector("[data-order-lines]");
const lines = () => [...list().querySelectorAll(":scope > [data-line]")];
const isSection = (line) => line.dataset.line.startsWith("section:");

// -- telling the server ------------------------------------------------------------------------------------

let underway = false;
let waiting = null; // the line whose newest place has not been told yet

/** After which line it stands now; a section stands behind another section. */
function standsAfter(line) {
  const before = lines().slice(0, lines().indexOf(line));
  const found = (isSection(line) ? before.filter(isSection) : before).at(-1);
  return found?.dataset.line ?? "top";
}

async function tell(line) {
  waiting = line;
  if (underway) return;
  underway = true;
  panel.setAttribute("aria-busy", "true");
  while (waiting) {
    const next = waiting;
    waiting = null;
    try {
      show(await post(next));
    } catch {
      location.reload(); // the server did not answer: the page shows what stands, and keeps what was typed
      return;
    }
  }
  underway = false;
  panel.removeAttribute("aria-busy");
}

async function post(line) {
  const button = line.querySelector("button[name=after]");
  const body = new URLSearchParams(new FormData(document.getElementById("acts")));
  body.set("after", standsAfter(line));
  const answer = await fetch(button.getAttribute("formaction"), {
    method: "POST",
    body,
    headers: { Accept: "text/html" },
    credentials: "same-origin",
  });
  const page = parse(await answer.text());
  if (!page.getElementById("agenda-panel")) throw new Error("another page");
  return page;
}

/** Puts the server's order into the page, unless the next move has been made already: then only its version counts. */
function show(page) {
  const [fresh, flash] = [page.getElementById("agenda-panel"), page.getElementById("flash")];
  const refused = flash.querySelector(".error");
  if (refused) waiting = null;
  if (waiting) {
    panel.querySelector("[name=seen]").value = fresh.querySelector("[name=seen]").value;
    return;
  }
  const focused = document.activeElement?.id;
  for (const name of ["data-begin", "data-planned"]) panel.setAttribute(name, fresh.getAttribute(name));
  morphInside(panel, fresh.innerHTML);
  for (const place of ["obstacles", "changes"]) {
    const [here, there] = [document.getElementById(place), page.getElementById(place)];
    if (here && there) morphWhole(here, there);
  }
  ready();
  if (focused && document.activeElement?.id !== focused) document.getElementById(focused)?.focus();
  morphWhole(document.getElementById("flash"), flash);
  if (refused) say(flash.textContent.trim(), "assertive");
  else say(panel.querySelector("[data-order-said]")?.textContent.trim());
}

function moved(line) {
  number();
  document.dispatchEvent(new CustomEvent("order:moved"));
  tell(line);
}

function number() {
  lines()
    .filter((line) => !isSection(line))
    .forEach((line, place) => {
      line.querySelector("[data-number]").textContent = String(place + 1);
    });
}

// -- by keys and arrows ------------------------------------------------------------------------------------

/** A section goes with the items below it. */
function group(line) {
  const all = lines();
  const begin = all.indexOf(line);
  if (!isSection(line)) return [line];
  const end = all.findIndex((each, place) => place > begin && isSection(each));
  return all.slice(begin, end < 0 ? all.length : end);
}

function step(line, way) {
  const button = line.querySelector(`button[name=after][formaction$="way=${way}"]`);
  const all = isSection(line) ? lines().filter(isSection) : lines();
  const other = all[all.indexOf(line) + (way === "up" ? -1 : 1)];
  if (!button || !other) return;
  const focused = document.activeElement;
  const moving = group(line);
  if (way === "up") other.before(...moving);
  else group(other).at(isSection(line) ? -1 : 0).after(...moving);
  if (line.contains(focused)) focused.focus({ preventScroll: true });
  line.scrollIntoView({ block: "nearest" });
  moved(line);
}

document.addEventListener("keydown", (event) => {
  const way = { ArrowUp: "up", ArrowDown: "down" }[event.key];
  const line = event.target.closest?.("[data-order-lines] > [data-line]");
  if (!way || !line || event.ctrlKey || event.metaKey || event.shiftKey) return;
  if (event.altKey) {
    event.preventDefault();
    step(line, way);
  } else if (event.target.matches("[data-drag], [data-minutes]")) {
    // Without Alt the arrows lead from line to line, in the same column.
    const column = event.target.matches("[data-drag]") ? "[data-drag]" : "[data-minutes]";
    const fields = [...list().querySelectorAll(column)];
    const next = fields[fields.indexOf(event.target) + (way === "up" ? -1 : 1)];
    event.preventDefault();
    next?.focus();
    next?.select?.();
  }
});

document.addEventListener("click", (event) => {
  const button = event.target.closest?.("[data-order-lines] button[name=after]");
  if (!button || button.disabled) return;
  event.preventDefault();
  step(button.closest("[data-line]"), button.getAttribute("formaction").endsWith("down") ? "down" : "up");
});

// -- by dragging -------------------------------------------------------------------------------------------

let drag = null;

function begin(event) {
  const handle = event.target.closest?.("[data-drag]");
  if (!handle || event.button !== 0) return;
  event.preventDefault();
  const line = handle.closest("[data-line]");
  handle.focus({ preventScroll: true });
  drag = { line, handle, id: event.pointerId, next: line.nextElementSibling, y: event.clientY, frame: 0 };
  handle.setPointerCapture(event.pointerId);
  line.classList.add("dragged");
  drag.frame = requestAnimationFrame(roll);
}

/** The line goes where the pointer is; the window follows at its edges. */
function roll() {
  if (!drag) return;
  if (drag.y < EDGE) scrollBy(0, -PACE);
  else if (drag.y > innerHeight - EDGE) scrollBy(0, PACE);
  place(drag.line, drag.y);
  drag.frame = requestAnimationFrame(roll);
}

function place(line, y) {
  const others = lines().filter((each) => each !== line);
  const below = others.find((each) => {
    const box = each.getBoundingClientRect();
    return y < box.top + box.height / 2;
  });
  if (below === line.nextElementSibling && below) return;
  if (below) below.before(line);
  else if (line !== list().lastElementChild) list().append(line);
  if (!drag.handle.hasPointerCapture(drag.id)) drag.handle.setPointerCapture(drag.id);
}

function end(dropped) {
  if (!drag) return;
  const { line, handle, next, frame } = drag;
  cancelAnimationFrame(frame);
  drag = null;
  line.classList.remove("dragged");
  if (!dropped) list().insertBefore(line, next);
  handle.focus({ preventScroll: true });
  if (dropped && line.nextElementSibling !== next) moved(line);
}

document.addEventListener("pointerdown", begin);
document.addEventListener("mousedown", (event) => {
  if (event.target.closest?.("[data-drag]")) event.preventDefault(); // no text is selected on the way
});
document.addEventListener("pointermove", (event) => {
  if (drag && event.pointerId === drag.id) drag.y = event.clientY;
});
document.addEventListener("pointerup", (event) => {
  if (drag && event.pointerId === drag.id) end(true);
});
document.addEventListener("pointercancel", () => end(false));
document.addEventListener("keydown", (event) => {
  if (drag && event.key === "Escape") end(false);
});

/** A link that leads into something folded unfolds it. */
function unfold() {
  const target = location.hash && document.getElementById(location.hash.slice(1));
  const folded = target?.closest?.("details:not([open])");
  if (!folded) return;
  folded.open = true;
  target.scrollIntoView({ block: "nearest" });
}
addEventListener("hashchange", unfold);
unfold();

/** What only works with this script is shown by it. */
function ready() {
  for (const handle of panel.querySelectorAll("[data-drag]")) handle.hidden = false;
}

if (panel) ready();
