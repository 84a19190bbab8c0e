/* The worker: Pyodide with the library in it.  One request at a time, in the order they arrive. */
import { loadPyodide } from "./pyodide/pyodide.mjs";

/* On the first load every byte is counted, for the progress bar.  Later the files are in this browser: the answers stay as they
   are, so that the browser finds the machine code that it made of the WebAssembly. */
const plain = self.fetch;
const counted = async (...request) => {
  const answer = await plain(...request);
  if (!answer.ok || !answer.body) return answer;
  const count = new TransformStream({
    transform(chunk, controller) {
      postMessage({ bytes: chunk.byteLength });
      controller.enqueue(chunk);
    },
  });
  return new Response(answer.body.pipeThrough(count), { status: answer.status, headers: answer.headers });
};

const load = async ({ lang, first }) => {
  if (first) self.fetch = counted;
  const library = fetch("library.zip").then((answer) => {
    if (!answer.ok) throw new Error(`library.zip: ${answer.status}`);
    return answer.arrayBuffer();
  });
  const [pyodide, content] = await Promise.all([
    loadPyodide({ indexURL: new URL("pyodide/", self.location.href).href, fullStdLib: false }),
    library,
  ]);
  postMessage({ stage: "starting" });
  const { packages, pdfium } = await (await plain("packages.json")).json();
  if (packages.length) await pyodide.loadPackage(packages, { messageCallback: () => {} });
  pyodide.unpackArchive(content, "zip");
  const { Desk } = pyodide.pyimport("govreport.playground.desk");
  return { pyodide, desk: Desk(lang), pdfium };
};

/* The engine for PDF is 5 MB, so it is loaded with the first such file. */
const START = 1024;
let engine = null;
const readyFor = async ({ pyodide, pdfium }, bytes) => {
  if (!pdfium || !new TextDecoder("latin1").decode(bytes.subarray(0, START)).includes("%PDF-")) return;
  engine ??= (async () => {
    const [{ addPdfium }, { init }, answer] = await Promise.all([
      import("./pdfium.js"), import("./pyodide/pdfium.mjs"), plain("pyodide/pdfium.wasm"),
    ]);
    if (!answer.ok) throw new Error(`pdfium.wasm: ${answer.status}`);
    await addPdfium(pyodide, init, await answer.arrayBuffer(), `${pyodide.FS.cwd()}/pypdfium2_raw/libpdfium.so`);
  })();
  await engine;
};

/* The first document takes longer than the next ones; while nobody asks for another, it is a sample. */
const warmUp = ({ pyodide, desk }, sample) => {
  if (asked) return;
  const { number } = desk.open(pyodide.toPy(new TextEncoder().encode(sample)), "");
  desk.page(number, "report");
  desk.close(number);
};

const plainObject = (proxy) => {
  const names = ["number", "title", "name", "findings", "problem"];
  return Object.fromEntries(names.map((name) => [name, proxy[name]]));
};

const calls = {
  async open(loaded, { content, name }) {
    const { pyodide, desk } = loaded;
    const bytes = new Uint8Array(content);
    await readyFor(loaded, bytes);
    const opened = plainObject(desk.open(pyodide.toPy(bytes), name));
    return { ...opened, html: opened.number ? desk.page(opened.number, "report") : "" };
  },
  close({ desk }, { number }) {
    desk.close(number);
    return {};
  },
  page({ desk }, { number, view }) {
    return { html: desk.page(number, view) };
  },
  comparison({ desk }, { old, fresh }) {
    return { html: desk.comparison(old, fresh) };
  },
  save({ desk }, { form, number, old, fresh }) {
    const file = form === "comparison" ? desk.compared(old, fresh) : desk.export(number, form);
    return { name: file.name, type: file.type, content: file.content.toJs().slice() };
  },
};

let ready = null;
let asked = 0;
let last = Promise.resolve();
addEventListener("message", ({ data: { id, call, ...given } }) => {
  if (call === "load") {
    ready = load(given);
    ready.then((loaded) => {
      postMessage({ stage: "ready" });
      setTimeout(warmUp, 50, loaded, given.sample);
    }, (error) => postMessage({ stage: "failed", why: String(error.message ?? error).trim().split("\n").at(-1) }));
    return;
  }
  asked += 1;
  last = last.then(async () => {
    try {
      const started = performance.now();
      const value = await calls[call](await ready, given);
      postMessage({ id, value, took: performance.now() - started }, value.content ? [value.content.buffer] : []);
    } catch (error) {
      postMessage({ id, error: String(error.message ?? error).trim().split("\n").at(-1) });
    }
  });
});
