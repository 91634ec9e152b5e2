// At the end of every page: what has to be right before anybody touches it.
(root => {
  const begin = () => {
    const button = document.querySelector("[data-theme-switch]"), theme = root.dataset.theme;
    if (button && theme) button.lastElementChild.textContent = button.dataset.names.split("|")[theme === "dark" ? 2 : 1];
    // Where there is room the style sheet shows these lists; open, they are reachable as well.
    for (const [place, width] of [[".sidebar", 52], [".toc", 76]]) {
      const fold = document.querySelector(place + " details.fold");
      if (fold && matchMedia(`(min-width: ${width}rem)`).matches) fold.open = true;
    }
  };
  begin();
  // The single file puts another page in place of this one.
  addEventListener("gpudock:page", begin);
})(document.documentElement);
