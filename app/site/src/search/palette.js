// The search as it is seen: a dialog with a line to type in and the pages found, driven by the keyboard.
import { Engine, excerpt } from "./engine.js";

// Addresses of the index are relative to the site's root, where this file lies. In the single file it is no
// file, and addresses begin at the root.
const root = document.currentScript.src.replace(/[^/]*$/, "") || "/";

const make = (tag, attributes, ...children) => {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.append(...children);
  return element;
};

const marked = parts => parts.map(([text, mark]) => (mark ? make("mark", {}, text) : text));

class Palette {
  constructor({ folder, words, same, shelves }) {
    // A sheet of its own: the page's policy names no other style than the one inside the page.
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(STYLE);
    document.adoptedStyleSheets.push(sheet);
    this.home = root + folder;
    this.words = words;
    this.engine = new Engine(shelves, same);
    this.input = make("input", {
      id: "q", type: "search", role: "combobox", "aria-expanded": "false", "aria-controls": "hits",
      "aria-autocomplete": "list", autocomplete: "off", spellcheck: "false", placeholder: words.placeholder,
    });
    this.hits = make("ul", { class: "hits", id: "hits", role: "listbox", "aria-label": words.hits });
    this.empty = make("p", { class: "empty", role: "status" }, words.hint);
    const close = make("button", { class: "tool", value: "close" },
      make("i", { class: "icon icon-close", "aria-hidden": "true" }), make("span", { class: "hidden-visually" }, words.close));
    const icon = make("i", { class: "icon icon-search", "aria-hidden": "true" });
    const label = make("label", { class: "hidden-visually", for: "q" }, words.title);
    this.dialog = make("dialog", { class: "palette", "aria-label": words.title },
      make("form", { method: "dialog" }, label, icon, this.input, close), this.hits, this.empty);
    this.input.addEventListener("input", () => this.ask());
    this.dialog.addEventListener("keydown", event => this.key(event));
    this.dialog.addEventListener("click", event => event.target === this.dialog && this.dialog.close());
  }

  open() {
    if (this.dialog.open) return;
    // The single file puts another page in the place of the body.
    if (!this.dialog.isConnected) document.body.append(this.dialog);
    this.dialog.showModal();
    this.input.focus();
    this.input.select();
  }

  ask() {
    const query = this.input.value.trim();
    const found = query ? this.engine.find(query) : [];
    this.hits.replaceChildren(...found.map((hit, at) => this.hit(hit, at)));
    this.empty.textContent = !query ? this.words.hint : found.length ? "" : this.words.nothing;
    this.empty.hidden = found.length > 0;
    this.input.setAttribute("aria-expanded", String(found.length > 0));
    this.choose(0);
  }

  hit({ doc: [address, title, where, text, printed], terms }, at) {
    // An error message is best shown by the text it was found by.
    const said = printed.length ? `${text} ${printed.join(" · ").replace(/#|\{\w*\}/g, "…")}` : text;
    const link = make("a", { class: "hit", id: `hit-${at}`, role: "option", tabindex: "-1", href: this.home + address },
      make("span", { class: "hit-title" }, ...marked(excerpt(title, terms, 200))),
      make("span", { class: "hit-where" }, where),
      make("span", { class: "hit-text" }, ...marked(excerpt(said, terms, 180))));
    link.addEventListener("click", () => this.dialog.close());
    return make("li", { role: "presentation" }, link);
  }

  choose(at) {
    const all = [...this.hits.querySelectorAll("a")];
    this.at = all.length ? (at + all.length) % all.length : -1;
    all.forEach((link, own) => link.setAttribute("aria-selected", String(own === this.at)));
    const chosen = all[this.at];
    if (chosen) {
      this.input.setAttribute("aria-activedescendant", chosen.id);
      chosen.scrollIntoView({ block: "nearest" });
    } else this.input.removeAttribute("aria-activedescendant");
    return chosen;
  }

  key(event) {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) {
      event.preventDefault();
      this.choose(this.at + step);
    } else if (event.key === "Enter" && event.target === this.input && !event.isComposing) {
      event.preventDefault();
      this.hits.querySelector('[aria-selected="true"]')?.click();
    }
  }
}

let palette, known;
window.gpudockPalette = {
  open(index) {
    if (known !== index) palette = new Palette(index);
    known = index;
    palette.open();
  },
  // Addresses of the pages found in the index that was opened last, best first.
  find: query => palette.engine.find(query).map(hit => hit.doc[0]),
};
if (window.gpudockIndex) {
  window.gpudockSearch = () => gpudockPalette.open(gpudockIndex);
  gpudockSearch();
}
