"""Entries of the ledger: a good one is read, a bad one is refused by file and claim, and none gives a traceback."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
import yaml

from parallax.claims import ledger
from parallax.claims.evidence import found
from parallax.errors import ParallaxError

GOOD = {
    "id": "a-claim",
    "chapter": "sources",
    "sentence": "It is {longest:.0f}, {at_most:.0f} at most, in {a-source}.",
    "test": "longest_shared_run",
    "args": {"at_most": 9},
    "scope": "runs",
    "how": "counted",
    "breaks": [{"table": "overlaps", "drop": True}],
}
USES = {"test": "uses_one_not_other", "args": {"sources": ["a"], "used": ["net"], "never": ["oar"]}, "sentence": "Oh."}


def without(key: str) -> Callable[[dict], dict]:
    return lambda entry: {name: value for name, value in entry.items() if name != key}


def with_(**values: object) -> Callable[[dict], dict]:
    return lambda entry: {**entry, **values}


def broken(**values: object) -> Callable[[dict], dict]:
    return with_(breaks=[{"table": "overlaps", **values}])


def read(path: Path, text: str) -> dict[str, ledger.Claim]:
    path.write_text(text, encoding="utf-8")
    return ledger.load_claims(path)


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (
            with_(sentence="It is {figure:.0f}."),
            "sentence: placeholder 'figure'; write one of longest, at_most with a format",
        ),
        (with_(sentence="It is {longest}."), "sentence: placeholder 'longest'; write .* with a format"),
        (with_(sentence="It is {low:.0f}."), "sentence: placeholder 'low'; write one of longest, at_most"),
        (with_(sentence="It is {}."), "sentence: placeholder ''; write one of longest"),
        (with_(sentence="It is {longest:.0q}."), "sentence: .*[Ff]ormat"),
        (with_(sentence="It is {longest:.0f."), "sentence: .*['\"][{}]['\"]"),
        (with_(sentence="It is value}."), "sentence: .*['\"][{}]['\"]"),
        (with_(sentence=5), "sentence is 5; write words"),
        (with_(args=["at_most"]), r"args is \['at_most'\]; write a mapping"),
        (with_(also="intro"), "also is 'intro'; write a list"),
        (with_(also=[5]), r"also is \[5\]; write a list of names of chapters"),
        (with_(args={5: 1}), "arguments of longest_shared_run: 5 is not a name; correct args"),
        (with_(args={"at_most": float("nan")}), "at_most is nan; write a whole number"),
        (with_(chapter=None), "chapter is None; write words"),
        (with_(test="longest_run"), "unknown test 'longest_run'; choose from .*longest_shared_run"),
        (with_(args={"at_most": "nine"}), "at_most is 'nine'; write a whole number"),
        (with_(args={"at_most": True}), "at_most is True; write 'yes' between quotation marks"),
        (with_(args={"at_most": 9.5}), "at_most is 9.5; write a whole number"),
        (
            with_(**{**USES, "args": {"sources": "a", "used": ["b"], "never": ["c"]}}),
            "sources is 'a'; write a list of words",
        ),
        (with_(test="longest", args={"source": "a", "times": float("inf")}), "times is inf; write a number"),
        (with_(args={"at_least": 9}), "arguments of longest_shared_run: .*at_most.*correct args"),
        (without("args"), "arguments of longest_shared_run: .*at_most"),
        (without("scope"), "the key 'scope' is missing; add it"),
        (with_(colour="red"), "unknown key 'colour'; choose from"),
        (lambda entry: {**entry, False: 1}, "unknown key 'False'; choose from"),
        (with_(how="guessed"), "how is 'guessed'; write one of counted, read, recorded"),
        (with_(breaks=[]), "nothing breaks it, so it is empty"),
        (with_(breaks=["drop"]), "change 'drop' is not a mapping"),
        (with_(breaks=[{"tabel": "terms", "drop": True}]), ".*give table, where, and one of add, drop, set, multiply"),
        (broken(), ".*give table, where, and one of"),
        (broken(set="n"), ".*set is 'n'; write set: {column: value}"),
        (broken(drop=False), ".*drop is False; write drop: true"),
        (broken(drop=True, edge={"longest": 1}), ".*edge is {'longest': 1}; name two figures"),
        (broken(drop=True, edge={"value": 1, "at_most": 2}), "edge names 'value'; choose from longest, at_most, limit"),
        (broken(drop=True, edge={"longest": 1, "at_most": "x"}), ".*edge is .*; name two figures and their numbers"),
    ],
)
def test_a_bad_entry_is_refused_by_its_id(change: Callable[[dict], dict], message: str, tmp_path: Path) -> None:
    with pytest.raises(ParallaxError, match=f"claims.yml: claim 'a-claim': {message}"):
        read(tmp_path / "claims.yml", yaml.safe_dump([change(GOOD)]))


@pytest.mark.parametrize(("word", "shown"), [("no", "False"), ("on", "True"), ("null", "None"), ("~", "None")])
@pytest.mark.parametrize("key", ["used", "never"])
def test_what_yaml_makes_of_a_word_is_refused_by_its_id(key: str, word: str, shown: str, tmp_path: Path) -> None:
    entry = {**GOOD, **USES, "args": {**USES["args"], key: ["HERE"]}}
    with pytest.raises(ParallaxError, match=f"claim 'a-claim': {key} is {shown}; write '.*' between quotation marks"):
        read(tmp_path / "claims.yml", yaml.safe_dump([entry]).replace("HERE", word))


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "claims.yml is not a list of claims; begin each with `- id:`"),
        ("id: a-claim", "claims.yml is not a list of claims"),
        ("- a-claim", "claims.yml: entry 1 is not a claim with an id in letters"),
        ("- {id: 5}", "claims.yml: entry 1 is not a claim with an id in letters"),
        ("- {chapter: sources}", "claims.yml: entry 1 is not a claim with an id"),
        ("- {id: a, how: read, how: counted}", "claims.yml is not valid YAML: the key 'how' appears twice.*line 1"),
        ("- id: [", "claims.yml is not valid YAML: .*line 1.*; correct that line"),
        ("- id: a\n\tchapter: b", "claims.yml is not valid YAML: .*line 2"),
    ],
)
def test_a_file_that_is_no_ledger_is_refused(text: str, message: str, tmp_path: Path) -> None:
    with pytest.raises(ParallaxError, match=message):
        read(tmp_path / "claims.yml", text)


def test_a_ledger_that_is_not_utf_8_is_refused(tmp_path: Path) -> None:
    (tmp_path / "claims.yml").write_bytes(b"# caf\xe9\n")
    with pytest.raises(ParallaxError, match=r"claims\.yml is not UTF-8 at byte 5; save it as UTF-8"):
        ledger.load_claims(tmp_path / "claims.yml")


def test_an_article_that_is_not_there_is_named_with_the_claim() -> None:
    claim = ledger.Claim(**GOOD)
    with pytest.raises(ParallaxError, match="claim 'a-claim': no article is called 'a-source'; choose from dock"):
        claim.text(found(True, longest=9), {"dock": "the Dock"})


def test_a_good_entry_is_read_and_an_id_twice_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "claims.yml"
    assert read(path, yaml.safe_dump([GOOD]))["a-claim"].args == {"at_most": 9}
    with pytest.raises(ParallaxError, match="claim 'a-claim' appears twice; rename one"):
        read(path, yaml.safe_dump([GOOD, GOOD]))
