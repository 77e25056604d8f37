"""The terms of all texts, how they were printed, and the lemma that follows from it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise

import pandas as pd

from parallax.language.lemmas import lemma_of
from parallax.language.profiles import Language
from parallax.language.tokens import Token


class WordForms:
    """What is to be known of each term for its lemma, taken in text by text.

    In a language of which the profile says so, what has a capital inside a sentence, and nowhere a small letter, is a
    name and stays as it is. A term of several languages has the lemma of the text that was taken in first.
    """

    def __init__(self) -> None:
        self._languages: dict[str, Language] = {}
        self._small: set[str] = set()
        self._inner: set[str] = set()  # with a capital inside a sentence

    def take_in(self, paragraphs: Iterable[Sequence[Token]], language: Language) -> None:
        """Add the tokens of each paragraph of a text."""
        for tokens in paragraphs:
            for token in tokens:
                self._languages.setdefault(token.term, language)
            self._small.update(token.term for token in tokens if not token.capital)
            if language.capital_is_name:
                self._inner.update(
                    token.term
                    for before, token in pairwise(tokens)
                    if token.capital and before.sentence == token.sentence
                )

    def lemmas(self) -> pd.DataFrame:
        """Return the rows of lemmas.csv: a lemma for each term."""
        names = self._inner - self._small
        rows = [(t, t if t in names else lemma_of(t, language)) for t, language in sorted(self._languages.items())]
        return pd.DataFrame(rows, columns=["term", "lemma"])
