// Tables of the knowledge base: only the rows that hold some words, sorted by a column.
(() => {
  const plain = text => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
  const begin = () => {
    const label = document.querySelector(".table-filter"), box = label && label.nextElementSibling;
    if (!box) return;
    const [field, count] = label.querySelectorAll("input,output"), body = box.querySelector("tbody");
    const texts = [...body.rows].map(row => [row, plain(row.textContent)]);
    field.addEventListener("input", () => {
      const words = plain(field.value).split(/\s+/);
      let shown = 0;
      for (const [row, text] of texts) {
        row.hidden = !words.every(word => text.includes(word));
        shown += !row.hidden;
      }
      count.textContent = field.value.trim() && `${shown} / ${texts.length}`;
    });
    // Numbers in a text count as numbers: 9 stands before 10, and 12.4 before 12.10.
    const order = new Intl.Collator(document.documentElement.lang, { numeric: true });
    const heads = [...box.querySelectorAll("thead th")];
    heads.forEach((head, at) => {
      const button = document.createElement("button");
      button.type = "button";
      button.append(...head.childNodes);
      head.append(button);
      button.addEventListener("click", () => {
        const down = head.getAttribute("aria-sort") === "ascending";
        for (const other of heads) other.removeAttribute("aria-sort");
        head.setAttribute("aria-sort", down ? "descending" : "ascending");
        const value = row => row.cells[at].textContent.trim();
        // What is not known stands last, whichever way.
        const compare = (one, other) => !value(one) - !value(other) || (down ? -1 : 1) * order.compare(value(one), value(other));
        body.append(...[...body.rows].sort(compare));
      });
    });
  };
  begin();
  // The single file puts another page in place of this one.
  addEventListener("gpudock:page", begin);
})();
