"""Executing notebooks, several at a time, each in a kernel of its own."""

from __future__ import annotations

import asyncio
import os
import re
import socket
import subprocess
import sys
from collections.abc import Callable, Sequence
from json import JSONDecodeError
from pathlib import Path
from time import monotonic

import nbformat
from jupyter_client.kernelspec import KernelSpecManager, NoSuchKernel
from jupyter_client.manager import AsyncKernelManager
from nbclient import NotebookClient
from nbclient.exceptions import CellControlSignal, CellExecutionError
from nbformat import NotebookNode
from nbformat.reader import NotJSONError
from rich.console import Console
from rich.progress import Progress

from parallax.errors import ParallaxError

#: What every kernel finds in its environment, so that two runs give the same bytes. The Makefile exports the same.
KERNEL_ENVIRONMENT = {
    "PYTHONHASHSEED": "0",
    # Threads change the order of additions, and with it the last digit; and one kernel a processor is enough.
    "OMP_NUM_THREADS": "1",
    "OPENBLAS_NUM_THREADS": "1",
    "MKL_NUM_THREADS": "1",
    "VECLIB_MAXIMUM_THREADS": "1",
}


#: Seconds for a cell, and for a kernel to start: a busy machine is slow at both. The Makefile gives nbval the same.
CELL_TIMEOUT = 300


ANSI = re.compile(r"\x1b\[[0-9;]*[A-Za-z]")


class BookError(ParallaxError):
    """The book could not be made; the message says where it stopped and what to do."""


def execute(folder: Path, paths: Sequence[Path], console: Console, *, cache: Path | None = None) -> list[NotebookNode]:
    """Execute notebooks afresh and return them in the order given, with their outputs; no file is written.

    Parameters
    ----------
    folder : Path
        Where the notebooks are.
    paths : sequence of Path
        The notebooks, relative to the folder. As many run at once as there are processors.
    console : Console
        Where progress is shown: a bar on a terminal, and a line for each finished notebook.
    cache : Path, optional
        Where the kernels keep slow results, see `tables.cache.cache_folder`; if not given, where they find it
        themselves.

    Raises
    ------
    BookError
        If a file is not a notebook, its kernel is not installed or does not answer, or a cell fails. The first failure
        ends all kernels.
    """
    chapters = [(path, read_notebook(folder / path, path)) for path in paths]
    _require_loopback()
    settings = environment(cache)
    _prepare(settings)
    with Progress(console=console, transient=True, disable=not console.is_terminal) as progress:
        task = progress.add_task("Running chapters", total=len(paths))
        width = max((len(str(path)) for path in paths), default=0)

        def report(path: Path, seconds: float) -> None:
            progress.advance(task)
            done = int(progress.tasks[0].completed)
            line = f"{done:>3} of {len(paths)}  {path!s:<{width}}  {seconds:5.1f} s"
            console.print(line, highlight=False, markup=False, soft_wrap=True)

        with asyncio.Runner(loop_factory=_Loop) as runner:
            try:
                runner.run(_execute_all(folder, chapters, settings, report))
            except ExceptionGroup as group:
                raise group.exceptions[0] from None
    return [notebook for _, notebook in chapters]


def read_notebook(file: Path, name: Path) -> NotebookNode:
    """Read a notebook, which errors call by `name`, and drop the outputs and counts of earlier runs.

    Raises
    ------
    BookError
        If the file is not JSON or not a notebook, or its kernel is not installed.
    """
    try:
        notebook = nbformat.read(file, as_version=4)
    except (NotJSONError, JSONDecodeError, UnicodeDecodeError) as error:
        raise BookError(f"{name} is not valid JSON; restore it from git. ({error!s:.80})") from error
    except (nbformat.ValidationError, AttributeError, KeyError) as error:
        raise BookError(f"{name} is not a valid notebook; restore it from git. ({error!s:.80})") from error
    kernel = _kernel_name(notebook)
    try:
        KernelSpecManager().get_kernel_spec(kernel)
    except NoSuchKernel as error:
        raise BookError(
            f"{name} asks for the Jupyter kernel {kernel!r}, which is not installed here. "
            "Set the notebook's kernel to python3; `make book` sets up the environment that has it."
        ) from error
    for cell in notebook.cells:
        if cell.cell_type == "code":
            cell.outputs, cell.execution_count = [], None
    return notebook


def _kernel_name(notebook: NotebookNode) -> str:
    return notebook.metadata.get("kernelspec", {}).get("name", "python3")


def environment(cache: Path | None = None) -> dict[str, str]:
    """Return the environment of the kernels: the caller's, made alike on all machines, with the cache of `execute`.

    The chapters see tables, never the texts, so the way to those is left out.
    """
    settings = Path(sys.prefix) / "var" / "parallax"  # so that nobody's own style sheet or start-up file counts
    own = {"IPYTHONDIR": str(settings / "ipython"), "MPLCONFIGDIR": str(settings / "matplotlib")}
    kept = {name: value for name, value in os.environ.items() if name != "PARALLAX_TEXTS"}
    named = {"PARALLAX_CACHE": str(cache)} if cache else {}
    return kept | own | KERNEL_ENVIRONMENT | named


