// @ts-check
/// <reference path="./play.d.ts" />
// Break this claim: switches of counting, a guess, and the verdict that the library stored for that way of counting.
{
  const { el } = window.parallaxElements;
  const ASK = "Will the claim still hold? Guess before you look.";
  const OWN = "This is the book’s own way of counting, in which the claim holds. Change a switch.";
  const MOST = 16; // squares side by side that a phone has room for
  /** @type {Record<string, string>} */
  const VERDICT = { 1: "It holds", 0: "It breaks", "-": "It cannot be asked" };
  /** @type {Record<string, string>} */
  const CLASS = { 1: "held", 0: "broken", "-": "unasked" };

  /** Set the emphasis of a sentence. @param {string} text */
  const set = (text) => text.split(/\*+([^*]+)\*+/).map((part, at) => (at % 2 ? el("em", {}, part) : part));
  /** @param {number} n */
  const times = (n) => `${n} ${n === 1 ? "time" : "times"}`;

  /** @param {Played} data */
  const game = (data) => {
    if (!data.claims.length) return null;
    let claim = data.claims[0];
    let way = [...claim.own];
    /** Places of the ways whose verdict was seen, with whether the guess was right. @type {Map<number, boolean>} */
    let tried = new Map();
    let shown = false;

    /** How many levels each choice has. */
    const sizes = () => claim.choices.map((at) => data.choices[at].levels.length);
    /** The place of a way in the verdicts. */
    const placeOf = () => sizes().reduce((place, size, at) => place * size + way[at], 0);
    const isOwn = () => way.every((level, at) => level === claim.own[at]);
    /** The level of a choice in the way at a place. @param {number} place @param {number} choice */
    const levelIn = (place, choice) => Math.floor(place / sizes().slice(choice + 1).reduce((n, size) => n * size, 1)) % sizes()[choice];

    const said = el("blockquote", { class: "play-claim" });
    const switches = el("div", { class: "play-switches" });
    const status = el("p", { class: "play-status", role: "status" });
    const counter = el("p", { class: "play-count" });
    const ways = el("div", { class: "play-ways", id: "play-ways" });
    const reveal = el("button", { type: "button", "aria-controls": "play-ways", onclick: () => { shown = !shown; drawWays(); } });

    const say = () => {
      const verdict = claim.verdicts[placeOf()];
      if (isOwn()) status.textContent = OWN;
      else if (!tried.has(placeOf())) status.textContent = ASK;
      else status.textContent = `You have tried this way. ${VERDICT[verdict]}.`;
    };

    const count = () => {
      const asked = [...tried].filter(([place]) => claim.verdicts[place] !== "-");
      const held = asked.filter(([place]) => claim.verdicts[place] === "1").length;
      const right = asked.filter(([, guessed]) => guessed).length;
      counter.textContent = asked.length === 0
        ? "You have tried no other way yet."
        : `Of the ways you have tried, the claim held in ${held} of ${asked.length}. You guessed right ${times(right)}.`;
    };

    /** @param {boolean} holds */
    const guess = (holds) => {
      if (isOwn()) { status.textContent = `${OWN} Then guess.`; return; }
      const place = placeOf();
      const verdict = claim.verdicts[place];
      const right = holds === (verdict === "1");
      if (tried.has(place)) { say(); return; }
      tried.set(place, right);
      status.textContent = verdict === "-"
        ? "It cannot be asked in this way: too little is left to count. That speaks neither for the claim nor against it."
        : `${VERDICT[verdict]}. ${right ? "You guessed right." : "You guessed otherwise."}`;
      count();
      drawWays();
    };

    /** How many ways are side by side, of those with one level of a choice: as many as the last of the other choices
     * make that there is room for, so that a pattern shows. @param {number} at */
    const columns = (at) => sizes().filter((_, place) => place !== at).reduceRight((n, size) => (n * size <= MOST ? n * size : n), 1);

    /** One small square a way. @param {number[]} places @param {string} about */
    const grid = (places, about) =>
      el("div", { class: "play-grid", role: "img", "aria-label": about, style: `--columns: ${columns(claim.by_level.at)}` }, ...places.map((place) =>
        el("span", { class: `way ${CLASS[claim.verdicts[place]]}${place === placeOf() ? " here" : ""}` })));

    const drawWays = () => {
      reveal.textContent = shown ? "Hide all ways" : "Show all ways";
      reveal.setAttribute("aria-expanded", String(shown));
      ways.hidden = !shown;
      if (!shown) return ways.replaceChildren();
      const { at, levels } = claim.by_level;
      const about = data.choices[claim.choices[at]];
      const all = [...claim.verdicts].map((_, place) => place);
      ways.replaceChildren(
        el("p", {}, `The claim holds in ${claim.held} of the ${claim.asked} ways in which it can be asked${claim.hardest ? `; it breaks most often with: ${claim.hardest}` : ""}. A square is a way of counting. `,
          el("span", { class: "play-key" }, el("span", { class: "way held" }), " holds"),
          el("span", { class: "play-key" }, el("span", { class: "way broken" }), " breaks"),
          el("span", { class: "play-key" }, el("span", { class: "way unasked" }), " cannot be asked"),
          el("span", { class: "play-key" }, el("span", { class: "way here" }), " set now")),
        el("div", { class: "play-levels" }, ...levels.map(([held, asked], level) => {
          const told = asked ? `holds in ${held} of ${asked}` : "cannot be asked";
          return el("figure", {},
            el("figcaption", {}, el("b", {}, about.levels[level]), `: ${told}`),
            grid(all.filter((place) => levelIn(place, at) === level), `${about.levels[level]}: ${told}`));
        })));
    };

    const drawSwitches = () => switches.replaceChildren(...claim.choices.map((at, place) => {
      const { id, about, levels } = data.choices[at];
      return el("fieldset", {}, el("legend", {}, about), ...levels.map((level, number) =>
        el("label", {},
          el("input", { type: "radio", name: `play-${id}`, value: number, checked: way[place] === number, onchange: () => { way[place] = number; say(); drawWays(); } }),
          el("span", {}, level, number === claim.own[place] && el("small", {}, " · the book’s")))));
    }));

    const back = () => {
      way = [...claim.own];
      drawSwitches();
      say();
      drawWays();
    };

    /** @param {Breakable} other */
    const take = (other) => {
      claim = other;
      tried = new Map();
      shown = false;
      said.replaceChildren(el("p", {}, ...set(claim.text), claim.address ? " " : "", claim.address && el("a", { href: claim.address }, "What it rests on")));
      count();
      back();
    };

    const choose = el("select", { id: "play-choose", onchange: () => take(data.claims[/** @type {HTMLSelectElement} */ (choose).selectedIndex]) },
      ...data.claims.map(({ text }) => el("option", {}, text.replaceAll("*", ""))));
    take(claim);
    return el("section", { class: "play-game", "aria-labelledby": "play-claims" },
      el("h2", { id: "play-claims" }, "Can you break this claim by its switches?"),
      el("p", {}, "Every sentence here is true as this book counts, and false in some other way that could be defended. Change a switch, guess, and look."),
      el("p", { class: "play-choose" }, el("label", { for: "play-choose" }, "The claim"), choose),
      said,
      switches,
      el("p", { class: "play-buttons" },
        el("button", { type: "button", onclick: () => guess(true) }, "It will hold"),
        el("button", { type: "button", onclick: () => guess(false) }, "It will break"),
        el("button", { type: "button", onclick: back }, "Back to the book’s counting")),
      status,
      counter,
      el("p", { class: "play-buttons" }, reveal),
      ways);
  };

  window.parallaxGames = { ...window.parallaxGames, claims: game };
}
