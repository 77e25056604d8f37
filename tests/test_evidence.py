"""Evidence, function by function, on articles of a few words: a claim that holds, and one that just does not."""

from __future__ import annotations

import inspect
from collections.abc import Sequence
from typing import Any

import numpy as np
import pytest

from articles import corpus_of
from parallax import evidence
from parallax.corpus import Corpus
from parallax.evidence import Evidence, base, dates, issues, texts, vocabularies, words

# One set of arguments for each function, all good on the corpus `three`.
ARGS: dict[str, dict[str, Any]] = {
    "alone_dated_in_text": {"source": "dock"},
    "confined": {"source": "dock", "term": "net", "paragraphs": 2, "at_least": 1},
    "confined_naming": {"source": "dock", "actor": "keeper", "last": 1},
    "earliest": {"source": "dock", "days_before": 10},
    "highest_rate": {"frame": "fishing", "source": "dock"},
    "in_every_paragraph": {"source": "dock", "term": "net"},
    "interval_above": {"frame": "fishing", "source": "dock", "others": ["reef", "sail"]},
    "intervals_meet": {"frame": "weather", "sources": ["dock", "reef"], "pole": "fair"},
    "leads": {"source": "dock", "against": ["reef", "sail"], "terms": ["net"], "among": 2},
    "longest": {"source": "dock", "times": 2},
    "longest_chain": {"source": "dock"},
    "longest_shared_run": {"at_most": 5},
    "main_topics_shared": {"k": 2, "together": [["dock", "reef"], ["sail"]]},
    "most_frequent": {"term": "net"},
    "most_quoted": {"sources": ["dock", "reef"], "times": 2},
    "never_names": {"sources": ["reef", "sail"], "actor": "keeper"},
    "never_uses": {"sources": ["reef", "sail"], "terms": ["oil"]},
    "no_entry": {"frame": "weather", "source": "dock", "pole": "foul"},
    "omissions_against_chance": {"sources": ["dock", "reef"], "min_groups": 1, "expect": "within"},
    "one_entry_carries": {"frame": "fishing", "source": "dock", "entry": "net", "share": 1},
    "only_issue_parting": {"frame": "fishing", "source": "dock", "other": "reef"},
    "only_source_relaying": {"source": "dock"},
    "rate_not_above": {"term": "net", "source": "reef", "than": "dock"},
    "rates_alike": {"term": "net", "sources": ["dock", "reef"], "within": 2},
    "rates_in_order": {"frame": "fishing", "sources": ["dock", "reef", "sail"]},
    "relayed_hops": {"source": "dock", "at_least": 1},
    "silenced": {"term": "net", "rank_at_most": 1},
    "single_share_as_by_chance": {"points": 100},
    "too_few_paragraphs": {"source": "dock", "fewer_than": 10},
    "uses_one_not_other": {"source": "dock", "used": ["net"], "never": ["lamp"]},
    "voice_share": {"source": "dock", "voice": "author", "at_least": 1},
    "written_together": {"sources": ["dock", "reef"], "within_days": 3},
}  # fmt: skip
OF_SOURCES = {"source", "sources", "other", "others", "than", "against", "together"}
LISTS = ("sources", "others", "against", "terms", "used", "never")


@pytest.fixture(scope="module")
def three() -> Corpus:
    overlaps = [("dock", "reef", 5, 0), ("dock", "sail", 5, 0), ("reef", "sail", 5, 0)]
    return corpus_of({"dock": ["net oil", "net oil sand"], "reef": ["net sand"], "sail": ["lamp"]}, overlaps=overlaps)


def given(*names: str) -> list[tuple[str, str]]:
    """List each function with each of these arguments that it takes."""
    return [(test, name) for test, args in ARGS.items() for name in args if name in names]


def call(corpus: Corpus, test: str, **changed: object) -> Evidence:
    return evidence.functions()[test](corpus, **{**ARGS[test], **changed})


def times(n: int, text: str) -> list[str]:
    return [text] * n


# What holds for all


