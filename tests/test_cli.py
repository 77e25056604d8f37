"""The command: what it prints and where, how it ends, and that no user ever sees a traceback."""

from __future__ import annotations

import io
import os
import subprocess
import sys
from pathlib import Path

import pandas as pd
import pytest
from click.testing import Result
from typer.testing import CliRunner

from helpers.toy import Toy, edit, resources, snapshot
from parallax import cli
from parallax.articles.reading import fingerprint
from parallax.pages import build
from parallax.tables import package
from parallax.tables.answers import answers
from parallax.tables.checked import read_all

LEDGER = (
    "- {id: long, chapter: x, sentence: It is so., test: longest, args: {source: bridge-herald, times: 1},"
    " scope: all, how: counted, breaks: [{table: terms, drop: true}]}\n"
    "- {id: run, chapter: x, sentence: It is so., test: longest_shared_run, args: {at_most: 9}, scope: all,"
    " how: counted, breaks: [{table: overlaps, drop: true}]}\n"
)


def run(*arguments: object, env: dict[str, str] | None = None) -> Result:
    """Run the command; what is not a message to the user is raised."""
    clean = {"PARALLAX_TEXTS": None, "PARALLAX_CORPUS": None, **(env or {})}
    result = CliRunner().invoke(cli.app, [str(each) for each in arguments], env=clean)
    if result.exception and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result


def on(toy: Toy) -> tuple[str, Path, str, Path]:
    return ("--corpus", toy.corpus, "--texts", toy.texts)


def failed(result: Result, *said: str) -> None:
    """Check that a run ended with status 1, nothing on stdout, and these words on stderr."""
    assert result.exit_code == 1
    assert result.stdout == ""
    for words in said:
        assert words in result.stderr
    assert "Traceback" not in result.output


def test_extract_says_what_it_wrote_and_where(toy: Toy) -> None:
    before = snapshot(toy.corpus)
    (toy.corpus / "terms.csv").unlink()

    result = run("extract", *on(toy))

    assert result.exit_code == 0
    assert result.stdout.splitlines()[0] == "    14 rows  segments"
    assert result.stdout.splitlines()[-1] == f"The derived tables are in {toy.corpus}."
    assert result.stderr == ""
    assert snapshot(toy.corpus) == before


def test_robustness_stores_the_share_of_choices_under_which_each_claim_holds(toy: Toy, tmp_path: Path) -> None:
    claims = tmp_path / "chapters" / "claims.yml"
    claims.parent.mkdir()
    claims.write_text(LEDGER, encoding="utf-8")

    result = run("robustness", "--root", tmp_path, "--corpus", toy.corpus)

    assert result.exit_code == 0
    stored = tmp_path / "chapters" / "robustness.csv"
    assert result.stdout == f"4 evaluations of 1 claims; the results are in {stored}.\n"
    rows = stored.read_text(encoding="utf-8").splitlines()
    assert [line.split(",")[:3] for line in rows[1:]] == [["long", "counted", "4"], ["run", "counted", "0"]]


