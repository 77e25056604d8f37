"""What a person found is taken in whole or not at all, and from then on it is shown."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest

from helpers.toy import Toy, edit, snapshot
from parallax import load_corpus
from parallax.analysis import rereading
from parallax.articles.check_sheet import asked
from parallax.articles.reading import read_texts
from parallax.articles.verdicts import take_in
from parallax.articles.verification import accept, verify
from parallax.errors import CorpusError
from parallax.pages.articles import head, paragraphs_of
from parallax.tables import package
from parallax.tables.answers import ROW, named
from parallax.tables.checked import read_all

SAID = "attributions/mill-gazette/2/1"
NAMING = "mentions/bridge-herald/2/council: council"
SILENT = "fact_sources/bridge-herald//talks"
CODE = "codings/mill-gazette/1/toll"
VERDICTS = {
    SAID: ("", "right", ""),
    NAMING: ("", "wrong", "It is called a council twice."),
    SILENT: ("nothing, I think", "unsure", ""),
    CODE: ("0", "wrong", "It is a wall."),
}


def save(toy: Toy, file: Path, verdicts: dict[str, tuple[str, str, str]] = VERDICTS) -> pd.DataFrame:
    """Write the file that the page would save, with rows that were not looked at, too."""
    rows = asked(read_all(toy.corpus))
    given = [verdicts.get(name, ("", "", "")) for name in named(rows)]
    form = rows.assign(
        blind=[blind for blind, *_ in given], stored=rows["answer"],
        verdict=[verdict for _, verdict, _ in given], problem=[problem for *_, problem in given],
    )  # fmt: skip
    form = form[["row", "seen", "table", "article", "paragraph", "question", "blind", "stored", "verdict", "problem"]]
    form.to_csv(file, index=False, encoding="utf-8-sig", lineterminator="\r\n")
    return form


def checks_of(toy: Toy) -> pd.DataFrame:
    checks = package.read(toy.corpus, "checks")
    return checks.set_index(named(checks))


def test_what_a_person_found_is_on_record_and_the_tables_stay_in_order(toy: Toy, tmp_path: Path) -> None:
    save(toy, tmp_path / "checked.csv")
    accept(*toy)
    assert take_in(toy.corpus, tmp_path / "checked.csv", "ada") == {"right": 1, "wrong": 2, "unsure": 1}
    assert verify(*toy) == []
    checks = checks_of(toy)
    assert set(checks.index) == set(VERDICTS)
    assert set(checks["checked_by"]) == {"person"}
    assert set(checks["checker"]) == {"ada"}
    assert checks["right"].fillna(-1).to_dict() == {SAID: 1, NAMING: 0, SILENT: -1, CODE: 0}
    assert checks.loc[NAMING, "problem"] == "It is called a council twice."
    # A code that was given blind is on record; an answer in words of one's own is not.
    assert checks["blind"].to_dict() == {SAID: "", NAMING: "", SILENT: "", CODE: "0"}
    assert list(checks[ROW].columns) == ROW
    rates = rereading.error_rates(package.read(toy.corpus, "checks"))
    assert rates[["table", "checker", "n_checked", "n_unsure", "n_wrong"]].to_numpy().tolist() == [
        ["attributions", "ada", 1, 0, 0],
        ["codings", "ada", 1, 0, 1],
        ["fact_sources", "ada", 0, 1, 0],
        ["mentions", "ada", 1, 0, 1],
    ]


def test_the_pages_of_the_articles_say_what_a_person_found(toy: Toy, tmp_path: Path) -> None:
    save(toy, tmp_path / "checked.csv")
    take_in(toy.corpus, tmp_path / "checked.csv", "ada")
    corpus = load_corpus(toy.corpus)
    first, second, *_ = (one.text for one in paragraphs_of(corpus, "mill-gazette"))
    assert "a ferry keeper: Talk with one voice – *checked by a person*" in second
    assert "toll \\(unwelcome\\) – *found wrong by a person; not settled yet*" in first
    herald = paragraphs_of(corpus, "bridge-herald")[0].text
    assert "*council* – *found wrong by a person; not settled yet*" in herald
    assert head(corpus, "mill-gazette").endswith(
        "was read by a language model. A person has checked 2 rows, drawn by lot. 1 of them was found wrong. "
        "Where a row is shown below and unchanged since, a note says what was found."
    )


def test_a_row_that_was_corrected_since_is_not_marked_and_the_check_stays(toy: Toy, tmp_path: Path) -> None:
    save(toy, tmp_path / "checked.csv")
    take_in(toy.corpus, tmp_path / "checked.csv", "ada")
    edit(toy.corpus / "attributions.csv", "Talk with one voice", "Talk with two voices")
    edit(toy.corpus / "checks.csv", ",It is called a council twice.,,", ",It is called a council twice.,corrected,")
    edit(toy.corpus / "mentions.csv", "bridge-herald,2,council,council,1", "bridge-herald,2,council,town’s council,1")
    accept(toy.corpus, None)
    corpus = load_corpus(toy.corpus)
    assert "checked by a person" not in paragraphs_of(corpus, "mill-gazette")[1].text
    assert "by a person" not in paragraphs_of(corpus, "bridge-herald")[0].text
    assert set(checks_of(toy).index) == set(VERDICTS)

    # The file of then can be taken in again, with more in it: what was settled since is passed over.
    form = pd.read_csv(tmp_path / "checked.csv", dtype=str, keep_default_na=False)
    form = form[~form["row"].isin(form[form["verdict"] == "right"]["row"])]
    new = named(asked(read_all(toy.corpus))).isin(["mentions/bridge-herald/2/old-bridge-league: Old Bridge League"])
    league = asked(read_all(toy.corpus))[new]["row"].iloc[0]
    form.loc[form["row"] == league, "verdict"] = "right"
    form = form[~((form["verdict"] == "wrong") & (form["table"] == "mentions"))]
    form.to_csv(tmp_path / "checked.csv", index=False)
    assert take_in(toy.corpus, tmp_path / "checked.csv", "ada")["right"] == 1
    assert checks_of(toy).loc[NAMING, "outcome"] == "corrected"


def test_what_was_settled_is_passed_over_if_it_is_the_same_and_stays_if_it_is_not(toy: Toy, tmp_path: Path) -> None:
    save(toy, tmp_path / "checked.csv")
    take_in(toy.corpus, tmp_path / "checked.csv", "ada")
    edit(
        toy.corpus / "checks.csv", ",It is called a council twice.,,", ",It is called a council twice.,kept,It is one."
    )
    assert take_in(toy.corpus, tmp_path / "checked.csv", "ada") == {"right": 1, "wrong": 1, "unsure": 1}
    assert checks_of(toy).loc[NAMING, "reason"] == "It is one."
    save(toy, tmp_path / "checked.csv", {NAMING: ("", "right", "")})
    with pytest.raises(CorpusError, match="something was done about this row"):
        take_in(toy.corpus, tmp_path / "checked.csv", "ada")
    take_in(toy.corpus, tmp_path / "checked.csv", "ada-again")
    assert len(checks_of(toy).loc[[NAMING]]) == 2


def test_a_model_and_two_persons_stay_side_by_side_and_a_person_comes_first(toy: Toy, tmp_path: Path) -> None:
    with (toy.corpus / "checks.csv").open("a") as file:
        file.write("mentions,bridge-herald,2,council: council,1,model,,,,,,\n")
    save(toy, tmp_path / "checked.csv")
    take_in(toy.corpus, tmp_path / "checked.csv", "bob")
    save(toy, tmp_path / "checked.csv", {NAMING: ("", "right", "")})
    take_in(toy.corpus, tmp_path / "checked.csv", "ada")
    mine = checks_of(toy).loc[NAMING]
    assert mine[["checked_by", "checker", "right"]].to_numpy().tolist() == [
        ["person", "ada", 1],
        ["person", "bob", 0],
        ["model", "", 1],
    ]
    # One found it wrong, and nothing has been done: that is what the page says.
    assert "not settled yet" in paragraphs_of(load_corpus(toy.corpus), "bridge-herald")[0].text


def test_taking_in_again_replaces_what_the_same_person_said(toy: Toy, tmp_path: Path) -> None:
    save(toy, tmp_path / "checked.csv")
    take_in(toy.corpus, tmp_path / "checked.csv", "ada")
    save(toy, tmp_path / "checked.csv", {NAMING: ("", "right", "")})
    take_in(toy.corpus, tmp_path / "checked.csv", "ada")
    assert checks_of(toy)["right"].fillna(-1).to_dict() == {SAID: 1, NAMING: 1, SILENT: -1, CODE: 0}


def put(name: str, column: str, value: str) -> Callable[[pd.DataFrame, Toy], pd.DataFrame]:
    def change(form: pd.DataFrame, toy: Toy) -> pd.DataFrame:
        row = asked(read_all(toy.corpus))["row"][(named(asked(read_all(toy.corpus))) == name).to_numpy()].iloc[0]
        form.loc[form["row"] == row, column] = value
        return form

    return change


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (put(SAID, "verdict", "fine"), r"the cell of verdict contains 'fine'\n.*write right or wrong or unsure"),
        (put(SAID, "seen", "s0123456789"), "the row has been changed since the page was written"),
        (put(SAID, "row", "r0123456789"), "'r0123456789' is not among the rows drawn now"),
        (put(CODE, "blind", "2"), r"the cell of blind contains '2'\n.*write 0 or 1"),
        (put(NAMING, "problem", ""), "the row is marked wrong and the cell of problem is empty"),
        (put(SAID, "problem", "It is not."), "the row is marked right and has a problem"),
        (put(NAMING, "problem", "no " * 200), "the problem is longer than 400 characters"),
        (lambda form, _: pd.concat([form, form]), "appears twice"),
        (lambda form, _: form.drop(columns="seen"), r"the column 'seen' is missing\n.*as the page wrote it"),
        (lambda form, _: form.assign(verdict=""), "no row is new"),
    ],
)
def test_a_file_with_a_fault_is_refused_with_its_place_and_nothing_written(
    toy: Toy, tmp_path: Path, change: Callable[[pd.DataFrame, Toy], pd.DataFrame], message: str
) -> None:
    change(save(toy, tmp_path / "checked.csv"), toy).to_csv(tmp_path / "checked.csv", index=False)
    before = snapshot(toy.corpus)
    with pytest.raises(CorpusError, match=message) as raised:
        take_in(toy.corpus, tmp_path / "checked.csv", "ada")
    assert str(tmp_path / "checked.csv") in str(raised.value)
    assert snapshot(toy.corpus) == before


def test_a_problem_that_repeats_the_article_is_refused_where_the_texts_are_at_hand(toy: Toy, tmp_path: Path) -> None:
    texts = read_texts(package.read(toy.corpus, "sources"), toy.texts)
    # The toll is a wall for the poor, and the poor cross the bridge to the mill.
    ten, eleven = "a wall for the poor, AND the poor cross the", "a wall for the poor, and the poor cross the bridge"
    save(toy, tmp_path / "checked.csv", {CODE: ("", "wrong", f"It says {eleven}")})
    before = snapshot(toy.corpus)
    with pytest.raises(CorpusError, match="repeats more than 10 words of an article in a row"):
        take_in(toy.corpus, tmp_path / "checked.csv", "ada", texts)
    assert snapshot(toy.corpus) == before
    save(toy, tmp_path / "checked.csv", {CODE: ("", "wrong", f"It says: {ten}")})
    take_in(toy.corpus, tmp_path / "checked.csv", "ada", texts)


@pytest.mark.parametrize("name", ["first", "resolved", "Ada", "a b", ""])
def test_an_id_that_is_taken_or_malformed_is_refused(toy: Toy, tmp_path: Path, name: str) -> None:
    save(toy, tmp_path / "checked.csv")
    with pytest.raises(CorpusError, match="cannot name a person"):
        take_in(toy.corpus, tmp_path / "checked.csv", name)
