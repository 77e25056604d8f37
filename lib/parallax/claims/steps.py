"""What tables of one word followed show: each step in words and numbers, and each check with what it asks."""

from __future__ import annotations

import pandas as pd

from parallax.analysis.keyness import steps
from parallax.claims.evidence import check_sources, check_terms
from parallax.claims.results import Results
from parallax.claims.wording import paragraphs
from parallax.errors import ParallaxError

#: What the page calls a step, what *here* and *elsewhere* are in it, and how its result is made of them.
SCORED = {
    "uses": ("uses of the word", "counted"),
    "words": ("all words", "counted"),
    "rate": ("uses per 1,000 words", "uses ÷ words × 1,000"),
    "log_ratio": ("log ratio, in doublings", "uses and a half; then log₂ of the ratio of their rates"),
    "g2": (
        "G² of the usual test",
        "uses expected at one common rate; then 2 Σ O ln(O ÷ E), over used and not used; negative where used less here",
    ),
    "log_odds": (
        "log-odds",
        "uses with those of the prior, {strength:g} of those expected; then ln of the ratio of their odds",
    ),
    "z": ("z", "1 ÷ uses with those of the prior; then log-odds ÷ √(here + elsewhere)"),
}


#: What the page calls a check, and the value that it looks at.
CHECKS = {
    "by_tokens": ("usual test", "G², against the smallest that is claimed among all words"),
    "by_effect": ("effect size", "low end of an exact interval of the log ratio, its error shared among all words"),
    "by_reweighting": ("reweighting", "low end of the interval of the log-odds"),
    "by_leaving_out": ("leaving out", "log-odds without the paragraph that matters most, the prior as it was"),
    "by_shuffling": ("shuffling", "q of the shuffles"),
}


def scored(book: Results, word: str, source: str) -> pd.DataFrame:
    """Return the steps from a word's count to its scores, for `figures.table.Table`.

    Parameters
    ----------
    book : Results
        Each article is set against all others, as in `Results.keyness`.
    word : str
        In any form that is counted with others, see `Results.as_compared`.
    source : str
        Id of an article.

    Returns
    -------
    DataFrame
        step, here, elsewhere, result (as `analysis.keyness.steps.scored` has them), how.
    """
    term = compared(book, word, source)
    frame = steps.scored(book.compared().units, term, source, book.settings.strength)
    how = frame["step"].map({step: said.format(strength=book.settings.strength) for step, (_, said) in SCORED.items()})
    return frame.assign(step=frame["step"].map({step: name for step, (name, _) in SCORED.items()}), how=how)


def tested(book: Results, word: str, source: str) -> pd.DataFrame:
    """Return what each check looks at and asks of a word that an article uses more, for `figures.table.Table`.

    Parameters
    ----------
    book, word, source
        As for `scored`.

    Returns
    -------
    DataFrame
        check, what (it looks at), value, asks (such as ``above 0``), answer (holds, fails, cannot be made).
    """
    term = compared(book, word, source)
    frame = steps.tested(book.keyness(), book.contrasts(), term, source, book.settings.alpha)
    answers = frame["holds"].map({True: "holds", False: "fails"}).fillna("cannot be made")
    asks = [f"{asked} {bound:.4g}" for asked, bound in zip(frame["asked"], frame["bound"], strict=True)]
    name, what = (frame["check"].map({check: said[part] for check, said in CHECKS.items()}) for part in (0, 1))
    return pd.DataFrame({"check": name, "what": what, "value": frame["value"], "asks": asks, "answer": answers})


def in_paragraphs(book: Results, terms: list[str], source: str) -> pd.DataFrame:
    """Return how often an article uses each of some compared terms in each of its paragraphs.

    Parameters
    ----------
    book : Results
        Of its words those that are compared among all articles are counted.
    terms : list of str
        In the order of the rows.
    source : str
        Id of an article.

    Returns
    -------
    DataFrame
        term, and a column for each paragraph, called by its number with a link.
    """
    check_sources(book.corpus, [source])
    words = book.compared()
    rows = (words.groups == source).nonzero()[0]
    counts = pd.DataFrame(words.counts[rows].toarray().T, index=words.terms)
    counts.columns = [paragraphs([place], linked=True) for place in book.places_of(rows)]
    return counts.loc[terms].rename_axis("term").reset_index()


def uses(book: Results, term: str, source: str) -> int:
    """Return how often an article uses a term as it is compared among all; 0 if it does not, or is not compared."""
    check_sources(book.corpus, [source])
    words = book.compared()
    return int(words.counts[words.groups == source][:, words.terms == term].sum())


def compared(book: Results, word: str, source: str) -> str:
    """Return a word as it is compared; refuse one that is not."""
    check_sources(book.corpus, [source])
    check_terms(book.corpus, [word])
    term, _ = book.as_compared(word)
    if term in book.compared().terms:
        return term
    if term in set(book.corpus.tables["chronology"]["term"]):
        raise ParallaxError(f"{word!r} is not compared: an article could not have used it yet; take another word")
    if term not in set(book.corpus.tables["terms"]["term"]):
        raise ParallaxError(f"{word!r} occurs in no article; take a word of the figure")
    raise ParallaxError(
        f"{word!r} is not compared: it has fewer than {book.settings.min_total} uses in all articles together; lower "
        "MIN_TOTAL, or take a word of the figure"
    )
