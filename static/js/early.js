// Until the modules have started: a button that asks first is not sent without its question; the press is kept for them.
// A classic script on purpose: it is there before the first button is.

document.addEventListener(
  "submit",
  (event) => {
    const root = document.documentElement;
    if ("started" in root.dataset || !(event.submitter?.dataset.confirm || event.target.dataset.confirm)) return;
    event.preventDefault();
    root.pressedEarly = event.submitter;
  },
  true,
);
