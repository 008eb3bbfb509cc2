// Asks before an act that cannot be taken back: a native dialog, filled from the data attributes of the button or form.

const SETTLE = 400; // a double tap must not answer the question it has just opened

let confirmed = null;

function fill(dialog, about) {
  for (const [slot, text] of [["title", about.confirmTitle], ["text", about.confirmText], ["yes", about.confirmYes]]) {
    const element = dialog.querySelector(`[data-ask-${slot}]`);
    if (!element) continue;
    element.dataset.usual ??= element.textContent;
    element.textContent = text ?? element.dataset.usual;
  }
}

function ask(about, act) {
  const dialog = document.getElementById(about.confirm);
  if (!(dialog instanceof HTMLDialogElement)) return act();
  if (dialog.open) return undefined;
  fill(dialog, about);
  dialog.returnValue = "no";
  const openedAt = performance.now();
  const early = (event) => {
    if (performance.now() - openedAt < SETTLE) event.preventDefault();
  };
  dialog.addEventListener("submit", early);
  dialog.addEventListener(
    "close",
    () => {
      dialog.removeEventListener("submit", early);
      if (dialog.returnValue === "yes") act();
    },
    { once: true },
  );
  dialog.showModal();
  return undefined;
}

function onSubmit(event) {
  const form = event.target;
  const asker = [event.submitter, form].find((each) => each?.dataset?.confirm);
  if (event.submitter?.getAttribute("aria-disabled") === "true") {
    event.preventDefault();
    event.stopImmediatePropagation();
    return;
  }
  if (!asker) return;
  // Nothing to be confirmed yet: the server says what is missing, in the words of the page.
  if (asker === form && form.noValidate && !form.checkValidity()) return;
  if (confirmed === form) {
    confirmed = null;
    return;
  }
  event.preventDefault();
  event.stopImmediatePropagation();
  // A live push may turn this very button into another act while the question is open: what was asked is copied now.
  const meant = copyOf(event.submitter);
  ask({ ...asker.dataset }, () => {
    confirmed = form;
    if (meant) form.append(meant);
    form.requestSubmit(meant);
    meant?.remove();
    confirmed = null;
  });
}

function copyOf(button) {
  if (!button) return null;
  const copy = button.cloneNode(false);
  copy.hidden = true;
  copy.removeAttribute("form");
  copy.removeAttribute("id");
  return copy;
}

function onClick(event) {
  const link = event.target.closest?.("a[data-confirm]");
  if (!link || event.defaultPrevented) return;
  event.preventDefault();
  ask(link.dataset, () => location.assign(link.href));
}

export function startConfirm() {
  document.addEventListener("submit", onSubmit, true);
  document.addEventListener("click", onClick);
}
