// @ts-check
/// <reference path="./play.d.ts" />
// Keyword or chance: a word in two articles, as it is or after a shuffle of their paragraphs; the reader says which.
{
  const { el, opened } = window.parallaxElements;

  /** @param {number} n */
  const times = (n) => (n === 0 ? "never" : n === 1 ? "once" : n === 2 ? "twice" : `${n} times`);

  /** @param {Played} data */
  const game = (data) => {
    if (!data.words.length) return null;
    let pair = data.words[0];
    let set = 0;
    let at = 0;
    let right = 0;
    let answered = false;

    const names = () => pair.articles.map((place) => data.articles[place].name);

    const where = el("p", { class: "play-count" });
    const heading = el("h3", { tabindex: -1 });
    const strips = el("div", { class: "play-strips" });
    const status = el("p", { class: "play-status", role: "status" });
    /** @type {HTMLElement[]} */
    const answers = [[1, "Real"], [0, "Shuffled"]].map(([real, name]) =>
      el("button", { type: "button", "data-real": real, onclick: () => answer(Number(real)) }, String(name)));
    const on = el("button", { type: "button", onclick: () => go() });

    /** @param {number} article @param {number} side */
    const strip = (article, side) => {
      const cells = pair.sets[set][at].cells[side];
      const used = cells.filter((n) => n > 0);
      const { id, name } = data.articles[article];
      const about = `${opened(name)}, ${cells.length} paragraphs: ${used.length ? `${used.join(", ")}${used.length < cells.length ? ", then none" : ""}` : "none"}`;
      return el("div", { class: "play-strip", "data-article": id },
        el("span", { class: "play-strip-name" }, opened(name)),
        el("span", { class: "play-cells", role: "img", "aria-label": about }, ...cells.map((n) => el("span", { class: n ? "cell on" : "cell" }, n ? String(n) : ""))));
    };

    const draw = () => {
      const rounds = pair.sets[set];
      where.textContent = `Set ${set + 1} of ${pair.sets.length}, word ${at + 1} of ${rounds.length}. Right so far: ${right}.`;
      heading.replaceChildren("Is this the real “", el("span", { class: "play-word" }, data.written[rounds[at].word] ?? rounds[at].word), "”, or a shuffle?");
      strips.replaceChildren(...pair.articles.map(strip));
      for (const button of answers) button.setAttribute("aria-disabled", String(answered));
      on.hidden = !answered;
      on.textContent = at + 1 < rounds.length ? "Next word" : "Next set";
    };

    /** @param {number} real */
    const answer = (real) => {
      if (answered) return;
      const { real: truth, uses, passed, made } = pair.sets[set][at];
      const rounds = pair.sets[set].length;
      answered = true;
      right += Number(real === truth);
      const [first, second] = names();
      const told = [
        `${real === truth ? "Right" : "Wrong"}: ${truth ? "this is how the articles have it" : "this was a shuffle"}.`,
        `${opened(first)} uses the word ${times(uses[0])}, ${second} ${times(uses[1])}.`,
        `As a keyword it passes ${passed} of ${made} checks.`,
        ...(at + 1 === rounds ? [`That was the last word of this set: you were right ${times(right)} in ${rounds}. Tossing a coin gives half.`] : []),
      ];
      draw();
      status.replaceChildren(told.join(" "), " ", data.explained ? el("a", { href: data.explained }, "What the checks ask") : "");
      on.focus();
    };

    /** Go on to the next word, or to the first of the next set. */
    const go = () => {
      if (at + 1 < pair.sets[set].length) at += 1;
      else start((set + 1) % pair.sets.length);
      answered = false;
      status.textContent = "";
      draw();
      heading.focus();
    };

    /** @param {number} other */
    const start = (other) => {
      [set, at, right, answered] = [other, 0, 0, false];
      status.textContent = "";
    };

    const choose = el("select", { id: "play-pair", onchange: () => { pair = data.words[/** @type {HTMLSelectElement} */ (choose).selectedIndex]; start(0); draw(); } },
      ...data.words.map((_, place) => el("option", {}, data.pairs[place] ?? "")));
    draw();
    return el("section", { class: "play-game", "aria-labelledby": "play-words" },
      el("h2", { id: "play-words" }, "Keyword, or chance?"),
      el("p", {}, "A cell is a paragraph, with the number of times it uses the word; the paragraphs with most uses come first. Either the strips are as the articles have them, or the paragraphs of both were shuffled and dealt out again. Which is it? Everybody who plays gets the same words in the same order."),
      el("p", { class: "play-choose" }, el("label", { for: "play-pair" }, "The articles"), choose,
        el("button", { type: "button", onclick: () => { start((set + 1) % pair.sets.length); draw(); } }, "Another set")),
      where,
      heading,
      strips,
      el("p", { class: "play-buttons" }, ...answers, on),
      status);
  };

  window.parallaxGames = { ...window.parallaxGames, words: game };
}
