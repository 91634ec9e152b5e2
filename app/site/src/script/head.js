// Before the first paint: the chosen theme, and that there is a script at all.
(root => {
  root.dataset.js = "";
  try {
    const theme = localStorage.getItem("gpudock.theme");
    if (theme) root.dataset.theme = theme;
  } catch {}
})(document.documentElement);
