"""Claims that rest on settled codes, asked of each coder's codes alone.

A coder counts here if every paragraph is coded; the settled codes give way to that coder's, and all else stays.
"""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping
from dataclasses import replace

import pandas as pd

from parallax.analysis import agreement
from parallax.analysis.framing import issues_of
from parallax.claims.ledger import Claim
from parallax.claims.results import Results
from parallax.claims.shares import PASS_COLUMNS, on_passes
from parallax.corpus.corpus import Corpus
from parallax.errors import ParallaxError
from parallax.tables.coded import PASSES, RESOLVED

#: What does not look at codes, and takes long.
_SHARED = ("hits", "issue_differences")


#: Draws behind an interval here: whether a claim holds hangs on few of them, and many codes are tried.
N_RESAMPLES = 1_000


#: The chapter whose claims are about the passes themselves.
ABOUT_PASSES = "agreement"


class _Watched(dict[str, pd.DataFrame]):
    """Tables that know which of them were asked for."""

    def __init__(self, tables: Mapping[str, pd.DataFrame]) -> None:
        super().__init__(tables)
        self.asked: set[str] = set()

    def __getitem__(self, name: str) -> pd.DataFrame:
        self.asked.add(name)
        return super().__getitem__(name)


def rests_on_codes(book: Results, claim: Claim) -> bool:
    """Say whether a claim of reading looks at codings.csv when it is evaluated, and is not about the passes."""
    if claim.how != "read" or claim.chapter == ABOUT_PASSES:
        return False
    tables, few = _Watched(book.corpus.tables), book.settings.but(n_resamples=N_RESAMPLES)
    claim.evidence(book.sharing(replace(book.corpus, tables=tables), (), few))
    return "codings" in tables.asked


def on_each_pass(book: Results, claims: Mapping[str, Claim]) -> pd.DataFrame:
    """Ask the claims that rest on codes of each complete pass alone.

    Returns
    -------
    DataFrame
        One row a claim: id, variables (those that its arguments name, all issues if none is), alpha (of the two passes
        that the settled codes rest on; the lowest of these variables), n_passes, n_passes_held, passes_failed (those on
        which it does not hold, joined by commas).
    """
    codings = book.corpus.tables["codings"]
    alphas = alphas_of(book)
    few = book.settings.but(n_resamples=N_RESAMPLES)
    others = {coder: book.sharing(_settled_as(book, coder), _SHARED, few) for coder in _complete(codings)}
    rows = []
    for claim in claims.values():
        if not rests_on_codes(book, claim):
            continue
        variables = variables_of(book, claim, alphas)
        fails = [coder for coder, other in others.items() if not _holds(claim, other)]
        least = min(alphas[variable] for variable in variables)
        rows.append((claim.id, ", ".join(variables), least, len(others), len(others) - len(fails), ", ".join(fails)))
    return pd.DataFrame(rows, columns=list(PASS_COLUMNS))


def check_stored(stored: pd.DataFrame, table: pd.DataFrame) -> None:
    """Check that what is stored of claims that rest on codes is what `on_each_pass` gives now."""
    then, now = (
        one.assign(alpha=one["alpha"].map("{:.4g}".format)).set_index("id") for one in (on_passes(stored), table)
    )
    same = then.reindex(now.index).eq(now).all(axis=1)
    if strays := [*now.index.difference(then.index), *then.index.difference(now.index), *same.index[~same]]:
        raise ParallaxError(f"robustness.csv is not what the claim {strays[0]!r} gives now; run `make robustness`")


def _holds(claim: Claim, book: Results) -> bool:
    try:
        return claim.evidence(book).holds
    except ParallaxError:  # a coder who never gave a code that the claim speaks of
        return False


def alphas_of(book: Results) -> dict[str, float]:
    """Return how far the two passes that the settled codes rest on agree, by variable; none without codes."""
    codings = book.corpus.tables["codings"]
    if not set(PASSES) <= set(codings["coder"]):
        return {}
    # Intervals play no part here, so one resample does.
    table = agreement.by_variable(codings, book.settings.but(n_resamples=1), coders=PASSES)
    return dict(zip(table["variable"], table["alpha"], strict=True))


def _complete(codings: pd.DataFrame) -> list[str]:
    """Return the coders who coded all that is settled, in the order of the alphabet."""
    n = codings["coder"].value_counts()
    return sorted(coder for coder in n.index if coder != RESOLVED and n[coder] == n[RESOLVED])


def _settled_as(book: Results, coder: str) -> Corpus:
    codings = book.corpus.tables["codings"]
    mine = codings[codings["coder"] == coder].assign(coder=RESOLVED)
    changed = pd.concat([codings[codings["coder"] != RESOLVED], mine], ignore_index=True)
    return replace(book.corpus, tables={**book.corpus.tables, "codings": changed})


def variables_of(book: Results, claim: Claim, known: Container[str]) -> list[str]:
    """Return the variables that the arguments of a claim name; all issues, if they name none."""
    named = [word for word in _words(claim.args) if word in known]
    return list(dict.fromkeys(named)) or issues_of(book.corpus.tables["frames"])


def _words(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for one in value.values():
            yield from _words(one)
    elif isinstance(value, list | tuple):
        for one in value:
            yield from _words(one)
