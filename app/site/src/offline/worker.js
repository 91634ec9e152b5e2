// The service worker: answers for the whole site out of one file, which it keeps whole or not at all. A version
// of the site is this worker with its file; a newer worker waits until no page of the older one is open, or
// takes over between two pages. No page ever gets parts of two versions, and no clock is asked.
(() => {
  const pack = "{{pack}}", digest = "{{digest}}";
  const { scope } = registration;
  // The origin may hold other sites, and other copies of this one.
  const prefix = "gpudock " + scope + " ", name = prefix + digest;

  const keep = async () => {
    const response = await fetch(pack, { cache: "no-store" });
    const bytes = await response.arrayBuffer();
    const sum = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
    const hex = Array.from(sum, byte => byte.toString(16).padStart(2, "0")).join("");
    // Half a file, or the file of another version: nothing is kept of it.
    if (!response.ok || hex !== digest) throw new Error("not the whole of " + pack);
    const cache = await caches.open(name);
    try { await cache.put(pack, new Response(bytes)); } catch (error) {
      await caches.delete(name);
      throw error;
    }
  };

  // The file: length of the list, the list, and what it lists, each gzip.
  let opened = null, unpacked = {}, mended = false;
  const open = async () => {
    const response = await caches.match(pack, { cacheName: name });
    if (!response) throw new Error("the browser dropped " + pack);
    const blob = await response.blob();
    const length = new DataView(await blob.slice(0, 4).arrayBuffer()).getUint32(0);
    return { blob, begin: 4 + length, list: JSON.parse(await blob.slice(4, 4 + length).text()) };
  };
  const unpack = async part => {
    const { blob, begin, list } = await opened, [at, length] = list[part];
    const stream = blob.slice(begin + at, begin + at + length).stream().pipeThrough(new DecompressionStream("gzip"));
    return new Response(stream).blob();
  };
  const json = part => unpacked[part] = unpacked[part] || unpack(part).then(blob => blob.text()).then(JSON.parse);
  const types = {
    html: "text/html", js: "text/javascript", css: "text/css", json: "application/json", csv: "text/csv", txt: "text/plain",
    svg: "image/svg+xml", wasm: "application/wasm", webmanifest: "application/manifest+json",
  };
  const file = async (path, status) => {
    opened = opened || open();
    const { list } = await opened;
    let body;
    if (list[path]) body = await unpack(path);
    else if (path.endsWith(".html")) {
      const folder = "pages " + path.split("/")[0];
      const page = (await json(list[folder] ? folder : "pages"))[path];
      if (page === undefined) return null;
      const parts = await json("parts");
      body = page.replace(/\x02(\d+)\x02/g, (_, number) => parts[number]);
    } else {
      body = (await json("texts"))[path];
      if (body === undefined) return null;
    }
    const type = types[path.split(".").pop()] || "application/octet-stream";
    const charset = /^text|json/.test(type) ? "; charset=utf-8" : "";
    return new Response(body, { status: status || 200, headers: { "Content-Type": type + charset, "X-Content-Type-Options": "nosniff" } });
  };
  const kept = async (path, status) => {
    try { return await file(path, status); } catch {
      opened = null;
      unpacked = {};
      return null;
    }
  };

  // A newer version stands ready, and at most the page that is being left still belongs to this one.
  let yielded = 0;
  const yields = async () => {
    if (!registration.waiting || yielded > 2) return false;
    const pages = await clients.matchAll({ type: "window" });
    if (pages.length > 1) return false;
    yielded += 1;
    registration.waiting.postMessage("gpudock: take over");
    return true;
  };
  const answer = async event => {
    const { request } = event, navigates = request.mode === "navigate";
    if (navigates && await yields()) {
      return new Response("<!DOCTYPE html><script>location.reload()</" + "script>", { headers: { "Content-Type": "text/html" } });
    }
    let path = new URL(request.url).pathname.slice(new URL(scope).pathname.length);
    try { path = decodeURIComponent(path); } catch {}
    if (!path || path.endsWith("/")) path += "index.html";
    const own = await kept(path);
    if (own) return own;
    if (!opened && !mended) {
      mended = true;
      event.waitUntil(keep().catch(() => {}));
    }
    try { return await fetch(request); } catch (error) {
      const lost = navigates && await kept("404.html", 404);
      if (lost) return lost;
      throw error;
    }
  };

  addEventListener("install", event => event.waitUntil(keep()));
  addEventListener("message", event => { if (event.data === "gpudock: take over") skipWaiting(); });
  addEventListener("activate", event => event.waitUntil((async () => {
    // What another version is just keeping is none of ours.
    if (registration.installing || registration.waiting) return;
    for (const old of await caches.keys()) if (old.startsWith(prefix) && old !== name) await caches.delete(old);
  })()));
  addEventListener("fetch", event => {
    const { method, url } = event.request;
    if (method === "GET" && url.startsWith(scope)) event.respondWith(answer(event));
  });
})();
