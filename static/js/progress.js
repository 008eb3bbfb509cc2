// Follows work that is under way: asks for the page again until the server says that the work is over.

import { morphWhole, parse } from "./page.js";

const PAUSE = 700;
const SLOW = 5000; // when the server does not answer

async function look(region) {
  const answer = await fetch(location.href, { headers: { Accept: "text/html" }, credentials: "same-origin", cache: "no-store" });
  const fresh = answer.ok && !answer.redirected && parse(await answer.text()).getElementById(region.id);
  if (!fresh) throw new Error("no state");
  if (!fresh.hasAttribute("data-under-way")) location.reload();
  return morphWhole(region, fresh);
}

async function follow(region, pause = PAUSE) {
  if (!region?.hasAttribute("data-under-way")) return;
  await new Promise((resolve) => setTimeout(resolve, pause));
  try {
    follow(await look(region));
  } catch {
    follow(region, SLOW);
  }
}

follow(document.querySelector("[data-under-way]"));
