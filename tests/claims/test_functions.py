"""Evidence on articles of a few words: what all functions refuse, then those on texts and dates one by one.

Each is shown a claim that holds and one that just does not. test_evidence_words.py and test_evidence_issues.py have
the others.
"""

from __future__ import annotations

import inspect
import re
from collections.abc import Sequence
from functools import cache
from typing import Any

import numpy as np
import pytest

from helpers.articles import CODES, OVERLAPS, THREE, corpus_of, issue_codes, roomy, times
from parallax.claims import evidence, functions, keyness, results, sources
from parallax.claims.evidence import Evidence
from parallax.corpus.corpus import Corpus

# One set of arguments for each function, all good on the corpus `three`.
ARGS: dict[str, dict[str, Any]] = {
    "alone_dated_in_text": {"source": "dock"},
    "confined": {"source": "dock", "term": "net", "paragraphs": 2},
    "confined_naming": {"source": "dock", "actor": "keeper", "last": 1},
    "earliest": {"source": "dock", "days_before": 10},
    "in_every_paragraph": {"source": "dock", "term": "net"},
    "left_out_are": {"min_groups": 1, "told": ["net"], "listed": ["oil"]},
    "leads": {"source": "dock", "against": ["reef", "sail"], "terms": ["net"], "among": 2},
    "longest": {"source": "dock", "times": 2},
    "longest_chain": {"source": "dock"},
    "longest_shared_run": {"at_most": 5},
    "main_topics_shared": {"k": 2, "together": [["dock", "reef"], ["sail"]]},
    "most_frequent": {"term": "net"},
    "mostly_single": {"among": 1},
    "names_without": {"source": "dock", "entry": "keeper", "but_not": "lamp"},
    "most_quoted": {"sources": ["dock", "reef"], "at_least": 0, "at_most": 1},
    "never_names": {"sources": ["reef", "sail"], "actor": "keeper"},
    "never_uses": {"sources": ["reef", "sail"], "terms": ["oil"]},
    "codes_found_again": {"coders": ["first", "second"], "within": 0},
    "differing_codes": {"at_most": 0},
    "settled_against_all": {"family": "issue", "value": "1"},
    "settled_codes_read_again": {"coders": ["first", "second"]},
    "fact_stands": {"fact": "tide", "relation": "slip", "sources": ["dock"], "recorded": True},
    "slip_of": {"fact": "tide", "source": "dock"},
    "variables_reaching": {"at_least": 0.8},
    "weakest_variables": {"variables": ["calm"]},
    "coded_here_alone": {"variable": "fishing", "codes": ["1"], "source": "dock", "other": "sail"},
    "differs": {"frame": "fishing", "source": "dock", "other": "reef"},
    "firm_differences": {"found": [["fishing", "dock", "reef"]]},
    "first_by_each": {"frame": "fishing", "by_words": "dock", "by_reading": "reef"},
    "leaders_differ": {"issues": ["fishing"]},
    "none_differs": {"issues": ["fishing", "weather"], "nearest": "fishing"},
    "not_made": {"source": "dock"},
    "only_difference": {"frame": "fishing", "source": "dock", "other": "reef"},
    "reading_agrees": {"times": 1},
    "silent_on": {"frame": "weather", "pole": "foul", "source": "dock", "variable": "weather", "codes": ["1"]},
    "words_found": {"at_least": 0},
    "zeros_read": {"contradicted": [["fishing", "reef"]], "confirmed": [["weather", "reef"]]},
    "one_entry_carries": {"frame": "fishing", "source": "dock", "entry": "net", "share": 1},
    "omissions_beyond_chance": {"sources": ["dock", "reef"], "fewer_than": 0.5, "deals": 10},
    "omissions_within_chance": {"min_groups": 1, "at_least": 0.5, "deals": 10},
    "only_in_name": {"source": "dock", "term": "warden", "name": "old warden"},
    "only_source_relaying": {"source": "dock"},
    "pairs_beyond_chance": {"fewer_than": 0.5, "deals": 10},
    "rate_not_above": {"term": "net", "source": "reef", "than": "dock"},
    "rates_alike": {"term": "net", "source": "dock", "other": "reef", "within": 2},
    "relayed_hops": {"source": "dock", "at_least": 1},
    "reports_with": {"source": "dock", "cues": ["say"], "but_not": "shout"},
    "silenced": {"term": "net", "rank_at_most": 1},
    "single_share_above_deals": {"deals": 10},
    "too_few_paragraphs": {"source": "dock", "fewer_than": 10},
    "uses_one_not_other": {"sources": ["dock"], "used": ["net"], "never": ["lamp"]},
    "within_name": {"term": "net", "source": "dock", "name": "keeper"},
    "voice_share": {"source": "dock", "voice": "author", "at_least": 1},
    "wording_kept": {"source": "dock", "share": 0, "run": 0, "shortest": 5},
    "written_together": {"sources": ["dock", "reef"], "within_days": 3},
    # These need articles that are long enough to be resampled.
    "beyond_deals": {"within": 0.5},
    "beyond_sections": {"times": 1},
    "also_within": {"at_least": 1},
    "apart_alone": {"term": "net", "source": "dock"},
    "lists_shared": {"first": "z", "second": "g2", "n": 3, "at_least": 0, "at_most": 1},
    "reached_by_shuffles": {"at_least": 1},
    "none_survives": {"source": "dock", "against": ["reef", "sail"]},
    "open_at_zero": {"term": "wa", "source": "dock", "against": ["reef", "sail"]},
    "passes": {"term": "net", "source": "dock", "against": ["reef", "sail"], "at_least": 5, "made": 5},
    "sets_apart": {"term": "net", "source": "dock", "against": ["reef", "sail"], "measure": "log_odds"},
    "surviving": {"sources": ["dock", "reef", "sail"], "source": "dock", "made": 5, "share": 1},
    "surviving_without": {"at_most": 1},
    "tells_halves": {"k": 2, "source": "dock", "alpha": 0.05},
}  # fmt: skip
ROOMY = set(list(ARGS)[list(ARGS).index("beyond_deals") :])
OF_SOURCES = {"source", "sources", "other", "others", "than", "against", "together", "by_words", "by_reading"}
LISTS = ("sources", "others", "against", "terms", "used", "never", "issues")


