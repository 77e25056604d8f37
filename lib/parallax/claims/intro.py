"""What the claims of the first page rest on, where no chapter asks the same: how far the articles are from an event,
how paragraphs judge, and how many keywords survive a closer look.
"""

from __future__ import annotations

from datetime import date

import numpy as np

from parallax.claims.codes import coded_as
from parallax.claims.evidence import READING, Event, Evidence, Source, evidence, first_day, found
from parallax.claims.results import Results
from parallax.claims.seen import TEXTS
from parallax.claims.sources import ON_RECORD

DAYS_IN_MONTH = 365.25 / 12
JUDGEMENTS = ("pos", "neg", "mixed")  # codes of a stance that is taken


@evidence(
    speaks_of=TEXTS,
    untouched=ON_RECORD,
    days="days from the event to the latest day of the first article, far above any where that day is open",
    months_others="months of thirty days and a bit from the event to the earliest day of any other article",
)
def written_after(book: Results, *, event: Event, source: Source, months: float) -> Evidence:
    """{source} was written after {event:em} and before any other article, and every other article was written more
    than {months:.0f} months after {event:em}.
    """
    events = book.corpus.tables["events"].set_index("event")
    start = date.fromisoformat(events.at[event, "not_after"])
    days = book.corpus.sources.set_index("source")[["not_before", "not_after"]]
    first, last = days.loc[source]
    mine = (date.fromisoformat(last or "9999-12-31") - start).days
    after = (first_day(first) - start).days
    others = min(map(first_day, days["not_before"].drop(source))) - start
    later = others.days / DAYS_IN_MONTH
    return found(after >= 0 and mine < others.days and later > months, days=mine, months_others=later)


@evidence(
    untouched=READING,
    fault="paragraphs of the first article that find fault, and grant nothing",
    judging="all its paragraphs that judge",
    share="share of the former, 0 to 1",
    other_fault="paragraphs of the second article that find fault, those that also grant something among them",
    other_judging="all its paragraphs that judge",
)
def judged_apart(book: Results, *, variable: str, source: Source, other: Source) -> Evidence:
    """By the codes for {variable}, more than half of the paragraphs of {source} that judge find fault and grant
    nothing; {other} has paragraphs that judge too, and none of them finds fault.
    """
    groups = np.asarray(book.corpus.groups)
    judging, fault, any_fault = (
        coded_as(book.corpus, variable, list(codes)) for codes in (JUDGEMENTS, ["neg"], ["neg", "mixed"])
    )
    mine, theirs = groups == source, groups == other
    n, of, strays, of_other = (
        int(np.sum(part)) for part in (fault & mine, judging & mine, any_fault & theirs, judging & theirs)
    )
    share = n / of if of else 0.0
    return found(
        share > 0.5 and of_other > 0 and strays == 0,
        book.places_of(np.flatnonzero(fault & mine)),
        fault=n,
        judging=of,
        share=share,
        other_fault=strays,
        other_judging=of_other,
    )
