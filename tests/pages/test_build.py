"""Making a book: a toy one in every way it can go wrong, and the real one strictly."""

from __future__ import annotations

import io
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path

import nbformat
import pytest
from rich.console import Console

from helpers.project import ROOT
from parallax.pages import build, kernels
from parallax.pages.kernels import CELL_TIMEOUT, KERNEL_ENVIRONMENT, BookError

Fault = Callable[[Path], object]
KERNEL = {"kernelspec": {"name": "python3", "display_name": "Python 3 (ipykernel)", "language": "python"}}
PATIENCE = 250  # seconds, less than a cell may take; what is waited for takes two on an idle machine
# A script in the background, a CI job for one, has its children ignore interrupts; this one hears them all the same.
INTERRUPTIBLE = """
import signal, sys
signal.signal(signal.SIGINT, signal.default_int_handler)
from parallax.pages import build
build.make_book(sys.argv[1])
"""
GLUED = "from myst_nb import glue\nglue('answer', len(open('../corpus/words.csv').read()), display=False)"


def quiet() -> Console:
    return Console(file=io.StringIO(), width=200)


def write_notebook(path: Path, *sources: str, prose: str = "") -> None:
    cells = [nbformat.v4.new_markdown_cell(f"# {path.stem.title()}\n\n{prose}", id="head")]
    cells += [nbformat.v4.new_code_cell(source, id=f"code-{place}") for place, source in enumerate(sources)]
    nbformat.write(nbformat.v4.new_notebook(cells=cells, metadata=KERNEL), path)


@pytest.fixture
def toy(tmp_path: Path) -> Path:
    """Return the folder of a book of two chapters and one page, one chapter reading a table."""
    shutil.copytree(ROOT / "chapters" / "_static", tmp_path / "chapters" / "_static")
    (tmp_path / "corpus" / "texts").mkdir(parents=True)
    shutil.copy(ROOT / "_config.yml", tmp_path)
    (tmp_path / "references.bib").write_text("@misc{a, title={A Title}, author={Author, An}, year={1999}}\n")
    (tmp_path / "corpus" / "words.csv").write_text("word\n")
    (tmp_path / "corpus" / "texts" / "secret.txt").write_text("whole text of an article")
    (tmp_path / "_toc.yml").write_text(
        "format: jb-book\nroot: chapters/first\nparts:\n- caption: More\n  chapters:\n"
        "  - file: chapters/second\n    sections:\n    - file: chapters/notes\n"
    )
    prose = "So many: {glue:text}`answer`. Math: $x^2$. A book: {cite:t}`a`."
    write_notebook(tmp_path / "chapters" / "first.ipynb", GLUED, prose=prose)
    write_notebook(tmp_path / "chapters" / "second.ipynb", "import os\nprint(os.environ['PYTHONHASHSEED'])", "1 + 1")
    (tmp_path / "chapters" / "notes.md").write_text("# Notes\n\n```{bibliography}\n```\n")
    return tmp_path


@pytest.fixture
def good(toy: Path) -> Path:
    """Return the toy with a finished book of an earlier day."""
    (toy / "_build" / "html").mkdir(parents=True)
    (toy / "_build" / "html" / "index.html").write_text("the last good book")
    return toy


def is_untouched(root: Path) -> bool:
    return (root / "_build" / "html" / "index.html").read_text() == "the last good book"


def test_chapters_come_in_reading_order(toy: Path) -> None:
    assert [path.name for path in build.reading_order(toy)] == ["first.ipynb", "second.ipynb", "notes.md"]
    assert [path.name for path in build.notebooks(toy)] == ["first.ipynb", "second.ipynb"]


def test_a_book_is_made_from_fresh_copies_and_takes_the_place_of_the_old_one(good: Path) -> None:
    before = {path: path.read_bytes() for path in (good / "chapters").rglob("*.*")}
    console = quiet()
    index = build.make_book(good, console=console)

    assert index == good / "_build" / "html" / "index.html"
    assert not is_untouched(good)
    page = (good / "_build" / "html" / "chapters" / "first.html").read_text()
    assert re.search(r"So many: <span[^>]*>5</span>", page)
    assert {path: path.read_bytes() for path in before} == before
    said = console.file.getvalue()
    assert "2 of 2" in said
    assert "chapters/second.ipynb" in said
    assert "index.html" in said.splitlines()[-1]
    assert sorted(path.name for path in (good / "_build").iterdir()) == ["book.log", "html"]
    assert not any("secret" in path.name for path in good.rglob("_build/**/*"))


