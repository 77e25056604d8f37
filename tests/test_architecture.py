"""The house rules of lib/parallax that no linter knows; the order of its packages stands in pyproject.toml."""

from __future__ import annotations

import ast
import csv

import parallax
from helpers.project import ROOT

PACKAGE = ROOT / "lib" / "parallax"
TREES = {
    path.relative_to(PACKAGE).as_posix(): ast.parse(path.read_text(encoding="utf-8")) for path in PACKAGE.rglob("*.py")
}
TOP = {"__init__.py", "__main__.py", "cli.py", "errors.py"}

# Those that handle raw text, and the one that keeps it from the kernels.
NAMES_TEXTS = {"articles/reading.py", "cli.py", "pages/kernels.py"}
MAX_MODULE, MAX_FUNCTION, MAX_PARAMETERS = 250, 40, 6  # lines of code, without docstrings and blank ones

Function = ast.FunctionDef | ast.AsyncFunctionDef


def code_lines(node: ast.Module | Function, source: str) -> int:
    """Return the lines of a module or function that are neither blank nor of a docstring."""
    blank = {number for number, line in enumerate(source.splitlines(), start=1) if not line.strip()}
    for inner in ast.walk(node):
        documented = isinstance(inner, ast.Module | ast.ClassDef | Function)
        if documented and ast.get_docstring(inner) is not None:
            blank |= set(range(inner.body[0].lineno, inner.body[0].end_lineno + 1))
    first, last = (1, len(source.splitlines())) if isinstance(node, ast.Module) else (node.lineno, node.end_lineno)
    return len(set(range(first, last + 1)) - blank)


def parameters(function: Function) -> int:
    """Return how many parameters can be given by position."""
    names = [argument.arg for argument in (*function.args.posonlyargs, *function.args.args)]
    return len(names) - (names[:1] in (["self"], ["cls"]))


def too_long(name: str, source: str) -> list[str]:
    """Return what is longer in a module than the rules allow."""
    tree = ast.parse(source)
    found = [f"{name}: {n} lines of code"] if (n := code_lines(tree, source)) > MAX_MODULE else []
    for function in (node for node in ast.walk(tree) if isinstance(node, Function)):
        if (n := code_lines(function, source)) > MAX_FUNCTION:
            found.append(f"{name}: {function.name} has {n} lines of code")
        if (n := parameters(function)) > MAX_PARAMETERS:
            found.append(f"{name}: {function.name} takes {n} by position")
    return found


def test_lines_of_code_and_parameters_are_counted_as_meant() -> None:
    source = "class A:\n    def f(self, a, /, b, *, c):\n        '''Two\n        lines.'''\n\n        return a\n"
    tree = ast.parse(source)
    (function,) = tree.body[0].body
    assert (code_lines(tree, source), code_lines(function, source), parameters(function)) == (3, 2, 2)
    long = "def f(a, b, c, d, e, g, h):\n" + "    a\n" * MAX_MODULE
    assert [problem.partition(": ")[2] for problem in too_long("m", long)] == [
        f"{MAX_MODULE + 1} lines of code", f"f has {MAX_MODULE + 1} lines of code", "f takes 7 by position"
    ]  # fmt: skip


def test_nothing_but_the_command_and_the_error_lies_beside_the_packages() -> None:
    assert {path.name for path in PACKAGE.iterdir() if path.suffix == ".py"} == TOP
    assert {path.name for path in PACKAGE.iterdir() if path.is_dir() and path.name != "__pycache__"} == {
        "analysis", "articles", "claims", "corpus", "figures", "language", "pages", "projects", "statistics", "tables"
    }  # fmt: skip


def test_only_those_that_read_texts_name_the_place_where_they_are() -> None:
    named = {
        name
        for name, tree in TREES.items()
        if any(isinstance(node, ast.Constant) and node.value == "PARALLAX_TEXTS" for node in ast.walk(tree))
    }
    assert named <= NAMES_TEXTS


def test_no_source_is_named_in_the_library() -> None:
    with (ROOT / "corpus" / "sources.csv").open(encoding="utf-8", newline="") as file:
        names = {row[column] for row in csv.DictReader(file) for column in ("source", "outlet")}
    assert names
    assert not {(path, name) for path in TREES for name in names if name in (PACKAGE / path).read_text("utf-8")}


def test_modules_functions_and_parameter_lists_stay_short() -> None:
    assert not [problem for path in TREES for problem in too_long(path, (PACKAGE / path).read_text("utf-8"))]


def test_a_chapter_has_one_name_on_every_shelf() -> None:
    chapters = {path.stem for path in (ROOT / "chapters").rglob("*.ipynb")} - {"intro", "findings"}
    shelves = {
        shelf: {path.stem for path in (PACKAGE / shelf).iterdir() if path.stem != "__init__"}
        for shelf in ("analysis", "claims")
    }
    # Robustness is of the claims themselves.
    assert chapters - {"robustness"} <= shelves["analysis"]
    assert chapters <= shelves["claims"]
    drawn = {path.stem for path in (PACKAGE / "figures").iterdir()}
    assert (
        drawn
        - {
            "__init__",
            "__pycache__",
            "style",
            "table",
            "matrix",
            "claims",
            "intro",
            "days",
            "share",
            "markup",
            "linked",
        }
        <= chapters
    )


def test_tests_lie_where_the_modules_that_they_test_do() -> None:
    tests = [path.relative_to(ROOT / "tests") for path in (ROOT / "tests").rglob("*/test_*.py")]
    modules = {path.removesuffix(".py") for path in TREES} | {"figures/figures"}
    lost = []
    for path in tests:
        words = path.stem.removeprefix("test_").split("_")
        names = {(path.parent / "_".join(words[:n])).as_posix() for n in range(1, len(words) + 1)}
        lost += [path.as_posix()] if names.isdisjoint(modules) else []
    assert tests
    assert not lost


def test_the_library_knows_its_front_door() -> None:
    assert set(parallax.__all__) == {"Corpus", "load_corpus"}
