"""Robustness: which choices touch a claim, what is counted for and against it, and that what is stored is of today."""

from __future__ import annotations

from functools import cache

import numpy as np
import pandas as pd
import pytest

from helpers.articles import corpus_of, roomy
from helpers.project import ROOT
from parallax import figures, load_corpus
from parallax.claims import ledger, robustness, shares
from parallax.claims.evidence import found
from parallax.claims.results import Results
from parallax.corpus import choices
from parallax.corpus.corpus import Corpus

LEDGER = ROOT / "chapters" / "claims.yml"
CLAIMS = ledger.load_claims(LEDGER)
STORED = shares.load_shares(LEDGER)
SEED = 5


def claim(test: str, args: dict, **changed: object) -> ledger.Claim:
    given = {"id": test, "chapter": "none", "sentence": "It is so.", "scope": "all", "how": "counted", "breaks": [{}]}
    return ledger.Claim(**{**given, "test": test, "args": args, **changed})


@pytest.fixture(scope="module")
def corpus() -> Corpus:
    return corpus_of(
        {"dock": ['net "oil the', "nets sand"], "reef": ["net oil"], "sail": ["lamp gale"]},
        voices={("sail", 1): "relayed"},
        lemmas=[("nets", "net")],
    )


def test_counted_claims_are_touched_by_what_their_function_counts_and_others_by_nothing() -> None:
    words = claim("never_uses", {"sources": ["dock"], "terms": ["lamp"]})
    assert robustness.touching(words) == choices.COUNTING
    assert robustness.touching(claim("sets_apart", {})) == (*choices.COUNTING, "prior", "measure")
    assert robustness.touching(claim("differs", {})) == ("quoted", "relayed", "seeds")
    assert robustness.touching(claim("longest", {})) == ("quoted", "relayed")
    assert robustness.touching(claim("most_quoted", {})) == ("relayed",)
    assert robustness.touching(claim("longest_shared_run", {})) == ()
    assert robustness.touching(claim("never_uses", {}, how="read")) == ()


def test_a_counted_claim_of_the_ledger_that_nothing_touches_says_why() -> None:
    untouched = {name: one for name, one in CLAIMS.items() if one.how == "counted" and not robustness.touching(one)}
    assert {one.test for one in untouched.values()} == {
        "longest_shared_run",
        "left_out_are",
        "wording_kept",
        "most_in_names",
        "more_in_names",
        "some_always_true",
        "some_seldom_true",
        "longer_run_than_pairs",
        "opening_compared",
    }
    assert not [
        name
        for name, one in untouched.items()
        if not one.declaration.untouched or "reading," in one.declaration.untouched
    ]


def test_shares_of_quoted_words_move_with_the_paragraphs_that_are_left_out() -> None:
    # By hand: reef quotes 1 of 4 words, and 1 of 2 in what is its own; sail quotes 1 of 4, and nothing of its own.
    half = corpus_of(
        {"dock": ['"net "oil'], "reef": ['net "oil', "net sand"], "sail": ['"lamp', "net oil sand"]},
        voices={("reef", 2): "relayed", ("sail", 1): "relayed"},
    )
    quoted = claim("most_quoted", {"sources": ["dock", "reef"], "at_least": 0.5, "at_most": 0.1})
    outcomes = robustness.evaluate(half, {"most_quoted": quoted}, n_jobs=1)
    assert outcomes[["relayed", "outcome"]].to_numpy().tolist() == [[True, robustness.FAILS], [False, robustness.HOLDS]]
    assert [figures["least"] for figures in outcomes["figures"]] == [0.25, 0.5]
    assert [figures["most_others"] for figures in outcomes["figures"]] == [0.25, 0]


def test_a_claim_is_evaluated_under_every_combination(corpus: Corpus) -> None:
    # Dock has "oil" in quotation marks only, so that it never uses it where those are left out.
    never = claim("never_uses", {"sources": ["dock"], "terms": ["oil"]})
    outcomes = robustness.evaluate(corpus, {"never_uses": never}, n_jobs=1)
    assert len(outcomes) == 2**6
    # No word comes three times, so that nothing is left to ask of where only such are counted.
    asked = outcomes["outcome"] != robustness.UNASKED
    assert (asked[outcomes["min_count"].isna()]).all()
    holds = outcomes["outcome"] == robustness.HOLDS
    assert (holds[asked] == (outcomes["quoted"] == False)[asked]).sum() >= 32  # noqa: E712
    row = robustness.summarise(outcomes, {"never_uses": never}).iloc[0]
    assert (row["n_choices"], row["n_asked"], row["n_held"]) == (64, asked.sum(), holds.sum())
    assert row["share"] == pytest.approx(holds.sum() / asked.sum())
    assert row["hardest"] == "only terms used at least three times; with quoted words"
    assert row["hardest_share"] == 0


