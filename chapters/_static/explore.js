// @ts-check
/// <reference types="./explore.d.ts" />
// The explorer: choose articles and what to look for, see where they differ, and go to the paragraphs. It draws and
// counts; whatever is a statistic comes from the tables that the library wrote (window.parallaxExplore). The state of
// the page is in its address, behind #see?.
{
  const data = /** @type {Explored} */ (window.parallaxExplore);
  const count = window.parallaxCount;
  const { held } = count;
  const { plane, dumbbell, strips } = window.parallaxDraw;
  const { el, opened, coloured } = window.parallaxMake;

  const KINDS = /** @type {const} */ (["words", "phrases", "issues", "names", "voices", "questions"]);
  /** @type {Record<string, string>} */
  const CALLED = { words: "Words", phrases: "Phrases", issues: "Issues", names: "Names", voices: "Voices", questions: "Questions" };
  /** @type {Record<string, string>} */
  const ONE = { words: "word", phrases: "phrase", issues: "issue", names: "name", voices: "voice" };
  /** @type {Record<string, string>} */
  const CHECKED = {
    by_tokens: "usual test", by_effect: "effect size", by_reweighting: "reweighting", by_leaving_out: "leaving out",
    by_shuffling: "shuffling",
  };
  /** @type {Record<string, string>} */
  const SAID = { asserted: "", attributed: "reports: ", disputed: "disputes: ", not_yet_possible: "could not know yet", absent: "" };
  const UNMADE = "cannot be made with so few paragraphs";
  const FEW = 12;
  const PREFIX = "#see?";

  /** @typedef {{kind: string, articles: number[], item: string, order: string, all: boolean, choices: Choices, theme: string,
   *   relation: string}} State */

  /** @param {string} text */
  const folded = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").replace(/[‘’]/g, "'").toLowerCase().trim();
  /** @param {number} n @param {string} one */
  const several = (n, one) => `${n.toLocaleString("en")} ${one}${n === 1 ? "" : "s"}`;
  /** @param {number} value */
  const signed = (value) => value.toFixed(1).replace("-", "−");

  const places = count.placed(data);
  const kinds = KINDS.filter((kind) => kind === "questions" || data[/** @type {Countable} */ (kind)]);
  const nameOf = (/** @type {number} */ article) => data.articles[article].name;

  /** A link to a paragraph, by its number through all articles. @param {number} at @param {string} [more] */
  const toParagraph = (at, more = "") =>
    el("a", { class: "parallax-where", href: data.places[at], "aria-label": `${opened(nameOf(places[at].article))}, paragraph ${places[at].number}${more}` }, `¶${places[at].number}`);

  // State and address

  /** The picture opens with the word that passes most checks, so that there is a card to read. */
  const best = () => {
    const [first] = count.contrast(data, "words", count.own(data), opening().articles)?.rows.toSorted((a, b) => held(b, data.checks).passed - held(a, data.checks).passed || b[3] - a[3]) ?? [];
    return first?.[1] ?? "";
  };

  /** @returns {State} */
  const opening = () => ({
    kind: "words", articles: data.presets[0][1].map((id) => data.articles.findIndex((one) => one.id === id)).sort(),
    item: "", order: "difference", all: false, choices: count.own(data), theme: "", relation: "",
  });

  /** What an address says, and in words what of it is not known here.
   * @param {string} hash @returns {{state: State, odd: string[]}} */
  const read = (hash) => {
    const state = opening();
    /** @type {string[]} */
    const odd = [];
    if (!hash.startsWith(PREFIX)) return { state: { ...state, item: best() }, odd };
    for (const [name, value] of new URLSearchParams(hash.slice(PREFIX.length))) {
      const choice = data.choices.find(({ id }) => id === name);
      if (name === "kind" && kinds.includes(/** @type {Countable} */ (value))) state.kind = value;
      else if (name === "articles") {
        const asked = value.split(",").filter(Boolean);
        const known = asked.map((id) => data.articles.findIndex((one) => one.id === id));
        odd.push(...asked.filter((_, at) => known[at] < 0).map((id) => `an article “${id}”`));
        const found = [...new Set(known.filter((at) => at >= 0))].sort();
        if (found.length) state.articles = found;
      } else if (name === "item") state.item = value.slice(0, 200);
      else if (name === "order" && ["difference", "uses", "name"].includes(value)) state.order = value;
      else if (name === "theme" && data.questions.some((one) => one.theme === value)) state.theme = value;
      else if (name === "relation" && data.questions.some((one) => one.relation === value)) state.relation = value;
      else if (choice && choice.levels.some((level) => String(level) === value)) {
        state.choices[name] = choice.levels.find((level) => String(level) === value) ?? null;
      } else odd.push(`“${name}=${value}”`);
    }
    return { state, odd };
  };

  /** @param {State} state */
  const written = (state) => {
    const first = opening();
    const parts = new URLSearchParams();
    parts.set("kind", state.kind);
    parts.set("articles", state.articles.map((at) => data.articles[at].id).join(","));
    for (const name of /** @type {const} */ (["item", "order", "theme", "relation"])) {
      if (state[name] !== first[name]) parts.set(name, state[name]);
    }
    for (const { id } of data.choices) if (state.choices[id] !== first.choices[id]) parts.set(id, String(state.choices[id]));
    return PREFIX + parts.toString();
  };

  let state = opening();
  /** What of the address is not known. @type {string[]} */
  let odd = [];

  /** @param {Partial<State>} change */
  const go = (change) => {
    state = { ...state, all: false, ...change };
    odd = [];
    window.history.pushState(null, "", written(state));
    draw(Boolean(change.item));
  };

  // What a reader may look up

  /** @type {{text: string, kind: string}[]} */
  const known = kinds.flatMap((kind) => {
    const names = kind === "questions" ? data.questions.map(({ question }) => question) : (data[kind]?.names ?? []);
    return [...new Set(names)].map((text) => ({ text, kind: String(kind) }));
  });

  /** Find what a reader asks for: the very thing, else what begins with it, else what has it.
   * @param {string} asked */
  const found = (asked) => {
    const wanted = folded(asked);
    // A name goes with whom it names, in brackets; either is asked for.
    const rank = (/** @type {string} */ text) => (text === wanted || text.replace(/ \(.*/, "") === wanted ? 0 : text.startsWith(wanted) ? 1 : text.includes(wanted) ? 2 : 3);
    return known
      .map((one, at) => ({ ...one, at, rank: rank(folded(one.text)) }))
      .filter((one) => one.rank < 3)
      .sort((a, b) => a.rank - b.rank || Number(b.kind === state.kind) - Number(a.kind === state.kind) || a.at - b.at);
  };

  /** @param {string} asked */
  const lookUp = (asked) => {
    const wanted = asked.trim();
    if (!wanted) return say("Type a word, a name or part of a question.");
    const [best] = found(wanted);
    document.dispatchEvent(new CustomEvent("parallax:look-up", { detail: { phrase: wanted } }));
    if (state.kind === "questions") return go({ item: wanted }); // which then are those that have it
    if (best?.rank === 0) return go({ kind: best.kind, item: best.text });
    return go({ item: wanted });
  };

  // Parts of the page

  /** @type {HTMLElement} */
  let home;
  const status = el("p", { class: "explore-status", role: "status" });
  /** @param {string} text */
  const say = (text) => status.replaceChildren(text);

  /** @param {string} name @param {boolean} on @param {() => void} act @param {string} [colour] */
  const toggle = (name, on, act, colour) =>
    el("button", { type: "button", class: "explore-toggle", "aria-pressed": String(on), onclick: act }, colour && swatch(colour), name);
  /** @param {string} id */
  const swatch = (id) => el("span", { class: "explore-swatch", "data-article": id, "aria-hidden": "true" });

  const asking = () => {
    const field = /** @type {HTMLInputElement} */ (el("input", {
      type: "search", id: "explore-word", name: "word", list: "explore-known", autocomplete: "off", maxlength: 200,
      placeholder: "such as Vienna", value: state.item, dir: "auto",
    }));
    const submit = (/** @type {Event} */ event) => {
      event.preventDefault();
      lookUp(field.value);
    };
    return el("form", { class: "explore-ask", role: "search", onsubmit: submit },
      el("label", { for: "explore-word" }, "Look up"), field, el("button", { type: "submit" }, "Show"));
  };

  const choosing = () => {
    const both = (/** @type {number[]} */ one, /** @type {number[]} */ other) => one.join() === other.join();
    const every = data.articles.map((_, at) => at);
    const presets = [...data.presets.map(([name, ids]) => /** @type {const} */ ([name, ids.map((id) => data.articles.findIndex((one) => one.id === id)).sort()])), /** @type {const} */ (["All articles", every])];
    const change = (/** @type {number} */ at) => {
      const next = state.articles.includes(at) ? state.articles.filter((one) => one !== at) : [...state.articles, at].sort();
      if (next.length) go({ articles: next });
      else say("One article stays chosen: choose another first.");
    };
    return el("div", { class: "explore-choose" },
      el("div", { role: "group", "aria-label": "Articles" },
        ...data.articles.map(({ id, name }, at) => toggle(opened(name), state.articles.includes(at), () => change(at), id))),
      el("div", { role: "group", "aria-label": "Ready-made choices" },
        ...presets.map(([name, chosen]) => toggle(name, both([...chosen], state.articles), () => go({ articles: [...chosen] })))),
      el("div", { role: "group", "aria-label": "What to compare" },
        ...kinds.map((kind) => toggle(CALLED[kind], kind === state.kind, () => go({ kind, item: "" })))),
      counting());
  };

  /** The choices of counting that touch what is looked at; answers to questions are not counted. */
  const touching = () => {
    const ids = state.kind === "voices" ? ["relayed"] : ["issues", "names"].includes(state.kind) ? ["quoted", "relayed"] : data.choices.map(({ id }) => id);
    return state.kind === "questions" ? [] : data.choices.filter(({ id }) => ids.includes(id));
  };

  const counting = () => {
    if (state.kind === "questions") return null;
    const apply = (/** @type {Choice} */ choice) => (/** @type {Event} */ event) => {
      const at = /** @type {HTMLSelectElement} */ (event.target).selectedIndex;
      go({ choices: { ...state.choices, [choice.id]: choice.levels[at] } });
    };
    const changed = touching().filter(({ id, levels }) => state.choices[id] !== levels[0]);
    const ways = touching().reduce((product, { levels }) => product * levels.length, 1);
    const which = changed.length ? `one of ${ways} ways: ${changed.map((choice) => choice.words[choice.levels.indexOf(state.choices[choice.id])]).join(", ")}` : `the book's own, one of ${ways} ways`;
    const details = /** @type {HTMLDetailsElement} */ (el("details", { class: "explore-counting", open: changed.length > 0 },
      el("summary", {}, `Counting: ${which}`),
      ...touching().map((choice) => el("label", {}, opened(choice.about), el("select", { name: choice.id, onchange: apply(choice) },
        ...choice.words.map((words, at) => el("option", { selected: choice.levels[at] === state.choices[choice.id] }, words))))),
      changed.length > 0 && el("button", { type: "button", onclick: () => go({ choices: count.own(data) }) }, "Back to the book's counting")));
    return details;
  };

  // The rows that are compared

  /** @returns {{rows: Compared[], sizes: number[], present: boolean[]}} */
  const comparing = () => {
    const { sizes, present, items } = count.compared(data, /** @type {Countable} */ (state.kind), state.choices, state.articles);
    return { rows: [...items.values()].map((item) => measured(item, sizes, present)), sizes, present };
  };

  /** @param {Item} item @param {number[]} sizes @param {boolean[]} present @returns {Compared} */
  const measured = ({ name, n, where }, sizes, present) => {
    const rates = n.map((uses, at) => count.rate(uses, sizes[at]));
    const mine = state.articles.filter((at) => present[at]).map((at) => rates[at]);
    return { name, n, rates, where, total: state.articles.reduce((sum, at) => sum + n[at], 0), spread: Math.max(...mine) - Math.min(...mine) };
  };

  /** @type {Record<string, (a: Compared, b: Compared) => number>} */
  const ORDERS = {
    difference: (a, b) => b.spread - a.spread || a.name.localeCompare(b.name),
    uses: (a, b) => b.total - a.total || a.name.localeCompare(b.name),
    name: (a, b) => a.name.localeCompare(b.name),
  };

  /** What the library says of an item: by article, the row of its contrast.
   * @param {string} name */
  const firmOf = (name) => {
    const table = count.contrast(data, state.kind, state.choices, state.articles);
    const rows = (table?.rows ?? []).filter((row) => row[1] === name);
    return { table, rows };
  };
  /** @param {ContrastRow} row */
  const checksIn = (row) => /** @type {Check[]} */ (row.slice(-data.checks.length));
  // The plane and the list

  /** @param {ReturnType<typeof comparing>} compared */
  const pictured = ({ rows, sizes }) => {
    const table = count.contrast(data, state.kind, state.choices, state.articles);
    const dot = `Each dot is ${state.kind === "issues" ? "an" : "a"} ${ONE[state.kind]}`;
    const without = state.kind === "issues" ? "How firm a difference is, its card says." : "Intervals, checks and shuffles are not computed here.";
    const caption = table
      ? `${dot}; the more checks it passes, the more solid it is. The grey specks show where dots would fall if the paragraphs were dealt out at random. Dots that random deals seldom take so far have their names beside them. Near zero the scales are stretched.`
      : `${dot}. ${without} Near zero the scales are stretched.`;
    const names = data.articles.map(({ name }) => name);
    return plane({ rows, sizes, articles: state.articles, names, table, checks: data.checks, item: state.item, caption, choose: (item) => go({ item }) });
  };

  /** @param {ReturnType<typeof comparing>} compared */
  const list = ({ rows, sizes, present }) => {
    // One article alone differs from none.
    const sorted = [...rows].sort(ORDERS[state.order === "difference" && state.articles.length === 1 ? "uses" : state.order]);
    const shown = state.all ? sorted : sorted.slice(0, FEW);
    const most = Math.max(1, ...rows.flatMap(({ rates }) => state.articles.map((at) => (present[at] ? rates[at] : 0))));
    const table = count.contrast(data, state.kind, state.choices, state.articles);
    const order = (/** @type {Event} */ event) => go({ order: /** @type {HTMLSelectElement} */ (event.target).value });
    const checksOf = (/** @type {string} */ name) => firmOf(name).rows.map((row) => `${held(row, data.checks).passed} of ${held(row, data.checks).made}`).join(", ") || "–";
    const head = (/** @type {number} */ at) => el("th", { scope: "col" }, swatch(data.articles[at].id), opened(nameOf(at)));
    return el("div", { class: "explore-list" },
      el("label", {}, "Order ", el("select", { name: "order", onchange: order },
        ...Object.entries({ difference: "largest difference first", uses: "most uses first", name: "A to Z" }).map(([value, words]) => el("option", { value, selected: value === state.order }, words)))),
      el("div", { class: "explore-scroll", tabindex: "0", role: "region", "aria-label": `${CALLED[state.kind]} compared` },
        el("table", {},
          el("caption", {}, `${CALLED[state.kind]}: uses, and uses per 1,000 words in brackets`),
          el("thead", {}, el("tr", {}, el("th", { scope: "col" }, opened(ONE[state.kind])), el("th", { scope: "col" }, "Rates"), ...state.articles.map(head), table && el("th", { scope: "col" }, "Checks passed"))),
          el("tbody", {}, ...shown.map((row) => el("tr", { "aria-current": row.name === state.item ? "true" : false },
            el("th", { scope: "row" }, el("button", { type: "button", class: "explore-item", onclick: () => go({ item: row.name }) }, row.name)),
            el("td", {}, dumbbell(row, most, state.articles, data.articles)),
            ...state.articles.map((at) => el("td", {}, present[at] ? `${row.n[at]} (${row.rates[at].toFixed(1)})` : "not counted")),
            table && el("td", {}, checksOf(row.name))))))),
      shown.length < sorted.length && el("button", { type: "button", onclick: () => { state.all = true; draw(); } }, `Show all ${sorted.length}`),
      sorted.length === 0 && el("p", {}, "With this counting, nothing is frequent enough to be compared."),
      el("p", { class: "explore-size" }, state.articles.map((at) => `${opened(nameOf(at))}: ${present[at] ? several(sizes[at], "word") : "no words of its own"}`).join(" · "), ". ",
        el("button", { type: "button", onclick: (/** @type {Event} */ event) => copy(csv(sorted, sizes), event) }, "Copy all as CSV")));
  };

  /** @param {Compared[]} rows @param {number[]} sizes */
  const csv = (rows, sizes) => {
    const quoted = (/** @type {unknown} */ value) => (/[",\n]/.test(String(value)) ? `"${String(value).replace(/"/g, '""')}"` : String(value));
    const head = [ONE[state.kind], ...state.articles.flatMap((at) => [`${data.articles[at].id} uses`, `${data.articles[at].id} words`, `${data.articles[at].id} per 1,000`])];
    const lines = rows.map((row) => [row.name, ...state.articles.flatMap((at) => [row.n[at], sizes[at], Number.isFinite(row.rates[at]) ? row.rates[at].toFixed(3) : ""])]);
    return `${[head, ...lines].map((line) => line.map(quoted).join(",")).join("\n")}\n`;
  };

  /** @param {string} text @param {Event} event */
  const copy = async (text, event) => {
    const button = /** @type {HTMLButtonElement} */ (event.currentTarget);
    const before = button.textContent;
    try {
      await navigator.clipboard.writeText(text);
      button.textContent = "Copied";
    } catch {
      // Without leave to write to the clipboard the text is shown, to be copied by hand.
      button.after(el("textarea", { readonly: true, rows: 6, "aria-label": "To be copied" }, text));
      button.textContent = "Copy it from here";
    }
    setTimeout(() => { button.textContent = before; }, 2500);
  };

  // The card of evidence

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
  const listed = (lines) => el("ul", {}, ...lines.map(({ text, at }) => el("li", {}, `${text} `, ...at.flatMap((one) => [toParagraph(one), " "]))));

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
      el("ul", {}, ...fits.map(([at, words]) => el("li", {}, `“${words}” – ${opened(nameOf(places[at].article))} `, toParagraph(at)))));
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
      return el("p", {}, "An interval of this difference is not made: one of the two has too few paragraphs.");
    }
    if (state.articles.length < 2) return el("p", {}, "Choose a second article to compare.");
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
    const changed = data.choices.filter(({ id, levels }) => state.choices[id] !== levels[0]).map(({ id }) => `${JSON.stringify(id)}: ${python(state.choices[id])}`);
    const corpus = changed.length ? `chosen(load_corpus(), {${changed.join(", ")}})` : "load_corpus()";
    const sources = state.articles.length === data.articles.length ? "None" : `[${state.articles.map((at) => JSON.stringify(data.articles[at].id)).join(", ")}]`;
    const method = state.kind === "phrases" ? "phrase_keyness" : "keyness";
    return [
      "from parallax import load_corpus", "from parallax.claims.results import Results",
      ...(changed.length ? ["from parallax.corpus.choices import chosen"] : []), "",
      `book = Results(${corpus})`, `table = book.${method}(${sources})`, `table[table["term"] == ${JSON.stringify(state.item)}]`, "",
    ].join("\n");
  };
  /** @param {Level} value */
  const python = (value) => (value === true ? "True" : value === false ? "False" : value === null ? "None" : JSON.stringify(value));

  const sharing = (/** @type {Compared[]} */ rows, /** @type {number[]} */ sizes) => el("p", { class: "explore-share" },
    el("button", { type: "button", onclick: (/** @type {Event} */ event) => copy(window.location.href.replace(/#.*/, "") + written(state), event) }, "Copy address"),
    rows.length > 0 && el("button", { type: "button", onclick: (/** @type {Event} */ event) => copy(csv(rows, sizes), event) }, "Copy CSV"),
    ["words", "phrases"].includes(state.kind) && el("button", { type: "button", onclick: (/** @type {Event} */ event) => copy(code(), event) }, "Copy code"));

  /** @param {ReturnType<typeof comparing>} compared */
  const card = ({ rows, sizes, present }) => {
    if (!state.item) return el("p", { class: "explore-note" }, `Choose ${state.kind === "issues" ? "an" : "a"} ${ONE[state.kind]} in the list, or look one up, to see its paragraphs. Two articles make a picture.`);
    const row = rows.find(({ name }) => name === state.item) ?? uncompared(sizes, present);
    if (!row) return missing();
    const kind = data[/** @type {Countable} */ (state.kind)];
    const at = kind?.names.indexOf(row.name) ?? -1;
    const read = kind?.read && new Set(kind.read.filter(([, one]) => one === at).map(([place]) => place));
    const spoken = state.kind === "voices" ? (kind?.said ?? []).filter(([, voice]) => voice === at) : [];
    const wanted = state.kind === "names" ? row.name.replace(/ \(.*/, "") : row.name;
    return el("div", {},
      el("h2", { tabindex: "-1" }, row.name),
      el("div", { class: "explore-scroll" }, el("table", {},
        el("caption", {}, "Uses, words, rate, and the paragraphs"),
        el("thead", {}, el("tr", {}, ...["Article", "Uses", "Per 1,000 words", "Where"].map((one) => el("th", { scope: "col" }, one)))),
        el("tbody", {}, ...state.articles.map((article) => el("tr", {}, el("th", { scope: "row" }, swatch(data.articles[article].id), opened(nameOf(article))),
          ...(present[article]
            ? [el("td", {}, String(row.n[article])), el("td", {}, row.rates[article].toFixed(1)), el("td", {}, ...[...row.where].filter(([one]) => places[one].article === article).sort(([a], [b]) => a - b).flatMap(([one]) => [toParagraph(one), " "]))]
            : [el("td", { colspan: 3 }, "not counted: no paragraph is its author's own")])))))),
      strips(data, state.articles, row.where, read || undefined),
      read && el("p", { class: "explore-note" }, "A number counts words of the list; a frame marks a paragraph whose point it is, as a language model read it."),
      ["names", "voices"].includes(state.kind) ? el("p", { class: "explore-note" }, data.read, " Intervals and checks are not computed for single ", CALLED[state.kind].toLowerCase(), ".") : rows.includes(row) ? checks(row.name) : el("p", {}, whyNot(row)),
      spoken.length > 0 && el("section", {}, el("h3", {}, "What is reported"), listed(spoken.filter(([one]) => state.articles.includes(places[one].article)).map(([one, , text]) => ({ text, at: [one] })))),
      state.kind !== "voices" && sayings("What the articles say of it", wanted),
      quotations(wanted), claims(wanted), sharing([row], sizes),
      el("p", { class: "explore-note" }, "This card cannot show why the articles differ, nor the lines themselves."));
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
    if (total === 0) return "Not compared: none of these articles uses it.";
    const least = count.fewest(data, state.kind, state.choices);
    if (n.reduce((sum, uses) => sum + uses, 0) < least) return `Not compared: fewer than ${least} uses in all articles together.`;
    return "Not compared in this way of counting.";
  };

  /** What is said where what was looked up is not among what is compared. */
  const missing = () => {
    const words = folded(state.item).split(/[^\p{L}\p{M}'-]+/u).filter((word) => word.length > 3);
    const about = words.length ? data.questions.filter(({ question }) => words.every((word) => folded(question).includes(word))) : [];
    const like = [...found(state.item).filter(({ text }) => text !== state.item), ...about.map(({ question }) => ({ text: question, kind: "questions" }))].slice(0, 8);
    const here = known.some(({ text, kind }) => text === state.item && kind === state.kind);
    const why = here
      ? `“${state.item}” is not counted in this way of counting.`
      : `“${state.item}” is not among the ${CALLED[state.kind].toLowerCase()} that can be looked at.${["words", "phrases"].includes(state.kind) ? " Those are what at least two articles use, or one often; what is rarer can be found in a copy of your own." : ""}`;
    return el("div", {}, el("h2", { tabindex: "-1", dir: "auto" }, state.item), el("p", {}, why),
      like.length > 0 && el("div", {}, el("h3", {}, "Perhaps you want"), el("ul", {}, ...like.map(({ text, kind }) => el("li", {}, el("button", { type: "button", class: "explore-item", onclick: () => go({ kind, item: text }) }, text), ` (${CALLED[kind].toLowerCase()})`)))),
      sayings("What the articles say of it", state.item), quotations(state.item), claims(state.item), sharing([], []));
  };

  // Questions

  const asked = () => {
    const wanted = folded(state.item);
    const options = (/** @type {"theme" | "relation"} */ name, /** @type {string} */ any) => el("label", {}, opened(name === "relation" ? "how the answers compare" : name), el("select", { name, onchange: (/** @type {Event} */ event) => go({ [name]: /** @type {HTMLSelectElement} */ (event.target).value }) },
      el("option", { value: "" }, any), ...[...new Set(data.questions.map((one) => one[name]))].sort().map((value) => el("option", { value, selected: value === state[name] }, value))));
    const fits = data.questions.filter((one) =>
      (!state.theme || one.theme === state.theme) && (!state.relation || one.relation === state.relation) &&
      one.answers.some(([article, how]) => state.articles.includes(article) && !["absent", "not_yet_possible"].includes(how)) &&
      (!wanted || folded(`${one.question} ${one.answers.map(([, , value]) => value).join(" ")}`).includes(wanted)));
    const shown = state.all ? fits : fits.slice(0, FEW);
    const answer = (/** @type {Question} */ one, /** @type {number} */ article) => {
      const mine = one.answers.filter(([at]) => at === article);
      const lines = mine.filter(([, how]) => how !== "absent");
      return el("td", { "data-label": opened(nameOf(article)) }, ...(lines.length ? lines.flatMap(([, how, value, at]) => [el("div", { class: how === "not_yet_possible" ? "explore-answer silent" : "explore-answer" }, `${opened(`${SAID[how] ?? ""}${value}`)} `, ...at.flatMap((place) => [toParagraph(place), " "]))]) : ["–"]));
    };
    return el("div", { class: "explore-questions", tabindex: "-1" },
      el("div", { class: "explore-filters" }, options("theme", "any theme"), options("relation", "any way")),
      el("p", { class: "explore-note" }, `${fits.length} of ${data.questions.length} questions. ${data.read} A dash: the article says nothing on it.`),
      el("div", { class: "explore-scroll", tabindex: "0", role: "region", "aria-label": "Questions and answers" }, el("table", { class: "explore-matrix" },
        el("caption", {}, "Questions of fact and the articles' answers"),
        el("thead", {}, el("tr", {}, el("th", { scope: "col" }, "Question"), ...state.articles.map((at) => el("th", { scope: "col" }, swatch(data.articles[at].id), opened(nameOf(at)))))),
        el("tbody", {}, ...shown.map((one) => el("tr", {}, el("th", { scope: "row" }, one.question, " ", el("small", {}, one.relation)), ...state.articles.map((at) => answer(one, at))))))),
      shown.length < fits.length && el("button", { type: "button", onclick: () => { state.all = true; draw(); } }, `Show all ${fits.length}`),
      fits.length === 0 && el("p", {}, state.item ? `No question of these articles has “${state.item}”.` : "No question fits."),
      sharing([], []));
  };

  // All of it

  /** @param {boolean} [shown] Whether something was chosen, whose card is now shown. */
  const draw = (shown = false) => {
    const focus = document.activeElement instanceof HTMLElement && home.contains(document.activeElement) ? document.activeElement : null;
    const at = focus ? [...home.querySelectorAll("button, select, input, a")].indexOf(focus) : -1;
    say(odd.length ? `The address names ${odd.join(", ")}, which this page does not have; the rest of it is shown.` : "");
    const compared = state.kind === "questions" ? null : comparing();
    const picture = compared && state.articles.length === 2 && compared.present[state.articles[0]] && compared.present[state.articles[1]];
    home.replaceChildren(
      el("datalist", { id: "explore-known" }, ...known.filter(({ kind }) => kind !== "questions").map(({ text, kind }) => el("option", { value: text, label: ONE[kind] }))),
      asking(), status, choosing(),
      ...(compared
        ? [el("div", { class: picture ? "explore-views" : "explore-views explore-without" },
            picture && pictured(compared),
            el("section", { class: "explore-card", "aria-label": "Evidence" }, card(compared)),
            list(compared))]
        : [asked()]));
    home.hidden = false;
    // Who has chosen something goes on at its card, who has switched something stays at the switch.
    const again = shown ? home.querySelector(".explore-card h2, .explore-questions") : [...home.querySelectorAll("button, select, input, a")][at];
    if (again instanceof HTMLElement) again.focus({ preventScroll: !shown });
    if (shown) again?.scrollIntoView({ block: "nearest" });
  };

  const start = () => {
    home = /** @type {HTMLElement} */ (document.getElementById("parallax-explorer"));
    coloured(data.colours);
    document.querySelector(".explore-none")?.remove();
    ({ state, odd } = read(window.location.hash));
    draw();
    const again = () => {
      if (window.location.hash && !window.location.hash.startsWith(PREFIX)) return;
      ({ state, odd } = read(window.location.hash));
      draw();
    };
    window.addEventListener("popstate", again);
    window.addEventListener("hashchange", again);
  };

  if (data) window.addEventListener("DOMContentLoaded", start);
}
