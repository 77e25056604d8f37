/// <reference lib="dom" />
/// <reference lib="dom.iterable" />
// @ts-check
// A reader's own copy of the articles: reading a file, telling by the fingerprints of its lines which article it is, and
// a phrase with its context and the words nearby. It does what parallax.articles does, with the words of words.js, and
// knows nothing of the page.

/** @typedef {import("./words.js").Token} Token */
/** @typedef {import("./words.js").Words} Words */
/** @typedef {{ sha256: string, paragraph: number | null, role: string, skip: number, address: string }} Line */
/** @typedef {{ id: string, name: string, copy: string, lines: Line[] }} Article */
/** @typedef {{ text: string, number: number }} Own */
/** @typedef {{ article: string, at: number }} Place */

/**
 * What a file has of an article: lines of the article that are in it, that are not, and that stand there differently.
 * @typedef {object} Part
 * @property {string} article
 * @property {{ at: number, own: Own }[]} same
 * @property {{ at: number, own: Own }[]} different
 * @property {number[]} missing
 */

/** @typedef {{ parts: Part[], more: Own[] }} Match */
/** @typedef {{ own: Own, place: Place | null }} Row */
/** @typedef {Map<string, number>} Counts */
/** @typedef {{ article: string, at: number, paragraph: number | null, plain: string, tokens: Token[] }} Read */

/**
 * @typedef {object} Hit
 * @property {Read} line
 * @property {number} first
 * @property {number} last
 * @property {string} left
 * @property {string} match
 * @property {string} right
 */

/**
 * A word, how often it is before, after and near the hits, by chance, and in all that is searched; and two measures.
 * @typedef {object} Collocate
 * @property {string} term
 * @property {number} left
 * @property {number} right
 * @property {number} nearby
 * @property {number} expected
 * @property {number} all
 * @property {number} logDice
 * @property {number} t
 */

