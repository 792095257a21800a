// The finder (Ctrl/⌘+K, "/"), the sheet of shortcuts ("?"), and "g" with a letter of the menu. Single keys rest while somebody types, with
// a modifier, in a dialog, and when switched off. The server says what there is to find; the pages seen last are known to this window only.
{
  const found = { asked: 0, waiting: null };
  const finder = () => document.getElementById("find");
  const box = () => finder().querySelector("input");
  const options = () => [...finder().querySelectorAll("[role=option]")];

  // Without the right to the window's store there are none.
  const recent = () => {
    try {
      const kept = JSON.parse(sessionStorage.getItem("recent"));
      return kept?.person === finder().dataset.person ? kept.pages : [];
    } catch {
      return [];
    }
  };
  const remember = () => {
    const to = location.pathname + location.search;
    const pages = [{ to, name: document.title }, ...recent().filter(page => page.to !== to)].slice(0, 5);
    try {
      if (finder()) sessionStorage.setItem("recent", JSON.stringify({ person: finder().dataset.person, pages }));
      else sessionStorage.removeItem("recent"); // nobody is signed in any more
    } catch {
      // The window has no store, or a full one: then its pages are not remembered, and all else works.
    }
  };

  const mark = place => {
    const all = options(), at = (place + all.length) % all.length;
    all.forEach((option, i) => { option.id = "find-" + i; option.ariaSelected = i === at; });
    if (all.length) box().setAttribute("aria-activedescendant", "find-" + at); else box().removeAttribute("aria-activedescendant");
    all[at]?.scrollIntoView({ block: "nearest" });
  };
  const marked = () => options().findIndex(option => option.ariaSelected === "true");

  const showRecent = list => {
    const here = location.pathname + location.search;
    const pages = recent().filter(page => page.to !== here);
    if (!pages.length || box().value) return;
    const group = document.createElement("div"), head = document.createElement("div");
    group.role = "group";
    group.ariaLabel = head.textContent = finder().dataset.recent;
    head.className = "hint";
    group.append(head, ...pages.map(page => {
      const option = document.createElement("div");
      option.role = "option";
      option.dataset.to = page.to;
      option.textContent = page.name;
      return option;
    }));
    list.prepend(group);
  };
  const ask = () => {
    const no = ++found.asked;
    found.waiting = fetch("find?q=" + encodeURIComponent(box().value))
      .then(answer => answer.redirected || !answer.ok ? location.reload() : answer.text())
      .then(html => {
        if (!html || no !== found.asked) return;
        finder().querySelector(".find-found").innerHTML = html;
        const list = document.getElementById("find-list");
        showRecent(list);
        finder().querySelector("[role=status]").textContent = list.dataset.said;
        mark(0);
      })
      .catch(() => {});
  };
  const open = () => {
    if (!finder() || document.querySelector("dialog[open]")) return;
    document.querySelectorAll("[popover]:popover-open").forEach(menu => menu.hidePopover());
    box().value = "";
    finder().showModal();
    ask();
  };
  const go = option => { if (option) location.href = option.dataset.to; };
  const sheet = async () => {
    const answer = await fetch("find/shortcuts");
    if (!answer.ok || answer.redirected || document.querySelector("dialog[open]")) return;
    document.body.insertAdjacentHTML("beforeend", await answer.text());
    const dialog = document.body.lastElementChild;
    dialog.addEventListener("close", () => dialog.remove());
    dialog.showModal();
  };

  let led = 0;
  addEventListener("keydown", async event => {
    const { key, target, ctrlKey, metaKey, altKey, shiftKey } = event;
    if (event.isComposing || event.defaultPrevented || !finder()) return;
    if ((ctrlKey || metaKey) && !altKey && !shiftKey && key.toLowerCase() === "k") {
      event.preventDefault();
      return finder().open ? finder().close() : open();
    }
    if (target === box()) {
      const step = { ArrowDown: 1, ArrowUp: -1 }[key];
      if (step) { event.preventDefault(); mark(marked() + step); }
      if (key === "Enter") { event.preventDefault(); await found.waiting; go(options()[marked()]); }
      return;
    }
    if (ctrlKey || metaKey || altKey || finder().dataset.keys === "off" || document.querySelector("dialog[open]")
      || target.closest?.("input, textarea, select, [contenteditable]")) return;
    const after = led && event.timeStamp - led < 1500;
    led = 0;
    if (after) document.querySelector(`[data-go="${CSS.escape(key.toLowerCase())}"]`)?.click();
    else if (key === "g") led = event.timeStamp;
    else if (key === "/") { event.preventDefault(); open(); }
    else if (key === "?") sheet();
  });
  addEventListener("input", ({ target }) => { if (finder() && target === box()) ask(); });
  addEventListener("click", ({ target }) => {
    if (target.closest?.("[data-find]")) open();
    else if (target === finder()) target.close();
    else if (finder()?.open) go(target.closest?.("[role=option]"));
  });

  remember();
  window.Blazor?.addEventListener?.("enhancedload", () => { finder()?.close(); remember(); });
}
