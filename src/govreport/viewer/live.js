/* A served page is loaded again when its file changes. */
(() => {
  "use strict";

  const { live } = JSON.parse(document.querySelector("script#view-data").textContent);
  const ask = async () => {
    try {
      const answer = await fetch("/state", { cache: "no-store" });
      if (answer.ok && (await answer.text()) !== live) { location.reload(); return; }
    } catch { /* the server is not available; it may come back */ }
    setTimeout(ask, 1000);
  };
  setTimeout(ask, 1000);
})();