def test_a_failing_cell_is_named_and_the_last_good_book_stays(good: Path) -> None:
    write_notebook(good / "chapters" / "second.ipynb", "n = 1", "\n# divide\nn / 0")
    with pytest.raises(BookError) as caught:
        build.make_book(good, console=quiet())
    message = str(caught.value)
    assert message.startswith("chapters/second.ipynb, code cell 2 (# divide): ZeroDivisionError: division by zero")
    assert "n / 0" in message
    assert "\x1b" not in message
    assert is_untouched(good)


def test_a_cell_that_kills_its_kernel_is_named(good: Path) -> None:
    write_notebook(good / "chapters" / "second.ipynb", "import os", "os._exit(3)")
    with pytest.raises(BookError, match=r"^chapters/second.ipynb, code cell 2 \(os._exit\(3\)\): .*[Kk]ernel died"):
        build.make_book(good, console=quiet())
    assert is_untouched(good)


def test_a_warning_of_sphinx_stops_the_book_and_is_shown(good: Path) -> None:
    (good / "chapters" / "notes.md").write_text("# Notes\n\n{ref}`nowhere`\n")
    with pytest.raises(BookError, match=r"(?s)without a warning.*chapters/notes.md.*nowhere.*book.log"):
        build.make_book(good, execute_notebooks=False, console=quiet())
    assert is_untouched(good)


def test_an_interrupt_ends_the_kernels_and_leaves_the_last_good_book(good: Path) -> None:
    slow = "import os, pathlib, time\npathlib.Path({!r}).write_text(str(os.getpid()))\ntime.sleep(1000)"
    marks = [good / "one.pid", good / "two.pid"]
    for name, mark in zip(("first", "second"), marks, strict=True):
        write_notebook(good / "chapters" / f"{name}.ipynb", slow.format(str(mark)))
    with subprocess.Popen([sys.executable, "-c", INTERRUPTIBLE, str(good)], stderr=subprocess.PIPE) as run:
        try:
            started = marks if (os.cpu_count() or 1) > 1 else marks[:1]
            until(lambda: run.poll() is not None or all(mark.exists() and mark.read_text() for mark in started))
            run.send_signal(signal.SIGINT)
            complaints = run.communicate(timeout=PATIENCE)[1]
            assert b"KeyboardInterrupt" in complaints
            assert b"never retrieved" not in complaints
        finally:
            run.kill()
    assert run.returncode != 0
    assert is_untouched(good)
    kernels = [int(mark.read_text()) for mark in started]
    until(lambda: not any(map(is_alive, kernels)))


def until(condition: Callable[[], bool]) -> None:
    deadline = time.monotonic() + PATIENCE
    while not condition():
        assert time.monotonic() < deadline, "this did not come about in time"
        time.sleep(0.05)


def is_alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


def test_storing_twice_gives_the_same_bytes(toy: Path) -> None:
    (chapters := [toy / path for path in build.notebooks(toy)])[0].write_bytes(
        chapters[0].read_bytes().replace(b"\n", b"\r\n")
    )
    changed = build.store_notebooks(toy, console=quiet())
    first = [path.read_bytes() for path in chapters]
    console = quiet()
    assert [path.name for path in changed] == ["first.ipynb", "second.ipynb"]
    assert build.store_notebooks(toy, console=console) == []
    assert [path.read_bytes() for path in chapters] == first
    assert "none" in console.file.getvalue().splitlines()[-1]

    text = first[1].decode()
    notebook = json.loads(text)
    assert text.endswith("}\n")
    assert "\r" not in first[0].decode()
    assert text.startswith('{\n "cells": [\n  {\n')
    code = [cell for cell in notebook["cells"] if cell["cell_type"] == "code"]
    assert [cell["execution_count"] for cell in code] == [1, 2]
    assert code[0]["outputs"] == [{"name": "stdout", "output_type": "stream", "text": ["0\n"]}]
    assert code[1]["outputs"][0]["data"] == {"text/plain": ["2"]}
    assert not any("execution" in cell["metadata"] for cell in code)
    assert notebook["metadata"]["language_info"]["name"] == "python"
    assert "version" not in notebook["metadata"]["language_info"]


