"""What claims on facts rest on: which articles state something, and how statements meet each other and the record."""

from __future__ import annotations

from datetime import date
from typing import Any

import numpy as np
import pandas as pd

from parallax.analysis import facts
from parallax.claims.evidence import (
    READING,
    Answers,
    Event,
    Evidence,
    Fact,
    Facts,
    Source,
    Sources,
    evidence,
    found,
)
from parallax.claims.results import Results
from parallax.claims.seen import TEXTS
from parallax.tables.facts import SILENT


def _stated(book: Results, fact: str) -> tuple[Any, pd.DataFrame]:
    """Return a fact's row, and the rows in which articles state it."""
    table, rows = book.corpus.tables["facts"], book.corpus.tables["fact_sources"]
    (entry,) = table[table["fact"] == fact].itertuples()
    return entry, rows[(rows["fact"] == fact) & ~rows["status"].isin(SILENT)]


@evidence(untouched=READING, articles="articles that state it")
def fact_stands(book: Results, *, fact: Fact, relation: str, sources: Sources, recorded: bool = False) -> Evidence:
    """{sources} and no other article answer the question {fact:em}, and the answers meet so: {relation}. Where the
    claim is one of public record, that record has an address.

    The relation is one of facts.csv; `recorded` says whether the public record must have the fact too.
    """
    entry, rows = _stated(book, fact)
    saying = set(rows["source"])
    holds = entry.relation == relation and saying == set(sources) and (bool(entry.reference_url) or not recorded)
    return found(holds, book.paragraphs_on(rows), articles=len(saying))


@evidence(untouched=READING, paragraphs="paragraphs of the article that state it")
def slip_of(book: Results, *, fact: Fact, source: Source, times: int = 1) -> Evidence:
    """In {times:.0f} paragraphs or more, {source} answers the question {fact:em} otherwise than a public record that
    can be looked up.
    """
    entry, rows = _stated(book, fact)
    places = book.paragraphs_on(rows[rows["source"] == source])
    holds = entry.relation == "slip" and bool(entry.reference_url) and len(places) >= times
    return found(holds, places, paragraphs=len(places))


@evidence(
    speaks_of=TEXTS,
    untouched="the comparison with the text that is relayed was made once, on every word",
    kept="share of the compared words that are in such runs, 0 to 1",
    longest="words in the longest run",
    compared="share of the body that could be compared, 0 to 1",
)
def wording_kept(book: Results, *, source: Source, share: float, run: int, shortest: int) -> Evidence:
    """Of the words of {source} that could be compared, at least {share:.0%} are in runs of {shortest:.0f} words or
    more that the text it relays has too, the longest of them at least {run:.0f} words long.

    No paragraph with words in runs has fewer than `shortest` in its longest. It does not hold if nothing could be
    compared.
    """
    rows = book.corpus.tables["comparison"]
    rows = rows[rows["source"] == source]
    n_compared, longest = rows["n_tokens"].sum(), rows["longest_run"].max() if len(rows) else 0
    kept = rows["n_in_runs"].sum() / max(n_compared, 1)
    counted = rows.loc[rows["n_in_runs"] > 0, "longest_run"]
    holds = n_compared > 0 and kept >= share and longest >= run and bool((counted >= shortest).all())
    where = book.paragraphs_on(rows)
    return found(holds, where, kept=kept, longest=longest, compared=n_compared / book.size_of(source))


# One question, several answers


@evidence(
    {"others": "none"},
    untouched=READING,
    articles="articles with an answer",
    named="answers that the claim names",
)
def answered_so(
    book: Results, *, fact: Fact, relation: str, answers: Answers, others: Sources | None = None, recorded: bool = False
) -> Evidence:
    """The question {fact:em} has answers from these articles, each with its status and some words of it: {answers};
    other articles that answer it: {others}. How the answers meet: {relation}. Where the claim is one of public record,
    that has an address.

    A named answer is an article, a status, and words of the value that fact_sources.csv gives.
    """
    entry, rows = _stated(book, fact)
    met = [
        rows[(rows["source"] == source) & (rows["status"] == status) & rows["value"].str.contains(words, regex=False)]
        for source, status, words in answers
    ]
    named = {source for source, *_ in answers}
    saying = set(rows["source"])
    holds = all(map(len, met)) and entry.relation == relation and saying == named | set(others or ())
    where = book.paragraphs_on(pd.concat([rows.head(0), *met]))
    return found(holds and (bool(entry.reference_url) or not recorded), where, articles=len(saying), named=len(met))