def test_every_public_function_is_evidence_and_has_its_arguments_here() -> None:
    assert sorted(evidence.functions()) == sorted(ARGS)


@pytest.mark.parametrize("test", ARGS)
def test_a_function_takes_a_corpus_and_keywords_and_its_docstring_tells_each(test: str) -> None:
    function = evidence.functions()[test]
    first, *rest = inspect.signature(function).parameters.values()
    assert first.name == "corpus"
    assert {parameter.kind for parameter in rest} == {inspect.Parameter.KEYWORD_ONLY}
    told = (
        inspect.getdoc(function).partition("Parameters\n----------\n")[2].partition("\n\nReturns\n-------\nEvidence\n")
    )
    names = [name for line in told[0].splitlines() if line[0] != " " for name in line.partition(" :")[0].split(", ")]
    assert sorted(names) == sorted(["corpus", *(parameter.name for parameter in rest)])
    assert told[2].startswith("    value")


@pytest.mark.parametrize("test", ARGS)
def test_figures_are_plain_floats_and_the_answer_a_plain_bool(test: str, three: Corpus) -> None:
    found = call(three, test)
    assert {type(figure) for figure in found[:3]} == {float}
    assert type(found.holds) is bool
    assert all(type(source) is str and isinstance(number, int) for source, number in found.where)


@pytest.mark.parametrize(("test", "name"), given(*OF_SOURCES))
def test_an_unknown_source_is_named_with_those_that_are_known(test: str, name: str, three: Corpus) -> None:
    was = ARGS[test][name]
    stranger = "stranger" if isinstance(was, str) else [["stranger"]] if name == "together" else [*was, "stranger"]
    with pytest.raises(ValueError, match=r"sources has no 'stranger'; known are dock, reef, sail$"):
        call(three, test, **{name: stranger})


@pytest.mark.parametrize(("test", "name"), given("frame"))
def test_an_unknown_issue_is_named_with_those_that_are_known(test: str, name: str, three: Corpus) -> None:
    with pytest.raises(ValueError, match=r"frame has no 'farming'; known are fishing, weather$"):
        call(three, test, **{name: "farming"})


@pytest.mark.parametrize(("test", "name"), given("pole"))
def test_an_unknown_pole_is_named_with_those_that_are_known(test: str, name: str, three: Corpus) -> None:
    with pytest.raises(ValueError, match=r"pole of weather has no 'mild'; known are fair, foul$"):
        call(three, test, **{name: "mild"})


@pytest.mark.parametrize(("test", "name"), given("actor"))
def test_an_unknown_actor_is_named_with_those_that_are_known(test: str, name: str, three: Corpus) -> None:
    with pytest.raises(ValueError, match=r"lexicons/actors.csv has no 'mayor'; known are keeper, guild$"):
        call(three, test, **{name: "mayor"})


@pytest.mark.parametrize(
    ("test", "changed", "message"),
    [
        ("one_entry_carries", {"entry": "gale"}, "entries of fishing has no 'gale'; known are net, rope$"),
        ("voice_share", {"voice": "narrator"}, "voice has no 'narrator'; known are author, relayed, undetermined$"),
        ("omissions_against_chance", {"expect": "below"}, "expect has no 'below'; known are above, edge, within$"),
        ("confined_naming", {"last": 0}, "last is 0; give 1 or more paragraphs"),
    ],
)
def test_an_argument_that_makes_no_sense_is_refused(test: str, changed: dict, message: str, three: Corpus) -> None:
    with pytest.raises(ValueError, match=message):
        call(three, test, **changed)


@pytest.mark.parametrize(("test", "name"), given(*LISTS))
def test_an_empty_list_is_refused_and_not_true_of_nothing(test: str, name: str, three: Corpus) -> None:
    with pytest.raises(ValueError, match=r"(sources|terms) is empty; name one or more"):
        call(three, test, **{name: []})


