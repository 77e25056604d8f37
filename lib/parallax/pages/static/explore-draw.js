// @ts-check
/// <reference types="./elements.d.ts" />
/// <reference types="./explore.d.ts" />
// What the explorer draws: the plane of two articles, rates on one line, articles as strips of paragraphs. It knows
// nothing of the state of the page.
{
  const count = window.parallaxCount;
  const { held } = count;
  const { el, opened } = window.parallaxElements;
  const { called, several, PART, READER } = window.parallaxNames;

  // The plane of two articles

  const SIDE = 420;
  const EDGE = 44;

  /** Draw the rates of two articles. @param {Picture} view */
  const plane = ({ rows, sizes, articles: [x, y], names, table, checks, item: chosen, caption, label: named, choose }) => {
    const total = sizes[x] + sizes[y];
    const words = table?.shuffled?.tokens ?? [];
    // Where each term would fall in each shuffle.
    const fallen = Object.entries(table?.shuffled?.uses ?? {}).flatMap(([name, uses]) => {
      const item = rows.find((row) => row.name === name);
      if (!item) return [];
      const all = item.n[x] + item.n[y];
      return uses.map((n, shuffle) => [count.rate(n, words[shuffle]), count.rate(all - n, total - words[shuffle])]);
    });
    const most = Math.max(1, ...rows.flatMap(({ rates }) => [rates[x], rates[y]]), ...fallen.flat());
    // Most terms are rare: a square root gives them room.
    const at = (/** @type {number} */ rate) => Math.sqrt(rate / most) * (SIDE - EDGE - 16);
    const left = (/** @type {number} */ rate) => EDGE + at(rate);
    const top = (/** @type {number} */ rate) => SIDE - EDGE - at(rate);
    const ticks = [0, 0.5, 1, 2, 5, 10, 20, 50, 100].filter((tick) => tick <= most);
    const firm = new Map((table?.rows ?? []).map((row) => [row[1], row]));
    const dust = fallen.map(([a, b]) => `M${left(a).toFixed(1)} ${top(b).toFixed(1)}h0`);
    const points = [...rows].sort((a, b) => a.total - b.total).map((row) => {
      const found = firm.get(row.name);
      const share = found ? held(found, checks).passed / Math.max(1, held(found, checks).made) : 0;
      const label = `${named(row.name)}: ${opened(names[x])} ${row.rates[x].toFixed(1)}, ${names[y]} ${row.rates[y].toFixed(1)} per 1,000 words${found ? `; ${held(found, checks).passed} of ${held(found, checks).made} checks` : ""}`;
      return { row, found, share, label, px: left(row.rates[x]), py: top(row.rates[y]) };
    });
    const marks = points.map(({ row, share, label, px, py }) =>
      el("circle", { cx: px, cy: py, r: row.name === chosen ? 7 : 4.5, class: row.name === chosen ? "point chosen" : "point", "fill-opacity": table ? 0.15 + 0.85 * share : 0.4, onclick: () => choose(row.name) }, el("title", {}, label)));
    return el("figure", { class: "explore-plane" },
      el("svg", { viewBox: `0 0 ${SIDE} ${SIDE}`, role: "img", "aria-label": `Plane of rates: ${opened(names[x])} to the right, ${names[y]} upwards. The table has the same rates.` },
        el("path", { class: "diagonal", d: `M${left(0)} ${top(0)}L${left(most)} ${top(most)}` }),
        ...ticks.flatMap((tick) => [
          el("text", { x: left(tick), y: SIDE - EDGE + 18, "text-anchor": "middle" }, String(tick)),
          el("text", { x: EDGE - 8, y: top(tick) + 4, "text-anchor": "end" }, String(tick)),
        ]),
        el("path", { class: "axis", d: `M${left(0)} ${top(most)}V${top(0)}H${left(most)}` }),
        dust.length > 0 && el("path", { class: "dust", d: dust.join("") }),
        ...marks,
        ...labels(points, chosen, checks, named),
        el("text", { x: SIDE - 8, y: SIDE - 6, "text-anchor": "end", class: "axis-name" }, `${opened(names[x])}, per 1,000 words →`),
        el("text", { x: 4, y: 10, class: "axis-name" }, `↑ ${opened(names[y])}, per 1,000 words`)),
      el("figcaption", {}, caption));
  };

  /** Labels of what is chosen, and of what shuffles separate less well, where there is room.
   * @param {{row: Compared, found: ContrastRow | undefined, share: number, px: number, py: number}[]} points
   * @param {string} chosen @param {string[]} checks @param {(name: string) => string} named */
  const labels = (points, chosen, checks, named) => {
    /** @type {{x: number, y: number, wide: number}[]} */
    const taken = [];
    const shuffling = checks.indexOf("by_shuffling");
    return points
      .filter(({ row, found }) => row.name === chosen || (found && found.slice(-checks.length)[shuffling]))
      .sort((a, b) => Number(b.row.name === chosen) - Number(a.row.name === chosen) || b.share - a.share)
      .flatMap(({ row, px, py }) => {
        const wide = row.name.length * 6.6;
        const end = px + 8 + wide > SIDE;
        const x = end ? px - 8 - wide : px + 8;
        if (taken.some((one) => Math.abs(one.y - py) < 13 && x < one.x + one.wide && one.x < x + wide)) return [];
        taken.push({ x, y: py, wide });
        return [el("text", { x: end ? px - 8 : px + 8, y: py + 4, "text-anchor": end ? "end" : "start", class: "point-name" }, named(row.name))];
      });
  };

  // Rates on one line

  /** Draw the rates of some articles on one line. @param {Compared} row @param {number} most @param {number[]} articles
   * @param {Article[]} every */
  const dumbbell = (row, most, articles, every) => {
    const at = (/** @type {number} */ value) => 6 + (value / most) * 108;
    const mine = articles.filter((article) => Number.isFinite(row.rates[article]));
    const ends = mine.map((article) => at(row.rates[article]));
    return el("svg", { viewBox: "0 0 120 16", class: "explore-dumbbell", "aria-hidden": "true" },
      el("line", { x1: Math.min(...ends), x2: Math.max(...ends), y1: 8, y2: 8 }),
      ...mine.map((article, place) => el("circle", { cx: ends[place], cy: 8, r: 5, class: "explore-dot", "data-article": every[article].id })));
  };

  // Strips of paragraphs

  const CELLS = 500;

  /** Draw articles as cells, a paragraph each. @param {Explored} data @param {number[]} articles
   * @param {Map<number, number>} where @param {Set<number>} [read] */
  const strips = (data, articles, where, read) => {
    const places = count.placed(data);
    const most = Math.max(1, ...where.values());
    return el("div", { class: "explore-strips" }, ...articles.map((article) => {
      const mine = places.map((place, at) => ({ ...place, at })).filter((place) => place.article === article);
      return el("div", { class: "explore-strip", "data-article": data.articles[article].id },
        el("span", { class: "explore-strip-name" }, opened(data.articles[article].name)),
        mine.length > CELLS ? el("span", { class: "explore-note" }, `${several(mine.length, PART)}, too many to draw.`) : el("span", { class: "explore-cells" }, ...mine.map(({ at, number }) => {
          const n = where.get(at) ?? 0;
          const [, name] = called(data, article, number);
          const said = `${name}: ${n || "none"}${read?.has(at) ? `; its point, as read by ${READER}` : ""}`;
          return n || read?.has(at)
            ? el(data.places[at] ? "a" : "span", { href: data.places[at] || null, class: read?.has(at) ? "cell on read" : "cell on", style: `--n: ${n / most}`, title: said, "aria-label": said }, n ? String(n) : "")
            : el("span", { class: "cell", title: said });
        })));
    }));
  };

  window.parallaxDraw = { plane, dumbbell, strips };
}
