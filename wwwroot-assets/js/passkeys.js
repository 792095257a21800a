// Passkeys: a form with data-passkey ("create" or "get") fetches its options from data-options, lets the browser ask its owner, and is
// sent with the answer in its field Credential. What has data-passkeys-only stays hidden where the browser does not know passkeys.
const known = globalThis.PublicKeyCredential?.parseCreationOptionsFromJSON;
const show = () => { if (known) for (const part of document.querySelectorAll("[data-passkeys-only]")) part.hidden = false; };
addEventListener("submit", async event => {
  const form = event.target, { passkey: kind, options } = form.dataset;
  if (!kind || form.elements.Credential.value) return;
  event.preventDefault();
  event.stopPropagation();
  const failed = form.querySelector("[data-failed]");
  failed.hidden = true;
  try {
    const answer = await fetch(options, { method: "POST", body: new FormData(form) });
    const json = await answer.json();
    if (!answer.ok) throw new Error(Object.values(json.errors ?? {})[0]?.[0] ?? json.title);
    const publicKey = kind === "create" ? PublicKeyCredential.parseCreationOptionsFromJSON(json) : PublicKeyCredential.parseRequestOptionsFromJSON(json);
    const credential = await navigator.credentials[kind]({ publicKey });
    form.elements.Credential.value = JSON.stringify(credential);
    form.requestSubmit();
  } catch (error) {
    if (error.constructor === Error && error.message) failed.firstElementChild.textContent = error.message;
    failed.hidden = false;
  }
}, true);
show();
globalThis.Blazor?.addEventListener("enhancedload", show);
