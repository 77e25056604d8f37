"""What claims on keyness rest on: which terms set a source apart, and how firmly.

All count content words and compare those that are frequent enough in the sources compared and that each of them could
have used, see `claims.results.Results.compared`; what belongs to a place is counted with its name. Phrases are those of
`claims.results.Results.compared_phrases`, a family of their own. A contrast of few
paragraphs has no interval, and a claim on its interval cannot be asked. The usual test is G², significant after
Benjamini & Hochberg over all terms.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

import pandas as pd

from parallax.analysis.keyness.checks import CHECKS
from parallax.analysis.keyness.contrasts import DIGITS
from parallax.claims.evidence import (
    Alias,
    Evidence,
    NotMadeError,
    Phrase,
    Source,
    Sources,
    Term,
    Where,
    check_one_of,
    evidence,
    found,
)
from parallax.claims.results import Results
from parallax.corpus.choices import COUNTING
from parallax.statistics.measures import MEASURES

OTHERS = "all others together"
OF_PHRASES = tuple(choice for choice in COUNTING if choice != "lemma")  # which a phrase does not have
ALL_CHECKS = len(CHECKS)

#: What each measure asks of a term before it says that a source uses it more; the book's own, whose interval a claim
#: can ask to lie above another number than 0, is the first.
CRITERIA = {name: measure.says_more for name, measure in MEASURES.items() if measure.says_more}
OWN, *TRIED = CRITERIA


def _asked() -> str:
    """Return what the other measures ask of a term, as a sentence lists it, with one "is" for all."""
    first, *others = (MEASURES[name].criterion for name in TRIED)
    return ", ".join([first, *(criterion.replace(" is ", " ") for criterion in others)])


INTERVAL = {
    "log_odds": "log-odds of the term; 0, as its interval, where the source does not use it more",
    "ci_low": "lower end of their interval",
    "ci_high": "upper end of their interval",
}


@evidence({"others": OTHERS, "measures": _asked()}, touched_by=(*COUNTING, "prior", "measure"), **INTERVAL)
def sets_apart(book: Results, *, term: Term, source: Source, above: float = 0, measure: str = OWN) -> Evidence:
    """{source} uses {term:em} more than {others}: the interval of the log-odds is above {above:g} (where another
    measure is tried: {measures}).

    `measure` is a key of `CRITERIA`.
    """
    check_one_of("measure", measure, CRITERIA)
    asks = CRITERIA[measure]
    return _of_interval(book, term, source, None, lambda row: asks(_made(row) if measure == OWN else row, above))


@evidence(touched_by=(*COUNTING, "prior"), **INTERVAL)
def open_at_zero(book: Results, *, term: Term, source: Source, against: Sources) -> Evidence:
    """{source} uses {term:em} and {against} never does, yet the interval of its log-odds includes 0."""

    def holds(row: pd.Series) -> bool:
        return round(_made(row)["ci_low"], DIGITS) <= 0 <= row["ci_high"] and row["n_reference"] == 0

    return _of_interval(book, term, source, against, holds)


@evidence(
    {"against": OTHERS},
    touched_by=(*COUNTING, "prior"),
    passed="checks that hold; 0, as the rates, where the source does not use the term more",
    rate="uses per 1,000 words of the source",
    rate_others="uses per 1,000 words of the others",
)
def passes(
    book: Results, *, term: Term, source: Source, against: Sources | None = None, at_least: int, made: int
) -> Evidence:
    """{term:em} sets {source} apart from {against} in at least {at_least} of the {made} checks that can be made.

    `made` is how many of the five can be made, neither more nor less.
    """
    row = _row(book, term, source, against)
    if row is None:
        return found(False, passed=0, rate=0, rate_others=0)
    return found(
        row["n_made"] == made and row["n_checks"] >= at_least,
        book.where_compared(term, source),
        passed=row["n_checks"],
        rate=row["rate_target"],
        rate_others=row["rate_reference"],
    )


@evidence(
    {"against": OTHERS},
    touched_by=(*COUNTING, "prior"),
    uses="uses by the source; 0, as the checks, where it does not use the term more",
    others="uses by the others",
    passed="checks that hold",
)
def passes_alone(book: Results, *, term: Term, source: Source, against: Sources | None = None, made: int) -> Evidence:
    """{source} uses {term:em} and {against} never does, and that sets {source} apart in all of the {made} checks that
    can be made.

    `made` is how many of the five can be made, neither more nor less.
    """
    return _alone(_row(book, term, source, against), book.where_compared(term, source), made)


@evidence(
    {"against": OTHERS},
    touched_by=(*OF_PHRASES, "prior"),
    uses="uses by the source; 0, as the checks, where it does not use the phrase more",
    others="uses by the others",
    passed="checks that hold",
)
def phrase_passes_alone(
    book: Results, *, phrase: Phrase, source: Source, against: Sources | None = None, made: int
) -> Evidence:
    """{source} uses the phrase {phrase:em} and {against} never does, and that sets {source} apart in all of the {made}
    checks that can be made.

    `made` is how many of the five can be made, neither more nor less.
    """
    mine = book.compared_phrases([source])
    uses = mine.counts[:, mine.terms == phrase].sum(axis=1)
    row = _row(book.of_phrases(), phrase, source, against)
    return _alone(row, book.paragraphs_on(mine.paragraphs[uses > 0]), made)


@evidence(
    {"others": OTHERS},
    touched_by=(*COUNTING, "prior"),
    passed="checks that hold, all forms counted; 0, as all figures, where the source does not use them more",
    passed_alone="checks that hold for the name alone",
    rate_others="uses of all forms per 1,000 words of the others",
)
def apart_alone(book: Results, *, term: Term, source: Source) -> Evidence:
    """By itself {term:em} sets {source} apart from {others} in every check; counted with the words for what
    belongs to that place, of which {source} uses none, it fails in some.

    `term` is a name in demonyms.csv.
    """
    corpus = book.corpus
    check_one_of("demonyms", term, corpus.tables["demonyms"]["name"])
    _, (_, *forms) = book.as_compared(term)
    apart = replace(corpus, tables={**corpus.tables, "demonyms": corpus.tables["demonyms"].iloc[:0]})
    together, alone = (_row(counted, term, source) for counted in (book, Results(apart, book.settings)))
    if together is None or alone is None:
        return found(False, passed=0, passed_alone=0, rate_others=0)
    return found(
        alone["n_checks"] == ALL_CHECKS > together["n_checks"] and not book.use_of(source, forms).n.any(),
        book.where_compared(term, source),
        passed=together["n_checks"],
        passed_alone=alone["n_checks"],
        rate_others=together["rate_reference"],
    )


@evidence(
    {"others": OTHERS},
    touched_by=(*COUNTING, "prior"),
    within="uses within the name",
    uses="all uses",
    share="the former by the latter, 0 to 1",
)
def survives_in_name(book: Results, *, term: Term, source: Source, name: Alias, above: float) -> Evidence:
    """{term:em} sets {source} apart from {others} in every check that can be made, while more than {above:.0%} of its
    uses there are part of the name {name:em}.
    """
    row, namings = _row(book, term, source), book.namings(source, [name])
    n, uses = namings["n"].sum(), book.use_of(source, [term]).n.sum()
    share = n / uses if uses else 0.0
    holds = row is not None and row["n_checks"] == row["n_made"] and above < share <= 1
    return found(holds, book.paragraphs_on(namings), within=n, uses=uses, share=share)


@evidence(
    touched_by=COUNTING,  # it takes too long to be crossed with the prior
    uses="uses by the source",
    others="uses by the others that are left",
    passed="checks that hold then; 0, as all figures, where the source does not use the term more",
)
def unseparated_without(book: Results, *, term: Term, source: Source, left_out: Source, passed_of: int) -> Evidence:
    """With {left_out} left out, only {source} uses {term:em}, and yet shuffling does not separate it, the only one
    of {passed_of} checks that fails.
    """
    table, (counted, _) = book.without_each(), book.as_compared(term)
    rows = table[(table["left_out"] == left_out) & (table["group"] == source) & (table["term"] == counted)]
    if rows.empty:
        return found(False, uses=0, others=0, passed=0)
    (row,) = rows.to_dict("records")
    alone = row["n_reference"] == 0 and row["n_checks"] == passed_of - 1 and row["n_made"] == passed_of
    return found(
        alone and not row["by_shuffling"],
        book.where_compared(term, source),
        uses=row["n_target"],
        others=row["n_reference"],
        passed=row["n_checks"],
    )


def _alone(row: pd.Series | None, where: Where, made: int) -> Evidence:
    """Return whether nobody else uses what a contrast is of, and so many checks were made and hold, all of them."""
    if row is None:
        return found(False, uses=0, others=0, passed=0)
    holds = row["n_reference"] == 0 and row["n_checks"] == row["n_made"] == made
    return found(holds, where, uses=row["n_target"], others=row["n_reference"], passed=row["n_checks"])


def _of_interval(
    book: Results, term: str, source: str, against: Sequence[str] | None, holds: Callable[[pd.Series], bool]
) -> Evidence:
    """Return whether something holds of the contrast of a term, which the source must use more, and its interval."""
    row = _row(book, term, source, against, n_resamples=1, n_permutations=1)
    if row is None:
        return found(False, (), **dict.fromkeys(INTERVAL, 0))
    row["ci_low"], row["ci_high"] = book.interval(row["term"], source, against, book.settings.n_resamples)
    return found(holds(row), book.where_compared(term, source), **row[list(INTERVAL)])


def _row(book: Results, term: str, source: str, against: Sequence[str] | None = None, **draws: int) -> pd.Series | None:
    """Return the checked contrast of a term, in all forms that are counted with it, if the source uses it more."""
    contrasts = book.contrasts_of(source, against, **draws)
    rows = contrasts[contrasts["term"] == book.as_compared(term)[0]]
    return None if rows.empty else rows.iloc[0].copy()


def _made(row: pd.Series) -> pd.Series:
    """Return a row that has an interval; refuse another, of which nothing can be said either way."""
    if pd.isna(row["ci_low"]):
        raise NotMadeError(
            f"{row['term']!r} has no interval in {row['group']}, which has too few paragraphs; ask `passes` of it"
        )
    return row