@pytest.fixture(scope="module")
def three() -> Corpus:
    read = {"dock": [1, 0], "reef": [1], "sail": [0]}
    return corpus_of(THREE, overlaps=OVERLAPS, codes=[*CODES, *issue_codes(fishing=read, weather=read)])


@pytest.fixture(autouse=True)
def _few_draws(monkeypatch: pytest.MonkeyPatch) -> None:
    """Deal and draw hardly more often than is needed."""
    monkeypatch.setattr(keyness, "N_DEALS", 2)
    monkeypatch.setattr(results, "N_DRAWS", 199)
    monkeypatch.setattr(results, "TOPIC_DRAWS", {"n_subsamples": 2, "n_shuffles": 3, "n_null": 1})


@cache
def long_enough() -> Corpus:
    return corpus_of(roomy(), demonyms=[("netted", "net")])


def given(*names: str) -> list[tuple[str, str]]:
    """List each function with each of these arguments that it takes."""
    return [(test, name) for test, args in ARGS.items() for name in args if name in names]


def call(corpus: Corpus, test: str, **changed: object) -> Evidence:
    corpus = long_enough() if test in ROOMY else corpus
    return functions.functions()[test](corpus, **{**ARGS[test], **changed})


# What holds for all


def test_every_public_function_is_evidence_and_has_its_arguments_here() -> None:
    assert sorted(functions.functions()) == sorted(ARGS)


@pytest.mark.parametrize("test", ARGS)
def test_a_function_takes_a_corpus_and_keywords_and_its_docstring_tells_each(test: str) -> None:
    function = functions.functions()[test]
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
        (
            "names_without",
            {"entry": "mayor"},
            "lexicons/actors.csv has no 'mayor'; known are keeper, old warden, pilots$",
        ),
        (
            "only_in_name",
            {"name": "mayor"},
            "lexicons/actors.csv has no 'mayor'; known are keeper, old warden, pilots$",
        ),
        ("only_in_name", {"term": "net"}, "the name 'old warden' has no 'net'; known are old, warden$"),
        ("reports_with", {"but_not": "sing"}, "attributions.csv has no 'sing'; known are say, write, shout$"),
        ("never_uses", {"unit": "stems"}, "unit has no 'stems'; known are printed, lemmas$"),
        ("single_share_above_deals", {"deals": 0}, "n_deals is 0; give 1 or more"),
        ("confined_naming", {"last": 0}, "last is 0; give 1 or more paragraphs"),
    ],
)
def test_an_argument_that_makes_no_sense_is_refused(test: str, changed: dict, message: str, three: Corpus) -> None:
    with pytest.raises(ValueError, match=message):
        call(three, test, **changed)


