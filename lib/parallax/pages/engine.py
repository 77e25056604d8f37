"""The library itself as a wheel, made of what is installed, so that a new project can carry it along.

A wheel is a zip with the package and what is known of it (PEP 427). This one is made of the files of the package as it
runs, be it a checkout or an installed wheel.
"""

from __future__ import annotations

import base64
from hashlib import sha256
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path

import parallax
from parallax.errors import ParallaxError

DISTRIBUTION = "parallax-book"
LOCK = "requirements.lock"

_PACKAGE = Path(parallax.__file__).parent
_SKIPPED = {"__pycache__"}


def wheel() -> tuple[str, dict[str, bytes]]:
    """Return the name of a wheel of the library, and what is in it by name (see `pages.packing.pack`).

    Raises
    ------
    ParallaxError
        If the library is not installed, so that nothing says its version.
    """
    try:
        known = distribution(DISTRIBUTION)
    except PackageNotFoundError:
        raise ParallaxError(
            f"{DISTRIBUTION} is not installed here", "run `make book` in the checkout once, which installs it"
        ) from None
    version = known.version
    info = f"{DISTRIBUTION.replace('-', '_')}-{version}.dist-info"
    files = {f"parallax/{path.relative_to(_PACKAGE).as_posix()}": path.read_bytes() for path in _files()}
    files[f"{info}/METADATA"] = (known.read_text("METADATA") or "").encode()
    files[f"{info}/WHEEL"] = b"Wheel-Version: 1.0\nGenerator: parallax\nRoot-Is-Purelib: true\nTag: py3-none-any\n"
    files[f"{info}/entry_points.txt"] = b"[console_scripts]\nparallax = parallax.cli:main\n"
    files[f"{info}/{LOCK}"] = lock().encode()
    files[f"{info}/RECORD"] = _record(files, f"{info}/RECORD").encode()
    return f"{info.removesuffix('.dist-info')}-py3-none-any.whl", files


def lock() -> str:
    """Return the versions of all that the library needs: of the checkout, or as the installed wheel carries them."""
    beside = _PACKAGE.parents[1] / LOCK
    if beside.is_file():
        return beside.read_text(encoding="utf-8")
    text = distribution(DISTRIBUTION).read_text(LOCK)
    if not text:
        raise ParallaxError(f"the installed {DISTRIBUTION} carries no {LOCK}", "install it from a checkout")
    return text


def checkout() -> Path | None:
    """Return the folder of the checkout that the library runs from; None if it is installed."""
    root = _PACKAGE.parents[1]
    return root if (root / "pyproject.toml").is_file() and (root / LOCK).is_file() else None


def _files() -> list[Path]:
    return sorted(
        path for path in _PACKAGE.rglob("*") if path.is_file() and not _SKIPPED & set(path.relative_to(_PACKAGE).parts)
    )


def _record(files: dict[str, bytes], own: str) -> str:
    rows = [f"{name},sha256={_digest(content)},{len(content)}" for name, content in files.items()]
    return "\n".join([*rows, f"{own},,"]) + "\n"


def _digest(content: bytes) -> str:
    return base64.urlsafe_b64encode(sha256(content).digest()).rstrip(b"=").decode()
