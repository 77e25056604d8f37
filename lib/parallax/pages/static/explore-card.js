// @ts-check
/// <reference types="./elements.d.ts" />
/// <reference types="./explore.d.ts" />
// The card of evidence: what the tables say of what was chosen, its paragraphs, its checks, who speaks of it, and what a
// reader may copy.
{
  const count = window.parallaxCount;
  const { held } = count;
  const { el, opened, csv, copied } = window.parallaxElements;
  const { strips } = window.parallaxDraw;
  const { CALLED, ONE, CHECKED, SAID, folded, several, signed, written, toParagraph, COMPARED, ALL, PART, PARTS, READER, a } = window.parallaxNames;
  const UNMADE = `cannot be made with so few ${PARTS}`;
  const MANY = PART === "text" ? 12 : 100; // parts that a line names

  /** @param {string} id */
  const swatch = (id) => el("span", { class: "explore-swatch", "data-article": id, "aria-hidden": "true" });

  /** @param {string} text @param {Event} event */
  const copy = async (text, event) => {
    const button = /** @type {HTMLButtonElement} */ (event.currentTarget);
    const before = button.textContent;
    const box = await copied(text);
    if (box) button.after(box);
    button.textContent = box ? "Copy it from here" : "Copied";
    setTimeout(() => { button.textContent = before; }, 2500);
  };

  /** The card of a view. @param {Explored} data @param {View} view */
  const cards = (data, { state, address, measured, known, found, go }) => {
    const places = count.placed(data);
    const nameOf = (/** @type {number} */ article) => data.articles[article].name;

    /** @param {Compared[]} rows @param {number[]} sizes */
    const rowsOf = (rows, sizes) => [
      [ONE[state.kind], ...state.articles.flatMap((at) => [`${data.articles[at].id} uses`, `${data.articles[at].id} words`, `${data.articles[at].id} per 1,000`])],
      ...rows.map((row) => [row.name, ...state.articles.flatMap((at) => [row.n[at], sizes[at], Number.isFinite(row.rates[at]) ? row.rates[at].toFixed(3) : ""])]),
    ];

    /** What the library says of an item: by article, the row of its contrast.
     * @param {string} name */
    const firmOf = (name) => {
      const table = count.contrast(data, state.kind, state.choices, state.articles);
      const rows = (table?.rows ?? []).filter((row) => row[1] === name);
      return { table, rows };
    };
    /** @param {ContrastRow} row */
    const checksIn = (row) => /** @type {Check[]} */ (row.slice(-data.checks.length));

    /** @param {string} text @param {string} wanted */
    const speaksOf = (text, wanted) => {
      const word = wanted.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
      return new RegExp(`(?<![\\p{L}\\p{M}])${word}(?![\\p{L}\\p{M}])`, "iu").test(text.normalize("NFC"));
    };

    /** What the tables have an article say of something, each with its paragraphs. @param {number} article @param {string} wanted */
    const said = (article, wanted) => {
      const mine = (/** @type {number[]} */ at) => at.length > 0 && places[at[0]].article === article;
      const positions = data.positions
        .filter(([question, position, , at]) => mine(at) && speaksOf(`${question} ${position}`, wanted))
        .map(([question, position, holder, at]) => ({ text: `${question} ${position}${holder ? ` (${holder})` : ""}`, at }));
      const answers = data.questions.flatMap(({ question, answers }) => answers
        .filter(([one, , value, at]) => one === article && value && at.length > 0 && speaksOf(`${question} ${value}`, wanted))
        .map(([, how, value, at]) => ({ text: `${question} ${opened(SAID[how] ?? "")}${value}`, at })));
      return [...positions, ...answers];
    };

    /** @param {{text: string, at: number[]}[]} lines */
    const listed = (lines) => el("ul", {}, ...lines.map(({ text, at }) => el("li", {}, `${text} `, ...at.flatMap((one) => [toParagraph(data, one), " "]))));

    /** @param {string} heading @param {string} wanted */
    const sayings = (heading, wanted) => {
      const parts = state.articles.map((at) => ({ at, lines: said(at, wanted) }));
      const some = parts.filter(({ lines }) => lines.length > 0);
      return some.length === 0 ? null : el("section", {}, el("h3", {}, heading), el("p", { class: "explore-note" }, data.read),
        ...some.map(({ at, lines }) => el("details", { open: some.length === 1 || lines.length <= 4 }, el("summary", {}, `${opened(nameOf(at))}: ${several(lines.length, "statement")}`), listed(lines))));
    };

    /** @param {string} wanted */
    const quotations = (wanted) => {
      const fits = data.quotations.filter(([at, words]) => state.articles.includes(places[at].article) && speaksOf(words, wanted));
      return fits.length === 0 ? null : el("section", {}, el("h3", {}, "Quoted in this book"),
        el("ul", {}, ...fits.map(([at, words]) => el("li", {}, `“${words}” – ${opened(nameOf(places[at].article))} `, toParagraph(data, at)))));
    };

    /** @param {string} wanted */
    const claims = (wanted) => {
      const all = window.parallaxCards?.claims ?? [];
      const top = new URL(document.documentElement.dataset.content_root ?? "./", document.baseURI);
      const fits = all.filter(({ text }) => speaksOf(text, wanted));
      return fits.length === 0 ? null : el("section", {}, el("h3", {}, "Claims that speak of it"),
        el("ul", {}, ...fits.slice(0, 6).map(({ text, address }) => el("li", {}, `${text} `, el("a", { href: new URL(address, top).href }, "See the claim")))),
        fits.length > 6 && el("p", {}, `${fits.length - 6} more in `, el("a", { href: new URL(fits[0].address.replace(/#.*/, ""), top).href }, "every claim"), "."));
    };

    /** @param {Check} check */
    const answered = (check) => (check === null ? UNMADE : check ? "passes" : "fails");

    /** @param {string} name */
    const checks = (name) => {
      const { table, rows } = firmOf(name);
      if (state.kind === "issues" && state.articles.length === 2 && count.variant(data, state.kind, state.choices) === "") {
        const [issue] = data.differences.filter(([one, above, below]) => one === name && state.articles.includes(above) && state.articles.includes(below));
        if (issue?.[5] && issue[4] !== null) return el("p", {}, `${opened(nameOf(issue[1]))} is ${issue[3].toFixed(1)} per 1,000 words above ${nameOf(issue[2])}, give or take ${issue[4].toFixed(1)} (corrected for all differences looked at): ${issue[6] ? "firm" : "not firm"}.`);
        return el("p", {}, `An interval of this difference is not made: one of the two has too few ${PARTS}.`);
      }
      if (state.articles.length < 2) return el("p", {}, `Choose a second ${COMPARED} to compare.`);
      if (!table) return el("p", {}, "Interval, checks and shuffles: not computed for this choice.");
      if (rows.length === 0) return el("p", {}, "Too few uses for an interval or checks.");
      return el("table", {},
        el("caption", {}, "How firm is the difference?"),
        el("thead", {}, el("tr", {}, ...["More in", "Log-odds", "Interval", "Spread (DP)", "Checks passed"].map((one) => el("th", { scope: "col" }, one)))),
        el("tbody", {}, ...rows.map((row) => el("tr", {}, el("th", { scope: "row" }, opened(nameOf(row[0]))), el("td", {}, signed(row[3])),
          el("td", {}, row[4] === null || row[5] === null ? "not made" : `${signed(row[4])} to ${signed(row[5])}`), el("td", {}, String(row[6] ?? "–")),
          el("td", {}, `${held(row, data.checks).passed} of ${held(row, data.checks).made}`)))),
        el("tfoot", {}, ...rows.map((row) => el("tr", {}, el("td", { colspan: 5 }, ["passes", "fails", UNMADE].map((how) => [how, data.checks.filter((_, at) => answered(checksIn(row)[at]) === how).map((check) => CHECKED[check] ?? check)]).filter(([, some]) => some.length).map(([how, some]) => `${opened(String(how))}: ${/** @type {string[]} */ (some).join(", ")}`).join(". "), ". ", data.explained && el("a", { href: data.explained }, "What the checks ask"))))));
    };

    const code = () => {
      const { present } = count.countAll(data, /** @type {Countable} */ (state.kind), state.choices);
      const there = state.articles.filter((at) => present[at]);
      const changed = data.choices.filter(({ id, levels }) => state.choices[id] !== levels[0]).map(({ id }) => `${JSON.stringify(id)}: ${python(state.choices[id])}`);
      const { imports, loaded, settings } = data.python;
      const corpus = changed.length ? `chosen(${loaded}, {${changed.join(", ")}})` : loaded;
      const sources = there.length === present.filter(Boolean).length ? "None" : `[${there.map((at) => JSON.stringify(data.articles[at].id)).join(", ")}]`;
      const method = state.kind === "phrases" ? "phrase_keyness" : "keyness";
      return [
        "from parallax import load_corpus", ...imports, "from parallax.claims.results import Results",
        ...(changed.length ? ["from parallax.corpus.choices import chosen"] : []), "",
        `book = Results(${corpus}${settings})`, `table = book.${method}(${sources})`, `table[table["term"] == ${JSON.stringify(state.item)}]`, "",
      ].join("\n");
    };
    /** @param {Level} value */
    const python = (value) => (value === true ? "True" : value === false ? "False" : value === null ? "None" : JSON.stringify(value));

    const sharing = (/** @type {Compared[]} */ rows, /** @type {number[]} */ sizes) => el("p", { class: "explore-share" },
      el("button", { type: "button", onclick: (/** @type {Event} */ event) => copy(window.location.href.replace(/#.*/, "") + address(state), event) }, "Copy address"),
      rows.length > 0 && el("button", { type: "button", onclick: (/** @type {Event} */ event) => copy(csv(rowsOf(rows, sizes)), event) }, "Copy CSV"),
      ["words", "phrases"].includes(state.kind) && el("button", { type: "button", onclick: (/** @type {Event} */ event) => copy(code(), event) }, "Copy code"));

    /** Where an article uses something: each part, in order, or of very many those that use it most. @param {Compared} row @param {number} article */
    const whereOf = ({ where }, article) => {
      const mine = [...where].filter(([one]) => places[one].article === article).sort(([one], [other]) => one - other);
      const most = mine.length > MANY ? [...mine].sort(([, n], [, m]) => m - n).slice(0, MANY) : mine;
      const rest = mine.length - most.length;
      const between = PART === "text" ? ", " : " ";
      return [...most.flatMap(([one], at) => [at > 0 && between, toParagraph(data, one)]), rest > 0 && ` and ${rest} more`];
    };

    /** @param {Comparison} compared */
    const card = ({ rows, sizes, present }) => {
      if (!state.item) return el("p", { class: "explore-note" }, `Choose ${a(ONE[state.kind])} in the list, or look one up, to see its ${PARTS}. Two ${ALL} make a picture.`);
      const row = rows.find(({ name }) => name === state.item) ?? uncompared(sizes, present);
      if (!row) return missing();
      const kind = data[/** @type {Countable} */ (state.kind)];
      const at = kind?.names.indexOf(row.name) ?? -1;
      const read = kind?.read && new Set(kind.read.filter(([, one]) => one === at).map(([place]) => place));
      const spoken = state.kind === "voices" ? (kind?.said ?? []).filter(([, voice]) => voice === at) : [];
      const wanted = state.kind === "names" ? row.name.replace(/ \(.*/, "") : row.name;
      return el("div", {},
        el("h2", { tabindex: "-1" }, written(data, state.kind, row.name)),
        el("div", { class: "explore-scroll" }, el("table", {},
          el("caption", {}, `Uses, words, rate, and the ${PARTS}`),
          el("thead", {}, el("tr", {}, ...[opened(COMPARED), "Uses", "Per 1,000 words", "Where"].map((one) => el("th", { scope: "col" }, one)))),
          el("tbody", {}, ...state.articles.map((article) => el("tr", {}, el("th", { scope: "row" }, swatch(data.articles[article].id), opened(nameOf(article))),
            ...(present[article]
              ? [el("td", {}, String(row.n[article])), el("td", {}, row.rates[article].toFixed(1)), el("td", {}, ...whereOf(row, article))]
              : [el("td", { colspan: 3 }, `not counted: no ${PART} is its author's own`)])))))),
        strips(data, state.articles, row.where, read || undefined),
        read && el("p", { class: "explore-note" }, `A number counts words of the list; a frame marks ${a(PART)} whose point it is, as ${READER} read it.`),
        ["names", "voices"].includes(state.kind) ? el("p", { class: "explore-note" }, data.read, " Intervals and checks are not computed for single ", CALLED[state.kind].toLowerCase(), ".") : rows.includes(row) ? checks(row.name) : el("p", {}, whyNot(row)),
        spoken.length > 0 && el("section", {}, el("h3", {}, "What is reported"), listed(spoken.filter(([one]) => state.articles.includes(places[one].article)).map(([one, , text]) => ({ text, at: [one] })))),
        state.kind !== "voices" && sayings(`What the ${ALL} say of it`, wanted),
        elsewhere(), quotations(wanted), claims(wanted), sharing([row], sizes),
        el("p", { class: "explore-note" }, `This card cannot show why the ${ALL} differ, nor the lines themselves.`));
    };

    /** Where else what was looked up is counted, under the same name. */
    const elsewhere = () => {
      const same = (/** @type {string} */ text) => folded(text).replace(/ \(.*/, "") === folded(state.item);
      const others = known.filter(({ text, kind }) => kind !== state.kind && kind !== "questions" && same(text));
      return others.length === 0 ? null : el("p", { class: "explore-note" }, "Counted in another way too: ",
        ...others.flatMap(({ text, kind }, at) => [at ? ", " : "", el("button", { type: "button", class: "explore-item", onclick: () => go({ kind, item: text }) }, `${text}, among ${CALLED[kind].toLowerCase()}`)]), ". Words count every use; names, only those that name somebody.");
    };

    /** What is counted of what was looked up, though it is not compared. @param {number[]} sizes @param {boolean[]} present */
    const uncompared = (sizes, present) => {
      const item = count.countAll(data, /** @type {Countable} */ (state.kind), state.choices).items.get(state.item);
      return item && measured(item, sizes, present);
    };

    /** Why something that is counted is not compared. @param {Compared} row */
    const whyNot = ({ n, total }) => {
      const kind = data[/** @type {Countable} */ (state.kind)];
      const barred = (kind?.impossible?.[String(kind.names.indexOf(state.item))] ?? []).filter((at) => state.articles.includes(at));
      if (barred.length) return `Not compared: ${barred.map(nameOf).join(" and ")} could not have used it yet. Choose the others to compare them.`;
      if (total === 0) return `Not compared: none of these ${ALL} uses it.`;
      const least = count.fewest(data, state.kind, state.choices);
      if (n.reduce((sum, uses) => sum + uses, 0) < least) return `Not compared: fewer than ${least} uses in all ${ALL} together.`;
      return "Not compared in this way of counting.";
    };

    /** Whether a word is one of those that a choice of counting lets in. @param {string} name */
    const isFunctionWord = (name) =>
      state.kind === "words" && (data.words.forms ?? []).some(([at, , stop]) => stop && data.words.names[at] === name) &&
      data.choices.some(({ id, levels }) => id === "stopwords" && levels.length > 1);

    /** What is said where what was looked up is not among what is compared. */
    const missing = () => {
      const words = folded(state.item).split(/[^\p{L}\p{M}'-]+/u).filter((word) => word.length > 3);
      const about = words.length ? data.questions.filter(({ question }) => words.every((word) => folded(question).includes(word))) : [];
      const like = [...found(state.item).filter(({ text }) => text !== state.item), ...about.map(({ question }) => ({ text: question, kind: "questions" }))].slice(0, 8);
      const here = known.some(({ text, kind }) => text === state.item && kind === state.kind);
      const why = here
        ? `“${state.item}” is not counted in this way of counting.${isFunctionWord(state.item) ? " It is a function word; under Counting, these can be counted too." : ""}`
        : `“${state.item}” is not among the ${CALLED[state.kind].toLowerCase()} that can be looked at.${["words", "phrases"].includes(state.kind) ? ` ${data.which}` : ""}`;
      return el("div", {}, el("h2", { tabindex: "-1", dir: "auto" }, state.item), el("p", {}, why),
        like.length > 0 && el("div", {}, el("h3", {}, "Perhaps you want"), el("ul", {}, ...like.map(({ text, kind }) => el("li", {}, el("button", { type: "button", class: "explore-item", onclick: () => go({ kind, item: text }) }, text), ` (${CALLED[kind].toLowerCase()})`)))),
        sayings(`What the ${ALL} say of it`, state.item), quotations(state.item), claims(state.item), sharing([], []));
    };

    return { card, sharing, rowsOf, firmOf };
  };

  window.parallaxEvidence = { cards, swatch, copy };
}
