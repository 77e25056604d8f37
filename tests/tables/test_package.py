"""Tables against the descriptor: each error is told with file, row, column and what to do."""

# ruff: noqa: E501 -- the table of bad cells reads better a case a line
from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest

from helpers.toy import Toy, edit, resources
from parallax.errors import CorpusError
from parallax.tables import package


def change(table: str, old: str, new: str) -> Callable[[Path], None]:
    return lambda corpus: edit(corpus / table, old, new)


def put(table: str, content: bytes) -> Callable[[Path], None]:
    return lambda corpus: (corpus / table).write_bytes(content)


def append(table: str, row: str) -> Callable[[Path], None]:
    def write(corpus: Path) -> None:
        with (corpus / table).open("a", encoding="utf-8") as file:
            file.write(row)

    return write


def every_row(table: str, each: Callable[[str], str]) -> Callable[[Path], None]:
    def write(corpus: Path) -> None:
        rows = (corpus / table).read_text(encoding="utf-8").splitlines()
        (corpus / table).write_text("".join(f"{each(row)}\n" for row in rows), encoding="utf-8")

    return write


# The tables broken here, and those that point to them.
INVOLVED = {"sources", "lines", "hops", "segments", "terms", "stopwords"}
# How a table is broken, what the message must say of the place and the problem, and what of the remedy.
BROKEN = {
    "missing": (lambda corpus: (corpus / "lines.csv").unlink(), r"lines\.csv: the file is missing", "restore it"),
    "missing, derived": (lambda corpus: (corpus / "terms.csv").unlink(), r"terms\.csv: the file is missing",
                         "rebuild it with `parallax extract`"),
    "missing, no table": (lambda corpus: (corpus / "lexicons" / "stopwords.txt").unlink(),
                          r"stopwords\.txt: the file is missing", "restore it"),
    "empty": (put("lines.csv", b""), r"lines\.csv: the table is empty", "write the columns it takes.*source,line,role"),
    "missing column": (every_row("lines.csv", lambda row: row.rpartition(",")[0]),
                       r"lines\.csv: the column 'skip_chars' is missing", "put it back.*source,line,role,section,voice"),
    "extra column": (every_row("lines.csv", lambda row: row.replace("role,", "role,mood,").replace("body,", "body,,")),
                     r"lines\.csv: there is an extra column, 'mood'", "remove it"),
    "columns swapped": (change("lines.csv", "role,section", "section,role"),
                        r"lines\.csv: the columns are out of order", "sort them; .*role,section"),
    "column twice": (change("lines.csv", "skip_chars", "skip_chars,voice"),
                     r"lines\.csv: the columns are out of order, or one is there twice", "sort them"),
    "semicolons": (every_row("hops.csv", lambda row: row.replace(",", ";")),
                   r"hops\.csv: the column 'source' is missing", "separated by commas"),
    "duplicate key": (append("lines.csv", "mill-gazette,5,foreign,close,author,0\n"),
                      r"lines\.csv, row 16: source, line: the same as in row 15", "remove one"),
    "short label twice": (change("sources.csv", "MG", "BH"), r"sources\.csv, row 3, column short: 'BH' is in another",
                          "each row needs its own"),
    "negative count": (change("terms.csv", ",0,0,1\n", ",0,0,-1\n"), r"terms\.csv, row 2, column n: -1 is less than 1",
                       "correct it"),
    "unknown source": (change("lines.csv", "mill-gazette,5", "nobody,5"),
                       r"lines\.csv, row 15, column source: 'nobody' is not in the table sources", "add it there"),
    "unknown line": (change("terms.csv", "bridge-herald,2", "bridge-herald,77"),
                     r"terms\.csv, row 2, column source, line: 'bridge-herald, 77' is not in the table lines", "correct"),
    "not allowed": (change("lines.csv", "byline", "footer"), r"lines\.csv, row 3, column role: 'footer' is not allowed",
                    "write body or title or"),
    "not a number": (change("lines.csv", "bridge-herald,1", "bridge-herald,one"),
                     r"lines\.csv, row 3, column line: 'one' is not a whole number", "correct it"),
    "not a date": (change("sources.csv", "2030-04-20", "20 April"),
                   r"sources\.csv, row 3, column not_before: '20 April' is not a date like 2023-05-01", "correct it"),
    "a date without its noughts": (change("sources.csv", "2030-04-20", "2030-4-20"),
                                   r"sources\.csv, row 3, column not_before: '2030-4-20' is not a date like",
                                   "correct it"),
    "a year of another age": (change("sources.csv", "2030-04-20", "0030-04-20"),
                              r"sources\.csv, row 3, column not_before: '0030-04-20' is not a date like", "correct it"),
    "no day of the calendar": (change("sources.csv", "2030-04-20", "2030-02-30"),
                               r"sources\.csv, row 3, column not_before: '2030-02-30' is not a date like", "correct it"),
    "month without its nought": (change("sources.csv", "2030-05-03", "2030-5"),
                                 r"sources\.csv, row 2, column published: '2030-5' is not of the form", "correct it"),
    "Arabic digits": (change("terms.csv", ",0,0,1\n", ",0,0,\u0661\n"),
                      r"terms\.csv, row 2, column n: '\u0661' is not a whole number, written with the digits 0 to 9",
                      "correct it"),
    "too many digits": (change("terms.csv", ",0,0,1\n", ",0,0,99999999999999999999\n"),
                        r"terms\.csv, row 2, column n: '9{20}' is not a whole number,.* 18 of them at most",
                        "correct it"),
    "digits in groups": (change("terms.csv", ",0,0,1\n", ",0,0,1_000\n"),
                         r"terms\.csv, row 2, column n: '1_000' is not a whole number, written", "correct it"),
    "of another form": (change("sources.csv", "2030-05-03", "May 2030"),
                        r"sources\.csv, row 2, column published: 'May 2030' is not of the form", "correct it"),
    "too long": (change("sources.csv", ",BH,", ",BRIDGES,"),
                 r"sources\.csv, row 2, column short: 'BRIDGES' is longer than 6 characters", "shorten it"),
    "cell empty": (change("lines.csv", "byline,head", "byline,"), r"lines\.csv, row 3, column section: the cell is empty",
                   "fill it in"),
    "cell missing": (change("lines.csv", "byline,head,author,0", "byline,head,author"),
                     r"lines\.csv, row 3, column skip_chars: the cell is empty or missing", "fill it in"),
    "cell too many": (change("lines.csv", "byline,head,author,0", "byline,head,author,0,9"),
                      r"lines\.csv, row 3: there are more cells than columns", "between quotes"),
    "row blank": (change("lines.csv", "bridge-herald,1", "\nbridge-herald,1"), r"lines\.csv, row 3: the row is blank",
                  "remove it"),
}  # fmt: skip


