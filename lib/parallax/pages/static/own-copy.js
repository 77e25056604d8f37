/// <reference lib="dom" />
/// <reference lib="dom.iterable" />
// @ts-check
// The part of a page where readers search their own copy: it takes files, says which articles they are, and shows hits,
// paragraphs and the words nearby. What it finds comes from concordance.js, what it shows from copy-shown.js. Nothing of
// the files is stored or sent.

/** @typedef {import("./concordance.js").Article} Article */
/** @typedef {import("./concordance.js").Own} Own */
/** @typedef {import("./concordance.js").Match} Match */
/** @typedef {import("./concordance.js").Read} Read */
/** @typedef {import("./concordance.js").Hit} Hit */
/** @typedef {import("./concordance.js").Collocate} Collocate */
/** @typedef {import("./copy-shown.js").Order} Order */
/** @typedef {import("./copy-shown.js").Report} Report */
/** @typedef {import("./copy-shown.js").Shown} Shown */

/**
 * @typedef {object} Concordance
 * @property {new (message: string) => Error} Refusal
 * @property {(bytes: Uint8Array) => Own[]} readLines
 * @property {(lines: Own[], articles: Article[]) => Promise<Match>} compare
 * @property {(article: Article, at: number, text: string, skip: number) => Read} read
 * @property {(phrase: string) => string[]} termsOf
 * @property {(terms: string[], lines: Read[], width: number) => Hit[]} concordance
 * @property {(hits: Hit[], order: string) => Hit[]} sorted
 * @property {(hits: Hit[], lines: Read[], left: number, right: number) => Collocate[]} collocates
 * @property {(words: Collocate[], by: keyof Collocate, down: boolean) => Collocate[]} ranked
 */

