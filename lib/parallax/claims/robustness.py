"""Robustness: whether the claims of the ledger hold under other choices of counting than the book's.

A choice is something that could as well have been done otherwise: whether function words count, whether words in
quotation marks do, how strong a prior is (`choices`). All choices that can touch a claim are crossed, and the claim is
evaluated by its own function under each combination. That is a multiverse, not a sample: the share of it in which a
claim holds is not a probability.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
from joblib import Parallel, delayed

from parallax.claims import gone
from parallax.claims.evidence import Evidence, NotMadeError, UnknownSourceError
from parallax.claims.ledger import Claim, claim_of, load_claims
from parallax.claims.passes import on_each_pass
from parallax.claims.results import BOOK, Results
from parallax.claims.shares import SHARE_COLUMNS, SHARES, stored
from parallax.claims.wording import enumerate_words
from parallax.corpus.choices import CHOICES, LEVELS, NAMES, NO_COUNTING, chosen, combinations
from parallax.corpus.corpus import Corpus, NothingLeftError
from parallax.errors import ParallaxError
from parallax.tables.cache import kept
from parallax.tables.writing import replace_all

AT_ONCE = 12  # combinations that a process evaluates before it is handed the next ones


UNASKED, HOLDS, FAILS = "cannot be asked", "holds", "fails"

#: What an outcome is in a column of verdicts, one character a way of counting.
VERDICTS = {HOLDS: "1", FAILS: "0", UNASKED: "-"}


def touching(claim: Claim) -> tuple[str, ...]:
    """Return the choices of counting that can touch a claim: none, if it rests on reading or on record."""
    return tuple(name for name in CHOICES if name in claim.declaration.touched_by) if claim.how == "counted" else ()


def counted(corpus: Corpus, choices: Mapping[str, Any]) -> Results:
    """Return results that are counted as choices say (levels by choice, see `corpus.choices.chosen`).

    Their settings are the book's but for the strength of the prior.
    """
    book = Results(chosen(corpus, choices), keep=False)
    return book.with_prior(choices["prior"]) if "prior" in choices else book


def outcome(claim: Claim, book: Results, choices: Mapping[str, Any]) -> tuple[str, Evidence | None]:
    """Evaluate a claim on results that were `counted` as choices say; a measure is given to its function.

    The outcome is `HOLDS`, `FAILS`, or `UNASKED`, without evidence, where the corpus has nothing of what the claim
    speaks of, or too little for a check.
    """
    measure = {"measure": choices["measure"]} if "measure" in choices else {}
    try:
        answer = replace(claim, args={**claim.args, **measure}).evidence(book)
    except ParallaxError as error:
        # Any other error is one of the library, and must not pass for a choice that cannot be made.
        if isinstance(error.__cause__, (NothingLeftError, NotMadeError, UnknownSourceError)):
            return UNASKED, None
        raise
    return HOLDS if answer.holds else FAILS, answer


def evaluate(corpus: Corpus, claims: Mapping[str, Claim], *, n_jobs: int = -1) -> pd.DataFrame:
    """Evaluate claims under every combination of the choices that can touch them.

    Parameters
    ----------
    corpus : Corpus
        As loaded.
    claims : mapping of str to Claim
        The ledger, or a part of it. Claims that no choice touches are ignored.
    n_jobs : int
        Processes, as joblib takes them.

    Returns
    -------
    DataFrame
        One row a claim and combination, by claim: id, a column for each of `corpus.choices.CHOICES` (None where it does
        not touch the claim), outcome, and the figures of the evidence by name (None where it could not be asked).
    """
    asked = {name: touching(claim) for name, claim in claims.items() if touching(claim)}
    # Combinations that differ in prior or measure only share a corpus, and what was computed of it.
    by_corpus: dict[tuple[tuple[str, Any], ...], list[tuple[str, dict[str, Any]]]] = {}
    for name, names in asked.items():
        for choices in combinations(names):
            key = tuple((choice, level) for choice, level in choices.items() if choice not in NO_COUNTING)
            by_corpus.setdefault(key, []).append((name, choices))
    every = [[(claims[name], choices) for name, choices in tasks] for tasks in by_corpus.values()]
    # Handing a corpus to another process takes longer than many an evaluation.
    rows = Parallel(n_jobs=n_jobs)(
        delayed(_outcomes)(corpus, every[start : start + AT_ONCE]) for start in range(0, len(every), AT_ONCE)
    )
    columns = ["id", *CHOICES, "outcome", "figures"]
    frame = pd.DataFrame([row for part in rows for row in part], columns=columns, dtype=object)
    order = {name: place for place, name in enumerate(asked)}
    return frame.sort_values("id", key=lambda ids: ids.map(order), kind="stable").reset_index(drop=True)


_kept_evaluation = kept(evaluate)


def take_apart(corpus: Corpus, claims: Mapping[str, Claim], name: str, *, keep: bool = False) -> pd.DataFrame:
    """Evaluate one claim of the ledger as `evaluate` does; refuse one that no choice touches.

    With `keep`, the outcomes are kept on disk: a claim on keyness takes some ten seconds.
    """
    claim = claim_of(claims, name)
    if not touching(claim):
        why = claim.declaration.untouched if claim.how == "counted" else "it rests on reading or on record"
        raise ParallaxError(
            f"no choice of counting touches the claim {name!r}: {why}; take one whose n_choices in robustness.csv is "
            "not 0"
        )
    return (_kept_evaluation if keep else evaluate)(corpus, {name: claim}, n_jobs=1)


def summarise(outcomes: pd.DataFrame, claims: Mapping[str, Claim]) -> pd.DataFrame:
    """Say of each claim under how many combinations it holds (`evaluate`), and which level is hardest on it.

    Returns
    -------
    DataFrame
        One row a claim of the ledger, in its order: id, how, n_choices (combinations; 0 where no choice touches it),
        n_asked, n_held, share (n_held / n_asked), hardest (the levels with the lowest share, where they differ
        from other levels of their choice), hardest_share, by_level (in how many of how many combinations it holds,
        for each level of a choice whose levels differ), and verdicts (a character a combination, see `VERDICTS`, in
        the order in which `corpus.choices.combinations` gives those of the choices that are `touching` the claim).
    """
    rows = []
    for name, claim in claims.items():
        mine = outcomes[outcomes["id"] == name]
        asked = mine[mine["outcome"] != UNASKED]
        held = asked["outcome"] == HOLDS
        levels = _by_level(asked, held)
        least = min((n / of for _, n, of in levels), default=float("nan"))
        hardest = "; ".join(level for level, n, of in levels if n / of == least)
        by_level = "; ".join(f"{level} {n} of {of}" for level, n, of in levels)
        shares = (len(mine), len(asked), int(held.sum()), held.mean())
        rows.append((name, claim.how, *shares, hardest, least, by_level, _verdicts(mine, touching(claim))))
    return pd.DataFrame(rows, columns=list(SHARE_COLUMNS))


def store(chapters: Path, corpus: Corpus) -> tuple[Path, int, int]:
    """Evaluate the ledger of a folder of chapters under all choices and on each pass, and store what comes out.

    Returns
    -------
    tuple of Path, int, int
        The file, how many evaluations were made, and of how many claims.

    Raises
    ------
    ParallaxError
        If an id went out of the ledger without an entry among the claims that are gone; nothing is then evaluated.
    """
    claims = load_claims(chapters / "claims.yml")
    left = gone.load_gone(chapters / gone.GONE)
    gone.check_gone(left, claims)
    gone.check_dropped(gone.stored_ids(chapters / SHARES), claims, left)
    outcomes = evaluate(corpus, claims)
    table = stored(summarise(outcomes, claims), on_each_pass(Results(corpus), claims))
    text = table.to_csv(index=False, lineterminator="\n", float_format="%.4g")
    replace_all(chapters, {SHARES: text})
    return chapters / SHARES, len(outcomes), outcomes["id"].nunique()


def in_words(outcomes: pd.DataFrame) -> pd.DataFrame:
    """Put the levels of choices, in what `evaluate` returns, in words.

    Returns
    -------
    DataFrame
        The same rows: id, figures, choices that touch any of the claims, and holds, a bool, in place of outcome; what
        could not be asked is gone.
    """
    asked = outcomes[outcomes["outcome"] != UNASKED].reset_index(drop=True)
    # None is a level of `min_count`, and stands where a choice does not touch a claim; then no other level does.
    touching = [name for name in CHOICES if outcomes[name].notna().any()]
    kept = {name: asked[name].map(lambda level, name=name: LEVELS.get((name, level), "")) for name in touching}
    return asked[["id", "figures"]].assign(**kept, holds=asked["outcome"] == HOLDS)


def by_level(named: pd.DataFrame) -> pd.DataFrame:
    """Say in what share of the combinations one claim (`in_words`) holds, level by level.

    Returns
    -------
    DataFrame
        One row a level of each choice that touches the claim: choice, level, n_choices, share.
    """
    held = {NAMES[choice]: named.groupby(choice, sort=False)["holds"] for choice in NAMES if choice in named}
    tables = {choice: each.agg(n_choices="size", share="mean") for choice, each in held.items()}
    return pd.concat(tables, names=["choice", "level"]).reset_index()


def that_matter(plain: pd.DataFrame, n: int) -> dict[str, list[str]]:
    """Return the choices on which one claim hangs most, with their levels: the first `n`, the weightiest first.

    Weighty is what moves the share of ways in which the claim is true, and, where none does, its figure.

    Parameters
    ----------
    plain : DataFrame
        As `comparable` gives it.
    n : int
        How many choices at most; one that moves nothing is left out.
    """
    shifts = {}
    for choice in (name for name in NAMES if name in plain):
        finite = plain.replace({"value": {np.inf: np.nan}})
        means = finite.groupby(choice, sort=False)[["holds", "value"]].mean()
        shifts[choice] = tuple(round(shift, 9) for shift in means.max() - means.min())
    moving = [choice for choice in shifts if any(shifts[choice])]
    weightiest = sorted(moving, key=lambda choice: shifts[choice], reverse=True)
    return {choice: list(dict.fromkeys(plain[choice])) for choice in weightiest[:n]}


def told(plain: pd.DataFrame) -> str:
    """Say in how many ways of counting one claim (`comparable`) is true: the title of its figure."""
    n_true, n = int(plain["holds"].sum()), len(plain)
    return f"True in all {n} ways of counting" if n_true == n else f"True in {n_true} of {n} ways of counting"


def never_true(plain: pd.DataFrame) -> str:
    """Say in a sentence with which single levels one claim (`comparable`) is never true."""
    crossed = [choice for choice in NAMES if choice in plain]
    ever = {level: true for choice in crossed for level, true in plain.groupby(choice)["holds"].any().items()}
    never = [str(level) for level, true in ever.items() if not true]
    if not never:
        return "No setting by itself makes it false every time."
    return f"It is false every time with each of these settings: {enumerate_words(never)}."


def measured(claim: Claim, answer: Evidence) -> str:
    """Return what the first figure of a claim's evidence is, in a few words: what its figure has on the axis."""
    return claim.declaration.figures[next(iter(answer.figures))].split(";")[0].removesuffix(", 0 to 1")


