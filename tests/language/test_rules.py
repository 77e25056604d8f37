"""The rules as data: nothing of them is lost on the way, and what JavaScript would read differently is refused.

That words are read alike with them is tested in a browser, in test_browser_copy_words.py.
"""

from __future__ import annotations

import json
import re
import unicodedata

import pytest

from parallax.language.marks import APOSTROPHES, HYPHENS, JOINERS, normalise
from parallax.language.rules import in_javascript, rules

EVERY = "".join(map(chr, range(0x110000)))


def of_class(name: str) -> set[str]:
    return set(re.findall(f"[{rules()[name]}]", EVERY))


def test_white_space_and_digits_are_those_of_python() -> None:
    assert of_class("space") == {char for char in EVERY if char.isspace()}
    assert of_class("digit") == {char for char in EVERY if char.isdigit()}
    assert {"\x1c", "\x85", "\u3000"} <= of_class("space")
    assert {"\u00b2", "\u0663"} <= of_class("digit")


def test_what_a_character_becomes_is_told_by_one_of_three_lists_or_is_itself() -> None:
    """But for white space, which is folded, joiners, and what NFC alone changes."""
    dropped, apart, plain = of_class("dropped"), of_class("apart"), rules()["plain"]
    assert not dropped & apart
    assert not (dropped | apart) & set(plain)
    assert set(plain) == set(APOSTROPHES + HYPHENS)
    for char in EVERY:
        composed = unicodedata.normalize("NFC", char)
        if composed != char or char.isspace() or char in JOINERS:
            continue
        found = "" if char in dropped else plain.get(char, char)
        if char in apart:
            parts = unicodedata.normalize("NFKC", char)
            found = "".join("" if part in dropped else plain.get(part, part) for part in parts)
        assert normalise(f"x{char}x") == unicodedata.normalize("NFC", f"x{found}x"), ascii(char)


def test_the_rules_are_of_types_that_json_has_and_give_the_same_every_time() -> None:
    assert json.loads(json.dumps(rules())) == rules()


def test_letters_and_numbers_are_the_same_in_both_languages() -> None:
    """What a pattern of Python calls a letter is one of three categories of Unicode, and what it calls a digit, one."""
    letters, digits = re.compile(r"[^\W\d_]"), re.compile(r"\d")
    for char in EVERY:
        category = unicodedata.category(char)
        assert bool(letters.fullmatch(char)) == (category[0] == "L" or category in {"Nl", "No"}), ascii(char)
        assert bool(digits.fullmatch(char)) == (category == "Nd")


@pytest.mark.parametrize(
    ("pattern", "expected"),
    [
        (r"[^\W\d_]\d", r"[\p{L}\p{Nl}\p{No}]\p{Nd}"),
        (r"(?P<next>[^\W_])", r"(?<next>[\p{L}\p{N}])"),
        (r"(?<!a)(?:b)(?=c)\.", r"(?<!a)(?:b)(?=c)\."),
    ],
)
def test_a_pattern_says_in_javascript_what_python_means(pattern: str, expected: str) -> None:
    assert in_javascript(pattern) == expected


def test_white_space_in_a_pattern_is_that_of_python() -> None:
    assert in_javascript(r"a\s+") == f"a[{rules()['space']}]+"


@pytest.mark.parametrize("pattern", [r"\w+", r"a\b", r"\D", r"(?P=next)", r"(?i)a", r"a\Z"])
def test_a_pattern_that_would_mean_something_else_is_refused(pattern: str) -> None:
    with pytest.raises(ValueError, match=r"means something else in JavaScript; add it"):
        in_javascript(pattern)
