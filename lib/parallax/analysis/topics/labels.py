"""Names of topics: what a reader of the paragraphs called them, checked against the terms that justify the names.

A topic has no name of its own. One without a label is shown by its first terms.
"""

from __future__ import annotations

import re

import pandas as pd

from parallax.analysis.topics.model import Topics, top_terms
from parallax.statistics.checks import check_columns

N_FIRST = 3  # terms that are in place of a label


def labelled(labels: pd.DataFrame, model: Topics, n: int = 8) -> pd.DataFrame:
    """Name the topics of a model: by the labels on file, or by their first terms where nobody has labelled that k.

    Parameters
    ----------
    labels : DataFrame
        One row a label: k, topic, label, terms (those that justify it, between spaces or semicolons).
    model : Topics
        See `analysis.topics.model.fit`.
    n : int
        Top terms of a topic: each term of a label must be among them.

    Returns
    -------
    DataFrame
        One row a topic: k, topic, label, terms (the label's own, or all `n`, between spaces).

    Raises
    ------
    ValueError
        k is labelled, and a topic has no label or two, a label is without terms or for no topic, or one of its terms is
        no longer among the top terms: the message names the topic and its terms now.

    Examples
    --------
    >>> from parallax.analysis.topics.model import fit
    >>> from parallax.statistics.units import Units
    >>> model = fit(Units([[2, 1, 0, 0], [1, 2, 0, 0], [0, 0, 3, 1]], ["boat", "net", "toll", "wall"]), k=2)
    >>> nobody = pd.DataFrame(columns=["k", "topic", "label", "terms"])
    >>> labelled(nobody, model)["label"].tolist()
    ['boat, net', 'toll, wall']
    """
    check_columns(labels, ("k", "topic", "label", "terms"), "labels")
    mine = labels[labels["k"] == model.k]
    top = top_terms(model, n).groupby("topic")["term"].agg(list)
    now = {topic: top.get(topic, []) for topic in range(1, model.k + 1)}
    if mine.empty:
        rows = [(model.k, topic, ", ".join(terms[:N_FIRST]), " ".join(terms)) for topic, terms in now.items()]
        return pd.DataFrame(rows, columns=["k", "topic", "label", "terms"])
    strays = set(mine["topic"]) - set(now)
    if strays:
        raise ValueError(f"labels has topic {min(strays)} at k = {model.k}, which has none; drop the row")
    for topic, terms in now.items():
        _check(mine[mine["topic"] == topic], f"topic {topic} at k = {model.k}", terms, n)
    return mine.sort_values("topic").reset_index(drop=True)


def _check(rows: pd.DataFrame, where: str, now: list[str], n: int) -> None:
    """Refuse a topic without label or with two, and a label whose terms are not among the top terms now."""
    if len(rows) != 1:
        raise ValueError(f"labels has {len(rows)} rows for {where}; give one, for: {' '.join(now)}")
    terms = [term for term in re.split(r"[;\s]+", str(rows["terms"].iloc[0])) if term]
    gone = [term for term in terms if term not in now]
    if gone or not terms:
        raise ValueError(
            f"labels gives {where} the terms {terms}, of which {gone} are not among its top {n} now: "
            f"{' '.join(now)}; read the paragraphs again and renew label and terms"
        )