def test_what_a_combination_lacks_counts_neither_way(corpus: Corpus) -> None:
    uses = claim("uses_one_not_other", {"sources": ["sail"], "used": ["lamp"], "never": ["net"]})
    outcomes = robustness.evaluate(corpus, {"uses_one_not_other": uses}, n_jobs=1)
    own = outcomes[outcomes["relayed"] == False]  # noqa: E712
    assert (own["outcome"] == robustness.UNASKED).all()
    row = robustness.summarise(outcomes, {"uses_one_not_other": uses}).iloc[0]
    assert row["n_choices"] == 64
    assert 0 < row["n_held"] <= row["n_asked"] <= 32
    assert row["verdicts"] == "".join(
        {robustness.HOLDS: "1", robustness.FAILS: "0", robustness.UNASKED: "-"}[robustness.outcome(uses, made, {})[0]]
        for made in (robustness.counted(corpus, way) for way in choices.combinations(choices.COUNTING))
    )


def test_a_check_that_too_few_paragraphs_leave_unmade_is_not_asked() -> None:
    articles = roomy()
    made = Results(corpus_of({**articles, "dock": articles["dock"][:6]}))
    net = claim("sets_apart", {"term": "net", "source": "dock"})
    assert robustness.outcome(net, made, {"measure": "log_odds"}) == (robustness.UNASKED, None)
    assert robustness.outcome(net, made, {"measure": "g2"})[0] == robustness.HOLDS


def test_any_other_error_is_not_taken_for_a_choice_that_cannot_be_made(corpus: Corpus) -> None:
    bad = claim("never_uses", {"sources": ["dock"], "terms": ["the"]})
    with pytest.raises(ValueError, match="'the' is not counted"):
        robustness.evaluate(corpus, {"never_uses": bad}, n_jobs=1)


def test_claims_that_no_choice_touches_have_no_share(corpus: Corpus) -> None:
    claims = {"longest_shared_run": claim("longest_shared_run", {"at_most": 5})}
    outcomes = robustness.evaluate(corpus, claims, n_jobs=1)
    assert outcomes.empty
    row = robustness.summarise(outcomes, claims).iloc[0]
    assert (row["n_choices"], row["hardest"]) == (0, "")
    assert np.isnan(row["share"])


def test_several_processes_give_what_one_gives(corpus: Corpus) -> None:
    claims = {
        "never_uses": claim("never_uses", {"sources": ["dock"], "terms": ["oil"]}),
        "longest": claim("longest", {"source": "dock", "times": 1}),
    }
    one, two = (robustness.evaluate(corpus, claims, n_jobs=n) for n in (1, 2))
    pd.testing.assert_frame_equal(one, two)
    assert one["id"].drop_duplicates().tolist() == ["never_uses", "longest"]


def test_levels_are_put_in_words_and_what_was_not_asked_is_gone(corpus: Corpus) -> None:
    uses = claim("uses_one_not_other", {"sources": ["sail"], "used": ["lamp"], "never": ["net"]})
    named = robustness.in_words(robustness.evaluate(corpus, {"uses_one_not_other": uses}, n_jobs=1))
    assert 0 < len(named) <= 32
    assert "measure" not in named
    assert set(named["quoted"]) == {"with quoted words", "without quoted words"}
    assert set(named["relayed"]) == {"all paragraphs"}
    assert named["holds"].dtype == bool


APART = {
    "never_uses": claim("never_uses", {"sources": ["dock"], "terms": ["gale"]}),
    "longest": claim("longest", {"source": "dock", "times": 1}),
    "sets_apart": claim("sets_apart", {"term": "net", "source": "dock"}),
    "longest_shared_run": claim("longest_shared_run", {"at_most": 5}),
}


