"""Results that take long, kept on disk: computed once, and again when what they rest on has changed."""

from __future__ import annotations

import ast
import inspect
import os
import pickle
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import fields, is_dataclass
from functools import lru_cache, wraps
from hashlib import sha256
from importlib.metadata import version
from importlib.util import find_spec, resolve_name
from pathlib import Path
from time import monotonic, sleep
from typing import IO, ParamSpec, TypeVar

import joblib
import numpy as np
from scipy.sparse import csr_array, issparse

if sys.platform != "win32":
    import fcntl


P = ParamSpec("P")


R = TypeVar("R")


# Another version may give other digits, or cannot read a result.
LIBRARIES = ("numpy", "scipy", "scikit-learn", "pandas")


PATIENCE = 120  # seconds that a process waits for another one to finish the same; then it computes for itself


SEAL = 32  # bytes of a SHA-256


IN_ORDER = "in-order"  # the folder of what was found in order


def cache_folder(root: Path | None = None) -> Path | None:
    """Return the folder that keeps results: ``PARALLAX_CACHE``, else ``_build/cache`` of the project.

    It is absolute and need not exist. Outside a project where none is named it is None, and nothing is kept.

    Parameters
    ----------
    root : Path, optional
        The folder of the project; if not given, the current folder or the nearest above it that has a ``_toc.yml``.
        What ``PARALLAX_CACHE`` names is looked for from there.
    """
    here = Path.cwd()
    project = root or next((place for place in (here, *here.parents) if (place / "_toc.yml").is_file()), None)
    if named := os.environ.get("PARALLAX_CACHE"):
        return (project or here).absolute() / named
    return project.absolute() / "_build" / "cache" if project else None


def kept(function: Callable[P, R]) -> Callable[P, R]:
    """Make a function look on disk for a result before it computes one.

    Parameters
    ----------
    function : callable
        A function of a module whose result rests on its arguments alone and can be pickled. Arguments are arrays,
        sparse ones too, plain values, and data classes of all these.

    Returns
    -------
    callable
        The same function. It keeps results in `cache_folder`, under a key of the arguments' content, the source of
        the function's module and of all that this imports from its own package, and the versions of Python and
        `LIBRARIES`.

    Notes
    -----
    Whatever is wrong with the folder, the result is that of the function. A file that was damaged is not believed: a
    result is sealed with its key. A folder that cannot be written keeps nothing. And if a source file has changed since
    this was called, that is since its module was imported, the code that runs is not the code on disk: nothing is then
    kept or looked up. Of processes that want one result at the same time, one computes it and the others wait.
    """
    code = source_digest(function.__module__)

    @wraps(function)
    def call(*args: P.args, **kwargs: P.kwargs) -> R:
        folder = cache_folder()
        if folder is None or code is None or source_digest(function.__module__) != code:
            return function(*args, **kwargs)
        given = inspect.signature(function).bind(*args, **kwargs)
        given.apply_defaults()
        contents = [(name, _content(value)) for name, value in given.arguments.items()]
        key = joblib.hash([function.__module__, function.__qualname__, code, versions(), contents])
        file = folder / f"{key}.pkl"
        if found := _look_up(file):
            return pickle.loads(found)
        with _alone(file.with_suffix(".lock")):
            if found := _look_up(file):  # another process was faster
                return pickle.loads(found)
            result = function(*args, **kwargs)
            _store(file, result)
            return result

    return call


def is_in_order(key: str) -> bool:
    """Say whether something was found in order before and is as it was.

    Parameters
    ----------
    key : str
        A hash of all that the verdict rests on.

    Returns
    -------
    bool
        Whether `keep_in_order` was given it, and the file that says so is whole.
    """
    folder = cache_folder()
    return folder is not None and _look_up(folder / IN_ORDER / key) is not None


def keep_in_order(key: str, root: Path | None = None) -> None:
    """Note that something was found in order, where there is a folder for it that can be written.

    Parameters
    ----------
    key : str
        As `is_in_order` is asked for.
    root : Path, optional
        The folder of the project, see `cache_folder`.
    """
    if folder := cache_folder(root):
        _store(folder / IN_ORDER / key, None)


