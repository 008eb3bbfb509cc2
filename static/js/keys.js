// Keyboard shortcuts: a key presses the button that carries it; "?" lists them; they can be turned off.

const NAME = "keys";

const isOn = () => {
  try {
    return localStorage.getItem(NAME) !== "off";
  } catch {
    return true;
  }
};

const typing = (target) =>
  target.isContentEditable || (target.matches?.("input, textarea, select") && !target.matches("[type=radio], [type=checkbox]"));

const usable = (element) =>
  !element.disabled && element.getAttribute("aria-disabled") !== "true" && element.checkVisibility?.() !== false;

function labelOf(element) {
  if (element.dataset.keyLabel) return element.dataset.keyLabel;
  const copy = element.cloneNode(true);
  copy.querySelectorAll("kbd, .sr").forEach((each) => each.remove());
  return copy.textContent.trim() || element.getAttribute("aria-label") || "";
}

function showHelp(dialog) {
  const list = dialog.querySelector("[data-keys-list]");
  const row = dialog.querySelector("template[data-keys-row]");
  const seen = new Set();
  list.replaceChildren();
  for (const element of document.querySelectorAll("[data-key]")) {
    const key = element.dataset.key.toLowerCase();
    if (seen.has(key) || !usable(element)) continue;
    seen.add(key);
    const line = row.content.cloneNode(true);
    line.querySelector("kbd").textContent = key.length === 1 ? key.toUpperCase() : element.dataset.key;
    line.querySelector("dd").textContent = labelOf(element);
    list.append(line);
  }
  dialog.querySelector("[data-keys-on]").checked = isOn();
  dialog.showModal();
}

function onKey(event) {
  if (event.defaultPrevented || event.isComposing || event.repeat) return;
  if (event.ctrlKey || event.altKey || event.metaKey || typing(event.target)) return;
  const help = document.getElementById("keys");
  const open = document.querySelector("dialog[open]");
  if (event.key === "?" && !open && help) {
    event.preventDefault();
    showHelp(help);
    return;
  }
  if (!isOn()) return;
  const wanted = event.key.toLowerCase();
  const button = [...(open ?? document).querySelectorAll("[data-key]")].find(
    (each) => each.dataset.key.toLowerCase() === wanted && usable(each),
  );
  if (!button) return;
  event.preventDefault();
  if (button.matches("input, textarea, select")) button.focus();
  else button.click();
}

export function startKeys() {
  document.addEventListener("keydown", onKey);
  document.addEventListener("click", (event) => {
    const help = document.getElementById("keys");
    if (help && event.target.closest?.("[data-keys-help]")) showHelp(help);
  });
  document.addEventListener("change", (event) => {
    if (!event.target.matches?.("[data-keys-on]")) return;
    try {
      localStorage.setItem(NAME, event.target.checked ? "on" : "off");
    } catch {
      // The choice then lasts as long as the page.
    }
  });
}