def _require_loopback() -> None:
    """Raise at once where no kernel could be talked to; Jupyter would wait for an answer until its time is up."""
    try:
        with socket.create_server(("127.0.0.1", 0)) as server:
            socket.create_connection(server.getsockname(), timeout=CELL_TIMEOUT).close()
    except OSError as error:
        raise BookError(
            f"Chapters run in kernels, which are talked to over 127.0.0.1, and nothing can connect there ({error}). "
            "Allow connections within this machine: a sandbox or a container without a loopback device has none."
        ) from error


def _prepare(settings: dict[str, str]) -> None:
    """Let matplotlib list the fonts before the first kernel does: it would say so in that chapter's outputs."""
    if not list(Path(settings["MPLCONFIGDIR"]).glob("fontlist*")):
        command = [sys.executable, "-c", "import matplotlib.font_manager"]
        subprocess.run(command, env=settings, check=False, stderr=subprocess.DEVNULL)


class _Loop(asyncio.SelectorEventLoop):
    """An event loop that leaves Ctrl-C to asyncio.

    nbclient sets a handler of its own that ends one kernel, the one started last. Without it the run as a whole
    is cancelled, and each kernel is ended on the way out.
    """

    def add_signal_handler(self, sig: int, callback: Callable[..., object], *args: object) -> None:
        raise RuntimeError("left to asyncio.Runner")  # the error nbclient expects, and passes over


async def _execute_all(
    folder: Path,
    chapters: list[tuple[Path, NotebookNode]],
    settings: dict[str, str],
    report: Callable[[Path, float], None],
) -> None:
    kernels = asyncio.Semaphore(max(1, min(os.cpu_count() or 1, len(chapters))))

    async def run(path: Path, notebook: NotebookNode) -> None:
        async with kernels:
            start = monotonic()
            await _execute_one(folder, path, notebook, settings)
            report(path, monotonic() - start)

    async with asyncio.TaskGroup() as group:  # the first failure cancels the others
        for path, notebook in chapters:
            group.create_task(run(path, notebook))


async def _execute_one(folder: Path, path: Path, notebook: NotebookNode, settings: dict[str, str]) -> None:
    """Execute a notebook in place, in a kernel that starts in the folder of the notebook and ends here."""
    started: list[int] = []
    kernel = AsyncKernelManager(kernel_name=_kernel_name(notebook))
    client = NotebookClient(
        notebook,
        km=kernel,
        timeout=CELL_TIMEOUT,
        startup_timeout=CELL_TIMEOUT,
        record_timing=False,
        coalesce_streams=True,
        resources={"metadata": {"path": str((folder / path).parent)}},
        on_cell_start=lambda cell, cell_index: started.append(cell_index),
    )
    try:
        await client.async_start_new_kernel(env=settings)
        await client.async_start_new_kernel_client()
        await client.async_execute()
    except (CellControlSignal, RuntimeError) as error:
        task = asyncio.current_task()
        if task is not None and task.cancelling():  # nbclient calls a run that was called off a dead kernel
            raise asyncio.CancelledError from None
        raise BookError(_failure(path, notebook, started, error)) from error
    finally:
        if await kernel.is_alive():
            await kernel.shutdown_kernel()
        await kernel.cleanup_resources()
        if client.kc is not None:
            client.kc.stop_channels()
    _require_shown(path, notebook)


def _require_shown(path: Path, notebook: NotebookNode) -> None:
    """Raise if a result could not be shown: IPython then writes the error to the output and goes on."""
    for place, cell in enumerate(notebook.cells):
        for output in cell.get("outputs", []):
            if output.output_type == "error":
                what = f"its result cannot be shown: {output.ename}: {output.evalue}"
                raise BookError(f"{_where(path, notebook, place)}: {what}\n\n{_plain(output.traceback)}")


def _failure(path: Path, notebook: NotebookNode, started: list[int], error: Exception) -> str:
    """Say in which chapter and cell execution stopped, and with what."""
    if not started:
        return (
            f"{path}: its kernel did not start ({error}). Check whether `{sys.executable} -m ipykernel_launcher` runs; "
            "if not, set up the environment again: rm -rf .venv, then make book."
        )
    where = _where(path, notebook, started[-1])
    if not isinstance(error, CellExecutionError):
        return f"{where}: {error}".splitlines()[0]
    traceback = [line for output in notebook.cells[started[-1]].outputs for line in output.get("traceback", [])]
    return f"{where}: {error.ename}: {error.evalue}\n\n{_plain(traceback)}".rstrip()


def _where(path: Path, notebook: NotebookNode, place: int) -> str:
    """Name a code cell by its number among them and its first line."""
    number = sum(cell.cell_type == "code" for cell in notebook.cells[: place + 1])
    first = next(line.strip() for line in notebook.cells[place].source.splitlines() if line.strip())
    return f"{path}, code cell {number} ({first})"


def _plain(traceback: list[str]) -> str:
    return ANSI.sub("", "\n".join(traceback))
