// Lets readers filter, search and sort a matrix of many points. What it works on is all in the page (figures.matrix);
// it asks for nothing, and without it the themes stay folded and complete.
const ANSWERS = ["says", "reports", "disputes"];

// What a cell is marked with: words, joined by a bar.
const marksOf = (cell) => (cell.dataset.marks ?? "").split("|").filter(Boolean);
const isAnswer = (mark) => ANSWERS.includes(mark);
const folded = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").replace(/[‘’]/g, "'").toLowerCase();

const startFilters = (matrix) => {
  const form = matrix.querySelector("form.parallax-filters");
  const themes = [...matrix.querySelectorAll("details.parallax-theme")];
  const points = [...matrix.querySelectorAll("tbody")].map((body, place) => {
    const cells = [...body.querySelectorAll("td[data-group]")];
    return {
      body,
      place,
      table: body.parentElement,
      cells,
      row: body.querySelector("th").textContent,
      words: folded(body.textContent),
      answered: cells.filter((cell) => marksOf(cell).some(isAnswer)).length,
    };
  });

  // Sorted points leave their themes for one list.
  const list = themes[0].cloneNode(true);
  const together = list.querySelector("table");
  together.querySelectorAll("tbody").forEach((body) => body.remove());
  list.querySelector("summary").textContent = "All themes";
  list.hidden = true;
  matrix.append(list);

  const orders = {
    "most answered first": (a, b) => b.answered - a.answered || a.place - b.place,
    "by how they meet": (a, b) => a.body.dataset.kind.localeCompare(b.body.dataset.kind) || a.place - b.place,
    "A to Z": (a, b) => a.row.localeCompare(b.row),
  };

  const fits = (point, { theme, kind, group, mark, words }) => {
    if ((theme && point.body.dataset.theme !== theme) || (kind && point.body.dataset.kind !== kind)) return false;
    const asked = (one) => (mark ? one === mark : isAnswer(one));
    const cells = point.cells.filter((cell) => !group || cell.dataset.group === group);
    if ((group || mark) && !cells.some((cell) => marksOf(cell).some(asked))) return false;
    return folded(words).split(/\s+/).every((word) => point.words.includes(word));
  };

  const update = (unfold) => {
    const asked = Object.fromEntries(new FormData(form));
    const sorted = orders[asked.order];
    const shown = points.filter((point) => fits(point, asked));
    for (const point of points) point.body.hidden = !shown.includes(point);
    for (const point of sorted ? [...points].sort(sorted) : points) {
      (sorted ? together : point.table).append(point.body);
    }
    for (const details of themes) {
      const mine = shown.filter((point) => details.contains(point.table));
      details.hidden = Boolean(sorted) || mine.length === 0;
      details.querySelector(".parallax-count").textContent = mine.length;
      if (unfold) details.open = shown.length < points.length;
    }
    list.hidden = !sorted || shown.length === 0;
    list.open = true;
    form.querySelector("output").textContent = `${shown.length} of ${points.length} questions shown`;
  };

  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("input", () => update(true));
  form.addEventListener("reset", () => setTimeout(() => update(true)));
  form.hidden = false;
  form.reset(); // a browser may keep what was chosen on the last visit
  update(false);
};

window.addEventListener("DOMContentLoaded", () => document.querySelectorAll(".parallax-filtered").forEach(startFilters));