@pytest.mark.parametrize("word", ["the", "Net"])
def test_a_word_that_is_never_counted_is_refused_and_not_found_absent(word: str, three: Corpus) -> None:
    for test, changed in (("uses_one_not_other", {"never": [word]}), ("never_uses", {"terms": ["net", word]})):
        with pytest.raises(ValueError, match=f"'{word}' is not counted; give content words in lower case"):
            call(three, test, **changed)


# base


def test_an_exact_figure_is_held_against_nothing() -> None:
    assert base.exactly(np.int64(3), np.bool_(True)) == Evidence(3.0, 3.0, 3.0, True, ())


def test_places_are_numbers_of_paragraphs_and_neither_lines_nor_rows(three: Corpus) -> None:
    assert base.places_of(three, np.array([1, 2])) == (("dock", 2), ("reef", 1))


def test_the_size_of_a_source_is_all_words_of_its_body() -> None:
    assert base.size_of(corpus_of({"dock": ["the net", '*net "oil'], "reef": ["net"]}), "dock") == 4


def test_content_words_are_neither_function_words_nor_parts_of_masked_names() -> None:
    corpus = corpus_of({"dock": ["the *royal net", "nets"], "reef": ["a net"]}, lemmas=[("nets", "net")])
    assert base.content_words(corpus).terms.tolist() == ["net", "nets"]
    assert base.content_words(corpus, lemma=True).terms.tolist() == ["net"]
    assert base.content_words(corpus).sizes.tolist() == [3, 1, 2]  # what rates are taken of


# texts


@pytest.mark.parametrize(
    ("voices", "expected"),
    [
        ({("reef", 2): "relayed", ("reef", 3): "undetermined"}, (2, True, (("reef", 2), ("reef", 3)))),
        ({("reef", 2): "relayed", ("dock", 1): "undetermined"}, (1, False, (("dock", 1), ("reef", 2)))),
        ({("dock", 1): "relayed"}, (0, False, (("dock", 1),))),
        ({}, (0, False, ())),
    ],
)
def test_one_source_alone_relays(voices: dict, expected: tuple) -> None:
    corpus = corpus_of({"dock": ["net", "oil"], "reef": ["net", "oil", "sand"]}, voices=voices)
    assert texts.only_source_relaying(corpus, source="reef") == base.exactly(*expected)


@pytest.mark.parametrize(("at_least", "holds"), [(0.8, True), (0.81, False)])
def test_a_voice_has_its_share_of_the_words_and_not_of_the_paragraphs(at_least: float, holds: bool) -> None:
    articles = {"dock": ["net"], "reef": ["net of the oil", "a net of oil", "the net"]}
    corpus = corpus_of(articles, voices={("reef", 1): "relayed", ("reef", 2): "relayed", ("dock", 1): "relayed"})
    found = texts.voice_share(corpus, source="reef", voice="relayed", at_least=at_least)
    assert found == Evidence(0.8, at_least, 1.0, holds, (("reef", 1), ("reef", 2)))


def test_a_voice_that_a_source_does_not_have_has_no_share(three: Corpus) -> None:
    found = texts.voice_share(three, source="dock", voice="relayed", at_least=0.1)
    assert found == Evidence(0.0, 0.1, 1.0, False, ())


@pytest.mark.parametrize(("reef", "ratio", "holds"), [("the net oil", 2.0, True), ("the net oil oil", 1.5, False)])
def test_the_longest_is_so_many_times_as_long_as_the_next(reef: str, ratio: float, holds: bool) -> None:
    corpus = corpus_of({"dock": ["net the oil", "a *net oil"], "reef": [reef], "sail": ["net oil"]})
    assert texts.longest(corpus, source="dock", times=2) == Evidence(ratio, 2.0, ratio, holds)


@pytest.mark.parametrize(
    ("dock", "reef", "expected"), [(3, 2, (2, True)), (2, 2, (2, False)), (3, 3, (3, False)), (3, 0, (0, True))]
)
def test_one_source_alone_has_too_few_paragraphs(dock: int, reef: int, expected: tuple) -> None:
    corpus = corpus_of({"dock": times(dock, "net"), "reef": times(reef, "net"), "sail": times(4, "oil")})
    value, holds = expected
    assert texts.too_few_paragraphs(corpus, source="reef", fewer_than=3) == Evidence(value, 0.0, 3.0, holds)


