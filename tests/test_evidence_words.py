"""Evidence on words and vocabularies, on articles of a few words: a claim that holds, and one that just does not."""

from __future__ import annotations

import numpy as np
import pytest

from articles import THREE, corpus_of, times
from parallax.corpus import Corpus
from parallax.evidence import Evidence, base, vocabularies, words


@pytest.fixture(scope="module")
def three() -> Corpus:
    return corpus_of(THREE)


@pytest.fixture(autouse=True)
def _few_deals(monkeypatch: pytest.MonkeyPatch) -> None:
    """Deal as often as is needed where every deal gives the same."""
    monkeypatch.setattr(vocabularies, "N_DEALS", 10)


@pytest.fixture
def many_deals(monkeypatch: pytest.MonkeyPatch, _few_deals: None) -> None:
    """Deal often enough for a mean."""
    monkeypatch.setattr(vocabularies, "N_DEALS", 40)


# words


@pytest.mark.parametrize(
    ("change", "value", "holds"),
    [
        ({}, 5, True),
        ({"reef": ["rope sand", "lamp"]}, 5, False),  # one use of one term
        ({"sail": ["*lamp rope"], "dock": ["oil rope"]}, 1, False),  # a term that nobody has but in a name
        ({"reef": ["rope *lamp"]}, 5, True),
    ],
)
def test_some_sources_never_use_what_others_do(change: dict, value: int, holds: bool) -> None:
    articles = {"dock": ["lamp oil rope"], "reef": ["rope sand"], "sail": ["lamp net oil", "the oil"], "quay": ["net"]}
    corpus = corpus_of({**articles, **change})
    assert words.never_uses(corpus, sources=["reef", "quay"], terms=["oil", "lamp"]) == base.exactly(value, holds)


def test_terms_that_the_corpus_does_not_have_are_left_out_by_nobody(three: Corpus) -> None:
    for term in ("aa", "ne", "neta", "zz"):
        assert words.never_uses(three, sources=["sail"], terms=[term]) == base.exactly(0, False)


def test_with_lemmas_every_form_is_a_use() -> None:
    corpus = corpus_of({"dock": ["lamp"], "reef": ["lamps"]}, lemmas=[("lamps", "lamp")])
    assert words.never_uses(corpus, sources=["reef"], terms=["lamp"]) == base.exactly(1, True)
    assert words.never_uses(corpus, sources=["reef"], terms=["lamp"], lemma=True) == base.exactly(1, False)


@pytest.mark.parametrize(
    ("used", "never", "at_least", "value", "holds"),
    [
        (["net", "oil"], ["lamp", "zz"], 2, 5, True),
        (["net", "oil"], ["lamp"], 3, 5, False),
        (["net", "oil"], ["lamp", "sand"], 2, 5, False),
        (["net", "neta"], ["lamp"], 1, 2, False),
    ],
)
def test_a_source_uses_some_words_and_never_others(
    used: list[str], never: list[str], at_least: int, value: int, holds: bool
) -> None:
    corpus = corpus_of({"dock": ["net"], "reef": ["the oil net net", "rope", "oil sand oil"], "sail": ["lamp"]})
    where = (("reef", 1), ("reef", 3)) if "oil" in used else (("reef", 1),)
    found = words.uses_one_not_other(corpus, source="reef", used=used, never=never, at_least=at_least)
    assert found == base.exactly(value, holds, where)


@pytest.mark.parametrize(
    ("second", "value", "n", "holds"), [("oil net", 4, 3, True), ("oil", 3, 2, False), ("*net", 3, 2, False)]
)
def test_a_word_stands_in_every_paragraph_of_a_source(second: str, value: int, n: int, holds: bool) -> None:
    corpus = corpus_of({"dock": ["oil"], "reef": ["net the net", second, "net"]})
    where = tuple(("reef", number) for number in ((1, 2, 3) if holds else (1, 3)))
    assert words.in_every_paragraph(corpus, source="reef", term="net") == Evidence(value, n, 3.0, holds, where)


def test_no_word_stands_in_every_paragraph_where_there_is_none() -> None:
    corpus = corpus_of({"dock": ["oil"], "reef": []})
    assert words.in_every_paragraph(corpus, source="reef", term="oil") == Evidence(0.0, 0.0, 0.0, False)


@pytest.mark.parametrize(("paragraphs", "at_least", "holds"), [(2, 3, True), (1, 3, False), (2, 4, False)])
def test_a_word_comes_often_but_in_few_paragraphs(paragraphs: int, at_least: int, holds: bool) -> None:
    corpus = corpus_of({"dock": ["net net"], "reef": ["net oil", "oil", "net net"]})
    found = words.confined(corpus, source="reef", term="net", paragraphs=paragraphs, at_least=at_least)
    assert found == Evidence(3.0, at_least, 2.0, holds, (("reef", 1), ("reef", 3)))


@pytest.mark.parametrize(
    ("reef", "rate", "holds"), [("net oil a a", 250, True), ("net net a a", 500, False), ("oil oil a a", 0, False)]
)
def test_a_word_is_used_at_no_higher_rate(reef: str, rate: float, holds: bool) -> None:
    corpus = corpus_of({"dock": ["net oil", "oil the"], "reef": [reef], "sail": ["net"]})
    found = words.rate_not_above(corpus, term="net", source="reef", than="dock")
    assert found == Evidence(rate, 0.0, 250.0, holds)


