"""One word followed from its count to its score, and from its score to the checks: every number on the way."""

from __future__ import annotations

import numpy as np
import pandas as pd

from parallax.analysis.keyness.checks import CHECKS, claimed_by_g2
from parallax.errors import ParallaxError
from parallax.statistics.arrays import per_thousand
from parallax.statistics.checks import check_columns
from parallax.statistics.measures import log_likelihood, log_odds, log_ratio
from parallax.statistics.units import Units

#: The value that each check looks at, a column of the contrasts, and what the check asks of it.
ASKED = {
    "by_tokens": ("g2", "at least"),
    "by_effect": ("lrc", "above"),
    "by_reweighting": ("ci_low", "above"),
    "by_leaving_out": ("log_odds_loo", "above"),
    "by_shuffling": ("q", "at most"),
}


def scored(units: Units, term: str, group: str, strength: float) -> pd.DataFrame:
    """Follow one term from its count in a group to its scores.

    Parameters
    ----------
    units : Units
        Two groups or more.
    term, group : str
        One of the terms, one of the groups.
    strength : float
        Of the prior, see `statistics.measures.log_odds`.

    Returns
    -------
    DataFrame
        One row a step, in the order in which they are taken: step (uses, words, rate, log_ratio, g2, log_odds, z), here
        and elsewhere (what the step takes of the group and of all others: the uses and words themselves, rates per
        1,000 words, counts with a half added, uses expected at one common rate, uses with the prior's, the variance
        that each side adds), result (missing where a step has none).

    Raises
    ------
    ParallaxError
        A term or group that the units do not have.

    Examples
    --------
    >>> units = Units([[8, 92], [2, 98]], ["boat", "net"], ["dock", "reef"])
    >>> scored(units, "boat", "dock", 0.1).set_index("step").loc["g2"].round(2).tolist()
    [5.0, 5.0, 4.04]
    """
    column, row = _place("term", term, units.terms), _place("group", group, units.labels)
    uses = units.totals.toarray()[:, column]
    a, b = int(uses[row]), int(uses.sum() - uses[row])
    n1, n2 = int(units.tokens[row]), int(units.tokens.sum() - units.tokens[row])
    share = (a + b) / (n1 + n2)
    odds = log_odds(a, b, n1, n2, strength=strength)
    steps = (
        ("uses", a, b, np.nan),
        ("words", n1, n2, np.nan),
        ("rate", per_thousand(a, n1), per_thousand(b, n2), np.nan),
        ("log_ratio", a + 0.5, b + 0.5, log_ratio(a, b, n1, n2)),
        ("g2", n1 * share, n2 * share, log_likelihood(a, b, n1, n2)),
        ("log_odds", odds.x, odds.y, odds.log_odds),
        ("z", 1 / odds.x, 1 / odds.y, odds.z),
    )
    frame = pd.DataFrame(steps, columns=["step", "here", "elsewhere", "result"])
    return frame.astype({"here": float, "elsewhere": float, "result": float})


def tested(contrasts: pd.DataFrame, checked: pd.DataFrame, term: str, group: str, alpha: float) -> pd.DataFrame:
    """Say of one term that a group uses more what each check looks at, and whether it holds.

    Parameters
    ----------
    contrasts : DataFrame
        All contrasts, as `analysis.keyness.contrasts.keyness` returns them.
    checked : DataFrame
        The same as `analysis.keyness.checks.with_checks` returns them, with the same alpha.
    term, group : str
        Of one row of `checked`.
    alpha : float
        Error allowed to the first check and the last.

    Returns
    -------
    DataFrame
        One row a check, in the order of `analysis.keyness.checks.CHECKS`: check, value (missing where it cannot be
        made), asked (at least, above, at most) and bound (of the value; that of G² is the smallest that is claimed
        among all contrasts, infinite where none is), holds (true, false, or missing where it cannot be made).

    Raises
    ------
    ParallaxError
        A term that is not compared, or that the group uses no more than the others; it names the groups that do.
    """
    check_columns(checked, ("group", "term", *CHECKS), "checked")
    mine = checked[checked["term"] == term]
    _place("term", term, contrasts["term"].unique())
    row = mine[mine["group"] == group]
    if row.empty:
        more = ", ".join(sorted(mine["group"].astype(str))) or "none, among terms that are frequent enough"
        raise ParallaxError(f"{group!r} uses {term!r} no more than the others; these articles do: {more}")
    g2 = contrasts.loc[contrasts["p"].notna(), "g2"].abs().to_numpy()
    least = g2[claimed_by_g2(g2, alpha)].min(initial=np.inf)
    bounds = {"by_tokens": least, "by_shuffling": alpha}
    (one,) = row.to_dict("records")
    steps = [(check, one[at], asked, bounds.get(check, 0.0), one[check]) for check, (at, asked) in ASKED.items()]
    return pd.DataFrame(steps, columns=["check", "value", "asked", "bound", "holds"]).astype({"holds": "boolean"})


def _place(what: str, name: str, known: np.ndarray) -> int:
    """Return the place of a name among those known."""
    if name not in known.tolist():
        raise ParallaxError(f"no {what} is called {name!r}; choose one that is compared, such as {known[0]!r}")
    return known.tolist().index(name)
