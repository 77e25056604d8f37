// @ts-check
// What a word is, as parallax.language has it: characters, tokens, sentences, quotation marks. The rules themselves come
// from the library (copy-data.js); what is done with them is written here again, and tests compare the two on thousands
// of lines. Nothing here knows of the page.

/**
 * Offsets are those of JavaScript, in which some characters count twice; otherwise as in parallax.language.tokens.
 * @typedef {object} Token
 * @property {string} term
 * @property {number} position
 * @property {number} sentence
 * @property {boolean} quoted
 * @property {boolean} capital
 * @property {number} start
 * @property {number} end
 */

/**
 * Characters are spans for a class of a regular expression; see parallax.language.rules.
 * @typedef {object} Rules
 * @property {string} space
 * @property {string} digit
 * @property {string} dropped
 * @property {string} apart
 * @property {Record<string, string>} plain
 * @property {Record<string, string>} quotations
 * @property {Record<string, string>} turned
 * @property {string} before
 * @property {string} after
 * @property {Record<string, string>} initials
 * @property {Record<string, string>} patterns
 */

/**
 * @typedef {object} Words
 * @property {RegExp} SPACE
 * @property {(line: string) => string} folded
 * @property {(line: string) => string} normalise
 * @property {(line: string) => [number, number][]} quotedSpans
 * @property {(line: string) => number[]} sentenceEnds
 * @property {(line: string) => Token[]} tokenize
 * @property {(line: string) => string[]} numbers
 * @property {(tokens: Token[], terms: string[]) => number[]} find
 */