@pytest.mark.parametrize(
    ("sail", "low", "holds"), [('"net oil', 0.125, True), ('"net "oil', 0.25, False), ("net oil", 0.0, True)]
)
def test_some_sources_quote_so_many_times_as_much_as_any_other(sail: str, low: float, holds: bool) -> None:
    corpus = corpus_of(
        {
            "dock": ['"net "oil', "net oil"],
            "reef": ['"net oil oil oil'],
            "sail": [sail, "oil oil oil oil oil oil"],
        }
    )
    found = texts.most_quoted(corpus, sources=["reef", "dock"], times=2)
    assert found == Evidence(0.25, low, 0.5, holds)


def test_where_nobody_quotes_nobody_quotes_most(three: Corpus) -> None:
    assert texts.most_quoted(three, sources=["dock"], times=3) == Evidence(0.0, 0.0, 0.0, False)


@pytest.mark.parametrize(
    ("shared", "at_most", "longest", "holds"),
    [((3, 1, 0), 6, 6, True), ((3, 1, 1), 6, 7, False), ((3, 1, 0), 5, 6, False), ((0, 0, 0), 4, 4, True),
     ((0, 0, 0), 3, 4, False)],
)  # fmt: skip
def test_no_two_sources_share_a_longer_run(shared: Sequence[int], at_most: int, longest: int, holds: bool) -> None:
    rows = [("dock", "reef", length, n) for length, n in zip((5, 6, 7), shared, strict=True)]
    rows += [("dock", "sail", length, 0) for length in (5, 6, 7)]
    corpus = corpus_of({"dock": ["net"], "reef": ["net"], "sail": ["net"]}, overlaps=rows)
    found = texts.longest_shared_run(corpus, at_most=at_most)
    assert found == Evidence(longest, 0.0, at_most, holds)


@pytest.mark.parametrize(
    ("change", "least", "most", "holds"),
    [({}, 1, 2, True), ({"reef": ["net", "oil keeper"]}, 1, 2, False), ({"sail": ["old keep warden"]}, 0, 2, False)],
)
def test_some_sources_never_name_an_actor_in_any_form(change: dict, least: int, most: int, holds: bool) -> None:
    articles = {
        "dock": ["keeper net", "old warden"],
        "reef": ["net", "pilots"],
        "sail": ["the old warden"],
        "quay": ["oil"],
    }
    corpus = corpus_of({**articles, **change})
    found = texts.never_names(corpus, sources=["reef", "quay"], actor="keeper")
    assert found == Evidence(least, 0.0, most, holds)


def test_an_actors_name_counts_in_the_lexicon_of_actors_only() -> None:
    corpus = corpus_of({"dock": ["keeper"], "reef": ["net"]}, frames=[("net", "fishing", "")])
    phrases = corpus.tables["phrases"]
    phrases.loc[phrases["source"] == "reef", "entry"] = "keeper"
    assert texts.never_names(corpus, sources=["reef"], actor="keeper").holds
    assert not texts.confined_naming(corpus, source="reef", actor="keeper", last=1).holds


@pytest.mark.parametrize(
    ("last", "first", "expected"),
    [
        (2, "net", (3, True, (("reef", 3), ("reef", 4)))),
        (1, "net", (3, False, (("reef", 3), ("reef", 4)))),
        (2, "net keeper", (4, False, (("reef", 2), ("reef", 3), ("reef", 4)))),
        (9, "net keeper", (4, True, (("reef", 2), ("reef", 3), ("reef", 4)))),
    ],
)
def test_an_actor_is_named_in_the_closing_paragraphs_only(last: int, first: str, expected: tuple) -> None:
    corpus = corpus_of({"dock": ["keeper"], "reef": ["net", first, "keeper oil keeper", "old warden"]})
    assert texts.confined_naming(corpus, source="reef", actor="keeper", last=last) == base.exactly(*expected)


