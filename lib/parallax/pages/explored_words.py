"""The words and phrases that the explorer can show, with their uses, whatever way of counting a reader chooses."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import product
from typing import Any

import pandas as pd

from parallax.analysis.sources import possible_for_all, possible_phrases
from parallax.claims.results import Results
from parallax.corpus.choices import chosen
from parallax.corpus.corpus import Corpus, NothingLeftError
from parallax.corpus.phrases import counted_phrases
from parallax.pages.explored_parts import Parts

FEWEST = 3  # uses of a word, the fewest that a choice of counting asks for


def words(book: Results, enough: int, most: int | None = None) -> dict[str, Any]:
    """Return the words that can be looked at, with their uses.

    Parameters
    ----------
    book : Results
        Of the corpus as loaded.
    enough : int
        Uses of a word of one source alone from which on it is shown.
    most : int, optional
        Rows from which on further words are left out: function words first, then those that are used least.

    Returns
    -------
    dict
        names, what words are counted as; shown, the places of those that may be shown, of forms and of lemmas;
        impossible; forms, of each printed form the places of its name and of its lemma's name, and whether it is a
        function word; rows: part, form, in quotation marks + 2 · inside a masked name, uses; fitted, whether some were
        left out for `most`.

    Notes
    -----
    A word of one source alone, used fewer times than that, can be a private person's name. It stays out, as on the
    pages of articles.
    """
    corpus, parts = book.corpus, Parts(book.corpus)
    tokens = corpus.tables["terms"]
    forms = _forms(book, tokens)
    used = tokens.merge(forms, left_on="term", right_on="form")
    shown = {column: _shareable(used, column, enough) for column in ("name", "lemma")}
    kept = forms[forms["name"].isin(shown["name"]) | forms["lemma"].isin(shown["lemma"])]
    fit = kept if most is None else _fitting(parts, used, kept, most)
    fitted, kept = len(fit) < len(kept), fit
    names = sorted({*kept["name"], *kept["lemma"]})
    at = {name: place for place, name in enumerate(names)}
    number = {form: place for place, form in enumerate(kept["form"])}
    rows = used[used["form"].isin(number)]
    rows = rows.assign(flags=rows["quoted"] + 2 * rows["masked"], form=rows["form"].map(number))
    stop = kept["form"].isin(corpus.stopwords).astype(int)
    return {
        "names": names,
        "shown": [sorted(at[name] for name in shown[column] if name in at) for column in ("name", "lemma")],
        "impossible": parts.impossible(lambda rows: possible_for_all(names, rows, corpus.tables["chronology"])),
        "forms": [[at[a], at[b], c] for a, b, c in zip(kept["name"], kept["lemma"], stop, strict=True)],
        "rows": parts.rows(rows, ["form", "flags", "n"]),
        "fitted": fitted,
    }


def _forms(book: Results, tokens: pd.DataFrame) -> pd.DataFrame:
    """Return the printed forms, each with the name that it is counted as, and the name of its lemma."""
    lemma_of = book.corpus.tables["lemmas"].set_index("term")["lemma"]
    name_of = book.name_of()
    forms = pd.DataFrame({"form": sorted(set(tokens["term"]))})
    forms["name"] = [name_of.get(form, form) for form in forms["form"]]
    lemmas = forms["form"].map(lemma_of)
    forms["lemma"] = [name_of.get(lemma, lemma) for lemma in lemmas]
    return forms


def _shareable(used: pd.DataFrame, column: str, enough: int) -> set[str]:
    """Return the names that two sources use, or one often enough to be compared."""
    by_name = used.groupby(column).agg(n=("n", "sum"), sources=("source", "nunique"))
    shown = (by_name["n"] >= enough) | ((by_name["sources"] > 1) & (by_name["n"] >= FEWEST))
    return set(by_name.index[shown])


def _fitting(parts: Parts, used: pd.DataFrame, forms: pd.DataFrame, most: int) -> pd.DataFrame:
    """Return the forms that have no more rows than that together, all forms of a name or none."""
    mine = used[used["form"].isin(set(forms["form"]))]
    rows = mine.groupby(["name", "form", "quoted", "masked", *parts.keys])["n"].sum().reset_index()
    by_name = rows.groupby("name").agg(rows=("n", "size"), n=("n", "sum"), form=("form", "first"))
    by_name["function"] = by_name["form"].isin(parts.corpus.stopwords)
    by_name = (
        by_name.rename_axis("name").reset_index().sort_values(["function", "n", "name"], ascending=[True, False, True])
    )
    fit = by_name.loc[by_name["rows"].cumsum() <= most, "name"]
    return forms[forms["name"].isin(set(fit))]


#: The choices that decide what is a phrase, so that the library counts anew for each of their levels.
OF_PHRASES = ("stopwords", "masked", "quoted", "relayed")


def phrases(book: Results, offered: Mapping[str, Sequence[Any]]) -> dict[str, Any]:
    """Return the phrases that can be looked at, with their uses in each way of counting that touches them.

    What is a phrase hangs on all that is counted (`corpus.phrases`), so the page does not decide it.

    Parameters
    ----------
    book : Results
        Of the corpus as loaded.
    offered : mapping
        The levels among which a reader can choose, by choice, those of `OF_PHRASES` among them.

    Returns
    -------
    dict
        names; impossible; by, the choices that touch them; ways, by their levels as digits (``0011``), the rows:
        part, phrase, 0, uses.
    """
    parts = Parts(book.corpus)
    found: dict[str, Corpus] = {}
    for levels in product(*(sorted(offered[choice]) for choice in OF_PHRASES)):
        choices: dict[str, Any] = dict(zip(OF_PHRASES, levels, strict=True)) | {"min_count": FEWEST}
        try:
            counted = counted_phrases(chosen(book.corpus, choices), book.name_of(), **choices)
        except NothingLeftError:
            continue
        found["".join(str(int(level)) for level in levels)] = counted
    names = sorted(set().union(*(_shared(counted, book.settings.min_total) for counted in found.values())))
    at = {name: place for place, name in enumerate(names)}
    ways = {}
    for way, counted in found.items():
        columns = [at.get(str(name), -1) for name in counted.terms]
        rows = parts.dense(counted.counts, [0], counted.paragraphs)
        ways[way] = sorted([row, columns[column], quoted, n] for row, column, quoted, n in rows if columns[column] >= 0)
    chronology, actors = (book.corpus.tables[name] for name in ("chronology", "actors"))
    barred = parts.impossible(lambda rows: possible_phrases(names, rows, chronology, actors))
    return {"names": names, "impossible": barred, "by": list(OF_PHRASES), "ways": ways}


def _shared(counted: Corpus, enough: int) -> set[str]:
    """Return the terms that two of what is compared use, or one often enough to be compared, as `words` does."""
    uses = counted.units.totals.toarray()
    return set(map(str, counted.terms[(uses.sum(axis=0) >= enough) | ((uses > 0).sum(axis=0) > 1)]))
