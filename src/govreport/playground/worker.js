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
  const { packages } = await (await plain("packages.json")).json();
  if (packages.length) await pyodide.loadPackage(packages, { messageCallback: () => {} });
  pyodide.unpackArchive(content, "zip");
  const { Desk } = pyodide.pyimport("govreport.playground.desk");
  return { pyodide, desk: Desk(lang) };
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
  open({ pyodide, desk }, { content, name }) {
    const opened = plainObject(desk.open(pyodide.toPy(new Uint8Array(content)), name));
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
      const value = calls[call](await ready, given);
      postMessage({ id, value, took: performance.now() - started }, value.content ? [value.content.buffer] : []);
    } catch (error) {
      postMessage({ id, error: String(error.message ?? error).trim().split("\n").at(-1) });
    }
  });
});