@pytest.mark.parametrize("name", ["never_uses", "longest", "sets_apart"])
def test_a_claim_is_taken_apart_and_drawn_whatever_it_says(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(robustness, "combinations", lambda names: list(choices.combinations(names))[:: len(names)])
    roomy = corpus_of({"dock": ["net oil lamp", "net sand"] * 6, "reef": ["oil sand lamp"] * 12})
    named = robustness.in_words(robustness.take_apart(roomy, APART, name))
    plain = robustness.comparable(named)
    crossed = [choice for choice in choices.CHOICES if choice in plain]
    assert set(crossed) == set(robustness.touching(APART[name])) - {"measure"}
    assert 0 < len(plain) <= len(named)
    intervals = (plain["low"] < plain["high"]).any()
    assert intervals == ("measure" in named) == (name == "sets_apart")
    top, below = figures.specification(plain, {choice: list(dict.fromkeys(plain[choice])) for choice in crossed}, "x")
    assert sum(len(line.get_xdata()) for line in top.lines if line.get_marker() == "o") == len(plain)
    assert len(below.lines) >= len(crossed)


PLAIN = pd.DataFrame(
    {"lemma": ["a", "a", "b", "b"], "quoted": ["c", "d"] * 2, "relayed": "e", "value": [1.0, 3.0, 2.0, np.inf],
     "holds": [True, False, False, False]}
)  # fmt: skip


def test_the_choices_that_matter_are_those_that_move_what_is_true_or_else_the_figure() -> None:
    # By hand: of both choices half against none; the figure moves by 0 with one, by 1.5 with the other.
    assert robustness.that_matter(PLAIN, 5) == {"quoted": ["c", "d"], "lemma": ["a", "b"]}
    assert list(robustness.that_matter(PLAIN, 1)) == ["quoted"]
    assert list(robustness.that_matter(PLAIN.assign(holds=True, value=[1, 1, 2, 2]), 5)) == ["lemma"]
    assert robustness.that_matter(PLAIN.assign(holds=True, value=1.0), 5) == {}


def test_what_became_of_a_claim_is_told() -> None:
    assert robustness.told(PLAIN) == "True in 1 of 4 ways of counting"
    assert robustness.told(PLAIN.assign(holds=True)) == "True in all 4 ways of counting"
    assert robustness.never_true(PLAIN) == "It is false every time with each of these settings: b and d."
    assert robustness.never_true(PLAIN.assign(holds=True)) == "No setting by itself makes it false every time."
    assert robustness.measured(claim("leads", {}), found(True, place=1)) == "the lowest of their places"


def test_a_claim_that_cannot_be_taken_apart_is_named(corpus: Corpus) -> None:
    with pytest.raises(ValueError, match=r"there is no claim 'nets'.* The ids are in chapters/claims\.yml"):
        robustness.take_apart(corpus, APART, "nets")
    with pytest.raises(
        ValueError, match=r"no choice of counting touches the claim 'longest_shared_run': runs are .*; take"
    ):
        robustness.take_apart(corpus, APART, "longest_shared_run")


def test_other_stored_numbers_or_claims_are_named() -> None:
    claims = {"a": claim("longest", {}, id="a")}
    summary = pd.DataFrame({"id": ["a"], "n_choices": [4], "n_asked": [4], "n_held": [3]})
    robustness.check_stored(summary, claims, summary)
    with pytest.raises(ValueError, match=r"robustness\.csv is not what the claim 'a' gives now; run `make robustness`"):
        robustness.check_stored(summary.assign(n_held=4), claims, summary)
    with pytest.raises(ValueError, match="the claim 'b' gives"):
        robustness.check_stored(summary, {**claims, "b": claim("longest", {}, id="b")})


def test_the_stored_shares_are_of_the_claims_of_the_ledger_and_each_that_is_counted_was_asked() -> None:
    robustness.check_stored(STORED, CLAIMS)
    assert STORED["id"].tolist() == list(CLAIMS)
    sizes = {name: len(list(choices.combinations(robustness.touching(one)))) for name, one in CLAIMS.items()}
    touched = {name: n if robustness.touching(CLAIMS[name]) else 0 for name, n in sizes.items()}
    assert dict(zip(STORED["id"], STORED["n_choices"], strict=True)) == touched
    assert (STORED["n_held"] <= STORED["n_asked"]).all()
    assert STORED.loc[STORED["n_choices"] > 0, "n_held"].min() >= 1  # the book's own choices are among them


def test_the_stored_shares_are_those_of_the_stored_verdicts() -> None:
    assert {one for verdicts in STORED["verdicts"] for one in verdicts} == {"0", "1", "-"}
    for row in STORED.itertuples():
        held, failed = row.verdicts.count("1"), row.verdicts.count("0")
        assert (len(row.verdicts), held + failed, held) == (row.n_choices, row.n_asked, row.n_held), row.id
        if row.n_asked:
            assert row.share == pytest.approx(held / row.n_asked, abs=1e-4)


def test_the_stored_verdicts_are_in_the_order_of_the_combinations() -> None:
    for row in STORED[STORED["by_level"] != ""].itertuples():
        names = robustness.touching(CLAIMS[row.id])
        ways = list(choices.combinations(names))
        held: dict[str, list[bool]] = {}
        for way, verdict in zip(ways, row.verdicts, strict=True):
            for name in names if verdict != "-" else ():
                held.setdefault(choices.LEVELS[name, way[name]], []).append(verdict == "1")
        for told in row.by_level.split("; "):
            level, n, _, of = told.rsplit(" ", 3)
            assert (sum(held[level]), len(held[level])) == (int(n), int(of)), row.id


# All of them take minutes, which `.ci/run` spends; here, each claim under combinations drawn at random.
SLOW = {"reached_by_shuffles"}  # twenty seconds


@pytest.mark.parametrize(
    "name", [name for name, one in CLAIMS.items() if robustness.touching(one) and one.test not in SLOW]
)
def test_a_claim_has_the_stored_verdict_where_it_is_tried(name: str) -> None:
    row = STORED.set_index("id").loc[name]
    every = list(choices.combinations(robustness.touching(CLAIMS[name])))
    place = np.random.default_rng([SEED, list(CLAIMS).index(name)]).integers(len(every))
    found = robustness.outcome(CLAIMS[name], robustness.counted(full(), every[place]), every[place])[0]
    assert robustness.VERDICTS[found] == row["verdicts"][place]
    if row["n_held"] == row["n_asked"]:
        assert found != robustness.FAILS
    if row["n_asked"] == row["n_choices"]:
        assert found != robustness.UNASKED


@cache
def full() -> Corpus:
    return load_corpus(ROOT / "corpus")
