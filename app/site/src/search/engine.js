// Which pages answer a query. Knows no page: `palette.js` shows what is found here.
import MiniSearch from "minisearch";
import { fold, words } from "./fold.js";

// More words than anybody types: an error message, pasted whole. Then nothing is guessed from half a word.
const PASTED = 9;
// Letters of an error text that a query must share with it to prove anything.
const TELLING = 12;
const MOST = 12;

// Who types a few words looks for a guide or a table rather than for one of many failures, and for one of many
// rows only by a number. A page speaks for all that stands below its headings.
const weight = (address, numbered) => {
  if (address.startsWith("troubleshooting/")) return 1;
  if (address.startsWith("reference/") && address.includes("#")) return numbered ? 1.3 : 0.5;
  return address.includes("#") ? 1.3 : address.includes("/") ? 1.6 : 2;
};

const letters = folded => folded.replace(/[^a-z0-9]+/g, "");

// The pieces of an error text between what varies in it, letters only: `#` and `{name}` in the index, `…` and
// `‹name›` where it was read from a page.
const pieces = text => text.split(/#|\{\w*\}|…|‹[^›]*›/).map(part => letters(fold(part))).filter(Boolean);

// How many letters of an error text stand in the query, in its order; 0 unless all of them do, or the query is
// a part of it.
const proof = (pieces, asked) => {
  let at = 0, shared = 0;
  for (const piece of pieces) {
    const found = asked.indexOf(piece, at);
    if (found < 0) {
      const part = asked.length >= TELLING && pieces.join("").includes(asked);
      return part ? asked.length : 0;
    }
    at = found + piece.length;
    shared += piece.length;
  }
  return shared < TELLING ? 0 : shared;
};

// The anchor of a part that has none in the index: see `anchor` in `search.rs`.
const anchor = (prefix, heading) => prefix + heading.replace(/[^A-Za-z0-9.]/g, "-").toLowerCase();

// Rows of address, title, where it stands, text, and error texts, if any: one for each page and each part of one.
const rows = function* (shelves) {
  for (const [folder, place, pages] of shelves) {
    for (const [name, title, text, texts = [], parts = [], prefix] of pages) {
      const page = `${folder}${name}.html`;
      yield [page, title, place, text, texts];
      const where = place ? `${place} · ${title}` : title;
      for (const [id, heading, text] of parts) yield [`${page}#${id || anchor(prefix, heading)}`, heading, where, text, []];
    }
  }
};

export class Engine {
  // `shelves` and `same` as `search.rs` writes them.
  constructor(shelves, same) {
    this.same = same.map(pair => pair.map(fold));
    const docs = [...rows(shelves)];
    this.docs = docs;
    this.printed = docs.map(doc => doc[4].map(pieces));
    this.index = new MiniSearch({
      idField: "at",
      fields: ["title", "where", "text", "printed"],
      // What stands for a value is no word of the page.
      tokenize: text => words(fold(text.replace(/‹[^›]*›/g, " "))),
      processTerm: term => term,
    });
    this.index.addAll(
      docs.map(([, title, where, text, printed], at) => ({ at, title, where, text, printed: printed.join(" ") })),
    );
  }

  // Scores of rows for a folded query, added to what is known; the words to mark.
  score(folded, scores, terms) {
    const asked = [...new Set(words(folded))], pasted = asked.length > PASTED;
    const numbered = asked.some(word => /\d/.test(word));
    const found = this.index.search(asked.join(" "), {
      boost: { title: 3, where: 1.5, printed: pasted ? 2 : 1 },
      prefix: term => !pasted && (term.length > 2 || term >= "\u3400" || asked.length === 1),
      fuzzy: term => (!pasted && /^[a-z]{5,}$/.test(term) ? 0.2 : false),
      weights: { prefix: 0.4, fuzzy: 0.2 },
      boostDocument: at => (pasted ? 1 : weight(this.docs[at][0], numbered)),
    });
    for (const { id, score, queryTerms } of found) {
      scores.set(id, Math.max(scores.get(id) || 0, score * (queryTerms.length / asked.length) ** 2));
    }
    for (const term of asked) terms.add(term);
    for (const hit of found.slice(0, MOST)) hit.terms.forEach(term => terms.add(term));
  }

  // Rows of the best pages, one for each page, and the words to mark in them.
  find(query) {
    const folded = fold(query.slice(0, 8000));
    if (!words(folded).length) return [];
    const scores = new Map(), terms = new Set();
    this.score(folded, scores, terms);
    const other = this.same.reduce((text, [said, meant]) => text.replaceAll(said, meant), folded);
    if (other !== folded) this.score(other, scores, terms);
    const bare = letters(folded);
    this.printed.forEach((texts, at) => {
      const best = Math.max(0, ...texts.map(text => proof(text, bare)));
      if (best) scores.set(at, 1e6 * best + (scores.get(at) || 0));
    });
    const pages = new Set();
    return [...scores]
      .sort((one, other) => other[1] - one[1])
      .map(([at]) => this.docs[at])
      .filter(([address]) => {
        const page = address.split("#")[0];
        return !pages.has(page) && pages.add(page);
      })
      .slice(0, MOST)
      .map(doc => ({ doc, terms }));
  }
}

// Stretches of a text around what was looked for: `[text, marked]`, at most `length` characters.
export const excerpt = (text, terms, length) => {
  const folded = fold(text);
  const spots = [];
  const word = /[\u3400-\u9fff]+|[a-z]{3,}(?=\d)|[a-z0-9]+/g;
  for (let hit; (hit = word.exec(folded)); ) {
    if (hit[0] < "\u3400") {
      if (terms.has(hit[0])) spots.push([hit.index, hit.index + hit[0].length]);
      continue;
    }
    for (let at = 0; at < hit[0].length; at++) {
      const size = [2, 1].find(size => terms.has(hit[0].slice(at, at + size)));
      if (size) spots.push([hit.index + at, hit.index + at + size]);
    }
  }
  // The window that holds most of them.
  let start = 0, most = -1;
  for (const [from] of spots) {
    const count = spots.filter(spot => spot[0] >= from && spot[1] <= from + length - 40).length;
    if (count > most) [start, most] = [from, count];
  }
  start = Math.max(0, start - 40);
  if (start) start = text.indexOf(" ", start) + 1 && Math.min(text.indexOf(" ", start) + 1, start + 20);
  const end = Math.min(text.length, start + length);
  const parts = [];
  let done = start;
  const add = (upto, marked) => {
    if (upto > done) parts.push([text.slice(done, upto), marked]);
    done = Math.max(done, upto);
  };
  for (const [from, to] of spots.filter(spot => spot[0] >= start && spot[1] <= end)) {
    add(from, false);
    add(to, true);
  }
  add(end, false);
  if (start) parts.unshift(["… ", false]);
  if (end < text.length) parts.push([" …", false]);
  return parts;
};
