"""The ledger: each claim holds, is broken just past what it prints, says what it asks, and is shown."""

from __future__ import annotations

import base64
import io
import json
import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest

from helpers.each import for_each
from helpers.project import ROOT
from helpers.prose import loose_numbers
from parallax import load_corpus
from parallax.claims import functions, ledger, shares, show, wording
from parallax.claims.entries import LIMIT
from parallax.claims.evidence import Evidence, found
from parallax.claims.marks import Mark
from parallax.claims.results import BOOK, Results
from parallax.corpus import changes
from parallax.corpus.corpus import assemble
from parallax.tables import checked, package

LEDGER = ROOT / "chapters" / "claims.yml"
CLAIMS = ledger.load_claims(LEDGER)
CHAPTERS = {path.stem: json.loads(path.read_text(encoding="utf-8")) for path in (ROOT / "chapters").rglob("*.ipynb")}
SHOWN = re.compile(r"\{glue:md\}`(?:claim|answer)-([\w-]+)(?::myst)?`")
BREAKS = pytest.mark.parametrize(
    ("claim", "change"),
    [(claim, change) for claim in CLAIMS.values() for change in claim.breaks],
    ids=[f"{claim.id}-{place}" for claim in CLAIMS.values() for place in range(len(claim.breaks))],
)


@pytest.fixture(scope="module")
def tables() -> dict[str, pd.DataFrame]:
    # The shares too, so that a change can break what is claimed of them.
    return {**checked.checked_tables(ROOT / "corpus"), shares.TABLE: shares.load_shares(LEDGER)}


@pytest.fixture(scope="module")
def stopwords() -> frozenset[str]:
    return frozenset(package.stopwords(ROOT / "corpus"))


@pytest.fixture(scope="session")
def book() -> Results:
    return Results(load_corpus(ROOT / "corpus"))


@pytest.fixture(scope="session")
def today(book: Results) -> dict[str, Evidence]:
    """Return the evidence of every claim, evaluated once."""
    return {claim.id: claim.evidence(book) for claim in CLAIMS.values()}


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


def test_every_claim_holds(book: Results, today: dict[str, Evidence]) -> None:
    names = book.corpus.names
    assert not [
        f"claim {claim.id}: {claim.text(today[claim.id], names)} ({ledger.named(today[claim.id])})"
        for claim in CLAIMS.values()
        if not today[claim.id].holds
    ]


def test_a_stored_chapter_prints_each_claim_with_the_numbers_of_today(
    book: Results, today: dict[str, Evidence]
) -> None:
    wrong, mark_of = [], show.marks_of(shares.load_shares(LEDGER))
    for claim in CLAIMS.values():
        text = show.markdown(claim, today[claim.id], book.corpus.names, mark_of(claim))
        for chapter in (claim.chapter, *claim.also):
            wrong += [] if glued(chapter).get(f"claim-{claim.id}") == text else [f"claim {claim.id} in {chapter}"]
    assert not wrong, "run make notebooks"


def recorded() -> pd.DataFrame:
    """Return the evidence, to four digits, that the stored ledger carries as CSV."""
    for cell in CHAPTERS["findings"]["cells"]:
        for output in cell.get("outputs", []):
            page = "".join(output.get("data", {}).get("text/html", ""))
            if 'aria-label="All claims"' in page:
                data = re.search(r"data:text/csv;charset=utf-8;base64,([\w+/=]+)", page)
                assert data is not None
                return pd.read_csv(io.BytesIO(base64.b64decode(data.group(1))), keep_default_na=False).set_index("id")
    raise AssertionError("findings.ipynb shows no ledger; run make notebooks")


def test_each_figure_that_a_claim_rests_on_is_the_recorded_one(book: Results, today: dict[str, Evidence]) -> None:
    # Sentences round; a count that moves behind a rounded figure is noticed here.
    stored = recorded()
    wrong = []
    for name, answer in today.items():
        now = (ledger.named(answer).replace("_", " "), wording.paragraphs(answer.where, book.corpus.names))
        then = (stored.loc[name, "figures"], stored.loc[name, "where"])
        wrong += [] if now == then else [f"claim {name}: {now} is not the recorded {then}"]
    assert not wrong, "read these again, then run make notebooks"


