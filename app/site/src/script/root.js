// At the root, once: the reader's language, if no other was ever chosen.
(() => {
  const key = "gpudock.lang";
  try {
    if (localStorage.getItem(key)) return;
    const offered = [...document.querySelectorAll("[data-language]")];
    const wanted = (navigator.languages || [navigator.language]).map(tag => tag.slice(0, 2));
    const link = wanted.map(tag => offered.find(link => link.hreflang.startsWith(tag))).find(Boolean);
    if (!link) return;
    // Where nothing can be stored, nobody is led away either: there would be no way back.
    localStorage.setItem(key, link.hreflang);
    if (link.hreflang !== document.documentElement.lang) location.replace(link.href);
  } catch {}
})();
