"""Texts that come to a project and leave it: what stays keeps its rows, and a change that fails changes nothing."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest
from rich.console import Console

from helpers.own_project import LATER, TEXTS, accept, build, documents, enter
from helpers.toy import edit, snapshot
from parallax import load_corpus
from parallax.articles import new_tables
from parallax.articles.extraction import extract
from parallax.articles.new_tables import take_in
from parallax.articles.verification import verify
from parallax.errors import ParallaxError
from parallax.pages.build import BookError
from parallax.projects import change, layer, place
from parallax.tables import package
from parallax.tables.writing import replace_all

QUIET = Console(quiet=True)


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a project whose chapters are not run when it changes; that is tested by itself."""
    monkeypatch.setattr(place, "with_outputs", lambda root, contents, **_: dict(contents))
    build(tmp_path / "project")
    return tmp_path / "project"


def tables(project: Path) -> dict[str, pd.DataFrame]:
    corpus = project / "corpus"
    return {name: package.read(corpus, name) for name in package.tables(corpus)}


def in_order(project: Path) -> None:
    assert verify(project / "corpus", project / "corpus" / "texts") == []
    load_corpus(project / "corpus")


def with_layers(project: Path, *names: str) -> None:
    for name in names:
        replace_all(project / "corpus", layer.files(project / "corpus", name))


def of(table: pd.DataFrame, sources: list[str]) -> list[tuple[object, ...]]:
    mine = table[table["source"].isin(sources)].astype(object)
    return list(mine.where(mine.notna(), None).itertuples(index=False, name=None))


def read(project: Path) -> None:
    """Enter what somebody read: a role, a code of each paragraph of two texts, a fact with a quotation."""
    corpus = project / "corpus"
    edit(corpus / "lines.csv", "second,0,body,whole", "second,0,title,whole")
    enter(corpus, "variables", {"variable": "money", "family": "issue", "values": "0 1", "question": "Money?"})
    codes = [("second", 1, "1"), ("third", 0, "0"), ("third", 1, "1")]
    enter(
        corpus, "codings",
        *({"coder": "anna", "source": s, "line": n, "variable": "money", "value": v} for s, n, v in codes),
    )  # fmt: skip
    fact = {"fact": "toll", "theme": "money", "question": "Who wants a toll?", "relation": "contradiction"}
    enter(corpus, "facts", fact)
    enter(corpus, "quotations", {"quotation": "toll-reef", "source": "fourth", "line": 1, "words": "wants a toll"})
    enter(
        corpus, "fact_sources",
        {"fact": "toll", "source": "second", "line": 1, "status": "asserted", "value": "the guild"},
        {"fact": "toll", "source": "fourth", "line": 1, "status": "attributed", "value": "the reef",
         "quotation": "toll-reef"},
    )  # fmt: skip
    accept(corpus)
    extract(corpus, corpus / "texts")
    in_order(project)


def test_texts_that_are_added_get_ids_of_their_own_and_all_is_counted_as_if_they_had_been_there(project: Path) -> None:
    before = tables(project)
    taken = change.add(project, documents(LATER), paragraphs="line", console=QUIET)
    in_order(project)
    assert list(taken.texts) == ["fifth", "first-2"]
    after = tables(project)
    assert after["sources"]["source"].tolist() == [*TEXTS, "fifth", "first-2"]
    assert (project / "corpus" / "texts" / "first-2.txt").read_text(encoding="utf-8").splitlines() == LATER["first"][1]
    for name in ("sources", "segments", "terms"):
        assert of(after[name], list(TEXTS)) == of(before[name], list(TEXTS)), name
    # An independent way to the same tables: all texts taken in at once.
    whole = {**TEXTS, "fifth": LATER["fifth"], "first-2": LATER["first"]}
    at_once = take_in(documents(whole), paragraphs="line").tables
    for name, table in at_once.items():
        pd.testing.assert_frame_equal(after[name], table.astype(after[name].dtypes.to_dict()), check_dtype=False)