@pytest.mark.parametrize("case", BROKEN)
def test_a_broken_table_is_told_with_its_place_and_its_remedy_and_with_nothing_else(toy: Toy, case: str) -> None:
    damage, place, remedy = BROKEN[case]
    damage(toy.corpus)

    messages = package.validate(toy.corpus, INVOLVED)

    assert len(messages) == 1
    assert re.search(place, messages[0])
    assert re.search(remedy, messages[0].split("; ", 1)[1])


def test_a_table_that_is_not_utf8_is_told_with_the_row(toy: Toy) -> None:
    path = toy.corpus / "sources.csv"
    path.write_bytes(path.read_bytes().replace(b"Gazette", b"Gaz\xe9tte", 1))

    (message,) = package.validate(toy.corpus)

    assert "sources.csv, row 3: a byte is not UTF-8; save the file again with the encoding UTF-8" in message


def test_a_folder_in_place_of_a_table_is_not_said_to_be_missing(toy: Toy) -> None:
    (toy.corpus / "lemmas.csv").unlink()
    (toy.corpus / "lemmas.csv").mkdir()

    (message,) = package.validate(toy.corpus)

    assert message.endswith("lemmas.csv: the file cannot be read (Is a directory); check that it is a file and that you may "
                            "read it")  # fmt: skip


def test_each_of_several_errors_is_told_and_the_same_error_in_many_rows_once(toy: Toy) -> None:
    edit(toy.corpus / "lines.csv", "byline", "footer")
    edit(toy.corpus / "lines.csv", "pullquote", "footer")
    edit(toy.corpus / "hops.csv", ",2,", ",0,")

    messages = package.validate(toy.corpus)

    assert len(messages) == 2
    assert "hops.csv, row 3, column hop: 0 is less than 1" in messages[0]
    assert "lines.csv, row 3, column role: 'footer' is not allowed" in messages[1]
    assert messages[1].endswith("(1 more row like it)")


def test_a_table_that_only_points_to_a_broken_one_is_not_blamed(toy: Toy) -> None:
    (toy.corpus / "sources.csv").unlink()

    (message,) = package.validate(toy.corpus)

    assert "sources.csv" in message


CODED_BY_LINE = ("codings", "disagreements", "frame_elements", "positions", "attributions", "mentions", "quotations")


