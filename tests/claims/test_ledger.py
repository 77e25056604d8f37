"""The ledger: each claim holds, is broken just past what it prints, says what it asks, and is shown."""

from __future__ import annotations

import base64
import inspect
import io
import json
import re
from pathlib import Path

import pandas as pd
import pytest

from helpers.project import ROOT
from helpers.prose import loose_numbers
from parallax import load_corpus
from parallax.analysis.keyness import contrasts
from parallax.claims import functions, ledger, show, wording
from parallax.claims.evidence import Evidence
from parallax.corpus import changes
from parallax.corpus.corpus import Corpus, assemble
from parallax.statistics import resampling
from parallax.tables import checked, package

LEDGER = ROOT / "chapters" / "claims.yml"
CLAIMS = ledger.load_claims(LEDGER)
HELD = ledger.held_under(ledger.load_shares(LEDGER))
CHAPTERS = {path.stem: json.loads(path.read_text(encoding="utf-8")) for path in (ROOT / "chapters").rglob("*.ipynb")}
SHOWN = re.compile(r"\{glue:md\}`claim-([\w-]+)(?::myst)?`")
EACH = pytest.mark.parametrize("claim", CLAIMS.values(), ids=CLAIMS)
BREAKS = pytest.mark.parametrize(
    ("claim", "change"),
    [(claim, change) for claim in CLAIMS.values() for change in claim.breaks],
    ids=[f"{claim.id}-{place}" for claim in CLAIMS.values() for place in range(len(claim.breaks))],
)


@pytest.fixture(scope="module")
def tables() -> dict[str, pd.DataFrame]:
    return checked.checked_tables(ROOT / "corpus")


@pytest.fixture(scope="module")
def stopwords() -> frozenset[str]:
    return frozenset(package.stopwords(ROOT / "corpus"))


@pytest.fixture(scope="module")
def corpus() -> Corpus:
    return load_corpus(ROOT / "corpus")


def prose(chapter: str) -> str:
    return "\n\n".join(
        "".join(cell["source"]) for cell in CHAPTERS[chapter]["cells"] if cell["cell_type"] == "markdown"
    )


def glued(chapter: str) -> dict[str, str]:
    """Return what a chapter's stored outputs lay ready for its prose, by key."""
    found = {}
    for cell in CHAPTERS[chapter]["cells"]:
        for output in cell.get("outputs", []):
            name = output.get("metadata", {}).get("scrapbook", {}).get("name")
            for kind, text in output.get("data", {}).items():
                if name and kind.endswith("text/markdown"):
                    found[name] = "".join(text)
    return found


@EACH
def test_a_claim_holds(claim: ledger.Claim, corpus: Corpus) -> None:
    found = claim.evidence(corpus)
    assert found.holds, f"claim {claim.id}: {claim.text(found, corpus.names)} — {found[:3]}"


@EACH
def test_a_stored_chapter_prints_the_claim_with_the_numbers_of_today(claim: ledger.Claim, corpus: Corpus) -> None:
    today = show.markdown(claim, claim.evidence(corpus), corpus.names, HELD.get(claim.id))
    for chapter in (claim.chapter, *claim.also):
        assert glued(chapter).get(f"claim-{claim.id}") == today, f"claim {claim.id} in {chapter}: run make notebooks"


def recorded() -> pd.DataFrame:
    """Return the evidence, to four digits, that the stored ledger carries as CSV."""
    for cell in CHAPTERS["findings"]["cells"]:
        for output in cell.get("outputs", []):
            page = "".join(output.get("data", {}).get("text/html", ""))
            if 'aria-label="The ledger"' in page:
                data = re.search(r"data:text/csv;charset=utf-8;base64,([\w+/=]+)", page)
                assert data is not None
                return pd.read_csv(io.BytesIO(base64.b64decode(data.group(1)))).set_index("id")
    raise AssertionError("findings.ipynb shows no ledger; run make notebooks")


RECORDED = recorded()


@EACH
def test_each_figure_that_a_claim_rests_on_is_the_recorded_one(claim: ledger.Claim, corpus: Corpus) -> None:
    # Sentences round; a count that moves behind a rounded figure is noticed here.
    found = claim.evidence(corpus)
    today = [float(f"{figure:.4g}") for figure in found[:3]]
    stored = RECORDED.loc[claim.id, ["value", "low", "high"]].astype(float).tolist()
    message = f"claim {claim.id}: {today} is not the recorded {stored}; read it again, then run make notebooks"
    assert today == pytest.approx(stored, rel=1e-9, nan_ok=True), message
    where = RECORDED.loc[claim.id, "where"]
    assert wording.paragraphs(found.where, corpus.names) == ("" if pd.isna(where) else where), f"claim {claim.id}"


