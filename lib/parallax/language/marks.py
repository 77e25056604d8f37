"""Characters: the one form in which lines are compared and cut, and the one table of marks by which words are read.

The table, `MARKS`, says which characters are an apostrophe, a hyphen, nothing at all, a joiner or a quotation mark. It
is a value, so that another language can bring its own.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import chain
from types import MappingProxyType

# Tags of Unicode's compatibility decompositions that are another shape of the same letters: ligatures, letters of
# mathematics, forms by place in the word. Superscripts, fractions and circled letters say something else.
_SHAPES = frozenset({"<compat>", "<font>", "<initial>", "<medial>", "<final>", "<isolated>"})


_WIDTHS = frozenset({"<wide>", "<narrow>", "<small>"})


_BEFORE, _AFTER = "([{\u2013\u2014/", ".,;:!?\u2026)]}\u2013\u2014/"


def folded(line: str) -> str:
    """Return a line in the form that is fingerprinted and cut: NFC, white space folded, ends stripped.

    Parameters
    ----------
    line : str
        A line of a text.

    Returns
    -------
    str
        The same for every copy that differs in blanks and composition of accents only.
    """
    return " ".join(unicodedata.normalize("NFC", line).split())


def after_dateline(line: str, skip_chars: int) -> str:
    """Return what is counted of a line.

    Parameters
    ----------
    line : str
        A line of a text.
    skip_chars : int
        Characters of the dateline, counted in the `folded` line.

    Returns
    -------
    str
        The folded line from there on.
    """
    return folded(line)[skip_chars:]


@dataclass(frozen=True)
class Marks:
    """What joins, parts and quotes the words of a language.

    Attributes
    ----------
    apostrophes, hyphens : str
        Characters that are read as ``'`` and as ``-``.
    unseen : str
        Characters that are dropped, beside all that Unicode calls format or control.
    joiners : str
        Characters that are dropped, but not between letters of the scripts in `joining`.
    joining : tuple of range
        Code points of scripts in which a joiner is part of the spelling.
    quotations : mapping of str to str
        Each mark that opens a quotation, with those that close it.
    turned : mapping of str to str
        The same of marks that mostly close; they open only at the head of a word.
    """

    apostrophes: str
    hyphens: str
    unseen: str
    joiners: str
    joining: tuple[range, ...]
    quotations: Mapping[str, str]
    turned: Mapping[str, str]

    @cached_property
    def closing(self) -> Mapping[str, str]:
        """Each mark that can open, with those that close it."""
        return {**self.quotations, **self.turned}

    @cached_property
    def quotation(self) -> str:
        """Every quotation mark, once."""
        return "".join(sorted({*self.closing, *"".join(self.closing.values())}))

    @cached_property
    def plain(self) -> _Plain:
        """What each character becomes, for `str.translate`."""
        return _Plain(self)

    @cached_property
    def loose_joiner(self) -> re.Pattern[str]:
        """A joiner that does not stand between two letters of a joining script."""
        letters = _of_categories("LM", *self.joining)
        return re.compile(f"[{self.joiners}](?:(?![{letters}])|(?<![{letters}][{self.joiners}]))")


class _Plain(dict[int, str]):
    """What each character becomes, worked out when it first turns up."""

    def __init__(self, marks: Marks) -> None:
        super().__init__({ord(char): char for char in marks.joiners})
        for chars, plain in ((marks.apostrophes, "'"), (marks.hyphens, "-"), (marks.unseen, "")):
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


#: The table of this project: the apostrophes and hyphens of Latin print, the quotation marks of Europe.
MARKS = Marks(
    # ‘ ’ ‛ ´ ` ′ and the modifier letters and Armenian mark that look like them
    apostrophes="\u2018\u2019\u201b\u00b4`\u2032\u02b9\u02bb\u02bc\u02bd\u02be\u02bf\u055a",
    hyphens="\u2010\u2011",
    # What Unicode calls default-ignorable and neither format nor control: grapheme joiner, fillers, variation selectors
    unseen="\u034f\u115f\u1160\u17b4\u17b5\u180b\u180c\u180d\u180f\u3164\uffa0"
    + "".join(map(chr, [*range(0xFE00, 0xFE10), *range(0xE0100, 0xE01F0)])),
    joiners="\u200c\u200d",
    # Arabic, Syriac, N'Ko, Mandaic; the scripts of India and Sri Lanka; Mongolian; Arabic forms; Adlam
    joining=(range(0x600, 0xE00), range(0x1800, 0x18B0), range(0xFB50, 0xFEFF), range(0x1E900, 0x1E960)),
    # “English”, „German“ and „Polish”, «French», "straight"
    quotations=MappingProxyType(
        {"\u201c": "\u201d", "\u201e": "\u201c\u201d", "\u201f": "\u201c\u201d", "\u00ab": "\u00bb", '"': '"'}
    ),
    # ”Swedish”, »Danish« and »Finnish»
    turned=MappingProxyType({"\u201d": "\u201d\u201c", "\u00bb": "\u00ab\u00bb"}),
)


def normalise(line: str, marks: Marks = MARKS) -> str:
    """Make white space, letters and marks of a line plain.

    Parameters
    ----------
    line : str
        A line of text.
    marks : Marks
        The table of marks.

    Returns
    -------
    str
        The line folded; look-alikes of the apostrophe straight, ligatures and wide letters taken apart, what cannot be
        seen gone, but for joiners between letters of scripts that spell with them.
    """
    # NFC comes first too: it makes an apostrophe of some Greek accents.
    plain = unicodedata.normalize("NFC", line).translate(marks.plain)
    return folded(marks.loose_joiner.sub("", plain))


def quoted_spans(line: str, marks: Marks = MARKS) -> list[tuple[int, int]]:
    """Find what stands between double quotation marks.

    Parameters
    ----------
    line : str
        A line as `normalise` returns it.
    marks : Marks
        The table of marks.

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
    for index in (place for place, char in enumerate(line) if char in marks.quotation):
        own = [depth for depth, start in enumerate(opened) if line[index] in marks.closing[line[start]]]
        if own and not _nests(line, index, opened[own[-1]], marks):
            spans += [(opened[0], index)] * (own[-1] == 0)
            del opened[own[-1] :]
        elif _opens(line, index, marks):
            opened.append(index)
    return [*spans, (opened[0], len(line))] if opened else spans


def _nests(line: str, index: int, start: int, marks: Marks) -> bool:
    """Return whether a mark that could close what began at ``start`` begins a quotation inside it."""
    # What closes by trade closes, and so does a straight mark, which looks the same on both sides.
    either = line[index] in marks.quotations or line[index] == line[start]
    return either and line[index] != '"' and _leans(line, index, marks.quotation) == (False, True)


def _opens(line: str, index: int, marks: Marks) -> bool:
    left, right = _leans(line, index, marks.quotation)
    if line[index] in marks.quotations:
        inches = line[index] == '"' and line[:index][-1:].isdigit()
        return (right or not left) and not inches
    return line[index] in marks.turned and right and not left


def _leans(line: str, index: int, quotation: str) -> tuple[bool, bool]:
    """Return whether a quotation mark leans on what stands before it, and on what stands after it."""
    before, after = line[:index].rstrip(quotation)[-1:], line[index:].lstrip(quotation)[:1]
    return not (before.isspace() or before in _BEFORE), not (after.isspace() or after in _AFTER)
