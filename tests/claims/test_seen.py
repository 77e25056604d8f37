"""Claims see groups as texts, or texts by themselves; a book without groups is seen as it is."""

from __future__ import annotations

from pathlib import Path

import pytest

from helpers import read_project
from helpers.project import ROOT
from parallax import Corpus, load_corpus
from parallax.claims.results import Results
from parallax.claims.seen import GROUPS, TEXTS, seen


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Corpus:
    return load_corpus(read_project.build(tmp_path_factory.mktemp("read")))


def test_results_see_groups_or_texts_and_a_book_without_groups_as_it_is(corpus: Corpus) -> None:
    book = Results(corpus, keep=False)
    assert list(seen(book, GROUPS)[0].corpus.names) == ["Deich", "Moor"]
    assert list(seen(book, TEXTS)[0].corpus.names) == list(read_project.TEXTS)
    assert seen(book, "")[0] is book
    assert book.hits().by_document
    assert book.hits().clusters.tolist() == corpus.paragraphs["source"].tolist()
    own = Results(load_corpus(Path(ROOT, "corpus")), keep=False)
    assert seen(own, GROUPS) == (own, {}) == seen(own, TEXTS)
    assert own.hits().drawn is own.hits()  # paragraphs
