"""How good the word list of issues is: what it finds in each paragraph, scored against the settled codes of reading.

A paragraph is found for an issue if it has a word of the list for it, and read if its settled code says so. Of the
paragraphs found, the share that is read is the precision; of those read, the share that is found is the recall; the
F-score, F1, is their harmonic mean. Codes are taken as given: a score says how far two instruments agree, not which of
them is right.

`phrases` and `lexicon` are the rows of phrases.csv and of lexicons/frames.csv, see `analysis.framing`; `paragraphs`
have a row a unit: source, line. `names` are the masked names of lexicons/actors.csv, whose parts are never counted.
Tables of hits and of codes have the index of `paragraphs` and a column an issue.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence

import numpy as np
import pandas as pd

from parallax.analysis import framing
from parallax.language.lexicon import Lexicon
from parallax.language.tokens import Token
from parallax.statistics.checks import Labels, check_columns
from parallax.statistics.draws import weights
from parallax.statistics.settings import Settings

SEED, TEXT = "seed", "text"  # origins of an entry: written from the definitions, or added on reading the texts
WHOLE, ACROSS, SEEDS = "whole", "across", "seeds"  # ways to score the list, see `ways`
ALL = "all"  # of all issues together
MEASURES = ("precision", "recall", "f1")
FOUND, MISSED = "found", "missed"  # a word and no reading; a reading and no word

#: Share of resamples without a score from which no interval is given: it would leave the hard cases out.
UNDEFINED_SHARE = 0.05


def hits(phrases: pd.DataFrame, lexicon: pd.DataFrame, paragraphs: pd.DataFrame) -> pd.DataFrame:
    """Say of each paragraph and issue whether it has a word of the list (0 or 1, of int64)."""
    counts = framing.counts(phrases, lexicon, paragraphs)
    return (counts[framing.issues_of(lexicon)] > 0).astype("int64")


def reduced(phrases: pd.DataFrame, lexicon: pd.DataFrame, names: Iterable[str]) -> pd.DataFrame:
    """Return the hits that a shorter list has where a longer one was searched for.

    Parameters
    ----------
    phrases : DataFrame
        source, line, lexicon, entry, n: the hits of the longer list.
    lexicon : DataFrame
        entry: the shorter one, a part of the other.
    names : iterable of str
        Masked names.

    Returns
    -------
    DataFrame
        As `phrases`, rows of this word list alone. Where an entry was taken out, the entries inside it are found, the
        longest first: without *lack of unity*, *unity* counts.

    Notes
    -----
    The texts are not needed. An entry that lies half inside one that was taken out, and half beside it, is missed; a
    test with the texts says how rare that is.

    Examples
    --------
    >>> phrases = pd.DataFrame({"source": ["dock"], "line": 2, "lexicon": "frames", "entry": ["old net rope"], "n": 3})
    >>> reduced(phrases, pd.DataFrame({"entry": ["rope", "net"]}), []).values.tolist()
    [['dock', 2, 'frames', 'net', 3], ['dock', 2, 'frames', 'rope', 3]]
    """
    check_columns(phrases, ("source", "line", "lexicon", "entry", "n"), "phrases")
    mine = phrases[phrases["lexicon"] == framing.LEXICON]
    kept = mine["entry"].isin(set(lexicon["entry"]))
    gone = sorted(set(mine.loc[~kept, "entry"]))
    shorter, masked = Lexicon(lexicon["entry"]), Lexicon(names)
    inside = [(entry, part) for entry in gone for part in _inside(entry, shorter, masked)]
    parts = pd.DataFrame(inside, columns=["entry", "part"], dtype=object)
    anew = mine[~kept].merge(parts, on="entry").assign(entry=lambda rows: rows["part"]).drop(columns="part")
    return pd.concat([mine[kept], anew], ignore_index=True)


def ways(
    phrases: pd.DataFrame, lexicon: pd.DataFrame, paragraphs: pd.DataFrame, names: Iterable[str]
) -> dict[str, pd.DataFrame]:
    """Search the paragraphs with the whole list, across sources, and with the seeds alone.

    Parameters
    ----------
    phrases, lexicon, paragraphs : DataFrame
        As in `hits`; `lexicon` has the column origin too.
    names : iterable of str
        Masked names.

    Returns
    -------
    dict of str to DataFrame
        Tables as those of `hits`, by way. ``whole``: the list as it is. ``across``: each article without the entries
        of origin text that are found in no other article, so that nothing counts that was written down for it alone.
        ``seeds``: the entries of origin seed.
    """
    check_columns(lexicon, ("entry", "frame", "origin"), "lexicon")
    names, sources = list(names), paragraphs["source"].astype(object)
    whole, seeds = hits(phrases, lexicon, paragraphs), lexicon[lexicon["origin"] == SEED]
    across = whole.copy()
    for source, own in _own(phrases, lexicon, sources.unique()):
        mine = (sources == source).to_numpy()
        across.loc[mine] = hits(reduced(phrases, lexicon[~own], names), lexicon, paragraphs[mine])
    alone = hits(reduced(phrases, seeds, names), lexicon, paragraphs)
    return {WHOLE: whole, ACROSS: across, SEEDS: alone}


def own_entries(phrases: pd.DataFrame, lexicon: pd.DataFrame, paragraphs: pd.DataFrame) -> pd.DataFrame:
    """List the entries that are taken out where an article is scored across sources: source, entry, frame."""
    own = _own(phrases, lexicon, paragraphs["source"].astype(object).unique())
    return pd.concat(
        [lexicon.loc[mine, ["entry", "frame"]].assign(source=source) for source, mine in own], ignore_index=True
    )[["source", "entry", "frame"]]


def balance(phrases: pd.DataFrame, lexicon: pd.DataFrame, paragraphs: pd.DataFrame) -> pd.DataFrame:
    """Count the entries of each issue: frame, seed and text, by origin, and, by article, its `own_entries`."""
    entries = lexicon[lexicon["frame"] != framing.NO_FRAME]
    origin = entries.groupby(["frame", "origin"]).size().unstack(fill_value=0).reindex(columns=[SEED, TEXT])
    own = own_entries(phrases, lexicon, paragraphs).groupby(["frame", "source"]).size().unstack(fill_value=0)
    own = own.reindex(index=origin.index, columns=paragraphs["source"].astype(object).unique())
    return origin.join(own).fillna(0).astype("int64").rename_axis(columns=None).reset_index()


def scores(found: pd.DataFrame, read: pd.DataFrame, ids: Sequence[str], settings: Settings) -> pd.DataFrame:
    """Score what the list finds against what was read.

    Parameters
    ----------
    found, read : DataFrame
        0 or 1, a row a paragraph and a column an issue; rows and columns of one order.
    ids : sequence of str
        Names of the paragraphs, each once.
    settings : Settings
        Of which `n_resamples`, `level`, `min_units` and `seed` are used.

    Returns
    -------
    DataFrame
        A row an issue, and ``all`` at the end, in which each paragraph counts once for every issue (micro-average):
        frame, n_read, n_found, n_both, then precision, recall and f1, each with its ends (``precision_low`` ...).

    Notes
    -----
    A score is missing where it is undefined: precision where nothing is found, recall where nothing is read, F1 where
    neither is. The ends are percentiles over resampled paragraphs (`statistics.draws.weights`), the same draws for all
    issues. They are missing with fewer than `min_units` paragraphs, and where `UNDEFINED_SHARE` of the draws or more
    have no score. They say how far a score depends on single paragraphs of these texts, not that the list was
    revised on them, nor what a list would find in other texts.

    Examples
    --------
    >>> found, read = pd.DataFrame({"gear": [1, 1, 0, 0]}), pd.DataFrame({"gear": [1, 0, 1, 0]})
    >>> scores(found, read, list("abcd"), Settings()).loc[0, ["n_both", "precision", "recall", "f1"]].tolist()
    [1, 0.5, 0.5, 0.5]
    """
    counts = _counts(found, read, ids)
    totals = counts.sum(axis=1)
    table = pd.DataFrame({"frame": [*found.columns, ALL]})
    table[["n_read", "n_found", "n_both"]] = totals.T
    return _with_ends(table, _measures(totals), _drawn(counts, ids, settings), settings)


def changes(
    before: pd.DataFrame, after: pd.DataFrame, read: pd.DataFrame, ids: Sequence[str], settings: Settings
) -> pd.DataFrame:
    """Give how much the scores change from one way of searching to another, with intervals of the change itself.

    Parameters
    ----------
    before, after : DataFrame
        What each way finds: 0 or 1, as in `scores`.
    read, ids, settings
        As in `scores`, and so are the draws, which both ways share.

    Returns
    -------
    DataFrame
        A row an issue, and ``all``: frame, then precision, recall and f1 of `after` less those of `before`, each with
        its ends; missing as in `scores`.
    """
    both = [_counts(found, read, ids) for found in (before, after)]
    old, new = (_measures(counts.sum(axis=1)) for counts in both)
    drawn_old, drawn_new = (_drawn(counts, ids, settings) for counts in both)
    table = pd.DataFrame({"frame": [*before.columns, ALL]})
    return _with_ends(table, new - old, drawn_new - drawn_old, settings)


def by_group(
    found: pd.DataFrame, read: pd.DataFrame, groups: Labels, ids: Sequence[str], settings: Settings
) -> pd.DataFrame:
    """Score each group of paragraphs by itself, over all issues: group, then as in `scores`.

    Groups, such as the article of each paragraph, come in the order in which they first occur. One with fewer than
    `min_units` paragraphs has no intervals.
    """
    _check_alike(found, read, ids)
    of, names = np.asarray(groups, dtype=object), np.asarray(ids, dtype=object)
    tables = []
    for group in dict.fromkeys(of):
        mine = of == group
        tables.append(scores(found[mine], read[mine], list(names[mine]), settings).iloc[[-1]].assign(frame=group))
    return pd.concat(tables, ignore_index=True).rename(columns={"frame": "group"})


def differing(
    phrases: pd.DataFrame, lexicon: pd.DataFrame, paragraphs: pd.DataFrame, read: pd.DataFrame
) -> pd.DataFrame:
    """List where words and reading disagree.

    Parameters
    ----------
    phrases, lexicon, paragraphs : DataFrame
        As in `hits`; `paragraphs` has the column paragraph too.
    read : DataFrame
        0 or 1, as in `scores`.

    Returns
    -------
    DataFrame
        In the order of the paragraphs, then by issue: source, line, paragraph, frame, kind (``found``: a word and no
        reading; ``missed``: a reading and no word), n (hits), entries (those that hit, the most frequent first:
        ``war 2, arms``; empty where one was missed).
    """
    check_columns(paragraphs, ("source", "line", "paragraph"), "paragraphs")
    found = hits(phrases, lexicon, paragraphs)
    _check_alike(found, read, paragraphs.index)
    row, column = np.nonzero(found.to_numpy() != read[found.columns].to_numpy())
    frame = paragraphs[["source", "line", "paragraph"]].iloc[row].reset_index(drop=True)
    frame["frame"] = found.columns[column].astype(object)
    frame["kind"] = np.where(found.to_numpy()[row, column] == 1, FOUND, MISSED)
    keys = ["source", "line", "frame"]
    listed = _entries(phrases, lexicon).set_index(keys)
    mine = listed.reindex(pd.MultiIndex.from_frame(frame[keys].astype({"source": object})))
    frame["n"] = mine["n"].fillna(0).astype("int64").to_numpy()
    return frame.assign(entries=mine["entries"].fillna("").to_numpy())


def _inside(entry: str, shorter: Lexicon, masked: Lexicon) -> Iterator[str]:
    """Yield the entries of a list in the words of an entry that it does not have."""
    tokens = [Token(term, place, 0, False, False, 0, 0) for place, term in enumerate(entry.split(" "))]
    hidden = {place for start, length, _ in masked.find(tokens) for place in range(start, start + length)}
    for start, length, part in shorter.find(tokens):
        end = start + length
        # As in extraction: what begins or ends within a masked name is no hit.
        if not ({start - 1, start} <= hidden or {end - 1, end} <= hidden):
            yield part


def _own(phrases: pd.DataFrame, lexicon: pd.DataFrame, sources: Collection[str]) -> Iterator[tuple[str, pd.Series]]:
    """Yield each source with a mask of the entries that were added on reading and are found in it alone."""
    mine = phrases[(phrases["lexicon"] == framing.LEXICON) & (phrases["n"] > 0)]
    by_entry = mine.astype({"source": object}).groupby("entry")["source"].agg(["nunique", "first"])
    alone = by_entry.loc[by_entry["nunique"] == 1, "first"]
    for source in sources:
        own = lexicon["entry"].isin(alone.index[alone == source])
        yield source, own & (lexicon["origin"] == TEXT)


def _entries(phrases: pd.DataFrame, lexicon: pd.DataFrame) -> pd.DataFrame:
    """List the entries that hit in one cell for each paragraph and issue: source, line, frame, n, entries."""
    mine = phrases[(phrases["lexicon"] == framing.LEXICON) & (phrases["n"] > 0)].astype({"source": object})
    met = mine.merge(lexicon[["entry", "frame"]], on="entry")
    by_entry = met.groupby(["source", "line", "frame", "entry"])["n"].sum().reset_index()
    by_entry = by_entry.sort_values(["n", "entry"], ascending=[False, True])
    times = by_entry["n"].map(lambda n: f" {n}" if n > 1 else "")
    cells = by_entry.assign(entries=by_entry["entry"] + times).groupby(["source", "line", "frame"], sort=False)
    return cells.agg(n=("n", "sum"), entries=("entries", ", ".join)).reset_index()


def _check_alike(found: pd.DataFrame, read: pd.DataFrame, ids: Sequence[str] | pd.Index) -> None:
    """Check that hits and codes are of the same paragraphs and issues, in one order, and zeros and ones."""
    if list(found.columns) != list(read.columns) or len(found) != len(read) or not found.index.equals(read.index):
        raise ValueError("found and read differ in their rows or columns; give both of the same paragraphs and issues")
    if len(ids) != len(found):
        raise ValueError(f"ids holds {len(ids)}, found {len(found)} rows; name each paragraph once")
    for name, table in {"found": found, "read": read}.items():
        if not table.isin([0, 1]).all(axis=None):
            raise ValueError(f"{name} holds something other than 0 and 1; give 1 where a paragraph has it, else 0")


def _counts(found: pd.DataFrame, read: pd.DataFrame, ids: Sequence[str]) -> np.ndarray:
    """Say of each paragraph and issue, and of all issues in sum, whether it was read, found, and both."""
    _check_alike(found, read, ids)
    hit, code = found.to_numpy(), read.to_numpy()
    return np.stack([np.column_stack([each, each.sum(axis=1)]) for each in (code, hit, code * hit)])


def _measures(counts: np.ndarray) -> np.ndarray:
    """Return precision, recall and F1 of the counts of what was read, found, and both; NaN where undefined."""
    read, found, both = counts.astype(float)
    of = np.stack([found, read, (found + read) / 2])
    return np.divide(both, of, out=np.full(of.shape, np.nan), where=of > 0)


def _drawn(counts: np.ndarray, ids: Sequence[str], settings: Settings) -> np.ndarray:
    """Return the measures of each resample, of shape (measures, resamples, issues); none of too few paragraphs."""
    if counts.shape[1] < settings.min_units:
        return np.full((len(MEASURES), 1, counts.shape[2]), np.nan)
    times = weights(ids, settings.n_resamples, seed=settings.seed, name="lexicon.scores")
    return _measures(np.stack([times @ each for each in counts]))


def _with_ends(table: pd.DataFrame, values: np.ndarray, drawn: np.ndarray, settings: Settings) -> pd.DataFrame:
    """Add the measures and the ends of their intervals, which are missing where a score too often is."""
    middle = ((1 - settings.level) / 2, (1 + settings.level) / 2)
    for name, mine, theirs in zip(MEASURES, values, drawn, strict=True):
        often = np.isnan(theirs).mean(axis=0) < UNDEFINED_SHARE
        ends = np.full((2, len(mine)), np.nan)
        ends[:, often] = np.nanquantile(theirs[:, often], middle, axis=0)
        table[name], table[f"{name}_low"], table[f"{name}_high"] = mine, *ends
    return table
