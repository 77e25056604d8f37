"""Robustness: whether the claims of the ledger hold under other choices of counting than the book's.

A choice is something that could as well have been done otherwise: whether function words count, whether words in
quotation marks do, how strong a prior is (`choices`). All choices that can touch a claim are crossed, and the claim is
evaluated by its own function under each combination. That is a multiverse, not a sample: the share of it in which a
claim holds is no probability.
"""

from __future__ import annotations

import inspect
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pandas as pd
from joblib import Parallel, delayed

from parallax.claims import functions
from parallax.claims.evidence import Evidence, NotMadeError, UnknownSourceError
from parallax.claims.ledger import Claim
from parallax.corpus.choices import CHOICES, COUNTING, LEVELS, PASSAGES, chosen, combinations
from parallax.corpus.corpus import Corpus, NothingLeftError
from parallax.errors import ParallaxError

# Choices that can touch what the functions of a module count; `measure` where a function takes one.
BY_MODULE = {
    "terms": COUNTING,
    "topics": COUNTING,
    "keyness": (*COUNTING, "prior"),
    "framing": (*PASSAGES, "seeds"),
}


# Where a function differs from its module: some rest on tables that few choices touch, or list the rows of a table that
# a chapter counts in one way, G² knows no prior, and what takes long is not crossed with every choice: contrasts
# without each article, and above all the stability of topics.
BY_FUNCTION: dict[str, tuple[str, ...]] = {
    "longest": PASSAGES,
    "most_quoted": ("relayed",),  # without quoted words nobody quotes
    "never_names": PASSAGES,
    "confined_naming": PASSAGES,
    "only_in_name": PASSAGES,
    "left_out_are": (),
    "beyond_deals": COUNTING,
    "beyond_sections": COUNTING,
    "within_name": PASSAGES,
    "surviving_without": COUNTING,
    "reached_by_shuffles": ("lemma",),
}


# Why no choice touches what some functions count.
UNTOUCHED = {
    "longest_shared_run": "runs are looked for in the texts themselves, every word of every body paragraph",
    "left_out_are": "which words are everyday ones was judged by reading the list that the book's counting gives",
    "wording_kept": "the comparison with the text that is relayed was made once, on every word",
}


AT_ONCE = 12  # combinations that a process evaluates before it is handed the next ones


UNASKED, HOLDS, FAILS = "cannot be asked", "holds", "fails"


def touching(claim: Claim) -> tuple[str, ...]:
    """Return the choices that can touch a claim.

    Parameters
    ----------
    claim : Claim
        Of the ledger.

    Returns
    -------
    tuple of str
        Keys of `corpus.choices.CHOICES`, in their order; none for a claim that rests on reading or on record.
    """
    function = functions.functions()[claim.test]
    if claim.how != "counted":
        return ()
    names = BY_FUNCTION.get(claim.test, BY_MODULE.get(function.__module__.rpartition(".")[2], ()))
    measured = "measure" in inspect.signature(function).parameters
    return tuple(name for name in CHOICES if name in names or (name == "measure" and measured))


def outcome(claim: Claim, corpus: Corpus, choices: Mapping[str, Any]) -> tuple[str, Evidence | None]:
    """Evaluate a claim on a corpus that is counted as choices say.

    Parameters
    ----------
    claim : Claim
        Of the ledger.
    corpus : Corpus
        As `corpus.choices.chosen` returns it.
    choices : mapping
        Levels; the claim's function is given `measure`.

    Returns
    -------
    outcome : str
        `HOLDS`, `FAILS`, or `UNASKED` where the corpus lacks what the claim speaks of, or has too little of it for a
        check.
    found : Evidence or None
        None where it could not be asked.
    """
    measure = {"measure": choices["measure"]} if "measure" in choices else {}
    try:
        found = replace(claim, args={**claim.args, **measure}).evidence(corpus)
    except ParallaxError as error:
        # Any other error is one of the library, and must not pass for a choice that cannot be made.
        if isinstance(error.__cause__, (NothingLeftError, NotMadeError, UnknownSourceError)):
            return UNASKED, None
        raise
    return HOLDS if found.holds else FAILS, found


