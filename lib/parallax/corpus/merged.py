"""Texts that belong to groups, seen otherwise: each group as one text, or each text by itself.

What was read is told of texts, and claimed of groups. Where nothing is drawn by lot, a group can be taken for one long
text: its lines are those of its texts, one after the other.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from parallax.corpus.corpus import Corpus, assemble
from parallax.tables.facts import SILENT
from parallax.tables.groups import GROUP, group_labels

Place = tuple[str, int]


@dataclass(frozen=True)
class Merged:
    """A corpus in which each group is one text.

    Attributes
    ----------
    corpus : Corpus
        It has no groups; its sources have the labels of the groups, in their order.
    own : dict of (str, int) to (str, int)
        Text and number of each paragraph, by group and number in the group.
    """

    corpus: Corpus
    own: dict[Place, Place]


def merged(corpus: Corpus) -> Merged:
    """Return a corpus in which each group is one text.

    Of a question that one text of a group answers and another does not, the answers stay. Runs of words that two texts
    share are not told of groups, and steps by which a text came are those of all its texts: what is claimed of these
    speaks of texts, see `by_text`.
    """
    label_of = dict(zip(corpus.sources["source"], group_labels(corpus.sources), strict=True))
    texts = corpus.sources.assign(of=corpus.sources["source"].map(label_of))
    offsets = texts.groupby("of", sort=False)["n_lines"].cumsum() - texts["n_lines"]
    offset_of = dict(zip(texts["source"], offsets.astype(int), strict=True))
    segments = _moved(corpus.segments, label_of, offset_of)
    segments = segments.assign(text=corpus.segments["source"], own=corpus.segments["paragraph"])
    segments = segments.sort_values(["source", "line"], kind="stable")
    body = segments["paragraph"].notna()
    number = body.groupby(segments["source"]).cumsum().where(body)
    segments = segments.assign(paragraph=number.astype(segments["paragraph"].dtype))
    own = {
        (str(group), int(n)): (str(text), int(its))
        for group, n, text, its in segments.loc[body, ["source", "paragraph", "text", "own"]].itertuples(index=False)
    }
    tables = {name: _moved(table, label_of, offset_of) for name, table in corpus.tables.items()}
    tables["fact_sources"] = _answers(tables["fact_sources"])
    return Merged(_assembled(corpus, _sources(texts), segments.drop(columns=["text", "own"]), tables), own)


def by_text(corpus: Corpus) -> Corpus:
    """Return a corpus in which each text is a group by itself, under its id."""
    sources = corpus.sources.drop(columns=GROUP)
    called = {name: list(names_of_texts(sources, name).values()) for name in ("name", "short")}
    return _assembled(corpus, sources.assign(**called), corpus.segments, corpus.tables)


def names_of_texts(sources: pd.DataFrame, column: str = "name") -> dict[str, str]:
    """Return what sentences call each text: by a column of sources.csv, or by its id where that says nothing."""
    given = sources[column] if column in sources else [""] * len(sources)
    return {text: name or text for text, name in zip(sources["source"], given, strict=True)}


def _moved(table: pd.DataFrame, label_of: Mapping[str, str], offset_of: Mapping[str, int]) -> pd.DataFrame:
    """Return rows of texts as rows of their groups, at the lines where these have them."""
    if "source" not in table or table.empty:
        return table
    changed = {"source": table["source"].map(label_of).astype(object)}
    if "line" in table:
        changed["line"] = table["line"] + table["source"].map(offset_of).astype("int64")
    return table.assign(**changed)


def _answers(rows: pd.DataFrame) -> pd.DataFrame:
    """Keep one row of a group that is silent on a question, and no row of silence where a text of it answers."""
    silent, keys = rows["status"].isin(SILENT), ["fact", "source"]
    speaks = (~silent).groupby([rows[key] for key in keys]).transform("any") if len(rows) else silent
    # Absent, if any text could have said it, comes before what could not be said yet.
    quiet = rows[silent & ~speaks].sort_values("status", kind="stable").drop_duplicates(keys)
    return pd.concat([rows[~silent], quiet]).sort_index()


def _sources(texts: pd.DataFrame) -> pd.DataFrame:
    """Return a row for each group: what all its texts have in common, its earliest day and its latest."""
    rows = []
    for label, its in texts.groupby("of", sort=False):
        common = {column: cells.iloc[0] if cells.nunique() == 1 else "" for column, cells in its.items()}
        first = {"not_before": min, "not_after": max}
        dated = {name: first[name](its[name]) for name in first if name in its and (its[name] != "").all()}
        rows.append(
            {**common, **dated, "source": label, "name": label, "short": label, "n_lines": its["n_lines"].sum()}
        )
    return pd.DataFrame(rows).drop(columns=["of", GROUP])


def _assembled(
    corpus: Corpus, sources: pd.DataFrame, segments: pd.DataFrame, tables: Mapping[str, pd.DataFrame]
) -> Corpus:
    coded = ["role", "section", "voice", "skip_chars"]
    raw = {"sources": sources, "segments": segments.drop(columns=coded), "lines": segments[["source", "line", *coded]]}
    made = assemble({**tables, **raw}, corpus.stopwords)
    return made.choosing(**corpus.choices) if corpus.choices else made