def test_who_never_names_an_actor_does_not_do_so_at_the_close() -> None:
    corpus = corpus_of({"dock": ["keeper"], "reef": ["net"]})
    assert texts.confined_naming(corpus, source="reef", actor="keeper", last=1) == base.exactly(0, False)


# dates


def chain(source: str, *acts: str) -> list[tuple[str, int, str]]:
    return [(source, hop, act) for hop, act in enumerate(acts, start=1)]


@pytest.mark.parametrize(
    ("dock", "source", "value", "others", "holds"),
    [(2, "reef", 3, 2, True), (3, "reef", 3, 3, False), (0, "reef", 3, 0, True), (2, "sail", 0, 3, False)],
)
def test_one_chain_is_the_longest(dock: int, source: str, value: int, others: int, holds: bool, three: Corpus) -> None:
    hops = chain("dock", *times(dock, "copied")) + chain("reef", *times(3, "copied"))
    corpus = corpus_of({"dock": ["net"], "reef": ["net"], "sail": ["net"]}, hops=hops)
    assert dates.longest_chain(corpus, source=source) == Evidence(value, value, others, holds)


@pytest.mark.parametrize(("at_least", "holds"), [(2, True), (3, False)])
def test_hands_that_relay_are_counted_apart_from_those_that_copy(at_least: int, holds: bool) -> None:
    hops = chain("dock", "wrote", "relayed") + chain("reef", "wrote", "relayed", "relayed", "copied")
    corpus = corpus_of({"dock": ["net"], "reef": ["net"]}, hops=hops)
    assert dates.relayed_hops(corpus, source="reef", at_least=at_least) == base.exactly(2, holds)


@pytest.mark.parametrize(
    ("sail", "within", "holds"),
    [("2030-07-01", 30, True), ("2030-06-30", 30, False), ("2030-05-15", 30, False), ("2030-07-01", 29, False),
     ("2030-04-01", 30, False), ("2030-03-31", 30, True)],
)  # fmt: skip
def test_some_sources_are_of_one_time_and_no_other_is(sail: str, within: int, holds: bool) -> None:
    facts = {"dock": {"not_before": "2030-05-31"}, "reef": {"not_before": "2030-05-01"}, "sail": {"not_before": sail}}
    corpus = corpus_of({"dock": ["net"], "reef": ["net"], "sail": ["net"]}, facts=facts)
    found = dates.written_together(corpus, sources=["dock", "reef"], within_days=within)
    assert found == Evidence(30.0, 0.0, within, holds)


@pytest.mark.parametrize(
    ("dated", "holds"), [(["dock"], True), (["dock", "reef"], False), (["reef"], False), ([], False)]
)
def test_one_source_alone_carries_its_date(dated: list[str], holds: bool) -> None:
    facts = {source: {"published_basis": "text"} for source in dated}
    corpus = corpus_of({"dock": ["net"], "reef": ["net"]}, facts=facts)
    assert dates.alone_dated_in_text(corpus, source="dock") == base.exactly(len(dated), holds)


@pytest.mark.parametrize(
    ("source", "latest", "days_before", "gap", "holds"),
    [
        ("dock", "2030-05-10", 10, 10, True),
        ("dock", "2030-05-11", 10, 9, False),
        ("reef", "2030-05-10", 0, -30, False),  # from its latest day, 31 May, back to the first of dock
    ],
)
def test_a_source_is_so_many_days_earlier_than_any_other_can_be(
    source: str, latest: str, days_before: int, gap: int, holds: bool
) -> None:
    facts = {"dock": {"not_after": latest}, "reef": {"not_before": "2030-05-20"}, "sail": {"not_before": "2030-06-01"}}
    corpus = corpus_of({"dock": ["net"], "reef": ["net"], "sail": ["net"]}, facts=facts)
    assert dates.earliest(corpus, source=source, days_before=days_before) == Evidence(gap, days_before, gap, holds)


