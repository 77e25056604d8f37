"""The language of a text, guessed from its script and its function words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from functools import lru_cache

from parallax.language.profiles import ENGLISH, PROFILES
from parallax.language.scripts import letters_by_script
from parallax.language.tokens import counted

#: What a guess needs: so many words; so great a share of them function words of the language; and so many times as
#: great a share as that of any other language.
FEWEST_WORDS, LEAST_SHARE, LEAD = 12, 0.2, 1.2


def guess(lines: Sequence[str]) -> str | None:
    """Return the code of the language that a text is probably in, of those that have a profile.

    Most of its letters must be of the language's script, and its function words must be far more frequent than those
    of every other language, with a profile or without: a Spanish text is not French. Asked of a text that changes from
    one language to another, it tells the one that has most of it, or none.

    Parameters
    ----------
    lines : sequence of str
        The text.

    Returns
    -------
    str or None
        A code of `profiles.PROFILES`; None where it cannot be told.
    """
    scripts = letters_by_script(lines)
    likely = [each for each in PROFILES.values() if scripts[each.script] * 2 > scripts.total()]
    if not likely:
        return None
    terms = counted(lines, [*likely, ENGLISH])
    found = {each: _share(terms[each], each.function_words) for each in likely}
    best = max(found, key=lambda each: found[each])
    rivals = [share for each, share in found.items() if each is not best]
    rivals += [_share(terms[ENGLISH], words) for words in _without_profile()]
    clear = found[best] >= LEAST_SHARE and found[best] >= LEAD * max(rivals)
    return best.code if clear else None


def _share(terms: Counter[str], words: frozenset[str]) -> float:
    """Return how many of the terms of a text are among some words, as a share; 0 if the text is too short to tell."""
    n = terms.total()
    return sum(terms[word] for word in words & terms.keys()) / n if n >= FEWEST_WORDS else 0.0


@lru_cache(maxsize=1)
def _without_profile() -> list[frozenset[str]]:
    """Return the stop words of each language without a profile."""
    from stopwordsiso import langs, stopwords  # here, since it reads the lists of sixty languages

    return [frozenset(stopwords(code)) for code in sorted(langs()) if code not in PROFILES]
