"""Lemmas: the form under which a dictionary has a word."""

from __future__ import annotations

import simplemma

from parallax.language.profiles import ENGLISH, Language


def lemma_of(term: str, language: Language = ENGLISH) -> str:
    """Return the lemma of a term, in small letters; the term itself in a language that simplemma does not have."""
    if language.lemmatiser is None:
        return term
    # The lists have what loses its vowel with its apostrophe: l', not l.
    form = f"{term}'" if term in language.elided else term
    return simplemma.lemmatize(form, lang=language.lemmatiser).lower().rstrip("'")
