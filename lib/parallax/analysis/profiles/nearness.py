"""How near groups are to one another, by several measures: for each pair, beside what their length alone would give.

What is compared are units (paragraphs) with counts of something: words, issues, namings, answers. Two groups that
differ in nothing have less in common the shorter they are. So beside each figure there is a control: the paragraphs of
both, dealt at random into two lots as long as the two groups.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from itertools import combinations
from typing import Any, NamedTuple, TypeAlias

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.stats import rankdata

from parallax.statistics.arrays import Floats, Ints
from parallax.statistics.draws import permuted, weights
from parallax.statistics.settings import Settings
from parallax.statistics.similarity import jaccard, overlap
from parallax.statistics.units import Units
from parallax.tables.coded import KEYS
from parallax.tables.facts import SILENT

NAME = "profiles.nearness"
_IMPOSSIBLE = SILENT[1]
_COLUMNS = "group other similarity ci_low ci_high dealt dealt_low dealt_high relative share_dealt".split()

Similarity: TypeAlias = Callable[[NDArray[Any], NDArray[Any]], Floats]


class Compared(NamedTuple):
    """What groups are compared by.

    Attributes
    ----------
    units : Units
        Paragraphs, with counts of what is compared.
    similarity : callable
        Of two arrays of shape (..., columns), see `statistics.similarity`.
    possible : ndarray of bool, shape (groups, columns)
        False where a group could not have had what a column counts; such columns are left out for its pairs.
    """

    units: Units
    similarity: Similarity
    possible: NDArray[np.bool_]


def of_words(words: Units) -> Compared:
    """Compare by words: the share of content words that two groups have in common, by how often each uses each."""
    return _all_possible(words)


def of_issues(words: Units, read: pd.DataFrame) -> Compared:
    """Compare by issues: how the words that are in paragraphs read as on each issue divide among the issues.

    `read` has the settled codes, see `analysis.framing.coded`; a paragraph on several issues counts for each.
    """
    covered = read.to_numpy() * words.sizes[:, np.newaxis]
    return _all_possible(_units(words, covered, read.columns))


def of_actors(words: Units, paragraphs: pd.DataFrame, mentions: pd.DataFrame) -> Compared:
    """Compare by actors: how namings divide among the parties that mentions.csv knows."""
    return _all_possible(_units(words, *_by_paragraph(mentions, "actor", mentions["n"], paragraphs)))


def of_facts(words: Units, paragraphs: pd.DataFrame, fact_sources: pd.DataFrame) -> Compared:
    """Compare by facts: the share of the questions that either of two groups answers which both do.

    Questions that one of them could not answer yet are left out.
    """
    stated = fact_sources[~fact_sources["status"].isin(SILENT)]
    counts, facts = _by_paragraph(stated, "fact", pd.Series(1, index=stated.index), paragraphs)
    late = fact_sources[fact_sources["status"] == _IMPOSSIBLE]
    pairs = pd.MultiIndex.from_product([words.labels, facts])
    possible = ~pairs.isin(pd.MultiIndex.from_frame(late[["source", "fact"]].astype(object)))
    shape = (len(words.labels), len(facts))
    return Compared(_units(words, counts, facts), jaccard, np.asarray(possible).reshape(shape))


def nearness(compared: Compared, settings: Settings) -> pd.DataFrame:
    """Say of each pair of groups how near they are, how firmly, and what dealing their units at random gives.

    Parameters
    ----------
    compared : Compared
        What they are compared by.
    settings : Settings
        n_resamples, level and min_units of the interval; n_deals of the control, and alpha; seed.

    Returns
    -------
    DataFrame
        By pair, in the order of the groups: group, other, similarity (0 to 1), ci_low, ci_high (NaN where a group has
        fewer than `min_units` units), dealt, dealt_low, dealt_high (median and `level` of random deals), relative
        (similarity over `dealt`; NaN over zero), share_dealt (share of deals, what is found counted as one, that are as
        far apart or further), apart (whether that share is at most `alpha` over the number of pairs).

    Notes
    -----
    Interval: the units of each group are reweighted (`statistics.draws.weights`). A resample repeats some and leaves
    out others, so that two of them have less in common than the groups have. So the interval has its width from the
    resamples and its place from the groups: their quantiles, moved by what their median lies below the figure, and cut
    at 0 and 1. It says how firm the figure is when paragraphs come and go, and nothing about outlets.

    In simulations (300 each of 8 kinds: 14 to 32 units a group, words spread evenly or in clusters, groups alike or
    not), intervals of 95 % held the mean of groups of the same kind and length in 95 to 99 of 100 cases.

    Control: the units of both groups come in random order, and are dealt to the first until it has as many words as it
    has in fact, the rest to the other. It keeps lengths of groups and paragraphs, and mixes what differs. Paragraphs
    that go on with a subject are torn apart, so that the control is a strict one.

    Examples
    --------
    >>> units = Units([[4, 0], [3, 1], [0, 4]], ["boat", "net"], ["dock", "dock", "reef"])
    >>> nearness(of_words(units), Settings(n_deals=9))[["group", "other", "similarity"]].values.tolist()
    [['dock', 'reef', 0.125]]
    """
    units = compared.units.drawn
    rows = [np.flatnonzero(units.codes == group) for group in range(len(units.labels))]
    resampled = {place: _resampled(units, mine, settings) for place, mine in enumerate(rows)}
    low, high = (1 - settings.level) / 2, (1 + settings.level) / 2
    table = []
    for first, second in combinations(range(len(rows)), 2):
        columns = np.flatnonzero(compared.possible[first] & compared.possible[second])
        totals = units.totals[[first, second]][:, columns].toarray()
        found = float(compared.similarity(totals[0], totals[1]))
        ends = np.full(2, np.nan)
        if (drawn := resampled[first]) is not None and (others := resampled[second]) is not None:
            again = compared.similarity(drawn[:, columns], others[:, columns])
            ends = np.nanquantile(again, (low, high)) + found - np.nanmedian(again)
        dealt = compared.similarity(*_dealt(units, rows[first], rows[second], columns, settings))
        # A deal in which one lot has nothing to compare says nothing.
        dealt = dealt[~np.isnan(dealt)]
        middle = float(np.median(dealt))
        relative = found / middle if middle else np.nan
        names = units.labels[[first, second]]
        shares = (1 + (dealt <= found).sum()) / (1 + len(dealt))
        table.append((*names, found, *ends.clip(0, 1), middle, *np.quantile(dealt, (low, high)), relative, shares))
    frame = pd.DataFrame(table, columns=_COLUMNS)
    return frame.assign(apart=frame["share_dealt"] <= settings.alpha / max(len(frame), 1))


def of_all(measures: Mapping[str, Compared], order: Sequence[str], settings: Settings) -> pd.DataFrame:
    """Return `nearness` by each of several measures, one below the other.

    Parameters
    ----------
    measures : mapping of str to Compared
        By name, which is in the column ``by``.
    order : sequence of str
        Groups in the order in which a reader meets them: that of the pairs, and of the two of a pair.
    settings : Settings
        As in `nearness`.
    """
    tables = [nearness(compared, settings).assign(by=name) for name, compared in measures.items()]
    table = pd.concat(tables, ignore_index=True)
    place = {group: number for number, group in enumerate(order)}
    first, second = (table[side].map(place) for side in ("group", "other"))
    group, other = (
        table["group"].mask(first > second, table["other"]),
        table["other"].mask(first > second, table["group"]),
    )
    ends = np.sort([first, second], axis=0)
    by = table["by"].map({name: number for number, name in enumerate(measures)})
    return table.assign(group=group, other=other).iloc[np.lexsort((*ends[::-1], by))].reset_index(drop=True)


def side_by_side(table: pd.DataFrame) -> pd.DataFrame:
    """Put what `of_all` gives into one row a pair, with a cell a measure: what it has in common, and what deals give.

    Returns
    -------
    DataFrame
        group, other, and a column a measure, such as ``43% · 35%``, starred where the pair is apart.
    """
    shares = table[["similarity", "dealt"]].map("{:.0%}".format)
    cells = shares["similarity"] + " · " + shares["dealt"] + table["apart"].map({True: " *", False: ""})
    keys, measures = ["group", "other"], list(dict.fromkeys(table["by"]))
    wide = table.assign(cell=cells).pivot(index=keys, columns="by", values="cell")[measures]
    order = pd.MultiIndex.from_frame(table[keys].drop_duplicates())
    return wide.reindex(order).rename_axis(columns=None).reset_index()


class Concordance(NamedTuple):
    """How far several orders of the same pairs agree.

    Attributes
    ----------
    agreement : float
        Mean rank correlation of each two orders, -1 to 1.
    share : float
        Share of random swaps of the groups' names, the order as it is counted as one, that give as much or more.
    """

    agreement: float
    share: float


def concordance(table: pd.DataFrame, value: str, settings: Settings) -> Concordance:
    """Say whether several measures put the pairs of the same groups into one order.

    Parameters
    ----------
    table : DataFrame
        by (the measure), group, other, and the value; every pair with every measure, two measures or more.
    value : str
        Column to order by.
    settings : Settings
        n_permutations and seed.

    Returns
    -------
    Concordance
        Rank correlations are Spearman's (1904), ties sharing ranks.

    Notes
    -----
    Pairs that share a group are not independent. So the names of the groups are swapped at random, for each measure
    separately, and whole rows and columns go with them (Mantel 1967).
    """
    labels = list(dict.fromkeys([*table["group"], *table["other"]]))
    first, second = np.triu_indices(len(labels), 1)
    found, swapped = [], []
    for measure, mine in table.groupby("by", sort=False):
        square = _square(mine, value, labels)
        found.append(square[first, second][np.newaxis])
        deals = permuted(
            np.arange(len(labels)), labels, settings.permutations(), seed=settings.seed, name=f"{NAME}/{measure}"
        )
        names = np.concatenate(list(deals))
        swapped.append(square[names[:, first], names[:, second]])
    agreement, by_chance = _together(found)[0], _together(swapped)
    reaching = (by_chance >= agreement - 1e-9).sum()  # equal orders differ in the last digit
    return Concordance(float(agreement), float((1 + reaching) / (1 + len(by_chance))))


def _together(values: list[Floats]) -> Floats:
    """Return the mean rank correlation of each two of several arrays, row by row."""
    ranks = [rankdata(each, axis=1) for each in values]
    scaled = [each - each.mean(axis=1, keepdims=True) for each in ranks]
    scaled = [each / np.sqrt((each**2).sum(axis=1, keepdims=True)) for each in scaled]
    return np.mean([(one * other).sum(axis=1) for one, other in combinations(scaled, 2)], axis=0)


def _square(table: pd.DataFrame, value: str, labels: list[str]) -> Floats:
    places = {label: place for place, label in enumerate(labels)}
    square = np.zeros((len(labels), len(labels)))
    for group, other, number in table[["group", "other", value]].itertuples(index=False):
        square[places[group], places[other]] = square[places[other], places[group]] = number
    return square


def _resampled(units: Units, rows: Ints, settings: Settings) -> Floats | None:
    """Return what a group's resamples count (resamples by columns), or nothing if it has too few units."""
    if len(rows) < settings.min_units:
        return None
    return weights(units.ids[rows], settings.n_resamples, seed=settings.seed, name=NAME) @ units.counts[rows]


