// Loaded once somebody reads: registers the service worker, and names the site to whoever installs it.
(folder => {
  const { serviceWorker, connection } = navigator;
  if (!serviceWorker || !self.DecompressionStream || connection && connection.saveData) return;
  const link = document.createElement("link");
  link.rel = "manifest";
  link.href = folder + "manifest.webmanifest";
  document.head.append(link);
  // Where the browser refuses, the site stays as it is.
  serviceWorker.register(folder + "sw.js", { updateViaCache: "none" }).catch(() => {});
})(document.currentScript.src.replace(/[^/]*$/, ""));
