"""Words in a reader's own copy: what the page's scripts make of a line is what the library makes of it."""

from __future__ import annotations

import math
import random
import sys
import unicodedata
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from playwright.sync_api import Browser, Page

from helpers.own_copy import opened
from helpers.project import ROOT
from parallax.articles.concordance import concordance, terms_of
from parallax.articles.reading import fingerprint, read_lines, read_texts
from parallax.errors import CorpusError, ParallaxError
from parallax.language.marks import after_dateline, normalise, quoted_spans
from parallax.language.tokens import Token, numbers, sentence_ends, tokenize
from parallax.tables import package

# Offsets count characters in Python, and in JavaScript halves of some.
WORDS = """lines => lines.map((line) => {
    const { normalise, tokenize, quotedSpans, sentenceEnds, numbers } = parallaxWords;
    const plain = normalise(line);
    const at = (offset) => [...plain.slice(0, offset)].length;
    const tokens = tokenize(line).map((token) => [token.term, token.position, token.sentence, token.quoted,
        token.capital, at(token.start), at(token.end)]);
    return [plain, tokens, quotedSpans(plain).map((span) => span.map(at)), sentenceEnds(plain).map(at), numbers(line)];
})"""

LINES = [
    "",
    "The toll\u2019s end: government-in-exile, anti\u2011toll \u2014 \u2018tis O'Neil\u2019s won\u00b4t, "
    "it's, that\u2019s",
    "US and us, UN and un, U.S.-led, U.S.A., the U.K.'s, E.U.-wide, u.s u.n. U.S.Congress, e.g. 5 a.m.",
    "He met Mr. Ames and Gen. B. Holt on Sept. 3. They left. See Art. 5, No. 7! \u201cGo.\u201d He went? "
    "al-Hadi stayed.",
    "1. The first. 12. Twelve. It fell.[1] The end.[12] Why?\u00b9 So. (It was late.) Nobody\u2026 came\u203d "
    "Me\u2049 You",
    "\u201cthey cried \u201cno toll\u201d and ran\u201d away; \u201enein,\u201c sagt er, \u00bbja\u00ab und "
    "\u00ab non \u00bb. Fin",
    'A 5" pipe burst and 31\'32" N is "here" ("no"), \u2014"yes"\u2014 \u201dnej\u201d \u201cnever closed',
    "\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645 \u062f\u0648\u0644\u062a \u062f\u0631 "
    "\u062a\u0628\u0639\u06cc\u062f\u061f \u0628\u0644\u0647\u06d4 \u06f1\u06f2\u06f3 \ufefb\u0645 "
    "\u200c\u0645\u200d",
    "caf\u00e9 cafe\u0301 x\u0302y \u0130zmir \u05e9\u05c1\u05b8 \u0939\u093f\u0928\u094d\u200d\u0926 "
    "\u0645\u064f\u062d\u064e\u0645",
    "o\ufb03ce \ufb01rst \u0133s lo\u017ft \u0149 \uff55\uff4e \uff12\uff10 \U0001d404\U0001d431ile "
    "\U0001d7d9 x\u00b2 \u00bd \u2163 \u2026 co\u0140legi",
    "go\u00advern\u200bment ex\u2060ile\ufeff a\u00a0b\u2003c\u3000d\x1ce\x85f\u2028g\th\x0bi \x00\x08\x7f",
    "\U0001f1e6\U0001f1eb flag\U0001f468\u200d\U0001f469\u200d\U0001f467s \U00010400\U00010428 "
    "\U0001e900\u200d\U0001e922 \U00020000 \u6c49\u5b57 \u0e44\u0e17\u0e22",
    "\u039f\u03b4\u03c5\u03c3\u03c3\u03b5\u03cd\u03c2 \u03a3\u03a3 \u0399\u03a3. \u1fef\u1ffd \u00df\u1e9e "
    "\u01c5 left_right www.x.org ends.The a.bc",
    "in 2021 the mill-2 and 1,000 men, 19th covid-19 \u00bd\u2163 a-1-b 3rd-party \u0663\u0664 \u2460 \u3007 \u4e00",
    "<b>bold</b> &amp; <script>alert(1)</script> -so- --then ''a'' a--b a'-b 'a-'",
]  # fmt: skip

