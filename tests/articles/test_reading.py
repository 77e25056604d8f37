"""Reading the articles: what is wrong with a file is named with its place, and with what to do."""

from __future__ import annotations

import hashlib
import unicodedata
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from parallax.articles.reading import (
    fingerprint,
    read_lines,
    read_texts,
    require_unchanged,
    text_path,
    texts_folder,
)
from parallax.errors import CorpusError


def sources_of(**n_lines: int) -> pd.DataFrame:
    rows = [(source, f"{source}.txt", n) for source, n in n_lines.items()]
    return pd.DataFrame(rows, columns=["source", "file", "n_lines"])


def segments_of(texts: dict[str, list[str]]) -> pd.DataFrame:
    rows = [(source, n, fingerprint(line)) for source, lines in texts.items() for n, line in enumerate(lines)]
    return pd.DataFrame(rows, columns=["source", "line", "sha256"])


def test_the_folder_of_texts_is_the_argument_else_the_environment_else_inside_the_corpus(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("PARALLAX_TEXTS", "from-environment")
    assert texts_folder(Path("argument"), Path("corpus")) == Path("argument")
    assert texts_folder(None, Path("corpus")) == Path("from-environment")

    monkeypatch.setenv("PARALLAX_TEXTS", "")
    assert texts_folder(None, Path("corpus")) == Path("corpus/texts")
    monkeypatch.delenv("PARALLAX_TEXTS")
    assert texts_folder(None, Path("corpus")) == Path("corpus/texts")


@pytest.mark.parametrize(
    "file",
    ["../out.txt", "a/../../out.txt", "/etc/out.txt", "C:out.txt", "C:\\out.txt", "..\\out.txt", "\\out.txt"],
)
def test_a_file_name_that_leaves_the_folder_is_refused(tmp_path: Path, file: str) -> None:
    with pytest.raises(CorpusError) as error:
        text_path(tmp_path, file)

    assert "sources.csv" in error.value.problem
    assert repr(file) in error.value.problem
    assert "plain file name" in error.value.remedy


def test_a_symbolic_link_that_leaves_the_folder_is_refused_and_one_that_stays_is_not(tmp_path: Path) -> None:
    folder = tmp_path / "texts"
    folder.mkdir()
    (tmp_path / "out.txt").write_text("Out.")
    (folder / "in.txt").write_text("In.")
    (folder / "away.txt").symlink_to(tmp_path / "out.txt")
    (folder / "near.txt").symlink_to(folder / "in.txt")
    (folder / "up").symlink_to(tmp_path)

    for file in ("away.txt", "up/out.txt"):
        with pytest.raises(CorpusError, match="link out of the folder"):
            text_path(folder, file)
    assert read_lines(text_path(folder, "near.txt")) == ["In."]


def test_a_folder_that_is_itself_a_link_is_no_way_out(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    (tmp_path / "texts").symlink_to(tmp_path / "real")

    assert text_path(tmp_path / "texts", "a.txt") == tmp_path / "texts" / "a.txt"


def test_lines_are_those_that_hold_something_whatever_ends_them(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(b"\xef\xbb\xbfOne\r\n\r\n  \nTwo \x0c half\rThree\n\xe2\x80\xa8Four")

    assert read_lines(path) == ["One", "Two \x0c half", "Three", "\u2028Four"]


def test_a_missing_text_is_named_with_the_ways_to_give_it(tmp_path: Path) -> None:
    for path in (tmp_path / "a.txt", tmp_path / "no-folder" / "a.txt"):
        with pytest.raises(CorpusError) as error:
            read_lines(path)
        assert str(path) in error.value.problem
        for way in ("--texts", "PARALLAX_TEXTS", "README.md"):
            assert way in error.value.remedy


def test_a_text_that_is_a_folder_is_no_text(tmp_path: Path) -> None:
    (tmp_path / "a.txt").mkdir()

    with pytest.raises(CorpusError, match=r"a\.txt: the text cannot be read.*\n.*check that it is a file"):
        read_lines(tmp_path / "a.txt")


@pytest.mark.parametrize("content", [b"", b"\n \t\r\n", b"\xef\xbb\xbf"])
def test_an_empty_text_is_to_be_saved_again(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "a.txt").write_bytes(content)

    with pytest.raises(CorpusError, match=r"a\.txt: the file is empty\n.*save the article there again"):
        read_lines(tmp_path / "a.txt")


@pytest.mark.parametrize(
    ("content", "line"),
    [
        (b"One\n\nTw\xf6\n", 3),
        ("Caf\u00e9".encode("utf-16"), 1),
        (b"\xef\xbb\xbfOne\n\xff", 2),
        ("One\nTwo \u2014".encode()[:-1], 2),  # cut off inside a letter
    ],
)
def test_a_text_that_is_not_utf8_is_named_with_the_line(tmp_path: Path, content: bytes, line: int) -> None:
    (tmp_path / "a.txt").write_bytes(content)

    with pytest.raises(CorpusError) as error:
        read_lines(tmp_path / "a.txt")

    assert f"a.txt, line {line}: " in error.value.problem
    assert "not UTF-8" in error.value.problem
    assert "encoding UTF-8" in error.value.remedy


@pytest.mark.parametrize(
    ("content", "line"),
    [("The toll\n".encode("utf-16-le"), 1), ("The toll\n".encode("utf-16-be"), 1), (b"One\n\nTw\x00o\n", 3)],
)
def test_a_text_that_holds_a_nul_is_no_text(tmp_path: Path, content: bytes, line: int) -> None:
    (tmp_path / "a.txt").write_bytes(content)

    with pytest.raises(CorpusError) as error:
        read_lines(tmp_path / "a.txt")

    assert f"a.txt, line {line}: there is a NUL" in error.value.problem
    assert "encoding UTF-8" in error.value.remedy


def test_a_fingerprint_is_the_sha256_of_the_folded_line() -> None:
    assert fingerprint(" caf\u00e9\u00a0 au  lait\n") == hashlib.sha256("caf\u00e9 au lait".encode()).hexdigest()


@settings(deadline=None)
@given(st.text(max_size=40))
def test_a_copy_with_other_white_space_and_composition_has_the_same_fingerprint(line: str) -> None:
    copy = unicodedata.normalize("NFD", "\t" + line.replace(" ", "\u00a0 ") + " \n")

    assert fingerprint(copy) == fingerprint(line)


@settings(deadline=None)
@given(st.text("ab .", max_size=12), st.text("ab .", max_size=12))
def test_other_words_have_another_fingerprint(one: str, other: str) -> None:
    assert (fingerprint(one) == fingerprint(other)) == (one.split() == other.split())


@pytest.mark.parametrize(
    ("n_lines", "state"),
    [(3, "is cut short: it has 2 non-empty lines, sources.csv says 3"), (1, "has too many lines")],
)
def test_a_text_of_another_length_is_refused(tmp_path: Path, n_lines: int, state: str) -> None:
    (tmp_path / "a.txt").write_text("One.\n\nTwo.\n")

    with pytest.raises(CorpusError) as error:
        read_texts(sources_of(a=n_lines), tmp_path)

    assert f"a.txt {state}" in error.value.problem
    assert "get the whole article again" in error.value.remedy
    assert "--accept-changes" in error.value.remedy


def test_texts_come_in_the_order_of_sources(tmp_path: Path) -> None:
    for name in "ab":
        (tmp_path / f"{name}.txt").write_text(f"Only {name}.\n")

    assert list(read_texts(sources_of(b=1, a=1), tmp_path).items()) == [
        ("b", ["Only b."]),
        ("a", ["Only a."]),
    ]


def test_each_changed_line_is_named_with_both_hashes() -> None:
    old = {"a": ["One.", "Two.", "Three."], "b": ["Four."]}
    new = {"a": ["One.", "Too.", "Three  ."], "b": ["Four. "]}

    with pytest.raises(CorpusError) as error:
        require_unchanged(new, segments_of(old))

    assert error.value.problem.splitlines()[1:] == [
        f"  a, line 1: expected sha256 {fingerprint('Two.')}, found {fingerprint('Too.')}",
        f"  a, line 2: expected sha256 {fingerprint('Three.')}, found {fingerprint('Three .')}",
    ]


def test_lines_that_were_never_recorded_are_no_change() -> None:
    require_unchanged({"a": ["One."], "b": ["New."]}, segments_of({"a": ["One."]}))


def test_changed_texts_are_refused_with_both_remedies() -> None:
    recorded = segments_of({"a": ["One."]})
    require_unchanged({"a": ["One."]}, recorded)

    with pytest.raises(CorpusError) as error:
        require_unchanged({"a": ["Won."]}, recorded)

    assert "a, line 0" in error.value.problem
    assert "get the copy named in sources.csv" in error.value.remedy
    assert "--accept-changes" in error.value.remedy
