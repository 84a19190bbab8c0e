/* pdfium for pypdfium2: the functions of its WebAssembly become a shared library of Pyodide, which ctypes opens like any other.

   The two have separate memories.  A handle of pdfium is only passed back to it.  What a function writes is copied to Python, and
   the file that is read is copied to pdfium.  PLACES has the functions of the readers that write: the argument that is the
   address, and how many bytes are written there. */

const PLACES = {
  FPDFBookmark_GetTitle: { 1: (bookmark, buffer, length) => length },
  FPDFFont_GetBaseFontName: { 1: (font, buffer, length) => length },
  FPDFPage_GetCropBox: { 1: 4, 2: 4, 3: 4, 4: 4 },
  FPDFPage_GetMediaBox: { 1: 4, 2: 4, 3: 4, 4: 4 },
  FPDFPageObj_GetBounds: { 1: 4, 2: 4, 3: 4, 4: 4 },
  FPDFPageObj_GetFillColor: { 1: 4, 2: 4, 3: 4, 4: 4 },
  FPDFPageObj_GetMatrix: { 1: 24 },
  FPDFPageObj_GetStrokeColor: { 1: 4, 2: 4, 3: 4, 4: 4 },
  FPDFPathSegment_GetPoint: { 1: 4, 2: 4 },
  FPDFPath_GetDrawMode: { 1: 4, 2: 4 },
  FPDFText_GetLooseCharBox: { 2: 16 },
  FPDFText_GetMatrix: { 2: 24 },
  FPDFText_GetText: { 3: (page, start, count) => 2 * (count + 1) },
  FPDF_GetPageBoundingBox: { 1: 16 },
  FPDF_StructElement_GetType: { 1: (element, buffer, length) => length },
};
const ROOM = 4096; // in bytes: what most calls write fits in

/* A function for ctypes; the signature has a letter for the result and for each argument, all of them addresses or integers. */
const typed = (call, signature) => Object.assign(call, { sig: signature });

export const addPdfium = async (pyodide, init, wasm, library) => {
  let engine;
  await init({
    instantiateWasm(imports, done) {
      WebAssembly.instantiate(wasm, imports).then(({ instance, module }) => {
        engine = instance.exports;
        done(instance, module);
      });
      return {};
    },
  });
  const python = pyodide._module;
  const memory = () => new Uint8Array(engine.memory.buffer); // it moves when it grows
  const room = engine.malloc(ROOM);

  const writing = (name, places) => {
    const call = engine[name];
    const wanted = Object.entries(places);
    return typed((...given) => {
      const copies = [];
      let size = 0;
      for (const [place, bytes] of wanted) {
        if (!given[place]) continue; // a null pointer: only the length is asked for
        const length = typeof bytes === "number" ? bytes : bytes(...given);
        copies.push({ place, from: size, length, to: given[place] });
        size += (length + 7) & ~7;
      }
      const at = size > ROOM ? engine.malloc(size) : room;
      const passed = [...given];
      for (const { place, from } of copies) passed[place] = at + from;
      const answer = call(...passed);
      const written = memory();
      for (const { from, length, to } of copies) python.HEAPU8.set(written.subarray(at + from, at + from + length), to);
      if (at !== room) engine.free(at);
      return answer;
    }, "i".repeat(call.length + 1));
  };

  const contents = new Map(); // the file of each open document, which pdfium reads as long as it is open
  const own = {
    FPDF_InitLibraryWithConfig: typed(() => engine.FPDF_InitLibrary(), "vi"),
    FPDF_LoadMemDocument64: typed((content, length) => {
      const at = engine.malloc(length);
      memory().set(python.HEAPU8.subarray(content, content + length), at);
      const document = engine.FPDF_LoadMemDocument64(at, length, 0);
      if (document) contents.set(document, at); else engine.free(at);
      return document;
    }, "iiii"),
    FPDF_CloseDocument: typed((document) => {
      engine.FPDF_CloseDocument(document);
      engine.free(contents.get(document));
      contents.delete(document);
    }, "vi"),
  };
  for (const [name, places] of Object.entries(PLACES)) own[name] = writing(name, places);

  /* pypdfium2 looks up every function of its own version of pdfium; the readers call none that is missing here. */
  const missing = typed(() => { throw new Error("this pdfium has no such function"); }, "i");
  const folder = library.replace(/[^/]*$/, "");
  const bindings = pyodide.FS.readFile(`${folder}bindings.py`, { encoding: "utf8" });
  const names = [...bindings.matchAll(/_libs\['pdfium'\]\['(\w+)'\]/g)].map(([, name]) => name);
  python.newDSO(library, undefined, Object.fromEntries(names.map((name) => [name, own[name] ?? engine[name] ?? missing])));
  pyodide.FS.writeFile(library, ""); // pypdfium2 looks whether it is there
};