{
  const given = /** @type {{ parallaxCopy: { rules: Rules } }} */ (/** @type {unknown} */ (globalThis));
  const { rules } = given.parallaxCopy;
  const { patterns } = rules;

  // The same characters as those of Python's str.split and str.isdigit.
  const SPACE = new RegExp(`[${rules.space}]+`, "u");
  const DIGITS = new RegExp(`^[${rules.digit}]+$`, "u");
  const LAST_DIGIT = new RegExp(`[${rules.digit}]$`, "u");

  const CHANGING = new RegExp(`[${rules.dropped}${rules.apart}${Object.keys(rules.plain).join("")}]`, "gu");
  const APART = new RegExp(`[${rules.apart}]`, "u");
  const JOINER = new RegExp(patterns.joiner, "gu");

  const CHUNK = new RegExp(patterns.chunk, "gu");
  const CONTRACTED = new RegExp(`^(?:${patterns.contracted})$`, "u");
  const END = new RegExp(patterns.end, "gu");
  const GOES_ON = new RegExp(`^(?:${patterns.goes_on})$`, "u");
  const GOES_ON_BEFORE_NUMBER = new RegExp(`^(?:${patterns.goes_on_before_number})$`, "u");

  const CLOSING = { ...rules.quotations, ...rules.turned };
  const QUOTATION = new Set([...Object.keys(CLOSING), ...Object.values(CLOSING).join("")]);

  /** @type {Words["folded"]} */
  const folded = (line) => line.normalize("NFC").split(SPACE).filter(Boolean).join(" ");

  /** @type {(char: string) => string} */
  const plainOf = (char) => {
    if (char in rules.plain) return rules.plain[char];
    return APART.test(char) ? char.normalize("NFKC").replace(CHANGING, plainOf) : "";
  };

  /** @type {Words["normalise"]} */
  const normalise = (line) => folded(line.normalize("NFC").replace(CHANGING, plainOf).replace(JOINER, ""));

  // Whether a quotation mark leans on what stands before it, and on what stands after it.
  /** @type {(line: string, index: number) => [boolean, boolean]} */
  const leans = (line, index) => {
    let [low, high] = [index, index];
    while (low > 0 && QUOTATION.has(line[low - 1])) low -= 1;
    while (high < line.length && QUOTATION.has(line[high])) high += 1;
    const [before, after] = [line[low - 1] ?? "", line[high] ?? ""];
    // The ends of a line, an empty string, are in every string.
    return [!(SPACE.test(before) || rules.before.includes(before)), !(SPACE.test(after) || rules.after.includes(after))];
  };

  // Whether a mark that could close what began at `start` begins a quotation inside it.
  /** @type {(line: string, index: number, start: number) => boolean} */
  const nests = (line, index, start) => {
    const either = line[index] in rules.quotations || line[index] === line[start];
    const [left, right] = leans(line, index);
    return either && line[index] !== '"' && !left && right;
  };

  /** @type {(line: string, index: number) => boolean} */
  const opens = (line, index) => {
    const [left, right] = leans(line, index);
    if (line[index] in rules.quotations) {
      const inches = line[index] === '"' && LAST_DIGIT.test(line.slice(0, index));
      return (right || !left) && !inches;
    }
    return line[index] in rules.turned && right && !left;
  };

  /** @type {Words["quotedSpans"]} */
  const quotedSpans = (line) => {
    /** @type {[number, number][]} */
    const spans = [];
    /** @type {number[]} */
    const opened = [];
    for (let index = 0; index < line.length; index += 1) {
      if (!QUOTATION.has(line[index])) continue;
      const own = opened.findLastIndex((start) => CLOSING[line[start]].includes(line[index]));
      if (own >= 0 && !nests(line, index, opened[own])) {
        if (own === 0) spans.push([opened[0], index]);
        opened.length = own;
      } else if (opens(line, index)) {
        opened.push(index);
      }
    }
    return opened.length ? [...spans, [opened[0], line.length]] : spans;
  };

  // Whether a sentence goes on after what could be its end.
  /** @type {(line: string, start: number, end: number, next: string) => boolean} */
  const goesOn = (line, start, end, next) => {
    const word = line.slice(line.lastIndexOf(" ", start - 1) + 1, end);
    return (
      /^\p{Lowercase}/u.test(next) ||
      GOES_ON.test(word) ||
      (DIGITS.test(next) && GOES_ON_BEFORE_NUMBER.test(word)) ||
      DIGITS.test(line.slice(0, end - 1)) // the number of a list, at the head of the line
    );
  };

  /** @type {Words["sentenceEnds"]} */
  const sentenceEnds = (line) => {
    const ends = [];
    for (const match of line.matchAll(END)) {
      const end = match.index + match[0].length;
      if (!goesOn(line, match.index, end, match.groups?.next ?? "")) ends.push(end);
    }
    return ends;
  };

  /** @type {(part: string) => string} */
  const wordOf = (part) => {
    const word = part.includes(".") ? `${part.toLowerCase().replace(/\.+$/, "")}.` : part;
    return Object.hasOwn(rules.initials, word) ? rules.initials[word] : word.toLowerCase();
  };

  // The term for a chunk as printed, but for marks made plain; null for what holds a number.
  /** @type {(chunk: string) => string | null} */
  const termOf = (chunk) => {
    if (/\p{N}/u.test(chunk)) return null;
    const term = chunk.split(/(['-])/).map(wordOf).join("");
    return term.endsWith("'s") && !CONTRACTED.test(term) ? term.slice(0, -2) : term;
  };

  /** @type {Words["tokenize"]} */
  const tokenize = (printed) => {
    const line = normalise(printed);
    const [ends, spans] = [sentenceEnds(line), quotedSpans(line)];
    return [...line.matchAll(CHUNK)].flatMap((match, position) => {
      const term = termOf(match[0]);
      if (term === null) return [];
      const [start, end] = [match.index, match.index + match[0].length];
      return [{
        term,
        position,
        sentence: ends.filter((one) => one <= start).length,
        quoted: spans.some(([low, high]) => low < start && end <= high),
        capital: /^\p{Uppercase}/u.test(match[0]),
        start,
        end,
      }];
    });
  };

  /** @type {Words["numbers"]} */
  const numbers = (line) => {
    const chunks = [...normalise(line).matchAll(CHUNK)].map(([chunk]) => chunk);
    return chunks.filter((chunk) => termOf(chunk) === null);
  };

  // Whether a run of tokens is the terms, side by side in one sentence.
  /** @type {(run: Token[], terms: string[]) => boolean} */
  const matches = (run, terms) => {
    const [first, last] = [run[0], run[run.length - 1]];
    return (
      run.length === terms.length &&
      terms.every((term, place) => run[place].term === term) &&
      first.sentence === last.sentence &&
      last.position - first.position === terms.length - 1
    );
  };

  // Places among the tokens where the terms begin; none overlap.
  /** @type {Words["find"]} */
  const find = (tokens, terms) => {
    const found = [];
    for (let start = 0; start < tokens.length; start += 1) {
      if (matches(tokens.slice(start, start + terms.length), terms)) {
        found.push(start);
        start += terms.length - 1;
      }
    }
    return found;
  };

  /** @type {Words} */
  const parallaxWords = { SPACE, folded, normalise, quotedSpans, sentenceEnds, tokenize, numbers, find };
  Object.assign(globalThis, { parallaxWords });
}
