"""Characters: one form of a line, marks made plain, and quotations told apart by kind and depth."""

from __future__ import annotations

import re
import unicodedata
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from parallax.language import marks
from parallax.language.marks import after_dateline, folded, normalise, quotation, quoted_spans

QUOTATION = quotation().every

# Marks that the rules treat apart, so that chance meets them often.
LINES = st.text(
    st.sampled_from("ab9 .,\u2014([])\u00e9\u0301\u0645\u064e\u200c\u200d\u00ad\u034f\ufb01\uff41\u00b4`'" + QUOTATION)
    | st.characters(),
    max_size=40,
)
QUOTED = st.text(st.sampled_from("a .," + QUOTATION), max_size=24)


def quoted(line: str) -> list[str]:
    """Return what a line holds between quotation marks, the marks left out."""
    line = normalise(line)
    return [line[low + 1 : high].strip() for low, high in quoted_spans(line)]


def test_a_folded_line_is_composed_and_has_single_blanks_and_keeps_its_marks() -> None:
    assert folded("\t cafe\u0301\u00a0 au\u2003lait \u2019 \ufb01\n") == "caf\u00e9 au lait \u2019 \ufb01"


@settings(deadline=None)
@given(st.text(max_size=30), st.integers(0, 30))
def test_what_follows_a_dateline_is_the_same_in_every_copy_of_one_fingerprint(line: str, skip: int) -> None:
    copy = unicodedata.normalize("NFD", "  " + line.replace(" ", " \u00a0\t") + "\n")

    assert folded(copy) == folded(line)
    assert after_dateline(copy, skip) == after_dateline(line, skip) == folded(line)[skip:]


@pytest.mark.parametrize(
    "mark",
    ["\u2018", "\u2019", "\u201b", "\u00b4", "`", "\u2032", "\uff07", "\u02bc", "\u055a", "\u02b9", "\u1fef", "\u1ffd"],
)
def test_look_alikes_of_the_apostrophe_are_one(mark: str) -> None:
    assert normalise(f"don{mark}t") == "don't"


@pytest.mark.parametrize(
    "unseen",
    list(
        "\u00ad\u034f\u061c\u115f\u180b\u180e\u200b\u200c\u200d\u200e\u200f\u202a\u202e\u2060\u2063\u2066\u2069\ufe00"
        "\ufe0f\ufeff\x00\x08\x7f\U000e0100\U000e0041"
    ),
)
def test_what_cannot_be_seen_breaks_no_word(unseen: str) -> None:
    assert normalise(f"ex{unseen}ile") == "exile"


@pytest.mark.parametrize(
    ("printed", "plain"),
    [
        ("\ufb01rst o\ufb03ce \ufb06 \u0133s lo\u017ft", "first office st ijs lost"),
        ("\uff55\uff4e \uff12\uff10 \uff01 \uff02", 'un 20 ! "'),
        ("\U0001d404\U0001d431ile", "Exile"),
        ("\u0149", "'n"),
        # These say something else: a fraction, a numeral, a power, points that are one sign, an l of Catalan
        ("\u00bd \u2163 x\u00b2 \u2026 co\u0140legi", "\u00bd \u2163 x\u00b2 \u2026 co\u0140legi"),
    ],
)
def test_ligatures_and_other_shapes_of_letters_are_taken_apart(printed: str, plain: str) -> None:
    assert normalise(printed) == plain


def test_a_joiner_stays_between_letters_that_join_and_nowhere_else() -> None:
    persian, hindi = "\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645", "\u0928\u094d\u200d\u0926"

    assert normalise(persian) == persian
    assert normalise(hindi) == hindi
    assert (
        normalise("\u200c\u0645\u200c \u0645\u200ca a\u200c\u0645 \u0645\u200c\u060c")
        == "\u0645 \u0645a a\u0645 \u0645\u060c"
    )


