"""The house rules of lib/parallax: who may import whom, who sees the texts, and how long things may grow."""

from __future__ import annotations

import ast
import csv
from collections.abc import Iterator
from pathlib import Path

import pytest

PACKAGE = Path(__file__).resolve().parent.parent / "lib" / "parallax"

# A module imports only modules of rows above its own. Analysis modules share a row: they do not know each other.
ORDER = (
    ("errors", "marks", "rowsums"),
    ("arrays", "faults", "names", "tokens"),
    ("cache", "checks", "counting", "descriptor", "fact_tables", "files", "texts", "threads", "wording"),
    ("accepted", "close_reading"),
    ("phrase_counts",),
    ("consistency", "extraction"),
    ("verification",),
    ("coding", "concordance", "corpus", "intake"),
    ("alpha", "choices", "measures", "spread", "weighting"),
    ("resampling",),
    ("contrast_design", "differences"),
    ("contrast_stability", "crosstab", "factorisation", "mutations"),
    ("keyness",),
    ("agreement", "contrasts", "frames", "keyness_checks", "omissions", "provenance", "rereading", "topics"),
    ("frame_comparisons", "keyness_controls"),
    ("keyness_usual",),
    ("topic_subsamples",),
    ("topic_map", "topic_separation", "topic_stability"),
    ("evidence.base",),
    (
        "evidence.clusters",
        "evidence.codes",
        "evidence.dates",
        "evidence.facts",
        "evidence.issues",
        "evidence.keylists",
        "evidence.keywords",
        "evidence.readings",
        "evidence.texts",
        "evidence.vocabularies",
        "evidence.words",
    ),
    ("evidence",),
    ("entries",),
    ("ledger",),
    ("robustness",),
    ("figures.style", "tables"),
    ("figures.articles", "figures.firmness", "figures.groups"),
    ("figures",),
    ("dictionary", "kernels", "pages", "reference"),
    ("book",),
    ("cli",),
    ("__main__",),
)
ROW = {module: row for row, modules in enumerate(ORDER) for module in modules}

# Those that handle raw text, and the one that keeps it from the kernels.
SEES_TEXTS = {"texts", "extraction", "verification", "intake", "concordance", "cli"}
KEEPS_TEXTS_OUT = {"kernels"}

MODULES = sorted(path for path in PACKAGE.rglob("*.py") if path != PACKAGE / "__init__.py")
MAX_MODULE, MAX_FUNCTION, MAX_PARAMETERS = 300, 40, 6


def key(path: Path) -> str:
    """Return the dotted name of a module below the package."""
    parts = path.relative_to(PACKAGE).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def tree_of(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def imported_modules(tree: ast.Module) -> set[str]:
    """Return the modules of the package that a module imports, anywhere in it."""
    found = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            module = f"parallax.{node.module or ''}".rstrip(".") if node.level else str(node.module)
            found |= {f"{module}.{alias.name}" for alias in node.names}
    return {_known(name.split(".")[1:]) for name in found if name.startswith("parallax.")}


def _known(parts: list[str]) -> str:
    """Return the module that a dotted name leads to; what follows it is a name in it."""
    return next((name for end in (2, 1) if (name := ".".join(parts[:end])) in ROW), parts[0])


def functions(tree: ast.Module) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    return (node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef))


def code_lines(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """Return the lines of a function without its docstring."""
    lines = function.end_lineno - function.lineno + 1
    first = function.body[0]
    if ast.get_docstring(function) is not None:
        lines -= first.end_lineno - first.lineno + 1
    return lines


def parameters(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """Return how many parameters can be given by position."""
    names = [argument.arg for argument in (*function.args.posonlyargs, *function.args.args)]
    return len(names) - (names[:1] in (["self"], ["cls"]))


def test_the_rules_are_read_off_code_as_meant() -> None:
    tree = ast.parse(
        "import parallax.files\nfrom parallax import texts, book as b\nfrom .tokens import Token\nimport numpy\n"
        "class A:\n    def f(self, a, /, b, *, c):\n        '''Two\n        lines.'''\n        return a\n"
    )
    assert imported_modules(tree) == {"files", "texts", "book", "tokens"}
    (function,) = functions(tree)
    assert (code_lines(function), parameters(function)) == (2, 2)


def test_every_module_has_its_place_in_the_order() -> None:
    assert sorted(ROW) == sorted(key(path) for path in MODULES)


@pytest.mark.parametrize("path", MODULES, ids=key)
def test_a_module_imports_only_modules_of_rows_above_its_own(path: Path) -> None:
    wrong = {module for module in imported_modules(tree_of(path)) if ROW[module] >= ROW[key(path)]}
    assert not wrong


@pytest.mark.parametrize("path", MODULES, ids=key)
def test_nothing_after_extraction_sees_raw_text(path: Path) -> None:
    tree = tree_of(path)
    names_texts = any(isinstance(node, ast.Constant) and node.value == "PARALLAX_TEXTS" for node in ast.walk(tree))
    if key(path) not in SEES_TEXTS:
        assert "texts" not in imported_modules(tree)
        assert not names_texts or key(path) in KEEPS_TEXTS_OUT


@pytest.mark.parametrize("path", MODULES, ids=key)
def test_the_library_never_prints(path: Path) -> None:
    printed = [
        node.lineno
        for node in ast.walk(tree_of(path))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "print"
    ]
    assert not printed


@pytest.mark.parametrize("path", MODULES, ids=key)
def test_no_source_is_named_in_the_library(path: Path) -> None:
    with (PACKAGE.parent.parent / "corpus" / "sources.csv").open(encoding="utf-8", newline="") as file:
        names = {row[column] for row in csv.DictReader(file) for column in ("source", "outlet")}
    text = path.read_text(encoding="utf-8")
    assert names
    assert not {name for name in names if name in text}


@pytest.mark.parametrize("path", MODULES, ids=key)
def test_modules_functions_and_parameter_lists_stay_short(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert len(text.splitlines()) <= MAX_MODULE
    for function in functions(ast.parse(text)):
        assert code_lines(function) <= MAX_FUNCTION, function.name
        assert parameters(function) <= MAX_PARAMETERS, function.name