def test_a_source_whose_latest_day_is_open_is_not_the_earliest() -> None:
    facts = {"dock": {"not_after": ""}, "reef": {"not_before": "2031-01-01"}}
    found = dates.earliest(corpus_of({"dock": ["net"], "reef": ["net"]}, facts=facts), source="dock", days_before=1)
    assert not found.holds
    assert found.value < -1_000_000


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
        (["net", "rop"], 9, np.inf, False),
    ],
)
def test_words_lead_where_their_rates_lie_furthest_above_the_others(
    terms: list[str], among: int, place: float, holds: bool
) -> None:
    # By tenths of all words, dock against reef and quay together: net 4 to 0, rope 2 to 0, oil 1 to 2.
    articles = {
        "dock": ["net net net rope", "oil a a a", "net rope"],
        "reef": ["oil oil sand sand sand"],
        "quay": ["sand sand sand sand sand"],
        "sail": times(9, "net rope"),
    }
    found = words.leads(corpus_of(articles), source="dock", against=["reef", "quay"], terms=terms, among=among)
    where = (("dock", 1), ("dock", 2), ("dock", 3)) if "oil" in terms else (("dock", 1), ("dock", 3))
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
# One of three deals of four paragraphs into two pairs parts the two words; the others mix them.
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


@pytest.mark.parametrize(("points", "holds"), [(80, True), (50, False)])
def test_the_chance_of_a_share_is_the_mean_of_the_deals(points: float, holds: bool) -> None:
    found = vocabularies.single_share_as_by_chance(corpus_of(PAIRS), points=points)
    assert found == Evidence(1.0, pytest.approx(1 / 3, abs=0.1), 1.0, holds)


@pytest.mark.parametrize(
    ("articles", "n", "mean", "high", "right"),
    [
        (ALIKE, 0, 0, 0, {"within"}),
        (APART, 4, 0, 0, {"above"}),
        (PAIRS, 2, 2 / 3, 2, {"within", "edge"}),
    ],
)
def test_omissions_are_held_against_deals(articles: dict, n: int, mean: float, high: float, right: set) -> None:
    corpus = corpus_of({**articles, "sail": ["net oil lamp rope"]})
    for expect in ("above", "edge", "within"):
        found = vocabularies.omissions_against_chance(corpus, sources=["reef", "dock"], min_groups=1, expect=expect)
        assert found == Evidence(n, pytest.approx(mean, abs=0.2), high, expect in right)


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


# issues: ten alike paragraphs make an interval of one point


HALF, QUARTER, NONE = "net rope sand a", "net sand sand a", "sand sand sand a"
TENS = {"dock": times(10, HALF), "reef": times(10, QUARTER), "sail": times(10, NONE)}
ALL_OF_DOCK = tuple(("dock", number) for number in range(1, 11))


@pytest.mark.parametrize(
    ("change", "others", "holds"),
    [
        ({}, ["reef"], True),
        ({}, ["reef", "sail"], True),
        ({"sail": times(10, HALF)}, ["reef"], True),
        ({"sail": times(10, HALF)}, ["reef", "sail"], False),
        ({"reef": times(9, QUARTER)}, ["reef"], False),  # nine paragraphs make no interval
    ],
)
def test_an_interval_lies_above_others(change: dict, others: list[str], holds: bool) -> None:
    corpus = corpus_of({**TENS, **change})
    found = issues.interval_above(corpus, frame="fishing", source="dock", others=others)
    assert found == Evidence(500.0, 500.0, 500.0, holds, ALL_OF_DOCK)


def test_an_interval_is_of_one_pole_where_one_is_named() -> None:
    corpus = corpus_of({"dock": ["calm gale gale sand", *times(9, "calm sand sand sand")], "reef": times(10, "sand")})
    found = issues.interval_above(corpus, frame="weather", pole="fair", source="dock", others=["reef"])
    assert found[:3] == (250.0, 250.0, 250.0)
    both = issues.interval_above(corpus, frame="weather", source="dock", others=["reef"])
    assert both.value == 300.0
    foul = issues.interval_above(corpus, frame="weather", pole="foul", source="dock", others=["reef"])
    assert (foul.value, foul.low, foul.where) == (50.0, 0.0, (("dock", 1),))


