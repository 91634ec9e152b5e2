// What a reader's hand asks for: theme, language, search, copy, download. No answer comes from here. Pages without an
// island fetch it when that hand first moves (lazy.js).
(() => {
  const root = document.documentElement;
  const get = name => { try { return localStorage.getItem("gpudock." + name); } catch { return null; } };
  const put = (name, value) => {
    try { value ? localStorage.setItem("gpudock." + name, value) : localStorage.removeItem("gpudock." + name); return true; } catch { return false; }
  };
  const themes = ["", "light", "dark"];
  const theme = () => themes.indexOf(root.dataset.theme || "");
  const name = button => { button.lastElementChild.textContent = button.dataset.names.split("|")[theme()]; };
  const text = button => button.closest("figure").querySelector("pre").textContent;
  const copy = async value => {
    try { await navigator.clipboard.writeText(value); } catch {
      const area = document.createElement("textarea");
      area.value = value;
      document.body.append(area);
      area.select();
      document.execCommand("copy");
      area.remove();
    }
  };
  // Both files, once, in their order; the second one opens the search.
  let asked = false;
  const search = () => {
    const link = document.querySelector("[data-search]");
    if (window.gpudockSearch) return gpudockSearch();
    if (asked) return;
    asked = true;
    for (const name of link.dataset.search.split(" ")) {
      const script = document.createElement("script");
      script.src = name;
      script.async = false;
      script.onerror = () => location.assign(link.href);
      document.head.append(script);
    }
  };
  document.addEventListener("keydown", event => {
    const typed = event.key === "/" && !event.ctrlKey && !event.metaKey && !event.altKey && !event.target.closest("input,textarea,select,[contenteditable]");
    if (!typed && !((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "k")) return;
    event.preventDefault();
    search();
  });
  document.addEventListener("click", async event => {
    const button = event.target.closest("[data-copy],[data-copy-link],[data-download],[data-language],[data-theme-switch],[data-search]");
    if (!button) return;
    if ("search" in button.dataset) {
      if (event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      return search();
    }
    if ("language" in button.dataset) {
      put("lang", button.hreflang);
      // A language switch keeps the answers in the address.
      if (!("single" in root.dataset)) button.hash = location.hash;
      return;
    }
    if ("themeSwitch" in button.dataset) {
      const next = themes[(theme() + 1) % 3];
      if (next) root.dataset.theme = next; else delete root.dataset.theme;
      put("theme", next);
      name(button);
      return;
    }
    if ("download" in button.dataset) {
      const link = document.createElement("a");
      link.href = URL.createObjectURL(new Blob([text(button)], { type: "text/plain" }));
      link.download = button.dataset.download;
      link.click();
      setTimeout(() => URL.revokeObjectURL(link.href), 1e4);
      return;
    }
    await copy("copyLink" in button.dataset ? location.href : button.dataset.copy || text(button));
    if ("copied" in button.dataset) return;
    const word = button.querySelector("span") || button, before = word.textContent;
    button.dataset.copied = "";
    word.textContent = button.dataset.done;
    setTimeout(() => { delete button.dataset.copied; word.textContent = before; }, 2e3);
  });
})();
