// A page that is only read: the rest of its script comes when somebody points, scrolls or types, and whatever was asked
// for meanwhile happens once it is there.
(() => {
  let script, there;
  const load = then => {
    if (!script) {
      script = document.createElement("script");
      script.src = new URL("{{file}}", document.querySelector("link[rel=icon]").href);
      script.onload = script.onerror = () => there = true;
      document.head.append(script);
    }
    if (then) for (const end of ["load", "error"]) script.addEventListener(end, then);
  };
  const hold = wanted => event => {
    if (there || !wanted(event)) return load();
    event.preventDefault();
    load(() => event.target.dispatchEvent(new event.constructor(event.type, event)));
  };
  const asks = "[data-copy],[data-copy-link],[data-download],[data-language],[data-theme-switch],[data-search]";
  const held = event => event.ctrlKey || event.metaKey;
  addEventListener("click", hold(event => !held(event) && !event.shiftKey && event.target.closest(asks)));
  addEventListener("keydown", hold(event => (held(event) ? /^k$/i : /^\/$/).test(event.key) && !event.target.closest("input")));
  for (const sign of ["pointerover", "scroll"]) addEventListener(sign, () => load(), { once: true });
  setTimeout(load, 1e4);
})();
