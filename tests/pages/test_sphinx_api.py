"""The API reference: every public module is on it, every name it sets as a link leads somewhere, no list has a gap."""

from __future__ import annotations

import inspect
import io
import pkgutil
import re
from collections import Counter
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from types import ModuleType

import pytest
import yaml
from numpydoc.validate import validate
from sphinx.application import Sphinx
from sphinx.util.docutils import docutils_namespace, patch_docutils

import parallax
from helpers.each import for_each
from helpers.project import ROOT
from parallax.pages.sphinx_api import modules_of, public_name, set_modules

APPENDICES = ROOT / "chapters" / "appendices"
MODULES = sorted(
    found.name.removeprefix("parallax.")
    for found in pkgutil.walk_packages(parallax.__path__, "parallax.")
    if not found.ispkg
)

# Not on the pages: the command explains itself with --help.
LEFT_OUT = {"__main__", "cli"}
# Of a docstring that lists parameters: one is left out, is not taken, or stands in another order than it is taken in.
# A function whose first lines say all that a reader needs lists none.
FAULTS = {"PR01", "PR02", "PR03"}


def public_functions(module: ModuleType) -> Iterator[str]:
    """Yield the full names of a module's own public functions and of its classes' methods."""
    for name, member in vars(module).items():
        if name.startswith("_") or getattr(member, "__module__", None) != module.__name__:
            continue
        if inspect.isfunction(member):
            yield f"{module.__name__}.{name}"
        elif inspect.isclass(member):
            own = (key for key, value in vars(member).items() if inspect.isfunction(value) and key[0] != "_")
            yield from (f"{module.__name__}.{name}.{key}" for key in own)


def test_every_public_module_stands_on_one_page() -> None:
    pages = Counter(
        name
        for page in APPENDICES.glob("api-*.md")
        for shelf in re.findall(r"^% modules of (\S+)$", page.read_text(encoding="utf-8"), re.MULTILINE)
        for name in modules_of(shelf)
    )
    assert set(pages) == set(MODULES) - LEFT_OUT
    assert set(pages.values()) == {1}


def test_the_overview_lists_the_modules_in_the_order_of_the_pages() -> None:
    overview = set_modules((APPENDICES / "api.md").read_text(encoding="utf-8"))
    pages = [APPENDICES / name for name in re.findall(r"^## \[[^]]+\]\((\S+)\)$", overview, re.MULTILINE)]
    set_on = [re.findall(r"^## (\S+)$", set_modules(page.read_text(encoding="utf-8")), re.MULTILINE) for page in pages]
    assert re.findall(r"^- \[(\S+)\]", overview, re.MULTILINE) == [name for names in set_on for name in names]


def test_a_page_sets_the_modules_that_it_asks_for_and_puts_its_words_over_them() -> None:
    page = set_modules("# Words\n\n% modules of language\n% language.tokens: See [words](method-tokens).\n")
    assert "(api-language-tokens)=\n## language.tokens\n\nSee [words](method-tokens).\n\n```{eval-rst}" in page
    assert page.index("language.lexicon") < page.index("language.marks") < page.index("language.tokens")
    assert set_modules("% list of errors") == (
        "- [errors](api-errors): The error that bad input raises: what is wrong, and what to do about it."
    )
    with pytest.raises(ValueError, match=r"language\.token.*rename"):
        set_modules("% modules of language\n% language.token: See.\n")


def test_the_example_of_the_overview_runs(monkeypatch: pytest.MonkeyPatch) -> None:
    example, _ = re.findall(r"```python\n(.*?)```", (APPENDICES / "api.md").read_text(encoding="utf-8"), re.DOTALL)
    monkeypatch.chdir(ROOT)
    monkeypatch.delenv("PARALLAX_CORPUS", raising=False)
    *lines, last = example.strip().splitlines()
    scope: dict[str, object] = {}
    exec("\n".join(lines), scope)
    assert not eval(last, scope).empty


