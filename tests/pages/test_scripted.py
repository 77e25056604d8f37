"""A place that scripts fill: what a page has of it, what lies beside the page, what a page without it is spared."""

from __future__ import annotations

import json
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import pytest
from docutils import nodes
from docutils.utils import new_document
from sphinx.application import Sphinx

from parallax.pages.scripted import Scripted, led

NETS = Scripted(
    place="nets",
    label="Nets",
    without=("nets-none", "Nets need scripts."),
    data="nets-data.js",
    variable="nets",
    scripts=("nets-data.js", "nets.js"),
    style="nets.css",
)


def test_the_place_is_hidden_and_what_fills_it_lies_beside_the_page(tmp_path: Path) -> None:
    page = new_document("page")
    page += nodes.paragraph()
    NETS.settle(cast(Sphinx, SimpleNamespace(outdir=tmp_path)), cast(nodes.Element, page[0]), {"mesh": "</script>"})
    (frame,) = page.findall(nodes.raw)
    assert frame.astext() == (
        '<div id="nets" class="nets" role="region" aria-label="Nets" hidden></div>\n'
        '<p class="nets-none">Nets need scripts.</p>'
    )
    script = (tmp_path / "_static" / "nets-data.js").read_text(encoding="utf-8")
    assert "</script>" not in script
    assert json.loads(script.removeprefix("window.nets = ").removesuffix(";\n")) == {"mesh": "</script>"}


@pytest.mark.parametrize("there", [True, False])
def test_only_a_page_with_the_place_loads_its_scripts_and_style(there: bool) -> None:
    page = new_document("page")
    page += nodes.raw("", NETS.frame() if there else "<p>nets</p>", format="html")
    brought: list[str] = []
    app: Any = SimpleNamespace(add_js_file=lambda file, **_: brought.append(file), add_css_file=brought.append)
    NETS.bring(app, "page", "page.html", {}, page)
    assert brought == (["nets-data.js", "nets.js", "nets.css"] if there else [])


def test_a_place_that_the_book_does_not_know_is_an_error_unless_words_for_it_are_given() -> None:
    domain = SimpleNamespace(anonlabels={"reef": ("far/page", "the-reef")})
    app: Any = SimpleNamespace(
        env=SimpleNamespace(get_domain=lambda _: domain),
        builder=SimpleNamespace(get_relative_uri=lambda page, there: f"../{there}.html"),
    )
    assert led(app, "near/page", "reef", unknown="") == led(app, "near/page", "reef") == "../far/page.html#the-reef"
    assert led(app, "near/page", "dock", unknown="") == ""
    with pytest.raises(KeyError, match="dock"):
        led(app, "near/page", "dock")
