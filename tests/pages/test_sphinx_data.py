"""The data dictionary: what the descriptor says, all of it, escaped, with anchors that chapters can link to."""

from __future__ import annotations

import io
import re
import shutil
from collections.abc import Iterator
from html import unescape
from pathlib import Path
from typing import NamedTuple

import pytest
import yaml
from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util.docutils import docutils_namespace, patch_docutils

from helpers.toy import REPOSITORY, Toy, resources
from parallax.pages.sphinx_data import allowed

PAGE = "# Data\n\n```{data-dictionary} /corpus\n```\n"
TINY = {
    "resources": [
        {
            "name": "towns",
            "path": "towns.csv",
            "title": "Towns <script>alert(1)</script>",
            "made": "coded",
            "schema": {
                "primaryKey": ["town"],
                "fields": [
                    {"name": "town", "type": "string", "description": "Its *name* & <script>alert(2)</script>"},
                    {"name": "size", "type": "integer", "description": "Souls.", "constraints": {"enum": ["<b>", 7]}},
                ],
            },
        },
    ]
}


class Built(NamedTuple):
    """A small book with the dictionary on one page and links to it on another."""

    html: str
    links: str
    warnings: str
    doctree: nodes.document
    folder: Path
    dependencies: set[str]


def build(folder: Path, corpus: Path, links: str = "# Links\n") -> Built:
    """Set the two pages."""
    source = folder / "source"
    source.mkdir()
    (source / "index.md").write_text(f"{PAGE}\n```{{toctree}}\nlinks\n```\n", encoding="utf-8")
    (source / "links.md").write_text(links, encoding="utf-8")
    if corpus.is_dir():
        shutil.copytree(corpus, source / "corpus", ignore=shutil.ignore_patterns("texts"))
    warnings = io.StringIO()
    settings = {
        "extensions": ["myst_parser", "parallax.pages.sphinx_data"],
        "exclude_patterns": ["corpus"],
        "nitpicky": True,
    }
    settings["smartquotes"] = False
    with patch_docutils(), docutils_namespace():
        app = Sphinx(
            source, None, folder / "html", folder / "doctrees", "html",
            confoverrides=settings, status=None, warning=warnings,
        )  # fmt: skip
        app.build()
        tree, needed = app.env.get_doctree("index"), set(map(str, app.env.dependencies["index"]))
    html = folder / "html"
    pages = [(html / f"{name}.html").read_text(encoding="utf-8") for name in ("index", "links")]
    return Built(*pages, warnings.getvalue(), tree, html, needed)


def write(corpus: Path, descriptor: dict) -> Path:
    """Write a descriptor and empty files for its tables."""
    corpus.mkdir()
    (corpus / "datapackage.yaml").write_text(yaml.safe_dump(descriptor), encoding="utf-8")
    for entry in descriptor["resources"]:
        (corpus / entry["path"]).write_text("")
    return corpus


def shown(html: str) -> str:
    """Return the text of a page as a reader sees it."""
    return " ".join(unescape(re.sub(r"<[^>]+>", "", html)).split())


def rows(tree: nodes.document) -> Iterator[tuple[str, list[str]]]:
    """Yield the name of each row that has one, and its cells."""
    for row in tree.findall(nodes.row):
        for name in row["names"]:
            yield name, [entry.astext() for entry in row.findall(nodes.entry)]


@pytest.mark.parametrize("which", ["toy", "real"])
def test_every_table_and_every_column_is_there_with_all_that_is_said_of_it(
    which: str, toy: Toy, tmp_path_factory: pytest.TempPathFactory
) -> None:
    corpus = toy.corpus if which == "toy" else REPOSITORY / "corpus"
    built = build(tmp_path_factory.mktemp("book"), corpus)
    page, cells = shown(built.html), dict(rows(built.doctree))

    assert built.warnings == ""
    expected = set()
    for entry in resources(corpus):
        anchor = f"data-{entry['name']}"
        assert f'id="{nodes.make_id(anchor)}"' in built.html
        assert f"{entry['title']}." in page
        assert entry["path"] in page
        for field in entry.get("schema", {"fields": []})["fields"]:
            name, meaning, _, empty, rules = cells[f"{anchor}-{field['name']}"]
            expected.add(f"{anchor}-{field['name']}")
            constraints = field.get("constraints", {})
            assert (name, meaning) == (field["name"], field["description"])
            assert empty == ("never" if constraints.get("required") else "may be")
            assert all(str(value) in rules for value in constraints.get("enum", []))
            assert constraints.get("pattern", "") in rules
    assert set(cells) == expected
    assert len(expected) > 50


