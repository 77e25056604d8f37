"""Evidence on the codes of the close reading: how far those who gave them agree."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from parallax import agreement
from parallax.close_reading import PASSES
from parallax.corpus import Corpus
from parallax.evidence.base import SEED, Evidence, check_one_of


def _alphas(corpus: Corpus, coders: Sequence[str]) -> dict[str, float]:
    # Intervals play no part here, so one resample does.
    table = agreement.by_variable(corpus.tables["codings"], coders=coders, n_resamples=1, seed=SEED)
    return dict(zip(table["variable"], table["alpha"], strict=True))


def variables_reaching(corpus: Corpus, *, at_least: int, coders: Sequence[str] = PASSES) -> Evidence:
    """At least so many variables reach the α that a claim asks for.

    Parameters
    ----------
    corpus : Corpus
        The corpus.
    at_least : int
        Fewest variables.
    coders : sequence of str
        Whose codes are compared.

    Returns
    -------
    Evidence
        value: variables that reach `agreement.LEAST`; low: the smallest α; high: how many variables there are.
    """
    alphas = np.array(list(_alphas(corpus, coders).values()))
    reached = int((alphas >= agreement.LEAST).sum())
    return Evidence(reached, float(np.nanmin(alphas)), len(alphas), reached >= at_least)


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
    alphas = _alphas(corpus, coders)
    for variable in variables:
        check_one_of("variables", variable, alphas)
    named = [alphas[variable] for variable in variables]
    others = min(alpha for variable, alpha in alphas.items() if variable not in variables)
    return Evidence(max(named), min(named), others, max(named) < others)


def codes_found_again(corpus: Corpus, *, coder: str, within: float) -> Evidence:
    """A further pass agrees with the settled codes about as well as the two passes agree with each other.

    Parameters
    ----------
    corpus : Corpus
        The corpus.
    coder : str
        The further pass.
    within : float
        How much less the mean α over the variables may be.

    Returns
    -------
    Evidence
        value: mean α of the pass with the settled codes; low: the smallest of them; high: mean α of the two passes.
    """
    check_one_of("coder", coder, sorted(set(corpus.tables["codings"]["coder"])))
    again = list(_alphas(corpus, (coder, "resolved")).values())
    mean, before = float(np.mean(again)), float(np.mean(list(_alphas(corpus, PASSES).values())))
    return Evidence(mean, float(min(again)), before, mean >= before - within)


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
    return Evidence(n_differing, n_codes, share, share <= at_most)
