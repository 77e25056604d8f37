"""Voices: whom each article lets speak, from which side and through whom, and what it calls the parties.

`attributions` are rows of attributions.csv: each is a speech, a statement, a report, a belief or an aim that a body
paragraph gives to somebody. `mentions` are rows of mentions.csv, `terms` of terms.csv. Groups are the articles, in the
order in which they are to be shown.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike
from scipy.stats import binomtest

from parallax.analysis import framing
from parallax.statistics.checks import Labels, check_columns
from parallax.statistics.settings import Settings
from parallax.statistics.units import Units
from parallax.tables.coded import KEYS

DIRECT = "direct"  # the form of an attribution with words between quotation marks
ALL = "all"  # what the units of voices call every attribution


def speakers(attributions: pd.DataFrame) -> pd.DataFrame:
    """Give each speaker of an article one row, that of the attribution with most quoted words, the first of equals."""
    check_columns(attributions, ("source", "speaker", "n_quoted"), "attributions")
    by_words = attributions.sort_values("n_quoted", ascending=False, kind="stable")
    return by_words.drop_duplicates(["source", "speaker"]).sort_index()


def counted(
    attributions: pd.DataFrame, groups: Sequence[str], column: str, values: Iterable[str], settings: Settings
) -> pd.DataFrame:
    """Count attributions by group and by what they have in a column.

    Parameters
    ----------
    attributions : DataFrame
        source, n_quoted and the column.
    groups : sequence of str
        Articles, in the order of the rows.
    column : str
        What is distinguished, such as side or place.
    values : iterable of str
        What is looked for in it, in the order of the rows; a value that nobody has is counted too.
    settings : Settings
        Of which `min_units` and `level` are used.

    Returns
    -------
    DataFrame
        By value and group: the column, group, n, n_quoted (words between quotation marks), of (all attributions of the
        group), share (of them; NaN where there are fewer than `min_units`), low and high (ends of its interval).

    Notes
    -----
    Intervals are Wilson's (1927), which also work for a share of none: `high` is then what the silence of so few leaves
    open. They take attributions for independent, though one speaker is often heard several times in a row, and so are
    too narrow rather than too wide. A group that hears nobody has no interval.
    """
    check_columns(attributions, ("source", column, "n_quoted"), "attributions")
    rows = []
    for value in values:
        for group in groups:
            mine = attributions[attributions["source"] == group]
            these = mine[mine[column] == value]
            n, of = len(these), len(mine)
            low, high = binomtest(n, of).proportion_ci(settings.level, method="wilson") if of else (np.nan, np.nan)
            share = n / of if of >= settings.min_units else np.nan
            rows.append((value, group, n, int(these["n_quoted"].sum()), of, share, low, high))
    return pd.DataFrame(rows, columns=[column, "group", "n", "n_quoted", "of", "share", "low", "high"])


def cells(table: pd.DataFrame) -> pd.DataFrame:
    """Put counts into cells for a table on a page.

    Parameters
    ----------
    table : DataFrame
        As `counted` gives it; its first column says what is distinguished.

    Returns
    -------
    DataFrame
        One row a value, one column a group, in their order: ``26 (53%)``; the count alone where there are too few for
        a share; and where there is none, what that leaves open, ``0 (≤7%)``.
    """
    value, rows, groups = table.columns[0], list(dict.fromkeys(table.iloc[:, 0])), list(dict.fromkeys(table["group"]))
    text = [_cell(row.n, row.share, row.high) for row in table.itertuples()]
    wide = table.assign(cell=text).pivot(index=value, columns="group", values="cell")
    return wide.loc[rows, groups].rename_axis(columns=None).reset_index()


def _cell(n: int, share: float, high: float) -> str:
    if n == 0 and np.isfinite(high):
        return f"0 (≤{high:.0%})"
    return f"{n} ({share:.0%})" if np.isfinite(share) else str(n)


def marks(attributions: pd.DataFrame, kinds: Sequence[str]) -> pd.DataFrame:
    """Order attributions as a figure draws them in a cell: quoted before retold, then by kind, then by the text.

    Returns
    -------
    DataFrame
        side, group, kind, quoted (whether there are words between quotation marks): a row an attribution.
    """
    check_columns(attributions, ("source", "side", "kind", "form"), "attributions")
    place = {kind: number for number, kind in enumerate(kinds)}
    if unknown := sorted(set(attributions["kind"]) - set(place)):
        raise ValueError(f"attributions has the kind {unknown[0]!r}, which is not in kinds; add it")
    rows = attributions.assign(quoted=attributions["form"] == DIRECT, place=attributions["kind"].map(place))
    rows = rows.sort_values(["quoted", "place"], ascending=[False, True], kind="stable", ignore_index=True)
    return rows.rename(columns={"source": "group"})[["side", "group", "kind", "quoted"]]


def nested(attributions: pd.DataFrame) -> pd.DataFrame:
    """Give the attributions inside somebody else's words.

    Returns
    -------
    DataFrame
        Their rows, in order, with through and through_side: the speaker in whose words each is reported, and the side
        of that speaker.
    """
    check_columns(attributions, (*KEYS, "attribution", "speaker", "side", "within"), "attributions")
    outer = attributions[[*KEYS, "attribution", "speaker", "side"]]
    outer = outer.rename(columns={"attribution": "within", "speaker": "through", "side": "through_side"})
    inner = attributions[attributions["within"].notna()].astype({"within": "int64"})
    return inner.merge(outer, on=[*KEYS, "within"], how="left")


def only_through(attributions: pd.DataFrame) -> pd.DataFrame:
    """Give the speakers of each article who are heard in it within others' words alone.

    Returns
    -------
    DataFrame
        As `nested`: every attribution to such a speaker.
    """
    check_columns(attributions, ("source", "speaker", "within"), "attributions")
    whose = [attributions["source"], attributions["speaker"]]
    alone = attributions["within"].notna().groupby(whose).transform("all")
    keys = ["source", "speaker"]
    return nested(attributions).merge(attributions.loc[alone, keys].drop_duplicates(), on=keys)


def features(attributions: pd.DataFrame, settings: Settings) -> dict[str, tuple[str, str]]:
    """Name what can be compared of voices between articles: quoted ones, and each kind and side heard often enough.

    Returns
    -------
    dict of str to (str, str)
        Column and value by name, for `units`; a value with fewer than `min_units` attributions in all is left out.
    """
    check_columns(attributions, ("form", "kind", "side"), "attributions")
    kinds = [(column, value) for column in ("kind", "side") for value in sorted(set(attributions[column]))]
    enough = [(c, value) for c, value in kinds if (attributions[c] == value).sum() >= settings.min_units]
    return {"quoted": ("form", DIRECT), **{value: (column, value) for column, value in enough}}


def units(
    attributions: pd.DataFrame,
    features: Mapping[str, tuple[str, str]],
    paragraphs: pd.DataFrame,
    groups: Labels,
    sizes: ArrayLike,
    *,
    documents: Labels | None = None,
) -> Units:
    """Make units of paragraphs in which attributions are counted, to set them against words.

    Parameters
    ----------
    attributions : DataFrame
        source, line, and the columns of the features. Rows of other paragraphs are ignored.
    features : mapping of str to (str, str)
        What is counted apart, by name: a column and its value.
    paragraphs : DataFrame
        One row a unit: source, line.
    groups, sizes : arrays
        Group and words of each paragraph, as in `statistics.units.Units`.
    documents : array, optional
        The text of each paragraph, where a group may have several: texts are then what is drawn.

    Returns
    -------
    Units
        Its terms are `ALL`, every attribution, and the names of the features; they overlap.
    """
    check_columns(paragraphs, tuple(KEYS), "paragraphs")
    check_columns(attributions, (*KEYS, *(column for column, _ in features.values())), "attributions")
    keys = pd.MultiIndex.from_frame(paragraphs[KEYS].astype(object))
    row = keys.get_indexer(pd.MultiIndex.from_frame(attributions[KEYS].astype(object)))
    counts = np.zeros((len(paragraphs), 1 + len(features)), dtype=np.int64)
    wanted = [np.ones(len(row), dtype=bool), *((attributions[name] == value) for name, value in features.values())]
    for place, mine in enumerate(wanted):
        np.add.at(counts[:, place], row[(row >= 0) & np.asarray(mine)], 1)
    ids = [f"{source}/{line}" for source, line in keys]
    return Units(counts, [ALL, *features], groups, sizes, documents, ids, overlapping=True)


def differences(voices: Units, settings: Settings) -> pd.DataFrame:
    """Compare how often articles let somebody be heard, per 1,000 words, with the intervals of `framing.differences`.

    Returns
    -------
    DataFrame
        The same, with label in place of frame.
    """
    return framing.differences(voices, settings).rename(columns={"frame": "label"})


def namings(mentions: pd.DataFrame, actors: Sequence[str]) -> pd.DataFrame:
    """List what each article calls some parties, the most frequent first; whatever their capital letters.

    Returns
    -------
    DataFrame
        By actor, article and rank: actor, source, naming (in its first spelling), n, n_quoted (of them between
        quotation marks), lines (list of the lines it is on), rank (1 is the most frequent; ties go by the text).
    """
    check_columns(mentions, (*KEYS, "actor", "naming", "n", "n_quoted"), "mentions")
    mine = mentions[mentions["actor"].isin(actors)]
    keys = ["actor", "source", mine["naming"].str.casefold().rename("folded")]
    grouped = mine.groupby(keys, sort=False)
    table = grouped.agg(
        naming=("naming", "first"), n=("n", "sum"), n_quoted=("n_quoted", "sum"), lines=("line", lambda line: [*line])
    ).reset_index()
    place = {actor: number for number, actor in enumerate(actors)}
    table = table.assign(place=table["actor"].map(place), first=[lines[0] for lines in table["lines"]])
    ascending = [True, True, False, True]
    table = table.sort_values(["place", "source", "n", "first"], ascending=ascending, kind="stable", ignore_index=True)
    rank = table.groupby(["actor", "source"], sort=False).cumcount() + 1
    return table.assign(rank=rank).drop(columns=["folded", "place", "first"])


def in_names(terms: pd.DataFrame, groups: Sequence[str]) -> pd.DataFrame:
    """Count the words inside masked names, which counts of words leave out.

    Returns
    -------
    DataFrame
        By group and term, for the terms that a name of the group has: group, term, inside, outside (uses of the same
        term elsewhere); the most frequent inside first.
    """
    check_columns(terms, ("source", "term", "masked", "n"), "terms")
    mine = terms[terms["source"].isin(groups)]
    inside = mine["n"].where(mine["masked"] == 1, 0)
    table = mine.assign(inside=inside, outside=mine["n"] - inside).groupby(["source", "term"], as_index=False)
    table = table[["inside", "outside"]].sum().query("inside > 0")
    place = table["source"].map({group: number for number, group in enumerate(groups)})
    table = table.assign(place=place).sort_values(["place", "inside", "term"], ascending=[True, False, True])
    return table.rename(columns={"source": "group"}).drop(columns="place").reset_index(drop=True)


def left_out(terms: pd.DataFrame, groups: Sequence[str], stopwords: Iterable[str], shown: int) -> pd.DataFrame:
    """Sum up how much of each article counts of words leave out because it is inside names.

    Returns
    -------
    DataFrame
        By group: group, n (words inside names), n_tokens (all words), share, terms (the first of those words, function
        words left out, each with its uses inside names and all its uses: ``national 10 of 13``).
    """
    table = in_names(terms, groups)
    content = table[~table["term"].isin(set(stopwords))]
    rows = []
    for group in groups:
        n = int(table.loc[table["group"] == group, "inside"].sum())
        n_tokens = int(terms.loc[terms["source"] == group, "n"].sum())
        first = content[content["group"] == group].head(shown).itertuples()
        words = ", ".join(f"{row.term} {row.inside} of {row.inside + row.outside}" for row in first)
        rows.append((group, n, n_tokens, n / n_tokens if n_tokens else np.nan, words))
    return pd.DataFrame(rows, columns=["group", "n", "n_tokens", "share", "terms"])
