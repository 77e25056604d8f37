"""What holds for every function that a claim can rest on, tried with the arguments that the ledger gives it."""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable
from typing import Annotated, Any, get_args, get_origin, get_type_hints

import pytest

from helpers.project import ROOT
from parallax import load_corpus
from parallax.claims import evidence, functions, ledger, wording
from parallax.claims.evidence import Declaration, UnknownSourceError
from parallax.claims.results import Results
from parallax.errors import ParallaxError

CLAIMS = ledger.load_claims(ROOT / "chapters" / "claims.yml")
DECLARED = functions.declared()

# What no corpus has, by the type of an argument, and what is then said.
STRANGERS = {
    evidence.Source: ("stranger", "sources has no 'stranger'; choose from "),
    evidence.Sources: (["stranger"], "sources has no 'stranger'; choose from "),
    evidence.SourceGroups: ([["stranger"]], "sources has no 'stranger'; choose from "),
    evidence.Term: ("Net", "'Net' is not counted; give content words in lower case"),
    evidence.Terms: (["the"], "'the' is not counted; give content words in lower case"),
    evidence.Phrase: ("the net", "'the net' is not counted; give two words or more"),
    evidence.Issue: ("farming", "frame has no 'farming'; choose from "),
    evidence.Issues: (["farming"], "frame has no 'farming'; choose from "),
    evidence.IssueRows: ([["farming", "kabulnow"]], "frame has no 'farming'; choose from "),
    evidence.DifferenceRows: ([["all", "stranger", "kabulnow"]], "sources has no 'stranger'; choose from "),
    evidence.Entity: ("mayor", "entities.csv has no 'mayor'; choose from "),
    evidence.Entities: (["mayor"], "entities.csv has no 'mayor'; choose from "),
    evidence.Actor: ("mayor", "lexicons/actors.csv has no 'mayor'; choose from "),
    evidence.Alias: ("mayor", "lexicons/actors.csv has no 'mayor'; choose from "),
    evidence.Part: ("tone", "aspects.csv has no 'tone'; choose from "),
    evidence.Kind: ("tone", "lexicons/modality.csv has no 'tone'; choose from "),
    evidence.KindRows: ([["tone", "kabulnow"]], "lexicons/modality.csv has no 'tone'; choose from "),
    evidence.Aspect: ("tone", "aspects.csv has no 'tone'; choose from "),
    evidence.Holders: (["stranger"], "holders has no 'stranger'; choose from "),
    evidence.StanceRows: ([["for", "stranger"]], "sources has no 'stranger'; choose from "),
    evidence.Fact: ("moon", "fact has no 'moon'; choose from "),
    evidence.Facts: (["moon"], "fact has no 'moon'; choose from "),
    evidence.Answers: ([["kabulnow", "whispered", "yes"]], "status has no 'whispered'; choose from "),
    evidence.Event: ("eclipse", "event has no 'eclipse'; choose from "),
}


@pytest.fixture(scope="module")
def book() -> Results:
    return Results(load_corpus(ROOT / "corpus"))


def unwrapped(declaration: Declaration) -> Callable:
    return inspect.unwrap(declaration.function)


def kinds(declaration: Declaration) -> dict[str, Any]:
    """Return the checked type of each argument that has one."""
    hints = get_type_hints(unwrapped(declaration), include_extras=True)
    found = {}
    for name, hint in hints.items():
        for kind in (hint, *get_args(hint)):
            if get_origin(kind) is Annotated:
                found[name] = kind
    return found


def test_every_function_of_the_modules_is_declared_or_private() -> None:
    public = {
        name
        for module in functions.MODULES
        for name, member in vars(module).items()
        if inspect.isfunction(member) and member.__module__ == module.__name__ and not name.startswith("_")
    }
    assert public == set(DECLARED)


def test_every_function_serves_a_claim() -> None:
    assert set(DECLARED) - {claim.test for claim in CLAIMS.values()} == set()


def test_a_function_takes_results_and_keywords_of_types_that_the_ledger_can_be_held_against() -> None:
    wrong = []
    for name, declaration in DECLARED.items():
        first, *rest = inspect.signature(declaration.function).parameters.values()
        wrong += [name] if first.name != "book" or any(one.kind is not one.KEYWORD_ONLY for one in rest) else []
        wrong += [name] if set(declaration.kinds) != {one.name for one in rest} else []
    assert not wrong


def test_every_function_says_what_it_asks_of_each_of_its_arguments() -> None:
    wrong = []
    for name, declaration in DECLARED.items():
        parameters = list(inspect.signature(declaration.function).parameters.values())[1:]
        names = {one.name for one in parameters}
        optional = {one.name for one in parameters if one.annotation == "bool" or one.default is not one.empty}
        asked = {field for field, _ in wording.placeholders(declaration.question)}
        wrong += [name] if not asked <= names | set(declaration.words) or not names - asked <= optional else []
        wrong += [name] if not set(declaration.words) <= asked else []
        wrong += [name] if not all(declaration.figures.values()) else []
    assert not wrong


def test_what_no_corpus_has_is_refused_in_every_argument_with_what_is_known(book: Results) -> None:
    tried, wrong = 0, []
    for claim in {claim.test: claim for claim in CLAIMS.values()}.values():
        for name, kind in kinds(DECLARED[claim.test]).items():
            stranger, message = STRANGERS[kind]
            tried += 1
            try:
                DECLARED[claim.test].function(book, **{**claim.args, name: stranger})
            except ParallaxError as error:
                of_sources = (evidence.Source, evidence.Sources, evidence.SourceGroups, evidence.StanceRows)
                sources = kind in (*of_sources, evidence.DifferenceRows)
                if message in str(error) and isinstance(error, UnknownSourceError) == sources:
                    continue
            wrong.append(f"{claim.test}: {name}")
    assert tried > 50
    assert not wrong


def test_an_empty_list_is_refused_and_not_true_of_nothing(book: Results) -> None:
    wrong = []
    for claim in {claim.test: claim for claim in CLAIMS.values()}.values():
        for name, kind in kinds(DECLARED[claim.test]).items():
            if kind not in (evidence.Sources, evidence.Terms, evidence.Issues):
                continue
            try:
                DECLARED[claim.test].function(book, **{**claim.args, name: []})
            except ParallaxError as error:
                if re.search("(issues|sources|terms) is empty; name one or more", str(error)):
                    continue
            wrong.append(f"{claim.test}: {name}")
    assert not wrong
