// Wakes the islands: on http the WASM comes as it is and is compiled while it arrives; from a file, where
// nothing may be fetched, a second script carries it.
(script => {
  const folder = script.src.slice(0, script.src.lastIndexOf("/") + 1);
  const wake = wasm => {
    const woken = wasm_bindgen({ module_or_path: wasm }).then(() => {
      for (const island of document.querySelectorAll("leptos-island")) {
        wasm_bindgen[island.dataset.component](island);
      }
      document.documentElement.dataset.ready = "";
    });
    return woken;
  };
  const carried = () => new Promise((done, fail) => {
    window.gpudockWasm = text => done(Uint8Array.from(atob(text), char => char.charCodeAt(0)));
    const carrier = document.createElement("script");
    carrier.src = folder + script.dataset.carrier;
    carrier.onerror = fail;
    document.head.append(carrier);
  });
  const fetched = () => fetch(folder + script.dataset.wasm, { priority: "low" }).then(response => {
    if (!response.ok) throw response;
    return response;
  });
  const start = location.protocol === "file:" ? carried() : fetched().catch(carried);
  start.then(wake).catch(error => {
    document.documentElement.dataset.failed = "";
    throw error;
  });
})(document.currentScript);
