// The whole site in one document: what stands behind `#` names the page, as in `#/fr/setup.html?os=ubuntu`
// or `#/guides/linux.html#driver`. `gunzip` and `islands` stand before this.
(() => {
  const root = document.documentElement;
  const languages = root.dataset.single.split(" ");
  const packs = {}, unpacked = {}, left = {};
  let shown = null, address = "", awake = false, followed = false;

  for (const block of document.querySelectorAll("script[data-pack]")) {
    packs[block.dataset.pack] = block.textContent;
    block.remove();
  }
  const bytes = text => {
    const raw = atob(text), all = new Uint8Array(raw.length);
    for (let at = 0; at < raw.length; at++) all[at] = raw.charCodeAt(at);
    return all;
  };
  const inflated = async data => {
    if (typeof DecompressionStream === "undefined") return gunzip(data);
    const stream = new Blob([data]).stream().pipeThrough(new DecompressionStream("gzip"));
    return new Uint8Array(await new Response(stream).arrayBuffer());
  };
  const unpack = name => unpacked[name] = unpacked[name] || inflated(bytes(packs[name]));
  const read = async name => JSON.parse(new TextDecoder().decode(await unpack(name)));

  // `#/<path>?<answers>#<anchor>`, the last two only where there are any.
  const place = hash => {
    const end = [hash.indexOf("?"), hash.indexOf("#", 1), hash.length].filter(at => at > 0);
    const after = Math.min(...end);
    const rest = hash.slice(after), anchor = rest.indexOf("#");
    return {
      path: hash.startsWith("#/") ? decodeURIComponent(hash.slice(2, after)) : "",
      rest,
      anchor: anchor < 0 ? "" : decodeURIComponent(rest.slice(anchor + 1)),
    };
  };
  const folder = language => language === languages[0] ? "" : language + "/";
  const languageOf = path => languages.find(one => one !== languages[0] && path.startsWith(one + "/")) || languages[0];
  const preferred = () => {
    let kept = null;
    try { kept = localStorage.getItem("gpudock.lang"); } catch {}
    const wanted = [kept, ...(navigator.languages || [navigator.language])];
    return wanted.map(tag => tag && tag.slice(0, 2)).find(code => languages.includes(code)) || languages[0];
  };

  const wake = async name => {
    awake = true;
    const bindgen = islands[name]();
    await bindgen({ module_or_path: await unpack("wasm-" + name) });
    for (const island of document.querySelectorAll("leptos-island")) bindgen[island.dataset.component](island);
    root.dataset.ready = "";
  };
  const whole = (page, blocks) => page.body.replace(/\x01(\d+)\x01/g, (_, number) => blocks[number]);
  const put = (page, [above, below], blocks) => {
    root.lang = page.lang;
    root.dir = page.dir;
    document.title = page.title;
    for (const style of document.querySelectorAll("style[data-style]")) {
      style.media = page.styles.includes(style.dataset.style) ? "all" : "not all";
    }
    document.body.innerHTML = above + whole(page, blocks) + below;
    for (const only of document.querySelectorAll("[data-only=single]")) only.hidden = false;
    for (const at of document.querySelectorAll("[data-checksum]")) {
      at.textContent = document.querySelector("meta[name=gpudock-checksum]").content;
    }
    dispatchEvent(new Event("gpudock:page"));
  };
  // A shelf of the search's index, as `search.rs` makes it, read from the page: its text is not carried twice.
  const found = (path, html) => {
    const main = new DOMParser().parseFromString(html, "text/html").querySelector("main");
    for (const other of main.querySelectorAll("button,.meta")) other.remove();
    const said = element => element ? element.textContent.replace(/\s+/g, " ").trim() : "";
    const all = selector => [...main.querySelectorAll(selector)];
    const place = all(".crumbs a").map(said).join(" · ") || document.title.split(" · ").pop();
    const printed = all("#texts + figure code").flatMap(code => code.textContent.split("\n"));
    const parts = all("tr[id]").map(({ id, cells: [head, ...cells] }) => [id, said(head), cells.slice(0, -1).map(said).join(" · ")]);
    let text = said(main.querySelector(".lead"));
    if (all("#texts,tr[id]").length) text += " " + all("thead th").map(said).join(" · ");
    else for (const element of all("article > :not(.crumbs, h1, .lead)")) {
      if (element.id && /^H/.test(element.tagName)) parts.push([element.id, said(element), ""]);
      else if (parts.length) parts[parts.length - 1][2] += said(element) + " ";
      else text += " " + said(element);
    }
    const at = path.lastIndexOf("/") + 1;
    return [path.slice(0, at), place, [[path.slice(at, -5), said(main.querySelector("h1")), text, printed, parts]]];
  };
  const indexes = {};
  window.gpudockSearch = async () => {
    const language = languageOf(shown), { script, frames } = await read("search");
    if (!indexes[language]) {
      const { pages } = await read("pages-" + language), blocks = await read("blocks");
      const wanted = Object.keys(pages).filter(path => /\/|setup|diagnose/.test(path));
      indexes[language] = { ...frames[language], shelves: wanted.map(path => found(path, whole(pages[path], blocks))) };
    }
    // Comes to life when the search is first asked.
    if (!window.gpudockPalette) {
      const element = document.createElement("script");
      element.textContent = script;
      document.head.append(element);
    }
    gpudockPalette.open(indexes[language]);
  };
  const look = (anchor, fresh, height) => {
    const target = anchor && document.getElementById(anchor);
    const main = target || fresh && document.getElementById("main");
    if (main) {
      if (!main.matches("a[href],button,input,select,textarea,summary,[tabindex]")) main.tabIndex = -1;
      main.focus({ preventScroll: true });
    }
    if (target) target.scrollIntoView(); else scrollTo(0, height || 0);
  };
  const show = async () => {
    const back = followed ? undefined : left[location.hash];
    followed = false;
    if (shown !== null) left[address] = scrollY;
    const { path, anchor } = place(location.hash);
    if (!path) {
      history.replaceState(null, "", "#/" + folder(preferred()) + "index.html");
      return show();
    }
    const fresh = path !== shown, first = shown === null;
    if (fresh) {
      // A document wakes the islands of one page only: another page begins anew.
      if (awake) return location.reload();
      const language = languageOf(path), { pages, around } = await read("pages-" + language), blocks = await read("blocks");
      if (place(location.hash).path !== path) return;
      const wanted = path.slice(folder(language).length), found = wanted in pages ? wanted : "404.html";
      const page = pages[found];
      shown = path;
      put(page, around[page.around].map(html => html.replaceAll("{page}", found)), blocks);
      if (page.island) wake(page.island).catch(failed);
    }
    address = location.hash;
    look(anchor, fresh && !first, back);
  };
  const failed = error => {
    root.dataset.failed = "";
    const note = document.querySelector("[data-damaged]");
    if (note) note.hidden = false;
    throw error;
  };

  // Links keep the addresses of the folder until somebody is about to follow one.
  const lead = event => {
    const link = event.target.closest && event.target.closest("a[href]");
    if (!link) return null;
    const href = link.getAttribute("href");
    if (!href.startsWith("#/")) {
      if (href.includes(":")) return null;
      const to = new URL(href, "https://site/" + shown);
      const rest = to.hash.includes("=") ? "?" + to.hash.slice(1) : to.search + to.hash;
      link.setAttribute("href", "#" + to.pathname + rest);
    }
    if (link.dataset.language) link.setAttribute("href", "#/" + place(link.hash).path + place(location.hash).rest);
    return link;
  };
  for (const name of ["pointerover", "focusin", "contextmenu", "auxclick"]) addEventListener(name, lead, true);
  addEventListener("click", async event => {
    const link = lead(event);
    if (!link) return;
    followed = !event.ctrlKey && !event.metaKey && !event.shiftKey;
    const { path } = place(link.hash);
    if (path.endsWith(".html")) {
      // A second click on the same link changes no address, but is meant.
      if (link.hash === location.hash) look(place(link.hash).anchor, false, 0);
      return;
    }
    event.preventDefault();
    followed = false;
    const files = await read("files");
    const blob = document.createElement("a");
    blob.href = URL.createObjectURL(new Blob([files[path]], { type: "text/plain" }));
    blob.download = path.slice(path.lastIndexOf("/") + 1);
    blob.click();
    setTimeout(() => URL.revokeObjectURL(blob.href), 1e4);
  }, true);
  history.scrollRestoration = "manual";
  addEventListener("hashchange", () => show().catch(failed));
  show().catch(failed);
})();