# Letters, digits, marks and signs that the rules treat apart, so that chance meets them often.
ALPHABET = [
    *"aabbSUNs..!?'-  9(\"[],1",
    *"\u2019\u201c\u201d\u201e\u00ab\u00bb\u2011\u2014\u00e9\u0301\u0130\u00bd\u00b2\u2163\u00a0\u00ad\u200c\u200d",
    *"\ufb01\u06cc\u0645\u064e\u061f\u0939\u094d\u03a3\ufe0f\U0001d404\U0001f600\U0001e922\x85\x1c\u2028\u1fef\u2153",
    *("US", "U.S.", "UN", "Mr.", "Sept.", " B. ", "'s", "it's", ". A", "[1]", "12. ", "A.B", "?\u201d ", "\u00bb "),
]


@pytest.fixture(scope="module")
def words(cut_off: Browser, toy_copy_site: str) -> Iterator[Page]:
    """Return a page with the scripts, for the toy."""
    found = opened(cut_off, toy_copy_site)
    yield found.page
    assert found.complaints == []


@pytest.fixture(scope="module")
def book(cut_off: Browser, book_copy_site: str) -> Iterator[Page]:
    """Return a page with the scripts, for the book."""
    found = opened(cut_off, book_copy_site)
    yield found.page
    assert found.complaints == []


def as_read(line: str) -> list[Any]:
    """Return what the library makes of a line, as the page gives it."""
    plain = normalise(line)
    spans = [list(span) for span in quoted_spans(plain)]
    return [plain, [list(token) for token in tokenize(line)], spans, sentence_ends(plain), numbers(line)]


def differing(page: Page, lines: list[str]) -> list[tuple[str, Any, Any]]:
    """Return the lines of which page and library make something else."""
    found = page.evaluate(WORDS, lines)
    assert len(found) == len(lines)
    return [
        (ascii(line), ascii(mine), ascii(theirs))
        for line, theirs, mine in zip(lines, found, map(as_read, lines), strict=True)
        if theirs != mine
    ]


def test_the_comparison_sees_all_that_a_token_has(words: Page) -> None:
    (found,) = words.evaluate(WORDS, ["\u201cNo \U0001d404toll.\u201d Why 9?"])
    assert found[0] == "\u201cNo Etoll.\u201d Why 9?"
    assert [Token(*token) for token in found[1]] == tokenize("\u201cNo \U0001d404toll.\u201d Why 9?")
    assert found[2:] == [[[0, 10]], [11], ["9"]]


def test_lines_that_are_hard_to_read_are_read_alike(words: Page) -> None:
    assert differing(words, LINES) == []
    assert differing(words, [line.upper() for line in LINES] + [unicodedata.normalize("NFD", x) for x in LINES]) == []


def test_lines_made_by_chance_are_read_alike(words: Page) -> None:
    chance = random.Random(20)
    lines = ["".join(chance.choices(ALPHABET, k=chance.randrange(60))) for _ in range(4000)]
    assert sum(len(tokenize(line)) for line in lines) > 20_000
    assert differing(words, lines) == []


SMALL = r"chars => chars.map((char) => /^\p{Lowercase}$/u.test(char))"


def test_every_character_is_read_alike(words: Page) -> None:
    """Of the Chinese, the Korean and the private ones, one in a thousand.

    A handful of letters are small in one version of Unicode and not in another: they say nothing of the rules.
    """
    crowds = {*range(0x3400, 0xA000), *range(0xAC00, 0xD7A4), *range(0x17000, 0x19000), *range(0x20000, 0x110000)}
    codes = [code for code in range(sys.maxunicode + 1) if code not in crowds or code % 1000 == 0]
    chars = [char for char in map(chr, codes) if unicodedata.category(char) not in {"Cs", "Cn"}]
    small = words.evaluate(SMALL, chars)
    agreed = [char for char, is_small in zip(chars, small, strict=True) if char.islower() == is_small]
    assert len(agreed) > 30_000
    assert len(agreed) > len(chars) - 20
    assert differing(words, [f"a{char}b {char}c. {char} 1{char}" for char in agreed]) == []


def test_lines_have_the_same_fingerprints(words: Page) -> None:
    lines = [*LINES, " caf\u00e9\u00a0 au  lait\n", "\U0001f600 \x1c x"]
    found = words.evaluate("lines => Promise.all(lines.map(parallaxConcordance.fingerprint))", lines)
    assert found == [fingerprint(line) for line in lines]