def _dealt(
    units: Units, first: Ints, second: Ints, columns: Ints, settings: Settings
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Deal the units of two groups at random into two lots as long as they; return what each counts, deal by deal."""
    rows = np.concatenate([first, second])
    labels = "/".join(units.labels[units.codes[[first[0], second[0]]]])
    place = np.arange(len(rows))
    deals = permuted(place, units.ids[rows], settings.n_deals, seed=settings.seed, name=f"{NAME}/{labels}")
    order = np.argsort(np.concatenate(list(deals)), axis=1, kind="stable")
    sizes = units.sizes[rows][order]
    middle = np.cumsum(sizes, axis=1) - sizes / 2
    late = middle > units.sizes[first].sum()
    late[:, 0], late[:, -1] = False, True
    to_second = np.zeros(order.shape, dtype=np.int64)
    np.put_along_axis(to_second, order, late.astype(np.int64), axis=1)
    counts = units.counts[rows][:, columns]
    return (1 - to_second) @ counts, to_second @ counts


def _by_paragraph(
    rows: pd.DataFrame, column: str, n: pd.Series, paragraphs: pd.DataFrame
) -> tuple[NDArray[np.int64], pd.Index]:
    """Count the values of a column in each paragraph; rows on lines that are none are passed over."""
    place = _keys(paragraphs).get_indexer(_keys(rows))
    values = pd.Index(sorted(set(rows[column])))
    counts = np.zeros((len(paragraphs), len(values)), dtype=np.int64)
    there = place >= 0
    np.add.at(counts, (place[there], values.get_indexer(pd.Index(rows[column]))[there]), n.to_numpy()[there])
    return counts, values


def _keys(rows: pd.DataFrame) -> pd.MultiIndex:
    return pd.MultiIndex.from_arrays([rows[KEYS[0]].astype(object), rows[KEYS[1]].fillna(-1).astype("int64")])


def _units(words: Units, counts: NDArray[np.int64], columns: pd.Index) -> Units:
    """Return the same paragraphs with counts of something else.

    What was read of a paragraph stays where a choice of counting leaves out most of its words, such as quoted ones; it
    then is as long as its largest count.
    """
    sizes = np.maximum(words.sizes, counts.max(axis=1, initial=0))
    return Units(counts, columns, words.groups, sizes, ids=words.ids, overlapping=True)


def _all_possible(units: Units) -> Compared:
    return Compared(units, overlap, np.ones((len(units.labels), len(units.terms)), dtype=bool))