def test_robustness_takes_the_tables_of_the_root_it_is_given(
    toy: Toy, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    build, elsewhere = tmp_path / "book", tmp_path / "elsewhere"
    (build / "chapters").mkdir(parents=True)
    elsewhere.mkdir()
    toy.corpus.rename(build / "corpus")
    (build / "chapters" / "claims.yml").write_text(LEDGER, encoding="utf-8")
    monkeypatch.chdir(elsewhere)

    assert run("robustness", "--root", "../book").exit_code == 0
    assert (build / "chapters" / "robustness.csv").is_file()
    failed(run("robustness"), "there is no chapters/claims.yml; run this in the book's folder", "--root")
    monkeypatch.chdir(build)
    assert run("robustness").stdout.endswith("the results are in chapters/robustness.csv.\n")


def test_robustness_refuses_a_bad_ledger_and_leaves_what_is_stored(toy: Toy, tmp_path: Path) -> None:
    (tmp_path / "chapters").mkdir()
    (tmp_path / "chapters" / "claims.yml").write_text("- {id: long, colour: red}\n", encoding="utf-8")
    (tmp_path / "chapters" / "robustness.csv").write_text("kept\n", encoding="utf-8")

    failed(run("robustness", "--root", tmp_path, "--corpus", toy.corpus), "claim 'long': unknown key 'colour'")

    assert (tmp_path / "chapters" / "robustness.csv").read_text(encoding="utf-8") == "kept\n"


def test_robustness_loses_no_claim_without_a_word(toy: Toy, tmp_path: Path) -> None:
    chapters = tmp_path / "chapters"
    chapters.mkdir()
    (chapters / "claims.yml").write_text(LEDGER, encoding="utf-8")
    (chapters / "robustness.csv").write_text("id,how\nlong,counted\nshort,counted\n", encoding="utf-8")

    on_toy = ("robustness", "--root", tmp_path, "--corpus", toy.corpus)
    failed(run(*on_toy), "robustness.csv has the claim 'short', which claims.yml no longer has", "claims-gone.yml")
    assert "short" in (chapters / "robustness.csv").read_text(encoding="utf-8")

    entry = "- id: short\n  date: 2026-11-26\n  why: It was too short.\n"
    (chapters / "claims-gone.yml").write_text(entry, encoding="utf-8")
    assert run(*on_toy).exit_code == 0
    assert "short" not in (chapters / "robustness.csv").read_text(encoding="utf-8")


def test_extract_refuses_a_changed_text_until_it_is_told_to_take_it(toy: Toy) -> None:
    edit(toy.texts / "mill-gazette.txt", "Nobody", "Somebody")

    result = run("extract", *on(toy))

    line = "Somebody asked the mill. Orla Finn, who keeps the ferry, asked for talks with one voice."
    failed(result, "parallax: the texts are not the ones that were coded", "mill-gazette, line 2: expected sha256",
           f"found {fingerprint(line)}", "What to do: get the copy named", "--accept-changes")  # fmt: skip
    assert run("extract", "--accept-changes", *on(toy)).exit_code == 0
    assert run("verify", *on(toy)).exit_code == 0


def test_an_interrupt_ends_extract_without_a_traceback(toy: Toy, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    before = snapshot(toy.corpus)
    monkeypatch.setattr("parallax.tables.writing.os.replace", interrupt)

    result = run("extract", *on(toy))

    assert result.exit_code != 0
    assert "Traceback" not in result.output
    assert snapshot(toy.corpus) == before


def test_verify_says_that_all_is_well(toy_of_two: Toy) -> None:
    coded = [entry["path"] for entry in resources(toy_of_two.corpus) if entry["made"] == "coded"]

    result = run("verify", *on(toy_of_two))

    assert result.exit_code == 0
    assert result.stdout == (
        f"The tables in {toy_of_two.corpus} are in order.\nNever accepted, so that a lost row would go unnoticed: "
        f"{', '.join(coded)}. See `parallax accept`.\n"
        "The texts are the ones that were coded, and the tables agree with them.\n"
    )


def test_verify_without_texts_says_that_they_were_not_checked(toy_of_two: Toy) -> None:
    result = run("verify", "--corpus", toy_of_two.corpus)

    assert result.exit_code == 0
    assert f"There are no texts in {toy_of_two.corpus / 'texts'}, so" in result.stdout


@pytest.mark.parametrize("command", [["verify"], ["accept"], ["coding-sheet", "mine.csv"]])
def test_a_folder_of_texts_that_was_named_and_is_not_there_is_refused(
    toy_of_two: Toy, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, command: list[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    none, tables = tmp_path / "none", ("--corpus", toy_of_two.corpus)

    failed(
        run(*command, *tables, "--texts", none),
        f"the folder {none}, which --texts names, does not exist",
        "leave it out",
    )
    result = run(*command, *tables, env={"PARALLAX_TEXTS": str(none)})
    failed(result, f"the folder {none}, which PARALLAX_TEXTS names, does not exist", "with PARALLAX_TEXTS")
    assert not (tmp_path / "mine.csv").exists()


def test_accept_says_what_has_changed_and_records_it(toy: Toy) -> None:
    assert run("accept", *on(toy)).stdout.endswith(f"files, recorded in {toy.corpus / 'datapackage.yaml'}.\n")
    edit(toy.corpus / "hops.csv", "Mill Gazette,wrote", "Hill Gazette,wrote")

    failed(run("verify", *on(toy)), "hops.csv is not as it was accepted: row 4 was changed", "parallax: 1 error above",
           "accept it with `parallax accept`")  # fmt: skip
    result = run("accept", *on(toy))
    assert result.stdout == (
        "hops.csv: row 4 was changed; it is now 'mill-gazette,1,Hill Gazette,wrote,en,,text,,,'\n"
        f"Accepted 1 file, recorded in {toy.corpus / 'datapackage.yaml'}.\n"
    )
    assert run("verify", *on(toy)).exit_code == 0
    assert run("accept", *on(toy)).stdout == "No table has changed since it was accepted.\n"


def test_accept_refuses_tables_that_are_not_in_order(toy: Toy) -> None:
    edit(toy.corpus / "hops.csv", ",2,", ",3,")
    before = snapshot(toy.corpus)

    failed(
        run("accept", *on(toy)),
        "only tables without errors can be accepted",
        "hops are not numbered from 1",
        "correct these",
    )

    assert snapshot(toy.corpus) == before


def test_a_fault_of_the_library_keeps_its_traceback(toy: Toy, monkeypatch: pytest.MonkeyPatch) -> None:
    def stumble(*_: object) -> None:
        raise ValueError("operands could not be broadcast together")

    for command, name in (("verify", "verify_tables"), ("accept", "accept_tables"), ("add", "add_source")):
        monkeypatch.setattr(cli, name, stumble)
        with pytest.raises(ValueError, match="operands"):
            run(command, *(["new"] if command == "add" else []), *on(toy))


def test_verify_lists_each_error_and_counts_them(toy: Toy) -> None:
    edit(toy.corpus / "lines.csv", "byline", "footer")
    edit(toy.corpus / "hops.csv", ",2,", ",0,")

    result = run("verify", *on(toy))

    failed(result, "lines.csv, row 3, column role: 'footer' is not allowed", "hops.csv, row 3, column hop",
           "parallax: 2 errors above", "`parallax extract`")  # fmt: skip


def test_verify_refuses_what_add_wrote_until_it_is_coded(toy: Toy) -> None:
    (toy.texts / "new-outlet.txt").write_text("New\n\nIt is new.\n")

    added = run("add", "new-outlet", *on(toy))

    assert added.exit_code == 0
    for words in ("Added new-outlet", "sources.csv", "the 2 rows in lines.csv", "hops.csv", "parallax extract"):
        assert words in added.stdout
    failed(run("verify", *on(toy)), "lines.csv, row 16, column role: the cell is empty or missing; fill it in")
    failed(run("extract", *on(toy)), "the cell is empty or missing; fill it in")


def test_add_tells_what_in_a_text_would_be_counted_wrong(toy: Toy) -> None:
    (toy.texts / "new-outlet.txt").write_text("A govern-\n\nment in exile [b]left[/b].\n")

    added = run("add", "new-outlet", *on(toy))

    assert added.exit_code == 0
    assert added.stderr.startswith("new-outlet.txt, line 0: a word is broken at the end")
    assert "Added new-outlet" in added.stdout


@pytest.mark.parametrize(
    ("source", "said"),
    [
        ("Bad Id", "lower-case letters and digits"),
        ("mill-gazette", "choose another id"),
        ("new", "file not found"),
    ],
)
def test_add_with_a_bad_id_a_taken_one_or_no_text_writes_nothing(toy: Toy, source: str, said: str) -> None:
    before = snapshot(toy.corpus)

    failed(run("add", source, *on(toy)), said)

    assert snapshot(toy.corpus) == before


def test_a_form_is_written_filled_in_and_taken_in(toy: Toy, tmp_path: Path) -> None:
    sheet = tmp_path / "mine.csv"
    questions = toy.corpus / package.entry_of(toy.corpus, "variables")["path"]
    for read_first in (questions, toy.corpus / "codebook.md"):
        if not read_first.is_file():
            read_first.write_text("How to code.\n", encoding="utf-8")
            sheet.unlink()
        result = run("coding-sheet", sheet, *on(toy))
        assert result.exit_code == 0
        assert result.stdout.startswith(f"7 paragraphs to code in {sheet}. Read {read_first} first")

    head, allowed, first, *rest = sheet.read_text(encoding="utf-8").splitlines()
    assert first.startswith("bridge-herald,2,1,The Old Bridge League wants a,")
    coded = first.removesuffix(",,,") + "1,welcome,0,none"
    sheet.write_text("\n".join([head, allowed, coded, *rest]) + "\n", encoding="utf-8")
    result = run("coding-sheet", sheet, "--take-in", "ada", *on(toy))
    assert result.stdout == f"Added 1 paragraph by ada to {toy.corpus}; `parallax verify` checks them.\n"
    assert run("verify", *on(toy)).exit_code == 0


def test_a_form_that_cannot_be_written_or_taken_in_is_refused(toy: Toy, tmp_path: Path) -> None:
    sheet = tmp_path / "mine.csv"
    run("coding-sheet", sheet, *on(toy))
    failed(run("coding-sheet", sheet, *on(toy)), "already exists", "name another file")
    failed(run("coding-sheet", sheet, "--take-in", "ada", *on(toy)), "no paragraph is coded")
    failed(run("coding-sheet", sheet, "--take-in", "first", *on(toy)), "cannot name a pass")


def test_check_sheet_writes_a_page_and_takes_in_what_it_saved(toy: Toy, tmp_path: Path) -> None:
    folder = tmp_path / "mine"
    result = run("check-sheet", folder, *on(toy))
    assert result.exit_code == 0
    assert result.stdout.startswith(f"37 rows to check in {folder}: open check.html in a browser")
    assert sorted(path.name for path in folder.iterdir()) == ["blind.csv", "check.html"]

    rows = pd.read_csv(folder / "blind.csv", dtype=str, keep_default_na=False)
    seen = answers(read_all(toy.corpus)).set_index("row").loc[rows["row"], "seen"].to_numpy()
    saved = rows.assign(seen=seen, blind="", verdict="right", problem="")
    saved.loc[0, ["verdict", "problem"]] = ["wrong", "It is not so."]
    saved.to_csv(tmp_path / "checked.csv", index=False)
    result = run("check-sheet", tmp_path / "checked.csv", "--take-in", "ada", *on(toy))
    assert result.exit_code == 0
    assert result.stdout.splitlines()[0] == (
        f"Added 37 rows checked by ada to {toy.corpus}: 36 right, 1 wrong, 0 unsure; `parallax verify` checks them."
    )
    assert result.stdout.splitlines()[1].startswith("Read each wrong row again")
    assert run("verify", *on(toy)).exit_code == 0


def test_check_sheet_refuses_what_cannot_be_written_or_read(toy: Toy, tmp_path: Path) -> None:
    failed(run("check-sheet", toy.corpus / "mine", *on(toy)), "is among the tables", "name a folder of your own")
    failed(run("check-sheet", tmp_path / "none.csv", "--take-in", "ada", *on(toy)), "cannot be read")
    failed(run("check-sheet", tmp_path / "none.csv", "--take-in", "first", *on(toy)), "cannot name a person")
    failed(run("check-sheet", tmp_path / "mine", "--corpus", toy.corpus, "--texts", tmp_path / "no"), "does not exist")


def test_a_concordance_shows_place_and_context_with_the_phrase_in_one_column(toy_of_two: Toy) -> None:
    result = run("concordance", "toll", "--width", "12", *on(toy_of_two))

    assert result.exit_code == 0
    shown = [
        ("BH \u00b61", "wants a ", ". The town's"),
        ("BH \u00b61", "said \u201cno ", ", not now.\u201d"),
        ("BH line 3", "\u201cNo ", ", not now.\u201d"),
        ("MG line 0", "The ", " and the"),
        ("MG \u00b61", "The ", " is a wall."),
        ("MG \u00b61", "a wall. The ", " is a wall"),
    ]
    *lines, last = result.stdout.splitlines()
    assert [line.lower() for line in lines] == [
        f"{place:<11} {left:>12}toll{right}".lower() for place, left, right in shown
    ]
    assert last == "6 found."


def test_a_concordance_can_be_of_one_source(toy_of_two: Toy) -> None:
    assert run("concordance", "toll", "--source", "mill-gazette", *on(toy_of_two)).stdout.endswith("3 found.\n")

    result = run("concordance", "toll", "--source", "mill", *on(toy_of_two))
    failed(result, "unknown source 'mill'", "bridge-herald, mill-gazette")


@pytest.mark.parametrize(("phrase", "said"), [("2031", "contains a digit"), ("!", "contains no word")])
def test_a_concordance_of_no_words_says_what_to_give(toy_of_two: Toy, phrase: str, said: str) -> None:
    failed(run("concordance", phrase, *on(toy_of_two)), said)


def test_a_concordance_without_texts_says_how_to_give_them(toy_of_two: Toy) -> None:
    result = run("concordance", "toll", "--corpus", toy_of_two.corpus)

    failed(result, "file not found", "--texts or PARALLAX_TEXTS", "README.md")


def test_a_phrase_that_is_not_there_is_no_error(toy_of_two: Toy) -> None:
    result = run("concordance", "tunnel", *on(toy_of_two))

    assert (result.exit_code, result.stdout) == (0, "0 found: no sentence of the 2 texts has 'tunnel'.\n")
    result = run("concordance", "The Tunnel's End", "--source", "mill-gazette", *on(toy_of_two))
    assert result.stdout == "0 found: no sentence of mill-gazette has 'the tunnel end'.\n"


def test_markup_of_the_console_in_a_text_or_a_folder_is_shown_as_it_is(toy: Toy) -> None:
    edit(toy.texts / "mill-gazette.txt", "The toll is a wall. ", "The toll [/red] is a [b]:smile:[/b]. ")

    assert "toll [/red] is a [b]:smile:[/b]." in run("concordance", "toll", *on(toy)).stdout
    renamed = toy.corpus.rename(toy.corpus.parent / "[bold]corpus :smile:")
    assert f"The tables in {renamed} are in order." in run("verify", "--corpus", renamed).stdout


def test_the_argument_goes_before_the_environment_and_that_before_the_place(
    toy: Toy, toy_of_seven: Toy, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen = []
    monkeypatch.setattr(cli, "verify_tables", lambda *folders: seen.append(folders) or [])
    monkeypatch.chdir(tmp_path)
    seven = {"PARALLAX_CORPUS": str(toy_of_seven.corpus), "PARALLAX_TEXTS": str(toy_of_seven.texts)}

    run("verify")
    run("verify", env=seven)
    run("verify", "--corpus", toy.corpus, env=seven)
    run("verify", "--texts", toy.texts, env=seven)
    run("verify", *on(toy), env=seven)

    assert seen == [
        (toy.corpus, None),
        toy_of_seven,
        (toy.corpus, toy_of_seven.texts),
        (toy_of_seven.corpus, toy.texts),
        toy,
    ]


def test_texts_in_the_corpus_folder_are_found(toy: Toy) -> None:
    toy.texts.rename(toy.corpus / "texts")

    assert "the ones that were coded" in run("verify", "--corpus", toy.corpus).stdout


def test_outside_a_project_the_message_says_how_to_name_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)

    for command in (["extract"], ["verify"], ["concordance", "toll"], ["add", "new"]):
        failed(run(*command), "no datapackage.yaml", "--corpus or PARALLAX_CORPUS")


def test_a_folder_that_cannot_be_written_is_told_without_a_traceback(toy: Toy, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied", str(toy.corpus))

    monkeypatch.setattr("parallax.tables.writing.tempfile.mkdtemp", refuse)

    failed(run("extract", *on(toy)), "Permission denied", str(toy.corpus))


def test_a_chapter_that_fails_is_told_without_a_traceback(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(_: Path) -> None:
        raise build.BookError("framing.ipynb, code cell 3: ValueError: no such column")

    monkeypatch.setattr(build, "make_book", fail)
    monkeypatch.setattr(build, "store_notebooks", fail)

    for command in ("book", "notebooks"):
        failed(run(command, "--root", tmp_path), "parallax: framing.ipynb, code cell 3: ValueError: no such column")


@pytest.mark.parametrize("module", ["parallax", "parallax.cli"])
def test_the_command_can_be_called_as_a_module(module: str, toy: Toy) -> None:
    command = [sys.executable, "-m", module, "verify", "--corpus", toy.corpus, "--texts", toy.texts]
    done = subprocess.run(command, capture_output=True, text=True, check=False, env=os.environ | {"COLUMNS": "200"})
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith(f"The tables in {toy.corpus} are in order.")
    assert subprocess.run([*command[:3], "nonsense"], capture_output=True, check=False).returncode == 2


def test_without_a_command_the_help_lists_them() -> None:
    result = run()

    for command in ("extract", "verify", "accept", "concordance", "add", "book", "notebooks"):
        assert f" {command} " in result.output


def test_an_unknown_option_is_refused_with_status_2() -> None:
    assert run("verify", "--colour").exit_code == 2


def test_the_command_runs_on_a_console_that_knows_no_pilcrow(toy_of_two: Toy, monkeypatch: pytest.MonkeyPatch) -> None:
    console = io.TextIOWrapper(io.BytesIO(), encoding="ascii")
    monkeypatch.setattr(sys, "stdout", console)
    monkeypatch.setattr(sys, "argv", ["parallax", "concordance", "talks", *map(str, on(toy_of_two))])

    with pytest.raises(SystemExit) as end:
        cli.main()

    console.flush()
    assert end.value.code == 0
    assert console.buffer.getvalue().startswith(b"MG ?2 ")
