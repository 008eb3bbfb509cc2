// Opens the form that a link leads to in a dialog beside what it is about; without this module the link leads to its page.

import { parse } from "./page.js";

const dialog = document.getElementById("beside");

async function open(link) {
  try {
    const answer = await fetch(link.href, { headers: { Accept: "text/html" }, credentials: "same-origin", cache: "no-store" });
    const form = answer.ok && !answer.redirected && parse(await answer.text()).querySelector("[data-beside-form]");
    if (!form) throw new Error("no form");
    dialog.replaceChildren(document.adoptNode(form));
    dialog.showModal();
    form.querySelector("input[type=radio]:checked, input:not([type=hidden]), select, textarea")?.focus();
  } catch {
    location.assign(link.href);
  }
}

document.addEventListener("click", (event) => {
  if (event.ctrlKey || event.metaKey || event.shiftKey) return;
  const link = event.target.closest?.("a[data-beside]");
  if (link && dialog) {
    event.preventDefault();
    open(link);
  } else if (event.target.closest?.("[data-beside-close]") && dialog?.open) {
    event.preventDefault();
    dialog.close();
  }
});
