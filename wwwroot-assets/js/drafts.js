// Keeps what is typed into a form with a draft (data-draft) on the server: a second after the last key, and when the page is left. What was kept
// earlier is offered above the form. A server that does not answer is asked again until it does.
{
  const waiting = new Map();
  const noteOf = form => form?.querySelector?.("[data-draft]");
  const time = at => at.toLocaleTimeString(document.documentElement.lang, { hour: "2-digit", minute: "2-digit" });
  const fieldsOf = form => {
    const fields = {};
    for (const [name, value] of new FormData(form)) {
      if (typeof value === "string" && !name.startsWith("_") && form.elements[name]?.type !== "password") (fields[name] ??= []).push(value);
    }
    return fields;
  };
  const send = (form, path, values) => {
    const body = new FormData();
    for (const name in values) body.set(name, values[name]);
    body.set("__RequestVerificationToken", form.elements.__RequestVerificationToken.value);
    return fetch(path, { method: "POST", body, keepalive: true }).then(answer => { if (!answer.ok || answer.redirected) throw answer.status; });
  };
  const keep = form => {
    clearTimeout(waiting.get(form));
    waiting.delete(form);
    const note = noteOf(form);
    if (!note?.isConnected) return;
    send(form, "drafts", { form: note.dataset.draft, fields: JSON.stringify(fieldsOf(form)), since: note.dataset.since })
      .then(() => { note.textContent = note.dataset.kept.replace("{0}", time(new Date())); })
      .catch(() => {
        note.textContent = note.dataset.failed;
        later(form, 5000);
      });
  };
  const later = (form, pause) => {
    clearTimeout(waiting.get(form));
    waiting.set(form, setTimeout(() => keep(form), pause));
  };
  const apply = (form, kept) => {
    const seen = {};
    for (const field of form.elements) {
      const { name, type } = field;
      if (!name || name.startsWith("_") || field.tagName === "BUTTON") continue;
      const values = kept[name] ?? [];
      if (type === "checkbox" || type === "radio") field.checked = values.includes(field.value);
      else if (name in kept) field.value = values[seen[name] ?? 0] ?? "";
      seen[name] = (seen[name] ?? 0) + 1;
    }
  };
  const offer = () => document.querySelectorAll("[data-draft-found][hidden]").forEach(found => {
    const at = found.querySelector("time"), when = new Date(at.dateTime);
    at.textContent = when.toDateString() === new Date().toDateString() ? time(when)
      : when.toLocaleString(document.documentElement.lang, { dateStyle: "medium", timeStyle: "short" });
    found.hidden = false;
    const around = found.closest("details");
    if (around) around.open = true;
  });
  addEventListener("input", ({ target }) => { if (noteOf(target.form)) later(target.form, 1000); });
  addEventListener("submit", ({ target }) => { clearTimeout(waiting.get(target)); waiting.delete(target); });
  addEventListener("pagehide", () => { for (const form of [...waiting.keys()]) keep(form); });
  addEventListener("click", ({ target }) => {
    const button = target.closest?.("[data-draft-apply],[data-draft-drop]");
    if (!button) return;
    const found = button.closest("[data-draft-found]"), form = button.form;
    if ("draftApply" in button.dataset) apply(form, JSON.parse(found.dataset.draftFound));
    else send(form, "drafts/drop", { form: noteOf(form).dataset.draft }).catch(() => {});
    found.remove();
  });
  offer();
  globalThis.Blazor?.addEventListener?.("enhancedload", offer);
}
