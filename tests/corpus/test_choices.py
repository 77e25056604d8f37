"""Choices of counting: every level has words, combinations are all there, a corpus is counted as it was told."""

from __future__ import annotations

import inspect

import pytest

from helpers.articles import corpus_of
from parallax.claims import robustness
from parallax.claims.framing import one_entry_carries
from parallax.claims.keyness import CRITERIA
from parallax.claims.results import Results
from parallax.claims.sources import confined_naming, never_names
from parallax.corpus import choices
from parallax.corpus.corpus import Corpus

ARTICLES = {
    "dock": ['net "oil the *lamp', "nets nets sand"],
    "reef": ["net oil", '"sand calm'],
    "sail": ["lamp gale"],
}
SEEDED = [("net", "fishing", ""), ("gale", "weather", "foul")]


@pytest.fixture
def corpus() -> Corpus:
    made = corpus_of(ARTICLES, voices={("sail", 1): "relayed"}, lemmas=[("nets", "net")], frames=SEEDED)
    frames = made.tables["frames"].assign(origin=["seed", "text"])
    return Corpus(**{**vars(made), "tables": {**made.tables, "frames": frames}})


def counted(corpus: Corpus) -> dict[str, int]:
    words = Results(corpus).content_words()
    return dict(zip(words.terms.tolist(), words.counts.sum(axis=0).tolist(), strict=True))


def test_every_choice_is_one_that_a_corpus_knows_or_that_is_made_here() -> None:
    known = set(inspect.signature(Corpus.variant).parameters) - {"self"}
    assert set(choices.CHOICES) == known | {"measure", "prior", "seeds"}
    assert set(choices.CHOICES["measure"]) == set(CRITERIA)
    assert set(choices.COUNTING) == known


def test_every_level_that_is_crossed_has_words_of_its_own() -> None:
    for name in choices.CHOICES:
        levels = [combination[name] for combination in choices.combinations((name,))]
        words = [choices.LEVELS[name, level] for level in levels]
        assert len(set(words)) == len(words) > 1
    assert len(choices.LEVELS) == sum(len(list(choices.combinations((name,)))) for name in choices.CHOICES)


def test_combinations_are_all_of_them_and_the_books_own_comes_first() -> None:
    found = list(choices.combinations(("lemma", "quoted", "prior")))
    assert len(found) == 2 * 2 * 3
    assert len({tuple(one.items()) for one in found}) == len(found)
    assert found[0] == {"lemma": False, "quoted": True, "prior": 0.1}
    assert list(choices.combinations(())) == [{}]


def test_with_no_choice_each_analysis_counts_as_it_would(corpus: Corpus) -> None:
    assert counted(choices.chosen(corpus, {})) == counted(corpus) == {
        "net": 2, "nets": 2, "oil": 2, "sand": 2, "calm": 1, "lamp": 1, "gale": 1}  # fmt: skip


@pytest.mark.parametrize(
    ("choice", "changed"),
    [
        ({"lemma": True}, {"net": 4, "nets": None}),
        ({"stopwords": True}, {"the": 1}),
        ({"masked": True}, {"lamp": 2}),
        ({"quoted": False}, {"oil": 1, "sand": 1}),
        ({"relayed": False}, {"lamp": None, "gale": None}),
        ({"min_count": 2}, {"calm": None, "lamp": None, "gale": None}),
        ({"min_count": None}, {}),
        ({"measure": "g2"}, {}),
    ],
)
def test_a_choice_changes_what_it_says_and_nothing_else(choice: dict, changed: dict, corpus: Corpus) -> None:
    expected = {**counted(corpus), **changed}
    assert counted(choices.chosen(corpus, choice)) == {term: n for term, n in expected.items() if n is not None}


def test_passages_that_are_left_out_leave_sizes_paragraphs_phrases_and_sources(corpus: Corpus) -> None:
    unquoted = choices.chosen(corpus, {"quoted": False})
    assert unquoted.sizes.tolist() == [3, 3, 2, 1, 2]
    own = choices.chosen(corpus, {"relayed": False})
    assert own.sources["source"].tolist() == ["dock", "reef"]
    assert len(own.paragraphs) == len(own.sizes) == 4
    phrases = corpus.tables["phrases"].assign(quoted=1)
    quoted = Corpus(**{**vars(corpus), "tables": {**corpus.tables, "phrases": phrases}})
    assert len(choices.chosen(quoted, {}).tables["phrases"]) == len(phrases) > 0
    assert choices.chosen(quoted, {"quoted": False}).tables["phrases"].empty


def test_phrases_of_paragraphs_that_are_left_out_go_where_others_of_their_source_stay() -> None:
    articles = {"dock": ["net keeper", "net rope net keeper", "gale keeper"], "reef": ["rope keeper", "sand"]}
    mixed = corpus_of(articles, voices={("dock", 2): "relayed", ("reef", 1): "undetermined"})
    own = choices.chosen(mixed, {"relayed": False})
    assert own.sources["source"].tolist() == ["dock", "reef"]
    phrases = own.tables["phrases"]
    assert phrases[["source", "line", "entry"]].to_numpy().tolist() == [
        ["dock", 2, "net"], ["dock", 2, "keeper"], ["dock", 4, "gale"], ["dock", 4, "keeper"]]  # fmt: skip
    assert phrases.dtypes.equals(mixed.tables["phrases"].dtypes)
    assert choices.chosen(mixed, {}).tables["phrases"].equals(mixed.tables["phrases"])
    every, mine = Results(mixed), Results(own)
    carried = one_entry_carries(mine, frame="fishing", source="dock", entry="net", share=0.9)
    assert (carried.figures["hits"], carried.figures["all_hits"], carried.holds) == (1, 1, True)
    assert confined_naming(every, source="dock", actor="keeper", last=1).figures["times"] == 3
    assert confined_naming(mine, source="dock", actor="keeper", last=1).figures["times"] == 2
    assert never_names(mine, sources=["reef"], actor="keeper").holds
    assert not never_names(every, sources=["reef"], actor="keeper").holds


def test_seeds_leave_out_entries_that_were_added_on_reading(corpus: Corpus) -> None:
    seeds = choices.chosen(corpus, {"seeds": True})
    assert seeds.tables["frames"]["entry"].tolist() == ["net"]
    kept = seeds.tables["phrases"]
    assert set(kept.loc[kept["lexicon"] == "frames", "entry"]) == {"net"}
    assert "gale" in set(corpus.tables["phrases"]["entry"])


def test_a_prior_is_kept_for_the_analysis_that_takes_one(corpus: Corpus) -> None:
    assert robustness.counted(corpus, {"prior": 1.0}).settings.strength == 1.0
    assert robustness.counted(corpus, {}).settings.strength == choices.CHOICES["prior"][0]


def test_an_unknown_choice_is_refused(corpus: Corpus) -> None:
    with pytest.raises(ValueError, match="unknown choice 'colour'; choose from lemma, quoted"):
        choices.chosen(corpus, {"colour": "red"})
