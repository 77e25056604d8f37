"""Scripts: which one a letter belongs to, and which set no blanks between words."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import lru_cache

from parallax.errors import ParallaxError

#: Scripts without blanks between words, by the first word of the names of their letters, as a message calls them.
WITHOUT_BLANKS = {
    "CJK": "Han characters (Chinese or Japanese)",
    "HIRAGANA": "Hiragana (Japanese)",
    "KATAKANA": "Katakana (Japanese)",
    "THAI": "Thai",
    "LAO": "Lao",
    "KHMER": "Khmer",
    "MYANMAR": "Myanmar (Burmese)",
    "TIBETAN": "Tibetan",
}


#: The share of a text's letters in such scripts above which it is refused. Names and quoted words of another script are
#: fewer, and each unbroken run of them counts as one word.
FOREIGN_SHARE = 0.1


_WIDTHS = ("HALFWIDTH ", "FULLWIDTH ")


@lru_cache(maxsize=4096)
def script_of(char: str) -> str:
    """Return the script of a letter: the first word of its name, such as ``LATIN``; empty for what is no letter."""
    if not char.isalpha():
        return ""
    name = unicodedata.name(char, "")
    for width in _WIDTHS:
        name = name.removeprefix(width)
    return name.partition(" ")[0]


def letters_by_script(lines: Iterable[str]) -> Counter[str]:
    """Return how many letters of each script there are in some lines."""
    # NFC: taken apart, a syllable of Korean would be three letters.
    found: Counter[str] = Counter()
    for line in lines:
        found.update(unicodedata.normalize("NFC", line))
    scripts: Counter[str] = Counter()
    for char, n in found.items():
        if script := script_of(char):
            scripts[script] += n
    return scripts


def require_blanks(lines: Sequence[str], place: str) -> None:
    """Refuse a text of which more than a tenth of the letters are of scripts that set no blanks between words.

    To take each clause for a word would make every count of it wrong.

    Parameters
    ----------
    lines : sequence of str
        The whole text. A single line may well be a name in another script.
    place : str
        The source or file, for the message.

    Raises
    ------
    ParallaxError
        With the script that has most of these letters, and the first line where it is found.
    """
    scripts = letters_by_script(lines)
    whole = {script: n for script, n in scripts.items() if script in WITHOUT_BLANKS}
    if sum(whole.values()) <= FOREIGN_SHARE * scripts.total():
        return
    script = max(whole, key=lambda each: (whole[each], each))
    number = next(number for number, line in enumerate(lines) if any(script_of(char) == script for char in line))
    raise ParallaxError(
        f"{place}, line {number}: the text is written in {WITHOUT_BLANKS[script]}, which sets no blanks between words, "
        "so it cannot be told where a word ends",
        "name a tokenizer, package.module:function, that takes a line and returns the first and last offset of each "
        "word; or leave the text out",
    )