def test_what_was_read_of_the_texts_that_stay_stays_when_texts_come_and_go(project: Path) -> None:
    with_layers(project, "roles", "provenance", "lexicon", "codes", "facts")
    read(project)
    before = tables(project)
    change.add(project, documents(LATER), paragraphs="line", console=QUIET)
    in_order(project)
    after = tables(project)
    for name in ("lines", "codings", "facts", "fact_sources", "quotations", "sources"):
        old = before[name]
        kept = after[name][after[name]["source"].isin(TEXTS)] if "source" in old else after[name]
        pd.testing.assert_frame_equal(kept.reset_index(drop=True), old)
    new = after["lines"][after["lines"]["source"].isin(["fifth", "first-2"])]
    assert len(new) == 4
    assert new.drop_duplicates(["role", "section", "voice", "skip_chars"])[["role", "voice"]].to_numpy().tolist() == [
        ["body", "author"]
    ]

    gone = change.remove(project, ["fifth", "first-2"], console=QUIET)
    in_order(project)
    assert gone["sources.csv"] == 2
    assert gone["lines.csv"] == 4
    for name, table in tables(project).items():
        pd.testing.assert_frame_equal(table, before[name])
    assert sorted(path.stem for path in (project / "corpus" / "texts").iterdir()) == sorted(TEXTS)


def test_a_text_that_leaves_takes_its_rows_from_every_table(project: Path) -> None:
    with_layers(project, "roles", "lexicon", "codes", "facts")
    read(project)
    gone = change.remove(project, ["third"], console=QUIET)
    in_order(project)
    assert gone["codings.csv"] == 2
    after = tables(project)
    assert set(after["codings"]["source"]) == {"second"}
    for name, table in after.items():
        columns = [column for column in change.OF_SOURCE if column in table]
        assert not table[columns].isin(["third"]).any(axis=None), name
    # As it would be if it had never been there.
    rest = take_in(documents({name: own for name, own in TEXTS.items() if name != "third"}), paragraphs="line").tables
    pd.testing.assert_frame_equal(after["overlaps"], rest["overlaps"], check_dtype=False)
    assert set(after["lemmas"]["term"]) == set(after["terms"]["term"])


def test_without_texts_rows_are_dropped_and_nothing_else_changes(project: Path) -> None:
    with_layers(project, "lexicon")
    whole = tables(project)
    for path in (project / "corpus" / "texts").iterdir():
        path.unlink()
    change.remove(project, ["third"], console=QUIET)
    assert verify(project / "corpus", None) == []
    after = tables(project)
    for name in ("segments", "terms"):
        assert of(after[name], list(TEXTS)) == of(whole[name], ["first", "second", "fourth"])
    pairs = after["phrases"].groupby("entry")["n"].sum()
    assert (pairs >= 2).all()
    with pytest.raises(ParallaxError, match="file not found"):
        change.add(project, documents(LATER), console=QUIET)


def test_a_fact_that_nobody_would_state_any_more_is_named_and_can_be_settled_first(project: Path) -> None:
    with_layers(project, "roles", "lexicon", "codes", "facts")
    read(project)
    corpus = project / "corpus"
    edit(corpus / "facts.csv", "contradiction", "agreement")
    accept(corpus)
    before = snapshot(project)
    with pytest.raises(ParallaxError, match=r"(?s)facts\.csv, row 2: toll is agreement and has 1 sources.*by hand"):
        change.remove(project, ["fourth"], console=QUIET)
    assert snapshot(project) == before

    edit(corpus / "facts.csv", "agreement", "single")
    assert change.remove(project, ["fourth"], console=QUIET)["quotations.csv"] == 1
    (message,) = verify(corpus, corpus / "texts")
    assert "facts.csv is not as it was accepted" in message
    accept(corpus)
    in_order(project)