def test_a_table_without_rows_is_seen_in_those_that_point_to_it(toy: Toy) -> None:
    edit(toy.corpus / "hops.csv", (toy.corpus / "hops.csv").read_text(), "")
    (toy.corpus / "hops.csv").write_text(",".join(columns(toy.corpus, "hops")) + "\n")
    (toy.corpus / "overlaps.csv").write_text(",".join(columns(toy.corpus, "overlaps")) + "\n")
    assert package.validate(toy.corpus) == []

    (toy.corpus / "lines.csv").write_text(",".join(columns(toy.corpus, "lines")) + "\n")
    messages = package.validate(toy.corpus)
    assert [re.search(r"(\w+)\.csv, row 2", message).group(1) for message in messages] == [
        "segments",
        "terms",
        "phrases",
        *CODED_BY_LINE,
    ]


def test_crlf_and_a_byte_order_mark_do_no_harm(toy: Toy) -> None:
    path = toy.corpus / "lines.csv"
    before = package.read(toy.corpus, "lines")
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes().replace(b"\n", b"\r\n"))

    assert package.validate(toy.corpus, {"sources", "lines"}) == []
    pd.testing.assert_frame_equal(package.read(toy.corpus, "lines"), before)


def test_only_the_tables_asked_for_are_checked(toy: Toy) -> None:
    edit(toy.corpus / "lines.csv", "byline", "footer")

    assert package.validate(toy.corpus, {"sources", "terms"}) == []


def test_more_than_ten_errors_are_counted_and_ten_shown(toy: Toy) -> None:
    edit(toy.corpus / "sources.csv", "bridge-herald,Bridge Herald,the Bridge Herald,BH", "bridge-herald,,,")
    for column in columns(toy.corpus, "chronology")[:3]:
        edit(toy.corpus / "lexicons" / "chronology.csv", column, column.upper())
    for number in range(12):
        edit(toy.corpus / "lines.csv", "author", f"voice-{number}")

    with pytest.raises(CorpusError) as error:
        package.require_valid(toy.corpus)

    assert error.value.problem.count("\n  ") == 11
    assert error.value.problem.endswith("\u2026 and 6 more")
    assert "parallax extract" in error.value.remedy


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        (b"resources: [", "is not YAML"),
        (b"\xff", "is not YAML"),
        (b"", "lists no resources"),
        (b"- a\n", "lists no resources"),
        (b"resources: all\n", "lists no resources"),
        (b"resources: [a]\n", ": resource 1 has no name or no path"),
        (b"resources: [{name: a, path: a.csv}, {name: b}]\n", ": resource 2 has no name or no path"),
        (b"resources: [{name: a, path: a.csv}, {name: a, path: b.csv}]\n", ": the resource 'a' is there twice"),
        (b"resources: [{name: a, path: a.csv, schema: }]\n", ": the schema of 'a' lists no fields"),
        (b"resources: [{name: a, path: a.csv, schema: {fields: [b]}}]\n", ": the schema of 'a' lists no fields"),
        (b"resources: [{name: a, path: a.csv, schema: {fields: [{name: b}]}}]\n", ": the column 'b' of 'a' is not of"),
    ],
)
def test_a_broken_descriptor_is_to_be_restored(toy: Toy, content: bytes, problem: str) -> None:
    (toy.corpus / "datapackage.yaml").write_bytes(content)

    with pytest.raises(CorpusError, match=f"datapackage.yaml ?{problem}(?s:.*)restore it from version control"):
        package.validate(toy.corpus)


@pytest.mark.parametrize(("old", "new"), [("path: lines.csv", "path: ../lines.csv"), ("type: date", "type: day")])
def test_a_descriptor_that_frictionless_refuses_is_to_be_restored(toy: Toy, old: str, new: str) -> None:
    shutil.copy(toy.corpus / "lines.csv", toy.corpus.parent)
    edit(toy.corpus / "datapackage.yaml", old, new)

    with pytest.raises(CorpusError, match=r"datapackage\.yaml: (?s:.*)restore it from version control"):
        package.validate(toy.corpus)