@BREAKS
def test_a_change_of_what_a_claim_rests_on_breaks_it(
    claim: ledger.Claim, change: dict, tables: dict[str, pd.DataFrame], stopwords: frozenset[str]
) -> None:
    found = claim.evidence(changes.mutate(tables, stopwords, change))
    assert not found.holds, f"claim {claim.id} is empty: it still holds after {change}"
    if "edge" in change:
        falls_just_past(claim, found, change["edge"])


def falls_just_past(claim: ledger.Claim, found: Evidence, edge: dict[str, float]) -> None:
    """Check that the change takes a figure just past what it is held against: a tenth of it at most, or one count."""
    known = {**claim.args, **found._asdict()}
    for name, number in edge.items():
        digits = len(str(number).partition(".")[2])
        assert round(float(known[name]), digits) == number, f"claim {claim.id}: {name} is {known[name]}, not {number}"
    first, second = edge.values()
    one = 1 if all(float(number).is_integer() for number in edge.values()) else 0
    assert abs(first - second) <= max(0.1 * abs(second), one), f"claim {claim.id}: {edge} is far past what is printed"


# Arguments that a figure of the claim is held against. A claim that names one, or a word of degree in its sentence, has
# a change that goes just past it.
BOUNDS = {"at_least", "at_most", "times", "within", "share", "points", "fewer_than", "within_days", "days_before"}
DEGREE = re.compile(
    r"\b(most|least|highest|lowest|longest|shortest|earliest|latest|largest|smallest|more|less|fewer|twice|half|nearly|"
    r"furthest|further|than|only|beyond|above|below|alike|chance)\b"
)


@EACH
def test_a_claim_of_degree_is_broken_by_a_change_that_goes_just_past_it(claim: ledger.Claim) -> None:
    if BOUNDS & set(claim.args) or DEGREE.search(claim.sentence):
        assert any("edge" in change for change in claim.breaks), f"claim {claim.id}: give a change an edge"


@pytest.mark.parametrize("claim", [one for one in CLAIMS.values() if one.how == "recorded"], ids=lambda one: one.id)
def test_a_claim_of_public_record_falls_with_the_addresses_of_that_record(
    claim: ledger.Claim, tables: dict[str, pd.DataFrame], stopwords: frozenset[str]
) -> None:
    # A chain of hands or a day that was inferred stands without any address, and is no record.
    bare = {
        name: table.assign(**dict.fromkeys([column for column in table if column.endswith("_url")], ""))
        for name, table in tables.items()
    }
    assert not claim.evidence(assemble(bare, stopwords)).holds, f"claim {claim.id} rests on no record; write how: read"


def test_too_few_for_an_interval_is_what_gets_none() -> None:
    fewest = CLAIMS["hs-few-paragraphs"].args["fewer_than"]
    for function in (contrasts.keyness, resampling.bootstrap_rates):
        assert inspect.signature(function).parameters["min_units"].default == fewest


@EACH
def test_a_claim_tells_what_its_test_asks_and_names_articles_and_no_label(claim: ledger.Claim, corpus: Corpus) -> None:
    labels = re.compile(rf"\b({'|'.join(corpus.short.values())})\b")
    found = claim.evidence(corpus)
    for text in (claim.text(found, corpus.names), claim.question(corpus.names), claim.scope):
        assert not labels.search(text), f"claim {claim.id}: {text}"
        assert not (set(corpus.names) & set(re.findall(r"[\w-]+", text))) - {"kabulnow"}, f"claim {claim.id}: {text}"
        assert "{" not in text


@EACH
def test_each_chapter_that_a_claim_names_shows_it(claim: ledger.Claim) -> None:
    for chapter in (claim.chapter, *claim.also):
        assert chapter in CHAPTERS, f"claim {claim.id} names the chapter {chapter!r}, which is not there"
        assert claim.id in SHOWN.findall(prose(chapter)), f"claim {claim.id} is not shown in {chapter}"


@pytest.mark.parametrize("chapter", sorted(CHAPTERS))
def test_a_chapter_shows_no_claim_that_the_ledger_does_not_lay_ready(chapter: str) -> None:
    for name in SHOWN.findall(prose(chapter)):
        assert name in CLAIMS, f"{chapter} shows the claim {name!r}, which claims.yml does not have"
        named = (CLAIMS[name].chapter, *CLAIMS[name].also)
        assert chapter in named, f"{chapter} shows the claim {name!r}, which does not name it; add it to also"


