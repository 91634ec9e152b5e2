// Before the first paint: the chosen theme, and that there is a script at all; in a frame of another page, what it asks for.
// Crawlers want the other languages with an origin, which no page knows before it is somewhere.
(root => {
  root.dataset.js = "";
  for (const link of document.querySelectorAll("[hreflang]")) link.href = link.href;
  try {
    const theme = localStorage.getItem("gpudock.theme");
    if (theme) root.dataset.theme = theme;
  } catch {}
  if (/^[?#](.*&)?embed\b/.test(location.search || location.hash) && !("single" in root.dataset)) {
    root.dataset.embed = "";
    const script = document.createElement("script");
    script.src = new URL("embed.js", document.querySelector("link[rel=icon]").href);
    document.head.append(script);
  }
})(document.documentElement);