{
  /** @typedef {{ articles: Article[], stopwords: string[] }} Data */
  const given = /** @type {{ parallaxCopy: Data, parallaxConcordance: Concordance, parallaxCopyShown: Shown }} */ (
    /** @type {unknown} */ (globalThis)
  );
  const { parallaxCopy: { articles, stopwords }, parallaxConcordance, parallaxCopyShown: shown } = given;
  const { Refusal, readLines, compare, read, termsOf, concordance, sorted, collocates, ranked } = parallaxConcordance;
  const { plural } = shown;

  const FEW_HITS = 50;
  const FEW_WORDS = 20;
  const LARGEST = 5_000_000; // bytes: a hundred times the longest article, and no strain on a phone
  const functionWords = new Set(stopwords);

  /** @type {(file: File) => Promise<Report>} */
  const reportOf = async (file) => {
    const { name } = file;
    try {
      if (!globalThis.crypto?.subtle) {
        const remedy = "open this page from a disk, over https or on localhost";
        throw new Refusal(`the browser takes fingerprints on secure pages only; ${remedy}`);
      }
      if (file.size > LARGEST) throw new Refusal("the file is far too large for an article; save the text alone");
      const bytes = new Uint8Array(await file.arrayBuffer());
      return { name, problem: "", match: await compare(readLines(bytes), articles) };
    } catch (error) {
      // A folder, or a file that has gone: the browser says why in words of its own.
      const unread = "the browser cannot read it; is it a file, and still there?";
      return { name, problem: error instanceof Refusal ? `${error.message}.` : unread, match: null };
    }
  };

  /** @template {HTMLElement} T @param {Element} section @param {string} selector @param {new () => T} kind @returns {T} */
  const part = (section, selector, kind) => {
    const found = section.querySelector(`.parallax-copy-${selector}`);
    if (!(found instanceof kind)) throw new Error(`own_copy.html has no ${selector}`);
    return found;
  };

  // What the page is made of, and what it holds at the moment.
  const pageOf = (/** @type {Element} */ section) => ({
    tool: part(section, "tool", HTMLElement),
    drop: part(section, "drop", HTMLElement),
    files: part(section, "input", HTMLInputElement),
    where: part(section, "where ul", HTMLElement),
    state: part(section, "state", HTMLElement),
    list: part(section, "files", HTMLElement),
    forget: part(section, "forget", HTMLButtonElement),
    ask: part(section, "ask", HTMLFormElement),
    phrase: part(section, "phrase input", HTMLInputElement),
    article: part(section, "article", HTMLSelectElement),
    answer: part(section, "answer", HTMLElement),
    found: part(section, "found", HTMLElement),
    counts: part(section, "counts", HTMLElement),
    hits: part(section, "hits", HTMLElement),
    near: part(section, "near", HTMLFormElement),
    words: part(section, "collocates", HTMLElement),
    /** @type {Report[]} */
    reports: [],
    /** @type {Map<string, Map<number, { all: Read, body: Read }>>} */
    copy: new Map(articles.map(({ id }) => [id, new Map()])),
    /** @type {{ hits: Hit[], lines: Read[] }} */
    result: { hits: [], lines: [] },
    /** @type {Order} */
    order: { by: "logDice", down: true },
    everyHit: false,
    everyWord: false,
    taking: Promise.resolve(),
  });
  /** @typedef {ReturnType<typeof pageOf>} Page */

  // Within its bounds; what is no number there is what it was at first.
  /** @type {(form: HTMLFormElement, name: string) => number} */
  const numberIn = (form, name) => {
    const field = /** @type {HTMLInputElement} */ (form.elements.namedItem(name));
    const value = Number.isFinite(field.valueAsNumber) ? Math.round(field.valueAsNumber) : Number(field.defaultValue);
    return Math.min(Number(field.max), Math.max(Number(field.min), value));
  };

  // ---- Files ----

  const sizeOf = (/** @type {Page} */ page) => [...page.copy.values()].reduce((sum, lines) => sum + lines.size, 0);

  const showFiles = (/** @type {Page} */ page) => {
    page.list.replaceChildren(...page.reports.map(shown.reportItem));
    page.forget.hidden = !page.reports.length;
    const n = articles.reduce((sum, { lines }) => sum + lines.length, 0);
    const names = articles.filter(({ id }) => page.copy.get(id)?.size).map(({ name }) => name);
    const part = sizeOf(page) === n ? `all ${n}` : `${sizeOf(page)} of the ${n}`;
    const some = `You can search ${part} lines of the ${articles.length} articles: ${names.join(", ")}.`;
    const none = page.reports.length ? "There is nothing to search yet." : "No file yet.";
    page.state.textContent = names.length ? some : none;
  };

  /** @type {(page: Page, match: Match) => void} */
  const keep = (page, match) => {
    for (const { article, same } of match.parts) {
      const about = /** @type {Article} */ (articles.find(({ id }) => id === article));
      for (const { at, own } of same) {
        const body = read(about, at, own.text, about.lines[at].skip);
        page.copy.get(article)?.set(at, { all: read(about, at, own.text, 0), body });
      }
    }
  };

  // One lot of files after the other, so that reports come in the order in which files were given.
  /** @type {(page: Page, files: File[]) => void} */
  const take = (page, files) => {
    page.taking = page.taking.then(async () => {
      for (const report of await Promise.all(files.map(reportOf))) {
        page.reports.push(report);
        if (report.match) keep(page, report.match);
      }
      showFiles(page);
      again(page);
    });
  };

  const forgetAll = (/** @type {Page} */ page) => {
    page.reports = [];
    page.result = { hits: [], lines: [] };
    for (const lines of page.copy.values()) lines.clear();
    for (const box of [page.counts, page.hits, page.words]) box.replaceChildren();
    say(page, "");
    showFiles(page);
    page.files.focus();
  };

  // ---- Hits ----

  const linesAsked = (/** @type {Page} */ page) => {
    const { article, scope } = Object.fromEntries(new FormData(page.ask));
    return articles
      .filter(({ id }) => !article || article === id)
      .flatMap(({ id, lines }) =>
        lines.flatMap(({ role }, at) => {
          const line = page.copy.get(id)?.get(at);
          if (!line || (scope === "body" && role !== "body")) return [];
          return [scope === "body" ? line.body : line.all];
        }),
      );
  };

  const showHits = (/** @type {Page} */ page) => {
    const { hits } = page.result;
    const inOrder = sorted(hits, String(new FormData(page.ask).get("order")));
    const few = page.everyHit ? inOrder : inOrder.slice(0, FEW_HITS);
    const first = few.length < hits.length ? `The first ${few.length} of ` : "";
    const caption = `${first}${plural(hits.length, "hit")}; a match opens its paragraph`;
    page.hits.replaceChildren(shown.hitsTable(caption, few, hits));
    if (few.length < hits.length) {
      const all = () => {
        page.everyHit = true;
        showHits(page);
        /** @type {HTMLElement} */ (page.hits.querySelectorAll("tbody button")[FEW_HITS]).focus();
      };
      page.hits.append(shown.button(`Show all ${hits.length}`, all, { class: "parallax-copy-all" }));
    }
    page.hits.append(shown.csvButton(() => shown.hitCells(inOrder)));
  };

  // ---- Words nearby ----

  const wordsAsked = (/** @type {Page} */ page) => {
    const [left, right, least] = ["left", "right", "least"].map((name) => numberIn(page.near, name));
    const content = new FormData(page.near).has("content");
    return ranked(collocates(page.result.hits, page.result.lines, left, right), page.order.by, page.order.down).filter(
      ({ term, nearby }) => nearby >= least && !(content && functionWords.has(term)),
    );
  };

  /** @type {(page: Page, by: keyof Collocate) => void} */
  const orderBy = (page, by) => {
    page.order = { by, down: page.order.by === by ? !page.order.down : by !== "term" };
    showWords(page);
    /** @type {HTMLElement} */ (page.words.querySelector(`button[data-by="${by}"]`)).focus();
  };

  const showWords = (/** @type {Page} */ page) => {
    const words = wordsAsked(page);
    const few = page.everyWord ? words : words.slice(0, FEW_WORDS);
    const first = few.length < words.length ? `${few.length} of ` : "";
    const caption = words.length ? `${first}${plural(words.length, "word")} nearby` : "No word is nearby so often";
    page.words.replaceChildren(shown.wordsTable(caption, few, page.order, (by) => orderBy(page, by)));
    if (few.length < words.length) {
      const all = () => {
        page.everyWord = true;
        showWords(page);
        /** @type {HTMLElement} */ (page.words.querySelector("thead button")).focus();
      };
      page.words.append(shown.button(`Show all ${words.length}`, all, { class: "parallax-copy-all" }));
    }
    page.words.append(shown.csvButton(() => shown.wordCells(words)));
  };

  // ---- Looking up ----

  /** @type {(page: Page, words: string) => void} */
  const say = (page, words) => {
    page.answer.textContent = words;
    page.found.hidden = true;
  };

  /** @type {(page: Page, terms: string[]) => void} */
  const show = (page, terms) => {
    const { hits, lines } = page.result;
    if (!hits.length) return say(page, `0 found: no sentence of ${plural(lines.length, "line")} has “${terms.join(" ")}”.`);
    const n = new Set(hits.map((hit) => hit.line.article)).size;
    const body = hits.filter((hit) => hit.line.paragraph).length;
    const counted = `${body} of them in body text, which is what this book counts`;
    page.answer.textContent = `${hits.length} found in ${plural(n, "article")}; ${counted}.`;
    page.found.hidden = false;
    page.counts.replaceChildren(shown.countsTable(hits, lines));
    showHits(page);
    showWords(page);
  };

  const lookUp = (/** @type {Page} */ page) => {
    [page.everyHit, page.everyWord] = [false, false];
    if (!sizeOf(page)) return say(page, "Add a file first; there is nothing to search yet.");
    try {
      const terms = termsOf(page.phrase.value);
      const lines = linesAsked(page);
      if (!lines.length) return say(page, "Your files have no line of this article.");
      page.result = { hits: concordance(terms, lines, numberIn(page.ask, "width")), lines };
      show(page, terms);
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      say(page, `The phrase “${page.phrase.value}” cannot be looked up: ${error.message}.`);
    }
  };

  const again = (/** @type {Page} */ page) => {
    if (page.answer.textContent || page.phrase.value) lookUp(page);
  };

  // ---- The page ----

  const listenToFiles = (/** @type {Page} */ page) => {
    const { drop, files } = page;
    files.addEventListener("change", () => {
      take(page, [...(files.files ?? [])]);
      files.value = ""; // so that the same file can be chosen again
    });
    drop.addEventListener("dragover", (event) => {
      event.preventDefault();
      drop.classList.add("parallax-copy-over");
    });
    drop.addEventListener("dragleave", () => drop.classList.remove("parallax-copy-over"));
    drop.addEventListener("drop", (event) => {
      event.preventDefault();
      drop.classList.remove("parallax-copy-over");
      take(page, [...(event.dataTransfer?.files ?? [])]);
    });
    page.forget.addEventListener("click", () => forgetAll(page));
  };

  const listenToQuestions = (/** @type {Page} */ page) => {
    page.ask.addEventListener("submit", (event) => {
      event.preventDefault();
      lookUp(page);
    });
    page.ask.addEventListener("change", (event) => event.target !== page.phrase && again(page));
    page.near.addEventListener("submit", (event) => event.preventDefault());
    page.near.addEventListener("input", () => showWords(page));
    // Other parts of the page hand over a word.
    document.addEventListener("parallax:look-up", (event) => {
      page.phrase.value = String(/** @type {CustomEvent} */ (event).detail?.phrase ?? "");
      if (!page.tool.querySelector(".parallax-copy-files:empty")) lookUp(page);
    });
  };

  const start = (/** @type {Element} */ section) => {
    const page = pageOf(section);
    for (const { id, name, copy } of articles) {
      page.article.append(shown.articleOption(id, name));
      page.where.append(shown.articleItem(name, copy));
    }
    for (const form of [page.ask, page.near]) form.reset(); // a browser may keep what was chosen on the last visit
    listenToFiles(page);
    listenToQuestions(page);
    showFiles(page);
    page.tool.hidden = false;
  };

  addEventListener("DOMContentLoaded", () => document.querySelectorAll("section.parallax-copy").forEach(start));
}
