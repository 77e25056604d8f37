// The mark behind a claim, and a term of the glossary, open a short card: on hover, on tap and on Enter. What the cards
// say comes with the book (cards.js and terms.js, written when it is built); without scripts, a mark is a link to its
// claim in the findings, and a term one to the glossary.
const root = new URL(document.documentElement.dataset.content_root ?? "./", document.baseURI);

const claimCard = (link) => {
  const id = link.hash.replace(/^#claim-/, "");
  const claim = (window.parallaxCards?.claims ?? []).find((one) => one.id === id);
  return claim && `${claim.card}<p><a href="${claim.address}">See this claim</a></p>`;
};

const termCard = (link) => {
  const term = window.parallaxTerms?.[link.dataset.term];
  return term && `<p><strong>${term.term}</strong></p>${term.html}<p><a href="${link.href}">In the glossary</a></p>`;
};

const startCards = () => {
  const card = document.createElement("div");
  card.className = "parallax-popover";
  card.id = "parallax-popover";
  card.setAttribute("role", "dialog");
  card.hidden = true;
  document.querySelector("article.bd-article")?.append(card);
  let opener = null;
  let pinned = false; // by a click: the card then stays until it is closed
  let leaving = 0;
  let from = 0; // where the page was when the card opened

  const close = () => {
    if (!opener) return;
    if (card.contains(document.activeElement)) opener.focus();
    opener.setAttribute("aria-expanded", "false");
    opener = null;
    pinned = false;
    card.hidden = true;
  };

  // On a wide screen beside its mark, else at the foot of the screen (marks.css).
  const place = (link) => {
    const mark = link.getBoundingClientRect();
    const wide = document.documentElement.clientWidth;
    card.style.left = `${Math.max(8, Math.min(mark.left, wide - card.offsetWidth - 8))}px`;
    const below = mark.bottom + 6;
    const fits = below + card.offsetHeight < window.innerHeight;
    card.style.top = `${fits ? below : Math.max(8, mark.top - card.offsetHeight - 6)}px`;
  };

  const open = (link, html) => {
    clearTimeout(leaving);
    if (opener === link) return;
    close();
    opener = link;
    card.innerHTML = html;
    card.setAttribute("aria-label", link.textContent);
    for (const inner of card.querySelectorAll("a[href]")) {
      inner.href = new URL(inner.getAttribute("href"), root).href;
    }
    link.setAttribute("aria-expanded", "true");
    card.hidden = false;
    from = window.scrollY;
    place(link);
  };

  const leave = () => {
    clearTimeout(leaving);
    leaving = setTimeout(() => pinned || close(), 250);
  };

  const prepare = (link, of) => {
    const html = of(link);
    if (!html) return;
    link.setAttribute("aria-haspopup", "dialog");
    link.setAttribute("aria-expanded", "false");
    link.addEventListener("mouseenter", () => open(link, html));
    link.addEventListener("mouseleave", leave);
    link.addEventListener("click", (event) => {
      // With a key held down a reader wants the page itself; so does a second tap on the same mark.
      if (event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      open(link, html);
      pinned = true;
      if (event.detail === 0) card.querySelector("a")?.focus(); // by Enter
    });
  };

  document.querySelectorAll(".parallax-claim-mark a[href*='#claim-']").forEach((link) => prepare(link, claimCard));
  document.querySelectorAll("a.parallax-term").forEach((link) => prepare(link, termCard));
  card.addEventListener("mouseenter", () => clearTimeout(leaving));
  card.addEventListener("mouseleave", leave);
  document.addEventListener("click", (event) => {
    if (opener && !card.contains(event.target) && !opener.contains(event.target)) close();
  });
  document.addEventListener("keydown", (event) => event.key === "Escape" && close());
  // It goes along with its mark; one that only the mouse had opened closes when the page moves on.
  const follow = () => (pinned || Math.abs(window.scrollY - from) < 60 ? place(opener) : close());
  window.addEventListener("scroll", () => opener && follow(), { passive: true });
};

window.addEventListener("DOMContentLoaded", startCards);
