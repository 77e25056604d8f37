// @ts-check
/// <reference path="./play.d.ts" />
// The number of topics: a slider over stored solutions, with strips of paragraphs by topic, and how steady they are.
{
  const { el, opened } = window.parallaxElements;
  const WIDE = 340;
  const HIGH = 150;

  /** @param {number} n */
  const paragraphs = (n) => `${n} ${n === 1 ? "paragraph" : "paragraphs"}`;
  /** @param {number} share */
  const printed = (share) => share.toFixed(2);

  /** @param {Played} data */
  const game = (data) => {
    const every = data.topics;
    if (!every.length) return null;
    let at = 0;

    /** A number on its shade; topic 0 is none. @param {number} topic @param {string} kind */
    const chip = (topic, kind) =>
      topic ? el("span", { class: `${kind} play-shade-${every[at].topics[topic - 1].shade}` }, String(topic)) : el("span", { class: kind }, "–");

    const status = el("output", { class: "play-status", for: "play-k" });
    const strips = el("div", { class: "play-strips" });
    const list = el("ol", { class: "play-topics" });
    const steady = el("div", { class: "play-steady" });

    /** What each line of the picture is, and how it is drawn. @type {["stability" | "null" | "furthest", string][]} */
    const LINES = [["stability", "these topics"], ["null", "shuffled words, on average"], ["furthest", "as far as shuffled words get"]];

    /** Steadiness at each number. */
    const picture = () => {
      const x = (/** @type {number} */ place) => 30 + (place / Math.max(1, every.length - 1)) * (WIDE - 44);
      const y = (/** @type {number} */ share) => 8 + (1 - share) * (HIGH - 34);
      const { k, said, stability, null: by_chance, furthest } = every[at];
      return el("figure", { class: "play-picture" },
        el("svg", { viewBox: `0 0 ${WIDE} ${HIGH}`, role: "img", "aria-label": `Steadiness by number of topics; at ${k} it is ${printed(stability)}.` },
          ...[0, 0.5, 1].flatMap((share) => [
            el("path", { class: "grid", d: `M24 ${y(share)}H${WIDE - 8}` }),
            el("text", { x: 20, y: y(share) + 4, "text-anchor": "end" }, String(share))]),
          ...LINES.map(([name]) => el("path", { class: `line ${name}`, d: every.map((one, place) => `${place ? "L" : "M"}${x(place).toFixed(1)} ${y(one[name]).toFixed(1)}`).join("") })),
          ...every.map((one, place) => el("circle", { class: place === at ? "dot here" : "dot", cx: x(place), cy: y(one.stability), r: place === at ? 6 : 3 })),
          ...every.map((one, place) => el("text", { x: x(place), y: HIGH - 6, "text-anchor": "middle", class: place === at ? "here" : "" }, String(one.k)))),
        el("figcaption", {}, ...LINES.map(([name, called]) => el("span", { class: "play-key" },
          el("svg", { viewBox: "0 0 24 8", width: 24, height: 8, "aria-hidden": "true" }, el("path", { class: `line ${name}`, d: "M0 4H24" })), ` ${called} `))),
        el("p", {}, `Leave out some of the paragraphs and sort again: for keeping their first words, ${said} score ${printed(stability)}, where one is the most. Copies with the words shuffled score ${printed(by_chance)} on average, and get as far as ${printed(furthest)}.`));
    };

    const draw = () => {
      const { said, topics } = every[at];
      status.textContent = opened(said);
      slider.setAttribute("aria-valuetext", said);
      strips.replaceChildren(...data.articles.map(({ name }, article) => {
        const mine = every[at].strips[article];
        return el("div", { class: "play-strip" },
          el("span", { class: "play-strip-name" }, opened(name)),
          el("span", { class: "play-cells", role: "img", "aria-label": `${opened(name)}, topic of each paragraph: ${mine.map((topic) => topic || "none").join(", ")}` }, ...mine.map((topic) => chip(topic, "cell"))));
      }));
      list.replaceChildren(...topics.map(({ terms, label, n, from }, place) =>
        el("li", {}, chip(place + 1, "play-chip"),
          el("span", {}, label && el("b", {}, `${opened(label)}: `), terms.map((term) => data.written[term] ?? term).join(", "),
            el("small", {}, ` · ${paragraphs(n)}${from ? `, most of them from topic ${from} of ${every[at - 1].said}` : ""}`)))));
      steady.replaceChildren(picture());
    };

    const slider = el("input", { type: "range", id: "play-k", min: 0, max: every.length - 1, step: 1, value: 0, oninput: () => { at = Number(/** @type {HTMLInputElement} */ (slider).value); draw(); } });
    draw();
    return el("section", { class: "play-game", "aria-labelledby": "play-topics" },
      el("h2", { id: "play-topics" }, "How many topics are there?"),
      el("p", {}, "A program sorts the paragraphs into as many topics as it is told to. A cell is a paragraph with the number of its main topic; topics that split from one have shades side by side."),
      el("p", { class: "play-slide" }, el("label", { for: "play-k" }, "Number of topics"), slider, status),
      strips,
      list,
      el("p", { class: "play-note" }, "Where topics have names, in bold, a language model gave them; no person has checked them."),
      steady,
      el("p", {}, el("b", {}, "What no slider can show: none of these numbers is the right one.")));
  };

  window.parallaxGames = { ...window.parallaxGames, topics: game };
}
