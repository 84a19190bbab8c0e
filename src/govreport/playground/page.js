/* The page: files and texts go to the worker, and what it makes of them is shown in a frame, whose policy allows only the
   scripts and styles of these pages.

   Names and texts of documents are written as text alone (textContent): nothing of them becomes markup here. */

const byId = (id) => document.getElementById(`play-${id}`);
const all = (selector) => [...document.querySelectorAll(selector)];
const { lang, bytes, words, sample } = JSON.parse(byId("data").textContent);
const filled = (text, places) => text.replace(/\{(\w+)\}/g, (whole, name) => places[name] ?? whole);
const scripts = globalThis.trustedTypes?.createPolicy("govreport", { createScriptURL: (name) => new URL(name, location.href).href });
const script = (name) => scripts?.createScriptURL(name) ?? name;
const LARGEST = 50_000_000;

/* --- The worker ------------------------------------------------------------------------------------------------ */

let worker = null;
let asked = 0;
let loaded = 0;
const waiting = new Map();

const start = () => {
  loaded = 0;
  worker = new Worker(script("worker.js"), { type: "module" });
  worker.addEventListener("message", ({ data }) => {
    if (data.bytes) progress(data.bytes);
    else if (data.stage) stages[data.stage](data);
    else answered(data);
  });
  worker.addEventListener("error", (event) => {
    event.preventDefault();
    stages.failed({ why: event.message ?? "" });
  });
  worker.postMessage({ call: "load", lang, sample, first: !navigator.serviceWorker?.controller });
};

const ask = (call, given = {}, transfer = []) => new Promise((resolve, reject) => {
  const id = ++asked;
  waiting.set(id, { resolve, reject });
  worker.postMessage({ id, call, ...given }, transfer);
});

const answered = ({ id, value, error, took }) => {
  const { resolve, reject } = waiting.get(id) ?? {};
  waiting.delete(id);
  if (error === undefined) resolve?.({ ...value, took }); else reject?.(new Error(error));
};

const load = byId("load");
const bar = byId("progress");
const state = byId("state");

const progress = (more) => {
  loaded += more;
  bar.value = Math.min(90, Math.round((90 * loaded) / bytes));
  state.textContent = filled(words.loaded, { n: bar.value });
};

const stages = {
  starting() {
    bar.value = 92;
    state.textContent = words.starting;
  },
  ready() {
    bar.value = 100;
    load.hidden = true;
    document.documentElement.dataset.ready = "yes";
    keepOffline();
  },
  failed({ why }) {
    load.hidden = true;
    complain(filled(words.failed, { why }));
    for (const { reject } of waiting.values()) reject(null);
    waiting.clear();
  },
};

/* After the first load everything is kept, so that the page opens without a network. */
const keepOffline = async () => {
  if (!navigator.serviceWorker) return;
  try {
    await navigator.serviceWorker.register(script("offline.js"));
    await navigator.serviceWorker.ready;
    document.documentElement.dataset.offline = "yes";
    say(words.offline);
  } catch { /* a private window, or a browser that does not allow it: the page works, but not offline */ }
};

/* --- What is said ---------------------------------------------------------------------------------------------- */

let silence = 0;
const say = (text) => {
  byId("said").textContent = text;
  clearTimeout(silence);
  silence = setTimeout(() => { byId("said").textContent = ""; }, 6000);
};

const complain = (text) => {
  const line = document.createElement("p");
  line.textContent = text;
  byId("problems").append(line);
};

/* While a request takes longer than a moment, it can be stopped: the worker is replaced. */
const busy = async (name, work) => {
  const shown = setTimeout(() => {
    byId("busy-name").textContent = filled(words.reading, { name });
    byId("busy").hidden = document.documentElement.dataset.ready !== "yes";
  }, 400);
  try {
    return await work();
  } finally {
    clearTimeout(shown);
    byId("busy").hidden = true;
  }
};

const restart = (text) => {
  worker.terminate();
  for (const { reject } of waiting.values()) reject(null);
  waiting.clear();
  documents.clear();
  list();
  complain(text);
  load.hidden = false;
  delete document.documentElement.dataset.ready;
  start();
};
byId("stop").addEventListener("click", () => restart(words.stopped));

