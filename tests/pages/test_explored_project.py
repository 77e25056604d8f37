"""The explorer of a project, against the library."""

from __future__ import annotations

import json
from itertools import product
from pathlib import Path

import pytest

from helpers import own_project
from parallax import load_corpus
from parallax.claims import plain
from parallax.corpus.corpus import Corpus
from parallax.pages.explored_project import explored_groups, opening, project
from parallax.projects import layer, new
from parallax.tables.writing import replace_all

WORDS = "boat net oar dock reef toll guild sail calm dawn".split()


def many(folder: Path, n_groups: int, per_group: int) -> Corpus:
    """Return the corpus of some groups, each longer than the one before, and with a word of its own."""
    texts = {
        f"text-{group}-{at}": (
            f"group {group}",
            [" ".join([f"own{'abcdefghij'[group]}", "the", *WORDS[at:], *WORDS]) + "."] * (group + 1),
        )
        for group in range(n_groups)
        for at in range(per_group)
    }
    new.write_corpus(folder, own_project.take_in(own_project.documents(texts), paragraphs="line"), "Many")
    return load_corpus(folder)


@pytest.fixture(scope="module")
def three(tmp_path_factory: pytest.TempPathFactory) -> Corpus:
    return many(tmp_path_factory.mktemp("three") / "corpus", 3, 3)


def test_it_is_json_and_each_word_has_the_uses_of_the_library(three: Corpus) -> None:
    book = explored_groups(three)
    made = json.loads(json.dumps(project(book)))
    assert [one["id"] for one in made["articles"]] == ["group 0", "group 1", "group 2"]
    units = book.compared().units
    uses = dict(zip(units.terms.tolist(), units.totals.toarray().T.tolist(), strict=True))
    place = [group for group, one in enumerate(made["articles"]) for _ in one["paragraphs"]]
    for term, by_group in uses.items():
        mine = [0, 0, 0]
        for at, form, _, n in made["words"]["rows"]:
            mine[place[at]] += n * (made["words"]["names"][made["words"]["forms"][form][0]] == term)
        assert mine == by_group


def test_contrasts_are_those_of_the_library_of_all_groups_and_of_each_pair(three: Corpus) -> None:
    book = explored_groups(three)
    made = project(book)["contrasts"]
    assert set(made) == {""}
    assert set(made[""]) == {"0,1,2", "0,1", "0,2", "1,2"}
    for asked, groups in (("0,1,2", None), ("0,2", ["group 0", "group 2"])):
        table = book.contrasts(groups)
        rows = {(f"group {row[0]}", row[1]): (row[2], row[3]) for row in made[""][asked]["rows"]}
        keys = table[["group", "term"]].itertuples(index=False, name=None)
        values = zip(table["n_target"], table["log_odds"].round(2), strict=True)
        assert rows == dict(zip(keys, values, strict=True))


def test_it_opens_with_the_two_largest(three: Corpus) -> None:
    book = explored_groups(three)
    assert opening(book) == ["group 1", "group 2"]
    assert project(book)["presets"] == [("The two largest groups", ["group 1", "group 2"])]


def test_choices_that_change_nothing_have_one_level(three: Corpus) -> None:
    levels = {choice["id"]: choice["levels"] for choice in project(explored_groups(three))["choices"]}
    assert levels == {
        "lemma": [False], "stopwords": [False, True], "min_count": [None, 3], "masked": [False], "quoted": [True],
        "relayed": [True],
    }  # fmt: skip


def test_of_many_groups_the_largest_are_compared_by_themselves(tmp_path: Path) -> None:
    corpus = many(tmp_path / "corpus", 10, 2)
    book = explored_groups(corpus)
    made = project(book, of_all=False)
    assert [one["id"] for one in made["articles"]] == [f"group {group}" for group in range(2, 10)]
    assert not {"owna", "ownb"} & {*made["words"]["names"]}
    assert set(made["contrasts"][""]) == {"0,1,2,3,4,5,6,7", "6,7"}  # too many for every pair
    space: dict[str, object] = {"load_corpus": lambda: corpus, "plain": plain}
    again = eval(made["python"]["loaded"], space)  # what a reader copies
    assert list(again.groups.categories) == list(book.corpus.groups.categories)


def test_phrases_are_counted_in_the_ways_that_a_reader_can_choose_and_no_others(tmp_path: Path) -> None:
    corpus = many(tmp_path / "corpus", 2, 2)
    replace_all(tmp_path / "corpus", layer.files(tmp_path / "corpus", "lexicon"))
    made = project(explored_groups(load_corpus(tmp_path / "corpus")))
    assert len(corpus.tables["phrases"]) == 0 < len(made["phrases"]["names"])
    levels = {choice["id"]: choice["levels"] for choice in made["choices"]}
    offered = product(*(levels[choice] for choice in made["phrases"]["by"]))
    assert set(made["phrases"]["ways"]) == {"".join(str(int(level)) for level in way) for way in offered}
    assert len(made["phrases"]["ways"]) == 2  # with function words and without
