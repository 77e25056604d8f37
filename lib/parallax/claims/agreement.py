"""What claims on the codes of the close reading rest on: how far those who gave them agree."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from parallax.analysis import agreement, rereading
from parallax.claims.evidence import READING, Evidence, Source, check_one_of, evidence, found
from parallax.claims.results import Results
from parallax.tables.coded import PASSES, RESOLVED


@evidence(untouched=READING, variables="how many variables there are", least="the smallest α")
def variables_reaching(book: Results, *, at_least: float) -> Evidence:
    """On every question, the alpha of the first two coders is at least {at_least:.2f}.

    One that is undefined does not reach it.
    """
    alphas = np.array(list(_alphas(book, book.corpus.tables["codings"], PASSES).values()))
    return found((alphas >= at_least).all(), variables=len(alphas), least=np.nanmin(alphas))


@evidence(
    untouched=READING,
    smallest="smallest α of the named variables",
    largest="their largest α",
    smallest_other="smallest α of the others",
)
def weakest_variables(book: Results, *, variables: Sequence[str]) -> Evidence:
    """On {variables}, the alpha of the first two coders is lower than on any other question."""
    alphas = _alphas(book, book.corpus.tables["codings"], PASSES)
    for variable in variables:
        check_one_of("variables", variable, alphas)
    named = [alphas[variable] for variable in variables]
    others = min(alpha for variable, alpha in alphas.items() if variable not in variables)
    return found(max(named) < others, smallest=min(named), largest=max(named), smallest_other=others)


@evidence(
    untouched=READING,
    mean="mean α over the variables of the pass that agrees least with the settled codes",
    mean_before="mean α of the first two passes with each other",
    least="smallest α of any further pass on any variable",
)
def codes_found_again(book: Results, *, coders: Sequence[str], within: float) -> Evidence:
    """Compared with the codes settled by then, each of the coders {coders:em} has a mean alpha over the questions that
    is at most {within:.2f} below that of the first two coders with each other.
    """
    met = rereading.as_met(book.corpus.tables["codings"], book.corpus.tables["disagreements"])
    _check_later(met, coders)
    again = np.array([list(_alphas(book, met, (coder, RESOLVED)).values()) for coder in coders])
    mean, before = again.mean(axis=1).min(), float(np.mean(list(_alphas(book, met, PASSES).values())))
    return found(mean >= before - within, mean=mean, mean_before=before, least=again.min())


@evidence(
    untouched=READING,
    differing="codes on which they differ",
    codes="codes of one pass",
    share="share of the codes on which they differ, 0 to 1",
)
def differing_codes(book: Results, *, at_most: float) -> Evidence:
    """The first two coders differ on at most {at_most:.0%} of the codes."""
    codings = book.corpus.tables["codings"]
    n_codes = int((codings["coder"] == PASSES[0]).sum())
    n_differing = len(agreement.differing(codings))
    share = n_differing / n_codes
    return found(share <= at_most, differing=n_differing, codes=n_codes, share=share)


@evidence(
    untouched=READING,
    differing="codes on which any of them differs from the settled code that it met",
    contradicted="settled codes that all of them contradict with one voice",
    kept="contradicted codes that were kept when they were read again",
)
def settled_codes_read_again(book: Results, *, coders: Sequence[str]) -> Evidence:
    """The coders {coders:em} agree with each other against at least one settled code, and each such code was reviewed,
    with a reason.

    Settled codes are those that the passes met, as they stood before any was read again. The paragraphs are those of
    the codes that were kept.
    """
    codings, reasons = book.corpus.tables["codings"], book.corpus.tables["disagreements"]
    _check_later(codings, coders)
    against = rereading.later_against(codings, reasons, coders)
    met = rereading.as_met(codings, reasons)
    places = [agreement.differing(met, (coder, RESOLVED))[["source", "line", "variable"]] for coder in coders]
    n_differing = len(pd.concat(places).drop_duplicates())
    kept = against[against["met"] == against[RESOLVED]]
    return found(
        len(against) > 0 and (against["reason"] != "").all(),
        book.paragraphs_on(kept),
        differing=n_differing,
        contradicted=len(against),
        kept=len(kept),
    )


@evidence(untouched=READING, codes="settled codes that every pass gives otherwise")
def settled_against_all(book: Results, *, family: str, value: str) -> Evidence:
    """At least one settled code was given by no coder, and every such code is {value:em}, in the family {family:em}."""
    tables = book.corpus.tables
    families = tables["variables"].set_index("variable")["family"]
    check_one_of("family", family, families)
    wide = _by_code(book)
    alone = wide.drop(columns=RESOLVED).ne(wide[RESOLVED], axis=0).all(axis=1)
    against = wide[alone].reset_index()
    fitting = (against["variable"].map(families) == family) & (against[RESOLVED] == value)
    return found(len(against) > 0 and fitting.all(), book.paragraphs_on(against), codes=len(against))


@evidence(
    untouched=READING,
    codes="settled codes that so many passes contradict with one voice",
    most="most passes that contradict one settled code with one voice",
)
def settled_against_several(book: Results, *, at_least: int) -> Evidence:
    """At least one settled code differs from that of {at_least:.0f} coders or more who agree on another code."""
    wide = _by_code(book)
    given = wide.drop(columns=RESOLVED)
    others = given.where(given.ne(wide[RESOLVED], axis=0)).stack()
    alike = others.groupby([*wide.index.names, others]).size().groupby(wide.index.names).max()
    against = alike[alike >= at_least].reset_index()
    return found(len(against) > 0, book.paragraphs_on(against), codes=len(against), most=alike.max())


@evidence(
    untouched=READING,
    differences="places where the blind reading differs from the tables as they were",
    for_reading="those where it was found right, and the tables were not",
    for_tables="those where it was the other way round",
    changed="those where the tables were changed after that",
)
def blind_reading_judged(book: Results) -> Evidence:
    """Where the tables and a blind reading differ, the reading was judged right more often than the tables."""
    judged = book.corpus.tables["judgements"]
    n = judged["judged"].value_counts()
    for_reading, for_tables = n.get("reading", 0), n.get("table", 0)
    return found(
        for_reading > for_tables,
        differences=len(judged),
        for_reading=for_reading,
        for_tables=for_tables,
        changed=judged["changed"].sum(),
    )


@evidence(
    untouched=READING,
    checked="rows drawn, of all tables",
    wrong="those that a model found wrong",
    most_wrong="those of the table that has most",
)
def rows_found_wrong(book: Results, *, at_most: int, tables: Sequence[str]) -> Evidence:
    """The tables that rows were drawn from are {tables} and no other, and in each a language model found at most
    {at_most} of the rows wrong.
    """
    checks = book.corpus.tables["checks"]
    by_model = checks[checks["checked_by"] == "model"]
    rates = rereading.error_rates(by_model)
    most, drawn_from = rates["n_wrong"].max(), set(by_model["table"]) == set(tables)
    return found(
        drawn_from and most <= at_most, checked=rates["n_checked"].sum(), wrong=rates["n_wrong"].sum(), most_wrong=most
    )


@evidence(untouched=READING, by_persons="rows of the tables of reading that a person has checked")
def no_person_yet(book: Results) -> Evidence:
    """No person has checked a row of the tables that record the reading.

    Once one has, sentences that say so have to be written anew.
    """
    by_persons = (book.corpus.tables["checks"]["checked_by"] == "person").sum()
    return found(by_persons == 0, by_persons=by_persons)


@evidence(
    untouched=READING,
    checked="rows of the table drawn by lot",
    wrong="those found wrong",
    high="share of wrong rows that they leave possible, 0 to 1",
)
def rows_right(book: Results, *, table: str, at_most: int) -> Evidence:
    """At most {at_most:.0f} of the rows drawn from {table:em} were found wrong by a language model."""
    checks = book.corpus.tables["checks"]
    rates = rereading.error_rates(checks[checks["checked_by"] == "model"], book.settings.level)
    check_one_of("checks.csv", table, rates["table"])
    (row,) = rates[rates["table"] == table].itertuples()
    return found(row.n_wrong <= at_most, checked=row.n_checked, wrong=row.n_wrong, high=row.wrong_high)


@evidence(
    untouched=READING,
    with_cues="attributions of the article with one of these cues",
    attributions="all its attributions",
)
def reports_with(book: Results, *, source: Source, cues: Sequence[str], but_not: str) -> Evidence:
    """{source} reports others' words with {cues:em}, perhaps among other words, and never with {but_not:em}.

    The cue that it never has is one that attributions.csv has.
    """
    table = book.corpus.tables["attributions"]
    check_one_of("attributions.csv", but_not, table["cue"])
    mine = table[table["source"] == source]
    these = mine[mine["cue"].isin(cues)]
    holds = set(cues) == set(these["cue"]) and but_not not in set(mine["cue"])
    return found(holds, book.paragraphs_on(these), with_cues=len(these), attributions=len(mine))


def _by_code(book: Results) -> pd.DataFrame:
    """Return the codes, settled ones too: a row a paragraph and question, a column a coder."""
    keys = ["source", "line", "variable"]
    return book.corpus.tables["codings"].pivot(index=keys, columns="coder", values="value")


def _alphas(book: Results, codings: pd.DataFrame, coders: Sequence[str]) -> dict[str, float]:
    # Intervals play no part here, so one resample does.
    table = agreement.by_variable(codings, book.settings.but(n_resamples=1), coders=coders)
    return dict(zip(table["variable"], table["alpha"], strict=True))


def _check_later(codings: pd.DataFrame, coders: Sequence[str]) -> None:
    for coder in coders:
        check_one_of("coders", coder, sorted(set(codings["coder"]) - {RESOLVED}))
