// The samples: the address says which one stands in the box, and the way back leads to the text before.
(() => {
  const SAMPLE = /[#?]sample=([\w-]+)$/;
  const box = () => document.getElementById("paste");
  const wanted = () => (SAMPLE.exec(location.hash) || [])[1];
  // What stood in the box before the first of several samples.
  let before, own = false;
  const put = text => {
    own = true;
    box().value = text;
    box().dispatchEvent(new Event("input", { bubbles: true }));
    own = false;
  };
  const follow = () => {
    const name = wanted();
    if (!box() || name === undefined && before === undefined) return;
    if (name === undefined) {
      put(before);
      before = undefined;
      return;
    }
    const text = JSON.parse(document.getElementById("samples").textContent)[name];
    if (text === undefined) return;
    if (before === undefined) before = box().value;
    put(text);
  };
  // The text in the box is another one now, and nobody's sample.
  const leave = () => {
    if (own) return;
    before = undefined;
    if (box() && wanted() !== undefined) history.replaceState(null, "", location.href.replace(SAMPLE, ""));
  };
  addEventListener("hashchange", follow);
  addEventListener("gpudock:page", follow);
  addEventListener("input", leave);
  addEventListener("click", event => {
    if (event.target.closest("[data-action=clear]")) leave();
    // Where the address names it already, nothing changes there.
    const link = event.target.closest("[data-sample]");
    if (link && link.dataset.sample === wanted()) follow();
  });
  follow();
})();
