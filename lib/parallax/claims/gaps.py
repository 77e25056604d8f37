"""What articles leave out though others use it, beside what random deals of their paragraphs leave out.

Lemmas of content words are counted, without the words of masked names. Claims and the chapter *terms* share it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import pandas as pd

from parallax.analysis import omissions
from parallax.analysis.sources import missable_terms
from parallax.claims.once import once
from parallax.claims.results import Results
from parallax.corpus.corpus import Corpus

#: With quoted words and without, as the page says it.
COUNTED = ("all words", "without quoted words")


def beyond(book: Results, sources: Sequence[str], min_groups: int) -> pd.DataFrame:
    """Return what some sources leave out, more than a zero allows, as `analysis.omissions.left_out` has it."""
    place = {source: place for place, source in enumerate(sources)}
    table = _beyond(book, _words(book, sources), min_groups)
    return table.sort_values("group", key=lambda group: group.map(place), kind="stable", ignore_index=True)


def beyond_in_pairs(book: Results, pairs: Iterable[Sequence[str]]) -> pd.DataFrame:
    """Return what one of two sources leaves out and the other uses, as `beyond`, with its partner (``other``)."""
    tables = []
    for first, second in pairs:
        table = beyond(book, (first, second), 1)
        table.insert(1, "other", table["group"].map({first: second, second: first}))
        tables.append(table)
    return pd.concat(tables, ignore_index=True)


@once
def against_deals(book: Results, sources: Sequence[str], min_groups: int, deals: int) -> dict[str, float]:
    """Return how many words some sources leave out, see `beyond`, beside what so many deals leave out."""
    words = _words(book, sources)
    possible, settings = _possible(book, words), book.settings.but(n_deals=deals)
    dealt = book.kept(omissions.by_chance)(words.units, settings, possible=possible, min_groups=min_groups)["n_beyond"]
    return omissions.beside_chance(len(_beyond(book, words, min_groups)), dealt)


@once
def without_quotes(book: Results) -> Results:
    """Return results of the same corpus without the words between quotation marks."""
    return book.sharing(book.corpus.choosing(**{**book.corpus.choices, "quoted": False}), ())


def beside_chance(book: Results, rows: Mapping[str, tuple[Sequence[str], int]], deals: int) -> pd.DataFrame:
    """Return how many words some sources leave out, and how many random deals of their paragraphs do.

    Parameters
    ----------
    book : Results
        Its corpus as loaded.
    rows : mapping of str to tuple
        By label, the sources, and how many others must use what one leaves out.
    deals : int
        Random deals of each.

    Returns
    -------
    DataFrame
        Two rows a label, see `COUNTED`: label, counted, and as `analysis.omissions.beside_chance`.
    """
    ways = dict(zip(COUNTED, (book, without_quotes(book)), strict=True))
    made = [
        {"label": label, "counted": counted, **against_deals(results, sources, min_groups, deals)}
        for label, (sources, min_groups) in rows.items()
        for counted, results in ways.items()
    ]
    return pd.DataFrame(made)


def _words(book: Results, sources: Sequence[str]) -> Corpus:
    return book.content_words(lemma=True).select(sources)


def _possible(book: Results, words: Corpus) -> pd.DataFrame:
    """Say which words each source could have used, and would be found not to have."""
    tables = book.corpus.tables
    lemmas = tables["lemmas"] if book.corpus.choices.get("lemma", True) else None
    return missable_terms(words.sources, tables["chronology"], tables["terms"], lemmas)


def _beyond(book: Results, words: Corpus, min_groups: int) -> pd.DataFrame:
    table = omissions.left_out(words.units, book.settings, possible=_possible(book, words), min_groups=min_groups)
    return table[table["beyond_bound"]].reset_index(drop=True)