def test_all_combining_marks_of_unicode_are_known() -> None:
    every = [chr(code) for code in range(0x110000)]
    combining = {char for char in every if unicodedata.category(char)[0] == "M"}
    known = set(re.findall(f"[{marks.COMBINING}]", "".join(every)))

    assert known <= combining
    assert combining - known <= set(marks.UNSEEN)


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        # English
        ("He said \u201cno toll\u201d twice.", ["no toll"]),
        ("\u201cNo toll, he said", ["No toll, he said"]),
        ("\u201cWe say \u2018no toll\u2019 here\u201d now", ["We say 'no toll' here"]),
        ("\u201cthey cried \u201cno toll\u201d and ran\u201d away", ["they cried \u201cno toll\u201d and ran"]),
        ("a\u2014\u201cno\u201d\u2014b (\u201cyes\u201d)", ["no", "yes"]),
        ("\u201c\u201d he said", [""]),
        ("no toll\u201d he said", []),
        ("no toll \u201d he said", []),
        # A mark closes only its own kind
        ('\u201cno "toll\u201d he said', ['no "toll']),
        ('\u201cno toll" he said', ['no toll" he said']),
        ("\u201cno \u00abtoll\u201d he said", ["no \u00abtoll"]),
        # German, Polish, and the low mark turned round
        ("He said \u201eno\u201c and the council left the town.", ["no"]),
        ("He said \u201eno\u201d and left \u201fnow\u201d or never.", ["no", "now"]),
        ("\u201eno,\u201c he said, \u201eand \u201cyes\u201d to it\u201c now", ["no,", "and \u201cyes\u201d to it"]),
        ("toll.\u201c Then he left", []),
        # French, spaced and not, and turned round
        ("Il dit \u00ab non \u00bb et \u00aboui\u00bb puis", ["non", "oui"]),
        ("\u00ab il dit \u00ab non \u00bb hier \u00bb puis", ["il dit \u00ab non \u00bb hier"]),
        (
            "Er sagt \u00bbnein\u00ab und \u00bber sagt \u00bbja\u00ab nie\u00ab dann",
            ["nein", "er sagt \u00bbja\u00ab nie"],
        ),
        ("\u00bb\u00bba\u00ab b\u00ab c", ["\u00bba\u00ab b"]),
        ("fin \u00bb dit-il. Home \u00bb News", []),
        # Swedish and Finnish
        ("Han sa \u201dnej\u201d och \u00bbjo\u00bb sen", ["nej", "jo"]),
        # Straight: a word may lean on it on either side; inches and seconds are none
        ('He said "no toll" and "no wall".', ["no toll", "no wall"]),
        ('"no toll, he said', ["no toll, he said"]),
        ('no toll" he said', []),
        ('A 5" pipe burst and 31\'32" N is "here".', ["here"]),
        ('"it rose to 5" he said', ["it rose to 5"]),
        ('("no"), \u2014"yes"\u2014', ["no", "yes"]),
        ("\uff02no toll\uff02 he said", ["no toll"]),
        # Not looked at
        ("he said \u2018no toll\u2019 and \u2039no\u203a and ``no toll'' and \u2033no toll\u2033", []),
    ],
)
def test_quotation_marks_pair_by_kind_and_depth(line: str, expected: list[str]) -> None:
    assert quoted(line) == expected


@settings(deadline=None)
@given(LINES)
def test_normalising_twice_is_normalising_once(line: str) -> None:
    once = normalise(line)

    assert normalise(once) == once
    assert unicodedata.is_normalized("NFC", once)
    assert once == folded(once)


@settings(deadline=None)
@given(LINES)
def test_quotations_do_not_overlap_and_begin_and_end_at_marks_of_one_kind(line: str) -> None:
    line = normalise(line)
    spans = quoted_spans(line)

    assert all(high < low for (_, high), (low, _) in pairwise(spans))
    for low, high in spans:
        assert 0 <= low < high <= len(line)
        assert high == len(line) or line[high] in quotation().closing[line[low]]


@settings(deadline=None)
@given(QUOTED)
def test_every_line_between_low_marks_is_one_quotation_if_its_own_are_closed(line: str) -> None:
    inner = quoted_spans(f"x {line} x")
    closed = all(high < len(line) + 4 for _, high in inner)
    if closed and not set(line) & set("\u201c\u201d\u201e\u201f"):
        assert quoted_spans(f"\u201ex {line} x\u201c y") == [(0, len(line) + 5)]


@settings(deadline=None)
@given(st.lists(st.sampled_from(["\u201c\u201d", "\u201e\u201c", "\u201e\u201d", "\u00ab\u00bb"])), st.booleans())
def test_however_kinds_are_nested_the_outermost_is_found(kinds: list[str], turned: bool) -> None:
    line = "a"
    for kind in kinds:
        # No book turns the points of its French marks both ways.
        opening, closing = reversed(kind) if turned and kind == "\u00ab\u00bb" else kind
        line = f"b {opening}{line}{closing} c"

    assert quoted_spans(line) == ([(2, len(line) - 3)] if kinds else [])