@pytest.mark.parametrize(("test", "name"), given(*LISTS))
def test_an_empty_list_is_refused_and_not_true_of_nothing(test: str, name: str, three: Corpus) -> None:
    with pytest.raises(ValueError, match=r"(issues|sources|terms) is empty; name one or more"):
        call(three, test, **{name: []})


@pytest.mark.parametrize("word", ["the", "Net"])
def test_a_word_that_is_never_counted_is_refused_and_not_found_absent(word: str, three: Corpus) -> None:
    for test, changed in (("uses_one_not_other", {"never": [word]}), ("never_uses", {"terms": ["net", word]})):
        with pytest.raises(ValueError, match=f"'{word}' is not counted; give content words in lower case"):
            call(three, test, **changed)


@pytest.mark.parametrize(
    ("word", "counted"),
    [
        ("net oil", "'net' and 'oil'"),
        ("net's", "'net'"),
        ("net\u2019s", "'net'"),
        ("net ", "'net'"),
        (" net", "'net'"),
        ("net-", "'net'"),
        ("ne\u00adt", "'net'"),
        ("cafe\u0301", "'caf\u00e9'"),
        ("US", "'u.s.'"),
        ("u.s", None),
        ("net_oil", None),
        ("2031", None),
        ("net-31", None),
        ("", None),
        (False, None),
        (None, None),
    ],
)
def test_a_word_that_no_text_can_be_cut_into_is_refused(word: object, counted: str | None, three: Corpus) -> None:
    for test, changed in (("uses_one_not_other", {"never": [word]}), ("never_uses", {"terms": ["net", word]})):
        with pytest.raises(ValueError, match=f"^{re.escape(repr(word))} is not counted; give .*{counted or ''}"):
            call(three, test, **changed)


def test_every_word_that_is_counted_can_be_asked_for(three: Corpus) -> None:
    words = [str(term) for term in three.terms if term not in three.stopwords]
    evidence.check_terms(three, words)
    assert len(words) > 3
    evidence.check_terms(three, ["u.s.", "anti-taliban", "o'clock", "caf\u00e9"])


# base


def test_an_exact_figure_is_held_against_nothing() -> None:
    assert evidence.exactly(np.int64(3), np.bool_(True)) == Evidence(3.0, 3.0, 3.0, True, ())


def test_places_are_numbers_of_paragraphs_and_neither_lines_nor_rows(three: Corpus) -> None:
    assert results.places_of(three, np.array([1, 2])) == (("dock", 2), ("reef", 1))


def test_the_size_of_a_source_is_all_words_of_its_body() -> None:
    assert results.size_of(corpus_of({"dock": ["the net", '*net "oil'], "reef": ["net"]}), "dock") == 4


def test_content_words_are_neither_function_words_nor_parts_of_masked_names() -> None:
    corpus = corpus_of({"dock": ["the *royal net", "nets"], "reef": ["a net"]}, lemmas=[("nets", "net")])
    assert results.content_words(corpus).terms.tolist() == ["net", "nets"]
    assert results.content_words(corpus, lemma=True).terms.tolist() == ["net"]
    assert results.content_words(corpus).sizes.tolist() == [3, 1, 2]  # what rates are taken of


# texts


@pytest.mark.parametrize(
    ("voices", "expected"),
    [
        ({("reef", 2): "relayed", ("reef", 3): "undetermined"}, (2, 0, 0, True, (("reef", 2), ("reef", 3)))),
        ({("reef", 2): "relayed", ("dock", 1): "undetermined"}, (1, 0, 1, False, (("dock", 1), ("reef", 2)))),
        ({("dock", 1): "relayed"}, (0, 0, 1, False, (("dock", 1),))),
        ({}, (0, 0, 0, False, ())),
    ],
)
def test_one_source_alone_relays(voices: dict, expected: tuple) -> None:
    corpus = corpus_of({"dock": ["net", "oil"], "reef": ["net", "oil", "sand"]}, voices=voices)
    assert sources.only_source_relaying(corpus, source="reef") == Evidence(*expected)