READ = """bytes => {
    try {
        return parallaxConcordance.readLines(new Uint8Array(bytes)).map(({ text }) => text);
    } catch (error) {
        return error.message;
    }
}"""


@pytest.mark.parametrize(
    "content",
    [
        b"\xef\xbb\xbfOne\r\n\r\n  \nTwo \x0c half\rThree\n\xe2\x80\xa8Four",
        b"\xef\xbb\xbf\xef\xbb\xbfOne\n\n",
        "\x1c\n\x85\n\u3000\nOne \u2029 line\x0b\n\u200b\n".encode(),
        b"One\n\nTw\xf6\n",
        "Caf\u00e9".encode("utf-16"),
        b"\xef\xbb\xbfOne\n\xff",
        "One\nTwo \u2014".encode()[:-1],
        b"One\n\xe2\nTwo",
        b"One\n\xe2\x80",
        b"\xed\xa0\x80",
        b"\xc0\x80\nOne",
        "The toll\n".encode("utf-16-le"),
        b"One\n\nTw\x00o\n",
        b"",
        b"\n \t\r\n",
        b"\xef\xbb\xbf",
    ],
)
def test_a_file_has_the_same_lines_or_the_same_fault(words: Page, tmp_path: Path, content: bytes) -> None:
    (tmp_path / "a.txt").write_bytes(content)
    found = words.evaluate(READ, list(content))
    try:
        assert found == read_lines(tmp_path / "a.txt")
    except CorpusError as error:
        place, _, fault = error.problem.removeprefix(f"{tmp_path / 'a.txt'}").lstrip(",: ").rpartition(": ")
        expected = "not UTF-8" if "UTF-8" in fault and "NUL" not in fault else "NUL" if "NUL" in fault else "empty"
        assert isinstance(found, str)
        assert found.startswith(place or "the file is empty")
        assert expected in found
        assert "encoding UTF-8" in found


TERMS = """phrase => {
    try {
        return parallaxConcordance.termsOf(phrase);
    } catch (error) {
        return error.message;
    }
}"""


@pytest.mark.parametrize(
    "phrase",
    [
        *("toll", "The TOLL\u2019s", "U.S.-led", "US", "us", "government in exile", "<b>", "\u062f\u0648\u0644\u062a"),
        *(
            "",
            "  ",
            "\u2014 !",
            "in 2021",
            "toll-2 gate",
            "\u00bd toll",
            "toll \u2163",
            "toll*",
            "toll|gate",
            "\\btoll",
        ),
        *("the toll. The toll", "9 * x. A", "\u201ca* b", "'"),
    ],
)
def test_a_phrase_is_understood_or_refused_alike(words: Page, phrase: str) -> None:
    found = words.evaluate(TERMS, phrase)
    try:
        assert found == terms_of(phrase)
    except ParallaxError as error:
        assert isinstance(found, str)
        said = str(error).removeprefix(f"phrase {phrase!r}").lstrip(": ")
        odd = [*numbers(phrase), *(sign for sign in "*\\|" if sign in phrase), "government in exile"]
        for each in odd:
            said = said.replace(repr(each), f"\u201c{each}\u201d")
        assert found.removeprefix("it ") == said


# ---- With the articles ----

ASKED = """async ([texts, phrases, width]) => {
    const { readLines, compare, read, termsOf, concordance } = parallaxConcordance;
    const { articles } = parallaxCopy;
    const lines = [];
    for (const text of texts) {
        const { parts } = await compare(readLines(new TextEncoder().encode(text)), articles);
        for (const { article, same } of parts) {
            const about = articles.find(({ id }) => id === article);
            for (const { at, own } of same) lines.push(read(about, at, own.text, 0));
        }
    }
    return phrases.map((phrase) => concordance(termsOf(phrase), lines, width).map(({ line, left, match, right }) =>
        [line.article, line.at, line.paragraph, left, match, right]));
}"""


@pytest.fixture(scope="module")
def texts(texts_dir: Path) -> dict[str, list[str]]:
    """Return the lines of the articles."""
    return read_texts(package.read(ROOT / "corpus", "sources"), texts_dir)


