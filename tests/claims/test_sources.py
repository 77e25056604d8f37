"""What claims on sources rest on, on articles of a few words: what holds, and what just does not."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from helpers.articles import HEAD, OVERLAPS, THREE, book_of, times
from parallax.claims import sources
from parallax.claims.evidence import found
from parallax.claims.results import Results


@pytest.fixture(scope="module")
def three() -> Results:
    return book_of(THREE, overlaps=OVERLAPS)


@pytest.mark.parametrize(
    ("voices", "mine", "others", "holds", "where"),
    [
        ({("reef", 2): "relayed", ("reef", 3): "undetermined"}, 2, 0, True, (("reef", 2), ("reef", 3))),
        ({("reef", 2): "relayed", ("dock", 1): "undetermined"}, 1, 1, False, (("dock", 1), ("reef", 2))),
        ({("dock", 1): "relayed"}, 0, 1, False, (("dock", 1),)),
        ({}, 0, 0, False, ()),
    ],
)
def test_one_source_alone_relays(voices: dict, mine: int, others: int, holds: bool, where: tuple) -> None:
    book = book_of({"dock": ["net", "oil"], "reef": ["net", "oil", "sand"]}, voices=voices)
    assert sources.only_source_relaying(book, source="reef") == found(
        holds, where, paragraphs=mine, paragraphs_others=others
    )


@pytest.mark.parametrize(("at_least", "holds"), [(0.8, True), (0.81, False)])
def test_a_voice_has_its_share_of_the_words_and_not_of_the_paragraphs(at_least: float, holds: bool) -> None:
    articles = {"dock": ["net"], "reef": ["net of the oil", "a net of oil", "the net"]}
    book = book_of(articles, voices={("reef", 1): "relayed", ("reef", 2): "relayed", ("dock", 1): "relayed"})
    answer = sources.voice_share(book, source="reef", voice="relayed", at_least=at_least)
    assert answer == found(holds, (("reef", 1), ("reef", 2)), share=0.8)


def test_a_voice_that_a_source_does_not_have_has_no_share(three: Results) -> None:
    assert sources.voice_share(three, source="dock", voice="relayed", at_least=0.1) == found(False, share=0)


@pytest.mark.parametrize(("reef", "ratio", "holds"), [("the net oil", 2.0, True), ("the net oil oil", 1.5, False)])
def test_the_longest_is_so_many_times_as_long_as_the_next(reef: str, ratio: float, holds: bool) -> None:
    book = book_of({"dock": ["net the oil", "a *net oil"], "reef": [reef], "sail": ["net oil"]})
    assert sources.longest(book, source="dock", times=2) == found(holds, ratio=ratio)


@pytest.mark.parametrize(
    ("dock", "reef", "holds"), [(3, 2, True), (2, 2, False), (3, 3, False), (3, 0, True), (4, 2, True)]
)
def test_one_source_alone_has_too_few_paragraphs(dock: int, reef: int, holds: bool) -> None:
    book = book_of({"dock": times(dock, "net"), "reef": times(reef, "net"), "sail": times(4, "oil")})
    assert sources.too_few_paragraphs(book, source="reef", fewer_than=3) == found(
        holds, paragraphs=reef, fewest_others=dock
    )


@pytest.mark.parametrize(
    ("sail", "low", "at_least", "holds"),
    [('"net oil', 0.125, 0.25, True), ('"net oil', 0.125, 0.26, False), ('"net "oil', 0.25, 0.25, False),
     ("net oil", 0.0, 0.25, True)],
)  # fmt: skip
def test_some_sources_quote_such_a_share_of_their_words_and_no_other_much(
    sail: str, low: float, at_least: float, holds: bool
) -> None:
    book = book_of(
        {
            "dock": ['"net "oil', "net oil"],
            "reef": ['"net oil oil oil'],
            "sail": [sail, "oil oil oil oil oil oil"],
            "quay": ["oil"],
        }
    )
    answer = sources.most_quoted(book, sources=["reef", "dock"], at_least=at_least, at_most=0.125)
    assert answer == found(holds, least=0.25, most_others=low, largest=0.5)


def test_where_nobody_quotes_nobody_quotes_most(three: Results) -> None:
    answer = sources.most_quoted(three, sources=["dock"], at_least=0.01, at_most=0.01)
    assert answer == found(False, least=0, most_others=0, largest=0)


@pytest.mark.parametrize(
    ("shared", "at_most", "longest", "holds"),
    [((3, 1, 0), 6, 6, True), ((3, 1, 1), 6, 7, False), ((3, 1, 0), 5, 6, False), ((0, 0, 0), 4, 4, True),
     ((0, 0, 0), 3, 4, False)],
)  # fmt: skip
def test_no_two_sources_share_a_longer_run(shared: Sequence[int], at_most: int, longest: int, holds: bool) -> None:
    rows = [("dock", "reef", length, n) for length, n in zip((5, 6, 7), shared, strict=True)]
    rows += [("dock", "sail", length, 0) for length in (5, 6, 7)]
    book = book_of({"dock": ["net"], "reef": ["net"], "sail": ["net"]}, overlaps=rows)
    assert sources.longest_shared_run(book, at_most=at_most) == found(holds, longest=longest)


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
    book = book_of({**articles, **change})
    answer = sources.never_names(book, sources=["reef", "quay"], actor="keeper")
    assert answer == found(holds, fewest_others=least, most_others=most)


def test_an_actors_name_counts_in_the_lexicon_of_actors_only() -> None:
    book = book_of({"dock": ["keeper"], "reef": ["net"]}, frames=[("net", "fishing", "")])
    phrases = book.corpus.tables["phrases"]
    phrases.loc[phrases["source"] == "reef", "entry"] = "keeper"
    assert sources.never_names(book, sources=["reef"], actor="keeper").holds
    assert not sources.confined_naming(book, source="reef", actor="keeper", last=1).holds


@pytest.mark.parametrize(
    ("last", "first", "n", "closing", "holds", "where"),
    [
        (2, "net", 3, 2, True, (("reef", 3), ("reef", 4))),
        (1, "net", 3, 2, False, (("reef", 3), ("reef", 4))),
        (2, "net keeper", 4, 3, False, (("reef", 2), ("reef", 3), ("reef", 4))),
        (9, "net keeper", 4, 3, True, (("reef", 2), ("reef", 3), ("reef", 4))),
    ],
)
def test_an_actor_is_named_in_the_closing_paragraphs_only(
    last: int, first: str, n: int, closing: int, holds: bool, where: tuple
) -> None:
    book = book_of({"dock": ["keeper"], "reef": ["net", first, "keeper oil keeper", "old warden"]})
    answer = sources.confined_naming(book, source="reef", actor="keeper", last=last)
    assert answer == found(holds, where, times=n, closing=closing)


def test_who_never_names_an_actor_does_not_do_so_at_the_close() -> None:
    book = book_of({"dock": ["keeper"], "reef": ["net"]})
    assert sources.confined_naming(book, source="reef", actor="keeper", last=1) == found(False, times=0, closing=0)


def chain(source: str, *acts: str) -> list[tuple[str, int, str]]:
    return [(source, hop, act) for hop, act in enumerate(acts, start=1)]


@pytest.mark.parametrize(
    ("dock", "source", "value", "others", "holds"),
    [(2, "reef", 3, 2, True), (3, "reef", 3, 3, False), (0, "reef", 3, 0, True), (2, "sail", 0, 3, False)],
)
def test_one_chain_is_the_longest(dock: int, source: str, value: int, others: int, holds: bool, three: Results) -> None:
    hops = chain("dock", *times(dock, "copied")) + chain("reef", *times(3, "copied"))
    book = book_of({"dock": ["net"], "reef": ["net"], "sail": ["net"]}, hops=hops)
    assert sources.longest_chain(book, source=source) == found(holds, hands=value, hands_others=others)


@pytest.mark.parametrize(("at_least", "holds"), [(2, True), (3, False)])
def test_hands_that_relay_are_counted_apart_from_those_that_copy(at_least: int, holds: bool) -> None:
    hops = chain("dock", "wrote", "relayed") + chain("reef", "wrote", "relayed", "relayed", "published", "copied")
    book = book_of({"dock": ["net"], "reef": ["net"]}, hops=hops)
    assert sources.relayed_hops(book, source="reef", at_least=at_least) == found(holds, relayed=2)


@pytest.mark.parametrize(
    ("lost", "reef", "holds"),
    [
        (["name"], "title", True),
        (["name", "day"], "title", True),
        (["page"], "title", False),
        (["name"], "a; b", False),
    ],
)
def test_one_source_lost_most_on_its_way(lost: list[str], reef: str, holds: bool) -> None:
    hops = [
        ("dock", 1, "wrote"),
        ("dock", 2, "relayed", "?"),
        ("dock", 3, "relayed", "name; day"),
        ("reef", 1, "copied", reef),
    ]
    book = book_of({"dock": ["net"], "reef": ["net"], "sail": ["net"]}, hops=hops)
    answer = sources.lost_most(book, source="dock", lost=lost)
    assert answer == found(holds, things=2, things_others=len(reef.split("; ")))


@pytest.mark.parametrize(
    ("dock", "reef", "lost", "share", "holds"),
    [
        ("the net oil", {}, "name", 0.6, True),
        ("the net", {}, "name", 0.5, False),
        ("the net oil", {("reef", 1): "undetermined"}, "name", 0.6, False),
        ("the net oil", {}, "title", 0.6, False),
    ],
)
def test_a_source_is_mostly_relayed_and_lost_something(
    dock: str, reef: dict, lost: str, share: float, holds: bool
) -> None:
    voices = {("dock", 1): "relayed", **reef}
    hops = [("dock", 1, "relayed", lost), ("reef", 1, "copied", "name")]
    book = book_of({"dock": [dock, "a net"], "reef": ["net"]}, voices=voices, hops=hops)
    answer = sources.mostly_relayed(book, source="dock", lost="name")
    assert answer == found(holds, share=share, paragraphs_others=len(reef))


@pytest.mark.parametrize(
    ("compared", "later", "holds"),
    [([1], 0, True), ([1, 2], 0, True), ([1, 2, 3], 0, False), ([2], 1, False), ([1, 3], 1, False), ([], 0, False)],
)
def test_the_opening_alone_was_compared(compared: list[int], later: int, holds: bool) -> None:
    rows = [("dock", HEAD + number - 1, 2, 1, 1) for number in compared]
    book = book_of({"dock": ["the net", "the net", "the net"], "reef": ["net"]}, comparison=rows)
    answer = sources.opening_compared(book, source="dock")
    where = tuple(("dock", number) for number in compared)
    assert answer == found(holds, where, paragraphs=len(compared), all_paragraphs=3, later=later)


@pytest.mark.parametrize(("longest", "holds"), [(7, True), (6, False)])
def test_the_run_with_a_text_that_is_passed_on_is_longer_than_that_of_any_pair(longest: int, holds: bool) -> None:
    rows = [("dock", "reef", 5, 3), ("dock", "reef", 6, 1), ("dock", "reef", 7, 0)]
    comparison = [("dock", HEAD, 9, 9, longest)]
    book = book_of({"dock": ["net"], "reef": ["net"]}, overlaps=rows, comparison=comparison)
    answer = sources.longer_run_than_pairs(book, source="dock")
    assert answer == found(holds, longest=longest, longest_others=6)


@pytest.mark.parametrize(
    ("sail", "within", "holds"),
    [("2030-07-01", 30, True), ("2030-06-30", 30, False), ("2030-05-15", 30, False), ("2030-07-01", 29, False),
     ("2030-04-01", 30, False), ("2030-03-31", 30, True)],
)  # fmt: skip
def test_some_sources_are_of_one_time_and_no_other_is(sail: str, within: int, holds: bool) -> None:
    facts = {"dock": {"not_before": "2030-05-31"}, "reef": {"not_before": "2030-05-01"}, "sail": {"not_before": sail}}
    book = book_of({"dock": ["net"], "reef": ["net"], "sail": ["net"]}, facts=facts)
    answer = sources.written_together(book, sources=["dock", "reef"], within_days=within)
    assert answer == found(holds, days=30)


@pytest.mark.parametrize(
    ("dated", "holds"), [(["dock"], True), (["dock", "reef"], False), (["reef"], False), ([], False)]
)
def test_one_source_alone_carries_its_date(dated: list[str], holds: bool) -> None:
    facts = {source: {"published_basis": "text"} for source in dated}
    book = book_of({"dock": ["net"], "reef": ["net"]}, facts=facts)
    assert sources.alone_dated_in_text(book, source="dock") == found(holds, dated=len(dated))


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
    book = book_of({"dock": ["net"], "reef": ["net"], "sail": ["net"]}, facts=facts)
    assert sources.earliest(book, source=source, days_before=days_before) == found(holds, days=gap)


def test_a_source_whose_latest_day_is_open_is_not_the_earliest() -> None:
    facts = {"dock": {"not_after": ""}, "reef": {"not_before": "2031-01-01"}}
    answer = sources.earliest(book_of({"dock": ["net"], "reef": ["net"]}, facts=facts), source="dock", days_before=1)
    assert not answer.holds
    assert answer.figures["days"] < -1_000_000