@for_each(sorted(set(MODULES) - LEFT_OUT))
def test_a_docstring_that_lists_parameters_lists_them_all(name: str) -> None:
    reports = {function: validate(function) for function in public_functions(import_module(f"parallax.{name}"))}
    faults = {
        function: [f"{code} {message}" for code, message in report["errors"] if code in FAULTS]
        for function, report in reports.items()
        if "\nParameters\n" in report["docstring"]
    }
    assert {function: found for function, found in faults.items() if found} == {}


@for_each(
    [
        ("zero_bound", "parallax.statistics.resampling", None, "parallax.statistics.resampling.zero_bound"),
        (
            "statistics.resampling.zero_bound",
            "parallax.analysis.omissions",
            None,
            "parallax.statistics.resampling.zero_bound",
        ),
        ("statistics.tfidf.tf_idf", "parallax.analysis.terms", None, "parallax.statistics.tfidf.tf_idf"),
        ("tf_idf", "parallax.analysis.terms", None, "parallax.analysis.terms.tf_idf"),
        ("Corpus.variant", "parallax.corpus.corpus", None, "parallax.corpus.corpus.Corpus.variant"),
        ("variant", "parallax.corpus.corpus", "Corpus", "parallax.corpus.corpus.Corpus.variant"),
        (
            "unit_shares",
            "parallax.analysis.topics.model",
            "Topics",
            "parallax.analysis.topics.model.Topics.unit_shares",
        ),
        ("permuted", "parallax.analysis.omissions", None, None),  # imported there, at home elsewhere
        ("counts", "parallax.analysis.terms", None, None),  # a parameter
        ("texts", "parallax.articles.extraction", None, None),  # a parameter, not the module of that name
        ("_margins", "parallax.statistics.differences", None, None),
        ("parallax verify", "parallax.articles.verification", None, None),
        ("relayed=False", "parallax.corpus.corpus", "Corpus", None),
        ("os.path", "parallax.articles.reading", None, None),
        ("no_such.name", None, None, None),
    ],
    lambda *case: case[0],
)
def test_a_name_in_a_docstring_means_what_a_reader_would_take_it_for(
    text: str, module: str | None, cls: str | None, meant: str | None
) -> None:
    assert public_name(text, module, cls) == meant


def test_names_become_links_and_fields_are_told_once(tmp_path: Path) -> None:
    config = yaml.safe_load((ROOT / "_config.yml").read_text(encoding="utf-8"))["sphinx"]["config"]
    settings = {key: value for key, value in config.items() if key.startswith(("autodoc_", "numpydoc_", "autosum"))}
    settings["extensions"] = ["sphinx.ext.autodoc", "numpydoc", "parallax.pages.sphinx_api"]
    shown = "".join(f"\n.. automodule:: parallax.statistics.{name}\n" for name in ("resampling", "differences"))
    (tmp_path / "index.rst").write_text(f"Page\n====\n{shown}")
    warnings = io.StringIO()
    with patch_docutils(), docutils_namespace():
        app = Sphinx(
            tmp_path, None, tmp_path / "html", tmp_path / "trees", "html",
            confoverrides=settings, status=None, warning=warnings,
        )  # fmt: skip
        app.build()
    html = (tmp_path / "html" / "index.html").read_text(encoding="utf-8")

    assert warnings.getvalue() == ""
    assert re.search(
        r'<a class="reference internal" href="#parallax\.statistics\.resampling\.zero_bound"[^>]*><code', html
    )
    assert re.search(r'<code class="[^"]*"><span class="pre">total</span></code>', html)  # a parameter
    signatures = re.findall(r'<dt class="sig .*?</dt>', html, re.DOTALL)
    assert any('<em class="sig-param"><span class="n">level</span>' in signature for signature in signatures)
    assert not any('class="pre"' in signature for signature in signatures)
    assert "Alias for field" not in html
    assert 'id="parallax.statistics.resampling.RateIntervals"' in html
    assert "_margins" not in html
