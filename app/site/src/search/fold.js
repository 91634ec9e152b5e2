// Text as it is compared: without case, accents and the difference between full-width and ASCII letters. One
// character stays one character, so that a place in the folded text is the same place in the text.
const LIGATURES = { œ: "o", æ: "a", ß: "s" };

export const fold = text =>
  text.replace(/[^\x00-\x7f]/g, char => LIGATURES[char] || char.normalize("NFKD")[0]).toLowerCase();

// Chinese is written without spaces: every two neighbours are a word, a character alone is one as well.
const pairs = run =>
  run.length < 3 ? [run] : Array.from({ length: run.length - 1 }, (_, at) => run.slice(at, at + 2));

// The words of a folded text. `cuda12` is `cuda` and `12`, for both are typed apart as often; `h100` is a name.
export const words = folded =>
  (folded.match(/[\u3400-\u9fff]+|[a-z]{3,}(?=\d)|[a-z0-9]+|[^\W\x00-\x7f]+|[\u00c0-\u33ff]+/g) || []).flatMap(
    word => (word >= "\u3400" ? pairs(word) : [word]),
  );
