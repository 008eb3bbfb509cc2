// Sends a form without leaving the page, in three honest states; counted is only what the server says is counted.

import { backOff, each, morphWhole, parse, say } from "./page.js";

const PATIENCE = 12000; // for one attempt
const TRY_AGAIN = new Set([502, 503, 504]);
const ORDER = ["prepared", "sending", "counted"];

const underway = new Set();

function freshKey() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return crypto.randomUUID?.() ?? [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

function barsOf(form) {
  return [...document.querySelectorAll("[data-sendbar]")].filter(
    (bar) => bar.contains(form) || form.contains(bar) || (form.getAttribute("id") && bar.dataset.sendbar === form.getAttribute("id")),
  );
}

/** Shows a state on every bar of the form. */
function show(form, state, retrying = false) {
  for (const bar of barsOf(form)) showOn(bar, state, retrying);
}

function showOn(bar, state, retrying = false) {
  bar.dataset.state = state;
  bar.toggleAttribute("data-retrying", retrying);
  each(bar, "[data-sendstate]", (step) => {
    const [here, now] = [ORDER.indexOf(step.dataset.sendstate), ORDER.indexOf(state)];
    step.classList.toggle("done", here < now);
    step.classList.toggle("now", here === now && state !== "counted");
    step.classList.toggle("won", here === now && state === "counted");
    if (here === now) step.setAttribute("aria-current", "step");
    else step.removeAttribute("aria-current");
  });
}

/** A pause that the return of the network cuts short; tells whether it did. */
function pause(milliseconds) {
  return new Promise((resolve) => {
    const back = () => finish(true);
    const timer = setTimeout(() => finish(false), milliseconds);
    const finish = (returned) => {
      clearTimeout(timer);
      removeEventListener("online", back);
      resolve(returned);
    };
    addEventListener("online", back);
  });
}

/** Posts until the server answers; every attempt carries the same bytes and so the same key. */
async function post(address, body, target, onRetry) {
  for (let attempt = 0; ; attempt += 1) {
    try {
      const answer = await fetch(address, {
        method: "POST",
        body,
        headers: { Accept: "text/html", "X-Fragment": target },
        credentials: "same-origin",
        signal: AbortSignal.timeout(PATIENCE),
      });
      const html = await answer.text();
      if (!TRY_AGAIN.has(answer.status)) return { answer, html };
    } catch {
      // No network, or no answer in time: the server may have counted it, and the same key will tell.
    }
    onRetry();
    if (await pause(backOff(attempt))) attempt = 0;
  }
}

/** Puts the server's answer into the page; false when it belongs to another page. */
function place(html, selector) {
  const answer = parse(html);
  const target = document.querySelector(selector);
  const fresh = answer.querySelector(selector);
  if (!target || !fresh) return false;
  const hadFocus = target.contains(document.activeElement);
  const hadNone = document.activeElement === document.body; // as after the pressed button was hidden
  const now = morphWhole(target, fresh);
  const flash = document.getElementById("flash");
  const said = answer.getElementById("flash");
  if (flash && said && !now.contains(flash)) morphWhole(flash, said);
  if (said?.textContent.trim()) say(said.textContent.trim(), said.querySelector(".error") ? "assertive" : "polite");
  const told = now.querySelector("[data-autofocus]"); // what there is to be read now
  const lost = document.activeElement === document.body || !document.activeElement;
  if ((hadFocus && lost) || (told && (hadFocus || hadNone))) {
    const place = told ?? now;
    if (!place.hasAttribute("tabindex")) place.tabIndex = -1;
    place.focus({ preventScroll: true });
    told?.scrollIntoView({ block: "nearest" });
  }
  return true;
}

/** Takes the form's buttons out of use; returns what puts them back. */
function lock(form) {
  const buttons = [...document.querySelectorAll("button")].filter((button) => button.form === form);
  for (const button of buttons) button.setAttribute("aria-disabled", "true");
  return () => buttons.forEach((button) => button.removeAttribute("aria-disabled"));
}

function bodyOf(form, submitter) {
  const data = new FormData(form, submitter);
  if (!data.get("key")) data.set("key", freshKey());
  const files = [...data.values()].some((value) => value instanceof File);
  return files ? data : new URLSearchParams(data);
}

/** Sends the same as a page of its own: the server first asks who is there, and keeps what was typed in that page. */
function asPage(address, body) {
  const form = document.createElement("form");
  form.method = "post";
  form.action = address.href;
  for (const [name, value] of body) {
    const input = document.createElement("input");
    input.type = "hidden";
    input.name = name;
    input.value = value;
    form.append(input);
  }
  document.body.append(form);
  form.submit();
}

/** Where the form goes; attributes are read as such, because a field may be called "action" or "id". */
function addressOf(form, submitter) {
  const path = submitter?.getAttribute("formaction") || form.getAttribute("action") || location.href;
  return new URL(path, location.href);
}

async function send(form, submitter) {
  if (underway.has(form)) return;
  underway.add(form);
  const selector = form.dataset.target ?? `#${form.getAttribute("id")}`;
  const [address, body] = [addressOf(form, submitter), bodyOf(form, submitter)];
  const unlock = lock(form);
  show(form, "sending");
  const { answer, html } = await post(address, body, selector.replace(/^#/, ""), () => show(form, "sending", true));
  underway.delete(form);
  unlock();
  if (answer.headers.has("X-Confirm")) return asPage(address, body);
  settle(form, answer, html, selector);
}

/** The address of a sign-in page, made to lead back to this page instead of to the address that was posted to. */
function comingBack(address) {
  const url = new URL(address);
  if (url.searchParams.has("next")) url.searchParams.set("next", location.pathname + location.search);
  return url.href;
}

function settle(form, answer, html, selector) {
  const bars = barsOf(form);
  if (!place(html, selector)) {
    // Another page answered (sign-in, a page of refusal): go there; what was typed is kept.
    if (answer.redirected) location.assign(comingBack(answer.url));
    else location.reload();
    return;
  }
  form.removeAttribute("data-half-filled");
  const counted = document.querySelector(selector)?.matches("[data-counted], :has([data-counted])");
  for (const bar of bars) {
    // A bar inside the target was drawn by the server itself.
    if (bar.isConnected && !bar.closest(selector)) showOn(bar, counted ? "counted" : "prepared");
  }
}

/** Shows at each question without an answer what the server has to say of it; true when there is one. */
function unanswered(form) {
  const told = [...form.querySelectorAll("[data-unanswered]")];
  for (const line of told) {
    const question = line.closest("fieldset");
    line.hidden = !question.querySelector("input:invalid");
    if (line.hidden) line.removeAttribute("role");
    else line.setAttribute("role", "alert");
    question.classList.toggle("bad", !line.hidden);
  }
  const first = told.find((line) => !line.hidden);
  first?.focus({ preventScroll: true });
  first?.closest("fieldset").scrollIntoView({ block: "nearest" });
  return Boolean(first);
}

/** What was said of a question is no longer true once it is answered. */
function onAnswered(event) {
  const question = event.target.closest("fieldset:has([data-unanswered])");
  const line = question?.querySelector("[data-unanswered]");
  if (!line || line.hidden || question.querySelector("input:invalid")) return;
  line.hidden = true;
  line.removeAttribute("role");
  question.classList.remove("bad");
}

/** What the server said of a question goes once its choice, and what that choice must say in writing, are there. */
function onMended(event) {
  const question = event.target.closest?.("fieldset.q.bad");
  const chosen = question?.querySelector("input:checked");
  if (!chosen || (chosen.value === "other" && !question.querySelector("textarea").value.trim())) return;
  each(question, ".error:not([data-unanswered])", (line) => line.remove());
  question.classList.remove("bad");
}

function onSubmit(event) {
  const form = event.target;
  if (event.defaultPrevented || !form.hasAttribute("data-send")) return;
  if (form.getAttribute("method")?.toLowerCase() !== "post") return;
  event.preventDefault();
  if (event.submitter?.formNoValidate || !unanswered(form)) send(form, event.submitter);
}

export function startSubmit() {
  document.addEventListener("submit", onSubmit);
  document.addEventListener("change", onAnswered);
  for (const name of ["input", "change"]) document.addEventListener(name, onMended);
  addEventListener("beforeunload", (event) => {
    if (underway.size) event.preventDefault();
  });
}
