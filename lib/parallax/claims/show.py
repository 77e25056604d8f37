"""Claims on the page: the sentence, its mark, and the paragraphs behind it."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from parallax.claims.entries import HOW
from parallax.claims.evidence import Evidence
from parallax.claims.ledger import Claim, held_under, load_claims, load_shares, named
from parallax.claims.results import Results
from parallax.claims.wording import paragraphs
from parallax.errors import ParallaxError

SHOWN_PARAGRAPHS = 7


def markdown(claim: Claim, answer: Evidence, names: Mapping[str, str], held: tuple[int, int] | None = None) -> str:
    """Return a claim as a chapter shows it: the sentence, links to where it can be read, and a badge to the ledger.

    `held` says in how many ways of counting it holds, and in how many it was asked. One that does not hold is refused:
    a book must not print it.
    """
    if not answer.holds:
        raise ParallaxError(
            f"claim {claim.id!r} of {claim.chapter} does not hold: {claim.text(answer, names)!r} ({named(answer)}); "
            "correct the sentence or its test in claims.yml"
        )
    places = paragraphs(answer.where, names, linked=True)
    shown = f" [{places}]{{.parallax-where}}" if 0 < len(answer.where) <= SHOWN_PARAGRAPHS else ""
    badge = HOW[claim.how] + (f", holds in {held[0]} of {held[1]} ways of counting" if held else "")
    return f'{claim.text(answer, names)}{shown} [[{badge}](#the-ledger)]{{.parallax-badge title="{claim.id}"}}'


def glue_claims(book: Results, chapter: str, path: str | Path | None = None) -> None:
    """Evaluate the claims that a chapter shows and make them available to its prose, ``{glue:md}`claim-ID:myst```.

    One that does not hold or cannot be evaluated is an error.
    """
    # Imported here, so that tests evaluate claims without a notebook.
    from IPython.display import Markdown
    from myst_nb import glue

    held = held_under(load_shares(path))
    for claim in load_claims(path).values():
        if chapter in (claim.chapter, *claim.also):
            shown = markdown(claim, claim.evidence(book), book.corpus.names, held.get(claim.id))
            glue(f"claim-{claim.id}", Markdown(shown), display=False)
