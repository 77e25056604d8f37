"""The ledger: each claim holds, each can be broken, each is shown, and a bad entry is refused by name."""

from __future__ import annotations

import base64
import io
import json
import re
from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest
import yaml

from parallax import descriptor, evidence, ledger, load_corpus, mutations, verification
from parallax.corpus import Corpus
from parallax.evidence import Evidence
from prose import loose_numbers

ROOT = Path(__file__).resolve().parent.parent
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
    return verification.checked_tables(ROOT / "corpus")


@pytest.fixture(scope="module")
def stopwords() -> frozenset[str]:
    return frozenset(descriptor.stopwords(ROOT / "corpus"))


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
    assert found.holds, f"claim {claim.id}: {claim.text(found)} — {found[:3]}"


@EACH
def test_a_stored_chapter_prints_the_claim_with_the_numbers_of_today(claim: ledger.Claim, corpus: Corpus) -> None:
    today = ledger.markdown(claim, claim.evidence(corpus), corpus.short, HELD.get(claim.id))
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
    assert ledger.paragraphs(found.where, corpus.short) == ("" if pd.isna(where) else where), f"claim {claim.id}"


@BREAKS
def test_a_change_of_what_a_claim_rests_on_breaks_it(
    claim: ledger.Claim, change: dict, tables: dict[str, pd.DataFrame], stopwords: frozenset[str]
) -> None:
    found = claim.evidence(mutations.mutate(tables, stopwords, change))
    assert not found.holds, f"claim {claim.id} is empty: it still holds after {change}"


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
    sentence = re.sub(r"\{\w+:[^}]*\}", "", claim.sentence)
    assert loose_numbers(sentence) == loose_numbers(claim.scope) == [], claim.id


def test_every_evidence_function_serves_a_claim() -> None:
    assert set(evidence.functions()) - {claim.test for claim in CLAIMS.values()} == set()


# Bad entries


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


def without(key: str) -> Callable[[dict], dict]:
    return lambda entry: {name: value for name, value in entry.items() if name != key}


def with_(**values: object) -> Callable[[dict], dict]:
    return lambda entry: {**entry, **values}


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (with_(sentence="It is {figure:.0f}."), "placeholder 'figure'; write value, low or high"),
        (with_(sentence="It is {value}."), "placeholder 'value'; write value, low or high with a format"),
        (with_(test="longest_run"), "unknown test 'longest_run'; known are .*longest_shared_run"),
        (with_(args={"at_least": 9}), "arguments of longest_shared_run: .*at_most.*correct args"),
        (without("args"), "arguments of longest_shared_run: .*at_most"),
        (without("scope"), "the key 'scope' is missing; add it"),
        (with_(colour="red"), "unknown key 'colour'; known are"),
        (with_(how="guessed"), "how is 'guessed'; write one of counted, read, recorded"),
        (with_(breaks=[]), "nothing breaks it, so it is empty"),
    ],
)
def test_a_bad_entry_is_refused_by_its_id(change: Callable[[dict], dict], message: str, tmp_path: Path) -> None:
    path = tmp_path / "claims.yml"
    path.write_text(yaml.safe_dump([change(GOOD)]), encoding="utf-8")
    with pytest.raises(ValueError, match=f"claim 'a-claim': {message}"):
        ledger.load_claims(path)


def test_a_good_entry_is_read_and_an_id_twice_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "claims.yml"
    path.write_text(yaml.safe_dump([GOOD]), encoding="utf-8")
    assert ledger.load_claims(path)["a-claim"].args == {"at_most": 9}
    path.write_text(yaml.safe_dump([GOOD, GOOD]), encoding="utf-8")
    with pytest.raises(ValueError, match="claim 'a-claim' stands there twice; rename one"):
        ledger.load_claims(path)


def test_a_claim_that_does_not_hold_is_not_printed() -> None:
    claim = ledger.Claim(**GOOD)
    with pytest.raises(ValueError, match=r"claim 'a-claim' of sources does not hold: 'It is 12\.'.*correct"):
        ledger.markdown(claim, Evidence(12, 0, 9, False), {})


def test_an_error_in_the_evidence_names_the_claim(corpus: Corpus) -> None:
    claim = ledger.Claim(**{**GOOD, "test": "longest", "args": {"source": "nobody", "times": 2}})
    with pytest.raises(ValueError, match="claim 'a-claim': sources has no 'nobody'; known are"):
        claim.evidence(corpus)


def test_paragraphs_are_cited_in_runs_by_source() -> None:
    where = (("b", 1), ("b", 2), ("b", 3), ("b", 7), ("a", 2))
    assert ledger.paragraphs(where, {"a": "AA", "b": "BB"}) == "BB ¶1–3, ¶7; AA ¶2"
    assert ledger.paragraphs((), {}) == ""


def test_a_claim_is_shown_with_its_badge_and_with_paragraphs_if_they_are_few() -> None:
    claim = ledger.Claim(**GOOD)
    few = ledger.markdown(claim, Evidence(9, 0, 9, True, (("a", 2),)), {"a": "AA"})
    assert few == 'It is 9. [AA ¶2]{.parallax-where} [[counted](#the-ledger)]{.parallax-badge title="a-claim"}'
    many = ledger.markdown(claim, Evidence(9, 0, 9, True, tuple(("a", n) for n in range(20))), {"a": "AA"})
    assert "¶" not in many


def test_a_badge_says_under_how_many_choices_a_claim_holds() -> None:
    claim = ledger.Claim(**GOOD)
    shown = ledger.markdown(claim, Evidence(9, 0, 9, True), {}, (46, 64))
    assert "[[counted, holds under 46 of 64 choices](#the-ledger)]" in shown
    table = pd.DataFrame({"id": ["a", "b"], "n_asked": [64, 0], "n_held": [46, 0]})
    assert ledger.held_under(table) == {"a": (46, 64)}


def test_no_shares_are_read_where_none_have_been_written(tmp_path: Path) -> None:
    assert ledger.load_shares(tmp_path / "claims.yml").empty


def test_falsifiers_are_told_in_words() -> None:
    change = {"table": "terms", "where": {"term": ["mill", "ford"]}, "multiply": {"n": 3}}
    table = ledger.falsifiers({"a-claim": ledger.Claim(**{**GOOD, "breaks": [change, *GOOD["breaks"]]})})
    assert table.to_numpy().tolist() == [
        ["a-claim", "terms", "term mill or ford", "multiply n 3"],
        ["a-claim", "overlaps", "", "drop"],
    ]


def test_every_column_of_the_evaluated_claims_is_explained() -> None:
    columns = ledger.evaluate(load_corpus(ROOT / "corpus"), {}).columns
    explained = re.findall(r"\w+", ledger.evaluate.__doc__ or "")
    assert [column for column in columns if column not in explained] == []