def test_no_notebook_is_stored_unless_all_run(toy: Path) -> None:
    write_notebook(toy / "chapters" / "second.ipynb", "nonsense")
    before = [(toy / path).read_bytes() for path in build.notebooks(toy)]
    with pytest.raises(BookError, match=r"code cell 1 \(nonsense\): NameError"):
        build.store_notebooks(toy, console=quiet())
    assert [(toy / path).read_bytes() for path in build.notebooks(toy)] == before


def test_cells_without_an_id_get_the_same_one_each_time() -> None:
    old = {"cells": [], "metadata": {}, "nbformat": 4, "nbformat_minor": 4}
    cell = {"cell_type": "markdown", "metadata": {}, "source": "Twice the same."}
    texts = [
        build.as_stored(nbformat.from_dict({**old, "cells": [json.loads(json.dumps(cell)) for _ in range(2)]}))
        for _ in range(2)
    ]
    ids = [cell["id"] for cell in json.loads(texts[0])["cells"]]
    assert texts[0] == texts[1]
    assert len(set(ids)) == 2
    assert json.loads(texts[0])["nbformat_minor"] == 5


@pytest.mark.parametrize(
    ("fault", "message"),
    [
        (lambda root: (root / "_toc.yml").unlink(), r"no .*_toc.yml"),
        (lambda root: (root / "_toc.yml").write_text("format: jb-book\n"), r"_toc.yml cannot be read"),
        (lambda root: (root / "_toc.yml").write_text("root: [\n"), r"_toc.yml cannot be read"),
        (lambda root: (root / "chapters" / "notes.md").unlink(), r"names chapters/notes, but .*Write the file"),
        (lambda root: (root / "chapters" / "second.ipynb").write_text("{"), r"second.ipynb is not valid JSON"),
        (lambda root: (root / "chapters" / "second.ipynb").write_text("[1]"), r"second.ipynb is .*no.* notebook"),
        (lambda root: (root / "chapters" / "second.ipynb").write_bytes(b"\xff\xfe"), r"second.ipynb is not valid JSON"),
    ],
)
def test_a_broken_book_is_told_with_a_remedy_before_anything_runs(good: Path, fault: Fault, message: str) -> None:
    fault(good)
    console = quiet()
    with pytest.raises(BookError, match=message):
        build.make_book(good, console=console)
    assert console.file.getvalue() == ""
    assert is_untouched(good)


def test_a_kernel_that_is_not_installed_is_named(good: Path) -> None:
    path = good / "chapters" / "second.ipynb"
    path.write_text(path.read_text().replace('"python3"', '"julia-9"'))
    with pytest.raises(BookError, match=r"^chapters/second.ipynb asks for the Jupyter kernel 'julia-9'.*python3"):
        build.make_book(good, console=quiet())


