/// <reference lib="dom" />
/// <reference lib="dom.iterable" />
// @ts-check
// What the part of a page shows where readers search their own copy: reports on files, hits with their paragraphs, words
// nearby. All of it is made of elements and text, so nothing in a file is taken for markup.

/** @typedef {import("./elements.d.ts").Given} Given */
/** @typedef {import("./concordance.js").Article} Article */
/** @typedef {import("./concordance.js").Own} Own */
/** @typedef {import("./concordance.js").Line} Line */
/** @typedef {import("./concordance.js").Part} Part */
/** @typedef {import("./concordance.js").Match} Match */
/** @typedef {import("./concordance.js").Read} Read */
/** @typedef {import("./concordance.js").Hit} Hit */
/** @typedef {import("./concordance.js").Collocate} Collocate */
/** @typedef {{ name: string, problem: string, match: Match | null }} Report */
/** @typedef {(string | number)[][]} Cells */
/** @typedef {{ by: keyof Collocate, down: boolean }} Order */

/**
 * @typedef {object} Shown
 * @property {(n: number, word: string) => string} plural
 * @property {(words: string) => string} capital
 * @property {(words: string, act: () => void, attributes?: Record<string, string>) => HTMLButtonElement} button
 * @property {(name: string, address: string) => HTMLLIElement} articleItem
 * @property {(id: string, name: string) => HTMLOptionElement} articleOption
 * @property {(report: Report) => HTMLLIElement} reportItem
 * @property {(hits: Hit[], lines: Read[]) => HTMLElement} countsTable
 * @property {(caption: string, shown: Hit[], hits: Hit[]) => HTMLElement} hitsTable
 * @property {(hits: Hit[]) => Cells} hitCells
 * @property {(caption: string, words: Collocate[], order: Order, act: (by: keyof Collocate) => void) => HTMLElement} wordsTable
 * @property {(words: Collocate[]) => Cells} wordCells
 * @property {(cells: () => Cells) => HTMLElement} csvButton
 */