const attempt = async (name, work) => {
  try {
    return await busy(name, work);
  } catch (error) {
    if (error) restart(filled(words.broken, { why: error.message }));
    return null;
  }
};

/* --- Opening --------------------------------------------------------------------------------------------------- */

const documents = new Map();
let current = 0;
let view = "report";

const opened = async (name, content) => {
  const answer = await attempt(name || words.pasted, () => ask("open", { content, name }, [content]));
  if (!answer) return;
  const label = name || answer.title || words.pasted;
  if (!answer.number) {
    complain(filled(words.unread, { name: label, why: answer.problem }));
    return;
  }
  documents.set(answer.number, { name: label, title: answer.title, html: answer.html });
  document.documentElement.dataset.took = String(Math.round(answer.took));
  current = answer.number;
  list();
  say(filled(words.opened, { name: label }));
};

const openFiles = async (files) => {
  const given = [...files];
  if (!given.length) return;
  byId("problems").replaceChildren();
  for (const file of given) {
    if (file.size > LARGEST) complain(filled(words.unread, { name: file.name, why: words.large }));
    else {
      let content = null;
      try { content = await file.arrayBuffer(); } catch (error) { complain(filled(words.unread, { name: file.name, why: error.message })); }
      if (content) await opened(file.name, content);
    }
  }
  const several = given.length > 1 || (view === "compare" && byId("start").hidden);
  if (documents.size) show(several && documents.size > 1 ? "compare" : "report");
};

const openText = async (text) => {
  byId("problems").replaceChildren();
  if (!text.trim()) { complain(words.empty); byId("text").focus(); return; }
  await opened("", new TextEncoder().encode(text).buffer);
  if (documents.size) show("report");
};

for (const id of ["choose", "another"]) byId(id).addEventListener("click", () => byId("files").click());
byId("files").addEventListener("change", async (event) => {
  const files = [...event.target.files];
  event.target.value = "";
  await openFiles(files);
});
byId("paste").addEventListener("click", () => openText(byId("text").value));
byId("sample").addEventListener("click", () => { byId("text").value = sample; openText(sample); });
byId("text").addEventListener("keydown", (event) => {
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) openText(byId("text").value);
});
byId("open").addEventListener("click", () => {
  showStart(byId("start").hidden);
  if (!byId("start").hidden) byId("choose").focus();
});

const holdsFiles = (event) => [...(event.dataTransfer?.types ?? [])].includes("Files");
addEventListener("dragover", (event) => {
  if (!holdsFiles(event)) return;
  event.preventDefault();
  byId("veil").hidden = false;
});
addEventListener("dragleave", (event) => { if (!event.relatedTarget) byId("veil").hidden = true; });
addEventListener("drop", (event) => {
  byId("veil").hidden = true;
  if (!holdsFiles(event)) return;
  event.preventDefault();
  openFiles(event.dataTransfer.files);
});
/* A text pasted anywhere but into a field is read at once. */
addEventListener("paste", (event) => {
  if (event.target.closest?.("textarea, input, select")) return;
  const { files } = event.clipboardData;
  const text = event.clipboardData.getData("text/plain");
  if (files.length) openFiles(files);
  else if (text.trim()) openText(text);
});

/* --- Documents and views ---------------------------------------------------------------------------------------- */

const frame = byId("frame");
const tabs = all("[role=tab]");
let url = "";
let turn = 0;

const showStart = (open) => {
  byId("start").hidden = !open;
  byId("desk").hidden = open;
  document.body.classList.toggle("open", !open);
  byId("open").textContent = open ? words.back : words.open;
};

const option = (number, name) => {
  const made = document.createElement("option");
  made.value = String(number);
  made.textContent = name;
  return made;
};

