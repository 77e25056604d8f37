"""What claims about the firmness of claims rest on: in how many ways of counting the others are true.

They are evaluated on the stored shares (`claims.shares`), since counting everything in every way takes minutes.
"""

from __future__ import annotations

from parallax.claims import shares
from parallax.claims.evidence import Evidence, evidence
from parallax.claims.results import Results

STORED = "it is about the shares of other claims, which are made of all ways of counting"

_FIGURES = {
    "touched": "claims that another way of counting could change",
    "always": "those that are true in every way of counting",
    "share": "their share of the touched ones, 0 to 1",
    "seldom": "claims that are true in fewer than half of the ways of counting",
}


@evidence(untouched=STORED, **_FIGURES)
def some_always_true(book: Results) -> Evidence:
    """Of the claims that another way of counting could change, some are true in every way tried, and some are not."""
    figures = _figures(book)
    return Evidence(0 < figures["always"] < figures["touched"], figures)


@evidence(untouched=STORED, **_FIGURES)
def some_seldom_true(book: Results) -> Evidence:
    """At least one claim that another way of counting could change is true in fewer than half of the ways."""
    figures = _figures(book)
    return Evidence(figures["seldom"] > 0, figures)


def _figures(book: Results) -> dict[str, float]:
    tables = book.corpus.tables
    touched = shares.asked(tables[shares.TABLE] if shares.TABLE in tables else shares.load_shares())
    always, seldom = int((touched["share"] == 1).sum()), int((touched["share"] < 0.5).sum())
    share = always / len(touched) if len(touched) else 0.0
    return {"touched": len(touched), "always": always, "share": share, "seldom": seldom}