@evidence(untouched=READING, articles="articles with an answer", all_articles="all articles")
def all_answer(book: Results, *, fact: Fact, relation: str) -> Evidence:
    """Every article has an answer to the question {fact:em}, in the relation {relation}."""
    entry, rows = _stated(book, fact)
    n, n_all = rows["source"].nunique(), len(book.corpus.sources)
    return found(entry.relation == relation and n == n_all, book.paragraphs_on(rows), articles=n, all_articles=n_all)


# All questions together


def _kinds(book: Results) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return what each article has on each fact, and the kind of each fact."""
    tables = book.corpus.tables
    answered = facts.answers(tables["fact_sources"], list(book.corpus.sources["source"]))
    return answered, facts.kinds(tables["facts"], answered)


@evidence(
    untouched=READING,
    between="questions on which several articles contradict each other",
    shared="questions that several articles answer",
    alone="questions that only one article answers",
    apart="questions on which articles look at different things",
    ratio="the smaller of the last two, divided by the first",
)
def contradiction_is_rare(book: Results, *, times: float) -> Evidence:
    """The questions that only one article answers are at least {times:.0f} times as many as those on which articles
    contradict each other, and so are those on which several look at different things.
    """
    _, table = _kinds(book)
    several = table[table["n_sources"] > 1]
    between, apart = ((several["kind"] == kind).sum() for kind in ("contradiction", "different_scope"))
    alone = (table["n_sources"] == 1).sum()
    ratio = min(alone, apart) / between if between else np.inf
    figures = {"between": between, "shared": len(several), "alone": alone, "apart": apart, "ratio": ratio}
    return found(between > 0 and ratio >= times, **figures)


@evidence(
    untouched=READING,
    alone="questions that only one article answers",
    questions="all questions",
    part="the first as a share of the second, 0 to 1",
)
def answered_alone(book: Results, *, at_least: float) -> Evidence:
    """Of all questions, at least {at_least:.0%} are answered by one article alone."""
    _, table = _kinds(book)
    alone = (table["n_sources"] == 1).sum()
    part = alone / max(len(table), 1)
    return found(part >= at_least, alone=alone, questions=len(table), part=part)


@evidence(
    untouched=READING,
    alone="questions that only this article answers",
    alone_others="the most that any other article alone answers",
)
def most_alone(book: Results, *, source: Source) -> Evidence:
    """{source} answers more questions alone than any other article does."""
    n = facts.by_article(_kinds(book)[0]).set_index("source")["n_alone"]
    others = n.drop(source).max()
    return found(n[source] > others, alone=n[source], alone_others=others)


@evidence(
    untouched=READING,
    borrowed="questions that the article answers in others' words alone",
    answered="questions that it answers",
    least="smallest share of answers in others' words alone, of any article, 0 to 1",
    most="the largest such share",
)
def words_of_others(book: Results, *, source: Source, at_most: float) -> Evidence:
    """No article answers more than {at_most:.0%} of its questions in others' words alone; {source} has the most such
    answers.
    """
    table = facts.by_article(_kinds(book)[0]).set_index("source")
    first = table["n_borrowed"] == table["n_borrowed"].max()
    holds = table["borrowed"].max() <= at_most and list(table.index[first]) == [source]
    mine, shares = table.loc[source], table["borrowed"]
    figures = {"borrowed": mine["n_borrowed"], "answered": mine["n_answered"]}
    return found(holds, **figures, least=shares.min(), most=shares.max())


@evidence(
    untouched=READING,
    both="questions that both answer",
    agreement="those of them on which the articles that answer agree",
    contradiction="those on which articles that answer contradict each other",
)
def agree_more(book: Results, *, source: Source, other: Source) -> Evidence:
    """Of the questions that both {source} and {other} answer, those on which the articles agree are more than those on
    which articles contradict each other.
    """
    answered, table = _kinds(book)
    every = facts.pairs(answered, table).set_index(["source_a", "source_b"])
    row = every.loc[(source, other) if (source, other) in every.index else (other, source)]
    agreement, contradiction = (row.get(relation, 0) for relation in ("agreement", "contradiction"))
    figures = {"both": row["n_both"], "agreement": agreement, "contradiction": contradiction}
    return found(agreement > contradiction, **figures)


@evidence(
    untouched=READING,
    questions="questions on which one article contradicts itself",
    named="questions that the claim names",
    articles="articles that do",
)
def contradict_themselves(book: Results, *, named_facts: Facts, sources: Sources) -> Evidence:
    """The questions on which one article alone has an answer, and contradicts itself, are exactly {named_facts:em}; the
    articles are {sources}.
    """
    _, table = _kinds(book)
    itself = set(table.loc[table["kind"] == facts.ITSELF, "fact"])
    rows = book.corpus.tables["fact_sources"]
    rows = rows[rows["fact"].isin(itself) & rows["status"].isin(facts.STATED)]
    holds = itself == set(named_facts) and set(rows["source"]) == set(sources)
    n = {"questions": len(itself), "named": len(named_facts), "articles": rows["source"].nunique()}
    return found(holds, book.paragraphs_on(rows), **n)


@evidence(untouched=READING, slips="questions on which there is a slip", named="questions that the claim names")
def slips_on_record(book: Results, *, named_facts: Facts, source: Source) -> Evidence:
    """The questions on which a copy has a slip are exactly {named_facts:em}; each has a public record with an address,
    and {source} answers each.
    """
    table, rows = book.corpus.tables["facts"], book.corpus.tables["fact_sources"]
    slips = table[table["relation"] == "slip"]
    mine = rows[(rows["source"] == source) & rows["status"].isin(facts.STATED) & rows["fact"].isin(slips["fact"])]
    recorded = bool((slips["reference_url"] != "").all())
    holds = set(slips["fact"]) == set(named_facts) == set(mine["fact"]) and recorded
    return found(holds, book.paragraphs_on(mine), slips=len(slips), named=len(named_facts))


# When


@evidence(
    speaks_of=TEXTS,
    untouched="it rests on dates, which no choice of counting touches",
    before="articles written before the first event began",
    after="articles written after the second was over",
)
def written_around(book: Results, *, sources: Sources, first: Event, second: Event) -> Evidence:
    """{sources} and no other article was written before {first:em} began, and every other one after {second:em} was
    over, as far as their days are known.
    """
    events, written = book.corpus.tables["events"].set_index("event"), book.corpus.sources
    begun, over = events.at[first, "not_before"], events.at[second, "not_after"]
    early = (written["not_after"] != "") & (written["not_after"] < begun)
    late = written["not_before"] > over
    holds = set(written.loc[early, "source"]) == set(sources) and bool((early | late).all())
    recorded = bool(events.loc[[first, second], "reference_url"].all())
    return found(holds and recorded, before=early.sum(), after=late.sum())


@evidence(
    speaks_of=TEXTS,
    untouched="it rests on dates, which no choice of counting touches",
    days="days from the earliest to the latest on which it can have been written",
    days_others="most such days of another article whose latest day is known",
)
def least_dated(book: Results, *, source: Source, without_end: Sources) -> Evidence:
    """Of the articles whose latest day is known, if only probably, {source} has the most days between the earliest and
    the latest on which it can have been written; that of {without_end} and no other is not known.
    """
    table = book.corpus.sources.set_index("source")
    known = table[table["not_after"] != ""]
    days = pd.Series(
        {
            one: (date.fromisoformat(row.not_after) - date.fromisoformat(row.not_before)).days
            for one, row in zip(known.index, known.itertuples(), strict=True)
        }
    )
    if source not in days:
        return found(False, days=np.inf, days_others=days.max())
    others = days.drop(source).max()
    holds = days[source] > others and set(table.index) - set(known.index) == set(without_end)
    return found(holds, days=days[source], days_others=others)
