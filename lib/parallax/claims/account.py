"""All that is known of one claim: what it says, what it rests on, what breaks it, and under which choices it fails."""

from __future__ import annotations

import inspect
import os
from collections.abc import Mapping
from pathlib import Path

import pandas as pd

from parallax.claims import ledger, passes, robustness
from parallax.claims.entries import HOW
from parallax.claims.ledger import Claim
from parallax.claims.results import Results
from parallax.claims.wording import paragraphs
from parallax.corpus.choices import CHOICES, LEVELS


def account(book: Results, claims: Mapping[str, Claim], name: str, shares: pd.DataFrame) -> str:
    """Tell all about one claim of the ledger, with its shares (`claims.ledger.load_shares`).

    Lines: a heading, then what belongs under it, indented.
    """
    claim = ledger.claim_of(claims, name)
    answer, names = claim.evidence(book), book.corpus.names
    declaration = claim.declaration
    figures = [f"{one} = {figure:.4g}  {declaration.figures[one]}" for one, figure in answer.figures.items()]
    arguments = ", ".join(f"{key}={value!r}" for key, value in claim.args.items())
    parts = {
        f"{claim.id}, in {', '.join((claim.chapter, *claim.also))}": [claim.text(answer, names)],
        "holds" if answer.holds else "DOES NOT HOLD": figures,
        "established": [HOW[claim.how], f"scope: {claim.scope}"],
        "paragraphs": [paragraphs(answer.where, names) or "none: it is of whole texts, or of what is absent"],
        "test": [_place(claim), f"{claim.test}({arguments})", f"asks whether {claim.question(names)}"],
        "broken by": _breaks(claim),
        "other ways of counting": _counted_otherwise(claim, shares),
        "codes": _coded_otherwise(book, claim),
    }
    return "\n".join(line for heading, lines in parts.items() for line in (heading, *(f"  {one}" for one in lines)))


def _place(claim: Claim) -> str:
    """Return file and line of a claim's test."""
    function = inspect.unwrap(claim.declaration.function)
    file, (_, line) = Path(inspect.getsourcefile(function) or ""), inspect.getsourcelines(function)
    return f"{os.path.relpath(file)}:{line}"


def _coded_otherwise(book: Results, claim: Claim) -> list[str]:
    """Tell on which passes a claim that rests on codes holds alone, and how far coders agree on its variables."""
    table = passes.on_each_pass(book, {claim.id: claim})
    return [
        f"{row.variables}: alpha {row.alpha:.2f} or more; holds on {row.n_held} of {row.n_passes} passes alone"
        + f", not on {row.fails}" * bool(row.fails)
        for row in table.itertuples()
    ] or ["it rests on none"]


def _breaks(claim: Claim) -> list[str]:
    table = ledger.falsifiers({claim.id: claim})
    return [
        f"{row.table}: {row.change}"
        + f" where {row.rows}" * bool(row.rows)
        + f", which gives {row.edge}" * bool(row.edge)
        for row in table.itertuples()
    ]


def _counted_otherwise(claim: Claim, shares: pd.DataFrame) -> list[str]:
    """Tell which choices touch a claim, in how many combinations it holds, and where it does so less often."""
    touching = robustness.touching(claim)
    if not touching:
        why = claim.declaration.untouched if claim.how == "counted" else "it rests on reading or on record"
        return [f"no choice touches it: {why}"]
    stored = shares[shares["id"] == claim.id]
    if stored.empty:
        return ["not evaluated yet; run `make robustness`"]
    (row,) = stored.itertuples()
    choices = [f"{name}: {'; '.join(LEVELS[name, level] for level in CHOICES[name])}" for name in touching]
    held = [f"holds in {row.n_held} of {row.n_asked} that could be asked, of {row.n_choices}"]
    if row.n_held < row.n_asked and row.by_level:
        held.append(f"by level, where that matters: {row.by_level}")
    return [*held, *choices]