@pytest.mark.parametrize(
    ("change", "sources", "hits", "holds"),
    [
        ({"reef": times(10, HALF)}, ["dock", "reef"], 40, True),
        ({}, ["dock", "reef"], 30, False),
        ({"sail": [*times(5, "net net net sand"), *times(5, NONE)]}, ["dock", "sail"], 45, True),
        ({"sail": [*times(5, "net net net sand"), *times(5, NONE)]}, ["reef", "sail"], 45, True),
        ({"sail": [*times(5, "net net net sand"), *times(5, NONE)]}, ["dock", "sail", "reef"], 45, False),
        ({"reef": times(9, HALF)}, ["dock", "reef"], 38, False),
        ({"dock": times(10, NONE)}, ["dock", "sail"], 10, True),
    ],
)
def test_intervals_meet_each_with_each(change: dict, sources: list[str], hits: int, holds: bool) -> None:
    corpus = corpus_of({**TENS, **change})
    assert issues.intervals_meet(corpus, frame="fishing", sources=sources) == base.exactly(hits, holds)


@pytest.mark.parametrize(
    ("dock", "reef", "rates", "holds"),
    [
        ("net calm sand a", "sand calm sand a", (250, 0), True),
        ("net calm sand a", "sand sand sand a", (250, 0), False),  # weather parts them too
        ("net calm sand a", "net calm sand a", (250, 250), False),  # nothing does
        ("sand calm sand a", "net calm sand a", (0, 250), False),  # the other lies above
        ("net calm sand a", "net sand sand a", (250, 250), False),  # another issue does, and this one not
    ],
)
def test_one_issue_alone_parts_two_sources(dock: str, reef: str, rates: tuple, holds: bool) -> None:
    # In forty words a zero leaves 72 in a thousand open, far less than one in four.
    corpus = corpus_of({"dock": times(10, dock), "reef": times(10, reef), "sail": ["net gale"]})
    found = issues.only_issue_parting(corpus, frame="fishing", source="dock", other="reef")
    assert found == Evidence(rates[0], rates[1], rates[0], holds, ALL_OF_DOCK if rates[0] else ())


def test_where_an_interval_is_missing_no_issue_parts_two_sources() -> None:
    corpus = corpus_of({"dock": times(10, HALF), "reef": times(9, NONE)}, frames=[("net", "fishing", "")])
    assert issues.only_issue_parting(corpus, frame="fishing", source="dock", other="reef").value == 250.0
    assert not issues.only_issue_parting(corpus, frame="fishing", source="dock", other="reef").holds


@pytest.mark.parametrize(
    ("reef", "next_rate", "holds"),
    [("net a a a", 250, True), ("net rope a a", 500, False), ("net net rope a", 750, False)],
)
def test_a_source_has_the_highest_rate(reef: str, next_rate: float, holds: bool) -> None:
    corpus = corpus_of({"dock": ["net sand", "sand sand", "net rope", "rope sand"], "reef": [reef], "sail": ["gale"]})
    found = issues.highest_rate(corpus, frame="fishing", source="dock")
    assert found == Evidence(500.0, 4.0, next_rate, holds, (("dock", 1), ("dock", 3), ("dock", 4)))


@pytest.mark.parametrize(
    ("reef", "pole", "value", "holds"),
    [
        ("sand oil", "", 3, True),
        ("sand gale", "", 3, False),
        ("sand gale", "fair", 2, True),
        ("sand calm", "fair", 2, False),
        ("sand calm", "foul", 1, True),
    ],
)
def test_a_source_has_no_entry_and_others_have(reef: str, pole: str, value: int, holds: bool) -> None:
    corpus = corpus_of({"dock": ["calm gale", "calm"], "reef": [reef, "sand"], "sail": ["net"]})
    found = issues.no_entry(corpus, frame="weather", source="reef", pole=pole)
    # Of three words: a share p shows a zero with probability (1 - p)³, which is to be 5 % or more.
    assert found == Evidence(value, 0.0, pytest.approx(1000 * (1 - 0.05 ** (1 / 3))), holds)


