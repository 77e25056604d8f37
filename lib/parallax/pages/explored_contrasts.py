"""What the library has computed for the explorer: contrasts with their intervals, checks and shuffles.

It computes them for the book's own counting of any two articles and of all, and for its neighbours, each with one
choice made otherwise, of the pairs that the page names and of all. What is not here the page says is not computed.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from itertools import combinations
from typing import Any

import numpy as np
import pandas as pd

from parallax.analysis.keyness.checks import CHECKS
from parallax.analysis.keyness.clouds import cloud
from parallax.claims.results import Results
from parallax.corpus.choices import CHOICES, COUNTING, chosen
from parallax.corpus.corpus import NothingLeftError

N_SHUFFLES = 12  # of the cloud behind a plane

#: The book's own counting: what an analysis of content words chooses by itself.
OWN: dict[str, Any] = {
    "lemma": False, "stopwords": False, "min_count": None, "masked": False, "quoted": True, "relayed": True
}  # fmt: skip


def variants() -> dict[str, dict[str, Any]]:
    """Return the ways of counting whose contrasts are computed: the book's, named ``""``, and each neighbour by name.

    A neighbour makes one of the choices otherwise; its name is ``choice=level``, as the address of a view has it.
    """
    others = {
        f"{choice}={_level(level)}": {choice: level}
        for choice in COUNTING
        for level in CHOICES[choice]
        if level != OWN[choice]
    }
    return {"": {}, **others}


def _level(level: object) -> str:
    return str(level).lower()


def contrasts(
    book: Results,
    pairs: Iterable[Sequence[str]],
    names: Collection[str],
    of: Callable[[Results], Results] | None = None,
    *,
    neighbours: bool = True,
    every_pair: bool = True,
) -> dict[str, Any]:
    """Return the checked contrasts of some terms by way of counting and by the articles that are compared.

    They are those of words, or of what results of these are of (`Results.of_phrases`).

    Parameters
    ----------
    book, pairs
        As in `pages.explored.explored`.
    names : collection of str
        The terms.
    of : callable, optional
        Makes results of others: `Results.of_phrases`.
    neighbours, every_pair : bool
        Whether the ways of counting next to the book's are computed, and, of the book's own, every pair; else the
        pairs that are named.

    Returns
    -------
    dict
        By name in `variants`, then by the places of the articles, joined by commas: rows (article, term, uses,
        log-odds, ends of its interval, DP, then each of `CHECKS`: 1, 0, or null where it cannot be made), and for two
        articles shuffled: tokens (of the first, in each shuffle) and uses (of the first, by term).
    """
    found: dict[str, Any] = {}
    place = {source: at for at, source in enumerate(book.corpus.by_date)}
    every = [list(pair) for pair in combinations(place, 2)]
    for name, choices in (variants() if neighbours else {"": {}}).items():
        words = Results(chosen(book.corpus, choices), book.settings) if choices else book
        here = of(words) if of else words
        there = [source for source in place if source in here.corpus.groups.categories]
        compared = [there, *(every if every_pair and not choices else map(list, pairs))]
        found[name] = {
            ",".join(str(place[source]) for source in sources): _contrast(here, sources, place, names)
            for sources in compared
            if set(there).issuperset(sources)
        }
    return found


def _contrast(
    book: Results, sources: Sequence[str], place: Mapping[str, int], names: Collection[str]
) -> dict[str, Any]:
    asked = None if len(sources) > 2 else list(sources)
    try:
        uses = book.compared(asked).units.totals.sum(axis=0)
    except NothingLeftError:
        uses = np.zeros(1)
    if uses.max(initial=0) < book.settings.min_total:  # of these articles alone, nothing is frequent enough
        return {"rows": []}
    table = book.contrasts(asked)
    table = table[table["term"].isin(list(names))]
    columns = ["n_target", "log_odds", "ci_low", "ci_high", "dp"]
    numbers = table[columns].round({"log_odds": 2, "ci_low": 1, "ci_high": 1, "dp": 2})
    cells = pd.concat([numbers, table[list(CHECKS)].astype("Int64")], axis=1).astype(object)
    values = cells.where(cells.notna(), None).to_numpy().tolist()
    rows = [[place[key], term, *row] for key, term, row in zip(table["group"], table["term"], values, strict=True)]
    return {"rows": rows} | (_cloud(book, sources, names) if len(sources) == 2 else {})


def _cloud(book: Results, sources: Sequence[str], names: Collection[str]) -> dict[str, Any]:
    """Return the uses of each term in the first of two articles, and its words, after each of some shuffles."""
    units = book.compared(list(sources)).units
    made = cloud(units, N_SHUFFLES, book.settings)
    first = units.canonical().labels.tolist().index(sources[0])
    terms = units.canonical().terms.tolist()
    uses = {term: n for term, n in zip(terms, made.uses[:, first].T.tolist(), strict=True) if term in names}
    return {"shuffled": {"tokens": made.tokens[:, first].tolist(), "uses": uses}}


def differences(book: Results) -> list[list[Any]]:
    """Return the differences of issues between two articles: issue, above, below, size and margin, made, firm.

    See `analysis.framing.above_and_below`; articles by their places, in order of date.
    """
    place = {source: at for at, source in enumerate(book.corpus.by_date)}
    if book.corpus.tables["frames"].empty:
        return []
    table = book.issue_differences()
    columns = ["frame", "above", "below", "size", "margin", "made", "firm"]
    return [
        [frame.replace("_", " "), place[above], place[below], round(size, 1),
         None if pd.isna(margin) else round(margin, 1), bool(made), bool(firm)]
        for frame, above, below, size, margin, made, firm in table[columns].itertuples(index=False)
        if ":" not in frame
    ]  # fmt: skip
