/* The behaviour of the page.  Without this script the page is complete, but static.

   Text of the report is read and written as text alone (textContent, data): nothing of it becomes markup here. */
(() => {
  "use strict";

  const byId = (id) => document.getElementById(id);
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];
  const data = JSON.parse(document.querySelector("script#view-data").textContent);
  const report = byId("view-report");
  const panel = byId("view-outline");
  const tree = byId("view-tree");
  const isNarrow = () => matchMedia("(max-width: 56rem)").matches;

  const make = (tag, content, attributes = {}) => {
    const made = document.createElement(tag);
    made.append(...[content].flat());
    for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
    return made;
  };

  const chosen = (name) => document.querySelector(`input[name="view-${name}"]:checked`)?.value;
  const onChoice = (name, act) => {
    for (const input of all(`input[name="view-${name}"]`)) input.addEventListener("change", () => act(input.value));
  };

  /* The last choices of the reader; a page opened as a file may have no storage for them. */
  const keep = (name, value) => { try { localStorage.setItem(`govreport-${name}`, value); } catch { /* no store */ } };
  const kept = (name) => { try { return localStorage.getItem(`govreport-${name}`); } catch { return null; } };

  /* --- Paths and places ------------------------------------------------------------------------------------ */

  const entries = tree ? all('[role="treeitem"]', tree) : [];
  const pathOf = (link) => link.getAttribute("href").slice(1);
  const entryOf = new Map(entries.map((link) => [pathOf(link), link]));
  const above = (entry) => entry.parentElement.parentElement.closest("li")?.firstElementChild ?? null;

  /* The outline entry of the innermost unit that contains a node of the report. */
  const entryAround = (node) => {
    for (let at = node; at && at !== report; at = at.parentElement) if (entryOf.has(at.id)) return entryOf.get(at.id);
    return null;
  };

  const target = () => {
    let id = location.hash.slice(1);
    try { id = decodeURIComponent(id); } catch { /* not percent-encoded */ }
    return id ? byId(id) : null;
  };

  /* At once: a smooth scroll aims at where the place was when it began. */
  const bring = (element, block) => element.scrollIntoView({ block, inline: "nearest", behavior: "instant" });

  /* --- The outline: open and closed, and the keys of a tree ------------------------------------------------- */

  const isOpen = (entry) => entry.getAttribute("aria-expanded") === "true";
  const setOpen = (entry, open) => { if (entry.hasAttribute("aria-expanded")) entry.setAttribute("aria-expanded", String(open)); };
  const reveal = (entry) => { for (let at = above(entry); at; at = above(at)) setOpen(at, true); };
  const visible = () => entries.filter((entry) => entry.checkVisibility());

  let stop = null;
  const makeStop = (entry) => {
    if (stop) stop.tabIndex = -1;
    stop = entry;
    if (stop) stop.tabIndex = 0;
  };
  for (const entry of entries) entry.tabIndex = -1;
  makeStop(entries[0] ?? null);

  const moves = {
    ArrowDown: (entry, shown) => shown[shown.indexOf(entry) + 1],
    ArrowUp: (entry, shown) => shown[shown.indexOf(entry) - 1],
    Home: (_, shown) => shown[0],
    End: (_, shown) => shown[shown.length - 1],
    ArrowRight: (entry, shown) => {
      if (isOpen(entry)) return shown[shown.indexOf(entry) + 1];
      setOpen(entry, true);
      return null;
    },
    ArrowLeft: (entry) => {
      if (!isOpen(entry)) return above(entry);
      setOpen(entry, false);
      return null;
    },
  };

  tree?.addEventListener("keydown", (event) => {
    const entry = event.target.closest('[role="treeitem"]');
    if (!entry || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key in moves) {
      event.preventDefault();
      moves[event.key](entry, visible())?.focus();
    } else if (event.key === " ") {
      event.preventDefault();
      setOpen(entry, !isOpen(entry));
    } else if (event.key === "*") {
      for (const link of all(':scope > li > [aria-expanded]', entry.closest("ul"))) setOpen(link, true);
    } else if (event.key.length === 1) {
      const shown = visible();
      const from = shown.indexOf(entry) + 1;
      const wanted = event.key.toLowerCase();
      [...shown.slice(from), ...shown.slice(0, from)]
        .find((link) => link.textContent.trim().toLowerCase().startsWith(wanted))
        ?.focus();
    }
  });
  tree?.addEventListener("focusin", (event) => makeStop(event.target.closest('[role="treeitem"]')));
  tree?.addEventListener("click", (event) => {
    const entry = event.target.closest('[role="treeitem"]');
    if (event.target.closest(".twist")) {
      event.preventDefault();
      setOpen(entry, !isOpen(entry));
    } else if (entry) {
      showPanel(false);
      if (counts.has(entry)) {
        event.preventDefault();
        stepTo(firstIn(byId(pathOf(entry))));
      } else if (target() === byId(pathOf(entry))) arrive();
    }
  });

  const openLevels = (value) => {
    const levels = value === "all" ? Infinity : Number(value);
    for (const entry of entries) setOpen(entry, Number(entry.getAttribute("aria-level")) < levels);
    if (stop && !stop.checkVisibility()) makeStop(visible()[0] ?? null);
  };
  onChoice("levels", openLevels);

  /* --- The panel of the outline, on a narrow window ---------------------------------------------------------- */

  const menu = byId("view-menu");
  const showPanel = (open) => {
    if (panel.classList.contains("open") === open) return;
    panel.classList.toggle("open", open);
    dock();
    menu.setAttribute("aria-expanded", String(open));
    if (open) (stop ?? byId("view-search")).focus();
    else if (panel.contains(document.activeElement)) menu.focus();
  };
  /* The number of matches is next to the search field; at the foot of a narrow window, when the panel is closed. */
  const dock = () => {
    const below = isNarrow() && !panel.classList.contains("open");
    if (below) document.querySelector(".place").prepend(hits); else document.querySelector(".search").after(hits);
    showPlace();
  };
  matchMedia("(max-width: 56rem)").addEventListener("change", () => dock());
  menu.addEventListener("click", () => showPanel(!panel.classList.contains("open")));
  document.querySelector(".veil").addEventListener("click", () => showPanel(false));

  /* --- Linked highlighting ---- ------------------------------------------------------------------------------ */

  let lit = [];
  const light = (...elements) => {
    for (const element of lit) element.classList.remove("lit");
    lit = elements.filter(Boolean);
    for (const element of lit) element.classList.add("lit");
  };
  const numbered = (element, prefix) => element?.id.startsWith(prefix) ? element.id.slice(prefix.length) : null;

  document.addEventListener("pointerover", (event) => {
    const from = event.target;
    const entry = from.closest?.('[role="treeitem"]');
    const note = numbered(from.closest?.(".found li"), "view-note-");
    const flag = numbered(from.closest?.(".flag a"), "view-flag-");
    if (entry) light(entry, byId(pathOf(entry)));
    else if (note !== null) light(byId(`view-note-${note}`), byId(`view-flag-${note}`)?.closest("[data-span]"));
    else if (flag !== null) light(byId(`view-note-${flag}`));
    else if (report.contains(from)) light(entryAround(from));
    else light();
  });
  document.documentElement.addEventListener("pointerleave", () => light());

  /* --- The current place: marked in both, announced below ---- ----------------------------------------------------- */

  const place = document.querySelector(".place");
  const crumbs = byId("view-crumbs");
  let current = null;
  let here = null;

  const setCurrent = (element) => {
    current?.classList.remove("current");
    current = element;
    current?.classList.add("current");
  };

  const setHere = (element) => {
    if (here === element) return;
    here = element;
    for (const entry of all("[aria-current]", tree ?? panel)) entry.removeAttribute("aria-current");
    const entry = entryAround(here);
    if (entry) {
      entry.setAttribute("aria-current", "location");
      const shown = [entry];
      for (let at = above(entry); at; at = above(at)) shown.unshift(at);
      const inSight = shown.findLast((link) => link.checkVisibility());
      if (inSight && !panel.contains(document.activeElement)) {
        const frame = tree.parentElement;
        const [box, link] = [frame.getBoundingClientRect(), inSight.getBoundingClientRect()];
        if (link.top < box.top || link.bottom > box.bottom - 48) frame.scrollTop += link.top - box.top - box.height / 3;
      }
      crumbs.replaceChildren(...shown.map((link) => make("li", make("a", labelOf(link), { href: `#${pathOf(link)}` }))));
    } else crumbs.replaceChildren();
    byId("view-path").textContent = here?.id ?? "";
    showPlace();
  };
  const showPlace = () => { place.hidden = !here?.id && (hits.hidden || !place.contains(hits)); };
  const labelOf = (link) => all(".leaf", link).map((leaf) => leaf.textContent).join("");

  /* The place being read, by the scroll position; not while the page itself scrolls. */
  let going = false;
  const look = () => {
    if (going) return;
    const box = report.getBoundingClientRect();
    const at = document.elementFromPoint(box.left + box.width / 2, Math.max(120, Math.min(box.top + 8, innerHeight - 80)));
    const node = at?.closest("#view-report [data-span][id]");
    if (node) setHere(node.closest(".unit[id], .attachment[id]") ?? node);
  };
  let waiting = false;
  addEventListener("scroll", () => {
    if (waiting) return;
    waiting = true;
    requestAnimationFrame(() => { waiting = false; look(); });
  }, { passive: true });
  for (const kind of ["wheel", "touchmove", "pointerdown", "keydown"]) {
    addEventListener(kind, (event) => {
      if (kind !== "keydown" || /^(Page|Arrow|Home|End| )/.test(event.key)) going = false;
    }, { passive: true, capture: true });
  }

  /* Go to the target of the address: open its containers, mark it, and show its explanation, if any. */
  const arrive = () => {
    const element = target();
    if (!element) return;
    going = true;
    for (let at = element.parentElement; at; at = at.parentElement) if (at.tagName === "DETAILS") at.open = true;
    const entry = entryAround(element);
    if (entry) { reveal(entry); makeStop(entry); }
    if (report.contains(element)) {
      setCurrent(element);
      setHere(element.closest("[data-span][id]"));
    }
    const tall = element.getBoundingClientRect().height > innerHeight / 2;
    bring(element, tall || element.classList.contains("unit") ? "start" : "center");
    if (element.matches(".repair, .flag a")) explain(element);
  };
  addEventListener("hashchange", arrive);

  report.addEventListener("click", (event) => {
    if (event.target.closest("a, summary, .repair") || !getSelection().isCollapsed) return;
    const node = event.target.closest("#view-report [data-span][id]");
    if (!node) return;
    history.replaceState(null, "", `#${node.id}`);
    going = true;
    setCurrent(node);
    const entry = entryAround(node);
    if (entry) { reveal(entry); makeStop(entry); }
    setHere(node);
  });

  const announce = (words) => {
    byId("view-status").textContent = words;
    setTimeout(() => { byId("view-status").textContent = ""; }, 2000);
  };
  const copy = async (text) => {
    try {
      await navigator.clipboard.writeText(text);
    } catch {
      const field = make("textarea", text, { readonly: "" });
      place.append(field);
      field.select();
      document.execCommand("copy");
      field.remove();
    }
    announce(data.words.copied);
  };
  byId("view-copy-path").addEventListener("click", () => here && copy(here.id));
  byId("view-copy-link")?.addEventListener("click", () => here && copy(new URL(`#${encodeURI(here.id)}`, location.href).href));

  /* --- Explanations ------------------------------------------------------------------------------------------- */

  const card = byId("view-card");
  const explain = (element) => {
    card.replaceChildren();
    const flag = numbered(element, "view-flag-");
    if (flag !== null) {
      const note = byId(`view-note-${flag}`);
      const parts = [note.parentElement.previousElementSibling, ...note.children, note.parentElement.nextElementSibling];
      card.append(...parts.filter(Boolean).map((part) => part.cloneNode(true)));
    } else {
      const change = make("p", [...element.children].filter((part) => part.textContent).map((part) => part.cloneNode(true)), { class: "change" });
      const step = byId(`view-step-${element.dataset.step}`);
      card.append(change, make("p", step?.querySelector(".name")?.textContent ?? element.dataset.step, { class: "name" }), make("p", step?.querySelector(".why")?.textContent ?? "", { class: "why" }));
    }
    card.showPopover();
    if (isNarrow()) {
      card.removeAttribute("style");
    } else {
      const spot = element.getBoundingClientRect();
      const left = Math.max(16, Math.min(spot.left - 24, innerWidth - card.offsetWidth - 16));
      const below = spot.bottom + 10;
      card.style.left = `${left}px`;
      card.style.top = `${below + card.offsetHeight < innerHeight - 48 ? below : Math.max(8, spot.top - card.offsetHeight - 10)}px`;
    }
    card.focus({ preventScroll: true });
    opener = element;
  };
  let opener = null;
  card.addEventListener("toggle", (event) => {
    if (event.newState === "closed" && (card.contains(document.activeElement) || document.activeElement === document.body)) opener?.focus({ preventScroll: true });
  });
  report.addEventListener("click", (event) => {
    const link = event.target.closest(".flag a");
    if (link) event.preventDefault();
    const marked = link ?? event.target.closest(".repair");
    if (marked) explain(marked);
  });

  /* A change made in many places leads to them one after the other. */
  document.addEventListener("click", (event) => {
    const change = event.target.closest("a.change");
    if (!change) return;
    const places = change.dataset.places.split(" ");
    const at = Number(change.dataset.next ?? 0) % places.length;
    change.dataset.next = at + 1;
    change.href = `#view-repair-${places[at]}`;
    if (location.hash === change.getAttribute("href")) arrive();
  });

  /* --- Scripts: every text node has the same length in each ------------------------------------------------------ */

  const tables = new Map(Object.entries(data.scripts).map(([name, { from, to }]) => {
    const others = [...to];
    return [name, new Map([...from].map((character, at) => [character, others[at]]))];
  }));
  const asIs = new Map();
  const inScript = new Map();

  const textNodes = (leaf) => {
    const found = [];
    const walker = document.createTreeWalker(leaf, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) if (!walker.currentNode.parentElement.closest(".flag")) found.push(walker.currentNode);
    return found;
  };

  /* The texts of a script by node, created on first use. */
  const textsIn = (name) => {
    if (inScript.has(name)) return inScript.get(name);
    const table = tables.get(name);
    const texts = new Map();
    for (const leaf of all(".leaf")) {
      const places = leaf.getAttribute(`data-${name}`) ?? "";
      const exceptions = new Map([...places.matchAll(/(\d+)(\D)/gu)].map(([, at, character]) => [Number(at), character]));
      let at = 0;
      for (const node of textNodes(leaf)) {
        const counts = !node.parentElement.closest("del");
        const text = [...(asIs.get(node) ?? node.data)].map((character) => {
          const own = counts ? exceptions.get(at++) : undefined;
          return own ?? table.get(character) ?? character;
        }).join("");
        texts.set(node, text);
      }
    }
    inScript.set(name, texts);
    return texts;
  };

  const languages = { simplified: "zh-Hans", traditional: "zh-Hant" };
  const ownLanguage = document.querySelector(".sheet").lang;
  const showScript = (name) => {
    if (!asIs.size) for (const leaf of all(".leaf")) for (const node of textNodes(leaf)) asIs.set(node, node.data);
    for (const [node, text] of name === "asis" ? asIs : textsIn(name)) if (node.data !== text) node.data = text;
    for (const element of all(".sheet, .tree, .crumbs, .bar .name")) element.lang = languages[name] ?? ownLanguage;
    indexed = null;
    const at = here;
    here = null;
    setHere(at);
    search();
  };
  onChoice("script", showScript);

  /* --- Search: in all scripts, in the text that is shown ------------------------------------------------------------ */

  const field = byId("view-search");
  const found = byId("view-found");
  const hits = document.querySelector(".hits");
  const MOST = 5000;
  let matches = [];
  let counts = new Map();
  let now = -1;

  const plain = (text) => text.replace(/[\uff01-\uff5e]/g, (one) => String.fromCharCode(one.charCodeAt(0) - 0xfee0))
    .replace(/[A-Z]/g, (one) => one.toLowerCase());

  /* The visible text as a string for each script, without blanks, and the place of each text node in it; cached until it
     changes.  The texts of a node have the same length in each script. */
  let indexed = null;
  const index = () => indexed ??= read();
  const read = () => {
    const hidden = { repaired: "del", original: "ins", both: "none" }[chosen("text") ?? "repaired"];
    const scripts = [(node) => node.data, (node) => asIs.get(node), ...[...tables.keys()].map((name) => (node) => textsIn(name).get(node))];
    const forms = scripts.map(() => []);
    const nodes = [];
    const starts = [];
    const solid = [];
    let line = null;
    let at = 0;
    const walker = document.createTreeWalker(report, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
      const node = walker.currentNode;
      const parent = node.parentElement;
      if (!node.data || !parent.closest(".leaf, .number") || parent.closest(hidden)) continue;
      const block = parent.closest(".line, td, dt, dd, p:not(.line > p, .inline > p)") ?? parent;
      const gap = block === line ? "" : "\n";
      line = block;
      const places = /\s/.test(node.data) ? [...node.data.matchAll(/\S/g)].map((match) => match.index) : null;
      const length = node.data.length;
      nodes.push(node);
      starts.push(at += gap.length);
      solid.push(places);
      scripts.forEach((read, k) => {
        const other = read(node);
        const text = other?.length === length ? other : node.data;
        forms[k].push(gap, places ? places.map((place) => text[place]).join("") : text);
      });
      at += places ? places.length : length;
    }
    return { nodes, starts, solid, forms: forms.map((parts) => plain(parts.join(""))) };
  };

  const rangeAt = ({ nodes, starts, solid }, begin, end) => {
    const find = (offset) => {
      let [low, high] = [0, starts.length - 1];
      while (low < high) {
        const middle = (low + high + 1) >> 1;
        if (starts[middle] <= offset) low = middle; else high = middle - 1;
      }
      const within = offset - starts[low];
      return [nodes[low], solid[low] ? solid[low][within] : within];
    };
    const range = new Range();
    const [last, at] = find(end - 1);
    range.setStart(...find(begin));
    range.setEnd(last, at + 1);
    return range;
  };

  const highlight = (name, ranges) => {
    if (!("highlights" in CSS)) return;
    if (ranges.length) CSS.highlights.set(name, new Highlight(...ranges)); else CSS.highlights.delete(name);
  };

  const search = () => {
    const wanted = plain(field.value).replace(/\s/g, "");
    counts = new Map();
    matches = [];
    now = -1;
    highlight("view-found-now", []);
    if (wanted) {
      const places = new Set();
      const text = index();
      for (const form of text.forms) {
        for (let at = form.indexOf(wanted); at >= 0 && places.size < MOST; at = form.indexOf(wanted, at + wanted.length)) places.add(at);
      }
      matches = [...places].sort((one, other) => one - other).map((at) => rangeAt(text, at, at + wanted.length));
      for (const range of matches) {
        for (let entry = entryAround(range.startContainer.parentElement); entry; entry = above(entry)) counts.set(entry, (counts.get(entry) ?? 0) + 1);
      }
    }
    highlight("view-found", matches);
    for (const entry of entries) {
      entry.parentElement.hidden = wanted !== "" && !counts.has(entry);
      if (counts.has(entry)) entry.dataset.hits = counts.get(entry); else delete entry.dataset.hits;
    }
    if (stop && !stop.checkVisibility()) makeStop(visible()[0] ?? null);
    hits.hidden = !wanted;
    dock();
    showCount();
  };
  const showCount = () => {
    const count = matches.length;
    const { none, one, some, many, at } = data.words;
    const all = count === 0 ? none : count === 1 ? one : (count >= MOST ? many : some).replace("{n}", count);
    found.textContent = hits.hidden ? "" : now < 0 ? all : at.replace("{i}", now + 1).replace("{n}", count);
  };
  const step = (by) => {
    if (matches.length) stepTo(now < 0 && by < 0 ? matches.length - 1 : (now + by + matches.length) % matches.length);
  };
  const firstIn = (element) => matches.findIndex((range) => element.contains(range.startContainer));
  const stepTo = (number) => {
    now = number;
    const range = matches[now];
    const parent = range.startContainer.parentElement;
    highlight("view-found-now", [range]);
    parent.closest("details")?.setAttribute("open", "");
    going = true;
    bring(parent, "center");
    const box = range.getBoundingClientRect();
    if (box.top < 120 || box.bottom > innerHeight - 120) scrollBy({ top: box.top - innerHeight / 2, behavior: "instant" });
    setHere(parent.closest("#view-report [data-span][id]"));
    showCount();
  };

  let pause = 0;
  field.addEventListener("input", () => { clearTimeout(pause); pause = setTimeout(search, 100); });
  field.addEventListener("keydown", (event) => {
    if (event.isComposing) return;
    if (event.key === "Enter") {
      event.preventDefault();
      clearTimeout(pause);
      if (now < 0) search();
      if (isNarrow() && matches.length) showPanel(false);
      step(event.shiftKey ? -1 : 1);
    } else if (event.key === "Escape" && field.value) {
      event.stopPropagation();
      endSearch();
    } else if (event.key === "ArrowDown") {
      event.preventDefault();
      stop?.focus();
    }
  });
  const endSearch = () => {
    field.value = "";
    search();
  };
  byId("view-end").addEventListener("click", endSearch);
  byId("view-previous").addEventListener("click", () => step(-1));
  byId("view-next").addEventListener("click", () => step(1));
  onChoice("text", () => {
    indexed = null;
    if (field.value) search();
  });

  document.addEventListener("keydown", (event) => {
    if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "k") {
      event.preventDefault();
      if (isNarrow()) showPanel(true);
      field.focus();
      field.select();
    } else if (event.key === "Escape") showPanel(false);
  });

  byId("view-print").addEventListener("click", () => print());

  /* --- Colours, and the first look ------------------------------------------------------------------------------------ */

  onChoice("theme", (value) => keep("theme", value));
  const theme = document.querySelector(`input[name="view-theme"][value="${CSS.escape(kept("theme") ?? "auto")}"]`);
  if (theme) theme.checked = true;
  if (chosen("script") !== "asis" && chosen("script")) showScript(chosen("script"));
  if (chosen("levels")) openLevels(chosen("levels"));
  if (/Mac|iP/.test(navigator.platform)) document.querySelector(".search kbd").textContent = "⌘K";
  if (target()) arrive(); else look();
})();
