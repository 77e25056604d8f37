"""The words that the explorer can show, and which it leaves out."""

from __future__ import annotations

import pytest

from helpers import own_project
from helpers.toy import Toy
from parallax import load_corpus
from parallax.claims.plain import PROJECT
from parallax.claims.results import Results
from parallax.pages.explored_words import words


@pytest.fixture(scope="module")
def groups(tmp_path_factory: pytest.TempPathFactory) -> Results:
    folder = own_project.build(tmp_path_factory.mktemp("explored") / "project")
    return Results(load_corpus(folder), PROJECT.but(min_total=2))


def test_a_word_of_one_article_is_shown_from_the_uses_that_are_compared_on(toy: Toy) -> None:
    corpus = load_corpus(toy.corpus)
    by_term = corpus.tables["terms"].groupby("term").agg(n=("n", "sum"), articles=("source", "nunique"))
    alone = by_term[(by_term["articles"] == 1) & (by_term["n"] == 2)].index[0]
    shown = {enough: words(Results(corpus), enough) for enough in (2, 3)}
    names = {enough: {made["names"][at] for at in made["shown"][0]} for enough, made in shown.items()}
    assert alone in names[2]
    assert alone not in names[3]


def test_uses_are_those_of_each_text(groups: Results) -> None:
    made, terms = words(groups, 2), groups.corpus.tables["terms"]
    order = [source for source in groups.corpus.sources["source"] if source]
    uses = {(order[at], made["names"][made["forms"][form][0]]): 0 for at, form, _, _ in made["rows"]}
    for at, form, _, n in made["rows"]:
        uses[order[at], made["names"][made["forms"][form][0]]] += n
    counted = terms.groupby(["source", "term"])["n"].sum()
    shown = {made["names"][at] for at in made["shown"][0]}
    assert {key: n for key, n in uses.items() if key[1] in shown} == {
        key: n for key, n in counted.items() if key[1] in shown
    }


def test_function_words_go_first_where_there_is_no_room_then_what_is_used_least(groups: Results) -> None:
    every = words(groups, 2)
    assert not every["fitted"]
    content = [row for row in every["rows"] if not every["forms"][row[1]][2]]
    assert 0 < len(content) < len(every["rows"])
    made = words(groups, 2, most=len(content))
    assert made["fitted"]
    assert not any(function for _, _, function in made["forms"])
    assert len(made["rows"]) == len(content)
    fewer = words(groups, 2, most=len(content) - 1)
    total = groups.corpus.tables["terms"].groupby("term")["n"].sum()
    left, before = ({each["names"][name] for name, _, _ in each["forms"]} for each in (fewer, made))
    assert before > left
    assert max(total[name] for name in before - left) <= min(total[name] for name in left)
