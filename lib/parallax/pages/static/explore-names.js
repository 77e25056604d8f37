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

  /** @param {string} text */
  const folded = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").replace(/[‘’]/g, "'").toLowerCase().trim();
  /** @param {number} n @param {string} one */
  const several = (n, one) => `${n.toLocaleString("en")} ${one}${n === 1 ? "" : "s"}`;
  /** @param {number} value */
  const signed = (value) => value.toFixed(1).replace("-", "−");

  /** How something is written: a word that is a name has its capital. @param {Explored} data @param {string} kind @param {string} name */
  const written = (data, kind, name) =>
    kind === "words" || kind === "phrases" ? name.split(" ").map((word) => data.written[word] ?? word).join(" ") : name;

  /** A link to a paragraph, by its number through all articles. @param {Explored} data @param {number} at */
  const toParagraph = (data, at) => {
    const { article, number } = window.parallaxCount.placed(data)[at];
    const where = `${opened(data.articles[article].name)}, paragraph ${number}`;
    return el("a", { class: "parallax-where", href: data.places[at], "aria-label": where }, `¶${number}`);
  };

  window.parallaxNames = { KINDS, CALLED, ONE, CHECKED, SAID, folded, several, signed, written, toParagraph };
}
