// Shows how the page hears the server: online, slow (polling) or offline.

/** Sets the state on every badge and banner. */
export function setLink(state) {
  for (const element of document.querySelectorAll("[data-link-state]")) {
    if (element.dataset.state !== state) element.dataset.state = state;
  }
}

/** On pages without a live room only the device's own network is known. */
export function startLink() {
  const look = () => setLink(navigator.onLine ? "online" : "offline");
  addEventListener("online", look);
  addEventListener("offline", look);
  look();
}
