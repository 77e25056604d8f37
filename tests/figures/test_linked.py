"""Tables as files beside a page."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest
from bs4 import BeautifulSoup

from parallax.figures.linked import FOLDER, Linked


def test_a_table_is_a_file_and_a_link_that_leads_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    frame = pd.DataFrame({"term": ["net", "a <b>"], "rate": [1 / 3, 2]})
    linked = Linked(frame, "nets", "Nets & boats")
    page = BeautifulSoup(linked._repr_html_(), "html.parser")
    assert repr(linked) == "Linked(nets.csv, 2 rows)"  # the same in every run
    assert (tmp_path / FOLDER / "nets.csv").read_text(encoding="utf-8") == "term,rate\nnet,0.3333\na <b>,2\n"
    assert page.a["href"] == "../_static/tables/nets.csv"
    assert page.a["download"] == "nets.csv"
    assert page.get_text() == "CSV Nets & boats: 2 rows"


def test_a_file_of_another_run_is_replaced(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for value in (1, 2):
        Linked(pd.DataFrame({"n": [value]}), "one", "One")
    assert (tmp_path / FOLDER / "one.csv").read_text(encoding="utf-8") == "n\n2\n"
