// Similar requests while a title is typed (data-similar: where to ask), and the keys of the desk's list (data-list-keys): "j" and "k" go
// from row to row, "x" chooses one, "e" or Enter opens it. Single keys rest while somebody types, and when they are switched off.
{
  let waiting = 0, asked = 0;
  addEventListener("input", ({ target }) => {
    const where = target.dataset?.similar;
    if (!where) return;
    clearTimeout(waiting);
    waiting = setTimeout(async () => {
      const no = ++asked, form = target.form, list = form.querySelector("[data-similar-list]");
      try {
        const answer = await fetch(where + "?title=" + encodeURIComponent(target.value));
        if (!answer.ok || no !== asked) return;
        list.innerHTML = await answer.text();
        if (list.firstElementChild) form.querySelector("[data-similar-seen]").value = "1";
      } catch {
        // Without an answer the list comes when the form is sent.
      }
    }, 180);
  });

  addEventListener("keydown", event => {
    const list = document.querySelector("[data-list-keys]"), { key, target } = event;
    if (!list || event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || document.getElementById("find")?.dataset.keys === "off"
      || document.querySelector("dialog[open]") || target.closest?.("input:not([type=checkbox]), select, textarea")) return;
    const rows = [...list.querySelectorAll("tbody tr")], at = rows.findIndex(row => row.contains(document.activeElement));
    const go = to => rows[Math.max(0, Math.min(rows.length - 1, to))]?.querySelector("a").focus();
    if (key === "j") go(at + 1);
    else if (key === "k") go(at - 1);
    else if (key === "x" && at >= 0) rows[at].querySelector("input[type=checkbox]").click();
    else if (key === "e" && at >= 0) rows[at].querySelector("a").click();
    else return;
    event.preventDefault();
  });
}