def test_what_cannot_be_removed_is_named_and_nothing_is_changed(project: Path) -> None:
    before = snapshot(project)
    with pytest.raises(ParallaxError, match="there is no text sixth, seventh"):
        change.remove(project, ["first", "sixth", "seventh"], console=QUIET)
    with pytest.raises(ParallaxError, match="only 'dock' is left"):
        change.remove(project, ["third", "fourth"], console=QUIET)
    with pytest.raises(ParallaxError, match="nothing is left"):
        change.remove(project, list(TEXTS), console=QUIET)
    assert snapshot(project) == before


def test_what_cannot_be_added_is_named_and_nothing_is_changed(project: Path) -> None:
    before = snapshot(project)
    german = {"neu": ("reef", ["Das Netz ist am Riff gerissen.", "Niemand flickt das Netz."])}
    own = [replace(document, facts={"language": "de"}) for document in documents(german)]
    with pytest.raises(ParallaxError, match="different languages: German and English"):
        change.add(project, own, console=QUIET)
    with pytest.raises(ParallaxError, match="no word in it"):
        change.add(project, documents({"blank": ("reef", ["1 2 3", "4"])}), paragraphs="line", console=QUIET)
    edit(project / "corpus" / "texts" / "first.txt", "dawn", "dusk")
    with pytest.raises(ParallaxError, match="first, line 0: expected sha256"):
        change.add(project, documents(LATER), console=QUIET)
    edit(project / "corpus" / "texts" / "first.txt", "dusk", "dawn")
    assert snapshot(project) == before

    words = set(package.stopwords(project / "corpus"))
    change.add(project, own, across=True, console=QUIET)
    in_order(project)
    assert set(package.stopwords(project / "corpus")) > words | {"das"}


def test_no_more_groups_are_added_than_can_be_compared(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(new_tables, "MOST_CONTRASTS", 1)
    before = snapshot(project)
    with pytest.raises(ParallaxError, match="2 groups, compared in each of"):
        change.add(project, documents(LATER), console=QUIET)
    assert snapshot(project) == before


def test_tables_that_are_not_in_order_are_not_added_to(project: Path) -> None:
    edit(project / "corpus" / "sources.csv", "dock", "quay")
    with pytest.raises(ParallaxError, match=r"sources\.csv is not as it was accepted.*parallax accept"):
        change.add(project, documents(LATER), console=QUIET)
    edit(project / "corpus" / "terms.csv", "boat", "boot")
    with pytest.raises(ParallaxError, match=r"(?s)terms\.csv is not as it was accepted"):
        change.remove(project, ["first"], console=QUIET)


def test_a_second_copy_of_a_text_is_noticed(project: Path) -> None:
    taken = change.add(project, documents({"copy": TEXTS["third"]}), paragraphs="line", console=QUIET)
    assert any("third and copy" in said and "no two witnesses" in said for said in taken.noticed)
    assert not any("first" in said for said in taken.noticed)


def test_a_chapter_that_fails_leaves_the_project_as_it_was(tmp_path: Path) -> None:
    build(tmp_path / "project")
    project = tmp_path / "project"
    for name in ("terms", "keyness", "omissions", "topics", "intro"):
        (project / "chapters" / f"{name}.ipynb").unlink()
    toc = "format: jb-book\nroot: chapters/texts\n"
    (project / "_toc.yml").write_text(toc, encoding="utf-8")
    edit(project / "chapters" / "texts.ipynb", "plain.intro(book)", "plain.outro(book)")
    before = {name: own for name, own in snapshot(project).items() if not name.startswith("_build")}
    with pytest.raises(BookError, match="outro"):
        change.remove(project, ["first"], console=QUIET)
    with pytest.raises(BookError, match="outro"):
        change.add(project, documents(LATER), paragraphs="line", console=QUIET)
    assert {name: own for name, own in snapshot(project).items() if not name.startswith("_build")} == before

    edit(project / "chapters" / "texts.ipynb", "plain.outro(book)", "plain.intro(book)")
    change.remove(project, ["first"], console=QUIET)
    assert "3 texts" in (project / "chapters" / "texts.ipynb").read_text(encoding="utf-8")