{
  const { articles } = /** @type {{ parallaxCopy: { articles: Article[] } }} */ (/** @type {unknown} */ (globalThis)).parallaxCopy;
  const { el: make, opened: capital, csv, copied } = /** @type {Given} */ (window.parallaxElements);
  const root = document.documentElement.dataset.content_root ?? "./";

  const plural = (/** @type {number} */ n, /** @type {string} */ word) => `${n} ${word}${n === 1 ? "" : "s"}`;
  const articleOf = (/** @type {string} */ id) => /** @type {Article} */ (articles.find((article) => article.id === id));
  const placeName = (/** @type {Line} */ line) => (line.paragraph ? `¶${line.paragraph}` : line.role);

  /** @type {Shown["button"]} */
  const button = (words, act, attributes = {}) => {
    return make("button", { type: "button", onclick: act, ...attributes }, words);
  };

  /** @type {Shown["articleItem"]} */
  const articleItem = (name, address) => make("li", {}, address ? make("a", { href: address }, capital(name)) : capital(name));

  /** @type {Shown["articleOption"]} */
  const articleOption = (id, name) => make("option", { value: id }, capital(name));

  // A place in an article, linked to its paragraph if the book has a page for it.
  /** @type {(line: Line) => Node | string} */
  const linked = (line) => (line.address ? make("a", { href: root + line.address }, placeName(line)) : placeName(line));

  /** @type {(heads: (Node | string)[], cells: (Node | string)[][], name: string) => [HTMLElement, HTMLElement]} */
  const parts = (heads, cells, name) => {
    const rows = cells.map(([first, ...rest]) =>
      make("tr", {}, make("th", { scope: "row", dir: "auto" }, first), ...rest.map((cell) => make("td", { class: name }, cell))),
    );
    const top = heads.map((head, place) => make("th", { scope: "col", class: place ? name : "" }, head));
    return [make("thead", {}, make("tr", {}, ...top)), make("tbody", {}, ...rows)];
  };

  // A table that scrolls in a box of its own, which the keyboard reaches.
  /** @type {(caption: string, content: Node[], name: string) => HTMLElement} */
  const table = (caption, content, name) => {
    const whole = make("table", { class: name }, make("caption", {}, caption), ...content);
    return make("div", { class: "parallax-table", tabindex: 0, role: "region", "aria-label": caption }, whole);
  };

  // ---- Files ----

  /** @type {(own: Own, ...place: (Node | string)[]) => HTMLLIElement} */
  const ownLine = (own, ...place) => make("li", {}, `line ${own.number}`, ...place, ": ", make("q", { dir: "auto" }, own.text));

  /** @type {(words: string, rows: HTMLLIElement[]) => HTMLElement} */
  const folded = (words, rows) =>
    make("details", { class: "parallax-fold" }, make("summary", {}, words), make("ul", {}, ...rows));

  /** @type {(part: Part) => (Node | string)[]} */
  const partShown = ({ article, same, different, missing }) => {
    const { name, lines } = articleOf(article);
    const head = make("strong", {}, capital(name));
    if (same.length === lines.length) return [head, `: all ${plural(lines.length, "line")} match.`];
    const shown = [head, `: ${same.length} of ${plural(lines.length, "line")} match.`];
    const gone = missing.flatMap((at, place) => [place ? ", " : " Not in the file: ", linked(lines[at])]);
    if (!different.length) return [...shown, ...gone, gone.length ? "." : ""];
    const words = different.length === 1 ? "1 line differs" : `${different.length} lines differ`;
    const rows = different.map(({ at, own }) => ownLine(own, ", in place of ", linked(lines[at])));
    return [...shown, ...gone, gone.length ? "." : "", folded(`${words} from the copy that was read`, rows)];
  };

  /** @type {Shown["reportItem"]} */
  const reportItem = ({ name, problem, match }) => {
    const head = make("code", { dir: "auto" }, name);
    if (!match) return make("li", { class: "parallax-copy-problem" }, head, `: ${problem}`);
    if (!match.parts.length) {
      const nothing = `: none of its ${plural(match.more.length, "line")} is in an article of this book. `;
      const hint = "Is it one of them, as plain text, with each paragraph on one line?";
      return make("li", { class: "parallax-copy-problem" }, head, nothing, hint);
    }
    const known = match.parts.flatMap((part) => [" ", ...partShown(part)]);
    const more = match.more.map((own) => ownLine(own));
    const rest = more.length ? folded(`${plural(more.length, "line")} more, not searched`, more) : "";
    return make("li", {}, head, ":", ...known, rest);
  };

  // ---- Hits ----

  /** @type {Shown["countsTable"]} */
  const countsTable = (hits, lines) => {
    const cells = articles
      .map(({ id, name }) => ({ id, name, own: lines.filter((line) => line.article === id) }))
      .filter(({ own }) => own.length)
      .map(({ id, name, own }) => {
        const words = own.reduce((sum, { tokens }) => sum + tokens.length, 0);
        return [capital(name), `${hits.filter((hit) => hit.line.article === id).length}`, words.toLocaleString("en")];
      });
    return table("Hits by article", parts(["Article", "Hits", "Words searched"], cells, "number"), "parallax-copy-counted");
  };

  // A paragraph with all its hits marked.
  /** @type {(line: Read, hits: Hit[]) => HTMLParagraphElement} */
  const paragraph = (line, hits) => {
    const shown = make("p", { dir: "auto" });
    let from = 0;
    for (const { first, last } of hits.filter((hit) => hit.line === line).sort((a, b) => a.first - b.first)) {
      const [low, high] = [line.tokens[first].start, line.tokens[last].end];
      shown.append(line.plain.slice(from, low), make("mark", {}, line.plain.slice(low, high)));
      from = high;
    }
    shown.append(line.plain.slice(from));
    return shown;
  };

  /** @type {(hit: Hit, hits: Hit[]) => HTMLTableRowElement} */
  const hitRow = (hit, hits) => {
    const { name, lines } = articleOf(hit.line.article);
    const unfold = () => {
      const open = opener.getAttribute("aria-expanded") !== "true";
      opener.setAttribute("aria-expanded", String(open));
      if (!open) row.nextElementSibling?.remove();
      else row.after(make("tr", { class: "parallax-copy-paragraph" }, make("td", { colspan: 4 }, paragraph(hit.line, hits))));
    };
    const opener = button(hit.match, unfold, { "aria-expanded": "false", title: "Show the paragraph" });
    const row = make(
      "tr",
      {},
      make("th", { scope: "row" }, capital(name), " ", linked(lines[hit.line.at])),
      make("td", { class: "parallax-copy-left", dir: "auto" }, hit.left),
      make("td", { class: "parallax-copy-match", dir: "auto" }, opener),
      make("td", { class: "parallax-copy-right", dir: "auto" }, hit.right),
    );
    return row;
  };

  /** @type {Shown["hitsTable"]} */
  const hitsTable = (caption, shown, hits) => {
    const [top] = parts(["Where", "Before", "Match", "After"], [], "");
    const rows = shown.map((hit) => hitRow(hit, hits));
    return table(caption, [top, make("tbody", {}, ...rows)], "parallax-copy-lines");
  };

  /** @type {Shown["hitCells"]} */
  const hitCells = (hits) => [
    ["article", "paragraph", "part", "left", "match", "right"],
    ...hits.map(({ line, left, match, right }) => {
      const { name, lines } = articleOf(line.article);
      return [name, line.paragraph ?? "", lines[line.at].role, left, match, right];
    }),
  ];

  // ---- Words nearby ----

  const COLUMNS = /** @type {const} */ ({
    term: "Word", left: "Before", right: "After", nearby: "Nearby",
    expected: "By chance", all: "In all", logDice: "logDice", t: "t",
  });
  const KEYS = /** @type {(keyof Collocate)[]} */ (Object.keys(COLUMNS));
  const ROUNDED = new Set(["expected", "logDice", "t"]);

  /** @type {Shown["wordsTable"]} */
  const wordsTable = (caption, words, order, act) => {
    const heads = KEYS.map((key) => button(COLUMNS[key], () => act(key), { "data-by": key }));
    const cells = words.map((word) =>
      KEYS.map((key) => (ROUNDED.has(key) ? Number(word[key]).toFixed(1).replace("-", "−") : String(word[key]))),
    );
    const whole = table(caption, parts(heads, cells, "number"), "parallax-copy-words");
    const by = whole.querySelectorAll("thead th")[KEYS.indexOf(order.by)];
    by.setAttribute("aria-sort", order.down ? "descending" : "ascending");
    return whole;
  };

  /** @type {Shown["wordCells"]} */
  const wordCells = (words) => [KEYS, ...words.map((word) => KEYS.map((key) => word[key]))];

  // A button that puts rows on the clipboard, and a place where it says so; where there is no clipboard, the rows.
  /** @type {Shown["csvButton"]} */
  const csvButton = (cells) => {
    const said = make("span", { role: "status" });
    const copy = async () => {
      const rows = cells();
      const box = await copied(csv(rows));
      if (!box) {
        said.textContent = ` Copied ${plural(rows.length - 1, "row")}.`;
        return;
      }
      said.replaceChildren(" The browser does not give the clipboard; copy from here: ", box);
      box.select();
    };
    return make("p", { class: "parallax-copy-acts" }, button("Copy as CSV", copy), said);
  };

  /** @type {Shown} */
  const parallaxCopyShown = {
    plural, capital, button, articleItem, articleOption, reportItem, countsTable, hitsTable, hitCells, wordsTable,
    wordCells, csvButton,
  };
  Object.assign(globalThis, { parallaxCopyShown });
}