def phrases_in(texts: dict[str, list[str]]) -> list[str]:
    """Return phrases of one to three words as printed, and some that look alike."""
    chance = random.Random(5)
    found = {"US", "us", "UN", "un", "U.S.", "u.n.", "government in exile", "GOVERNMENT-IN-EXILE", "Taliban\u2019s"}
    marked = sorted(
        {word for lines in texts.values() for line in lines for word in line.split() if {*"-\u2019'."} & {*word}}
    )
    found |= set(chance.sample(marked, 60))
    for line in chance.sample([line for lines in texts.values() for line in lines], 60):
        words, length = line.split(), chance.randrange(1, 4)
        start = chance.randrange(len(words))
        found.add(" ".join(words[start : start + length]))
    return sorted(phrase for phrase in found if _can_be_asked(phrase))


def _can_be_asked(phrase: str) -> bool:
    try:
        return bool(terms_of(phrase))
    except ParallaxError:
        return False


def test_the_articles_have_the_same_hits_with_the_same_context(book: Page, texts: dict[str, list[str]]) -> None:
    phrases, segments = phrases_in(texts), package.read(ROOT / "corpus", "segments")
    assert len(phrases) > 80
    found = book.evaluate(ASKED, [["\n".join(lines) for lines in texts.values()], phrases, 40])
    expected = [[list(hit) for hit in concordance(phrase, texts, segments, 40)] for phrase in phrases]
    assert sum(map(bool, expected)) > 80
    assert [
        phrase
        for phrase, mine, theirs in zip(phrases, expected, found, strict=True)
        if by_article(mine) != by_article(theirs)
    ] == []


def by_article(hits: list[list[Any]]) -> list[list[Any]]:
    """Return hits by the id of their article, for the page has the articles in the order of their dates."""
    return sorted(hits, key=lambda hit: hit[0])


@pytest.mark.parametrize("width", [10, 300])
def test_context_has_as_many_characters_as_were_asked_for(book: Page, texts: dict[str, list[str]], width: int) -> None:
    segments = package.read(ROOT / "corpus", "segments")
    (found,) = book.evaluate(ASKED, [["\n".join(lines) for lines in texts.values()], ["exile"], width])
    assert found == [list(hit) for hit in concordance("exile", texts, segments, width)]


def test_a_copy_with_other_blanks_and_accents_apart_has_the_same_hits(book: Page, texts: dict[str, list[str]]) -> None:
    copies = [
        unicodedata.normalize("NFD", "\r\n \r\n".join("\t" + line.replace(" ", " \u00a0") for line in lines))
        for lines in texts.values()
    ]
    segments = package.read(ROOT / "corpus", "segments")
    (found,) = book.evaluate(ASKED, [copies, ["government in exile"], 40])
    assert found == [list(hit) for hit in concordance("government in exile", texts, segments, 40)]


COUNTED = """async (texts) => {
    const { readLines, compare, read } = parallaxConcordance;
    const { articles } = parallaxCopy;
    const counts = {};
    for (const text of texts) {
        const { parts } = await compare(readLines(new TextEncoder().encode(text)), articles);
        for (const { article, same } of parts) {
            const about = articles.find(({ id }) => id === article);
            for (const { at, own } of same.filter(({ at }) => about.lines[at].role === "body")) {
                for (const { term } of read(about, at, own.text, about.lines[at].skip).tokens) {
                    counts[`${article} ${at} ${term}`] = (counts[`${article} ${at} ${term}`] ?? 0) + 1;
                }
            }
        }
    }
    return counts;
}"""


def test_body_text_has_the_counts_of_the_books_tables(book: Page, texts: dict[str, list[str]]) -> None:
    terms = package.read(ROOT / "corpus", "terms")
    expected = terms.groupby(["source", "line", "term"])["n"].sum()
    found = book.evaluate(COUNTED, ["\n".join(lines) for lines in texts.values()])
    assert found == {f"{source} {line} {term}": n for (source, line, term), n in expected.items()}


# ---- Words nearby ----

NEAR = """([lines, phrase, left, right]) => {
    const { termsOf, concordance, collocates } = parallaxConcordance;
    const { normalise, tokenize } = parallaxWords;
    const read = lines.map((line, at) => ({ article: "a", at, paragraph: 1, plain: normalise(line),
        tokens: tokenize(line) }));
    return collocates(concordance(termsOf(phrase), read, 10), read, left, right);
}"""