def test_the_folder_is_the_argument_else_the_environment_else_here_or_above(
    toy: Toy, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    deep = tmp_path / "some" / "where"
    deep.mkdir(parents=True)
    other = tmp_path / "other"
    other.mkdir()
    shutil.copy(toy.corpus / "datapackage.yaml", other)
    monkeypatch.chdir(deep)
    monkeypatch.delenv("PARALLAX_CORPUS", raising=False)
    assert package.corpus_folder() == tmp_path / "corpus"

    monkeypatch.setenv("PARALLAX_CORPUS", str(other))
    assert package.corpus_folder() == other
    assert package.corpus_folder(toy.corpus) == toy.corpus


def test_a_folder_that_was_named_is_not_looked_for_elsewhere(
    toy: Toy, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PARALLAX_CORPUS", "nowhere")

    with pytest.raises(CorpusError, match=r"no datapackage\.yaml in nowhere\n.*--corpus or PARALLAX_CORPUS"):
        package.corpus_folder()


def test_columns_are_read_with_the_types_of_the_descriptor(toy_of_two: Toy) -> None:
    segments = package.read(toy_of_two.corpus, "segments")
    sources = package.read(toy_of_two.corpus, "sources")

    assert str(segments["line"].dtype) == "int64"
    assert str(segments["paragraph"].dtype) == "Int64"
    assert list(segments["paragraph"].fillna(0)[:4]) == [0, 0, 1, 0]
    assert list(sources["not_after"]) == ["2030-05-03", ""]
    assert list(sources["translator"]) == ["", ""]


def test_words_that_look_like_missing_values_are_words(toy: Toy) -> None:
    (toy.corpus / "lemmas.csv").write_text("term,lemma\nnan,nan\nnone,none\nnull,null\n")

    assert list(package.read(toy.corpus, "lemmas")["lemma"]) == ["nan", "none", "null"]


def test_a_table_that_cannot_be_read_is_named_with_the_command_that_says_why(toy: Toy) -> None:
    edit(toy.corpus / "lines.csv", "bridge-herald,1", "bridge-herald,one")
    (toy.corpus / "hops.csv").write_text("source\n")

    for name in ("lines", "hops"):
        with pytest.raises(CorpusError, match=rf"{name}\.csv(?s:.*)`parallax verify`"):
            package.read(toy.corpus, name)


@pytest.mark.parametrize("names", [{"soruces"}, {"sources", "soruces"}])
def test_a_table_of_an_unknown_name_is_not_passed_over(toy_of_two: Toy, names: set[str]) -> None:
    said = r"datapackage\.yaml has no table 'soruces'; it has sources, hops(?s:.*)correct the name"
    with pytest.raises(CorpusError, match=said):
        package.require_valid(toy_of_two.corpus, names)
    with pytest.raises(CorpusError, match=said):
        package.read(toy_of_two.corpus, "soruces")


def test_a_list_of_words_is_not_read_as_a_table(toy_of_two: Toy) -> None:
    with pytest.raises(CorpusError, match=r"'stopwords' is not a table but lexicons/stopwords\.txt"):
        package.read(toy_of_two.corpus, "stopwords")


@pytest.mark.parametrize(
    ("words", "line", "problem"),
    [
        ("the\na\nthe\n", 3, "'the' is there twice"),
        ("a\nThe\n", 2, "no token of a text is ever 'The'; write 'the'"),
        ("# function words\nthe\n", 1, "no token of a text is ever '# function words'; it takes one word a line"),
        ("the\na an\n", 2, "no token of a text is ever 'a an'; it takes one word a line"),
        ("the\n\nwon\u2019t\n", 3, "no token of a text is ever 'won\u2019t'; write \"won't\""),
        ("the\nto\u00adgether\n", 2, "; write 'together'"),
        ("the\nan\0\n", 2, "; write 'an'"),
        ("the\none's\n", 2, "; write 'one'"),
        ("the\n2nd\n", 2, "no token of a text is ever '2nd'; it takes one word a line"),
    ],
)
def test_a_stop_word_that_no_token_can_equal_is_named_with_its_line(
    toy: Toy, words: str, line: int, problem: str
) -> None:
    (toy.corpus / "lexicons" / "stopwords.txt").write_text(words, encoding="utf-8")

    with pytest.raises(CorpusError, match=r"correct or remove that line") as error:
        package.stopwords(toy.corpus)
    assert f"stopwords.txt, line {line}: " in error.value.problem
    assert problem in error.value.problem


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_the_first_stop_word_after_a_byte_order_mark_is_that_word(toy: Toy, end: str) -> None:
    text = end.join(["\ufeffthe", "won't", "", " u.s. ", ""])
    (toy.corpus / "lexicons" / "stopwords.txt").write_text(text, encoding="utf-8", newline="")

    assert package.stopwords(toy.corpus) == ["the", "won't", "u.s."]


def test_a_missing_list_of_stop_words_is_named(toy: Toy) -> None:
    (toy.corpus / "lexicons" / "stopwords.txt").unlink()

    with pytest.raises(CorpusError, match=r"stopwords\.txt: the file is missing(?s:.*)one function word a line"):
        package.stopwords(toy.corpus)


def columns(corpus: Path, name: str) -> list[str]:
    (entry,) = (entry for entry in resources(corpus) if entry["name"] == name)
    return [field["name"] for field in entry["schema"]["fields"]]
