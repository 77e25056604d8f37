"""What claims on the codes of the close reading rest on: how far those who gave them agree."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from parallax.analysis import agreement, rereading
from parallax.claims.evidence import Evidence, asks, check_known, check_one_of, exactly
from parallax.claims.results import SEED, paragraphs_on
from parallax.corpus.corpus import Corpus
from parallax.tables.coded import PASSES, RESOLVED


def _alphas(codings: pd.DataFrame, coders: Sequence[str]) -> dict[str, float]:
    # Intervals play no part here, so one resample does.
    table = agreement.by_variable(codings, coders=coders, n_resamples=1, seed=SEED)
    return dict(zip(table["variable"], table["alpha"], strict=True))


def _check_later(codings: pd.DataFrame, coders: Sequence[str]) -> None:
    for coder in coders:
        check_one_of("coders", coder, sorted(set(codings["coder"]) - {RESOLVED}))


@asks("on every variable the alpha of the passes compared is at least {at_least:.2f}")
def variables_reaching(corpus: Corpus, *, at_least: float, coders: Sequence[str] = PASSES) -> Evidence:
    """Every variable reaches an α.

    Parameters
    ----------
    corpus : Corpus
        The corpus.
    at_least : float
        Smallest α.
    coders : sequence of str
        Whose codes are compared.

    Returns
    -------
    Evidence
        value: how many variables there are; low: the smallest α; high: `at_least`.
    """
    alphas = np.array(list(_alphas(corpus.tables["codings"], coders).values()))
    # An α that is undefined is not reached.
    return Evidence(float(len(alphas)), float(np.nanmin(alphas)), float(at_least), bool((alphas >= at_least).all()))


@asks("on {variables} the alpha of the passes compared is smaller than on any other variable")
def weakest_variables(corpus: Corpus, *, variables: Sequence[str], coders: Sequence[str] = PASSES) -> Evidence:
    """No variables have a smaller α than these.

    Parameters
    ----------
    corpus : Corpus
        The corpus.
    variables : sequence of str
        The weakest.
    coders : sequence of str
        Whose codes are compared.

    Returns
    -------
    Evidence
        value: the largest α of the named; low: their smallest; high: the smallest of the others.
    """
    alphas = _alphas(corpus.tables["codings"], coders)
    for variable in variables:
        check_one_of("variables", variable, alphas)
    named = [alphas[variable] for variable in variables]
    others = min(alpha for variable, alpha in alphas.items() if variable not in variables)
    return Evidence(max(named), min(named), others, max(named) < others)


@asks(
    "with the settled codes that they met, each of the passes {coders:em} has a mean alpha over the variables that is "
    "at most {within:.2f} less than that of the first two passes with each other"
)
def codes_found_again(corpus: Corpus, *, coders: Sequence[str], within: float) -> Evidence:
    """Further passes agree with the settled codes they met about as well as the first two agree with each other.

    Parameters
    ----------
    corpus : Corpus
        The corpus.
    coders : sequence of str
        The further passes.
    within : float
        How much less the mean α over the variables may be.

    Returns
    -------
    Evidence
        value: mean α over the variables of the pass that agrees least with the settled codes; low: the smallest α of
        any pass and variable; high: mean α of the first two passes.
    """
    met = rereading.as_met(corpus.tables["codings"], corpus.tables["disagreements"])
    _check_later(met, coders)
    again = np.array([list(_alphas(met, (coder, RESOLVED)).values()) for coder in coders])
    least, before = float(again.mean(axis=1).min()), float(np.mean(list(_alphas(met, PASSES).values())))
    return Evidence(least, float(again.min()), before, least >= before - within)


@asks("the first two passes differ on at most {at_most:.0%} of the codes")
def differing_codes(corpus: Corpus, *, at_most: float) -> Evidence:
    """The two passes differ on at most such a share of all codes.

    Parameters
    ----------
    corpus : Corpus
        The corpus.
    at_most : float
        Largest share, 0 to 1.

    Returns
    -------
    Evidence
        value: codes on which they differ; low: the codes of one pass; high: the share.
    """
    codings = corpus.tables["codings"]
    n_codes = int((codings["coder"] == PASSES[0]).sum())
    n_differing = len(agreement.differing(codings))
    share = n_differing / n_codes
    return Evidence(float(n_differing), float(n_codes), share, share <= at_most)


@asks(
    "{coders:em} agree with each other against one settled code or more, and each such code was read again, with a "
    "reason"
)
def settled_codes_read_again(corpus: Corpus, *, coders: Sequence[str]) -> Evidence:
    """Each settled code that all later passes contradicted with one voice was read again, and says what became of it.

    Parameters
    ----------
    corpus : Corpus
        The corpus.
    coders : sequence of str
        The later passes, two or more.

    Returns
    -------
    Evidence
        value: codes that they all contradicted, as settled before any was read again; low: codes on which any of them
        differed; high: how many of the first were kept; where: the paragraphs of the kept.
    """
    codings, reasons = corpus.tables["codings"], corpus.tables["disagreements"]
    _check_later(codings, coders)
    against = rereading.later_against(codings, reasons, coders)
    met = rereading.as_met(codings, reasons)
    places = [agreement.differing(met, (coder, RESOLVED))[["source", "line", "variable"]] for coder in coders]
    n_differing = len(pd.concat(places).drop_duplicates())
    kept = against[against["met"] == against[RESOLVED]]
    holds = len(against) > 0 and bool((against["reason"] != "").all())
    return Evidence(float(len(against)), float(n_differing), float(len(kept)), holds, paragraphs_on(corpus, kept))


@asks("one settled code or more is one that no pass gave, and all of these are {value:em}, of the family {family:em}")
def settled_against_all(corpus: Corpus, *, family: str, value: str) -> Evidence:
    """Some codes are settled against every pass, all of them with one value and of variables of one family.

    Parameters
    ----------
    corpus : Corpus
        The corpus.
    family : str
        A family of variables.csv.
    value : str
        What they are settled to.

    Returns
    -------
    Evidence
        value: codes that every pass gives otherwise; low, high: the same; where: their paragraphs.
    """
    families = corpus.tables["variables"].set_index("variable")["family"]
    check_one_of("family", family, families)
    codings = corpus.tables["codings"]
    keys = ["source", "line", "variable"]
    wide = codings.pivot(index=keys, columns="coder", values="value")
    passes = wide.drop(columns=RESOLVED)
    alone = passes.ne(wide[RESOLVED], axis=0).all(axis=1)
    found = wide[alone].reset_index()
    fitting = (found["variable"].map(families) == family) & (found[RESOLVED] == value)
    return exactly(len(found), len(found) > 0 and bool(fitting.all()), paragraphs_on(corpus, found))


@asks("{source} reports others' words with {cues:em}, perhaps among others, and never with {but_not:em}")
def reports_with(corpus: Corpus, *, source: str, cues: Sequence[str], but_not: str) -> Evidence:
    """A source attributes words or thoughts with some cues, which need not be all, and never with another.

    Parameters
    ----------
    corpus : Corpus
        The corpus.
    source : str
        The source.
    cues : sequence of str
        Cues of attributions.csv that it has.
    but_not : str
        One that it has not, and others have.

    Returns
    -------
    Evidence
        value: its attributions with one of the cues; low: the same; high: all of its attributions; where: the former.
    """
    check_known(corpus, source)
    table = corpus.tables["attributions"]
    check_one_of("attributions.csv", but_not, table["cue"])
    mine = table[table["source"] == source]
    found = mine[mine["cue"].isin(cues)]
    holds = set(cues) == set(found["cue"]) and but_not not in set(mine["cue"])
    return Evidence(float(len(found)), float(len(found)), float(len(mine)), holds, paragraphs_on(corpus, found))