def evaluate(corpus: Corpus, claims: Mapping[str, Claim], *, n_jobs: int = -1) -> pd.DataFrame:
    """Evaluate claims under every combination of the choices that can touch them.

    Parameters
    ----------
    corpus : Corpus
        As loaded.
    claims : mapping of str to Claim
        The ledger, or a part of it. Claims that no choice touches are passed over.
    n_jobs : int
        Processes, as joblib takes them.

    Returns
    -------
    DataFrame
        One row a claim and combination, by claim: id, a column for each of `corpus.choices.CHOICES` (None where it does
        not touch the claim), outcome, and the value, low and high of the evidence (missing where it could not be
        asked).
    """
    asked = {name: touching(claim) for name, claim in claims.items() if touching(claim)}
    # Combinations that differ in the measure only share a corpus, and what was computed of it.
    by_corpus: dict[tuple[tuple[str, Any], ...], list[tuple[str, dict[str, Any]]]] = {}
    for name, names in asked.items():
        for choices in combinations(names):
            key = tuple((choice, level) for choice, level in choices.items() if choice != "measure")
            by_corpus.setdefault(key, []).append((name, choices))
    every = [[(claims[name], choices) for name, choices in tasks] for tasks in by_corpus.values()]
    # Handing a corpus to another process takes longer than many an evaluation.
    rows = Parallel(n_jobs=n_jobs)(
        delayed(_outcomes)(corpus, every[start : start + AT_ONCE]) for start in range(0, len(every), AT_ONCE)
    )
    columns = ["id", *CHOICES, "outcome", "value", "low", "high"]
    frame = pd.DataFrame([row for part in rows for row in part], columns=columns, dtype=object)
    order = {name: place for place, name in enumerate(asked)}
    return frame.sort_values("id", key=lambda ids: ids.map(order), kind="stable").reset_index(drop=True)


def take_apart(corpus: Corpus, claims: Mapping[str, Claim], name: str) -> pd.DataFrame:
    """Evaluate one claim of the ledger under every combination of the choices that can touch it.

    Parameters
    ----------
    corpus : Corpus
        As loaded.
    claims : mapping of str to Claim
        The ledger.
    name : str
        The claim's id.

    Returns
    -------
    DataFrame
        As `evaluate`.

    Raises
    ------
    ValueError
        No such claim, or one that no choice touches.
    """
    if name not in claims:
        raise ParallaxError(f"there is no claim {name!r}; the ids stand in chapters/claims.yml")
    if not touching(claims[name]):
        why = UNTOUCHED.get(claims[name].test, "it rests on reading or on record")
        raise ParallaxError(
            f"no choice of counting touches the claim {name!r}: {why}; take one whose n_choices in robustness.csv is "
            "not 0"
        )
    return evaluate(corpus, {name: claims[name]}, n_jobs=1)


def summarise(outcomes: pd.DataFrame, claims: Mapping[str, Claim]) -> pd.DataFrame:
    """Say of each claim under how many combinations it holds, and which level is hardest on it.

    Parameters
    ----------
    outcomes : DataFrame
        As `evaluate` returns it.
    claims : mapping of str to Claim
        The ledger.

    Returns
    -------
    DataFrame
        One row a claim of the ledger, in its order: id, how, n_choices (combinations; 0 where no choice touches it),
        n_asked, n_held, share (n_held / n_asked), hardest (the levels with the lowest share, where they differ
        from other levels of their choice) and hardest_share.
    """
    rows = []
    for name, claim in claims.items():
        mine = outcomes[outcomes["id"] == name]
        asked = mine[mine["outcome"] != UNASKED]
        held = asked["outcome"] == HOLDS
        level, share = _hardest(asked, held)
        rows.append((name, claim.how, len(mine), len(asked), int(held.sum()), held.mean(), level, share))
    columns = ["id", "how", "n_choices", "n_asked", "n_held", "share", "hardest", "hardest_share"]
    return pd.DataFrame(rows, columns=columns)


