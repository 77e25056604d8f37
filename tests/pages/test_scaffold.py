"""The files of a new project: what they say, and that no name or title can break them."""

from __future__ import annotations

import re
from pathlib import Path

import nbformat
import pytest
import yaml

from parallax.pages import scaffold
from parallax.pages.engine import checkout
from parallax.pages.texts import SETTING, may_be_published

ODD = 'A "quoted": <b>title</b> of $x$ | `code` {glue} #1 \\ and ندا'


@pytest.fixture(scope="module")
def files() -> dict[str, str]:
    root = checkout()
    assert root is not None
    return scaffold.files(ODD, root.parent / "own project")


def test_every_chapter_is_a_valid_notebook_without_outputs(files: dict[str, str]) -> None:
    for name in scaffold.CHAPTERS:
        notebook = nbformat.reads(files[f"chapters/{name}.ipynb"], as_version=4)
        nbformat.validate(notebook)
        code = [cell for cell in notebook.cells if cell.cell_type == "code"]
        assert code
        assert not any(cell.outputs for cell in code)
        for cell in code:
            compile(cell.source, name, "exec")
            if "mystnb" in cell.metadata:
                assert cell.metadata.mystnb.figure.caption
                assert cell.metadata.mystnb.image.alt
        assert [cell.metadata.get("tags") for cell in code if "parameters" in cell.metadata.get("tags", [])] in (
            [], [["parameters", "remove-input"]],
        )  # fmt: skip


def test_settings_and_order_can_be_read_and_have_every_chapter(files: dict[str, str]) -> None:
    config, toc = yaml.safe_load(files["_config.yml"]), yaml.safe_load(files["_toc.yml"])
    assert config["title"] == config["project"] == ODD.replace("<b>", "&lt;b&gt;").replace("</b>", "&lt;/b&gt;")
    assert [toc["root"], *(each["file"] for each in toc["chapters"])] == [
        f"chapters/{name}" for name in (*scaffold.CHAPTERS, "explore")
    ]
    assert yaml.safe_load(files["chapters/claims.yml"]) == []


def test_nothing_is_left_to_fill_in_and_no_place_of_this_machine_is_named(files: dict[str, str]) -> None:
    root = str(checkout())
    for name, text in files.items():
        assert not re.search(r"\{\{\w+\}\}", text), name
        if name != "engine/requirements.lock":
            assert root not in text
    assert "CHECKOUT ?= ../" in files["Makefile"]


def test_no_file_speaks_of_the_five_articles(files: dict[str, str]) -> None:
    words = ("taliban", "afghan", "exile", "vienna", "kabul", "rats sco", "hasht", "foreign policy")
    own = "".join(text for name, text in files.items() if name != "engine/requirements.lock").lower()
    assert [word for word in words if word in own] == []


def test_texts_are_ignored_by_git_unless_they_may_be_published(files: dict[str, str], tmp_path: Path) -> None:
    assert "corpus/texts/" in files[".gitignore"].splitlines()
    open_files = scaffold.files("Open", tmp_path, publish_texts=True)
    assert "corpus/texts/" not in open_files[".gitignore"].splitlines()
    assert scaffold.HIDDEN in files["README.md"]
    assert scaffold.SHOWN in open_files["README.md"]
    assert scaffold.HIDDEN not in open_files["README.md"]


@pytest.mark.parametrize("publish", [True, False])
def test_settings_say_whether_texts_may_be_published_and_no_chapter_depends_on_it(
    files: dict[str, str], tmp_path: Path, publish: bool
) -> None:
    made = scaffold.files(ODD, tmp_path, publish_texts=publish)
    (tmp_path / "_config.yml").write_text(made["_config.yml"], encoding="utf-8")
    assert yaml.safe_load(made["_config.yml"])["sphinx"]["config"][SETTING] is publish
    assert may_be_published(tmp_path) is publish
    chapters = {name: text for name, text in files.items() if name.startswith("chapters/")}
    assert chapters == {name: text for name, text in made.items() if name.startswith("chapters/")}
