"""Framing: how often the entries of each issue's word list occur, how articles differ, and what reading found of it.

A frame here is a category of a word list (`lexicons/frames.csv`), with a pole where entries pull two ways.
A hit says that a word occurs there, not that the text takes a side, nor who says it. Columns are named
``frame`` (every entry of the frame, of whatever pole) and ``frame:pole``.

`phrases` and `lexicon` are the rows of phrases.csv and of lexicons/frames.csv; `hits` are units of paragraphs, as the
function of that name makes them.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike

from parallax.statistics.arrays import per_thousand, whole_numbers
from parallax.statistics.checks import Labels, check_columns
from parallax.statistics.differences import rate_differences
from parallax.statistics.resampling import bootstrap_rates
from parallax.statistics.settings import Settings
from parallax.statistics.units import Units
from parallax.tables.coded import RESOLVED

LEXICON = "frames"  # what phrases.csv calls this word list
SEPARATOR = ":"  # between frame and pole in a column's name
SHOWN = 3  # entries a cell, for a table on a page
NO_FRAME = "none"  # of words that only look like an entry: found, so that nothing shorter in them is, and not counted


def counts(phrases: pd.DataFrame, lexicon: pd.DataFrame, paragraphs: pd.DataFrame, name: str = LEXICON) -> pd.DataFrame:
    """Count the hits of each frame and pole in each paragraph.

    Parameters
    ----------
    phrases : DataFrame
        source, line, lexicon, entry, n. Rows of other lexicons, or of paragraphs that are not in `paragraphs`, are
        ignored.
    lexicon : DataFrame
        entry, frame, pole (empty or missing for none). An entry may be under several frames and counts in each; one
        under the frame ``none`` counts in none.
    paragraphs : DataFrame
        One row a unit: source, line.
    name : str
        What phrases.csv calls the lexicon.

    Returns
    -------
    DataFrame of int64, units by frames and poles
        Rows and index of `paragraphs`; columns sorted, each frame before its poles; none of an empty lexicon.
    """
    check_columns(paragraphs, ("source", "line"), "paragraphs", named=("source", "line"))
    if paragraphs.duplicated(["source", "line"]).any():
        raise ValueError("paragraphs holds a source and line twice; keep one row a paragraph")
    met, columns = _hits(phrases, lexicon, name), _columns(lexicon)
    met = met.assign(row=_keys(paragraphs).get_indexer(_keys(met)), column=met["frame"])
    poled = met[met["pole"] != ""]
    met = pd.concat([met, poled.assign(column=_name(poled))])
    met = met[met["row"] >= 0]
    table = np.zeros((len(paragraphs), len(columns)), dtype=np.int64)
    np.add.at(table, (met["row"].to_numpy(), columns.get_indexer(pd.Index(met["column"]))), met["n"].to_numpy())
    return pd.DataFrame(table, index=paragraphs.index, columns=columns)


def hits(
    phrases: pd.DataFrame,
    lexicon: pd.DataFrame,
    paragraphs: pd.DataFrame,
    groups: Labels,
    sizes: ArrayLike,
    name: str = LEXICON,
    *,
    documents: Labels | None = None,
) -> Units:
    """Make units of paragraphs in which the hits of each frame and pole are counted.

    Parameters
    ----------
    phrases, lexicon, paragraphs : DataFrame
        As in `counts`.
    groups, sizes : arrays
        Group and words of each paragraph, as in `statistics.units.Units`.
    name : str
        What phrases.csv calls the lexicon.
    documents : array, optional
        The text of each paragraph, where a group may have several: texts are then what is drawn.

    Returns
    -------
    Units
        Its terms are the columns of `counts`; they overlap, since an entry may be under several frames.

    Examples
    --------
    >>> paragraphs = pd.DataFrame({"source": ["dock", "reef"], "line": [3, 1]})
    >>> lexicon = pd.DataFrame({"entry": ["net", "oar"], "frame": ["gear", "gear"], "pole": ["soft", "hard"]})
    >>> phrases = pd.DataFrame({"source": ["dock", "dock"], "line": 3, "lexicon": "frames", "entry": ["net", "oar"]})
    >>> units = hits(phrases.assign(n=[2, 1]), lexicon, paragraphs, ["dock", "reef"], [20, 30])
    >>> units.terms.tolist(), units.counts.toarray().tolist()
    (['gear', 'gear:hard', 'gear:soft'], [[3, 1, 2], [0, 0, 0]])
    """
    table = counts(phrases, lexicon, paragraphs, name)
    ids = [f"{source}/{line}" for source, line in _keys(paragraphs)]
    return Units(table, table.columns, groups, sizes, documents, ids, overlapping=True)


def modality(
    phrases: pd.DataFrame,
    lexicon: pd.DataFrame,
    paragraphs: pd.DataFrame,
    groups: Labels,
    sizes: ArrayLike,
    *,
    documents: Labels | None = None,
) -> Units:
    """Make units in which the words that hedge, and those of obligation, are counted, as `hits` does for issues.

    `lexicon` are the rows of lexicons/modality.csv: entry, kind.
    """
    frames = lexicon.rename(columns={"kind": "frame"}).assign(pole="")
    return hits(phrases, frames, paragraphs, groups, sizes, name="modality", documents=documents)


def rates(hits: Units, settings: Settings) -> pd.DataFrame:
    """Give each group's rate of each frame, with an interval from resampling its paragraphs.

    Parameters
    ----------
    hits : Units
        Paragraphs, as `analysis.framing.hits` makes them.
    settings : Settings
        See `statistics.resampling.bootstrap_rates`.

    Returns
    -------
    DataFrame
        By group and frame or pole: group, frame, pole ('' for the whole frame), n, rate (per 1,000 words), paragraphs
        (with a hit), n_paragraphs, words_covered (share of the group's words that are in paragraphs with a hit),
        ci_low, ci_high (rates; NaN for a group with fewer than `min_units` paragraphs: show `by_paragraph`).

    Notes
    -----
    The interval says how the rate holds when paragraphs of these texts are deleted or reweighted, no more.
    Shares of paragraphs mislead where paragraphs differ in length, hence `words_covered`.

    Examples
    --------
    >>> units = Units([[2], [0], [1]], ["gear"], ["dock", "dock", "reef"], [30, 10, 50], overlapping=True)
    >>> rates(units, Settings())[["group", "n", "rate", "words_covered"]].values.tolist()
    [['dock', 2, 50.0, 0.75], ['reef', 1, 20.0, 1.0]]
    """
    intervals = bootstrap_rates(_checked_hits(hits), settings, name="frames.rates")
    covered = hits.summed((hits.counts > 0).toarray() * hits.sizes[:, np.newaxis])
    row, column = np.indices(intervals.rate.shape).reshape(2, -1)
    frame = _split(pd.DataFrame({"group": intervals.labels[row]}), hits.terms[column])
    frame["n"] = hits.totals.toarray().ravel()
    frame["rate"] = intervals.rate.ravel()
    frame["paragraphs"] = hits.using.toarray().ravel()
    frame["n_paragraphs"] = np.bincount(hits.codes)[row]
    frame["words_covered"] = covered.ravel() / hits.tokens[row]
    return frame.assign(ci_low=intervals.low.ravel(), ci_high=intervals.high.ravel())


def by_paragraph(hits: Units, paragraphs: pd.DataFrame) -> pd.DataFrame:
    """Give the rate of each frame in each paragraph (one row a unit: source, paragraph), to be drawn one by one.

    Returns
    -------
    DataFrame
        By paragraph and frame or pole: source, paragraph, frame, pole, n, n_tokens, rate (per 1,000 words; one hit
        makes a high rate in a short paragraph). A paragraph without words has no rate and no row.
    """
    check_columns(paragraphs, ("source", "paragraph"), "paragraphs")
    n, words = _checked_hits(hits).counts.toarray(), hits.sizes
    if len(paragraphs) != len(hits):
        raise ValueError(f"paragraphs has {len(paragraphs)} rows, hits {len(hits)}; match them")
    row, column = np.indices(n.shape).reshape(2, -1)
    row, column = row[words[row] > 0], column[words[row] > 0]
    frame = paragraphs[["source", "paragraph"]].iloc[row].reset_index(drop=True)
    frame = _split(frame, hits.terms[column])
    return frame.assign(n=n[row, column], n_tokens=words[row], rate=per_thousand(n[row, column], words[row]))


def entries(phrases: pd.DataFrame, lexicon: pd.DataFrame) -> pd.DataFrame:
    """List which words make each group's rate of each frame; of phrases as in `counts`, all of them.

    Returns
    -------
    DataFrame
        By group (the source, sorted, or in the order of its categories), frame and rank: group, frame, pole,
        entry, n, paragraphs (with a hit), rank (1 is the frame's most frequent entry; ties go by entry).
    """
    met = _hits(phrases, lexicon).rename(columns={"source": "group"})
    by_entry = met[met["n"] > 0].groupby(["group", "frame", "pole", "entry"], observed=True)
    frame = by_entry.agg(n=("n", "sum"), paragraphs=("line", "nunique")).reset_index()
    order = ["group", "frame", "n", "entry"]
    frame = frame.sort_values(order, ascending=[True, True, False, True], ignore_index=True)
    rank = frame.groupby(["group", "frame"], observed=True).cumcount() + 1
    return frame.assign(group=frame["group"].astype(object), rank=rank)


def leading(entries: pd.DataFrame) -> pd.DataFrame:
    """List the first `entries` of each group and frame in one cell each, for a table on a page.

    Returns
    -------
    DataFrame
        One row a frame, one column a group: ``unity 8, divided 4``, `SHOWN` entries at most; empty where a group has
        no hit.
    """
    first = entries[entries["rank"] <= SHOWN]
    cells = first.assign(cell=first["entry"] + " " + first["n"].astype(str))
    return cells.groupby(["frame", "group"], sort=False)["cell"].agg(", ".join).unstack(fill_value="").sort_index()


def issues_of(lexicon: pd.DataFrame) -> list[str]:
    """List the frames of a word list, sorted; `NO_FRAME` is not among them."""
    return sorted(set(lexicon["frame"]) - {NO_FRAME})


def differences(hits: Units, settings: Settings) -> pd.DataFrame:
    """Compare each group's rate of each frame, poles left out, with that of each other group.

    With the seed and resamples of `rates` the paragraphs drawn are the same, see
    `statistics.differences.rate_differences`.

    Returns
    -------
    DataFrame
        By pair of groups, in their order, and frame: group, other, frame, difference (rate of the group less that of
        the other, per 1,000 words), ci_low, ci_high (its own interval), corrected_low, corrected_high (right for all
        pairs and frames at once; these four NaN where a group has fewer than `min_units` paragraphs), made (whether
        there are intervals), firm (whether the corrected one leaves out zero).
    """
    whole = _whole(hits)
    pairs = rate_differences(whole, settings, name="frames.rates")
    pair, column = np.indices(pairs.difference.shape).reshape(2, -1)
    frame = pd.DataFrame({"group": pairs.first[pair], "other": pairs.second[pair], "frame": whole.terms[column]})
    ends = dict(zip(("difference", "ci_low", "ci_high", "corrected_low", "corrected_high"), pairs[2:], strict=True))
    frame = frame.assign(**{name: values.ravel() for name, values in ends.items()})
    firm = (frame["corrected_low"] > 0) | (frame["corrected_high"] < 0)
    return frame.assign(made=frame["ci_low"].notna(), firm=firm)


def in_cells(table: pd.DataFrame, names: Mapping[str, str]) -> pd.DataFrame:
    """Put what `beside` gives into a row a frame and a column a group of `names`, under its name.

    A cell has the rate and the share of words read as on the frame: ``4.1 · 25%``.
    """
    cell = table["rate"].map("{:.1f}".format) + " · " + table["words_read"].map("{:.0%}".format)
    wide = table.assign(cell=cell).pivot(index="frame", columns="group", values="cell")[list(names)]
    return wide.rename(columns=dict(names)).rename_axis(columns=None).reset_index()


def in_order(table: pd.DataFrame, order: Sequence[str], first: Collection[str] = ()) -> pd.DataFrame:
    """Put the pairs of `differences` in an order of groups, and the groups of each pair too, with their signs.

    The pair `first`, if it is given, comes before all others.
    """
    place = {group: number for number, group in enumerate(order)}
    back = (table["group"].map(place) > table["other"].map(place)).to_numpy()
    ends = ["difference", "ci_low", "ci_high", "corrected_low", "corrected_high"]
    turned = ["difference", "ci_high", "ci_low", "corrected_high", "corrected_low"]
    table = table.copy()
    table.loc[back, ["group", "other"]] = table.loc[back, ["other", "group"]].to_numpy()
    table.loc[back, ends] = -table.loc[back, turned].to_numpy()
    later = ~(table["group"].isin(first) & table["other"].isin(first))
    keys = pd.DataFrame({"later": later, "group": table["group"].map(place), "other": table["other"].map(place)})
    return table.loc[keys.sort_values(list(keys), kind="stable").index].reset_index(drop=True)


def above_and_below(table: pd.DataFrame) -> pd.DataFrame:
    """Put `differences` so that none is negative: frame, made, firm, above, below (the groups), size, margin.

    The margin is half the corrected interval. What is compared keeps its name, which need not be frame.
    """
    down = table["difference"] < 0
    above, below = table["group"].mask(down, table["other"]), table["other"].mask(down, table["group"])
    margin = (table["corrected_high"] - table["corrected_low"]) / 2
    ends = ["ci_low", "ci_high", "corrected_low", "corrected_high"]
    kept = table.drop(columns=["group", "other", "difference", *ends])
    return kept.assign(above=above, below=below, size=table["difference"].abs(), margin=margin)


def coded(codings: pd.DataFrame, paragraphs: pd.DataFrame, names: Sequence[str]) -> pd.DataFrame:
    """Give the settled codes of some issues, which say whether an issue carries part of a paragraph's point.

    Parameters
    ----------
    codings : DataFrame
        Rows of codings.csv: coder, source, line, variable, value.
    paragraphs : DataFrame
        One row a unit: source, line. Each needs a code of every issue.
    names : sequence of str
        Issues, each the name of a variable whose values are 0 and 1.

    Returns
    -------
    DataFrame of int64, units by issues
        Rows and index of `paragraphs`.
    """
    check_columns(paragraphs, ("source", "line"), "paragraphs")
    check_columns(codings, ("coder", "source", "line", "variable", "value"), "codings")
    settled = codings.loc[codings["coder"] == RESOLVED, ["source", "line", "variable", "value"]].astype(object)
    wide = settled.pivot(index=["source", "line"], columns="variable", values="value").reindex(columns=list(names))
    keys = pd.MultiIndex.from_frame(paragraphs[["source", "line"]].astype(object))
    table = wide.reindex(keys).set_axis(paragraphs.index)
    if table.isna().any(axis=None):
        issue = table.columns[table.isna().any()][0]
        raise ValueError(f"codings has no settled code of {issue!r} for some paragraph; code each paragraph for it")
    return table.astype("int64").rename_axis(columns=None)


def beside(hits: Units, read: pd.DataFrame, settings: Settings) -> pd.DataFrame:
    """Set what reading found, as `coded` gives it of the same units, beside what the word list counts.

    Returns
    -------
    DataFrame
        As `rates`, of whole frames, with paragraphs_read (coded for the issue), paragraphs_both (coded for it, and with
        a hit) and words_read (share of the group's words in paragraphs that are coded for the issue).
    """
    whole = _whole(hits)
    frames = whole.terms.tolist()
    check_columns(read, tuple(frames), "read")
    codes = read[frames].to_numpy()
    n_read, both = whole.summed(codes), whole.summed(codes * (whole.counts.toarray() > 0))
    covered = whole.summed(codes * whole.sizes[:, np.newaxis])
    return rates(whole, settings).assign(
        paragraphs_read=n_read.ravel(),
        paragraphs_both=both.ravel(),
        words_read=(covered / whole.tokens[:, np.newaxis]).ravel(),
    )


def _hits(phrases: pd.DataFrame, lexicon: pd.DataFrame, name: str = LEXICON) -> pd.DataFrame:
    """Join the phrases of a word list to their frames and poles (rows numbered from 0)."""
    keys = ("source", "line", "lexicon", "entry")
    check_columns(phrases, (*keys, "n"), "phrases", named=keys)
    mine = phrases.loc[phrases["lexicon"] == name, ["source", "line", "entry", "n"]]
    frames = _checked(lexicon)
    unknown = sorted(set(mine["entry"]) - set(frames["entry"]))
    if unknown:
        raise ValueError(f"phrases has the entry {unknown[0]!r}, which is not in lexicon; extract it again")
    n = mine["n"].to_numpy(dtype=float, na_value=np.nan)
    mine = mine.assign(n=whole_numbers(n, "phrases, column n,"), entry=mine["entry"].astype(object))
    return mine.merge(frames[frames["frame"] != NO_FRAME], on="entry")


def _checked(lexicon: pd.DataFrame) -> pd.DataFrame:
    """Check the word list; poles that are missing become empty."""
    check_columns(lexicon, ("entry", "frame", "pole"), "lexicon", named=("entry", "frame"))
    frames = lexicon[["entry", "frame", "pole"]].astype(object)
    frames = frames.where(frames.notna(), "")
    repeated = frames[frames.duplicated(["entry", "frame"])]
    if len(repeated):
        raise ValueError(f"lexicon has {repeated['entry'].iloc[0]!r} twice under one frame; keep one row")
    with_separator = frames[frames["frame"].str.contains(SEPARATOR)]
    if len(with_separator):
        raise ValueError(f"lexicon gives {with_separator['entry'].iloc[0]!r} a frame with a colon; rename it")
    return frames


def _columns(lexicon: pd.DataFrame) -> pd.Index:
    frames = _checked(lexicon)
    names = {*frames["frame"], *_name(frames)} - {NO_FRAME}
    return pd.Index(sorted(names, key=lambda name: name.partition(SEPARATOR)))


def _name(frames: pd.DataFrame) -> pd.Series:
    """Name the column of frame and pole."""
    return frames["frame"].where(frames["pole"] == "", frames["frame"] + SEPARATOR + frames["pole"])


def _checked_hits(hits: Units) -> Units:
    """Refuse plain numbers, which name no frames."""
    if not isinstance(hits, Units):
        raise ValueError(f"hits is a {type(hits).__name__}; give the units that analysis.framing.hits makes")
    return hits


def _whole(hits: Units) -> Units:
    """Leave out the columns of poles."""
    return _checked_hits(hits).columns(np.array([SEPARATOR not in name for name in hits.terms]))


def _split(frame: pd.DataFrame, names: np.ndarray) -> pd.DataFrame:
    """Add frame and pole from columns' names."""
    parts = [name.partition(SEPARATOR) for name in names]
    return frame.assign(frame=[part[0] for part in parts], pole=[part[2] for part in parts])


def _keys(table: pd.DataFrame) -> pd.MultiIndex:
    """Give source and line of each row in plain types, which match whatever types the tables use."""
    return pd.MultiIndex.from_arrays([table["source"].astype(object), table["line"].astype("int64")])
