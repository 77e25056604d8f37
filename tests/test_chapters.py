"""The stored chapters: run in order, free of machine traces, their figures described and no number typed."""

from __future__ import annotations

import ast
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import nbformat
from nbformat import NotebookNode

from helpers.chapters import read
from helpers.each import for_each
from helpers.project import ROOT
from helpers.prose import loose_numbers
from parallax.figures import style
from parallax.pages.build import as_stored, notebooks, reading_order

CHAPTERS = notebooks(ROOT)
# The chapters with analyses, which share a skeleton.
ANALYSES = [path for path in CHAPTERS if path.stem not in {"intro", "findings"}]

# Paths of somebody's machine, and what an object without a representation of its own shows.
MACHINE = re.compile(
    r"(?<![\w.:/])/(?:home|Users|root|work|tmp|usr|var|opt|mnt|private|srv)/\w|\b[A-Z]:\\\w|site-packages"
)
OBJECT = re.compile(r"<[\w.]+ (?:object )?at 0x[0-9a-f]+>")


def code_cells(path: Path) -> list[NotebookNode]:
    return [cell for cell in read(path).cells if cell.cell_type == "code"]


def shown(output: NotebookNode) -> Iterator[str]:
    """Return the texts of an output."""
    if output.output_type == "stream":
        yield output.text
    for value in output.get("data", {}).values():
        yield value if isinstance(value, str) else json.dumps(value)


def figure_cells(cells: list[NotebookNode]) -> list[NotebookNode]:
    """Return the cells that show a picture where they stand, once for each picture."""
    return [cell for cell in cells for output in cell.outputs if "image/" in " ".join(output.get("data", {}))]


def described(cell: NotebookNode) -> tuple[str, str]:
    """Return alternative text and caption of a cell's figure."""
    settings: dict[str, Any] = cell.metadata.get("mystnb", {})
    return settings.get("image", {}).get("alt", ""), settings.get("figure", {}).get("caption", "")


def definitions(source: str) -> list[str]:
    """Return the functions and classes that a cell defines."""
    tree = ast.parse("\n".join(line for line in source.splitlines() if not line.lstrip().startswith(("%", "!"))))
    kinds = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef
    return [node.name for node in ast.walk(tree) if isinstance(node, kinds)]


def test_every_notebook_of_the_folder_is_in_the_book() -> None:
    stored = {path.relative_to(ROOT) for path in (ROOT / "chapters").rglob("*.ipynb") if "checkpoint" not in str(path)}
    assert stored == set(CHAPTERS)


def test_the_reading_order_names_no_file_twice() -> None:
    order = reading_order(ROOT)
    assert len(order) == len(set(order))


@for_each(CHAPTERS)
def test_cells_were_run_once_each_and_in_order(path: Path) -> None:
    cells = code_cells(path)
    assert all(cell.source.strip() for cell in cells), "an empty code cell"
    assert [cell.execution_count for cell in cells] == list(range(1, len(cells) + 1))


@for_each(CHAPTERS)
def test_the_file_is_as_make_notebooks_writes_it(path: Path) -> None:
    assert (ROOT / path).read_bytes().decode() == as_stored(read(path))
    assert "version" not in read(path).metadata.language_info


@for_each(CHAPTERS)
def test_the_kernel_is_python3(path: Path) -> None:
    assert read(path).metadata.kernelspec.name == "python3"


@for_each(CHAPTERS)
def test_a_chapter_defines_nothing(path: Path) -> None:
    assert [name for cell in code_cells(path) for name in definitions(cell.source)] == []


@for_each(CHAPTERS)
def test_no_cell_ends_in_a_semicolon(path: Path) -> None:
    # nbval runs cells outside the history, where a semicolon does not hide the result; an assignment does.
    assert [cell.source for cell in code_cells(path) if cell.source.rstrip().endswith(";")] == []


@for_each(CHAPTERS)
def test_outputs_show_no_error_no_warning_and_no_trace_of_a_machine(path: Path) -> None:
    for cell in code_cells(path):
        for output in cell.outputs:
            assert output.output_type != "error", cell.source
            assert output.get("name") != "stderr", output.text
            for text in shown(output):
                assert not MACHINE.search(text), cell.source
                assert not OBJECT.search(text), cell.source


