// Sends a file without leaving the page: what the server asks back is asked beside the file that was chosen.

import { each, morphWhole, parse } from "./page.js";

async function send(form) {
  const answer = await fetch(form.action, {
    method: "POST",
    body: new FormData(form),
    headers: { Accept: "text/html" },
    credentials: "same-origin",
  });
  const came = form.elements.back?.value;
  if (answer.redirected) return location.assign(came || answer.url);
  const fresh = parse(await answer.text()).getElementById(form.id);
  if (!fresh) return form.submit();
  morphWhole(form, fresh).querySelector("[data-autofocus]")?.focus();
}

function start(form) {
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const buttons = form.querySelectorAll("button");
    for (const button of buttons) button.disabled = true;
    try {
      await send(form);
    } catch {
      form.submit();
    } finally {
      for (const button of form.querySelectorAll("button")) button.disabled = false;
    }
  });
}

/** Forms that send a file: `data-upload`. */
export function startUpload() {
  each(document, "form[data-upload]", start);
}
