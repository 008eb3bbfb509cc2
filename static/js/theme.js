// The three-state colour switch (as the device, light, dark), kept on the device and in a cookie for the server.

const NAME = "theme";
const YEAR = 365 * 24 * 60 * 60;

function stored() {
  try {
    return localStorage.getItem(NAME);
  } catch {
    return null;
  }
}

function keep(theme) {
  try {
    localStorage.setItem(NAME, theme);
  } catch {
    // A device that stores nothing still has the cookie.
  }
  const secure = location.protocol === "https:" ? ";secure" : "";
  document.cookie = `${NAME}=${theme};path=/;max-age=${YEAR};samesite=lax${secure}`;
}

function show(theme) {
  const root = document.documentElement;
  if (!document.body.classList.contains("hall")) {
    if (theme === "auto") root.removeAttribute("data-theme");
    else root.dataset.theme = theme;
  }
  for (const button of document.querySelectorAll("[data-theme-set]")) {
    button.setAttribute("aria-pressed", String(button.dataset.themeSet === theme));
  }
}

/** Shows the switch and makes the cookie agree with what the device remembers. */
export function startTheme() {
  const told = document.documentElement.dataset.theme ?? "auto";
  const theme = stored() ?? told;
  if (theme !== told) keep(theme);
  document.querySelectorAll("[data-theme-switch]").forEach((each) => (each.hidden = false));
  show(theme);
  document.addEventListener("click", (event) => {
    const button = event.target.closest?.("[data-theme-set]");
    if (!button) return;
    keep(button.dataset.themeSet);
    show(button.dataset.themeSet);
  });
}