@pytest.mark.parametrize(("at_least", "holds"), [(0.8, True), (0.81, False)])
def test_a_voice_has_its_share_of_the_words_and_not_of_the_paragraphs(at_least: float, holds: bool) -> None:
    articles = {"dock": ["net"], "reef": ["net of the oil", "a net of oil", "the net"]}
    corpus = corpus_of(articles, voices={("reef", 1): "relayed", ("reef", 2): "relayed", ("dock", 1): "relayed"})
    found = sources.voice_share(corpus, source="reef", voice="relayed", at_least=at_least)
    assert found == Evidence(0.8, at_least, 1.0, holds, (("reef", 1), ("reef", 2)))


def test_a_voice_that_a_source_does_not_have_has_no_share(three: Corpus) -> None:
    found = sources.voice_share(three, source="dock", voice="relayed", at_least=0.1)
    assert found == Evidence(0.0, 0.1, 1.0, False, ())


@pytest.mark.parametrize(("reef", "ratio", "holds"), [("the net oil", 2.0, True), ("the net oil oil", 1.5, False)])
def test_the_longest_is_so_many_times_as_long_as_the_next(reef: str, ratio: float, holds: bool) -> None:
    corpus = corpus_of({"dock": ["net the oil", "a *net oil"], "reef": [reef], "sail": ["net oil"]})
    assert sources.longest(corpus, source="dock", times=2) == Evidence(ratio, 2.0, ratio, holds)


@pytest.mark.parametrize(
    ("dock", "reef", "holds"), [(3, 2, True), (2, 2, False), (3, 3, False), (3, 0, True), (4, 2, True)]
)
def test_one_source_alone_has_too_few_paragraphs(dock: int, reef: int, holds: bool) -> None:
    corpus = corpus_of({"dock": times(dock, "net"), "reef": times(reef, "net"), "sail": times(4, "oil")})
    assert sources.too_few_paragraphs(corpus, source="reef", fewer_than=3) == Evidence(reef, dock, 3.0, holds)


@pytest.mark.parametrize(
    ("sail", "low", "at_least", "holds"),
    [('"net oil', 0.125, 0.25, True), ('"net oil', 0.125, 0.26, False), ('"net "oil', 0.25, 0.25, False),
     ("net oil", 0.0, 0.25, True)],
)  # fmt: skip
def test_some_sources_quote_such_a_share_of_their_words_and_no_other_much(
    sail: str, low: float, at_least: float, holds: bool
) -> None:
    corpus = corpus_of(
        {
            "dock": ['"net "oil', "net oil"],
            "reef": ['"net oil oil oil'],
            "sail": [sail, "oil oil oil oil oil oil"],
            "quay": ["oil"],
        }
    )
    found = sources.most_quoted(corpus, sources=["reef", "dock"], at_least=at_least, at_most=0.125)
    assert found == Evidence(0.25, low, 0.5, holds)


def test_where_nobody_quotes_nobody_quotes_most(three: Corpus) -> None:
    found = sources.most_quoted(three, sources=["dock"], at_least=0.01, at_most=0.01)
    assert found == Evidence(0.0, 0.0, 0.0, False)


@pytest.mark.parametrize(
    ("shared", "at_most", "longest", "holds"),
    [((3, 1, 0), 6, 6, True), ((3, 1, 1), 6, 7, False), ((3, 1, 0), 5, 6, False), ((0, 0, 0), 4, 4, True),
     ((0, 0, 0), 3, 4, False)],
)  # fmt: skip
def test_no_two_sources_share_a_longer_run(shared: Sequence[int], at_most: int, longest: int, holds: bool) -> None:
    rows = [("dock", "reef", length, n) for length, n in zip((5, 6, 7), shared, strict=True)]
    rows += [("dock", "sail", length, 0) for length in (5, 6, 7)]
    corpus = corpus_of({"dock": ["net"], "reef": ["net"], "sail": ["net"]}, overlaps=rows)
    found = sources.longest_shared_run(corpus, at_most=at_most)
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
    found = sources.never_names(corpus, sources=["reef", "quay"], actor="keeper")
    assert found == Evidence(least, 0.0, most, holds)