{
  const given = /** @type {{ parallaxWords: Words }} */ (/** @type {unknown} */ (globalThis));
  const { SPACE, folded, normalise, tokenize, numbers, find } = given.parallaxWords;

  // Something that a reader can put right; the message says what.
  class Refusal extends Error {}

  const AGAIN = "save the article as plain text with the encoding UTF-8";
  const KINDS = [
    { head: [0x25, 0x50, 0x44, 0x46], name: "a PDF" },
    { head: [0x50, 0x4b, 3, 4], name: "a document of an office program, or an archive" },
    { head: [0x89, 0x50, 0x4e, 0x47], name: "an image" },
    { head: [0xff, 0xd8, 0xff], name: "an image" },
    { head: [0x47, 0x49, 0x46, 0x38], name: "an image" },
  ];

  const linesIn = (/** @type {Uint8Array} */ bytes) => bytes.reduce((n, byte) => n + (byte === 10 ? 1 : 0), 1);

  // The line of the first byte that is not UTF-8: the decoder itself does not say where it stopped.
  /** @type {(bytes: Uint8Array) => number} */
  const brokenLine = (bytes) => {
    let [good, bad] = [0, bytes.length];
    while (bad - good > 1) {
      const middle = (good + bad) >> 1;
      try {
        new TextDecoder("utf-8", { fatal: true }).decode(bytes.subarray(0, middle), { stream: true });
        good = middle;
      } catch {
        bad = middle;
      }
    }
    return linesIn(bytes.subarray(0, good));
  };

  /** @type {(bytes: Uint8Array) => string} */
  const decoded = (bytes) => {
    try {
      return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
    } catch {
      throw new Refusal(`line ${brokenLine(bytes)} is not UTF-8; ${AGAIN}`);
    }
  };

  // The lines that hold something, with the numbers that an editor gives them.
  /** @type {(bytes: Uint8Array) => Own[]} */
  const readLines = (bytes) => {
    const kind = KINDS.find(({ head }) => head.every((byte, place) => bytes[place] === byte));
    if (kind) throw new Refusal(`this is ${kind.name}; ${AGAIN}`);
    const text = decoded(bytes);
    const nul = text.indexOf("\0");
    if (nul >= 0) {
      const line = text.slice(0, nul).split("\n").length;
      throw new Refusal(`line ${line} has a NUL, so this is not text in UTF-8; ${AGAIN}`);
    }
    const lines = text.replace(/\r\n?/g, "\n").split("\n").map((line, place) => ({ text: line, number: place + 1 }));
    const full = lines.filter((line) => line.text.split(SPACE).some(Boolean));
    if (!full.length) throw new Refusal(`the file is empty; ${AGAIN}`);
    return full;
  };

  /** @type {(line: string) => Promise<string>} */
  const fingerprint = async (line) => {
    const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(folded(line)));
    return [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  };

  // Each own line with its place in an article, or none. Where several are the same, the one that comes next.
  /** @type {(lines: Own[], articles: Article[]) => Promise<Row[]>} */
  const placed = async (lines, articles) => {
    /** @type {Map<string, Place[]>} */
    const free = new Map();
    for (const { id, lines: recorded } of articles) {
      recorded.forEach(({ sha256 }, at) => free.set(sha256, [...(free.get(sha256) ?? []), { article: id, at }]));
    }
    const prints = await Promise.all(lines.map((line) => fingerprint(line.text)));
    let last = "";
    return lines.map((own, row) => {
      const places = free.get(prints[row]) ?? [];
      const [place] = places.splice(Math.max(0, places.findIndex(({ article }) => article === last)), 1);
      last = place?.article ?? last;
      return { own, place: place ?? null };
    });
  };

  // Runs of own lines that are nobody's, each with the article's lines between its two neighbours.
  /** @type {(rows: Row[], articles: Article[]) => { run: Own[], article: string, gap: number[] }[]} */
  const gaps = (rows, articles) => {
    const found = [];
    const known = rows.filter(({ place }) => place);
    for (let after = 0; after <= known.length; after += 1) {
      const [one, two] = [known[after - 1], known[after]];
      const run = rows.slice(one ? rows.indexOf(one) + 1 : 0, two ? rows.indexOf(two) : rows.length).map(({ own }) => own);
      const article = one?.place?.article ?? two?.place?.article ?? "";
      const same = !two?.place || two.place.article === article;
      const end = two?.place && same ? two.place.at : (articles.find(({ id }) => id === article)?.lines.length ?? 0);
      const start = one?.place ? one.place.at + 1 : 0;
      found.push({ run, article, gap: Array.from({ length: Math.max(0, end - start) }, (_, place) => start + place) });
    }
    return found;
  };

  // Which articles a file has, whatever its name and whatever else is in it.
  /** @type {(lines: Own[], articles: Article[]) => Promise<Match>} */
  const compare = async (lines, articles) => {
    const rows = await placed(lines, articles);
    /** @type {Map<string, Part>} */
    const parts = new Map();
    for (const { own, place } of rows) {
      if (!place) continue;
      const part = parts.get(place.article) ?? { article: place.article, same: [], different: [], missing: [] };
      part.same.push({ at: place.at, own });
      parts.set(place.article, part);
    }
    /** @type {Own[]} */
    const more = [];
    for (const { run, article, gap } of gaps(rows, articles)) {
      const part = parts.get(article);
      const open = gap.filter((at) => !part?.same.some((line) => line.at === at));
      // As many lines as are missing: these stand in their place.
      if (part && run.length === open.length) part.different.push(...run.map((own, row) => ({ at: open[row], own })));
      else more.push(...run);
    }
    for (const part of parts.values()) {
      const there = new Set([...part.same, ...part.different].map(({ at }) => at));
      const recorded = articles.find(({ id }) => id === part.article)?.lines ?? [];
      part.missing = recorded.map((_, at) => at).filter((at) => !there.has(at));
    }
    return { parts: [...parts.values()], more };
  };

  // A line as it is searched; `skip` characters of a dateline are not counted in the body.
  /** @type {(article: Article, at: number, text: string, skip: number) => Read} */
  const read = (article, at, text, skip) => {
    const line = [...folded(text)].slice(skip).join("");
    return { article: article.id, at, paragraph: article.lines[at].paragraph, plain: normalise(line), tokens: tokenize(line) };
  };

  // The terms that a phrase is looked up by, in order.
  /** @type {(phrase: string) => string[]} */
  const termsOf = (phrase) => {
    const tokens = tokenize(phrase);
    const [odd] = numbers(phrase);
    if (odd !== undefined) {
      throw new Refusal(
        `“${odd}” contains a digit or another sign for a number, and those are not indexed; give the words beside it`,
      );
    }
    const [sign] = ["*", "\\", "|"].filter((one) => phrase.includes(one));
    if (sign) throw new Refusal(`“${sign}” has no special meaning here; search for each form of a word separately`);
    if (!tokens.length) throw new Refusal("it contains no word; give one, for instance “government in exile”");
    if (tokens[tokens.length - 1].sentence) {
      throw new Refusal("a phrase cannot cross the end of a sentence; give words of one");
    }
    return tokens.map(({ term }) => term);
  };

  // The first of some characters, up to the end of the last whole word; they are characters, not the halves of which some
  // consist here.
  /** @type {(characters: string[], width: number) => string[]} */
  const whole = (characters, width) => {
    if (characters.length <= width || characters[width] === " ") return characters.slice(0, width);
    const end = characters.lastIndexOf(" ", width - 1);
    return characters.slice(0, end > 0 ? end : width);
  };

  /** @type {(terms: string[], lines: Read[], width: number) => Hit[]} */
  const concordance = (terms, lines, width) =>
    lines.flatMap((line) =>
      find(line.tokens, terms).map((first) => {
        const last = first + terms.length - 1;
        const [low, high] = [line.tokens[first].start, line.tokens[last].end];
        const left = whole([...line.plain.slice(0, low)].reverse(), width).reverse().join("");
        const right = whole([...line.plain.slice(high)], width).join("");
        return { line, first, last, left, match: line.plain.slice(low, high), right };
      }),
    );

  const compared = (/** @type {string[]} */ one, /** @type {string[]} */ other) => {
    const differs = one.findIndex((word, place) => word !== other[place]);
    if (differs < 0 || differs >= other.length) return one.length - other.length;
    return one[differs] < other[differs] ? -1 : 1;
  };

  const beside = {
    // From the match outwards.
    left: (/** @type {Hit} */ hit) => hit.line.tokens.slice(0, hit.first).map(({ term }) => term).reverse(),
    right: (/** @type {Hit} */ hit) => hit.line.tokens.slice(hit.last + 1).map(({ term }) => term),
  };

  // By the words on one side, or as they come; those alike stay in the order of the text.
  /** @type {(hits: Hit[], order: string) => Hit[]} */
  const sorted = (hits, order) => {
    if (order !== "left" && order !== "right") return hits;
    return hits
      .map((hit) => ({ hit, words: beside[order](hit) }))
      .sort((a, b) => compared(a.words, b.words))
      .map(({ hit }) => hit);
  };

  // On which side of its nearest hit a token is, if one is near enough; between two equally near, after the first.
  /** @type {(token: Token, hits: Hit[], left: number, right: number) => "left" | "right" | null} */
  const sideOf = (token, hits, left, right) => {
    const near = hits
      .filter(({ line, first }) => line.tokens[first].sentence === token.sentence)
      .map(({ line: { tokens }, first, last }) => {
        const [before, after] = [tokens[first].position - token.position, token.position - tokens[last].position];
        return before > 0
          ? { far: before, side: /** @type {const} */ ("left"), most: left }
          : { far: after, side: /** @type {const} */ ("right"), most: right };
      })
      .filter(({ far, most }) => far <= most)
      .sort((a, b) => a.far - b.far);
    return near[0]?.side ?? null;
  };

  // How often each word is near the hits, before and after them. Words within a hit are near none.
  /** @type {(hits: Hit[], left: number, right: number) => { left: Counts, right: Counts, within: Counts }} */
  const nearby = (hits, left, right) => {
    const counts = { left: new Map(), right: new Map(), within: new Map() };
    for (const line of new Set(hits.map((hit) => hit.line))) {
      const own = hits.filter((hit) => hit.line === line);
      line.tokens.forEach((token, place) => {
        const inside = own.some(({ first, last }) => first <= place && place <= last);
        const side = inside ? "within" : sideOf(token, own, left, right);
        if (side) counts[side].set(token.term, (counts[side].get(token.term) ?? 0) + 1);
      });
    }
    return counts;
  };

  const total = (/** @type {Counts} */ counts) => [...counts.values()].reduce((sum, n) => sum + n, 0);

  // What keeps company with the hits: logDice of Rychlý (2008), 14 + log2(2 f(xy) / (f(x) + f(y))), and t of Church and
  // others (1991), (observed - expected) / root of observed; expected if the words outside the hits were shuffled.
  /** @type {(hits: Hit[], lines: Read[], left: number, right: number) => Collocate[]} */
  const collocates = (hits, lines, left, right) => {
    const counts = nearby(hits, left, right);
    /** @type {Counts} */
    const all = new Map();
    for (const { tokens } of lines) for (const { term } of tokens) all.set(term, (all.get(term) ?? 0) + 1);
    const share = (total(counts.left) + total(counts.right)) / (total(all) - total(counts.within));
    return [...new Set([...counts.left.keys(), ...counts.right.keys()])].map((term) => {
      const [before, after] = [counts.left.get(term) ?? 0, counts.right.get(term) ?? 0];
      const [n, f] = [before + after, all.get(term) ?? 0];
      const expected = share * (f - (counts.within.get(term) ?? 0));
      const logDice = 14 + Math.log2((2 * n) / (hits.length + f));
      return { term, left: before, right: after, nearby: n, expected, all: f, logDice, t: (n - expected) / Math.sqrt(n) };
    });
  };

  // Those alike go by how often they are nearby, then by the alphabet.
  /** @type {(words: Collocate[], by: keyof Collocate, down: boolean) => Collocate[]} */
  const ranked = (words, by, down) => {
    const sign = down ? -1 : 1;
    const alphabetic = (/** @type {Collocate} */ a, /** @type {Collocate} */ b) => compared([a.term], [b.term]);
    return [...words].sort((a, b) => {
      if (by === "term") return sign * alphabetic(a, b);
      return sign * (a[by] - b[by]) || b.nearby - a.nearby || alphabetic(a, b);
    });
  };

  const parallaxConcordance = {
    Refusal, readLines, fingerprint, compare, read, termsOf, concordance, sorted, collocates, ranked,
  };
  Object.assign(globalThis, { parallaxConcordance });
}
