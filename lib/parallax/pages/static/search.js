// The page of search: above the pages that Sphinx finds, the claims and the questions that have the words; and excerpts
// that begin with the text of a page, not with its furniture. The data come as scripts (cards.js, questions.js), so
// that it works from a file too; there Sphinx cannot read the pages, and shows no excerpts.
{
  const FEW = 5;

  const folded = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").replace(/[‘’]/g, "'").toLowerCase();
  const wordsOf = (text) => folded(text).split(/[^\p{Letter}\p{Number}'-]+/u).filter(Boolean);

  // Every word that was asked for begins a word of the text; one of three letters or less is one.
  const fits = (asked, text) => {
    const words = wordsOf(text);
    return asked.every((word) => words.some((one) => (word.length > 3 ? one.startsWith(word.replace(/(?<=...)s$/, "")) : one === word)));
  };

  const found = (asked, entries) => {
    const together = asked.join(" ");
    return entries
      .map((entry, place) => ({ entry, place, near: wordsOf(entry.text).join(" ").includes(together) ? 0 : 1 }))
      .filter(({ entry }) => fits(asked, `${entry.text} ${entry.more ?? ""}`))
      .sort((a, b) => a.near - b.near || a.place - b.place)
      .map(({ entry }) => entry);
  };

  const listed = (entries) => {
    const list = document.createElement("ul");
    list.className = "parallax-found";
    for (const { text, beside, address } of entries) {
      const item = list.appendChild(document.createElement("li"));
      const link = item.appendChild(document.createElement("a"));
      link.href = document.documentElement.dataset.content_root + address;
      link.textContent = text;
      if (beside) {
        const words = item.appendChild(document.createElement("span"));
        words.className = "parallax-beside-found";
        words.textContent = ` ${beside}`;
      }
    }
    return list;
  };

  const show = (place, name, entries) => {
    if (!entries.length) return;
    const head = place.appendChild(document.createElement("h2"));
    head.textContent = `${name} (${entries.length})`;
    place.append(listed(entries.slice(0, FEW)));
    if (entries.length > FEW) {
      const rest = place.appendChild(document.createElement("details"));
      rest.appendChild(document.createElement("summary")).textContent = `${entries.length - FEW} more`;
      rest.append(listed(entries.slice(FEW)));
    }
  };

  const startSearch = () => {
    const place = document.getElementById("search-results");
    const query = new URLSearchParams(window.location.search).get("q") ?? "";
    const asked = wordsOf(query);
    if (place && asked.length) {
      const box = document.createElement("div");
      box.id = "parallax-found";
      place.before(box);
      const claims = (window.parallaxCards?.claims ?? []).map(({ text, address, id }) => ({ text, address, more: id }));
      const questions = (window.parallaxQuestions ?? []).map(({ text, theme, articles, address }) => ({
        text,
        address,
        more: `${theme} ${articles.join(" ")}`,
        beside: articles.join(", "),
      }));
      show(box, "Claims", found(asked, claims));
      show(box, "Questions", found(asked, questions));
    }
    if (typeof Documentation !== "undefined") {
      Documentation.addTranslations({
        locale: "en",
        plural_expr: "(n != 1)",
        messages: {
          "Search Results": "Pages",
          "Search finished, found ${resultCount} page(s) matching the search query.": "Found: ${resultCount}",
          "Your search did not match any documents. Please make sure that all words are spelled correctly and that you've selected enough categories.":
            "No page has these words. Try fewer words, or another spelling.",
        },
      });
    }
    if (window.location.protocol === "file:") DOCUMENTATION_OPTIONS.SHOW_SEARCH_SUMMARY = false;
    if (typeof Search !== "undefined") {
      Search.htmlToText = textOf;
      const made = Search.makeSearchSummary;
      Search.makeSearchSummary = (...args) => wholeWords(made(...args));
    }
  };

  // An excerpt without the pieces of words at its ends.
  const wholeWords = (summary) => {
    if (summary) {
      summary.textContent = summary.textContent.replace(/^\.\.\.\S*\s/, "… ").replace(/\s\S*\.\.\.$/, " …");
    }
    return summary;
  };

  // The text of a page, or of a section of it, from the article on.
  const textOf = (source, anchor) => {
    const page = new DOMParser().parseFromString(source, "text/html");
    const article = page.querySelector("article.bd-article") ?? page.body;
    const away = "script, style, svg, .headerlink, .parallax-claim-mark, .parallax-where, .parallax-popover, .cell_input, details.hide, .toctree-wrapper";
    for (const part of article.querySelectorAll(away)) part.remove();
    for (const part of article.querySelectorAll("h1, h2, h3, h4, p, li, dt, dd, th, td, caption, summary")) part.append(" ");
    const place = anchor ? page.getElementById(anchor.replace(/^#/, "")) : null;
    const entry = place?.closest("dt")?.nextElementSibling;  // a term of the glossary is explained beside its anchor
    const text = (entry ?? place)?.textContent.trim() || article.textContent;
    return text.replace(/\s+/g, " ").trim();
  };

  document.addEventListener("DOMContentLoaded", startSearch);
}
