"""Contrasts between groups of texts: which terms distinguish each.

Each group, the target, is set against all others together, the reference.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike

from parallax.statistics import tfidf
from parallax.statistics.arrays import Ints, per_thousand
from parallax.statistics.checks import Counts, Labels
from parallax.statistics.dispersion import dispersion
from parallax.statistics.units import Units, as_units

DIGITS = 12  # weights equal to so many digits are tied: rounding in the last place ranks nothing


def tf_idf(
    counts: Counts | Units,
    groups: Labels | None = None,
    terms: ArrayLike | None = None,
    *,
    sizes: ArrayLike | None = None,
    smooth: bool = True,
) -> pd.DataFrame:
    """Rank the terms of each group by TF-IDF, each group being one document.

    Parameters
    ----------
    counts : Units, sparse array, array or DataFrame
        Two groups or more, each with tokens; every term occurs somewhere.
    groups, terms, sizes : arrays, optional
        As in `statistics.units.Units`, where counts are not Units.
    smooth : bool
        See `statistics.tfidf.inverse_document_frequency`.

    Returns
    -------
    DataFrame
        One row per group and term that it uses, by group and rank: group, term, n_target, n_reference,
        rate_target and rate_reference (per 1,000 tokens), paragraphs (units of the group that use the
        term), dp (`statistics.dispersion.dispersion` over the units of the group), document_frequency
        (groups that use it), idf, tf_idf (a group's weights have Euclidean length 1), rank (1 is highest;
        ties go by count, then by name).

    Notes
    -----
    The weights are those of scikit-learn's ``TfidfVectorizer`` over the groups as documents. With few
    groups IDF has few values (`idf_table`), so within each a rank only follows the count; it says nothing
    of chance or spread. Read it with `paragraphs`, and not as a habit beyond these texts.

    Examples
    --------
    >>> table = tf_idf([[2, 1], [1, 1], [0, 3]], ["dock", "dock", "reef"], ["boat", "net"])
    >>> table[["group", "term", "n_target", "document_frequency", "tf_idf"]].round(2).values.tolist()
    [['dock', 'boat', 3, 1, 0.9], ['dock', 'net', 2, 2, 0.43], ['reef', 'net', 3, 2, 1.0]]
    """
    units = as_units(counts, groups, terms, sizes)
    _require_contrasts(units)
    n, (row, column) = units.totals.data, units.totals.nonzero()
    frame = against_others(units, row, column, n)
    frame.insert(2, "n_target", n)
    frame.insert(4, "rate_target", per_thousand(n, units.tokens[row]))
    frame["paragraphs"] = units.using.data
    frame["dp"] = _spread(units)[row, column]
    df = units.groups_using
    frame["document_frequency"] = df[column]
    frame["idf"] = tfidf.inverse_document_frequency(df, len(units.labels), smooth=smooth)[column]
    frame["tf_idf"] = tfidf.tf_idf(units.totals, smooth=smooth).data
    order = np.lexsort((units.terms[column], -n, -frame["tf_idf"].round(DIGITS), row))
    frame = frame.iloc[order].reset_index(drop=True)
    return frame.assign(rank=frame.groupby("group", sort=False).cumcount() + 1)


def idf_table(units: Units) -> pd.DataFrame:
    """Show what as many documents as there are groups, of units as in `tf_idf`, do to IDF.

    Returns
    -------
    DataFrame
        One row per document frequency, from 1 to the number of groups: document_frequency, n_terms,
        n_tokens (of those terms, in all groups), idf_smooth, idf_textbook. The textbook's is 0 in the
        last row: it silences the terms that all groups share.

    Examples
    --------
    >>> units = Units([[2, 1], [0, 3]], ["boat", "net"], ["dock", "reef"])
    >>> idf_table(units).round(2).values.tolist()
    [[1.0, 1.0, 2.0, 1.41, 0.69], [2.0, 1.0, 4.0, 1.0, 0.0]]
    """
    _require_contrasts(units)
    n_groups, using = len(units.labels), units.groups_using
    df = np.arange(1, n_groups + 1)
    tokens = np.bincount(using - 1, weights=units.totals.sum(axis=0), minlength=n_groups).astype(np.int64)
    columns = {
        "document_frequency": df,
        "n_terms": np.bincount(using - 1, minlength=n_groups),
        "n_tokens": tokens,
        "idf_smooth": tfidf.inverse_document_frequency(df, n_groups),
        "idf_textbook": tfidf.inverse_document_frequency(df, n_groups, smooth=False),
    }
    return pd.DataFrame(columns)


def most_different(table: pd.DataFrame, n: int) -> pd.DataFrame:
    """Keep, of what `tf_idf` returns, the n terms of each group whose rate lies highest above the reference.

    Returns
    -------
    DataFrame
        The rows kept, by group and falling difference, with a column difference (rates per 1,000; ties go by rank).

    Examples
    --------
    >>> table = tf_idf([[2, 1], [1, 1], [0, 3]], ["dock", "dock", "reef"], ["boat", "net"])
    >>> most_different(table, 1)[["group", "term", "difference"]].values.tolist()
    [['dock', 'boat', 600.0], ['reef', 'net', 600.0]]
    """
    frame = table.assign(difference=table["rate_target"] - table["rate_reference"])
    order = np.lexsort((frame["rank"], -frame["difference"].round(DIGITS), pd.factorize(frame["group"])[0]))
    return frame.iloc[order].groupby("group", sort=False).head(n).reset_index(drop=True)


def furthest_apart(pairs: Iterable[Units], n: int) -> pd.DataFrame:
    """Find, in each pair of groups, the n terms of either that lie furthest above its partner's rate.

    Each of the pairs has the units of two groups, as in `tf_idf`.

    Returns
    -------
    DataFrame
        As `most_different` returns, pair by pair, with the partner (`other`) in the second column.

    Examples
    --------
    >>> units = Units([[2, 1], [0, 3]], ["boat", "net"], ["dock", "reef"])
    >>> furthest_apart([units], 1)[["group", "other", "term", "n_target", "n_reference"]].values.tolist()
    [['dock', 'reef', 'boat', 2, 0], ['reef', 'dock', 'net', 3, 1]]
    """
    tables = []
    for units in pairs:
        if len(units.labels) != 2:
            raise ValueError(f"a pair holds {len(units.labels)} group(s); give 2")
        table, (first, second) = most_different(tf_idf(units), n), units.labels
        table.insert(1, "other", table["group"].map({first: second, second: first}))
        tables.append(table)
    return pd.concat(tables, ignore_index=True)


def steps(units: Units, group: str, term: str) -> pd.DataFrame:
    """Follow one term of a group from its count to its rank by `tf_idf`, in the smoothed form.

    Returns
    -------
    DataFrame
        One row a step: step (what is looked at), working (how it comes about, with its numbers), value.

    Raises
    ------
    ValueError
        An unknown group, or a term that the group does not use.

    Examples
    --------
    >>> units = Units([[3, 1], [0, 3]], ["boat", "net"], ["dock", "reef"], [10, 20])
    >>> steps(units, "dock", "boat")[["step", "value"]].round(3).values.tolist()[-4:]
    [['IDF', 1.405], ['weight', 4.216], ['TF-IDF', 0.973], ['rank', 1.0]]
    """
    table = tf_idf(units)
    if group not in units.labels:
        raise ValueError(f"groups has no {group!r}; choose from {', '.join(map(str, units.labels))}")
    mine = table[table["group"] == group]
    if term not in set(mine["term"]):
        raise ValueError(
            f"{group!r} has no term {term!r}: terms are single words in lower case, without function words and words "
            f"inside names; give one that it uses, such as {mine['term'].iloc[0]!r}"
        )
    row = mine[mine["term"] == term].iloc[0]
    size, n_paragraphs = int(units.tokens[units.labels == group][0]), int((units.groups == group).sum())
    n, df, n_groups = row["n_target"], row["document_frequency"], len(units.labels)
    weights = mine["n_target"] * mine["idf"]
    weight, length = n * row["idf"], float(np.sqrt((weights**2).sum()))
    made = [
        ("uses", "counted", n),
        ("paragraphs with it", f"of {n_paragraphs}", row["paragraphs"]),
        ("per 1,000 words", f"1,000 × {n} ÷ {size:,} words in all", row["rate_target"]),
        ("articles that use it", f"of {n_groups}; its document frequency", df),
        ("IDF", f"ln((1 + {n_groups}) ÷ (1 + {df})) + 1", row["idf"]),
        ("weight", f"{n} × {row['idf']:.4g}", weight),
        ("TF-IDF", f"{weight:.4g} ÷ {length:.4g}, √ of the sum of all squared weights", row["tf_idf"]),
        ("rank", f"of {len(mine):,} terms of the article", row["rank"]),
    ]
    return pd.DataFrame(made, columns=["step", "working", "value"]).astype({"value": float})


def first_terms(table: pd.DataFrame, n: int, order: Sequence[str]) -> pd.DataFrame:
    """Keep the n first terms of each group, of what `tf_idf` returns, with the groups in an order."""
    place = table["group"].map({group: place for place, group in enumerate(order)})
    first = table.assign(place=place)[table["rank"] <= n].sort_values(["place", "rank"])
    return first.drop(columns="place").reset_index(drop=True)


def ranking(table: pd.DataFrame, n: int) -> pd.DataFrame:
    """Lay the n first terms of each group side by side, of what `tf_idf` returns.

    Returns
    -------
    DataFrame
        One row a rank, one column a group: its term.

    Examples
    --------
    >>> ranking(tf_idf([[2, 1], [0, 3]], ["dock", "reef"], ["boat", "net"]), 1).values.tolist()
    [['boat', 'net']]
    """
    first = table[table["rank"] <= n]
    return first.pivot(index="rank", columns="group", values="term")[list(dict.fromkeys(table["group"]))]


def against_others(units: Units, row: Ints, column: Ints, n: Ints | int) -> pd.DataFrame:
    """Set group and term beside the count and rate of that term in all other groups.

    `row` and `column` are places of groups and terms, one pair each; `n`, the uses by the group, is taken off the
    total.

    Returns
    -------
    DataFrame
        One row a pair: group, term, n_reference, rate_reference (per 1,000 tokens of the other groups).
    """
    others = units.totals.sum(axis=0)[column] - n
    frame = pd.DataFrame({"group": units.labels[row], "term": units.terms[column], "n_reference": others})
    return frame.assign(rate_reference=per_thousand(others, units.tokens.sum() - units.tokens[row]))


def _spread(units: Units) -> np.ndarray:
    """Return DP of each term in each group (shape (groups, terms)), NaN where a group does not use it."""
    own = [units.codes == group for group in range(len(units.labels))]
    return np.array([dispersion(units.counts[mine], units.sizes[mine]) for mine in own])


def _require_contrasts(units: Units) -> None:
    units.require_groups()
    units.require_used()
