// What the modules share: morphing a region, parsing HTML from the server, saying something once to a screen reader.

import { Idiomorph } from "../vendor/idiomorph/idiomorph.js";

/** Tells the other modules that a part of the page was replaced. */
export const CHANGED = "page:changed";

/** True for a field that somebody has changed since the server drew it. */
function touched(field) {
  if (field instanceof HTMLSelectElement) return [...field.options].some((each) => each.selected !== each.defaultSelected);
  if (field instanceof HTMLTextAreaElement) return field.value !== field.defaultValue;
  if (!(field instanceof HTMLInputElement) || field.type === "hidden") return false;
  return field.value !== field.defaultValue || field.checked !== field.defaultChecked;
}

// What the reader opened stays open: the server does not know it.
const staysOpen = (name, node) => name === "open" && (node.tagName === "DETAILS" || node.tagName === "DIALOG");
const callbacks = {
  beforeNodeMorphed: (old) => !(old instanceof Element && old.hasAttribute("data-live-keep")),
  beforeAttributeUpdated: (name, node) => !staysOpen(name, node),
};
const sparing = { ...callbacks, beforeNodeMorphed: (old) => callbacks.beforeNodeMorphed(old) && !touched(old) };

/** Makes the content of `element` equal to `html`, touching only what differs and nothing that somebody has filled in. */
export function morphInside(element, html) {
  Idiomorph.morph(element, nodesOf(html), { morphStyle: "innerHTML", ignoreActiveValue: true, callbacks: sparing });
  changed(element);
}

/** Puts `html` into `element` anew: nothing of what stood there may shine through. */
export function replaceInside(element, html) {
  const hadFocus = element.contains(document.activeElement);
  element.replaceChildren(...parse(html).body.childNodes);
  if (hadFocus) {
    element.tabIndex = -1;
    element.focus({ preventScroll: true });
  }
  changed(element);
}

/** Makes `element` itself equal to `other`, an element of the server's answer. */
export function morphWhole(element, other) {
  const id = element.id;
  Idiomorph.morph(element, other.cloneNode(true), { morphStyle: "outerHTML", callbacks });
  const fresh = document.getElementById(id) ?? document.body;
  changed(fresh);
  return fresh;
}

// The one place where text becomes a page: what the server sent. The headers allow no other policy than this one.
const fromServer = globalThis.trustedTypes?.createPolicy("ecabinet", { createHTML: (html) => html });

/** The server's HTML, a whole page or a fragment, as a document of its own that runs nothing. */
export function parse(html) {
  return new DOMParser().parseFromString(fromServer ? fromServer.createHTML(html) : html, "text/html");
}

/** The nodes of a fragment; inside a template, where also rows of a table may stand alone. */
const nodesOf = (html) => parse(`<template>${html}</template>`).querySelector("template").content.childNodes;

function changed(element) {
  document.dispatchEvent(new CustomEvent(CHANGED, { detail: { element } }));
}

/** Says a text once; `how` is "polite" or "assertive". */
export function say(text, how = "polite") {
  const region = document.querySelector(`[data-say="${how === "assertive" ? "assertive" : "polite"}"]`);
  if (!region || !text) return;
  const line = document.createElement("p");
  line.textContent = text;
  region.append(line);
  // Old lines go, so that the page does not read its history to who browses it.
  setTimeout(() => line.remove(), 8000);
}

/** Runs `act(element)` for everything that matches below and at `root`. */
export function each(root, selector, act) {
  if (root instanceof Element && root.matches(selector)) act(root);
  root.querySelectorAll(selector).forEach(act);
}

/** A pause that grows with the attempt, up to 15 s, with a random part so that 27 tablets do not return at once. */
export function backOff(attempt) {
  const most = Math.min(15000, 500 * 2 ** attempt);
  return most / 2 + (Math.random() * most) / 2;
}

/** The form of a field, inside it or named by its `form` attribute; a form is its own. */
export function formOf(element) {
  if (element instanceof HTMLFormElement) return element;
  return element.form ?? element.closest?.("form") ?? null;
}
