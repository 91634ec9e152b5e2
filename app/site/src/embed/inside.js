// Inside a frame of another page: `?embed`, or `#embed` where the address has no room for a question. The tool stands
// alone, in the theme and language that the frame asks for, and says how high it is.
(() => {
  const root = document.documentElement;
  if (/^#embed\b/.test(location.hash)) return location.replace(location.href.replace("#", "?"));
  const asked = new URLSearchParams(location.search);
  const lang = (asked.get("lang") || "").slice(0, 2);
  const link = Array.from(document.querySelectorAll("link[hreflang]")).find(link => link.hreflang.slice(0, 2) === lang);
  if (link && link.hreflang !== root.lang) {
    asked.delete("lang");
    return location.replace(link.href + "?" + asked + location.hash);
  }
  const theme = asked.get("theme");
  if (theme === "light" || theme === "dark") root.dataset.theme = theme;
  addEventListener("click", event => {
    const link = event.target.closest("a[href]");
    if (!link || link.getAttribute("href")[0] === "#") return;
    link.target = "_blank";
    link.rel = "noopener";
  }, true);
  if (parent === self) return;
  // A number, and nothing of what was typed: whoever the page around it is may know.
  const tell = () => parent.postMessage({ gpudock: "height", height: Math.ceil(document.body.getBoundingClientRect().height) }, "*");
  const watch = () => new ResizeObserver(tell).observe(document.body);
  if (document.readyState === "loading") addEventListener("DOMContentLoaded", watch); else watch();
})();