@EACH
def test_no_number_in_a_sentence_or_scope_is_typed(claim: ledger.Claim) -> None:
    sentence = re.sub(r"\{[^}]*\}", "", claim.sentence)
    assert loose_numbers(sentence) == loose_numbers(claim.scope) == [], claim.id


@pytest.mark.parametrize("name", sorted(functions.functions()))
def test_every_evidence_function_says_what_it_asks_of_each_of_its_arguments(name: str) -> None:
    question, absent = functions.QUESTIONS[name]
    parameters = list(inspect.signature(functions.functions()[name]).parameters.values())[1:]
    optional = {one.name for one in parameters if one.annotation == "bool" or one.default is not one.empty}
    asked = {field for field, _ in wording.placeholders(question)}
    assert asked <= {one.name for one in parameters}
    assert {one.name for one in parameters} - asked <= optional, f"{name} asks nothing of an argument"
    assert set(absent) <= asked


def test_every_evidence_function_serves_a_claim() -> None:
    assert set(functions.functions()) - {claim.test for claim in CLAIMS.values()} == set()


GOOD = {
    "id": "a-claim",
    "chapter": "sources",
    "sentence": "It is {value:.0f}.",
    "test": "longest_shared_run",
    "args": {"at_most": 9},
    "scope": "runs",
    "how": "counted",
    "breaks": [{"table": "overlaps", "drop": True}],
}


def test_a_claim_that_does_not_hold_is_not_printed() -> None:
    claim = ledger.Claim(**GOOD)
    with pytest.raises(ValueError, match=r"claim 'a-claim' of sources does not hold: 'It is 12\.'.*correct"):
        show.markdown(claim, Evidence(12, 0, 9, False), {})


def test_a_bug_in_an_evidence_function_keeps_its_traceback_and_is_told_of_which_claim(
    corpus: Corpus, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(functions, "functions", lambda: {"longest_shared_run": lambda corpus, at_most: {}[at_most]})
    with pytest.raises(KeyError) as caught:
        ledger.Claim(**GOOD).evidence(corpus)
    assert caught.value.__notes__ == ["in claim 'a-claim'"]


def test_an_error_in_the_evidence_names_the_claim(corpus: Corpus) -> None:
    claim = ledger.Claim(**{**GOOD, "test": "longest", "args": {"source": "nobody", "times": 2}})
    with pytest.raises(ValueError, match="claim 'a-claim': sources has no 'nobody'; known are"):
        claim.evidence(corpus)


def test_a_claim_is_shown_with_its_badge_and_with_paragraphs_if_they_are_few() -> None:
    claim = ledger.Claim(**GOOD)
    few = show.markdown(claim, Evidence(9, 0, 9, True, (("a", 2),)), {"a": "AA"})
    assert few == 'It is 9. [AA ¶2]{.parallax-where} [[counted](#the-ledger)]{.parallax-badge title="a-claim"}'
    many = show.markdown(claim, Evidence(9, 0, 9, True, tuple(("a", n) for n in range(20))), {"a": "AA"})
    assert "¶" not in many


def test_a_badge_says_in_how_many_ways_of_counting_a_claim_holds() -> None:
    claim = ledger.Claim(**GOOD)
    shown = show.markdown(claim, Evidence(9, 0, 9, True), {}, (46, 64))
    assert "[[counted, holds in 46 of 64 ways of counting](#the-ledger)]" in shown
    table = pd.DataFrame({"id": ["a", "b"], "n_asked": [64, 0], "n_held": [46, 0]})
    assert ledger.held_under(table) == {"a": (46, 64)}


def test_no_shares_are_read_where_none_have_been_written(tmp_path: Path) -> None:
    assert ledger.load_shares(tmp_path / "claims.yml").empty


def test_falsifiers_are_told_in_words() -> None:
    edge = {"value": 1.9, "times": 2}
    change = {"table": "terms", "where": {"term": ["mill", "ford"]}, "multiply": {"n": 3}, "edge": edge}
    table = ledger.falsifiers({"a-claim": ledger.Claim(**{**GOOD, "breaks": [change, *GOOD["breaks"]]})})
    assert table.to_numpy().tolist() == [
        ["a-claim", "terms", "term mill or ford", "multiply n 3", "value 1.9, times 2"],
        ["a-claim", "overlaps", "", "drop", ""],
    ]


def test_every_column_of_the_evaluated_claims_is_explained() -> None:
    columns = ledger.evaluate(load_corpus(ROOT / "corpus"), {}).columns
    explained = re.findall(r"\w+", ledger.evaluate.__doc__ or "")
    assert [column for column in columns if column not in explained] == []
