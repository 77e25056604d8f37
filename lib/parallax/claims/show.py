"""Claims on the page: the sentence, its mark, and the paragraphs behind it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import pandas as pd

from parallax.claims.evidence import Evidence
from parallax.claims.ledger import Claim, claim_of, load_claims, named
from parallax.claims.marks import Mark
from parallax.claims.results import BOOK, Results
from parallax.claims.shares import held_under, load_shares, on_passes
from parallax.claims.wording import claim_anchor, named_in, paragraphs
from parallax.errors import ParallaxError

SHOWN_PARAGRAPHS = 3  # more than these are in the card and in the findings alone


#: What stands before a sentence that a reader's own settings made false, and in place of one that they leave no way
#: to ask: the reader changed them to see just that, so the chapter goes on.
NO_LONGER = "With the settings that were changed, this is no longer true:"
NOT_ASKED = "*With the settings that were changed, a claim that belongs here cannot be tested.*"


def markdown(claim: Claim, answer: Evidence, names: Mapping[str, str], mark: Mark) -> str:
    """Return a claim as a chapter shows it: the sentence, links to where it can be read, and a mark.

    The mark is words in a link to that very claim in the findings; the page draws a shape in their place, and opens a
    card. A claim that does not hold is refused.
    """
    said = _held(claim, answer, names)
    places = paragraphs(answer.where, names, linked=True)
    shown = f" [{places}]{{.parallax-where}}" if 0 < len(answer.where) <= SHOWN_PARAGRAPHS else ""
    link = f"[[{mark.words}](#{claim_anchor(claim.id)})]{{.parallax-claim-mark .{mark.how} .{mark.firmness}}}"
    return f"{said}{shown}\u00a0{link}"  # the mark stays on the line of the last word


def shown(book: Results, name: str, path: str | Path | None = None) -> str:
    """Return one claim of the ledger as a chapter shows it, whatever chapter it belongs to."""
    claim = claim_of(load_claims(path), name)
    mark = marks_of(load_shares(path))(claim)
    return markdown(claim, claim.evidence(book), named_in(book.corpus), mark)


def marks_of(shares: pd.DataFrame) -> Callable[[Claim], Mark]:
    """Return what gives a claim its mark, from the stored shares (`claims.shares.load_shares`)."""
    held, coded = held_under(shares), on_passes(shares).set_index("id")
    with_codes = {row.Index: ((row.n_passes_held, row.n_passes), row.alpha) for row in coded.itertuples()}
    return lambda claim: Mark(claim.how, held.get(claim.id), *with_codes.get(claim.id, ()))


def sentence(book: Results, name: str, path: str | Path | None = None) -> str:
    """Return a claim as the title of a figure: no emphasis, no full stop.

    One that does not hold is an error; with settings that are not the book's, the title is empty.
    """
    said, answer = _said(claim_of(load_claims(path), name), book)
    return "" if answer is None else said.replace("*", "").removesuffix(".")


def _said(claim: Claim, book: Results) -> tuple[str, Evidence | None]:
    """Return a claim's sentence and its evidence.

    With settings that are not the book's, words that say so, and no evidence, for one that does not hold or cannot be
    tested.
    """
    changed, names = book.settings != BOOK, named_in(book.corpus)
    try:
        answer = claim.evidence(book)
    except ParallaxError:
        if not changed:
            raise
        return NOT_ASKED, None
    if changed and not answer.holds:
        return f"*{NO_LONGER}* {claim.text(answer, names)}", None
    return _held(claim, answer, names), answer


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
    chapter. One that does not hold or cannot be evaluated is an error; where the settings of the results are not the
    book's, its sentence says so instead.
    """
    # Imported here, so that tests evaluate claims without a notebook.
    from IPython.display import Markdown
    from myst_nb import glue

    mark_of = marks_of(load_shares(path))
    for claim in load_claims(path).values():
        if chapter in (claim.chapter, *claim.also):
            said, answer = _said(claim, book)
            text = said if answer is None else markdown(claim, answer, named_in(book.corpus), mark_of(claim))
            glue(f"claim-{claim.id}", Markdown(text), display=False)
            if claim.id in answers:
                glue(f"answer-{claim.id}", Markdown(said), display=False)