def in_words(outcomes: pd.DataFrame) -> pd.DataFrame:
    """Put the levels of choices in words.

    Parameters
    ----------
    outcomes : DataFrame
        As `evaluate` returns it.

    Returns
    -------
    DataFrame
        The same rows, without choices that touch none of the claims; outcome gives way to holds, a bool, and what could
        not be asked is gone.
    """
    asked = outcomes[outcomes["outcome"] != UNASKED].reset_index(drop=True)
    # None is a level of `min_count`, and stands where a choice does not touch a claim; then no other level does.
    touching = [name for name in CHOICES if outcomes[name].notna().any()]
    kept = {name: asked[name].map(lambda level, name=name: LEVELS.get((name, level), "")) for name in touching}
    frame = asked[["id", "value", "low", "high"]].assign(**kept, holds=asked["outcome"] == HOLDS)
    return frame.astype({"value": float, "low": float, "high": float})


def comparable(named: pd.DataFrame) -> pd.DataFrame:
    """Keep the combinations of one claim whose figures are of one kind and can stand on one axis.

    Parameters
    ----------
    named : DataFrame
        As `in_words` returns it, of one claim.

    Returns
    -------
    DataFrame
        Of a claim that can be asked with several measures, the rows with the book's own, without the column. Of any
        other all rows, low and high drawn in to value: only with a measure are they surely the ends of its interval.
    """
    if "measure" in named:
        own = LEVELS["measure", CHOICES["measure"][0]]
        return named[named["measure"] == own].drop(columns="measure")
    return named.assign(low=named["value"], high=named["value"])


def check_stored(stored: pd.DataFrame, claims: Mapping[str, Claim], summary: pd.DataFrame | None = None) -> None:
    """Check that stored shares are of these claims, and those that were computed anew.

    Parameters
    ----------
    stored : DataFrame
        What ``robustness.csv`` holds, see `claims.ledger.load_shares`.
    claims : mapping of str to Claim
        The ledger.
    summary : DataFrame, optional
        As `summarise` returns it, of some claims.

    Raises
    ------
    ValueError
        Claims that are not stored or no longer in the ledger, or other numbers.
    """
    strays = set(claims) ^ set(stored["id"])
    numbers = ["id", "n_choices", "n_asked", "n_held"]
    if summary is not None:
        same = summary[numbers].merge(stored[numbers])
        strays |= set(summary["id"]) - set(same["id"])
    if strays:
        raise ParallaxError(f"robustness.csv is not what the claim {min(strays)!r} gives now; run `make robustness`")


def _outcomes(corpus: Corpus, batch: list[list[tuple[Claim, dict[str, Any]]]]) -> list[tuple[Any, ...]]:
    """Evaluate lists of claims; within a list the choices differ in the measure only."""
    rows = []
    for tasks in batch:
        made = chosen(corpus, tasks[0][1])
        for claim, choices in tasks:
            answer, found = outcome(claim, made, choices)
            figures = found[:3] if found else (None, None, None)
            rows.append((claim.id, *(choices.get(name) for name in CHOICES), answer, *figures))
    return rows


def _hardest(asked: pd.DataFrame, held: pd.Series) -> tuple[str, float]:
    """Return the levels under which a claim holds least often, in words, and the share; nothing where none matters."""
    found = []
    for name in CHOICES:
        labels = asked[name].map(lambda level, name=name: LEVELS.get((name, level)))
        by_level = held.groupby(labels, sort=False).mean()
        if len(by_level) > 1 and by_level.min() < by_level.max():
            found += [(float(share), str(level)) for level, share in by_level.items() if share == by_level.min()]
    least = min((share for share, _ in found), default=float("nan"))
    return "; ".join(level for share, level in found if share == least), least