def comparable(named: pd.DataFrame) -> pd.DataFrame:
    """Keep the combinations of one claim (`in_words`) whose figures are of one kind and can share an axis.

    Returns
    -------
    DataFrame
        In place of figures value, the first of them, and low and high, the ends of its interval, or value where it has
        none. Of a claim that can be asked with several measures, the rows with the book's own, without that column.
    """
    if "measure" in named:
        own = LEVELS["measure", CHOICES["measure"][0]]
        named = named[named["measure"] == own].drop(columns="measure")
    value = named["figures"].map(lambda figures: next(iter(figures.values()))).astype(float)
    ends = {
        end: named["figures"].map(lambda figures, end=end: figures.get(f"ci_{end}", np.nan)).fillna(value)
        for end in ("low", "high")
    }
    return named.drop(columns="figures").assign(value=value, **ends)


def check_stored(stored: pd.DataFrame, claims: Mapping[str, Claim], summary: pd.DataFrame | None = None) -> None:
    """Check that stored shares are of these claims, and, with a summary of some of them, what was computed anew."""
    strays = set(claims) ^ set(stored["id"])
    numbers = ["id", "n_choices", "n_asked", "n_held"]
    if summary is not None:
        same = summary[numbers].merge(stored[numbers])
        strays |= set(summary["id"]) - set(same["id"])
    if strays:
        raise ParallaxError(f"robustness.csv is not what the claim {min(strays)!r} gives now; run `make robustness`")