@pytest.mark.parametrize(
    ("reef", "within", "low", "ratio", "holds"),
    [
        ("net net a a", 2, 250, 2, True),
        ("net net a a", 1.9, 250, 2, False),
        ("net oil a a", 1, 250, 1, True),
        ("oil oil a a", 9, 0, np.inf, False),
    ],
)
def test_rates_are_alike_within_a_ratio(reef: str, within: float, low: float, ratio: float, holds: bool) -> None:
    corpus = corpus_of({"dock": ["net oil", "oil the"], "reef": [reef], "sail": ["net"]})
    found = words.rates_alike(corpus, term="net", sources=["reef", "dock"], within=within)
    assert found == Evidence(low, ratio, max(250.0, low * ratio if low else 0.0), holds)


@pytest.mark.parametrize(
    ("terms", "among", "place", "holds"),
    [
        (["rope", "net"], 2, 2, True),
        (["rope", "net"], 1, np.inf, False),
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
    found = words.leads(corpus_of(articles), source="dock", against=["reef", "quay"], terms=terms, among=among)
    where = (("dock", 1), ("dock", 2), ("dock", 3)) if {"oil", "tide"} & set(terms) else (("dock", 1), ("dock", 3))
    assert found == Evidence(place, 1.0, among, holds, where)


# vocabularies


@pytest.mark.parametrize(
    ("reef", "others", "holds"), [("oil the the the", 2, True), ("oil oil", 3, False), ("oil *oil", 2, True)]
)
def test_one_content_word_is_the_most_frequent(reef: str, others: int, holds: bool) -> None:
    corpus = corpus_of({"dock": ["net net oil"], "reef": ["the net", reef]})
    assert vocabularies.most_frequent(corpus, term="net") == Evidence(3.0, 3.0, others, holds)


def test_a_word_that_the_corpus_does_not_have_is_not_the_most_frequent(three: Corpus) -> None:
    assert vocabularies.most_frequent(three, term="zz") == Evidence(0.0, 0.0, 3.0, False)


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
    corpus = corpus_of({"dock": ["lamp lamp lamp oil"], "reef": ["lamp lamp", "lamp sand"], "sail": [sail]})
    assert vocabularies.silenced(corpus, term="lamp", rank_at_most=at_most) == Evidence(rank, 1.0, at_most, holds)


def test_a_word_that_nobody_uses_is_not_silenced(three: Corpus) -> None:
    assert vocabularies.silenced(three, term="zz", rank_at_most=9) == Evidence(np.inf, 1.0, 9.0, False)


ALIKE = {"dock": times(10, "net rope"), "reef": times(10, "net rope")}
APART = {"dock": times(10, "net rope"), "reef": times(10, "lamp oil")}
# One of three deals of four paragraphs into two pairs parts the two words as they are; the others mix them.
PAIRS = {"dock": times(2, "net net net"), "reef": times(2, "oil oil oil")}


@pytest.mark.parametrize(
    ("articles", "points", "share", "holds"),
    [(ALIKE, 0, 0, True), (APART, 99, 1, False), (APART, 100, 1, True)],
)
def test_the_share_of_terms_in_one_article_only_is_held_against_deals(
    articles: dict, points: float, share: float, holds: bool
) -> None:
    # Twenty paragraphs dealt out into two tens practically never come apart as they were.
    found = vocabularies.single_share_as_by_chance(corpus_of(articles), points=points)
    assert found == Evidence(share, 0.0, share, holds)


@pytest.mark.usefixtures("many_deals")
@pytest.mark.parametrize(("points", "holds"), [(80, True), (50, False)])
def test_the_chance_of_a_share_is_the_mean_of_the_deals(points: float, holds: bool) -> None:
    found = vocabularies.single_share_as_by_chance(corpus_of(PAIRS), points=points)
    assert found == Evidence(1.0, pytest.approx(1 / 3, abs=0.12), 1.0, holds)


@pytest.mark.parametrize(
    ("articles", "n", "right"),
    [(ALIKE, 0, {"within"}), (APART, 4, {"above"}), ({**APART, "reef": [*APART["reef"], "net rope"]}, 2, {"above"})],
)
@pytest.mark.parametrize("expect", ["above", "edge", "within"])
def test_omissions_that_no_deal_gives_are_above_chance(articles: dict, n: int, right: set, expect: str) -> None:
    corpus = corpus_of({**articles, "sail": ["net oil lamp rope"]})
    found = vocabularies.omissions_against_chance(corpus, sources=["reef", "dock"], min_groups=1, expect=expect)
    assert found == Evidence(n, 0.0, 0.0, expect in right)


@pytest.mark.usefixtures("many_deals")
@pytest.mark.parametrize(("expect", "holds"), [("above", False), ("edge", True), ("within", True)])
def test_omissions_that_a_third_of_the_deals_give_are_at_the_edge_of_chance(expect: str, holds: bool) -> None:
    found = vocabularies.omissions_against_chance(corpus_of(PAIRS), min_groups=1, expect=expect)
    assert found == Evidence(2.0, pytest.approx(2 / 3, abs=0.24), 2.0, holds)


@pytest.mark.parametrize(("latest", "n"), [("2030-05-31", 3), ("2030-06-01", 4), ("", 4)])
def test_what_came_after_a_source_was_written_it_cannot_leave_out(latest: str, n: int) -> None:
    corpus = corpus_of(APART, facts={"dock": {"not_after": latest}}, chronology=[("lamp", "2030-06-01")])
    assert vocabularies.omissions_against_chance(corpus, min_groups=1, expect="above") == Evidence(n, 0.0, 0.0, True)


def test_among_all_sources_so_many_others_must_use_what_is_left_out() -> None:
    corpus = corpus_of({"dock": times(10, "net"), "reef": times(10, "net"), "sail": times(10, "oil")})
    found = [
        vocabularies.omissions_against_chance(corpus, min_groups=needed, expect="above").value for needed in (1, 2)
    ]
    assert found == [3.0, 1.0]  # net by sail; and oil by both of the others, if one that uses it is enough
