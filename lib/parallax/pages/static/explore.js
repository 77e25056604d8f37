// @ts-check
/// <reference types="./elements.d.ts" />
/// <reference types="./explore.d.ts" />
// The explorer: choose articles and what to look for, see where they differ, and go to the paragraphs. It draws and
// counts; whatever is a statistic comes from the tables that the library wrote (window.parallaxExplore). The state of
// the page is in its address, behind #see?.
{
  const data = /** @type {Explored} */ (window.parallaxExplore);
  const count = window.parallaxCount;
  const { held } = count;
  const { el, opened, coloured, csv } = window.parallaxElements;
  const { plane, dumbbell } = window.parallaxDraw;
  const { CALLED, ONE, SAID, folded, several, written, toParagraph, COMPARED, ALL, PARTS, a } = window.parallaxNames;
  const { PREFIX, addresses } = window.parallaxAddresses;
  const { cards, swatch, copy } = window.parallaxEvidence;

  const FEW = 8; // rows of a list, before the rest is asked for
  const DOTS = 400; // of a picture: more would hide each other

  const { kinds, opening, read, written: address } = addresses(data);
  const nameOf = (/** @type {number} */ article) => data.articles[article].name;

  let state = opening();
  const example = written(data, "words", read("").state.item);
  /** What the card draws on, made anew with each state. @type {ReturnType<typeof cards>} */
  let evidence;
  /** What of the address is not known. @type {string[]} */
  let odd = [];

  /** @param {Partial<State>} change */
  const go = (change) => {
    state = { ...state, all: false, ...change };
    odd = [];
    window.history.pushState(null, "", address(state));
    draw(Boolean(change.item));
  };

  // What a reader may look up

  /** @type {{text: string, kind: string}[]} */
  const known = kinds.flatMap((kind) => {
    const names = kind === "questions" ? data.questions.map(({ question }) => question) : (data[/** @type {Countable} */ (kind)]?.names ?? []);
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

  const asking = () => {
    const field = /** @type {HTMLInputElement} */ (el("input", {
      type: "search", id: "explore-word", name: "word", list: "explore-known", autocomplete: "off", maxlength: 200,
      placeholder: example ? `such as ${example}` : "a word", value: written(data, state.kind, state.item), dir: "auto",
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
    const presets = [...data.presets.map(([name, ids]) => /** @type {const} */ ([name, ids.map((id) => data.articles.findIndex((one) => one.id === id)).sort()])), /** @type {const} */ ([`All ${ALL}`, every])];
    const change = (/** @type {number} */ at) => {
      const next = state.articles.includes(at) ? state.articles.filter((one) => one !== at) : [...state.articles, at].sort();
      if (next.length) go({ articles: next });
      else say(`One ${COMPARED} stays chosen: choose another first.`);
    };
    return el("div", { class: "explore-choose" },
      el("div", { role: "group", "aria-label": opened(ALL) },
        ...data.articles.map(({ id, name }, at) => toggle(opened(name), state.articles.includes(at), () => change(at), id))),
      every.length > 2 && el("div", { role: "group", "aria-label": "Ready-made choices" },
        ...presets.map(([name, chosen]) => toggle(name, both([...chosen], state.articles), () => go({ articles: [...chosen] })))),
      kinds.length > 1 && el("div", { role: "group", "aria-label": "What to compare" },
        ...kinds.map((kind) => toggle(CALLED[kind], kind === state.kind, () => go({ kind, item: "" })))),
      counting());
  };

  /** The choices of counting that touch what is looked at; answers to questions are not counted. */
  const touching = () => {
    const ids = state.kind === "voices" ? ["relayed"] : ["issues", "names"].includes(state.kind) ? ["quoted", "relayed"] : data.choices.map(({ id }) => id);
    return state.kind === "questions" ? [] : data.choices.filter(({ id, levels }) => ids.includes(id) && levels.length > 1);
  };

  const counting = () => {
    if (touching().length === 0) return null;
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

  /** How many checks a difference passes at most. @param {Compared} row */
  const firmness = ({ name }) => Math.max(-1, ...evidence.firmOf(name).rows.map((one) => held(one, data.checks).passed));

  /** @type {Record<string, (a: Compared, b: Compared) => number>} */
  const ORDERS = {
    difference: (a, b) => b.spread - a.spread || a.name.localeCompare(b.name),
    firm: (a, b) => firmness(b) - firmness(a) || b.spread - a.spread || a.name.localeCompare(b.name),
    uses: (a, b) => b.total - a.total || a.name.localeCompare(b.name),
    name: (a, b) => a.name.localeCompare(b.name),
  };

  // The plane and the list

  /** @param {ReturnType<typeof comparing>} compared */
  const pictured = ({ rows, sizes }) => {
    const table = count.contrast(data, state.kind, state.choices, state.articles);
    const dot = rows.length > DOTS ? `Each dot is ${a(ONE[state.kind])}, of those used most` : `Each dot is ${a(ONE[state.kind])}`;
    const without = state.kind === "issues" ? "How firm a difference is, its card says." : "Intervals, checks and shuffles are not computed here.";
    const caption = table
      ? `${dot}; the more checks it passes, the more solid it is. The grey specks show where dots would fall if the ${PARTS} were dealt out at random. Of the dots that random deals seldom take so far, those with room beside them have their names. Near zero the scales are stretched.`
      : `${dot}. ${without} Near zero the scales are stretched.`;
    const names = data.articles.map(({ name }) => name);
    const drawn = [...rows].sort((one, other) => Number(other.name === state.item) - Number(one.name === state.item) || other.total - one.total).slice(0, DOTS);
    return plane({ rows: drawn, sizes, articles: state.articles, names, table, checks: data.checks, item: state.item, caption, label: (name) => written(data, state.kind, name), choose: (item) => go({ item }) });
  };

  /** @param {ReturnType<typeof comparing>} compared */
  const list = ({ rows, sizes, present }) => {
    const table = count.contrast(data, state.kind, state.choices, state.articles);
    // One article alone differs from none, and where nothing is checked, nothing passes.
    const ordered = state.order === "firm" && !table ? "difference" : state.order === "difference" && state.articles.length === 1 ? "uses" : state.order;
    const sorted = [...rows].sort(ORDERS[ordered]);
    const shown = state.all ? sorted : sorted.slice(0, FEW);
    const most = Math.max(1, ...rows.flatMap(({ rates }) => state.articles.map((at) => (present[at] ? rates[at] : 0))));
    const order = (/** @type {Event} */ event) => go({ order: /** @type {HTMLSelectElement} */ (event.target).value });
    const checksOf = (/** @type {string} */ name) => evidence.firmOf(name).rows.map((row) => `${held(row, data.checks).passed} of ${held(row, data.checks).made}`).join(", ") || "–";
    const head = (/** @type {number} */ at) => el("th", { scope: "col" }, swatch(data.articles[at].id), opened(nameOf(at)));
    return el("div", { class: "explore-list" },
      el("label", {}, "Order ", el("select", { name: "order", onchange: order },
        ...Object.entries({ difference: "largest difference first", ...(table && { firm: "most checks passed first" }), uses: "most uses first", name: "A to Z" }).map(([value, words]) => el("option", { value, selected: value === state.order }, words)))),
      el("div", { class: "explore-scroll", tabindex: "0", role: "region", "aria-label": `${CALLED[state.kind]} compared` },
        el("table", {},
          el("caption", {}, `${CALLED[state.kind]}: uses, and uses per 1,000 words in brackets`),
          el("thead", {}, el("tr", {}, el("th", { scope: "col" }, opened(ONE[state.kind])), el("th", { scope: "col" }, "Rates"), ...state.articles.map(head), table && el("th", { scope: "col" }, "Checks passed"))),
          el("tbody", {}, ...shown.map((row) => el("tr", { "aria-current": row.name === state.item ? "true" : false },
            el("th", { scope: "row" }, el("button", { type: "button", class: "explore-item", onclick: () => go({ item: row.name }) }, written(data, state.kind, row.name))),
            el("td", {}, dumbbell(row, most, state.articles, data.articles)),
            ...state.articles.map((at) => el("td", {}, present[at] ? `${row.n[at]} (${row.rates[at].toFixed(1)})` : "not counted")),
            table && el("td", {}, checksOf(row.name))))))),
      shown.length < sorted.length && el("button", { type: "button", onclick: () => { state.all = true; draw(); } }, `Show all ${sorted.length}`),
      sorted.length === 0 && el("p", {}, "With this counting, nothing is frequent enough to be compared."),
      el("p", { class: "explore-size" }, state.articles.map((at) => `${opened(nameOf(at))}: ${present[at] ? several(sizes[at], "word") : "no words of its own"}`).join(" · "), ". ",
        el("button", { type: "button", onclick: (/** @type {Event} */ event) => copy(csv(evidence.rowsOf(sorted, sizes)), event) }, "Copy all as CSV")));
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
      return el("td", { "data-label": opened(nameOf(article)) }, ...(lines.length ? lines.flatMap(([, how, value, at]) => [el("div", { class: how === "not_yet_possible" ? "explore-answer silent" : "explore-answer" }, `${opened(`${SAID[how] ?? ""}${value}`)} `, ...at.flatMap((place) => [toParagraph(data, place), " "]))]) : ["–"]));
    };
    return el("div", { class: "explore-questions", tabindex: "-1" },
      el("div", { class: "explore-filters" }, options("theme", "any theme"), options("relation", "any way")),
      el("p", { class: "explore-note" }, `${fits.length} of ${data.questions.length} questions. ${data.read} A dash: the article says nothing on it.`),
      el("div", { class: "explore-scroll", tabindex: "0", role: "region", "aria-label": "Questions and answers" }, el("table", { class: "explore-matrix" },
        el("caption", {}, "Questions of fact and the articles' answers"),
        el("thead", {}, el("tr", {}, el("th", { scope: "col" }, "Question"), ...state.articles.map((at) => el("th", { scope: "col" }, swatch(data.articles[at].id), opened(nameOf(at)))))),
        el("tbody", {}, ...shown.map((one) => el("tr", {}, el("th", { scope: "row" }, one.question, " ", el("small", {}, one.relation)), ...state.articles.map((at) => answer(one, at))))))),
      shown.length < fits.length && el("button", { type: "button", onclick: () => { state.all = true; draw(); } }, `Show all ${fits.length}`),
      fits.length === 0 && el("p", {}, state.item ? `No question of these ${ALL} has “${state.item}”.` : "No question fits."),
      evidence.sharing([], []));
  };

  // All of it

  /** @param {boolean} [shown] Whether something was chosen, whose card is now shown. */
  const draw = (shown = false) => {
    const focus = document.activeElement instanceof HTMLElement && home.contains(document.activeElement) ? document.activeElement : null;
    const at = focus ? [...home.querySelectorAll("button, select, input, a")].indexOf(focus) : -1;
    say(odd.length ? `The address names ${odd.join(", ")}, which this page does not have; the rest of it is shown.` : "");
    evidence = cards(data, { state, address, measured, known, found, go });
    const compared = state.kind === "questions" ? null : comparing();
    const picture = compared && state.articles.length === 2 && compared.present[state.articles[0]] && compared.present[state.articles[1]];
    home.replaceChildren(
      el("datalist", { id: "explore-known" }, ...known.filter(({ kind }) => kind !== "questions").map(({ text, kind }) => el("option", { value: written(data, kind, text), label: ONE[kind] }))),
      asking(), status, choosing(),
      ...(compared
        ? [el("div", { class: picture ? "explore-views" : "explore-views explore-without" },
            picture && pictured(compared),
            el("section", { class: "explore-card", "aria-label": "Evidence" }, evidence.card(compared)),
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
