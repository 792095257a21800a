// A page of a live meeting (data-meeting: its address). The server tells the present state over one line that comes back by itself; nothing is
// kept here that a reload would lose. Whoever presents sends where the page is: heading, way to the next one, open tables, and the figure or
// point that was clicked. Whoever follows goes there, until a move of the own; the panel beside is fetched again when somebody wrote.
{
  const room = document.querySelector("[data-meeting]"), shown = room?.querySelector("[data-shown]");
  const { meeting, me } = room?.dataset ?? {};
  const say = (words, ...values) => words.replace(/\{(\d)\}/g, (_, no) => values[no] ?? "");
  const byId = id => id === shown.id ? shown : shown.querySelector("#" + CSS.escape(id));
  let state = null, place = room?.dataset.place ? JSON.parse(room.dataset.place) : null, follows = true, lost = false, offset = 0, going = 0, panelRevision = room?.dataset.revision;
  const presents = () => state ? state.presenter === me : room.dataset.presenter === me;
  const isLive = () => (state?.state ?? room.dataset.state) === "Live";

  // --- what is said to the server

  const post = (what, values) => {
    const body = new FormData(room.querySelector("[data-meeting-token]"));
    for (const name in values) body.set(name, values[name]);
    return fetch(meeting + "/" + what, { method: "POST", body });
  };

  // --- where the page is

  // The top, and headings and charts that are drawn, in the order of the page.
  const anchors = () => [shown, ...shown.querySelectorAll("h1[id], h2[id], h3[id], figure[id]")].filter(anchor => anchor.getClientRects().length);
  const line = () => room.querySelector(".meeting-bar").getBoundingClientRect().bottom + 16;
  const spot = () => {
    const all = anchors(), at = line();
    const no = Math.max(0, all.findLastIndex(anchor => anchor.getBoundingClientRect().top <= at + 1));
    const from = all[no].getBoundingClientRect().top, to = (all[no + 1] ?? shown).getBoundingClientRect()[all[no + 1] ? "top" : "bottom"];
    return { anchor: all[no].id, part: Math.max(0, Math.min(1, (at - from) / Math.max(1, to - from))) };
  };
  const tables = () => [...shown.querySelectorAll("figure[id] details")];
  const openNow = () => tables().filter(table => table.open).map(table => table.closest("figure").id).slice(0, 20);
  const kinds = { figure: "data", point: ".d-hint" };
  const membersOf = (within, kind) => {
    const all = anchors(), at = all.findIndex(anchor => anchor.id === within), from = all[at], to = all[at + 1];
    return [...shown.querySelectorAll(kinds[kind])].filter(one => one.getClientRects().length
      && (from.contains(one) || from.compareDocumentPosition(one) & Node.DOCUMENT_POSITION_FOLLOWING)
      && (!to || !to.contains(one) && to.compareDocumentPosition(one) & Node.DOCUMENT_POSITION_PRECEDING));
  };
  const pointerTo = one => {
    const kind = one.matches("data") ? "figure" : "point";
    const within = anchors().findLast(anchor => anchor.contains(one) || anchor.compareDocumentPosition(one) & Node.DOCUMENT_POSITION_FOLLOWING)?.id;
    if (!within) return null;
    return { within, kind, index: membersOf(within, kind).indexOf(one), ...(one.dataset.metric ? { metric: one.dataset.metric } : {}) };
  };
  const found = pointed => {
    if (!pointed || !byId(pointed.within)) return null;
    const one = membersOf(pointed.within, pointed.kind)[pointed.index];
    return one && (!pointed.metric || one.dataset.metric === pointed.metric) ? one : byId(pointed.within);
  };

  // --- the presenter

  let pointed = null, sentAt = 0, waiting = 0, onWay = false, again = false;
  const send = async () => {
    clearTimeout(waiting);
    waiting = 0;
    if (onWay) return void (again = true);
    onWay = true;
    sentAt = Date.now();

    // Whoever scrolls on no longer points.
    const one = pointed && found(pointed), { top, bottom } = one?.getBoundingClientRect() ?? {};
    if (one && (bottom < line() || top > innerHeight)) {
      one.classList.remove("pointed");
      pointed = null;
    }
    try {
      await post("place", { at: JSON.stringify({ ...spot(), open: openNow(), ...(pointed ? { pointed } : {}) }) });
    } catch {
      // The next step says it all again.
    }
    onWay = false;
    if (again) { again = false; step(); }
  };
  const step = () => {
    if (!presents() || !isLive() || waiting || performance.now() < going) return;
    waiting = setTimeout(send, Math.max(0, 80 - (Date.now() - sentAt)));
  };

  // --- who follows

  const goTo = at => {
    if (!at || !anchors().length) return;
    for (const table of tables()) table.open = at.open.includes(table.closest("figure").id);
    const all = anchors(), no = all.findIndex(anchor => anchor.id === at.anchor);
    if (no >= 0) {
      const from = all[no].getBoundingClientRect().top, to = (all[no + 1] ?? shown).getBoundingClientRect()[all[no + 1] ? "top" : "bottom"];
      going = performance.now() + 250;
      if (no === 0 && at.part === 0) scrollTo({ top: 0, behavior: "instant" });
      else scrollBy({ top: from + (to - from) * at.part - line(), behavior: "instant" });
    }
    for (const old of shown.querySelectorAll(".pointed")) { old.classList.remove("pointed"); if (old.matches("data")) old.removeAttribute("title"); }
    const one = found(at.pointed);
    one?.classList.add("pointed");
    // A small screen shows less: what is pointed at stays in sight.
    const { top, bottom } = one?.getBoundingClientRect() ?? {};
    if (one && one !== shown && (top < line() || bottom > innerHeight - 8)) scrollBy({ top: top - (line() + innerHeight) / 2, behavior: "instant" });
    if (one?.matches("data")) one.title = say(room.dataset.pointsHere, state?.presenterName ?? "");
  };
  const roam = () => {
    if (!follows || presents() || !isLive()) return;
    follows = false;
    post("follow", { follows: "no" }).catch(() => {});
    tell();
  };
  const catchUp = () => {
    follows = true;
    post("follow", { follows: "yes" }).catch(() => {});
    goTo(place);
    tell();
  };

  // --- what is told

  const put = (element, text) => { if (element.textContent !== text) element.textContent = text; };
  const tell = () => {
    const leads = room.querySelector("[data-leads]"), others = state?.people.filter(person => person.id !== state.presenter) ?? [];
    room.dataset.mode = lost ? "lost" : !isLive() ? "wait" : presents() ? "present" : follows ? "follow" : "roam";
    put(leads, lost ? room.dataset[lost] : !isLive() ? room.dataset.waiting : !state?.presenter ? room.dataset.nobody
      : presents() ? say(room.dataset.youPresent, others.filter(person => person.follows).length, others.length)
      : say(follows ? room.dataset.youFollow : room.dataset.youRoam, state.presenterName));
    room.querySelector("[data-follow]").hidden = follows || presents() || !isLive();
    const list = room.querySelector("[data-people]"), people = state?.people ?? [];
    if (list.dataset.last === (list.dataset.last = JSON.stringify([people, state?.presenter]))) return;
    list.replaceChildren(...people.map(person => {
      const item = document.createElement("li"), sign = person.reaction && room.querySelector(`[data-react="${person.reaction}"]`);
      item.textContent = person.name;
      if (sign) item.append(...[...sign.children].map(part => part.cloneNode(true)));
      if (person.id === state.presenter) item.dataset.presents = "";
      else if (person.follows) item.dataset.follows = "";
      return item;
    }));
  };

  // --- the panel

  const panelOf = async answer => new DOMParser().parseFromString(await answer.text(), "text/html").querySelector("[data-panel]");
  const panel = () => room.querySelector("[data-panel]");
  const here = () => new URL(panel().dataset.panel, document.baseURI).href;
  const refused = why => {
    const note = room.querySelector("[data-not-sent]");
    note.hidden = !why;
    note.textContent = why ?? "";
  };
  const swap = async answer => {
    const fresh = answer.ok || answer.status === 503 ? await panelOf(answer) : null;
    if (!fresh) throw answer.status;
    panel().replaceWith(fresh);
    refused(null);
    tick();
  };
  let asking = 0;
  const refresh = () => {
    if (asking) return;
    asking = setTimeout(async () => {
      asking = 0;
      const revision = state?.revision;
      try {
        const answer = await fetch(here()), fresh = answer.ok ? await panelOf(answer) : null;
        if (!fresh || fresh.dataset.panel !== panel().dataset.panel) return;
        for (const live of fresh.querySelectorAll("[data-live]")) {
          const old = panel().querySelector(`[data-live="${live.dataset.live}"]`);
          if (old && !old.contains(document.activeElement?.matches("select, input, textarea") ? document.activeElement : null)) old.replaceWith(live);
        }
        panelRevision = revision;
        tick();
      } catch {
        // The line says by itself when it is lost.
      }
      if (String(state?.revision) !== String(panelRevision)) refresh();
    }, 150 + Math.random() * 250);
  };
  const tick = () => {
    for (const timer of room.querySelectorAll("[role=timer][data-since]")) {
      const left = Math.round((Date.parse(timer.dataset.since) + timer.dataset.minutes * 60000 - Date.now() - offset) / 1000), long = Math.abs(left);
      put(timer, say(left < 0 ? room.dataset.over : room.dataset.left, Math.floor(long / 60) + ":" + String(long % 60).padStart(2, "0")));
      timer.classList.toggle("late", left < 0);
    }
  };

  // --- the line

  const listen = () => {
    const source = new EventSource(meeting + "/live");
    source.addEventListener("hello", ({ data }) => { offset = Date.parse(JSON.parse(data)) - Date.now(); lost = false; tell(); });
    source.addEventListener("state", ({ data }) => {
      const before = state?.state ?? room.dataset.state;
      state = JSON.parse(data);
      if (state.state !== before) return location.assign(state.state === "Ended" ? meeting + "/minutes" : meeting);
      lost = false;
      const own = state.people.find(person => person.id === me);
      if (own && !presents() && own.follows !== follows && !document.hidden) post("follow", { follows: follows ? "yes" : "no" }).catch(() => {});
      if (String(state.revision) !== String(panelRevision)) refresh();
      tell();
    });
    source.addEventListener("place", ({ data }) => {
      place = JSON.parse(data).at;
      if (follows && !presents()) goTo(place);
    });
    source.addEventListener("gone", () => { source.close(); lost = "gone"; tell(); });
    source.onerror = () => {
      lost ||= "lost";
      tell();
      // A refusal ends the line for good: after a while it is begun anew.
      if (source.readyState === EventSource.CLOSED && lost !== "gone") setTimeout(listen, 3000);
    };
  };

  if (room) {
    listen();
    tell();
    setInterval(tick, 1000);
    tick();
    if (isLive() && place) presents() ? (pointed = place.pointed ?? null, goTo(place)) : goTo(place);
    addEventListener("scroll", step, { passive: true });
    for (const move of ["wheel", "touchmove"]) addEventListener(move, ({ target }) => { if (!target.closest?.(".meeting-side")) roam(); }, { passive: true });
    addEventListener("keydown", ({ key, target }) => {
      if (["PageDown", "PageUp", "ArrowDown", "ArrowUp", "Home", "End", " "].includes(key) && !target.closest?.("input, select, textarea, button, summary, .meeting-side")) roam();
    });
    shown.addEventListener("toggle", () => step(), true);
    shown.addEventListener("click", event => {
      const one = event.target.closest("data, .d-hint");
      if (!presents()) return roam();
      if (!one || !isLive()) return;
      if (one.closest("a")) event.preventDefault();
      const to = pointerTo(one), same = JSON.stringify(to) === JSON.stringify(pointed);
      pointed = same ? null : to;
      for (const old of shown.querySelectorAll(".pointed")) old.classList.remove("pointed");
      if (pointed) one.classList.add("pointed");
      send();
    });
    room.addEventListener("click", event => {
      const button = event.target.closest("[data-follow], [data-react], [data-sheet-button]"), link = event.target.closest("[data-panel] a");
      if (button?.matches("[data-follow]")) catchUp();
      else if (button?.matches("[data-sheet-button]")) button.setAttribute("aria-expanded", room.toggleAttribute("data-sheet"));
      else if (button) post("react", { reaction: button.dataset.react }).catch(() => {});
      else if (link && link.href.includes("/panel?") && !event.ctrlKey && !event.metaKey && !event.shiftKey) {
        event.preventDefault();
        fetch(link.href).then(swap).catch(() => refused(room.dataset.notSent));
      }
    }, true);
    room.addEventListener("submit", event => {
      const form = event.target.closest("[data-panel] form");
      if (!form) return;
      event.preventDefault();
      const button = event.submitter, body = new FormData(form, button), anchor = button?.dataset.anchor;
      fetch(form.action, { method: "POST", body }).then(swap).then(() => {
        if (anchor && presents() && byId(anchor)) byId(anchor).scrollIntoView({ behavior: "instant" });
      }).catch(() => refused(room.dataset.notSent));
    }, true);
  }
}
