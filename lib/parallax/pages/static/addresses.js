// An address that leads to a place which the page does not have says so on top of it, with the nearest that there are.
// A place in a folded part is unfolded.
{
  const KINDS = { claim: "claim", question: "question", term: "entry", paragraph: "paragraph", place: "place" };
  const NEAREST = 3;

  const kindOf = (name) => /^(claim|question|term)-/.exec(name)?.[1] ?? (/-\d+$/.test(name) ? "paragraph" : "place");

  // How alike two names are: the share of pairs of letters that they have in common.
  const pairsOf = (name) => new Set([...name].slice(1).map((letter, place) => name[place] + letter));
  const likeness = (one, other) => {
    const [a, b] = [pairsOf(one), pairsOf(other)];
    return [...a].filter((pair) => b.has(pair)).length / Math.max(1, a.size + b.size);
  };

  const nearest = (name) => {
    const kind = kindOf(name);
    // Of paragraphs the article comes first, then the number.
    const number = /-(\d+)$/.exec(name)?.[1];
    const stemOf = (id) => (kind === "paragraph" ? id.replace(/-\d+$/, "") : id.replace(/^(claim|question|term)-/, ""));
    const far = (id) => (kind === "paragraph" ? Math.abs(Number(/-(\d+)$/.exec(id)[1]) - Number(number)) : 0);
    return [...document.querySelectorAll("article.bd-article [id]")]
      .map(({ id }) => id)
      .filter((id) => kindOf(id) === kind && !/^(cell-id|id\d|codecell|search)/.test(id))
      .map((id) => ({ id, like: likeness(stemOf(name), stemOf(id)) }))
      .filter(({ like }) => like > 0.2)
      .sort((a, b) => b.like - a.like || far(a.id) - far(b.id))
      .slice(0, NEAREST)
      .map(({ id }) => id);
  };

  // What a reader sees of a place: its first words.
  const wordsAt = (id) => {
    const place = document.getElementById(id);
    const part = place.querySelector(".parallax-said") ?? place.querySelector("th, dt, h1, h2, h3, summary") ?? place;
    const words = part.textContent.replace(/[#\s]+/g, " ").trim();
    return words.length > 90 ? `${words.slice(0, 90).replace(/\s\S*$/, "")} …` : words || id;
  };

  const tell = (name) => {
    const article = document.querySelector("article.bd-article");
    if (!article) return;
    const notice = document.createElement("div");
    notice.className = "parallax-notice";
    notice.setAttribute("role", "status");
    article.prepend(notice);
    const text = notice.appendChild(document.createElement("p"));
    text.append(`This page has no ${KINDS[kindOf(name)]} called `);
    text.appendChild(document.createElement("code")).textContent = name.replace(/^(claim|question|term)-/, "");
    const like = nearest(name);
    text.append(like.length ? ". Perhaps you want:" : ". You are at its top.");
    const list = like.length ? notice.appendChild(document.createElement("ul")) : null;
    for (const id of like) {
      const link = list.appendChild(document.createElement("li")).appendChild(document.createElement("a"));
      link.href = `#${id}`;
      link.textContent = wordsAt(id);
    }
    window.scrollTo(0, 0);
  };

  const lookUp = () => {
    document.querySelector(".parallax-notice")?.remove();
    let name = window.location.hash.slice(1).split(":~:")[0];
    try {
      name = decodeURIComponent(name);
    } catch {
      // An address with a stray percent sign is looked up as it is.
    }
    if (!name || name === "top" || name.startsWith("see?")) return; // the last is a view of the explorer
    const place = document.getElementById(name) ?? document.getElementsByName(name)[0];
    if (!place) {
      tell(name);
      return;
    }
    if (place.hidden) place.closest(".parallax-filtered")?.querySelector("form").reset();
    setTimeout(() => unfold(place));
  };

  const unfold = (place) => {
    const closed = (from) => from?.closest("details:not([open])");
    const folded = closed(place);
    for (let fold = folded; fold; fold = closed(fold.parentElement)) fold.open = true;
    if (folded) place.scrollIntoView();
  };

  // After the scripts that hide and fold parts of the page as it opens.
  document.addEventListener("DOMContentLoaded", () => setTimeout(lookUp));
  window.addEventListener("hashchange", lookUp);
}
