"""What the page *Play* works on: three games for teaching, as one object of JSON.

The page computes nothing. Verdicts, checks, shuffles, topics and how steady they are come from the library's results
(`pages.played_claims`, `pages.played_words`, `pages.played_topics`), and the page looks them up.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from parallax.claims.ledger import Claim
from parallax.claims.results import Results
from parallax.corpus.choices import CHOICES, LEVELS, NAMES
from parallax.pages.played_claims import breakable
from parallax.pages.played_topics import solutions
from parallax.pages.played_words import games
from parallax.pages.written import written


def played(
    book: Results, pairs: Sequence[Sequence[str]], claims: Mapping[str, Claim], shares: pd.DataFrame
) -> dict[str, Any]:
    """Return all that the page works on, ready for JSON.

    Parameters
    ----------
    book : Results
        Of the corpus as loaded.
    pairs : sequence of pairs of source
        Whose words are guessed at.
    claims : mapping of str to Claim
        The ledger.
    shares : DataFrame
        What is stored of them, see `claims.shares.load_shares`.

    Raises
    ------
    ParallaxError
        An unknown source, or verdicts of other ways of counting than there are.
    """
    words, topics = games(book, pairs), solutions(book)
    terms = {each["word"] for pair in words for rounds in pair["sets"] for each in rounds}
    terms |= {term for solution in topics for topic in solution["topics"] for term in topic["terms"]}
    return {
        "articles": [{"id": source, "name": name} for source, name in book.corpus.by_date.items()],
        "choices": [
            {"id": choice, "about": NAMES[choice], "levels": [LEVELS[choice, level] for level in levels]}
            for choice, levels in CHOICES.items()
        ],
        "claims": breakable(book, claims, shares),
        "words": words,
        "topics": topics,
        "written": written(book.corpus, sorted(terms)),
    }