def test_an_entry_that_nobody_has_is_left_out_by_nobody(three: Corpus) -> None:
    assert issues.no_entry(three, frame="weather", source="dock")[::3] == (0.0, False)


@pytest.mark.parametrize(("reef", "rate", "holds"), [("net sand", 500, True), ("net", 1000, False)])
def test_rates_fall_in_order(reef: str, rate: float, holds: bool) -> None:
    corpus = corpus_of({"sail": ["net sand sand sand"], "reef": [reef], "dock": ["rope"]})
    found = issues.rates_in_order(corpus, frame="fishing", sources=["dock", "reef", "sail"])
    assert found == Evidence(1000.0, 250.0, 1000.0, holds)
    upper = issues.rates_in_order(corpus, frame="fishing", sources=["dock", "reef"])
    assert (upper.low, upper.holds) == (rate, holds)


@pytest.mark.parametrize(
    ("first", "share", "n", "total", "holds"),
    [
        ("net rope calm", 0.5, 2, 4, True),
        ("rope calm", 0.5, 1, 3, False),
        ("net rope calm", 0.51, 2, 4, False),
    ],
)
def test_one_entry_carries_a_share_of_an_issue(first: str, share: float, n: int, total: int, holds: bool) -> None:
    corpus = corpus_of({"dock": [first, "net rope"], "reef": ["rope rope rope"]})
    found = issues.one_entry_carries(corpus, frame="fishing", source="dock", entry="net", share=share)
    assert found == Evidence(n, share, total, holds)


def test_an_entry_carries_nothing_where_there_is_no_hit(three: Corpus) -> None:
    found = issues.one_entry_carries(three, frame="weather", source="dock", entry="gale", share=0)
    assert found == Evidence(0.0, 0.0, 0.0, False)


SEA, LAND = "net rope net rope", "barn plough barn plough"


@pytest.mark.parametrize(
    ("reef", "together", "least", "holds"),
    [
        ([SEA, SEA, LAND], [["reef", "dock"], ["sail"]], 2 / 3, True),
        ([SEA, LAND, LAND], [["reef", "dock"], ["sail"]], 2 / 3, False),
        ([SEA, LAND, LAND], [["dock"], ["sail", "reef"]], 2 / 3, True),
        ([SEA, SEA, LAND], [["reef", "dock"]], 2 / 3, False),  # a group is missing
        ([SEA, SEA, LAND], [["reef"], ["dock"], ["sail"]], 2 / 3, False),
        ([SEA, SEA, SEA], [["reef", "dock"], ["sail"]], 1, True),
    ],
)
def test_exactly_some_sources_share_their_main_topic(
    reef: list[str], together: list[list[str]], least: float, holds: bool
) -> None:
    corpus = corpus_of({"dock": [SEA, SEA], "reef": reef, "sail": [LAND, LAND]})
    found = issues.main_topics_shared(corpus, k=2, together=together)
    assert found == Evidence(pytest.approx(least), pytest.approx(least), pytest.approx(1.0), holds)


@pytest.mark.parametrize(("lemma", "shared"), [(True, True), (False, False)])
def test_main_topics_are_of_lemmas_or_of_forms(lemma: bool, shared: bool) -> None:
    articles = {"dock": times(4, "net rope net"), "reef": times(3, "nets ropes nets"), "sail": times(2, "barn plough")}
    corpus = corpus_of(articles, lemmas=[("nets", "net"), ("ropes", "rope")])
    together = [["dock", "reef"], ["sail"]] if shared else [["dock"], ["reef"], ["sail"]]
    assert issues.main_topics_shared(corpus, k=2 if shared else 3, together=together, lemma=lemma).holds
