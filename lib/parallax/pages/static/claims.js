// Lets readers filter and search the claims, and copy one with its citation. All of it is in the page (figures.claims);
// without this script each card is there, folded, and complete.
const plain = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").replace(/[‘’]/g, "'").toLowerCase();

const startClaims = (box) => {
  const form = box.querySelector("form.parallax-filters");
  const cards = [...box.querySelectorAll("details.parallax-claim")].map((card) => ({
    card,
    words: plain(`${card.id} ${card.textContent}`),
  }));

  const fits = ({ card, words }, asked) =>
    (!asked.article || card.dataset.articles.split(" ").includes(asked.article)) &&
    (!asked.chapter || card.dataset.chapters.split(" ").includes(asked.chapter)) &&
    (!asked.how || card.dataset.how === asked.how) &&
    (!asked.firmness || card.dataset.firmness === asked.firmness) &&
    plain(asked.words)
      .split(/\s+/)
      .every((word) => words.includes(word));

  const update = () => {
    const asked = Object.fromEntries(new FormData(form));
    let shown = 0;
    for (const one of cards) {
      one.card.hidden = !fits(one, asked);
      shown += one.card.hidden ? 0 : 1;
    }
    form.querySelector("output").textContent = `${shown} of ${cards.length} claims shown`;
  };

  const copy = async (card, button) => {
    const address = new URL(`#${card.id}`, document.baseURI.split("#")[0]).href;
    const version = window.DOCUMENTATION_OPTIONS?.VERSION ?? "";
    const said = card.querySelector(".parallax-said").textContent;
    const id = card.id.replace(/^claim-/, "");
    try {
      await navigator.clipboard.writeText(`${said} (Parallax ${version}, claim ${id}, ${address})`);
      button.textContent = "Copied";
    } catch {
      button.textContent = "The browser does not let a page copy here";
    }
  };

  for (const { card } of cards) {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = "Copy with citation";
    button.addEventListener("click", () => copy(card, button));
    card.querySelector(".parallax-acts").append(" ", button);
  }

  const show = () => {
    const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (!target || !box.contains(target)) return;
    form.reset();
    target.open = true;
    target.scrollIntoView();
  };

  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("input", update);
  form.addEventListener("reset", () => setTimeout(update));
  form.hidden = false;
  form.reset(); // a browser may keep what was chosen on the last visit
  update();
  window.addEventListener("hashchange", show);
  show();
};

window.addEventListener("DOMContentLoaded", () => document.querySelectorAll(".parallax-claims").forEach(startClaims));