def source_digest(module: str) -> str | None:
    """Hash the source of a module and of the modules of its package that it imports, directly or through others.

    None where there is no source to read, as in a notebook.
    """
    sources: dict[str, bytes] = {}
    waiting = [module]
    while waiting:
        name = waiting.pop()
        if name not in sources:
            file = _file_of(name)
            try:
                sources[name] = file.read_bytes() if file else b""
            except OSError:
                sources[name] = b""
            waiting += _imports(name, file is not None and file.name == "__init__.py", sources[name])
    return joblib.hash(sorted(sources.items())) if sources[module] else None


def versions() -> list[str]:
    """Return the versions of Python and of the `LIBRARIES` that results rest on."""
    return [sys.version, *map(version, LIBRARIES)]


@lru_cache(maxsize=1000)
def _imports(module: str, is_package: bool, source: bytes) -> list[str]:
    """List the modules of its own package that a module names in its imports, wherever they stand."""
    package = module if is_package else module.rpartition(".")[0]
    found = []
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            found += [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            origin = resolve_name("." * node.level + (node.module or ""), package) if node.level else str(node.module)
            below = [f"{origin}.{alias.name}" for alias in node.names]
            found += [name if name.startswith(_top(module)) and _file_of(name) else origin for name in below]
    return [name for name in dict.fromkeys(found) if f"{name}.".startswith(_top(module))]


def _top(module: str) -> str:
    return f"{module.partition('.')[0]}."


def _file_of(module: str) -> Path | None:
    """Return the source file of a module, or None if the name is that of no module with one."""
    try:
        spec = find_spec(module)
    except (ImportError, ValueError):  # a name in a module; ``__main__``
        return None
    origin = spec.origin if spec and spec.has_location else None
    return Path(origin) if origin and origin.endswith(".py") else None


def _content(value: object) -> object:
    """Return what is to be hashed of an argument: of a sparse array or a data class what it holds, however it does so.

    A data class may have noted down what follows from its fields.
    """
    if is_dataclass(value) and not isinstance(value, type):
        return type(value).__qualname__, [(one.name, _content(getattr(value, one.name))) for one in fields(value)]
    if isinstance(value, frozenset):  # whose order differs from process to process
        return sorted(map(repr, value))
    if not issparse(value):
        return value
    rows = csr_array(value, copy=True)
    rows.sum_duplicates()
    return "sparse", rows.shape, rows.indptr.astype(np.int64), rows.indices.astype(np.int64), rows.data


def _look_up(file: Path) -> memoryview | None:
    """Return what is kept in a file; None where there is none, or it is not as it was stored."""
    try:
        sealed = memoryview(file.read_bytes())
    except OSError:
        return None
    content = sealed[SEAL:]
    return content if sealed[:SEAL] == _seal(file, content) else None


class _Sealed:
    """A file that is hashed as it is written, so that a large result is never in memory a second time."""

    def __init__(self, file: IO[bytes], name: str) -> None:
        self._file, self._hash = file, sha256(name.encode())
        file.write(bytes(SEAL))

    def write(self, content: bytes) -> int:
        self._hash.update(content)
        return self._file.write(content)

    def close(self) -> None:
        self._file.seek(0)
        self._file.write(self._hash.digest())


def _store(file: Path, result: object) -> None:
    """Keep something, where there is a folder for it that can be written; it is believed once its seal is there."""
    with suppress(OSError):
        file.parent.mkdir(parents=True, exist_ok=True)
        with file.open("wb") as opened:
            sealed = _Sealed(opened, file.name)
            pickle.dump(result, sealed)
            sealed.close()


def _seal(file: Path, content: memoryview) -> bytes:
    sealed = sha256(file.name.encode())
    sealed.update(content)
    return sealed.digest()


@contextmanager
def _alone(file: Path) -> Iterator[None]:
    """Hold a lock, so that two processes do not compute one result at once; go on without where there are none."""
    with ExitStack() as stack:
        with suppress(OSError):
            file.parent.mkdir(parents=True, exist_ok=True)
            _wait_for(stack.enter_context(file.open("a", encoding="utf-8")))
        try:
            yield
        finally:
            with suppress(OSError):
                file.unlink()


def _wait_for(file: IO[str]) -> None:
    """Take the lock on a file, which ends with the process; after `PATIENCE` go on without it."""
    if sys.platform == "win32":
        return
    deadline = monotonic() + PATIENCE
    while monotonic() < deadline:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            sleep(0.05)
        else:
            return
