// The grid of a vote by hand: one letter answers for a seat and goes to the next, and the sums follow.

const form = document.getElementById("sheet");
const seats = [...form.querySelectorAll("[data-seat]")];
const JUMP = 800; // two digits of a seat's number come within this

let digits = "";
let since = 0;

/** A letter as a keyboard without marks gives it. */
const plain = (text) => text.toLowerCase().replaceAll("\u0111", "d").normalize("NFD").replace(/\p{M}/gu, "");

const picks = (seat) => [...seat.querySelectorAll("input")];
const letterOf = (pick) => plain(pick.parentElement.querySelector(".v").textContent.trim());

function go(seat) {
  (seat?.querySelector(":checked") ?? seat?.querySelector("input"))?.focus();
}

function pick(seat, found) {
  found.checked = true;
  found.dispatchEvent(new Event("change", { bubbles: true }));
  go(seats[seats.indexOf(seat) + 1] ?? seat);
}

function jump(digit) {
  digits = performance.now() - since < JUMP ? digits + digit : digit;
  since = performance.now();
  go(seats.find((each) => each.dataset.seat === digits) ?? seats.find((each) => each.dataset.seat === digit));
}

function pressed(event) {
  const seat = event.target.closest?.("[data-seat]");
  if (!seat || event.ctrlKey || event.metaKey || event.altKey) return;
  const [at, key] = [seats.indexOf(seat), event.key];
  if (key === "ArrowDown") go(seats[at + 1]);
  else if (key === "ArrowUp") go(seats[at - 1]);
  else if (key === "Backspace" || key === "Delete") pick(seat, picks(seat).at(-1));
  else if (/^\d$/.test(key)) jump(key);
  else {
    const found = key.length === 1 && picks(seat).find((each) => letterOf(each) && letterOf(each) === plain(key));
    if (!found) return;
    pick(seat, found);
  }
  event.preventDefault();
}

function sum() {
  for (const shown of form.querySelectorAll("[data-sum]")) {
    const choice = shown.dataset.sum.replace("said_", "");
    shown.textContent = String(form.querySelectorAll(`[data-seat] input:checked[value="${choice}"]`).length);
  }
}

function fill(event) {
  const button = event.target.closest?.("[data-fill]");
  if (!button) return;
  event.preventDefault();
  for (const seat of seats) {
    const found = picks(seat).find((each) => each.value === button.dataset.fill);
    found.checked = true;
  }
  seats[0]?.querySelector("input").dispatchEvent(new Event("change", { bubbles: true }));
  go(seats[0]);
}

form.addEventListener("keydown", pressed);
form.addEventListener("change", sum);
form.addEventListener("kept:restored", sum);
form.addEventListener("click", fill);
sum();
if (!document.querySelector("[data-autofocus]")) go(seats[0]);