@for_each(CHAPTERS)
def test_every_figure_has_alternative_text_and_caption_without_numbers(path: Path) -> None:
    for cell in figure_cells(code_cells(path)):
        alt, caption = described(cell)
        assert len(alt.split()) >= 4, f"mystnb.image.alt of: {cell.source}"
        assert caption.strip(), f"mystnb.figure.caption of: {cell.source}"
        assert loose_numbers(alt) == loose_numbers(caption) == [], cell.source
        assert not re.search(r"\d", alt), cell.source


@for_each(CHAPTERS)
def test_letters_of_a_figure_have_nine_pixels_on_a_phone(path: Path) -> None:
    # Letters are of nine points and more, and a phone of 390 pixels leaves 358 to a figure.
    assert style.SMALL >= 9
    for cell in figure_cells(code_cells(path)):
        for output in cell.outputs:
            drawing = "".join(output.get("data", {}).get("image/svg+xml", ""))
            for width in re.findall(r'<svg[^>]*?\swidth="([\d.]+)pt"', drawing):
                assert style.SMALL * 358 / float(width) >= 9, cell.source


@for_each(CHAPTERS)
def test_a_cell_shows_one_figure_at_most(path: Path) -> None:
    # They would share one alternative text.
    ids = [cell.id for cell in figure_cells(code_cells(path))]
    assert len(ids) == len(set(ids))


@for_each(CHAPTERS)
def test_no_number_in_prose_is_typed(path: Path) -> None:
    notebook = read(path)
    literals = notebook.metadata.get("parallax", {}).get("literals", [])
    found = {
        number: cell.source[:60]
        for cell in notebook.cells
        if cell.cell_type == "markdown"
        for number in loose_numbers(cell.source, literals)
    }
    assert found == {}


@for_each(CHAPTERS)
def test_every_declared_literal_is_used(path: Path) -> None:
    notebook = read(path)
    prose = "\n".join(cell.source for cell in notebook.cells if cell.cell_type == "markdown")
    literals = notebook.metadata.get("parallax", {}).get("literals", [])
    assert [literal for literal in literals if literal.lower() not in prose.lower()] == []


def test_the_traces_of_a_machine_are_known() -> None:
    assert MACHINE.search("open('/home/me/x')")
    assert MACHINE.search(r"C:\Users")
    assert MACHINE.search("x/site-packages/y")
    assert not MACHINE.search("https://example.org/home/page")
    assert not MACHINE.search("and/or")
    assert OBJECT.search("<Axes object at 0x7f00aa>")
    assert not OBJECT.search("<Axes: title>")


def test_definitions_are_found_wherever_they_stand() -> None:
    assert definitions("%matplotlib inline\nx = 1\nif x:\n    def f(): pass\nclass A: pass") == ["A", "f"]
    assert definitions("table.head()  # no def here") == []


def test_figures_and_their_descriptions_are_found() -> None:
    cell = nbformat.v4.new_code_cell(
        outputs=[nbformat.v4.new_output("display_data", {"image/svg+xml": "<svg/>"})],
        metadata={"mystnb": {"image": {"alt": "A line that rises"}, "figure": {"caption": "A line."}}},
    )
    assert figure_cells([cell, nbformat.v4.new_code_cell()]) == [cell]
    assert described(cell) == ("A line that rises", "A line.")


@for_each(ANALYSES)
def test_parameters_stand_in_a_cell_of_their_own_before_all_others(path: Path) -> None:
    first, *others = code_cells(path)
    assert "parameters" in first.metadata.tags
    assert not any("parameters" in cell.metadata.tags for cell in others)
    for statement in ast.parse(first.source).body:
        assert isinstance(statement, ast.Assign), "only values are set in the cell of parameters"
        names = [node.id for target in statement.targets for node in ast.walk(target) if isinstance(node, ast.Name)]
        assert names
        assert all(name.isupper() for name in names)


@for_each(ANALYSES)
def test_every_figure_has_the_table_behind_it_on_the_page(path: Path) -> None:
    cells = code_cells(path)
    figures = [place for place, cell in enumerate(cells) if cell in figure_cells(cells)]
    tables = [place for place, cell in enumerate(cells) if "Table(" in cell.source]
    assert len(tables) >= len(figures)
    for figure in figures:
        assert any(place > figure for place in tables) or any(place < figure for place in tables), cells[figure].source


@for_each(CHAPTERS)
def test_every_table_can_be_saved_as_csv(path: Path) -> None:
    for cell in code_cells(path):
        for output in cell.outputs:
            page = "".join(output.get("data", {}).get("text/html", ""))
            if "parallax-table" in page:
                assert page.count("data:text/csv;") == page.count("<table"), cell.source