/* The lists of documents; a name that occurs twice is numbered. */
const list = () => {
  const names = new Map();
  const labels = [...documents].map(([number, { name, title }]) => {
    const label = title && title !== name ? `${name} — ${title}` : name;
    names.set(label, (names.get(label) ?? 0) + 1);
    return [number, names.get(label) > 1 ? `${label} (${names.get(label)})` : label];
  });
  const numbers = [...documents.keys()];
  if (!documents.has(current)) current = numbers.at(-1) ?? 0;
  for (const [id, chosen] of [["document", current], ["old", numbers.at(-2)], ["new", numbers.at(-1)]]) {
    byId(id).replaceChildren(...labels.map(([number, label]) => option(number, label)));
    if (chosen) byId(id).value = String(chosen);
  }
  byId("open").hidden = !documents.size;
  if (!documents.size) showStart(true);
};

const inFrame = (html) => {
  if (url) URL.revokeObjectURL(url);
  url = URL.createObjectURL(new Blob([html], { type: "text/html;charset=utf-8" }));
  frame.hidden = false;
  frame.contentWindow.location.replace(url); // so that "back" leaves the page
};

const show = async (wanted) => {
  const mine = ++turn;
  view = wanted;
  showStart(false);
  for (const tab of tabs) {
    const chosen = tab.dataset.view === view;
    tab.setAttribute("aria-selected", String(chosen));
    tab.tabIndex = chosen ? 0 : -1;
    if (chosen) byId("panel").setAttribute("aria-labelledby", tab.id);
  }
  const pair = documents.size > 1;
  byId("pair").hidden = view !== "compare" || !pair;
  byId("alone").hidden = view !== "compare" || pair;
  byId("exports").hidden = view !== "exports";
  frame.hidden = view === "exports" || (view === "compare" && !pair);
  if (frame.hidden) return;
  const shown = documents.get(current);
  const [old, fresh] = [Number(byId("old").value), Number(byId("new").value)];
  const answer = view === "report" ? shown
    : await attempt(shown.name, () => view === "compare" ? ask("comparison", { old, fresh }) : ask("page", { number: current, view }));
  if (answer && mine === turn) inFrame(answer.html);
};

for (const tab of tabs) tab.addEventListener("click", () => show(tab.dataset.view));
document.querySelector("[role=tablist]").addEventListener("keydown", (event) => {
  const at = tabs.indexOf(document.activeElement);
  const to = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: tabs.length - 1 }[event.key];
  if (to === undefined || at < 0) return;
  event.preventDefault();
  const tab = tabs[(to + tabs.length) % tabs.length];
  tab.focus();
  show(tab.dataset.view);
});
byId("document").addEventListener("change", (event) => { current = Number(event.target.value); show(view === "compare" ? "report" : view); });
byId("close").addEventListener("click", async () => {
  const number = current;
  documents.delete(number);
  list();
  await attempt("", () => ask("close", { number }));
  if (documents.size) show(view);
});
for (const id of ["old", "new"]) byId(id).addEventListener("change", () => show("compare"));
byId("swap").addEventListener("click", () => {
  [byId("old").value, byId("new").value] = [byId("new").value, byId("old").value];
  show("compare");
});

/* --- Saving ------------------------------------------------------------------------------------------------------ */

const saved = async (form) => {
  const [old, fresh] = [Number(byId("old").value), Number(byId("new").value)];
  const file = await attempt(documents.get(current).name, () => ask("save", { form, number: current, old, fresh }));
  if (!file) return;
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([file.content], { type: file.type }));
  link.download = file.name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
  say(filled(words.saved, { name: file.name }));
};
for (const button of all("[data-form]")) button.addEventListener("click", () => saved(button.dataset.form));

/* --- The first look ------------------------------------------------------------------------------------------------ */

const colour = () => {
  const root = frame.contentDocument?.documentElement;
  if (root) root.dataset.theme = document.querySelector("input[name=view-theme]:checked").value;
};
frame.addEventListener("load", colour);
const keep = (value) => { try { localStorage.setItem("govreport-theme", value); } catch { /* no store */ } };
const kept = (() => { try { return localStorage.getItem("govreport-theme"); } catch { return null; } })();
for (const input of all("input[name=view-theme]")) {
  if (input.value === kept) input.checked = true;
  input.addEventListener("change", () => { keep(input.value); colour(); });
}
showStart(true);
start();
