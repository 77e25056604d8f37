"""Evidence on words and vocabularies, on articles of a few words: a claim that holds, and one that just does not."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from helpers.articles import THREE, Articles, corpus_of, times
from parallax.claims import terms as words
from parallax.claims.evidence import Evidence
from parallax.claims.results import Results


def book_of(articles: Articles, **given: Any) -> Results:  # noqa: ANN401  tables and facts
    """Return what is computed of some articles, see `helpers.articles.corpus_of`."""
    return Results(corpus_of(articles, **given))


@pytest.fixture(scope="module")
def three() -> Results:
    return book_of(THREE)


# words


@pytest.mark.parametrize(
    ("change", "uses", "holds"),
    [
        ({}, 5, True),
        ({"reef": ["rope sand", "lamp"]}, 5, False),  # one use of one term
        ({"sail": ["*lamp rope"], "dock": ["oil rope"]}, 1, False),  # a term that nobody has but in a name
        ({"reef": ["rope *lamp"]}, 5, True),
    ],
)
def test_some_sources_never_use_what_others_do(change: dict, uses: int, holds: bool) -> None:
    articles = {"dock": ["lamp oil rope"], "reef": ["rope sand"], "sail": ["lamp net oil", "the oil"], "quay": ["net"]}
    book = book_of({**articles, **change})
    found = words.never_uses(book, sources=["reef", "quay"], terms=["oil", "lamp"])
    assert found == Evidence(holds, {"uses_elsewhere": uses})


def test_terms_that_the_corpus_does_not_have_are_left_out_by_nobody(three: Results) -> None:
    for term in ("aa", "ne", "neta", "zz"):
        assert words.never_uses(three, sources=["sail"], terms=[term]) == Evidence(False, {"uses_elsewhere": 0})


def test_with_lemmas_every_form_is_a_use() -> None:
    book = book_of({"dock": ["lamp"], "reef": ["lamps"]}, lemmas=[("lamps", "lamp")])
    assert words.never_uses(book, sources=["reef"], terms=["lamp"]) == Evidence(True, {"uses_elsewhere": 1})
    found = words.never_uses(book, sources=["reef"], terms=["lamp"], unit="lemmas")
    assert found == Evidence(False, {"uses_elsewhere": 1})


@pytest.mark.parametrize(
    ("used", "never", "uses", "holds"),
    [
        (["net", "oil"], ["lamp", "zz"], 5, True),
        (["net", "oil"], ["lamp", "sand"], 5, False),
        (["net", "neta"], ["lamp"], 2, False),
    ],
)
def test_a_source_uses_some_words_and_never_others(used: list[str], never: list[str], uses: int, holds: bool) -> None:
    book = book_of({"dock": ["net"], "reef": ["the oil net net", "rope", "oil sand oil"], "sail": ["lamp"]})
    where = (("reef", 1), ("reef", 3)) if "oil" in used else (("reef", 1),)
    found = words.uses_one_not_other(book, sources=["reef"], used=used, never=never)
    assert found == Evidence(holds, {"uses": uses}, where)


@pytest.mark.parametrize(("dock", "holds"), [("rope net", True), ("rope oil", False), ("net lamp", False)])
def test_of_several_sources_each_uses_the_words_and_none_the_others(dock: str, holds: bool) -> None:
    book = book_of({"dock": ["oil", dock], "reef": ["net net"], "sail": ["lamp"]})
    found = words.uses_one_not_other(book, sources=["reef", "dock"], used=["net"], never=["lamp"])
    n = 2 + dock.count("net")
    assert found == Evidence(holds, {"uses": n}, (("dock", 2), ("reef", 1)) if n > 2 else (("reef", 1),))


@pytest.mark.parametrize(
    ("entry", "but_not", "uses", "places"),
    [
        ("keeper", "oil", 3, (1, 3)),
        ("keeper", "net", 3, (1, 3)),
        ("old warden", "oil", 1, (2,)),
        ("pilots", "oil", 0, ()),
    ],
)
def test_a_source_has_a_name_and_never_a_word(entry: str, but_not: str, uses: int, places: tuple) -> None:
    book = book_of({"dock": ["keeper net keeper", "the old warden", "keeper"], "reef": ["pilots oil"]})
    where = tuple(("dock", number) for number in places)
    found = words.names_without(book, source="dock", entry=entry, but_not=but_not)
    assert found == Evidence(uses > 0 and but_not == "oil", {"uses": uses}, where)


@pytest.mark.parametrize(
    ("second", "inside", "every", "holds"),
    [("net", 1, 1, True), ("warden net", 1, 2, False), ("the *old *warden", 2, 2, True), ("*warden", 1, 2, False)],
)
def test_a_word_stands_inside_a_name_and_nowhere_else(second: str, inside: int, every: int, holds: bool) -> None:
    book = book_of({"dock": ["*old *warden", second], "reef": ["warden"]})
    found = words.only_in_name(book, source="dock", term="warden", name="old warden")
    assert found == Evidence(holds, {"inside": inside, "uses": every})


def test_a_word_that_is_not_there_is_not_inside_a_name() -> None:
    book = book_of({"dock": ["net"], "reef": ["old warden"]})
    found = words.only_in_name(book, source="dock", term="warden", name="old warden")
    assert found == Evidence(False, {"inside": 0, "uses": 0})


@pytest.mark.parametrize(
    ("second", "uses", "n", "holds"), [("oil net", 4, 3, True), ("oil", 3, 2, False), ("*net", 3, 2, False)]
)
def test_a_word_stands_in_every_paragraph_of_a_source(second: str, uses: int, n: int, holds: bool) -> None:
    book = book_of({"dock": ["oil"], "reef": ["net the net", second, "net"]})
    where = tuple(("reef", number) for number in ((1, 2, 3) if holds else (1, 3)))
    found = words.in_every_paragraph(book, source="reef", term="net")
    assert found == Evidence(holds, {"uses": uses, "in_paragraphs": n, "all_paragraphs": 3}, where)


def test_no_word_stands_in_every_paragraph_where_there_is_none() -> None:
    book = book_of({"dock": ["oil"], "reef": []})
    found = words.in_every_paragraph(book, source="reef", term="oil")
    assert found == Evidence(False, {"uses": 0, "in_paragraphs": 0, "all_paragraphs": 0})


@pytest.mark.parametrize(("paragraphs", "holds"), [(2, True), (1, False), (3, False)])
def test_a_word_is_used_in_so_many_paragraphs_and_in_no_more(paragraphs: int, holds: bool) -> None:
    book = book_of({"dock": ["net net"], "reef": ["net oil", "oil", "net net"]})
    found = words.confined(book, source="reef", term="net", paragraphs=paragraphs)
    figures = {"uses": 3, "in_paragraphs": 2, "all_paragraphs": 3}
    assert found == Evidence(holds, figures, (("reef", 1), ("reef", 3)))


@pytest.mark.parametrize(
    ("reef", "rate", "holds"), [("net oil a a", 250, True), ("net net a a", 500, False), ("oil oil a a", 0, False)]
)
def test_a_word_is_used_at_no_higher_rate(reef: str, rate: float, holds: bool) -> None:
    book = book_of({"dock": ["net oil", "oil the"], "reef": [reef], "sail": ["net"]})
    found = words.rate_not_above(book, term="net", source="reef", than="dock")
    assert found == Evidence(holds, {"rate": rate, "rate_other": 250})


@pytest.mark.parametrize(
    ("reef", "within", "rate", "apart", "holds"),
    [
        ("net net a a", 1, 500, 1, True),
        ("net net a a", 0.99, 500, 1, False),
        ("net oil oil oil oil", 0.25, 200, 0.25, True),
        ("net oil oil oil oil", 0.24, 200, 0.25, False),
        ("net oil a a", 0, 250, 0, True),
        ("oil oil a a", 9, 0, np.inf, False),
    ],
)
def test_rates_are_no_more_than_a_share_apart(reef: str, within: float, rate: float, apart: float, holds: bool) -> None:
    book = book_of({"dock": ["net oil", "oil the"], "reef": [reef], "sail": ["net"]})
    found = words.rates_alike(book, term="net", source="reef", other="dock", within=within)
    assert found == Evidence(holds, {"rate": rate, "rate_other": 250, "apart": pytest.approx(apart)})


@pytest.mark.parametrize(
    ("terms", "among", "place", "holds"),
    [
        (["rope", "net"], 2, 2, True),
        (["rope", "net"], 1, 2, False),
        (["net", "oil"], 9, np.inf, False),  # its rate lies below the others'
        (["net", "tide"], 9, np.inf, False),  # as high as theirs
        (["net", "rop"], 9, np.inf, False),
    ],
)
def test_words_lead_where_their_rates_lie_furthest_above_the_others(
    terms: list[str], among: int, place: float, holds: bool
) -> None:
    # By tenths of all words, dock against reef and quay together: net 4 to 0, rope 2 to 0, oil 1 to 2, tide 1 to 1.
    articles = {
        "dock": ["net net net rope", "oil tide a a", "net rope"],
        "reef": ["oil oil sand sand sand"],
        "quay": ["sand sand sand sand tide"],
        "sail": times(9, "net rope"),
    }
    found = words.leads(book_of(articles), source="dock", against=["reef", "quay"], terms=terms, among=among)
    where = (("dock", 1), ("dock", 2), ("dock", 3)) if {"oil", "tide"} & set(terms) else (("dock", 1), ("dock", 3))
    assert found == Evidence(holds, {"place": place}, where)


@pytest.mark.parametrize(
    ("reef", "uses", "uses_other", "holds"),
    [("net oil", 2, 1, True), ("net rope", 2, 0, False), ("net oil rope", 2, 1, False), ("oil the", 2, 1, True)],
)
def test_each_of_two_articles_has_a_word_of_its_own(reef: str, uses: int, uses_other: int, holds: bool) -> None:
    book = book_of({"dock": ["rope net", "rope *oil"], "reef": [reef], "sail": ["rope oil"]})
    found = words.each_its_own(book, source="dock", term="rope", other="reef", its_term="oil")
    assert found == Evidence(holds, {"uses": uses, "uses_other": uses_other})


@pytest.mark.parametrize(
    ("dock", "uses", "uses_other", "holds"),
    [
        ("net net net rope rope", 3, 2, True),  # 2 (ln 2 + 1) = 3.4 against 3
        ("net net net rope", 3, 1, False),
        ("net net rope rope", 2, 2, False),
        ("net net net", 3, 0, False),
    ],
)
def test_the_rarer_word_of_two_outranks_the_other(dock: str, uses: int, uses_other: int, holds: bool) -> None:
    book = book_of({"dock": [dock], "reef": ["net"], "sail": ["net"]})
    if not uses_other:
        book = book_of({"dock": [dock], "reef": ["net rope"], "sail": ["net"]})
    found = words.outranked(book, source="dock", term="net", by="rope")
    assert found == Evidence(holds, {"uses": uses, "uses_other": uses_other})


def test_function_words_are_no_leading_words_whatever_is_counted() -> None:
    corpus = corpus_of({"dock": ["the the the net net rope"], "reef": ["oil oil oil"]})
    for counted in (corpus, corpus.choosing(stopwords=True)):
        found = words.leads(Results(counted), source="dock", against=["reef"], terms=["net"], among=1)
        assert found == Evidence(True, {"place": 1}, (("dock", 1),))


# vocabularies


@pytest.mark.parametrize(
    ("reef", "others", "holds"), [("oil the the the", 2, True), ("oil oil", 3, False), ("oil *oil", 2, True)]
)
def test_one_content_word_is_the_most_frequent(reef: str, others: int, holds: bool) -> None:
    book = book_of({"dock": ["net net oil"], "reef": ["the net", reef]})
    assert words.most_frequent(book, term="net") == Evidence(holds, {"uses": 3, "uses_next": others})


def test_a_word_that_the_corpus_does_not_have_is_not_the_most_frequent(three: Results) -> None:
    assert words.most_frequent(three, term="zz") == Evidence(False, {"uses": 0, "uses_next": 3})


@pytest.mark.parametrize(
    ("sail", "at_most", "rank", "holds"),
    [
        ("lamp lamp lamp rope rope", 2, 2, True),  # in sail, rope weighs 2 (ln 2 + 1) = 3.4, and lamp 3
        ("lamp lamp lamp rope rope", 1, 2, False),
        ("lamp lamp lamp rope", 1, 1, True),
        ("rope rope rope", 1, 1, False),  # not used by all, so the textbook's IDF is not 0
    ],
)
def test_the_textbook_silences_what_the_smoothed_form_ranks_high(
    sail: str, at_most: int, rank: int, holds: bool
) -> None:
    book = book_of({"dock": ["lamp lamp lamp oil"], "reef": ["lamp lamp", "lamp sand"], "sail": [sail]})
    assert words.silenced(book, term="lamp", rank_at_most=at_most) == Evidence(holds, {"rank": rank})


def test_a_word_that_nobody_uses_is_not_silenced(three: Results) -> None:
    assert words.silenced(three, term="zz", rank_at_most=9) == Evidence(False, {"rank": np.inf})


# One of three deals of four paragraphs into two pairs parts the two words as they are; the others mix them.
PAIRS = {"dock": times(2, "net net net"), "reef": times(2, "oil oil oil")}


@pytest.mark.parametrize(
    ("among", "alone", "first", "holds"),
    [(1, 2, 3, True), (2, 2, 5, False)],  # oil and lamp alone; then net twice and sand, and sail has no second word
)
def test_most_of_the_first_words_of_the_textbook_form_are_of_one_article(
    among: int, alone: int, first: int, holds: bool, three: Results
) -> None:
    figures = {"alone": alone, "half": first / 2, "first": first}
    assert words.mostly_single(three, among=among) == Evidence(holds, figures)


@pytest.mark.parametrize(("unique", "holds"), [(3, True), (1, False)])
def test_the_share_of_terms_in_one_article_only_lies_above_every_deal_and_below_twice_their_mean(
    unique: int, holds: bool
) -> None:
    # Two words in common, one of each article alone, and some that stand in one paragraph: these are in one article
    # whatever is dealt, and the words of one article practically never are.
    rare = " ".join(["wa", "wb", "wc"][:unique])
    book = book_of({"dock": times(10, "net rope lamp"), "reef": [*times(9, "net rope oil"), f"net rope oil {rare}"]})
    share, chance = (unique + 2) / (unique + 4), unique / (unique + 4)
    found = words.single_share_above_deals(book, deals=10)
    figures = {"share": share, "dealt_mean": chance, "dealt_highest": chance}
    assert found == Evidence(holds, pytest.approx(figures))


def test_a_share_that_some_deals_reach_is_not_above_chance() -> None:
    found = words.single_share_above_deals(book_of(PAIRS), deals=40)
    assert found == Evidence(False, {"share": 1, "dealt_mean": pytest.approx(1 / 3, abs=0.12), "dealt_highest": 1})
