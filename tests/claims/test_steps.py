"""Tables of one word followed: in words, and of words that are compared only."""

from __future__ import annotations

import pytest

from helpers.articles import FEW, corpus_of, roomy
from parallax.analysis.keyness.checks import CHECKS
from parallax.claims import steps
from parallax.claims.results import Results
from parallax.errors import ParallaxError


@pytest.fixture(scope="module")
def book() -> Results:
    articles = roomy()
    articles["reef"] = [text + " netted" for text in articles["reef"]]
    return Results(corpus_of(articles, demonyms=[("netted", "net")]), FEW)


def test_each_step_and_check_has_its_words() -> None:
    assert tuple(steps.CHECKS) == CHECKS
    assert [name for name, _ in steps.SCORED.values()][:2] == ["uses of the word", "all words"]


def test_a_word_is_followed_in_all_forms_that_are_counted_with_it(book: Results) -> None:
    found = steps.scored(book, "netted", "dock").set_index("step")
    uses = found.loc["uses of the word", ["here", "elsewhere"]].tolist()
    assert uses == [72, 24 + 12]
    assert found["result"].isna().tolist() == [True] * 3 + [False] * 4
    assert found["how"].str.len().min() > 0
    assert found.equals(steps.scored(book, "net", "dock").set_index("step"))


def test_each_check_says_what_it_asks_and_how_it_came_out(book: Results) -> None:
    found = steps.tested(book, "net", "dock").set_index("check")
    assert found.index.tolist() == ["usual test", "effect size", "reweighting", "leaving out", "shuffling"]
    assert found["asks"].tolist()[1:] == ["above 0", "above 0", "above 0", "at most 0.05"]
    assert found.at["usual test", "asks"].startswith("at least ")
    (row,) = book.contrasts().query("group == 'dock' and term == 'net'").to_dict("records")
    assert (found["answer"] == "holds").tolist() == [bool(row[check]) for check in CHECKS]
    short = roomy()
    few = Results(corpus_of({**short, "dock": short["dock"][:6]}), FEW)
    assert steps.tested(few, "net", "dock").set_index("check").at["reweighting", "answer"] == "cannot be made"


def test_uses_are_counted_paragraph_by_paragraph(book: Results) -> None:
    found = steps.in_paragraphs(book, ["net"], "dock")
    assert found.columns.tolist()[:3] == ["term", "[¶1](#dock-1)", "[¶2](#dock-2)"]
    assert found.iloc[0, 1:].tolist() == [7, 5] * 6


def test_a_word_that_is_not_compared_is_refused_with_what_to_do(book: Results) -> None:
    for ask in (steps.scored, steps.tested):
        with pytest.raises(ParallaxError, match="'gull' occurs in no article; take a word of the figure"):
            ask(book, "gull", "dock")
        rare = Results(corpus_of({**roomy(), "reef": ["oil gull", *roomy()["reef"][1:]]}), FEW.but(min_total=2))
        with pytest.raises(ParallaxError, match="'gull' is not compared: it has fewer than 2 uses"):
            ask(rare, "gull", "dock")
        late = corpus_of(roomy(), chronology=[("net", "2031-01-01")])
        with pytest.raises(ParallaxError, match="'net' is not compared: an article could not have used it yet"):
            ask(Results(late, FEW), "net", "dock")
        with pytest.raises(ParallaxError, match="sources has no 'pier'"):
            ask(book, "net", "pier")


def test_uses_are_those_of_one_article_and_of_what_is_compared(book: Results) -> None:
    assert [steps.uses(book, "net", source) for source in ("dock", "reef")] == [72, 24]
    assert steps.uses(book, "gull", "dock") == steps.uses(book, "netted", "reef") == 0
    phrases = Results(corpus_of(roomy(words=("salt", "net")), pairs=True), FEW).of_phrases()
    assert steps.uses(phrases, "salt net", "dock") == 72
    with pytest.raises(ParallaxError, match="sources has no 'gate'"):
        steps.uses(book, "net", "gate")
