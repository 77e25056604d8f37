"""Evidence on topics, on articles of a few words."""

from __future__ import annotations

import pytest

from articles import corpus_of, times
from parallax.evidence import Evidence, clusters

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
    found = clusters.main_topics_shared(corpus, k=2, together=together)
    assert found == Evidence(pytest.approx(least), pytest.approx(least), pytest.approx(1.0), holds)


@pytest.mark.parametrize(("lemma", "shared"), [(True, True), (False, False)])
def test_main_topics_are_of_lemmas_or_of_forms(lemma: bool, shared: bool) -> None:
    articles = {"dock": times(4, "net"), "reef": times(3, "nets"), "sail": times(2, "barn")}
    corpus = corpus_of(articles, lemmas=[("nets", "net")])
    together = [["dock", "reef"], ["sail"]] if shared else [["dock"], ["reef"], ["sail"]]
    assert clusters.main_topics_shared(corpus, k=2 if shared else 3, together=together, lemma=lemma).holds
