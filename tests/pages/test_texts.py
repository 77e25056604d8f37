"""Texts that may be published: what says so, which files come along, and what is known of each line."""

from __future__ import annotations

from pathlib import Path

import pytest

from helpers.own_project import TEXTS, accept, build
from parallax import load_corpus
from parallax.articles.extraction import extract
from parallax.errors import CorpusError
from parallax.pages.texts import SETTING, bring_texts, may_be_published, texts_of
from parallax.tables import layers, package
from parallax.tables.writing import to_csv


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a project whose texts, which are in its own folder, may not be published."""
    monkeypatch.delenv("PARALLAX_TEXTS", raising=False)
    build(tmp_path / "own")
    return tmp_path / "own"


def publish(project: Path, said: str = "true") -> None:
    config = project / "_config.yml"
    text = config.read_text(encoding="utf-8")
    config.write_text(text.replace(f"{SETTING}: false", f"{SETTING}: {said}"), encoding="utf-8")


def with_roles(corpus: Path, **role_of: str) -> None:
    """Add the layer of roles, in which the first line of some texts has another role than the body."""
    lines = layers.assumed_lines(package.read(corpus, "segments"))
    for source, role in role_of.items():
        lines.loc[(lines["source"] == source) & (lines["line"] == 0), "role"] = role
    descriptor = corpus / package.DESCRIPTOR
    descriptor.write_text(layers.with_layer(descriptor.read_text(encoding="utf-8"), "roles"), encoding="utf-8")
    (corpus / "lines.csv").write_text(to_csv(lines), encoding="utf-8", newline="\n")
    accept(corpus)
    extract(corpus, corpus / "texts")


def test_only_a_plain_yes_in_the_settings_lets_texts_be_published(project: Path, tmp_path: Path) -> None:
    assert not may_be_published(project)
    publish(project)
    assert may_be_published(project)
    for odd in ("sphinx: {}", "sphinx:", "", f"sphinx: {{config: {{{SETTING}: 'false'}}}}", f"{SETTING}: true"):
        (tmp_path / "_config.yml").write_text(odd, encoding="utf-8")
        assert not may_be_published(tmp_path)
    (tmp_path / "_config.yml").unlink()
    assert not may_be_published(tmp_path)


def test_texts_come_into_the_copy_only_if_they_may_be_published(project: Path, tmp_path: Path) -> None:
    (project / "corpus" / "texts" / "notes.txt").write_text("Not a text of the project.", encoding="utf-8")
    assert bring_texts(project, tmp_path / "copy") == ""
    assert not (tmp_path / "copy").exists()
    publish(project)
    assert bring_texts(project, tmp_path / "copy") == ""
    place = tmp_path / "copy" / "corpus" / "texts"
    assert {path.name for path in place.iterdir()} == {f"{name}.txt" for name in TEXTS}
    assert place.joinpath("first.txt").read_text(encoding="utf-8").splitlines() == TEXTS["first"][1]


def test_texts_may_be_elsewhere(project: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    publish(project)
    (project / "corpus" / "texts").rename(tmp_path / "elsewhere")
    monkeypatch.setenv("PARALLAX_TEXTS", "elsewhere")
    monkeypatch.chdir(tmp_path)
    assert bring_texts(project, tmp_path / "copy") == ""
    assert len(list((tmp_path / "copy" / "corpus" / "texts").iterdir())) == len(TEXTS)


def test_a_folder_without_texts_is_told(project: Path, tmp_path: Path) -> None:
    publish(project)
    for path in (project / "corpus" / "texts").iterdir():
        path.unlink()
    said = bring_texts(project, tmp_path / "copy")
    assert said.startswith(f"{SETTING} is true, but no text is in ")
    (project / "corpus" / "texts").rmdir()
    assert bring_texts(project, tmp_path / "copy") == said
    assert texts_of(project / "corpus", project / "corpus" / "texts") == []


def test_a_file_outside_the_folder_does_not_come_along(project: Path, tmp_path: Path) -> None:
    publish(project)
    sources = project / "corpus" / "sources.csv"
    changed = sources.read_text(encoding="utf-8").replace("first.txt", "../sources.csv")
    sources.write_text(changed, encoding="utf-8", newline="\n")
    with pytest.raises(CorpusError, match="outside the folder of texts"):
        bring_texts(project, tmp_path / "copy")


def test_a_text_has_its_facts_and_its_lines_numbered_as_the_corpus_numbers_them(project: Path) -> None:
    found = texts_of(project / "corpus", project / "corpus" / "texts")
    assert [text.source for text in found] == list(TEXTS)
    corpus = load_corpus(project / "corpus")
    for text in found:
        group, lines = TEXTS[text.source]
        mine = corpus.paragraphs[corpus.paragraphs["source"] == text.source]
        assert (text.group, text.title, text.language, text.right_to_left) == (group, text.source, "en", False)
        assert (text.n_paragraphs, text.n_words) == (len(mine), corpus.sizes[mine.index].sum())
        assert [line.words for line in text.lines] == lines
        assert [line.number for line in text.lines] == mine["paragraph"].tolist() == [1, 2]
        assert [line.anchor for line in text.lines] == [f"{text.source}-1", f"{text.source}-2"]


def test_lines_of_another_role_have_no_number(project: Path) -> None:
    with_roles(project / "corpus", second="title")
    first, second, *_ = texts_of(project / "corpus", project / "corpus" / "texts")
    assert [line[:2] for line in first.lines] == [(1, "first-1"), (2, "first-2")]
    numbered = load_corpus(project / "corpus").paragraphs.set_index(["source", "line"])["paragraph"]
    assert [line[:2] for line in second.lines] == [(None, ""), (numbered["second", 1], "second-1")]
    assert [line.words for line in second.lines] == TEXTS["second"][1]
    assert second.n_paragraphs == 1


def test_texts_that_are_not_those_that_were_counted_are_refused(project: Path) -> None:
    corpus = project / "corpus"
    text = corpus / "texts" / "third.txt"
    whole = text.read_text(encoding="utf-8")
    text.write_text(whole.replace("torn", "mended"), encoding="utf-8")
    with pytest.raises(CorpusError, match="third, line 0"):
        texts_of(corpus, corpus / "texts")
    text.unlink()
    with pytest.raises(CorpusError, match=r"third\.txt: file not found"):
        texts_of(corpus, corpus / "texts")