@BREAKS
def test_a_change_of_what_a_claim_rests_on_breaks_it(
    claim: ledger.Claim, change: dict, tables: dict[str, pd.DataFrame], stopwords: frozenset[str]
) -> None:
    answer = claim.evidence(mutated(tables, stopwords, change))
    assert not answer.holds, f"claim {claim.id} is empty: it still holds after {change}"
    if "edge" in change:
        falls_just_past(claim, answer, change["edge"])


_MUTATED: dict[str, Results] = {}


def mutated(tables: dict[str, pd.DataFrame], stopwords: frozenset[str], change: dict) -> Results:
    """Return results of the changed corpus; two claims that break by one change share them."""
    key = json.dumps({name: part for name, part in change.items() if name != "edge"}, sort_keys=True)
    if key not in _MUTATED:
        _MUTATED.clear()
        _MUTATED[key] = Results(changes.mutate(tables, stopwords, change))
    return _MUTATED[key]


def falls_just_past(claim: ledger.Claim, answer: Evidence, edge: dict[str, float]) -> None:
    """Check that the change takes a figure just past what it is held against: a tenth of it at most, or one count."""
    known = {LIMIT: edge.get(LIMIT), **claim.args, **answer.figures}
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


def unfilled(sentence: str) -> str:
    """Return a sentence without its placeholders, whose names say nothing to a reader."""
    return re.sub(r"\{[^}]*\}", "", sentence)


def test_a_claim_of_degree_is_broken_by_a_change_that_goes_just_past_it() -> None:
    of_degree = [
        claim for claim in CLAIMS.values() if BOUNDS & set(claim.args) or DEGREE.search(unfilled(claim.sentence))
    ]
    assert len(of_degree) > 50
    assert not [claim.id for claim in of_degree if not any("edge" in change for change in claim.breaks)]


@for_each([one for one in CLAIMS.values() if one.how == "recorded"], lambda one: one.id)
def test_a_claim_of_public_record_falls_with_the_addresses_of_that_record(
    claim: ledger.Claim, tables: dict[str, pd.DataFrame], stopwords: frozenset[str]
) -> None:
    # A chain of hands or a day that was inferred stands without any address, and is no record.
    bare = {
        name: table.assign(**dict.fromkeys([column for column in table if column.endswith("_url")], ""))
        for name, table in tables.items()
    }
    assert not claim.evidence(Results(assemble(bare, stopwords))).holds, (
        f"claim {claim.id} rests on no record; write how: read"
    )


def test_too_few_for_an_interval_is_what_gets_none(book: Results) -> None:
    assert CLAIMS["hs-few-paragraphs"].args["fewer_than"] == book.settings.min_units


def test_a_claim_tells_what_its_test_asks_and_names_articles_and_no_label(
    book: Results, today: dict[str, Evidence]
) -> None:
    names, called, wrong = book.corpus.names, wording.labelled(book.corpus), []
    labels = re.compile(rf"\b({'|'.join(book.corpus.short.values())})\b")
    for claim in CLAIMS.values():
        for text in (claim.text(today[claim.id], names), claim.question(called), claim.scope):
            ids = (set(called) & set(re.findall(r"[\w-]+", text))) - {"kabulnow"}
            wrong += [f"claim {claim.id}: {text}"] if labels.search(text) or ids or "{" in text else []
    assert not wrong


def titles(chapter: str) -> list[str]:
    """Return the claims that a chapter shows as titles of figures."""
    code = "\n".join("".join(cell["source"]) for cell in CHAPTERS[chapter]["cells"] if cell["cell_type"] == "code")
    return re.findall(r"show\.sentence\(book, [\"']([\w-]+)[\"']\)", code)


def test_each_chapter_that_a_claim_names_shows_it() -> None:
    wrong = [
        f"claim {claim.id} in {chapter}"
        for claim in CLAIMS.values()
        for chapter in (claim.chapter, *claim.also)
        if chapter not in CHAPTERS or claim.id not in {*SHOWN.findall(prose(chapter)), *titles(chapter)}
    ]
    assert not wrong


