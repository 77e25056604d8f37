"""Claims on the page: the sentence, its mark, and the paragraphs behind it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from parallax.claims import passes
from parallax.claims.entries import HOW
from parallax.claims.evidence import Evidence
from parallax.claims.ledger import Claim, claim_of, held_under, load_claims, load_shares, named
from parallax.claims.results import Results
from parallax.claims.wording import paragraphs
from parallax.errors import ParallaxError

SHOWN_PARAGRAPHS = 7


def markdown(
    claim: Claim,
    answer: Evidence,
    names: Mapping[str, str],
    held: tuple[int, int] | None = None,
    alpha: float | None = None,
) -> str:
    """Return a claim as a chapter shows it: the sentence, links to where it can be read, and a badge to the ledger.

    `held` says in how many ways of counting it holds, and in how many it was asked; `alpha` how far coders agree on the
    codes that it rests on. One that does not hold is refused.
    """
    said = _held(claim, answer, names)
    places = paragraphs(answer.where, names, linked=True)
    shown = f" [{places}]{{.parallax-where}}" if 0 < len(answer.where) <= SHOWN_PARAGRAPHS else ""
    badge = HOW[claim.how] + (f", holds in {held[0]} of {held[1]} ways of counting" if held else "")
    badge += f", alpha {alpha:.2f}" if alpha is not None else ""
    return f'{said}{shown} [[{badge}](#the-ledger)]{{.parallax-badge title="{claim.id}"}}'


def sentence(book: Results, name: str, path: str | Path | None = None) -> str:
    """Return a claim as the title of a figure: no emphasis, no full stop; one that does not hold is an error."""
    claim = claim_of(load_claims(path), name)
    return _held(claim, claim.evidence(book), book.corpus.names).replace("*", "").removesuffix(".")


def _held(claim: Claim, answer: Evidence, names: Mapping[str, str]) -> str:
    """Return a claim's sentence, or refuse one that does not hold: a book must not print it."""
    if not answer.holds:
        raise ParallaxError(
            f"claim {claim.id!r} of {claim.chapter} does not hold: {claim.text(answer, names)!r} ({named(answer)}); "
            "correct the sentence or its test in claims.yml"
        )
    return claim.text(answer, names)


def glue_claims(book: Results, chapter: str, path: str | Path | None = None, *, answers: Sequence[str] = ()) -> None:
    """Evaluate the claims that a chapter shows and make them available to its prose, ``{glue:md}`claim-ID:myst```.

    Of those named in `answers` the sentence alone, without its mark, is ``{glue:md}`answer-ID:myst``` too: it opens a
    chapter. One that does not hold or cannot be evaluated is an error.
    """
    # Imported here, so that tests evaluate claims without a notebook.
    from IPython.display import Markdown
    from myst_nb import glue

    held, alphas = held_under(load_shares(path)), passes.alphas_of(book)
    for claim in load_claims(path).values():
        if chapter in (claim.chapter, *claim.also):
            answer, names = claim.evidence(book), book.corpus.names
            alpha = passes.least_alpha(book, claim, alphas)
            shown = markdown(claim, answer, names, held.get(claim.id), alpha)
            glue(f"claim-{claim.id}", Markdown(shown), display=False)
            if claim.id in answers:
                glue(f"answer-{claim.id}", Markdown(_held(claim, answer, names)), display=False)
