"""Words, sentences, quotations and lexicon entries, counted by hand; and what holds for any line at all."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from parallax.language.lexicon import Lexicon
from parallax.language.marks import normalise
from parallax.language.profiles import ENGLISH, PROFILES, profile
from parallax.language.tokens import (
    count_sentences,
    counted,
    neighbours,
    numbers,
    reads_as,
    sentence_ends,
    term_of,
    times_in,
    tokenize,
)

# Letters, digits, marks and signs that the rules treat apart, so that chance meets them often.
LINES = st.text(
    st.sampled_from(
        "abUSN.\u00e9\u0301\u01309\u00bd'\u2019\"\u201c\u201d\u201e\u00ab-\u2011\u2014!?()[]  \t\n"
        "\u00a0\u00ad\u200c\ufb01\u06cc"
    )
    | st.characters(),
    max_size=60,
)
WORDS = st.lists(st.sampled_from(["a", "b", "c", "d"]), max_size=30).map(" ".join)
ENTRIES = st.lists(st.lists(st.sampled_from("abcd"), min_size=1, max_size=4).map(" ".join), min_size=1, max_size=6)


def terms(line: str) -> list[str]:
    return [token.term for token in tokenize(line)]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("The bridge is old.", ["the", "bridge", "is", "old"]),
        ("anti-toll government-in-exile", ["anti-toll", "government-in-exile"]),
        ("toll\u2011free by\u2010pass", ["toll-free", "by-pass"]),
        ("war \u2014 peace, north\u2013south", ["war", "peace", "north", "south"]),
        ("-so- and --then", ["so", "and", "then"]),
        ("\u2018tis the boys\u2019 boat", ["tis", "the", "boys", "boat"]),
        ("O'Neil don\u2019t", ["o'neil", "don't"]),
        ("caf\u00e9 cafe\u0301", ["caf\u00e9", "caf\u00e9"]),
        ("x\u0302y \u0130zmir", ["x\u0302y", "i\u0307zmir"]),
        ("one\u00a0two\tthree", ["one", "two", "three"]),
        ("go\u00advern\u200bment", ["government"]),
        ("left_right", ["left", "right"]),
        ("", []),
        ("\u2026 * 42 !", []),
    ],
)
def test_a_token_is_a_run_of_letters_with_inner_apostrophes_or_hyphens(line: str, expected: list[str]) -> None:
    assert terms(line) == expected


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("The U.S. left.", ["the", "u.s.", "left"]),
        (
            "the US, the U.S., the UN and the U.N.",
            ["the", "u.s.", "the", "u.s.", "the", "u.n.", "and", "the", "u.n."],
        ),
        ("US-led U.S.-backed UN-U.S. talks", ["u.s.-led", "u.s.-backed", "u.n.-u.s.", "talks"]),
        ("the US's and U.N.\u2019s", ["the", "u.s.", "and", "u.n."]),
        ("let us, Us, un peu", ["let", "us", "us", "un", "peu"]),
        ("USA U.S.A. UNESCO", ["usa", "usa", "unesco"]),
        ("u.s. u.n.", ["u.s.", "u.n."]),
        ("the UK, the U.K.'s, E.U.-wide", ["the", "uk", "the", "uk", "eu-wide"]),
        ("U.S. U.S u.s", ["u.s.", "u.s.", "u.s."]),
        ("U.S.Congress, left. U. S. fell", ["u.s.", "congress", "left", "u", "s", "fell"]),
    ],
)
def test_states_and_nations_are_told_from_pronouns(line: str, expected: list[str]) -> None:
    assert terms(line) == expected


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("e.g. at 5 a.m. in N.Y., i.e. now", ["e.g.", "at", "a.m.", "in", "n.y.", "i.e.", "now"]),
        ("J.R. Holt, J. R. Holt", ["j.r.", "holt", "j", "r", "holt"]),
        ("www.x.org ends.The a.bc", ["www", "x", "org", "ends", "the", "a", "bc"]),
        ("Plan B. A toll", ["plan", "b", "a", "toll"]),
    ],
)
def test_letters_joined_by_points_are_one_word_and_other_points_part_words(line: str, expected: list[str]) -> None:
    assert terms(line) == expected


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        # Vowel signs, joiners between letters that join, and forms by place in the word
        ("\u0645\u064f\u062d\u064e\u0645", ["\u0645\u064f\u062d\u064e\u0645"]),
        ("\u0645\u06cc\u200c\u062e \u200c\u0645", ["\u0645\u06cc\u200c\u062e", "\u0645"]),
        ("\ufefb\u0645", ["\u0644\u0627\u0645"]),
        ("\u0939\u093f\u0928\u094d\u200d\u0926", ["\u0939\u093f\u0928\u094d\u200d\u0926"]),
        ("\u05e9\u05c1\u05b8", ["\u05e9\u05b8\u05c1"]),
        # Latin letters do not join
        ("ex\u200cile ex\u200dile", ["exile", "exile"]),
    ],
)
def test_signs_above_and_below_and_joiners_are_part_of_a_word(line: str, expected: list[str]) -> None:
    assert terms(line) == expected


@pytest.mark.parametrize(
    ("chunk", "term"),
    [
        ("Council's", "council"),
        ("COUNCIL'S", "council"),
        ("o'neil's", "o'neil"),
        ("women's-rights", "women's-rights"),
        ("it's", "it's"),
        ("That's", "that's"),
        ("won't", "won't"),
        ("class", "class"),
        ("covid-19", None),
        ("19th", None),
        ("x\u00b2", None),
        ("\u00bd", None),
        ("\u2163", None),
    ],
)
def test_a_possessive_goes_a_contraction_stays_and_a_number_is_no_term(chunk: str, term: str | None) -> None:
    assert term_of(chunk) == term


def test_what_holds_a_digit_keeps_its_place_so_that_its_neighbours_do_not_meet() -> None:
    tokens = tokenize("in 2021 the mill-2 and 1,000 men")

    assert [(token.term, token.position) for token in tokens] == [
        ("in", 0), ("the", 2), ("and", 4), ("men", 7)
    ]  # fmt: skip
    assert neighbours(tokens, 0, 2) is None


def test_a_token_knows_where_it_stands_and_whether_it_is_printed_with_a_capital() -> None:
    line = "  The  old\u00a0Mill "

    assert [(normalise(line)[t.start : t.end], t.capital) for t in tokenize(line)] == [
        ("The", True), ("old", False), ("Mill", True)
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("line", "count"),
    [
        ("", 0),
        ("   ", 0),
        ("No end mark", 1),
        ("One. Two! Three? Four\u2026 Five", 5),
        ("Wait... for it. Then go.", 2),
        ("He met Mr. Ames and Gen. B. Holt on Sept. 3. They left.", 2),
        ("J. R. Smith came.", 1),
        ("The U.S. Congress met.", 1),
        ("It left the U.S. The rest stayed.", 1),
        ("Costs rose by 2.5 points. Why?", 2),
        ("1. The first point. It has two sentences.", 2),
        ("12. Twelve.", 1),
        ("It closed in 2021. 40 men lost work.", 2),
        ("\u201cGo.\u201d He went. \u201cStay,\u201d she said.", 3),
        ("(It was late.) Nobody came.", 2),
        ("He asked why? nobody knew.", 1),
        ("A town (see p. 5) is near.", 1),
        ("end.Next has no space", 1),
        ("Was it I? 'Yes.' Then \"no.\"", 3),
        ("He said no. Then he left in Sept. Nobody came.", 3),
        ("See Art. 5, Fig. 2 and No. 7. Amb. Finn and Mt. Ames stay.", 2),
        ("It fell.[1] The end.[12] Why?\u00b9 So.", 4),
        ("\u201eGeh.\u201c Er ging. \u00bbBleib.\u00ab Sie blieb.", 4),
        ("\u00ab Va. \u00bb Il part. \u00ab Non. \u00bb Fin.", 4),
        ("\u00a1Ven! \u00bfQui\u00e9n? \u00a1Yo!", 3),
        ("\u0627\u0628\u061f \u0627\u0628\u06d4 \u0627\u0628", 3),
        ("Who\u203d Me\u2049 You", 3),
        ("It left. al-Hadi stayed.", 1),
    ],
)
def test_sentences_are_counted_past_abbreviations_initials_states_and_list_numbers(line: str, count: int) -> None:
    assert count_sentences(line) == count


def test_each_token_stands_in_its_sentence() -> None:
    tokens = tokenize("Mr. Ames left. The U.S. Fund stayed! Why?")

    assert [(t.term, t.sentence) for t in tokens] == [
        ("mr", 0), ("ames", 0), ("left", 0), ("the", 1), ("u.s.", 1), ("fund", 1), ("stayed", 1), ("why", 2)
    ]  # fmt: skip


def test_a_token_is_quoted_where_it_stands_between_quotation_marks() -> None:
    tokens = tokenize("\u201cNo toll,\u201d he said, \u201cfor \u201call\u201d of us.\u201d")

    assert [(token.term, token.quoted) for token in tokens] == [
        ("no", True), ("toll", True), ("he", False), ("said", False),
        ("for", True), ("all", True), ("of", True), ("us", True),
    ]  # fmt: skip


def test_a_lexicon_finds_the_longest_entry_first_and_never_twice_the_same_word() -> None:
    lexicon = Lexicon(["old bridge", "old bridge league", "bridge", "league of towns", "u.s. fund"])
    tokens = tokenize("The Old Bridge League of towns, an old bridge, a bridge and the U.S. Fund")

    assert list(lexicon.find(tokens)) == [
        (1, 3, "old bridge league"), (7, 2, "old bridge"), (10, 1, "bridge"), (13, 2, "u.s. fund")
    ]  # fmt: skip


@pytest.mark.parametrize("line", ["the old. Bridge stands", "the old 3 bridge", "the old"])
def test_an_entry_crosses_no_sentence_end_and_no_number(line: str) -> None:
    assert list(Lexicon(["old bridge"]).find(tokenize(line))) == []


@settings(deadline=None)
@given(LINES)
def test_tokens_come_in_order_and_hold_letters_hyphens_apostrophes_and_points_only(line: str) -> None:
    tokens = tokenize(line)

    assert all(a.end <= b.start and a.position < b.position and a.sentence <= b.sentence for a, b in pairwise(tokens))
    for token in tokens:
        assert token.term == token.term.lower()
        assert not any(char.isdigit() or char.isspace() for char in token.term)
        assert token.term[0] not in "'-."
        assert token.sentence < count_sentences(line)


@settings(deadline=None)
@given(LINES)
def test_however_a_line_is_spaced_and_composed_its_tokens_are_the_same(line: str) -> None:
    spaced = unicodedata.normalize("NFD", "  " + line.replace(" ", " \n\t ") + " ")

    assert tokenize(spaced) == tokenize(line)


@settings(deadline=None)
@given(st.lists(LINES, max_size=4))
def test_lines_set_apart_by_sentence_ends_have_the_tokens_of_each(lines: list[str]) -> None:
    # A lone point keeps what is at the seam, such as "U" and "S.", from running together.
    joined = " | ".join(lines)

    assert terms(joined) == [term for line in lines for term in terms(line)]


@settings(deadline=None)
@given(LINES)
def test_a_term_that_is_tokenised_again_stays_itself(line: str) -> None:
    for term in terms(line):
        if "'s" not in term and not {"us", "un"} & set(term.replace("'", "-").split("-")):
            assert [token.term for token in tokenize(term)] == [term]


@settings(deadline=None)
@given(st.lists(LINES, max_size=4))
def test_terms_counted_in_several_languages_at_once_are_the_tokens_of_each(lines: list[str]) -> None:
    by_blanks = replace(ENGLISH, tokenizer=lambda line: [match.span() for match in re.finditer(r"\S+", line)])
    lines = [*lines, "L\u2019homme dit qu'US and UK boats, the U.S.'s too, 3rd \u0643\u064a"]

    found = counted(lines, [*PROFILES.values(), by_blanks, ENGLISH])

    assert list(found) == [*PROFILES.values(), by_blanks]
    for language, words in found.items():
        assert words == Counter(token.term for line in lines for token in tokenize(line, language))


@settings(deadline=None)
@given(LINES)
def test_what_is_left_out_is_what_keeps_a_place_and_is_no_token(line: str) -> None:
    left_out = numbers(line)

    assert all(any(char.isalnum() and not char.isalpha() for char in chunk) for chunk in left_out)
    after = tokenize(line + " | end")[-1]
    assert after.position == len(tokenize(line)) + len(left_out)


def test_numbers_and_words_with_a_sign_of_number_are_left_out() -> None:
    assert numbers("in 2021 \u00bd the mill-2, \u2163 men and exile\u00b9") == [
        "2021", "\u00bd", "mill-2", "\u2163", "exile\u00b9"
    ]  # fmt: skip


@settings(deadline=None)
@given(WORDS)
def test_putting_a_line_in_quotation_marks_quotes_all_of_it_and_changes_nothing_else(line: str) -> None:
    plain, marked = tokenize(line), tokenize(f"\u201c{line}\u201d")

    assert [token.term for token in marked] == [token.term for token in plain]
    assert all(token.quoted for token in marked)
    assert not any(token.quoted for token in plain)


@settings(deadline=None)
@given(LINES)
def test_sentence_ends_rise_and_lie_inside_the_line(line: str) -> None:
    line = normalise(line)
    ends = sentence_ends(line)

    assert ends == sorted(set(ends))
    assert all(0 < end < len(line) and line[end] == " " for end in ends)


@settings(deadline=None)
@given(WORDS, ENTRIES)
def test_matches_of_a_lexicon_never_overlap_and_none_could_be_longer(line: str, entries: list[str]) -> None:
    tokens, listed = tokenize(line), set(entries)
    found = list(Lexicon(entries).find(tokens))

    assert all(start + length <= following for (start, length, _), (following, *_) in pairwise(found))
    for start, length, entry in found:
        assert entry == " ".join(token.term for token in tokens[start : start + length])
        longest = min(4, len(tokens) - start)
        longer = (" ".join(t.term for t in tokens[start : start + n]) for n in range(length + 1, longest + 1))
        assert not listed.intersection(longer)
    covered = {place for start, length, _ in found for place in range(start, start + length)}
    assert not [t.term for place, t in enumerate(tokens) if place not in covered and t.term in listed]


@pytest.mark.parametrize(
    ("code", "line", "words", "n"),
    [
        ("de", "Der Rat nennt ihn »kühn und nötig«.", "kühn und nötig", 1),
        ("de", "„Der Deich hält“, sagt sie; der Deich hält.", "Der Deich hält", 1),
        ("de", "Der Deichgraf kam zum Deich.", "Deich", 1),
        ("fa", "او گفت: «من نمي\u200cروم»", "نمی\u200cروم", 1),
        ("fa", "کتاب\u200cها و کتاب", "کتاب", 1),  # not the first part of a word that a joiner holds together
        ("en", "من نمي\u200cروم", "نمی\u200cروم", 0),
        ("ar", "كَتَبَ الكاتب", "كَتَبَ", 1),
        ("ar", "كَتَبَ الكاتب", "كَتَ", 0),
    ],
)
def test_words_are_found_as_the_language_of_their_line_has_them(code: str, line: str, words: str, n: int) -> None:
    assert times_in(line, words, profile(code)) == n


def test_an_entry_is_read_in_each_language_and_told_once() -> None:
    languages = [profile(code) for code in ("en", "de", "fa")]
    assert reads_as("geht's", languages) == ["geht", "geht's"]
    assert reads_as("كتاب", languages) == ["کتاب"]  # not as in English, which has no such letters
    assert reads_as("كتاب", languages[:2]) == ["كتاب"]
    assert reads_as("bürger", languages) == ["bürger"]
    assert reads_as("کتاب\u200cها", languages) == ["کتاب\u200cها"]
