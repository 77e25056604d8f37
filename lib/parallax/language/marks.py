"""Characters: the one form in which lines are compared and cut, and the one table of marks by which words are read.

The table says which characters are an apostrophe, a hyphen, nothing at all or a joiner, in any language. Which are
quotation marks, and which letters are read as others, the `profiles` of languages say.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from itertools import chain
from typing import NamedTuple

from parallax.language.profiles import ENGLISH, ZERO_WIDTH, Language

#: Characters that are read as ``'`` and as ``-``: ‘ ’ ‛ ´ ` ′ and the modifier letters and Armenian mark that look like
#: them; hyphens that are not the one of the keyboard.
APOSTROPHES = "\u2018\u2019\u201b\u00b4`\u2032\u02b9\u02bb\u02bc\u02bd\u02be\u02bf\u055a"
HYPHENS = "\u2010\u2011"


#: Characters that are dropped, beside all that Unicode calls format or control. Unicode calls them default-ignorable:
#: grapheme joiner, fillers, variation selectors.
UNSEEN = "\u034f\u115f\u1160\u17b4\u17b5\u180b\u180c\u180d\u180f\u3164\uffa0" + "".join(
    map(chr, [*range(0xFE00, 0xFE10), *range(0xE0100, 0xE01F0)])
)


#: Characters that are dropped, but not between letters of scripts in which they are part of the spelling.
JOINERS = ZERO_WIDTH


# These scripts: Arabic, Syriac, N'Ko, Mandaic; those of India and Sri Lanka; Mongolian; Arabic forms; Adlam.
_JOINING = (range(0x600, 0xE00), range(0x1800, 0x18B0), range(0xFB50, 0xFEFF), range(0x1E900, 0x1E960))


# Tags of Unicode's compatibility decompositions that are another shape of the same letters: ligatures, letters of
# mathematics, forms by place in the word. Superscripts, fractions and circled letters say something else.
_SHAPES = frozenset({"<compat>", "<font>", "<initial>", "<medial>", "<final>", "<isolated>"})


_WIDTHS = frozenset({"<wide>", "<narrow>", "<small>"})


_BEFORE, _AFTER = "([{\u2013\u2014/", ".,;:!?\u2026)]}\u2013\u2014/"


class _Plain(dict[int, str]):
    """What each character becomes, worked out when it first turns up."""

    def __init__(self) -> None:
        super().__init__({ord(char): char for char in JOINERS})
        for chars, plain in ((APOSTROPHES, "'"), (HYPHENS, "-"), (UNSEEN, "")):
            self.update(dict.fromkeys(map(ord, chars), plain))

    def __missing__(self, code: int) -> str:
        char = chr(code)
        category, tag = unicodedata.category(char), unicodedata.decomposition(char).partition(" ")[0]
        plain, same = char, unicodedata.normalize("NFKC", char)
        if category == "Cf" or (category == "Cc" and not char.isspace()):
            plain = ""
        elif tag in _WIDTHS or (tag in _SHAPES and all(unicodedata.category(c)[0] in "LM" for c in char + same)):
            plain = "".join(self[ord(c)] for c in same)
        self[code] = plain
        return plain


def _of_categories(categories: str, *codes: range) -> str:
    """Return the characters of some general categories, as spans for a class of a regular expression."""
    spans: list[tuple[int, int]] = []
    for code in chain(*codes):
        if unicodedata.category(chr(code))[0] in categories:
            if spans and spans[-1][1] == code - 1:
                spans[-1] = (spans[-1][0], code)
            else:
                spans.append((code, code))
    return "".join(f"{chr(low)}-{chr(high)}" for low, high in spans)


#: Accents, vowel signs and other marks that belong to the letter before them, as spans. The other planes have none, nor
#: have Chinese, Korean, and what is for private use.
COMBINING = _of_categories(
    "M",
    *(range(0x300, 0x3100), range(0xA600, 0xAC00), range(0xFB00, 0xFE30)),
    *(range(0x10000, 0x17000), range(0x1B000, 0x1F000)),
)


# What each character becomes, for `str.translate`.
_PLAIN = _Plain()


_LETTERS = _of_categories("LM", *_JOINING)


# A joiner that does not stand between two letters of a joining script.
_LOOSE_JOINER = re.compile(f"[{JOINERS}](?:(?![{_LETTERS}])|(?<![{_LETTERS}][{JOINERS}]))")


class Quotation(NamedTuple):
    """The quotation marks of a language.

    Attributes
    ----------
    opening, turned : dict of str to str
        Each mark that opens a quotation, with those that close it; the same of those that mostly close.
    closing : dict of str to str
        Both.
    every : str
        Every quotation mark, once.
    """

    opening: dict[str, str]
    turned: dict[str, str]
    closing: dict[str, str]
    every: str


@lru_cache
def quotation(language: Language = ENGLISH) -> Quotation:
    """Return the quotation marks of a language."""
    opening, turned = ({marks[0]: marks[1:] for marks in each} for each in (language.quotations, language.turned))
    closing = {**opening, **turned}
    return Quotation(opening, turned, closing, "".join(sorted({*closing, *"".join(closing.values())})))


@lru_cache
def _letters(language: Language) -> dict[int, str]:
    return {ord(letter[0]): letter[1:] for letter in language.letters}


def folded(line: str) -> str:
    """Return a line in the form that is fingerprinted and cut: NFC, white space folded, ends stripped.

    It is the same for every copy that differs in blanks and composition of accents only.
    """
    return " ".join(unicodedata.normalize("NFC", line).split())


def after_dateline(line: str, skip_chars: int) -> str:
    """Return what is counted of a line: the `folded` line without so many characters, those of the dateline."""
    return folded(line)[skip_chars:]


def normalise(line: str, language: Language = ENGLISH) -> str:
    """Make white space, letters and marks of a line plain.

    The line is folded, look-alikes of the apostrophe are made straight, ligatures and wide letters taken apart, and
    what cannot be seen is dropped, but for joiners between letters of scripts that spell with them. Letters that the
    language has in two forms become one.
    """
    # NFC comes first too: it makes an apostrophe of some Greek accents.
    plain = unicodedata.normalize("NFC", line).translate(_PLAIN)
    if language.letters:
        plain = plain.translate(_letters(language))
    return folded(_LOOSE_JOINER.sub("", plain))


def quoted_spans(line: str, language: Language = ENGLISH) -> list[tuple[int, int]]:
    """Find what is between quotation marks of a language, in a line as `normalise` returns it.

    Returns
    -------
    list of tuple of int
        First and last offset of each outermost quotation; one never closed runs to the end of the line.

    Notes
    -----
    A mark closes a quotation of its own kind only, and with it any inside that were never closed. One that can both
    open and close (German “, French », straight ") is told by what it leans on. A straight mark right after a digit is
    one of inches or seconds, and opens nothing. Single marks are not looked at where most are apostrophes, as in
    English; nor are double primes, ditto marks, and doubled apostrophes or grave accents.
    """
    marks = quotation(language)
    spans: list[tuple[int, int]] = []
    opened: list[int] = []
    for index in (place for place, char in enumerate(line) if char in marks.every):
        own = [depth for depth, start in enumerate(opened) if line[index] in marks.closing[line[start]]]
        if own and not _nests(line, index, opened[own[-1]], marks):
            spans += [(opened[0], index)] * (own[-1] == 0)
            del opened[own[-1] :]
        elif _opens(line, index, marks):
            opened.append(index)
    return [*spans, (opened[0], len(line))] if opened else spans


def _nests(line: str, index: int, start: int, marks: Quotation) -> bool:
    """Return whether a mark that could close what began at ``start`` does not: it begins a quotation inside it."""
    if line[index] == "'":
        # One that closes, or an apostrophe within a word
        return line[index + 1 : index + 2].isalnum()
    # What closes by trade closes, and so does a straight mark, which looks the same on both sides.
    either = line[index] in marks.opening or line[index] == line[start]
    return either and line[index] != '"' and _leans(line, index, marks) == (False, True)


def _opens(line: str, index: int, marks: Quotation) -> bool:
    left, right = _leans(line, index, marks)
    if line[index] in marks.opening:
        inches = line[index] == '"' and line[:index][-1:].isdigit()
        return (right or not left) and not inches
    return line[index] in marks.turned and right and not left


def _leans(line: str, index: int, marks: Quotation) -> tuple[bool, bool]:
    """Return whether a quotation mark leans on what stands before it, and on what stands after it."""
    before, after = line[:index].rstrip(marks.every)[-1:], line[index:].lstrip(marks.every)[:1]
    return not (before.isspace() or before in _BEFORE), not (after.isspace() or after in _AFTER)
