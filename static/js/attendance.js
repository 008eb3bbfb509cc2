// Opens the form of a seat's attendance in a dialog beside the table; without this module the link leads to its page.

import { parse } from "./page.js";

const dialog = document.getElementById("attendance");

async function open(link) {
  try {
    const answer = await fetch(link.href, { headers: { Accept: "text/html" }, credentials: "same-origin", cache: "no-store" });
    const form = answer.ok && !answer.redirected && parse(await answer.text()).getElementById("attendance-form");
    if (!form) throw new Error("no form");
    dialog.replaceChildren(document.adoptNode(form));
    dialog.showModal();
    (form.querySelector("input[type=radio]:checked") ?? form.querySelector("input[type=radio]"))?.focus();
  } catch {
    location.assign(link.href);
  }
}

document.addEventListener("click", (event) => {
  if (event.ctrlKey || event.metaKey || event.shiftKey) return;
  const link = event.target.closest?.("a[data-attendance]");
  if (link && dialog) {
    event.preventDefault();
    open(link);
  } else if (event.target.closest?.("[data-attendance-close]") && dialog?.open) {
    event.preventDefault();
    dialog.close();
  }
});