def test_a_chapter_shows_no_claim_that_the_ledger_does_not_lay_ready() -> None:
    shown = [(chapter, name) for chapter in CHAPTERS for name in SHOWN.findall(prose(chapter))]
    assert not [f"{chapter} shows {name!r}" for chapter, name in shown if name not in CLAIMS], "add it to claims.yml"
    named = {name: (claim.chapter, *claim.also) for name, claim in CLAIMS.items()}
    assert not [f"{chapter} shows {name!r}" for chapter, name in shown if chapter not in named[name]], "add it to also"


def test_no_number_in_a_sentence_or_scope_is_typed() -> None:
    texts = {claim.id: (unfilled(claim.sentence), claim.scope) for claim in CLAIMS.values()}
    found = {name: [*loose_numbers(sentence), *loose_numbers(scope)] for name, (sentence, scope) in texts.items()}
    assert not {name: numbers for name, numbers in found.items() if numbers}


GOOD = {
    "id": "a-claim",
    "chapter": "sources",
    "sentence": "It is {longest:.0f}.",
    "test": "longest_shared_run",
    "args": {"at_most": 9},
    "scope": "runs",
    "how": "counted",
    "breaks": [{"table": "overlaps", "drop": True}],
}


def test_a_claim_that_does_not_hold_is_not_printed() -> None:
    claim = ledger.Claim(**GOOD)
    with pytest.raises(
        ValueError, match=r"claim 'a-claim' of sources does not hold: 'It is 12\.' \(longest 12\); correct"
    ):
        show.markdown(claim, found(False, longest=12), {}, Mark("counted"))


