// Passkeys: before a form marked data-passkey is sent, the device is asked to make one ("create") or to prove one ("get").
// What travels between page and device is put into the browser's form by django-allauth's webauthn-json.

const library = globalThis.webauthnJSON;

async function optionsOf(form) {
  if (form.dataset.options) return JSON.parse(document.getElementById(form.dataset.options).textContent);
  const answer = await fetch(form.action, { headers: { Accept: "application/json" }, credentials: "same-origin" });
  if (!answer.ok) throw new Error(String(answer.status));
  return answer.json();
}

/** A key that needs no password: kept on the device, which checks who holds it. */
function withoutPassword(options) {
  Object.assign(options.publicKey.authenticatorSelection, {
    residentKey: "required",
    requireResidentKey: true,
    userVerification: "required",
  });
  return options;
}

async function ask(form) {
  const options = await optionsOf(form);
  if (form.dataset.passkey === "create") return library.create(withoutPassword(options.creation_options));
  return library.get(options.request_options);
}

function show(form, name, shown) {
  form.querySelector(`[data-passkey-${name}]`).hidden = !shown;
}

async function onSubmit(event) {
  const form = event.target;
  event.preventDefault();
  event.stopImmediatePropagation();
  show(form, "trouble", false);
  try {
    form.querySelector("[data-credential], [name=credential]").value = JSON.stringify(await ask(form));
  } catch {
    show(form, "trouble", true); // refused, waited too long, or no such key: the person chooses what to do
    return;
  }
  form.submit();
}

for (const form of document.querySelectorAll("form[data-passkey]")) {
  if (library?.supported()) {
    form.addEventListener("submit", onSubmit);
    form.dataset.ready = "";
  } else {
    show(form, "missing", true);
    for (const button of form.querySelectorAll("button")) button.disabled = true;
  }
}
