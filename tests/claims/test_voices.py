"""Evidence on voices: who is heard, how and through whom, and who is not, counted by hand."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd
import pytest

from helpers.articles import FEW, HEAD, THREE, book_of, corpus_of, roomy
from parallax.claims import voices
from parallax.claims.evidence import found
from parallax.claims.results import Results
from parallax.errors import ParallaxError

COLUMNS = ["source", "line", "attribution", "speaker", "kind", "side", "place", "form", "n_quoted", "within"]
ENTITIES = pd.DataFrame({"actor": ["keeper", "pilots", "mayor", "folk"]}).assign(label=lambda t: "the " + t["actor"])
DOCK, DOCK2, REEF, SAIL = ("dock", HEAD), ("dock", HEAD + 1), ("reef", HEAD), ("sail", HEAD)
ROWS = [
    (*DOCK, 1, "keeper", "named", "town", "inside", "direct", 6, None),
    (*DOCK, 2, "pilots", "anonymous", "sea", "unsaid", "indirect", 0, 1),
    (*DOCK2, 1, "pilots", "anonymous", "sea", "unsaid", "indirect", 0, None),
    (*DOCK2, 2, "mayor", "named", "town", "unsaid", "direct", 2, None),
    (*REEF, 1, "keeper", "named", "town", "unsaid", "indirect", 0, None),
    (*SAIL, 1, "mayor", "named", "town", "exile", "indirect", 0, None),
    (*SAIL, 2, "folk", "anonymous", "crowd", "exile", "indirect", 0, 1),
    (*SAIL, 3, "mayor", "named", "town", "unsaid", "indirect", 0, None),
]
CALLED = pd.DataFrame(
    [
        (*DOCK, "folk", "good people", 1, 0),
        (*DOCK, "pilots", "old salts", 1, 1),
        (*REEF, "folk", "people", 2, 0),
        (*SAIL, "folk", "people", 1, 0),
    ],
    columns=["source", "line", "actor", "naming", "n", "n_quoted"],
)


def book(rows: list[tuple] = ROWS, **given: object) -> Results:
    """Return results of three articles with these voices."""
    corpus = corpus_of(THREE, **given)
    heard = pd.DataFrame(rows, columns=COLUMNS).astype({"within": "Int64"})
    tables = {"attributions": heard, "mentions": CALLED, "entities": ENTITIES}
    return Results(replace(corpus, tables={**corpus.tables, **tables}), FEW)


def but(at: int, /, **changed: object) -> list[tuple]:
    """Return the voices with one of them changed."""
    rows = [dict(zip(COLUMNS, row, strict=True)) for row in ROWS]
    rows[at] |= changed
    return [tuple(row.values()) for row in rows]


PEOPLE = {"side": "crowd", "place": "exile", "source": "sail"}


def test_the_first_sides_talk_most_in_every_article() -> None:
    answer = voices.who_talks(book(), sides=["town", "sea"], **PEOPLE)
    assert answer == found(True, heard=7, voices=8, least=2 / 3, others=1)
    # Half of the dock's voices are no majority.
    assert not voices.who_talks(book(), sides=["town"], **PEOPLE).holds
    assert not voices.who_talks(book(), sides=["town", "sea"], **{**PEOPLE, "source": "dock"}).holds


def test_a_side_is_heard_in_these_articles_and_in_no_other() -> None:
    assert voices.heard_only_in(book(), sources=["dock"], side="sea") == found(
        True, (("dock", 1), ("dock", 2)), heard=2, articles=1, voices=8
    )
    assert not voices.heard_only_in(book(), sources=["dock", "sail"], side="sea").holds
    assert voices.heard_only_in(book(), sources=["dock"], side="town", place="inside").holds
    assert voices.heard_only_in(book(), sources=["sail"], place="exile").holds


def test_people_are_named_everywhere_and_heard_in_one_article() -> None:
    answer = voices.named_and_unheard(book(), actor="folk", **PEOPLE)
    assert answer == found(True, (("sail", 1),), named=4, fewest=1, heard=1)
    assert not voices.named_and_unheard(book(), actor="pilots", **PEOPLE).holds  # the reef does not name them
    assert not voices.named_and_unheard(book(), actor="folk", side="crowd", place="inside", source="sail").holds


@pytest.mark.parametrize(("at_least", "holds"), [(0.5, True), (0.51, False)])
def test_a_kind_has_its_share(at_least: float, holds: bool) -> None:
    answer = voices.kind_share(book(), source="dock", kind="anonymous", at_least=at_least)
    assert answer == found(holds, (("dock", 1), ("dock", 2)), n=2, voices=4, share=0.5)


def test_most_speakers_are_placed_nowhere() -> None:
    assert voices.mostly_unplaced(book(), place="inside") == found(True, share=5 / 8, inside=1, voices=8)
    assert not voices.mostly_unplaced(book(), place="exile").holds  # the inside has fewer
    # Half of them is not more than half.
    assert not voices.mostly_unplaced(book(but(1, place="exile")), place="inside").holds


def test_one_article_places_nobody() -> None:
    assert voices.places_nobody(book(), source="reef") == found(True, voices=1, placed=0)
    assert not voices.places_nobody(book(), source="sail").holds
    assert not voices.places_nobody(book(but(0, place="unsaid")), source="reef").holds  # nor does the dock


@pytest.mark.parametrize(("fewer_than", "holds"), [(2, True), (1, False), (4, False)])
def test_articles_have_too_few_voices(fewer_than: int, holds: bool) -> None:
    answer = voices.too_few_voices(book(), sources=["reef"], fewer_than=fewer_than)
    assert answer == found(holds, most=1, fewest_others=3)


QUOTED = {"source": "dock", "speaker": "keeper", "actor": "pilots", "naming": "old salts"}


def test_one_speaker_alone_is_quoted() -> None:
    alone = book(but(3, form="indirect", n_quoted=0))
    assert voices.alone_quoted(alone, **QUOTED) == found(True, (("dock", 1),), words=6, others=0, voices=4)
    assert not voices.alone_quoted(book(), **QUOTED).holds  # so is the mayor
    assert not voices.alone_quoted(alone, **{**QUOTED, "naming": "good people"}).holds
    assert not voices.alone_quoted(alone, **{**QUOTED, "actor": "folk", "naming": "good people"}).holds  # not in marks
    assert not voices.alone_quoted(alone, **{**QUOTED, "source": "reef"}).holds


@pytest.mark.parametrize(("words", "holds"), [(6, True), (3, True), (2, False)])
def test_one_speaker_has_most_of_the_quoted_words(words: int, holds: bool) -> None:
    answer = voices.most_words_quoted(book(but(0, n_quoted=words)), source="dock", speaker="keeper")
    assert answer == found(holds, (("dock", 1),), share=words / (words + 2), words=words, all_words=words + 2)


def test_who_quotes_nobody_quotes_nobody_most() -> None:
    assert not voices.most_words_quoted(book(), source="reef", speaker="keeper").holds


def test_one_side_is_heard_more_often_and_another_quoted_at_greater_length() -> None:
    rows = [*but(1, form="direct", n_quoted=2), (*DOCK2, 3, "folk", "public", "sea", "unsaid", "indirect", 0, None)]
    asked = {"source": "dock", "often": "sea", "at_length": "town"}
    answer = voices.heard_and_quoted(book(rows), **asked, times=4)
    assert answer == found(True, heard=3, heard_other=2, words=2, words_other=8, ratio=4)
    assert not voices.heard_and_quoted(book(rows), **asked, times=4.1).holds
    assert not voices.heard_and_quoted(book(rows[:-1]), **asked, times=1).holds  # both are heard twice


def test_differences_beyond_their_margin_are_exactly_those_named() -> None:
    bodies = roomy()
    rows = [
        (source, HEAD + place, 1, "keeper", "named", "town", "unsaid", "indirect", 0, None)
        for source, n in (("dock", 12), ("reef", 2), ("sail", 2))
        for place in range(n)
    ]
    made = book_of(bodies)
    heard = pd.DataFrame(rows, columns=COLUMNS).astype({"within": "Int64"})
    made = Results(replace(made.corpus, tables={**made.corpus.tables, "attributions": heard}), made.settings)
    table = made.voice_differences()
    firm = [[row.label, row.group, row.other] for row in table[table["firm"]].itertuples()]
    assert {label for label, *_ in firm} == {"all", "named", "town"}
    assert {tuple(pair) for _, *pair in firm} == {("dock", "reef"), ("dock", "sail")}
    answer = voices.firm_voices(made, found=firm)
    assert answer == found(True, firm=6, tested=12, named=6)
    assert not voices.firm_voices(made, found=firm[1:]).holds
    turned = [[label, other, group] for label, group, other in firm]
    assert not voices.firm_voices(made, found=turned).holds


def test_voices_of_another_side_come_through_one_article_and_side() -> None:
    asked = {"source": "dock", "side": "town"}
    # The sail has the crowd heard through the mayor; it is taken for the town here.
    alone = book(but(6, side="town"))
    answer = voices.through_another_side(alone, **asked)
    assert answer == found(True, (("dock", 1),), across=1, nested=2, speakers=1)
    assert not voices.through_another_side(book(), **asked).holds
    assert not voices.through_another_side(alone, source="dock", side="sea").holds


def test_some_are_heard_in_one_speakers_words_alone() -> None:
    asked = {"source": "sail", "through": "mayor"}
    answer = voices.only_in_words_of(book(), **asked, speakers=["folk"])
    assert answer == found(True, (("sail", 1),), n=1, heard=1)
    assert not voices.only_in_words_of(book(), **asked, speakers=["folk", "keeper"]).holds
    # The pilots have words of their own in the dock's second paragraph.
    assert not voices.only_in_words_of(book(), source="dock", through="keeper", speakers=["pilots"]).holds


def test_neither_side_is_heard_through_the_other() -> None:
    answer = voices.not_through_the_adversary(book(), side="sea", facing=["crowd"])
    assert answer == found(True, adverse=0, nested=2)
    assert not voices.not_through_the_adversary(book(), side="sea", facing=["town", "crowd"]).holds
    assert not voices.not_through_the_adversary(book(), side="town", facing=["crowd"]).holds  # the reverse
    flat = [(*row[:-1], None) for row in ROWS]
    assert not voices.not_through_the_adversary(book(flat), side="sea", facing=["crowd"]).holds  # nothing to see


def test_all_voices_of_an_article_are_relayed() -> None:
    relayed = {("sail", 1): "relayed"}
    assert voices.all_relayed(book(voices=relayed), source="sail") == found(True, (("sail", 1),), voices=3, others=0)
    assert not voices.all_relayed(book(voices={("sail", 1): "undetermined"}), source="sail").holds
    assert not voices.all_relayed(book(voices={("dock", 1): "relayed"}), source="dock").holds


def test_an_article_is_silent_on_exactly_these_sides() -> None:
    answer = voices.silent_sides(book(), source="reef", sides=["sea", "crowd"])
    # Of one voice, none: 1.96² / (1 + 1.96²).
    assert (answer.holds, answer.figures["silent"], answer.figures["voices"]) == (True, 2, 1)
    assert answer.figures["bound"] == pytest.approx(3.8415 / 4.8415, abs=1e-4)
    assert not voices.silent_sides(book(), source="reef", sides=["sea"]).holds
    assert voices.silent_sides(book(but(1, side="unsaid")), source="sail", sides=["sea"]).holds  # unsaid is no side


def test_a_side_that_nobody_hears_is_unheard() -> None:
    assert voices.unheard(book(), side="press") == found(True, heard=0, voices=8)
    assert not voices.unheard(book(), side="sea").holds


def test_the_speakers_of_a_side_are_one_here_and_others() -> None:
    asked = {"side": "town", "speaker": "keeper", "source": "dock"}
    rows = but(4, speaker="mayor")
    answer = voices.one_of_a_side(book(rows), **asked, others=["mayor"])
    assert answer == found(True, (("dock", 1),), n=1, speakers=2, attributions=5)
    assert not voices.one_of_a_side(book(), **asked, others=["mayor"]).holds  # the reef hears the keeper too
    assert not voices.one_of_a_side(book(rows), **asked, others=["mayor", "folk"]).holds


def test_unknown_speakers_and_sides_are_refused() -> None:
    with pytest.raises(ParallaxError, match=r"entities\.csv has no 'moon'"):
        voices.most_words_quoted(book(), source="dock", speaker="moon")
    with pytest.raises(ParallaxError, match="side has no 'moon'"):
        voices.heard_only_in(book(), sources=["dock"], side="moon")
    with pytest.raises(ParallaxError, match="sources has no 'moon'"):
        voices.firm_voices(book(), found=[["all", "moon", "reef"]])