def test_a_sentence_by_itself_has_neither_mark_nor_emphasis_and_holds(
    book: Results, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    longest = int(ledger.Claim(**GOOD).evidence(book).figures["longest"])
    for text, at_most in (("A run *is* {longest:.0f}.", longest), ("A run.", longest - 1)):
        claim = ledger.Claim(**{**GOOD, "sentence": text, "args": {"at_most": at_most}})
        monkeypatch.setattr(show, "load_claims", lambda path, claim=claim: {"a-claim": claim})
        if at_most == longest:
            assert show.sentence(book, "a-claim", tmp_path) == f"A run is {longest}"
        else:
            with pytest.raises(ValueError, match="claim 'a-claim' of sources does not hold"):
                show.sentence(book, "a-claim", tmp_path)


def test_a_bug_in_an_evidence_function_keeps_its_traceback_and_is_told_of_which_claim(
    book: Results, monkeypatch: pytest.MonkeyPatch
) -> None:
    broken = replace(functions.declared()["longest_shared_run"], function=lambda book, at_most: {}[at_most])
    monkeypatch.setattr(functions, "declared", lambda: {"longest_shared_run": broken})
    with pytest.raises(KeyError) as caught:
        ledger.Claim(**GOOD).evidence(book)
    assert caught.value.__notes__ == ["in claim 'a-claim'"]


def test_an_error_in_the_evidence_names_the_claim(book: Results) -> None:
    claim = ledger.Claim(**{**GOOD, "test": "longest", "args": {"source": "nobody", "times": 2}})
    with pytest.raises(ValueError, match="claim 'a-claim': sources has no 'nobody'; choose from"):
        claim.evidence(book)


def test_a_claim_is_shown_with_its_mark_and_with_paragraphs_if_they_are_few() -> None:
    claim, mark = ledger.Claim(**GOOD), Mark("counted", (46, 64))
    few = show.markdown(claim, found(True, (("a", 2),), longest=9), {"a": "AA"}, mark)
    link = "[[counted, true in 46 of 64 ways of counting](#claim-a-claim)]{.parallax-claim-mark .counted .mostly}"
    assert few == f"It is 9. [AA [¶2](#a-2)]{{.parallax-where}}\u00a0{link}"
    many = show.markdown(claim, found(True, tuple(("a", n) for n in range(20)), longest=9), {"a": "AA"}, mark)
    assert "¶" not in many


def test_one_claim_is_shown_as_its_own_chapter_shows_it(book: Results) -> None:
    assert show.shown(book, "kn-longest", LEDGER) == glued("sources")["claim-kn-longest"]


def test_a_title_is_a_claim_without_marks_and_full_stop(book: Results, today: dict[str, Evidence]) -> None:
    for name in ("voices-taliban", "voices-fp-extremists"):
        text = CLAIMS[name].text(today[name], book.corpus.names)
        assert f"{show.sentence(book, name, LEDGER)}." == text.replace("*", "")
    with pytest.raises(ValueError, match="there is no claim 'voices-moon'"):
        show.sentence(book, "voices-moon", LEDGER)


def test_in_how_many_ways_of_counting_a_claim_holds_is_read_where_it_was_asked() -> None:
    table = pd.DataFrame({"id": ["a", "b"], "n_asked": [64, 0], "n_held": [46, 0]})
    assert shares.held_under(table) == {"a": (46, 64)}


def test_an_answer_is_laid_ready_without_its_mark(book: Results, monkeypatch: pytest.MonkeyPatch) -> None:
    glued = {}
    monkeypatch.setattr("myst_nb.glue", lambda key, made, display: glued.update({key: made.data}))
    show.glue_claims(book, "facts", LEDGER, answers=["facts-rare"])
    assert glued["answer-facts-rare"].removesuffix(".") == show.sentence(book, "facts-rare", LEDGER)
    assert glued["claim-facts-rare"].startswith(glued["answer-facts-rare"])
    assert [key for key in glued if key.startswith("answer-")] == ["answer-facts-rare"]


@pytest.fixture
def glued_with(monkeypatch: pytest.MonkeyPatch) -> Callable[..., dict[str, str]]:
    """Return what a chapter on keywords gets with settings of a reader's own."""

    def glued(**settings: float) -> dict[str, str]:
        made: dict[str, str] = {}
        monkeypatch.setattr("myst_nb.glue", lambda key, text, display: made.update({key: text.data}))
        own = Results(load_corpus(ROOT / "corpus"), BOOK.but(**settings), keep=False)
        show.glue_claims(own, "keyness", LEDGER, answers=["keyness-answer"])
        return made

    return glued


def test_a_sentence_that_changed_settings_make_false_says_so_and_stops_nothing(
    glued_with: Callable[..., dict[str, str]],
) -> None:
    glued = glued_with(alpha=1e-9, n_resamples=100, n_permutations=100)
    for key in ("claim-keyness-answer", "answer-keyness-answer"):
        assert glued[key].startswith(f"*{show.NO_LONGER}* Few of the ")
        assert "parallax-claim-mark" not in glued[key]
    assert "parallax-claim-mark" in glued["claim-measures-near"], "it does not hang on these settings"


def test_a_sentence_that_changed_settings_leave_no_way_to_test_says_so_and_stops_nothing(
    glued_with: Callable[..., dict[str, str]],
) -> None:
    glued = glued_with(min_total=1_000_000, n_resamples=100, n_permutations=100)
    assert show.NOT_ASKED in glued.values()


def test_a_title_that_changed_settings_make_false_is_empty() -> None:
    own = Results(load_corpus(ROOT / "corpus"), BOOK.but(alpha=1e-9, n_resamples=100, n_permutations=100), keep=False)
    assert show.sentence(own, "keyness-surviving", LEDGER) == ""
    assert show.sentence(own, "kn-longest", LEDGER) == show.sentence(Results(own.corpus), "kn-longest", LEDGER)


def test_no_shares_are_read_where_none_have_been_written(tmp_path: Path) -> None:
    assert shares.load_shares(tmp_path / "claims.yml").empty


def test_every_column_of_the_evaluated_claims_is_explained() -> None:
    columns = ledger.evaluate(Results(load_corpus(ROOT / "corpus")), {}).columns
    explained = re.findall(r"\w+", ledger.evaluate.__doc__ or "")
    assert [column for column in columns if column not in explained] == []
