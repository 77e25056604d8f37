"""What the explorer works on: counts of paragraphs, and what the library has computed of them, as one object of JSON.

The page counts by itself, whatever a reader chooses. Intervals, checks and shuffles it looks up here
(`pages.explored_contrasts`).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from parallax.analysis.keyness.checks import CHECKS
from parallax.claims.evidence import check_sources
from parallax.claims.results import Results
from parallax.corpus.choices import CHOICES as EVERY
from parallax.corpus.choices import COUNTING, LEVELS, NAMES
from parallax.pages import explored_read as read
from parallax.pages.explored_contrasts import OWN, contrasts, differences
from parallax.pages.explored_parts import Parts
from parallax.pages.explored_words import phrases, words
from parallax.pages.written import written

OFTEN = "Those are what at least two {compared}s use, or one often; what is rarer can be found in a copy of your own."


def explored(book: Results, pairs: Sequence[Sequence[str]]) -> dict[str, Any]:
    """Return all that the explorer works on, ready for JSON.

    Parameters
    ----------
    book : Results
        Of the corpus as loaded.
    pairs : sequence of pairs of source
        Whose contrasts are computed for the neighbours of the book's counting too.

    Raises
    ------
    ParallaxError
        An unknown source.
    """
    for pair in pairs:
        check_sources(book.corpus, list(pair))
    of_words, of_phrases = words(book, book.settings.min_total), phrases(book, EVERY)
    return {
        **described(book, COUNTING),
        **of_reading(book),
        "words": of_words,
        "phrases": of_phrases,
        "contrasts": contrasts(book, pairs, of_words["names"]),
        "phrase_contrasts": contrasts(book, pairs, of_phrases["names"], Results.of_phrases),
        "written": written(book.corpus, [*of_words["names"], *of_phrases["names"]]),
    }


def described(book: Results, choices: Sequence[str]) -> dict[str, Any]:
    """Return what is compared, in what, and by which choices of counting, by the names that the page knows."""
    parts = Parts(book.corpus)
    return {
        "articles": parts.listed(),
        "nouns": parts.nouns,
        "choices": _choices(choices),
        "checks": list(CHECKS),
        "fewest": book.settings.min_total,
        "which": OFTEN.format(compared=parts.nouns["compared"]),
        "python": {"imports": [], "loaded": "load_corpus()", "settings": ""},
    }


def of_reading(book: Results) -> dict[str, Any]:
    """Return what was read rather than counted, and the differences of issues, by the names that the page knows."""
    parts = Parts(book.corpus)
    return {
        "issues": read.issues(parts),
        "names": read.namings(parts),
        "voices": read.voices(parts),
        "questions": read.questions(parts),
        "positions": read.positions(parts),
        "quotations": read.quotations(parts),
        "read": read.how_read(parts),
        "differences": differences(book),
    }


def _choices(which: Sequence[str]) -> list[dict[str, Any]]:
    """Return the choices of counting, the level that is the book's own first, as the book words them."""
    made = []
    for choice in which:
        levels = [OWN[choice], *(level for level in EVERY[choice] if level != OWN[choice])]
        words = [LEVELS[choice, level] for level in levels]
        made.append({"id": choice, "about": NAMES[choice], "levels": levels, "words": words})
    return made
