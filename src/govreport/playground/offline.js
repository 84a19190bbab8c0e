/* The service worker: the files of one version, kept together.  The build writes VERSION and FILES above. */

const NAME = `govreport-playground-${VERSION}`;
const here = new URL("./", self.location.href);
const known = new Map(FILES.map((name) => [new URL(name, here).href, name]));

addEventListener("install", (event) => {
  event.waitUntil(caches.open(NAME).then((cache) => cache.addAll([...known.keys()].map((url) => new Request(url, { cache: "no-cache" })))));
});

addEventListener("activate", (event) => {
  event.waitUntil((async () => {
    const old = (await caches.keys()).filter((name) => name.startsWith("govreport-playground-") && name !== NAME);
    await Promise.all(old.map((name) => caches.delete(name)));
    await clients.claim();
  })());
});

addEventListener("fetch", (event) => {
  const url = new URL(event.request.url);
  url.hash = url.search = "";
  const wanted = url.href === here.href ? new URL("index.html", here).href : url.href;
  if (event.request.method !== "GET" || !known.has(wanted)) return;
  event.respondWith(caches.open(NAME).then(async (cache) => (await cache.match(wanted)) ?? fetch(event.request)));
});
