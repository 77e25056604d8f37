// @ts-check
/// <reference types="./elements.d.ts" />
/// <reference types="./explore.d.ts" />
// What the explorer calls things, and how it writes numbers and words.
{
  const { el, opened } = window.parallaxElements;

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

  /** What is compared, a part of it, who read: as the page calls one, and several. */
  const { compared: COMPARED, part: PART, reader: READER } = window.parallaxExplore?.nouns ?? { compared: "", part: "", reader: "" };
  const ALL = `${COMPARED}s`;
  const PARTS = `${PART}s`;
  /** @param {string} noun */
  const a = (noun) => `${/^[aeiou]/.test(noun) ? "an" : "a"} ${noun}`;

  /** @param {string} text */
  const folded = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").replace(/[‘’]/g, "'").toLowerCase().trim();
  /** @param {number} n @param {string} one */
  const several = (n, one) => `${n.toLocaleString("en")} ${one}${n === 1 ? "" : "s"}`;
  /** @param {number} value */
  const signed = (value) => value.toFixed(1).replace("-", "−");

  /** How something is written: a word that is a name has its capital. @param {Explored} data @param {string} kind @param {string} name */
  const written = (data, kind, name) =>
    kind === "words" || kind === "phrases" ? name.split(" ").map((word) => data.written[word] ?? word).join(" ") : name;

  /** What a part is called, by what it is of and its number there: short, and in full.
   * @param {Explored} data @param {number} article @param {number} number @returns {[string, string]} */
  const called = (data, article, number) => {
    const { name, texts } = data.articles[article];
    const text = texts?.[number - 1];
    return text ? [text, `${opened(name)}, ${text}`] : [`¶${number}`, `${opened(name)}, ${PART} ${number}`];
  };

  /** A link to a part, by its number through all articles; its name alone where no page shows it.
   * @param {Explored} data @param {number} at */
  const toParagraph = (data, at) => {
    const { article, number } = window.parallaxCount.placed(data)[at];
    const [short, full] = called(data, article, number);
    return data.places[at]
      ? el("a", { class: "parallax-where", href: data.places[at], "aria-label": full }, short)
      : el("span", { class: "parallax-where", title: full }, short);
  };

  window.parallaxNames = { KINDS, CALLED, ONE, CHECKED, SAID, folded, several, signed, written, called, toParagraph, COMPARED, ALL, PART, PARTS, READER, a };
}
