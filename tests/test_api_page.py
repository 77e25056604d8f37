"""What the first page of the API reference shows can be run as it is."""

from __future__ import annotations

import re

import pandas as pd
import pytest

from helpers.project import ROOT

PAGE = ROOT / "chapters" / "appendices" / "api.md"


def shown() -> list[str]:
    return re.findall(r"(?s)```python\n(.*?)```", PAGE.read_text(encoding="utf-8"))


@pytest.mark.parametrize("place", range(2))
def test_an_example_runs_and_gives_a_table(place: int, monkeypatch: pytest.MonkeyPatch) -> None:
    assert len(shown()) == 2
    monkeypatch.chdir(ROOT)
    *lines, last = shown()[place].strip().split("\n")
    names: dict[str, object] = {}
    exec("\n".join([*lines, f"result = {last}"]), names)
    assert isinstance(names["result"], pd.DataFrame)
    assert len(names["result"]) > 3


def test_the_one_from_texts_is_ten_lines_and_has_intervals() -> None:
    names: dict[str, object] = {}
    lines = [line for line in shown()[1].strip().split("\n") if line and not line.startswith(("import", "from"))]
    assert len(lines) <= 10
    exec(shown()[1], names)
    table = names["table"]
    assert isinstance(table, pd.DataFrame)
    taxes = table[(table["group"] == "red") & (table["term"] == "taxes")].iloc[0]
    assert 0 < taxes["ci_low"] < taxes["log_odds"] < taxes["ci_high"]
    assert taxes["q"] <= 0.05
