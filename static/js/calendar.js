// Drags a meeting to another day, and in the week to another hour. Nothing is changed by it: the plan of the meeting
// opens with the new time, says what would change, and asks. By keys: Enter on a meeting, then E.

const NEAR = 6; // pixels within which a press is no drag
const STEP = 30; // minutes of a row of the week

let drag = null;
let justDragged = false;

const two = (number) => String(number).padStart(2, "0");

/** The day under the pointer, and in the week the time at which the upper edge of the meeting lies. */
function target(x, y) {
  const day = document.elementFromPoint(x, y)?.closest?.("[data-day]");
  if (!day) return null;
  const grid = day.querySelector(".grid");
  const row = grid && Number.parseFloat(getComputedStyle(grid).gridAutoRows);
  if (!row) return { day, time: "" };
  const first = Number(day.closest("[data-first-hour]").dataset.firstHour) * 60;
  const rows = Math.round((y - drag.grabbed - grid.getBoundingClientRect().top) / row);
  const minutes = Math.min(Math.max(first + rows * STEP, 0), 24 * 60 - STEP);
  return { day, time: `${two(Math.floor(minutes / 60))}:${two(minutes % 60)}` };
}

function begin(event) {
  const meeting = event.target.closest?.(".ev[data-move]");
  if (!meeting || event.button !== 0 || event.pointerType === "touch") return;
  const { clientX: x, clientY: y } = event;
  const home = meeting.closest("[data-day]");
  const hours = meeting.querySelector("b");
  const grabbed = y - meeting.getBoundingClientRect().top;
  drag = { meeting, home, hours, was: hours.textContent, x, y, grabbed, id: event.pointerId, on: false, over: null };
}

function move(event) {
  if (!drag || event.pointerId !== drag.id) return;
  const [across, down] = [event.clientX - drag.x, event.clientY - drag.y];
  if (!drag.on && Math.hypot(across, down) < NEAR) return;
  if (!drag.on) {
    drag.on = true;
    drag.meeting.classList.add("dragged");
    drag.meeting.setPointerCapture(drag.id);
  }
  drag.meeting.style.transform = `translate(${across}px, ${down}px)`;
  const found = target(event.clientX, event.clientY);
  if (found?.day !== drag.over?.day) {
    drag.over?.day.classList.remove("over");
    found?.day.classList.add("over");
  }
  drag.over = found;
  drag.hours.textContent = found?.time || drag.was;
}

function end(dropped) {
  if (!drag) return;
  const { meeting, hours, was, home, over, on } = drag;
  drag = null;
  if (!on) return;
  justDragged = true;
  setTimeout(() => (justDragged = false));
  meeting.classList.remove("dragged");
  meeting.style.transform = "";
  hours.textContent = was;
  over?.day.classList.remove("over");
  const same = over && over.day === home && (!over.time || was.startsWith(over.time));
  if (!dropped || !over || same) return;
  const asked = new URLSearchParams({ day: over.day.dataset.day });
  if (over.time) asked.set("time", over.time);
  location.assign(`${meeting.dataset.move}?${asked}`);
}

document.addEventListener("pointerdown", begin);
document.addEventListener("pointermove", move);
document.addEventListener("pointerup", (event) => {
  if (drag && event.pointerId === drag.id) end(true);
});
document.addEventListener("pointercancel", () => end(false));
document.addEventListener("keydown", (event) => {
  if (drag?.on && event.key === "Escape") end(false);
});
document.addEventListener("dragstart", (event) => {
  if (event.target.closest?.(".ev[data-move]")) event.preventDefault(); // the browser would drag the address
});
document.addEventListener(
  "click",
  (event) => {
    if (justDragged) event.preventDefault(); // letting go is no press
  },
  true,
);