def test_an_actors_name_counts_in_the_lexicon_of_actors_only() -> None:
    corpus = corpus_of({"dock": ["keeper"], "reef": ["net"]}, frames=[("net", "fishing", "")])
    phrases = corpus.tables["phrases"]
    phrases.loc[phrases["source"] == "reef", "entry"] = "keeper"
    assert sources.never_names(corpus, sources=["reef"], actor="keeper").holds
    assert not sources.confined_naming(corpus, source="reef", actor="keeper", last=1).holds


@pytest.mark.parametrize(
    ("last", "first", "expected"),
    [
        (2, "net", (3, 2, 2, True, (("reef", 3), ("reef", 4)))),
        (1, "net", (3, 1, 2, False, (("reef", 3), ("reef", 4)))),
        (2, "net keeper", (4, 2, 3, False, (("reef", 2), ("reef", 3), ("reef", 4)))),
        (9, "net keeper", (4, 9, 3, True, (("reef", 2), ("reef", 3), ("reef", 4)))),
    ],
)
def test_an_actor_is_named_in_the_closing_paragraphs_only(last: int, first: str, expected: tuple) -> None:
    corpus = corpus_of({"dock": ["keeper"], "reef": ["net", first, "keeper oil keeper", "old warden"]})
    assert sources.confined_naming(corpus, source="reef", actor="keeper", last=last) == Evidence(*expected)


def test_who_never_names_an_actor_does_not_do_so_at_the_close() -> None:
    corpus = corpus_of({"dock": ["keeper"], "reef": ["net"]})
    assert sources.confined_naming(corpus, source="reef", actor="keeper", last=1) == Evidence(0, 1, 0, False)


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
    assert sources.longest_chain(corpus, source=source) == Evidence(value, value, others, holds)


@pytest.mark.parametrize(("at_least", "holds"), [(2, True), (3, False)])
def test_hands_that_relay_are_counted_apart_from_those_that_copy(at_least: int, holds: bool) -> None:
    hops = chain("dock", "wrote", "relayed") + chain("reef", "wrote", "relayed", "relayed", "published", "copied")
    corpus = corpus_of({"dock": ["net"], "reef": ["net"]}, hops=hops)
    assert sources.relayed_hops(corpus, source="reef", at_least=at_least) == evidence.exactly(2, holds)


@pytest.mark.parametrize(
    ("sail", "within", "holds"),
    [("2030-07-01", 30, True), ("2030-06-30", 30, False), ("2030-05-15", 30, False), ("2030-07-01", 29, False),
     ("2030-04-01", 30, False), ("2030-03-31", 30, True)],
)  # fmt: skip
def test_some_sources_are_of_one_time_and_no_other_is(sail: str, within: int, holds: bool) -> None:
    facts = {"dock": {"not_before": "2030-05-31"}, "reef": {"not_before": "2030-05-01"}, "sail": {"not_before": sail}}
    corpus = corpus_of({"dock": ["net"], "reef": ["net"], "sail": ["net"]}, facts=facts)
    found = sources.written_together(corpus, sources=["dock", "reef"], within_days=within)
    assert found == Evidence(30.0, 0.0, within, holds)


@pytest.mark.parametrize(
    ("dated", "holds"), [(["dock"], True), (["dock", "reef"], False), (["reef"], False), ([], False)]
)
def test_one_source_alone_carries_its_date(dated: list[str], holds: bool) -> None:
    facts = {source: {"published_basis": "text"} for source in dated}
    corpus = corpus_of({"dock": ["net"], "reef": ["net"]}, facts=facts)
    assert sources.alone_dated_in_text(corpus, source="dock") == Evidence(len(dated), 1, 1, holds)


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
    assert sources.earliest(corpus, source=source, days_before=days_before) == Evidence(gap, days_before, gap, holds)


def test_a_source_whose_latest_day_is_open_is_not_the_earliest() -> None:
    facts = {"dock": {"not_after": ""}, "reef": {"not_before": "2031-01-01"}}
    found = sources.earliest(corpus_of({"dock": ["net"], "reef": ["net"]}, facts=facts), source="dock", days_before=1)
    assert not found.holds
    assert found.value < -1_000_000