def nearby(lines: list[str], phrase: str, left: int, right: int) -> pd.DataFrame:
    """Count the words near a phrase, place by place, and measure them; another way than that of the page."""
    terms, before, after, every, within = terms_of(phrase), Counter(), Counter(), Counter(), Counter()
    n_hits = 0
    for line in lines:
        tokens = tokenize(line)
        every.update(token.term for token in tokens)
        owner: dict[int, tuple[int, int]] = {}  # nearest hit by position: how far, and on which side
        inside: set[int] = set()
        for sentence in {token.sentence for token in tokens}:
            at = {token.position: token.term for token in tokens if token.sentence == sentence}
            start = min(at, default=0)
            while start <= max(at, default=-1):
                if [at.get(start + step) for step in range(len(terms))] != terms:
                    start += 1
                    continue
                n_hits += 1
                inside |= set(range(start, start + len(terms)))
                for far in range(1, right + 1):
                    place = start + len(terms) - 1 + far
                    if place in at and (place not in owner or owner[place][0] > far):
                        owner[place] = (far, 1)
                for far in range(1, left + 1):
                    if start - far in at and (start - far not in owner or owner[start - far][0] > far):
                        owner[start - far] = (far, -1)
                start += len(terms)
        by_place = {token.position: token.term for token in tokens}
        within.update(by_place[place] for place in inside)
        for place, (_, side) in owner.items():
            if place not in inside:
                (after if side > 0 else before)[by_place[place]] += 1
    found = pd.DataFrame({"left": before, "right": after, "all": every}).fillna(0).astype(int)
    found["nearby"] = found["left"] + found["right"]
    outside = found["all"] - pd.Series(within).reindex(found.index, fill_value=0)
    found["expected"] = outside * found["nearby"].sum() / outside.sum()
    found = found[found["nearby"] > 0]
    dice = 2 * found["nearby"] / (n_hits + found["all"])
    return found.assign(
        logDice=14 + dice.map(math.log2), t=(found["nearby"] - found["expected"]) / found["nearby"] ** 0.5
    )


def test_words_nearby_are_counted_by_hand(words: Page) -> None:
    lines = ["A toll on bread. No toll, no bridge, no toll bread 9 salt.", "Bread and salt."]
    found = {each["term"]: each for each in words.evaluate(NEAR, [lines, "toll", 1, 2])}
    assert {term: (each["left"], each["right"], each["all"]) for term, each in found.items()} == {
        "a": (1, 0, 1),
        "on": (0, 1, 1),
        "bread": (0, 2, 3),  # the salt is a number too far
        "no": (2, 1, 3),
        "bridge": (0, 1, 1),
    }
    # Three hits; 8 of the 12 words outside them are nearby.
    bread = found["bread"]
    assert bread["logDice"] == pytest.approx(14 + math.log2(2 * 2 / (3 + 3)))
    assert bread["expected"] == pytest.approx(3 * 8 / 12)
    assert bread["t"] == pytest.approx(0)


def test_a_word_between_two_hits_is_counted_once_on_the_side_of_the_nearer(words: Page) -> None:
    (row,) = words.evaluate(NEAR, [["toll gate toll"], "toll", 4, 4])
    assert (row["term"], row["left"], row["right"]) == ("gate", 0, 1)
    rows = words.evaluate(NEAR, [["toll gate wall toll"], "toll", 4, 4])
    assert {row["term"]: (row["left"], row["right"]) for row in rows} == {"gate": (0, 1), "wall": (1, 0)}


@pytest.mark.parametrize(
    ("phrase", "left", "right"),
    [("taliban", 4, 4), ("government in exile", 4, 4), ("the", 2, 1), ("u.s.", 0, 5), ("opposition", 20, 0)],
)
def test_words_nearby_in_the_articles_are_those_of_another_count(
    book: Page, texts: dict[str, list[str]], phrase: str, left: int, right: int
) -> None:
    lines = [after_dateline(line, 0) for source in texts.values() for line in source]
    rows = book.evaluate(NEAR, [lines, phrase, left, right])
    found = pd.DataFrame(rows).set_index("term").sort_index()
    expected = nearby(lines, phrase, left, right).sort_index()
    assert len(found) > 5
    pd.testing.assert_frame_equal(found, expected[found.columns], check_names=False, check_dtype=False)
