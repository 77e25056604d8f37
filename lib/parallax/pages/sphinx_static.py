"""A Sphinx extension: styles and scripts of the pages, which every book of the library shares."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from sphinx.application import Sphinx
from sphinx.config import Config

STATIC = Path(__file__).with_name("static")


def _add(app: Sphinx, config: Config) -> None:
    # First, so that a book can have a file of its own in place of one of these.
    config.html_static_path = [str(STATIC), *config.html_static_path]


def setup(app: Sphinx) -> dict[str, Any]:
    """Register with Sphinx, which calls this."""
    app.connect("config-inited", _add)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