def _outcomes(corpus: Corpus, batch: list[list[tuple[Claim, dict[str, Any]]]]) -> list[tuple[Any, ...]]:
    """Evaluate lists of claims; within a list the choices differ in prior and measure only."""
    rows = []
    for tasks in batch:
        first = counted(corpus, tasks[0][1])
        books = {first.settings.strength: first}
        for claim, choices in tasks:
            strength = choices.get("prior", BOOK.strength)
            if strength not in books:
                books[strength] = first.with_prior(strength)
            name, answer = outcome(claim, books[strength], choices)
            figures = answer.figures if answer else None
            rows.append((claim.id, *(choices.get(choice) for choice in CHOICES), name, figures))
    return rows


def _verdicts(mine: pd.DataFrame, names: tuple[str, ...]) -> str:
    """Return a character for the outcome of each combination of some choices, in the order of `combinations`."""
    # `evaluate` puts what shares a corpus together, which is another order.
    found = {tuple(row[:-1]): VERDICTS[row[-1]] for row in mine[[*names, "outcome"]].itertuples(index=False)}
    return "".join(found[tuple(choices.values())] for choices in combinations(names)) if found else ""


def _by_level(asked: pd.DataFrame, held: pd.Series) -> list[tuple[str, int, int]]:
    """Return in how many of how many combinations a claim holds at each level, in words, of choices that matter."""
    levels = []
    for name in CHOICES:
        labels = asked[name].map(lambda level, name=name: LEVELS.get((name, level)))
        by_level = held.groupby(labels, sort=False).agg(["sum", "size"])
        if (by_level["sum"] / by_level["size"]).nunique() > 1:
            levels += [(str(level), int(n), int(of)) for level, n, of in by_level.itertuples()]
    return levels