def test_markup_in_a_descriptor_is_shown_and_not_obeyed(tmp_path: Path) -> None:
    built = build(tmp_path, write(tmp_path / "corpus", TINY))

    assert "<script>alert" not in built.html
    assert "<b>" not in built.html
    assert built.html.count("&lt;script&gt;alert(1)&lt;/script&gt;") == 2  # in the overview, and over its columns
    assert "Its *name* &amp; &lt;script&gt;alert(2)&lt;/script&gt;" in built.html
    assert "&lt;b&gt;" in built.html


def test_a_chapter_can_link_to_a_table_and_to_a_column(tmp_path: Path) -> None:
    links = "# Links\n\n[the towns](data-towns), {ref}`data-towns`, [their size](data-towns-size)\n"
    built = build(tmp_path, write(tmp_path / "corpus", TINY), links)

    assert built.warnings == ""
    assert built.links.count('href="index.html#data-towns"') == 2
    assert built.links.count('href="index.html#data-towns-size"') == 1
    assert "the towns, towns.csv, their size" in shown(built.links)


def test_a_table_can_be_downloaded_and_names_its_key_and_the_tables_it_refers_to(toy: Toy, tmp_path: Path) -> None:
    folder = tmp_path / "book"
    folder.mkdir()
    built = build(folder, toy.corpus)
    (lines,) = (section for section in built.doctree.findall(nodes.section) if "data-lines" in section["names"])
    facts = {
        field.children[0].astext(): field.children[1]
        for field in next(lines.findall(nodes.field_list)).findall(nodes.field)
    }

    assert facts["Key"].astext() == "source, line"
    assert facts["Made"].astext() == "by reading"
    assert facts["Refers to"].astext() == "sources.csv, by source"
    assert [link["refid"] for link in facts["Refers to"].findall(nodes.reference)] == ["data-sources"]
    (copy,) = (built.folder / "_downloads").rglob("terms.csv")
    assert copy.read_bytes() == (toy.corpus / "terms.csv").read_bytes()


def test_the_page_is_set_anew_when_the_descriptor_changes(tmp_path: Path) -> None:
    built = build(tmp_path, write(tmp_path / "corpus", TINY))

    assert any(name.endswith("corpus/datapackage.yaml") for name in built.dependencies)


@pytest.mark.parametrize("content", [None, "resources: ["], ids=["missing", "not YAML"])
def test_a_descriptor_that_cannot_be_read_is_an_error_that_names_it(tmp_path: Path, content: str | None) -> None:
    corpus = tmp_path / "corpus"
    corpus.mkdir()
    if content:
        (corpus / "datapackage.yaml").write_text(content)

    built = build(tmp_path, corpus)

    assert re.search(r"index\.md:3: ERROR: .*corpus/datapackage\.yaml", built.warnings)


@pytest.mark.parametrize(
    ("constraints", "words"),
    [
        ({}, ""),
        ({"required": True}, ""),
        ({"required": True, "minimum": 1}, "1 or more"),
        ({"maximum": 9, "enum": ["a", 0]}, "9 or less; a, 0"),
        ({"unique": True, "maxLength": 6}, "another in each row; 6 characters at most"),
        ({"pattern": "[a-z]+"}, "of the form [a-z]+"),
        ({"minLength": 2}, "minLength: 2"),
    ],
)
def test_constraints_are_put_into_words_and_none_is_hidden(constraints: dict[str, object], words: str) -> None:
    assert "".join(node.astext() for node in allowed(constraints)) == words
