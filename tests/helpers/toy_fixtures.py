"""The toy project as fixtures."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from helpers.toy import Toy, build
from parallax import Corpus, load_corpus


@pytest.fixture(scope="session")
def toy_of_two(tmp_path_factory: pytest.TempPathFactory) -> Toy:
    """Return the project of two sources; not to be changed."""
    return build(tmp_path_factory.mktemp("two"), 2)


@pytest.fixture(scope="session")
def toy_of_seven(tmp_path_factory: pytest.TempPathFactory) -> Toy:
    """Return the project of seven sources; not to be changed."""
    return build(tmp_path_factory.mktemp("seven"), 7)


@pytest.fixture(scope="session")
def two(toy_of_two: Toy) -> Corpus:
    """Return the corpus of two sources."""
    return load_corpus(toy_of_two.corpus)


@pytest.fixture(scope="session")
def seven(toy_of_seven: Toy) -> Corpus:
    """Return the corpus of seven sources."""
    return load_corpus(toy_of_seven.corpus)


@pytest.fixture
def toy(toy_of_two: Toy, tmp_path: Path) -> Toy:
    """Return a copy of the project of two sources, to be broken."""
    shutil.copytree(toy_of_two.corpus, tmp_path / "corpus")
    shutil.copytree(toy_of_two.texts, tmp_path / "texts")
    return Toy(tmp_path / "corpus", tmp_path / "texts")
