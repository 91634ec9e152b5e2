// Keeps the site for reading offline, and lets it be installed: where that is safe, and only once somebody reads.
// A page with an island waits longer, and asks for nothing when there is a text in its box already. In a file of its
// own this comes when somebody reads (script/lazy.js).
if (isSecureContext && location.protocol[0] === "h" && top === self) {
  let asked = false;
  const keep = () => {
    const box = document.querySelector("#paste");
    if (asked || box && box.value) return;
    asked = true;
    const script = document.createElement("script");
    script.src = new URL("keep.js", document.querySelector("link[rel=icon]").href);
    document.head.append(script);
  };
  if (document.currentScript.src) keep(); else setTimeout(keep, 1e4);
}
