"""Layers of a project: each can be added to any other, has tables without rows, and a page that runs without them."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pandas as pd
import pytest
import yaml
from rich.console import Console

from helpers.own_project import TEXTS, accept, build, enter, run
from helpers.project import ROOT
from helpers.toy import edit, snapshot
from parallax import load_corpus
from parallax.articles.extraction import extract
from parallax.articles.verification import accept as accept_tables
from parallax.articles.verification import verify
from parallax.claims import layer_tables
from parallax.errors import ParallaxError
from parallax.pages import scaffold
from parallax.projects import layer
from parallax.tables import layers, package
from parallax.tables.writing import replace_all

QUIET = Console(quiet=True)
NAMES = [name for name in layers.LAYERS if name != layers.CORE]

#: Rows that somebody enters, by layer and table.
ROWS: dict[str, dict[str, list[dict[str, object]]]] = {
    "provenance": {
        "hops": [
            {"source": "third", "hop": 1, "holder": "Reef Post", "act": "wrote", "language": "en", "basis": "text"},
            {"source": "third", "hop": 2, "holder": "a reader", "act": "copied", "language": "en", "basis": "inferred",
             "lost": "byline"},
        ],
    },
    "lexicon": {
        "frames": [
            {"entry": "boat", "frame": "vessels", "origin": "seed"},
            {"entry": "net", "frame": "gear", "origin": "seed"},
        ],
    },
    "codes": {
        "variables": [{"variable": "money", "family": "issue", "values": "0 1", "question": "Is it about money?"}],
        "codings": [
            {"coder": "anna", "source": source, "line": line, "variable": "money", "value": value}
            for source, value in (("second", "1"), ("third", "0"))
            for line in (0, 1)
        ],
    },
    "attributions": {
        "entities": [{"actor": "guild", "label": "the guild"}, {"actor": "orla", "label": "Orla Finn"}],
        "attributions": [
            {"source": "first", "line": 1, "attribution": 1, "speaker": "orla", "kind": "named", "side": "dock_side",
             "place": "unsaid", "mode": "speech", "form": "direct", "cue": "say", "n_quoted": 4, "gist": "It is slow."},
            {"source": "fourth", "line": 1, "attribution": 1, "speaker": "guild", "kind": "institution",
             "side": "dock_side", "place": "unsaid", "mode": "speech", "form": "indirect", "cue": "say", "n_quoted": 0,
             "gist": "The reef wants a toll."},
        ],
        "mentions": [{"source": "fourth", "line": 1, "actor": "guild", "naming": "guild", "n": 1, "n_quoted": 0}],
        "categories": [{"table": "attributions", "column": "side", "value": "dock_side", "label": "Dock people"}],
    },
    "facts": {
        "facts": [{"fact": "toll", "theme": "money", "question": "Who wants a toll?", "relation": "contradiction"}],
        "fact_sources": [
            {"fact": "toll", "source": "first", "status": "absent"},
            {"fact": "toll", "source": "second", "line": 1, "status": "asserted", "value": "the guild"},
            {"fact": "toll", "source": "third", "status": "absent"},
            {"fact": "toll", "source": "fourth", "line": 1, "status": "attributed", "value": "the reef"},
        ],
    },
}  # fmt: skip

#: The example that every new ledger has, commented out.
CLAIM = "".join(
    f"{line[2:]}\n" for line in scaffold.template("claims.yml").split("at the end:\n#\n")[1].splitlines()[:-1]
)


@pytest.fixture
def project(tmp_path: Path) -> Path:
    build(tmp_path / "project")
    return tmp_path / "project"


def put(project: Path, name: str) -> None:
    """Add the tables of a layer, without its chapter."""
    replace_all(project / "corpus", layer.files(project / "corpus", name))


def in_order(project: Path) -> None:
    assert verify(project / "corpus", project / "corpus" / "texts") == []
    load_corpus(project / "corpus")


@pytest.mark.parametrize("name", NAMES)
def test_a_layer_alone_is_in_order_and_changes_nothing_of_the_other_tables(project: Path, name: str) -> None:
    before = snapshot(project / "corpus")
    put(project, name)
    in_order(project)
    after = snapshot(project / "corpus")
    changed = {file for file in before if after[file] != before[file]}
    assert changed == {package.DESCRIPTOR} | ({"sources.csv"} if name == "provenance" else set())
    assert layers.named(package.descriptor(project / "corpus")) == ["core", name]
    tables = package.tables(project / "corpus")
    assert set(layers.own(name)) <= set(tables)
    empty = [table for table in layers.own(name) if table not in ("lines", "phrases")]
    assert all(package.read(project / "corpus", table).empty for table in empty)


@pytest.mark.parametrize("order", [NAMES, NAMES[::-1], sorted(NAMES)], ids=["listed", "reversed", "by name"])
def test_all_layers_in_any_order_make_one_descriptor(project: Path, order: list[str]) -> None:
    for name in order:
        put(project, name)
    in_order(project)
    have = {entry["name"]: entry for entry in package.descriptor(project / "corpus")["resources"]}
    whole = yaml.safe_load(layers.descriptor_text("name: x\n", NAMES))
    wanted = {entry["name"]: entry for entry in whole["resources"]}
    assert have.keys() == wanted.keys()
    for name, entry in wanted.items():
        assert {key: have[name][key] for key in entry} == entry, name
    assert package.descriptor(project / "corpus")["layers"] == list(layers.LAYERS)


def test_what_was_accepted_of_other_tables_and_comments_stay(project: Path) -> None:
    path = project / "corpus" / package.DESCRIPTOR
    edit(path, "version: 0.1.0\n", "version: 0.1.0\n# Ours since spring.\n")
    before = {entry["name"]: entry["hash"] for entry in package.descriptor(project / "corpus")["resources"]}
    put(project, "facts")
    assert "# Ours since spring." in path.read_text(encoding="utf-8")
    after = {entry["name"]: entry["hash"] for entry in package.descriptor(project / "corpus")["resources"]}
    assert {name: after[name] for name in before} == before


def test_lines_are_assumed_and_references_go_to_them(project: Path) -> None:
    put(project, "codes")
    put(project, "roles")
    lines = package.read(project / "corpus", "lines")
    assert len(lines) == sum(len(own) for _, own in TEXTS.values())
    assert set(lines["role"]) == {"body"}
    text = (project / "corpus" / package.DESCRIPTOR).read_text(encoding="utf-8")
    assert "{resource: segments" not in text
    # A code on a line that there is none of is refused by the reference.
    enter(project / "corpus", "variables", *ROWS["codes"]["variables"])
    enter(project / "corpus", "codings", {**ROWS["codes"]["codings"][0], "line": 7})
    assert any("codings.csv" in message and "lines" in message for message in verify(project / "corpus", None))


def test_a_role_that_was_reviewed_reaches_the_counts_by_extraction(project: Path) -> None:
    put(project, "roles")
    corpus = project / "corpus"
    edit(corpus / "lines.csv", "first,0,body", "first,0,title")
    accept(corpus)
    assert any("role or skip_chars" in message or "extract" in message for message in verify(corpus, None))
    extract(corpus, corpus / "texts")
    in_order(project)
    assert "the title of nobody" not in layer_tables.on_roles(load_corpus(corpus))
    assert layer_tables.on_roles(load_corpus(corpus)).startswith("Of 8 lines, 7 are paragraphs of the body; 100%")


@pytest.mark.parametrize("name", layer.TITLES)
def test_the_page_of_an_empty_layer_says_so(project: Path, name: str) -> None:
    if name != layer.CLAIMS:
        put(project, name)
    chapter = layer.FILES.get(name, name)
    glued, shown = run(scaffold.chapter(chapter), project / "chapters")
    if name == "roles":
        assert str(glued["answer"]).startswith("Nobody has reviewed the lines yet")
    elif name == layer.CLAIMS:
        assert glued["answer"] == layer_tables.NOT_CLAIMED
    else:
        assert str(glued["answer"]).startswith("Nothing has been entered yet; the table")
        path = next(word.strip(",;") for word in str(glued["answer"]).split() if word.startswith("corpus/"))
        assert (project / path).is_file()
    assert [each._repr_html_() for each in shown] == [] or name == "roles"


@pytest.mark.parametrize("name", ROWS)
def test_the_page_of_a_layer_counts_what_was_entered(project: Path, name: str) -> None:
    put(project, name)
    corpus = project / "corpus"
    for table, rows in ROWS[name].items():
        enter(corpus, table, *rows)
    accept(corpus)
    if name == "lexicon":
        extract(corpus, corpus / "texts")
    in_order(project)
    glued, shown = run(scaffold.chapter(name), project / "chapters")
    assert "Nothing" not in str(glued["answer"])
    tables = [re.sub("<[^>]*>", " ", each._repr_html_()) for each in shown]
    expected = {
        "provenance": ("known of 1 of 4 texts", "Reef Post wrote it"),
        "lexicon": ("2 entries in 2 categories; 2 of them", "vessels Dock 4"),
        "codes": ("4 paragraphs of 8 are coded, by 1 coder: anna", "anna Is it about money? 1 2 0"),
        "attributions": ("2 speakers are heard in 2 attributions", "Dock people 1 1"),
        "facts": ("1 question was put to the texts; 1 of them", "Who wants a toll? the guild the reef"),
    }[name]
    assert expected[0] in str(glued["answer"])
    assert any(expected[1] in " ".join(table.split()) for table in tables), tables


def test_agreement_is_shown_from_two_coders_on(project: Path) -> None:
    put(project, "codes")
    corpus = project / "corpus"
    for table, rows in ROWS["codes"].items():
        enter(corpus, table, *rows)
    accept(corpus)
    glued, shown = run(scaffold.chapter("codes"), project / "chapters")
    assert "cannot be told before two coders" in str(glued["agreement"])
    assert len(shown) == 1
    enter(corpus, "codings", *({**row, "coder": "ben"} for row in ROWS["codes"]["codings"]))
    accept(corpus)
    in_order(project)
    glued, shown = run(scaffold.chapter("codes"), project / "chapters")
    assert "Agreement is consistency" in str(glued["agreement"])
    assert len(shown) == 2


def test_claims_are_listed_with_their_marks_and_one_that_fails_is_refused(project: Path) -> None:
    (project / "chapters" / "claims.yml").write_text(CLAIM, encoding="utf-8")
    glued, (table,) = run(scaffold.chapter(layer.FINDINGS), project / "chapters")
    assert glued["answer"] == "1 sentence is claimed, and tested each time this page runs."
    assert "Dock never uses <em>net</em>; the others do, 3 times." in table._repr_html_()
    assert "counted" in table._repr_html_()
    edit(project / "chapters" / "claims.yml", "terms: [net]", "terms: [boat]")
    with pytest.raises(ParallaxError, match="claim 'no-net-at-the-dock' of terms does not hold"):
        run(scaffold.chapter(layer.FINDINGS), project / "chapters")


def test_the_test_of_claims_makes_each_change(project: Path) -> None:
    (project / "chapters" / "claims.yml").write_text(CLAIM, encoding="utf-8")
    name, place = layer.TEST_OF_CLAIMS
    (project / place).write_text(scaffold.template(name), encoding="utf-8")

    def tested() -> str:
        command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", str(project / place)]
        environment = os.environ | {"PYTHONPATH": str(ROOT / "lib")}
        return subprocess.run(command, cwd=project, env=environment, capture_output=True, text=True).stdout

    assert "2 passed" in tested()
    edit(project / "chapters" / "claims.yml", "term: net, quoted", "term: boat, quoted")
    assert "1 failed, 1 passed" in tested()


def test_what_is_there_or_unknown_or_not_in_order_is_refused(project: Path) -> None:
    put(project, "facts")
    with pytest.raises(ParallaxError, match="the layer 'facts' is there already"):
        layer.add(project, "facts", console=QUIET)
    with pytest.raises(ParallaxError, match=r"(?s)there is no layer 'fact'.*add one of these: roles.*codes: what"):
        layer.add(project, "fact", console=QUIET)
    edit(project / "corpus" / "sources.csv", "dock", "quay")
    with pytest.raises(ParallaxError, match=r"sources\.csv is not as it was accepted"):
        layer.add(project, "codes", console=QUIET)
    with pytest.raises(ParallaxError, match="is no project"):
        layer.add(project / "corpus", "codes", console=QUIET)


def test_word_lists_need_the_texts(project: Path) -> None:
    shutil.rmtree(project / "corpus" / "texts")
    before = snapshot(project)
    with pytest.raises(ParallaxError, match="file not found"):
        layer.add(project, "lexicon", console=QUIET)
    assert snapshot(project) == before


def test_the_book_of_coded_lines_is_no_such_project() -> None:
    with pytest.raises(ParallaxError, match="have no groups"):
        layer.listing(ROOT)


def test_a_layer_without_a_page_is_added_at_once_and_listed(project: Path) -> None:
    assert layer.add(project, "names", console=QUIET) == [
        "corpus/lexicons/actors.csv", "corpus/lexicons/demonyms.csv", "corpus/lexicons/chronology.csv",
        "corpus/categories.csv",
    ]  # fmt: skip
    in_order(project)
    there = {each.name: each.there for each in layer.listing(project)}
    assert there == dict.fromkeys([*NAMES, layer.CLAIMS], False) | {"names": True}


def test_a_descriptor_that_is_laid_out_otherwise_is_refused_whole(project: Path) -> None:
    path = project / "corpus" / package.DESCRIPTOR
    content = yaml.safe_load(path.read_text(encoding="utf-8"))
    path.write_text(yaml.safe_dump(content, sort_keys=False), encoding="utf-8")
    before = snapshot(project)
    with pytest.raises(ParallaxError, match="lay it out as `parallax new` does"):
        layer.add(project, "provenance", console=QUIET)
    assert snapshot(project) == before


def test_no_part_of_a_descriptor_speaks_of_this_book() -> None:
    said = " ".join(layers.part(name) for name in layers.LAYERS)
    for word in ("article", "Taliban", "exile", "Afghan", "Vienna", "Tajik", "Doha"):
        assert not re.search(rf"\b{word}s?\b", said.replace("without article and possessive", ""), re.IGNORECASE), word


@pytest.mark.ci("a project with every layer")
def test_a_project_with_every_layer_is_tested_as_its_makefile_does(project: Path) -> None:
    for name in [*NAMES, layer.CLAIMS]:
        layer.add(project, name, console=QUIET)
        in_order(project)
    for name, tables in ROWS.items():
        for table, rows in tables.items():
            enter(project / "corpus", table, *rows)
        accept(project / "corpus")
        if name == "lexicon":
            extract(project / "corpus", project / "corpus" / "texts")
    accept_tables(project / "corpus", project / "corpus" / "texts")
    (project / "chapters" / "claims.yml").write_text(CLAIM, encoding="utf-8")
    environment = os.environ | {"PYTHONPATH": str(ROOT / "lib")}
    for target in ("notebooks", "test", "book"):
        made = subprocess.run(
            ["make", target, f"CHECKOUT={ROOT}"], cwd=project, env=environment, capture_output=True, text=True
        )
        assert made.returncode == 0, made.stdout + made.stderr
    pages = {path.stem for path in (project / "_build" / "html" / "chapters").glob("*.html")}
    assert {layer.FILES.get(name, name) for name in layer.TITLES} <= pages


def test_rows_of_texts_become_rows_of_their_groups(project: Path) -> None:
    corpus = load_corpus(project / "corpus")
    rows = layer_tables.of_groups(corpus, pd.DataFrame({"source": ["third", "first"], "n": [1, 2]}))
    assert rows["source"].tolist() == ["reef", "dock"]
