// @ts-check
/// <reference types="./elements.d.ts" />
/// <reference types="./explore.d.ts" />
// What the explorer shows, and the address that says so, behind #see?.
{
  const count = window.parallaxCount;
  const PREFIX = "#see?";

  /** @param {Explored} data */
  const addresses = (data) => {
    const kinds = window.parallaxNames.KINDS.filter((kind) => (kind === "questions" ? data.questions : (data[kind]?.names ?? [])).length > 0);
    const { COMPARED, a } = window.parallaxNames;
    /** Names with a comma in them, in a list that has commas between. @param {string} id */
    const listed = (id) => id.replaceAll(",", "%2C");

    /** The picture opens with the word that passes most checks, so that there is a card to read. */
    const best = () => {
      const [first] = count.contrast(data, "words", count.own(data), opening().articles)?.rows.toSorted((a, b) => count.held(b, data.checks).passed - count.held(a, data.checks).passed || b[3] - a[3]) ?? [];
      return first?.[1] ?? "";
    };

    /** @returns {State} */
    const opening = () => ({
      kind: "words", articles: data.opening.map((id) => data.articles.findIndex((one) => one.id === id)).sort(),
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
          const asked = value.split(",").filter(Boolean).map((id) => id.replaceAll("%2C", ","));
          const known = asked.map((id) => data.articles.findIndex((one) => one.id === id));
          odd.push(...asked.filter((_, at) => known[at] < 0).map((id) => `${a(COMPARED)} “${id}”`));
          const found = [...new Set(known.filter((at) => at >= 0))].sort();
          if (found.length) state.articles = found;
        } else if (name === "item") state.item = value.slice(0, 200);
        else if (name === "order" && ["difference", "firm", "uses", "name"].includes(value)) state.order = value;
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
      parts.set("articles", state.articles.map((at) => listed(data.articles[at].id)).join(","));
      for (const name of /** @type {const} */ (["item", "order", "theme", "relation"])) {
        if (state[name] !== first[name]) parts.set(name, state[name]);
      }
      for (const { id } of data.choices) if (state.choices[id] !== first.choices[id]) parts.set(id, String(state.choices[id]));
      return PREFIX + parts.toString();
    };

    return { kinds, opening, read, written };
  };

  window.parallaxAddresses = { PREFIX, addresses };
}