def test_kernels_that_cannot_be_talked_to_are_told_before_any_is_started(
    good: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise OSError(101, "Network is unreachable")

    monkeypatch.setattr(kernels.socket, "create_connection", refuse)
    monkeypatch.setattr(kernels.NotebookClient, "async_execute", lambda *_, **__: pytest.fail("a kernel was started"))
    with pytest.raises(BookError, match=r"127\.0\.0\.1.*Network is unreachable.*Allow connections within this machine"):
        build.make_book(good, console=quiet())
    assert is_untouched(good)


def test_a_kernel_that_does_not_start_is_told_in_a_line(good: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (good / "broken").mkdir()
    (good / "broken" / "ipykernel_launcher.py").write_text("raise SystemExit(1)")
    monkeypatch.setenv("PYTHONPATH", f"{good / 'broken'}{os.pathsep}{os.environ.get('PYTHONPATH', '')}")
    with pytest.raises(
        BookError, match=r"^chapters/\w+\.ipynb: its kernel did not start \(Kernel died .*\)\. Check .*$"
    ):
        build.make_book(good, console=quiet())
    assert is_untouched(good)


@pytest.mark.parametrize("named", [None, "elsewhere"])
def test_kernels_keep_slow_results_in_the_project_and_not_in_the_copy_they_run_in(
    toy: Path, monkeypatch: pytest.MonkeyPatch, named: str | None
) -> None:
    monkeypatch.delenv("PARALLAX_CACHE", raising=False)
    if named:
        monkeypatch.setenv("PARALLAX_CACHE", named)
    write_notebook(toy / "chapters" / "second.ipynb", "from parallax.tables import cache\nprint(cache.cache_folder())")
    build.store_notebooks(toy, console=quiet())
    (output,) = nbformat.read(toy / "chapters" / "second.ipynb", as_version=4).cells[1].outputs
    assert output.text == f"{toy / (named or '_build/cache')}\n"


def test_the_makefile_gives_tests_the_environment_of_the_kernels() -> None:
    makefile = (ROOT / "Makefile").read_text()
    for name, value in KERNEL_ENVIRONMENT.items():
        assert f"export {name} := {value}\n" in makefile
    limits = re.findall(r"--nbval-(?:cell|kernel-startup)-timeout (\d+)", makefile)
    assert limits == [str(CELL_TIMEOUT)] * 2
    assert "MPLCONFIGDIR := $(CURDIR)/$(VENV)/var/parallax/matplotlib" in makefile
    assert "IPYTHONDIR := $(CURDIR)/$(VENV)/var/parallax/ipython" in makefile


def pages_of(html: Path) -> list[Path]:
    """Return the pages, without the templates that the theme leaves in ``_static``."""
    return [path for path in html.rglob("*.html") if "_static" not in path.parts]


class Loads(HTMLParser):
    """Collects what a page makes the browser fetch, and the scripts in it."""

    def __init__(self, page: Path) -> None:
        super().__init__()
        self.addresses: list[str] = []
        self.scripts: list[str] = []
        self.images_without_text: list[str] = []
        self.in_script = False
        self.feed(page.read_text(encoding="utf-8"))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        self.in_script = tag == "script"
        fetched = values.get("src") or (values.get("href") if tag == "link" else None)
        self.addresses += [fetched] if fetched else []
        if tag == "img" and "/" in (values.get("alt") or "/"):  # an image's path is no description
            self.images_without_text.append(str(values))

    def handle_data(self, data: str) -> None:
        self.scripts += [data] if self.in_script else []


def test_the_real_book_is_set_without_a_warning_and_has_every_chapter(built_book: Path) -> None:
    for path in build.reading_order(ROOT):
        assert (built_book / path.with_suffix(".html")).is_file()
    assert (built_book / "index.html").is_file()


def test_its_pages_ask_no_other_host_for_anything(built_book: Path) -> None:
    pages = [Loads(path) for path in pages_of(built_book)]
    assert not [address for page in pages for address in page.addresses if re.match(r"(\w+:)?//", address)]
    assert not [script for page in pages for script in page.scripts if re.search(r"https?://", script)]
    styles = [path.read_text(encoding="utf-8") for path in built_book.rglob("*.css")]
    assert styles
    assert not [style for style in styles if re.search(r"(url\(|@import)\s*[\"']?(https?:)?//", style)]


def test_its_pages_find_what_they_load(built_book: Path) -> None:
    for page in pages_of(built_book):
        for address in Loads(page).addresses:
            if not address.startswith(("data:", "#")):
                assert (page.parent / address.split("?")[0].split("#")[0]).exists(), f"{page.name}: {address}"


def test_its_images_have_alternative_text(built_book: Path) -> None:
    for page in pages_of(built_book):
        assert Loads(page).images_without_text == [], page.name


def test_a_result_that_cannot_be_shown_stops_the_book(good: Path) -> None:
    # IPython writes the error of a failing display to the output and goes on as if nothing had happened.
    shown = "class Broken:\n    def _repr_html_(self):\n        raise ValueError('no table')\n\n\nBroken()"
    write_notebook(good / "chapters" / "second.ipynb", "n = 1", shown)
    with pytest.raises(BookError, match=r"second.ipynb, code cell 2 \(class Broken:\): .*cannot be shown: ValueError"):
        build.make_book(good, console=quiet())
    assert is_untouched(good)
