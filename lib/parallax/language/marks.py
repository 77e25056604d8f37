"""Characters: the one form in which lines are compared and cut, and the one table of marks by which words are read.

The table says which characters are an apostrophe, a hyphen, nothing at all, a joiner or a quotation mark: the
apostrophes and hyphens of Latin print, the quotation marks of Europe.
"""

from __future__ import annotations

import re
import unicodedata
from itertools import chain

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
JOINERS = "\u200c\u200d"


# These scripts: Arabic, Syriac, N'Ko, Mandaic; those of India and Sri Lanka; Mongolian; Arabic forms; Adlam.
_JOINING = (range(0x600, 0xE00), range(0x1800, 0x18B0), range(0xFB50, 0xFEFF), range(0x1E900, 0x1E960))


# Each mark that opens a quotation, with those that close it: “English”, „German“ and „Polish”, «French», "straight".
_QUOTATIONS = {"\u201c": "\u201d", "\u201e": "\u201c\u201d", "\u201f": "\u201c\u201d", "\u00ab": "\u00bb", '"': '"'}


# The same of marks that mostly close; they open only at the head of a word: ”Swedish”, »Danish« and »Finnish».
_TURNED = {"\u201d": "\u201d\u201c", "\u00bb": "\u00ab\u00bb"}


#: Each mark that can open a quotation, with those that close it; and every quotation mark, once.
CLOSING = {**_QUOTATIONS, **_TURNED}
QUOTATION = "".join(sorted({*CLOSING, *"".join(CLOSING.values())}))


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


def folded(line: str) -> str:
    """Return a line in the form that is fingerprinted and cut: NFC, white space folded, ends stripped.

    It is the same for every copy that differs in blanks and composition of accents only.
    """
    return " ".join(unicodedata.normalize("NFC", line).split())


def after_dateline(line: str, skip_chars: int) -> str:
    """Return what is counted of a line: the `folded` line without so many characters, those of the dateline."""
    return folded(line)[skip_chars:]


def normalise(line: str) -> str:
    """Make white space, letters and marks of a line plain.

    The line is folded, look-alikes of the apostrophe are made straight, ligatures and wide letters taken apart, and
    what cannot be seen is dropped, but for joiners between letters of scripts that spell with them.
    """
    # NFC comes first too: it makes an apostrophe of some Greek accents.
    plain = unicodedata.normalize("NFC", line).translate(_PLAIN)
    return folded(_LOOSE_JOINER.sub("", plain))


def quoted_spans(line: str) -> list[tuple[int, int]]:
    """Find what is between double quotation marks, in a line as `normalise` returns it.

    Returns
    -------
    list of tuple of int
        First and last offset of each outermost quotation; one never closed runs to the end of the line.

    Notes
    -----
    A mark closes a quotation of its own kind only, and with it any inside that were never closed. One that can both
    open and close (German “, French », straight ") is told by what it leans on. A straight mark right after a digit is
    one of inches or seconds, and opens nothing. Single marks are not looked at, since most are apostrophes; nor are
    double primes, ditto marks, and doubled apostrophes or grave accents.
    """
    spans: list[tuple[int, int]] = []
    opened: list[int] = []
    for index in (place for place, char in enumerate(line) if char in QUOTATION):
        own = [depth for depth, start in enumerate(opened) if line[index] in CLOSING[line[start]]]
        if own and not _nests(line, index, opened[own[-1]]):
            spans += [(opened[0], index)] * (own[-1] == 0)
            del opened[own[-1] :]
        elif _opens(line, index):
            opened.append(index)
    return [*spans, (opened[0], len(line))] if opened else spans


def _nests(line: str, index: int, start: int) -> bool:
    """Return whether a mark that could close what began at ``start`` begins a quotation inside it."""
    # What closes by trade closes, and so does a straight mark, which looks the same on both sides.
    either = line[index] in _QUOTATIONS or line[index] == line[start]
    return either and line[index] != '"' and _leans(line, index) == (False, True)


def _opens(line: str, index: int) -> bool:
    left, right = _leans(line, index)
    if line[index] in _QUOTATIONS:
        inches = line[index] == '"' and line[:index][-1:].isdigit()
        return (right or not left) and not inches
    return line[index] in _TURNED and right and not left


def _leans(line: str, index: int) -> tuple[bool, bool]:
    """Return whether a quotation mark leans on what stands before it, and on what stands after it."""
    before, after = line[:index].rstrip(QUOTATION)[-1:], line[index:].lstrip(QUOTATION)[:1]
    return not (before.isspace() or before in _BEFORE), not (after.isspace() or after in _AFTER)
