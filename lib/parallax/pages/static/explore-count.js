// @ts-check
/// <reference types="./explore.d.ts" />
// Counts for the explorer: uses of words, phrases, issues, names and voices in the paragraphs of the articles, whatever
// way of counting a reader chooses. Nothing but counts and rates is computed here; the tests hold them against the
// library's. It touches no page.

{
  /** The book's own way of counting: the first level of each choice.
   * @param {Explored} data @returns {Choices} */
  const own = (data) => Object.fromEntries(data.choices.map(({ id, levels }) => [id, levels[0]]));

  /** The article of each paragraph, and the paragraph within it, by the number that runs through all.
   * @param {Explored} data */
  const placed = (data) =>
    data.articles.flatMap(({ paragraphs }, article) => paragraphs.map((row) => ({ article, number: row[0], row })));

  /** Words of a paragraph that are counted: none of a relayed one, nor in quotation marks, where those are left out.
   * @param {number[]} row @param {Choices} choices */
  const sizeOf = ([, words, quoted, mine], choices) =>
    choices.relayed || mine ? words - (choices.quoted ? 0 : quoted) : 0;

  /** Which column of a form has the name it is counted as.
   * @param {Choices} choices */
  const column = (choices) => (choices.lemma ? 1 : 0);

  /** Which articles have paragraphs that are counted. @param {Explored} data @param {Choices} choices */
  const presentIn = (data, choices) => data.articles.map(({ paragraphs }) => Boolean(choices.relayed) || paragraphs.some((row) => row[3]));

  /** Count one kind in all articles.
   * @param {Explored} data
   * @param {Countable} name
   * @param {Choices} choices
   * @returns {Counted} */
  const countAll = (data, name, choices) => {
    const kind = data[name];
    const places = placed(data);
    const sizes = data.articles.map(({ paragraphs }) => paragraphs.reduce((sum, row) => sum + sizeOf(row, choices), 0));
    const present = presentIn(data, choices);
    /** @type {Map<string, Item>} */
    const items = new Map();
    const way = kind?.by?.map((id) => Number(Boolean(choices[id]))).join("");
    for (const [paragraph, what, flags, n] of (way === undefined ? kind?.rows : kind?.ways?.[way]) ?? []) {
      const { article, row } = places[paragraph];
      if (!(choices.relayed || row[3]) || (!choices.quoted && flags & 1) || (!choices.masked && flags & 2)) continue;
      const form = kind?.forms?.[what];
      if (form?.[2] && !choices.stopwords) continue;
      const place = form ? form[column(choices)] : what;
      const called = kind?.names[place] ?? "";
      const item = items.get(called) ?? { name: called, n: data.articles.map(() => 0), where: new Map() };
      items.set(called, item);
      item.n[article] += n;
      item.where.set(paragraph, (item.where.get(paragraph) ?? 0) + n);
    }
    return { sizes, present, items };
  };

  /** The fewest uses, in all articles together, of what is compared: the choice, or what each analysis asks for.
   * @param {Explored} data @param {string} name @param {Choices} choices */
  const fewest = (data, name, choices) => {
    if (name === "words" || name === "phrases") return Number(choices.min_count ?? data.fewest);
    return 1;
  };

  /** Count what some articles use, as the book compares them: what is frequent enough in all articles, no word that one
   * of the chosen could not have used yet, and none that may be a private person's name.
   * @param {Explored} data
   * @param {Countable} name
   * @param {Choices} choices
   * @param {number[]} chosen Places of the articles.
   * @returns {Counted} */
  const compared = (data, name, choices, chosen) => {
    const { sizes, present, items } = countAll(data, name, choices);
    const kind = data[name];
    const there = chosen.filter((article) => present[article]);
    const shown = kind?.shown && new Set(kind.shown[Math.min(column(choices), kind.shown.length - 1)].map((at) => kind.names[at]));
    const barred = new Set(
      Object.entries(kind?.impossible ?? {})
        .filter(([, articles]) => articles.some((article) => there.includes(article)))
        .map(([at]) => kind?.names[Number(at)]),
    );
    const least = fewest(data, name, choices);
    /** @type {Map<string, Item>} */
    const kept = new Map();
    for (const [called, item] of items) {
      const total = item.n.reduce((sum, n) => sum + n, 0);
      const here = there.some((article) => item.n[article] > 0);
      if (total >= least && here && !barred.has(called) && (!shown || shown.has(called))) kept.set(called, item);
    }
    return { sizes, present, items: kept };
  };

  /** @param {number} n @param {number} size */
  const rate = (n, size) => (size ? (1000 * n) / size : NaN);

  /** The name under which the library's tables have a way of counting: "" for the book's own, null where it has none.
   * A phrase has no lemma.
   * @param {Explored} data @param {string} name @param {Choices} choices @returns {string | null} */
  const variant = (data, name, choices) => {
    const others = data.choices.filter(({ id, levels }) => choices[id] !== levels[0] && !(name === "phrases" && id === "lemma"));
    if (others.length > 1) return null;
    return others.length ? `${others[0].id}=${String(choices[others[0].id]).toLowerCase()}` : "";
  };

  /** What the library has computed for a choice of articles; undefined where it has not.
   * @param {Explored} data @param {string} name @param {Choices} choices @param {number[]} chosen
   * @returns {Contrast | undefined} */
  const contrast = (data, name, choices, chosen) => {
    const present = presentIn(data, choices);
    const tables = name === "words" ? data.contrasts : name === "phrases" ? data.phrase_contrasts : undefined;
    const way = variant(data, name, choices);
    return way === null ? undefined : tables?.[way]?.[chosen.filter((at) => present[at]).join(",")];
  };

  /** Of how many checks that could be made a contrast passes how many. @param {ContrastRow} row @param {string[]} checks */
  const held = (row, checks) => {
    const made = row.slice(-checks.length).filter((one) => one !== null);
    return { passed: made.filter(Boolean).length, made: made.length };
  };

  window.parallaxCount = { own, placed, countAll, compared, fewest, rate, variant, contrast, held };
}
