"""Tokenizers of others: found by name, and not believed."""

from __future__ import annotations

from pathlib import Path

import pytest

from helpers import tokenizers
from parallax.errors import ParallaxError
from parallax.language.tokenizers import divided, tokenizer_named


@pytest.mark.parametrize("name", ["helpers.tokenizers:pairs", "helpers.tokenizers:Nested.pairs"])
def test_a_tokenizer_is_found_by_its_name(name: str) -> None:
    assert tokenizer_named(name) is tokenizers.pairs


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("helpers.tokenizers.pairs", r"(?s)not the name of a function.*package\.module:function"),
        ("helpers.tokenizers:", "not the name of a function"),
        (":pairs", "not the name of a function"),
        ("helpers:tokenizers:pairs", "not the name of a function"),
        ("../tokenizers:pairs", "not the name of a function"),
        ("no_such_package.words:pairs", r"(?s)no module 'no_such_package'.*install"),
        ("helpers.no_such_module:pairs", r"no module 'helpers\.no_such_module'"),
        ("helpers.tokenizers:words", r"'helpers\.tokenizers' has no 'words'"),
        ("helpers.tokenizers:NOT_A_FUNCTION", r"cannot be called"),
    ],
)
def test_a_name_that_leads_nowhere_is_refused(name: str, message: str) -> None:
    with pytest.raises(ParallaxError, match=message):
        tokenizer_named(name)


def test_an_error_inside_the_module_is_not_taken_for_a_wrong_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "broken_words.py").write_text("import not_installed_here\n", encoding="utf-8")
    monkeypatch.syspath_prepend(tmp_path)

    with pytest.raises(ModuleNotFoundError, match="not_installed_here"):
        tokenizer_named("broken_words:pairs")


def test_signs_alone_are_no_words() -> None:
    assert divided("ab, cde!", tokenizers.pairs) == [(0, 2), (4, 6), (6, 7)]


@pytest.mark.parametrize(
    ("returned", "message"),
    [
        (["ab", "cde"], r"(?s)does not return pairs of offsets.*not the words themselves"),
        (["a", "b"], "does not return pairs of offsets"),
        ([1, 2], "does not return pairs of offsets"),
        (None, "does not return pairs of offsets"),
        ([(0, 3), (2, 5)], "overlap"),
        ([(2, 3), (0, 1)], "not in order"),
        ([(1, 1)], "empty"),
        ([(3, 9)], "outside the line"),
        ([(-2, 1)], "outside the line"),
    ],
)
def test_offsets_that_cannot_be_are_refused(returned: object, message: str) -> None:
    with pytest.raises(ParallaxError, match=message):
        divided("abcde", lambda line: returned)  # type: ignore[arg-type, return-value]
