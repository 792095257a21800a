// Shows the reconnect dialog. One browser script tells the state of the connection by classes on the element, a newer one by an
// event; both are heard. A refused connection means that the server no longer knows this page: it is loaded anew.
(() => {
  const id = "components-reconnect-modal";
  const act = (dialog, state) => {
    if (state === "show" || state === "failed") {
      if (!dialog.open) dialog.showModal();
      if (state === "failed") retryWhenServerAnswers();
    } else if (state === "hide") {
      if (dialog.open) dialog.close();
    } else if (state === "rejected") {
      location.reload();
    }
  };

  let retrying = false;
  const retryWhenServerAnswers = () => {
    if (retrying) return;
    retrying = true;
    const ask = () => fetch("health/live", { cache: "no-store" })
      .then(answer => { if (answer.ok) location.reload(); else setTimeout(ask, 3000); })
      .catch(() => setTimeout(ask, 3000));
    setTimeout(ask, 1000);
  };

  const stateOf = element => ["rejected", "failed", "show", "hide"].find(state => element.classList.contains(`components-reconnect-${state}`));

  const watch = dialog => {
    if (!dialog || dialog.dataset.watched) return;
    dialog.dataset.watched = "true";
    new MutationObserver(() => act(dialog, stateOf(dialog))).observe(dialog, { attributeFilter: ["class"] });
    dialog.addEventListener("components-reconnect-state-changed", event => act(dialog, event.detail && event.detail.state));
    dialog.addEventListener("cancel", event => event.preventDefault());
    for (const link of document.querySelectorAll(`#${id} a, #blazor-error-ui a, #live-full a`)) {
      link.addEventListener("click", event => { event.preventDefault(); location.reload(); });
    }
  };

  // From now on a page may come in parts.
  document.cookie = "scripts=1; path=/; max-age=31536000; samesite=lax";

  // A live connection for which there was no room: what was read stays, and a sentence says so.
  const sayFull = entries => {
    const note = document.getElementById("live-full");
    if (note && entries.some(entry => entry.name.includes("_blazor/negotiate") && entry.responseStatus === 503)) note.hidden = false;
  };

  const start = () => {
    window.PerformanceObserver && new PerformanceObserver(seen => sayFull(seen.getEntries())).observe({ type: "resource", buffered: true });
    watch(document.getElementById(id));
    // A page that was loaded without a full reload keeps the menu open and may have a new dialog.
    window.Blazor?.addEventListener?.("enhancedload", () => {
      watch(document.getElementById(id));
      document.querySelectorAll("[popover]:popover-open").forEach(menu => menu.hidePopover());
    });
  };
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", start); else start();
})();
