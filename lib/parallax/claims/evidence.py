"""What a claim rests on: figures by name, and the declaration beside each function that finds them."""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import wraps
from types import MappingProxyType
from typing import Annotated, Any, TypeAlias, TypeVar, get_args, get_origin, get_type_hints

import pandas as pd

from parallax.analysis import framing
from parallax.analysis.facts import STATED
from parallax.claims.seen import GROUPS, seen
from parallax.claims.wording import fill
from parallax.corpus.choices import CHOICES
from parallax.corpus.corpus import Corpus
from parallax.errors import ParallaxError
from parallax.language.profiles import Language, languages_of
from parallax.language.tokens import reads_as
from parallax.tables.coded import AUTHOR
from parallax.tables.groups import group_labels

Where: TypeAlias = tuple[tuple[str, int], ...]
Words: TypeAlias = Mapping[str, str | float]

#: Why no choice of counting touches what claims on codes rest on.
READING = "it rests on reading, which no choice of counting touches"


@dataclass(frozen=True)
class Evidence:
    """What a claim rests on.

    Attributes
    ----------
    holds : bool
        Whether the claim is true of this corpus.
    figures : dict of str to float
        What the sentence can print, by the names that the function declares.
    where : tuple of (str, int)
        Source and number of the paragraphs behind it, in order; empty for what is absent or of whole texts.
    """

    holds: bool
    figures: dict[str, float] = field(default_factory=dict)
    where: Where = ()


def found(holds: object, where: Where = (), **figures: float) -> Evidence:
    """Return evidence, its answer and figures as plain Python has them."""
    return Evidence(bool(holds), {name: float(figure) for name, figure in figures.items()}, where)


#: Figures of `firm_as_named`.
FIRM = {
    "firm": "differences that exceed their margin",
    "tested": "differences that can be tested",
    "named": "differences that the claim names",
}


def firm_as_named(table: pd.DataFrame, named: Iterable[Sequence[str]], column: str = "frame") -> Evidence:
    """Say whether the firm rows of `framing.above_and_below` are those named: what is compared, above, below."""
    firm = table[table["firm"]]
    there, names = set(zip(firm[column], firm["above"], firm["below"], strict=True)), {tuple(each) for each in named}
    return found(there == names, firm=len(there), tested=table["made"].sum(), named=len(names))


class UnknownSourceError(ParallaxError):
    """Raised where a corpus lacks a source that a claim speaks of."""


class NotMadeError(ParallaxError):
    """Raised where too few paragraphs leave a check unmade that a claim speaks of."""


# What arguments are, so that they are checked before any function sees them.

Check: TypeAlias = Callable[[Corpus, Any], None]


def check_one_of(name: str, value: str, known: Iterable[str], error: type[ParallaxError] = ParallaxError) -> None:
    """Raise an error that lists the known values if this is not among them."""
    known = list(dict.fromkeys(known))
    if value not in known:
        raise error(f"{name} has no {value!r}; choose from {', '.join(known)}")


def check_sources(corpus: Corpus, sources: Sequence[str]) -> None:
    """Raise a ParallaxError if the corpus lacks a source, or the group that stands for several, or none is given."""
    if not len(sources):
        raise ParallaxError("sources is empty; name one or more")
    for source in sorted(sources):
        check_one_of("sources", source, group_labels(corpus.sources), UnknownSourceError)


def check_terms(corpus: Corpus, terms: Sequence[str]) -> None:
    """Refuse what is never counted, lest a claim that a source never uses it hold whatever the texts say.

    Counted are the words that the tokenizer makes of a text: a phrase, a possessive, a word with a digit, a blank or a
    mark in it is not one. A word in masked names only passes: it is a content word, and they are not counted.
    """
    if not len(terms):
        raise ParallaxError("terms is empty; name one or more")
    languages = _languages(corpus)
    for term in terms:
        if not isinstance(term, str):
            raise ParallaxError(
                f"{term!r} is not counted; give words, and where one means something else between quotes"
            )
        read = reads_as(term, languages)
        made = read[0].split() if read else []
        if not term or term not in read or " " in term or term in corpus.stopwords:
            hint = f" (of this, {' and '.join(map(repr, made))})" if made and made != [term] else ""
            raise ParallaxError(
                f"{term!r} is not counted; give content words in lower case, each as texts are cut into words{hint}, "
                "and no function words"
            )


def check_phrase(corpus: Corpus, phrase: str) -> None:
    """Refuse what is never counted as a phrase, as `check_terms` does words."""
    ends = {*phrase.split(" ")[:1], *phrase.split(" ")[-1:]}
    if " " not in phrase or phrase not in reads_as(phrase, _languages(corpus)) or ends & corpus.stopwords:
        raise ParallaxError(
            f"{phrase!r} is not counted; give two words or more in lower case, without function words at either end"
        )


def _languages(corpus: Corpus) -> list[Language]:
    return list(languages_of(corpus.sources.to_dict("records")).values())


def first_day(day: str) -> date:
    """Return the earliest day on which a text can have been written; refuse one that nobody gave."""
    if not day:
        raise ParallaxError("sources.csv has a text without not_before", "give its day, or claim nothing of days")
    return date.fromisoformat(day)


def check_issues(corpus: Corpus, issues: Iterable[str]) -> None:
    """Refuse unknown issues, and no issue at all."""
    if not (issues := list(issues)):
        raise ParallaxError("issues is empty; name one or more")
    for issue in issues:
        check_one_of("frame", issue, framing.issues_of(corpus.tables["frames"]))


def _check_holders(corpus: Corpus, holders: Sequence[str]) -> None:
    for holder in holders:
        check_one_of("holders", holder, [AUTHOR, *corpus.tables["entities"]["actor"]])


def _check_stances(corpus: Corpus, rows: Sequence[Sequence[str]]) -> None:
    for _, *sources in rows:
        check_sources(corpus, sources)


def _check_kinds_in_sources(corpus: Corpus, rows: Sequence[Sequence[str]]) -> None:
    for kind, *sources in rows:
        check_sources(corpus, sources)
        _among("lexicons/modality.csv", "modality", "kind")(corpus, kind)


def _check_groups(corpus: Corpus, groups: Sequence[Sequence[str]]) -> None:
    for group in groups:
        check_sources(corpus, group)


def _check_issues_in_sources(corpus: Corpus, rows: Sequence[Sequence[str]]) -> None:
    for issue, *sources in rows:
        check_sources(corpus, sources)
        check_issues(corpus, [issue])


def _check_differences(corpus: Corpus, rows: Sequence[Sequence[str]]) -> None:
    for _, *sources in rows:
        check_sources(corpus, sources)


def _check_entities(corpus: Corpus, actors: Sequence[str]) -> None:
    for actor in actors:
        check_one_of("entities.csv", actor, corpus.tables["entities"]["actor"])


def _check_facts(corpus: Corpus, facts: Iterable[str]) -> None:
    for fact in facts:
        check_one_of("fact", fact, corpus.tables["facts"]["fact"])


def _check_answers(corpus: Corpus, answers: Sequence[Sequence[str]]) -> None:
    for answer in answers:
        if len(answer) != 3:
            raise ParallaxError(f"answer {list(answer)}: give an article, a status, and words of its value")
        check_sources(corpus, answer[:1])
        check_one_of("status", answer[1], STATED)


def _among(name: str, table: str, column: str) -> Check:
    return lambda corpus, value: check_one_of(name, value, corpus.tables[table][column])


# Types of arguments; each is checked against the corpus when a function is called.
Source = Annotated[str, lambda corpus, value: check_sources(corpus, [value])]
Sources = Annotated[Sequence[str], check_sources]
SourceGroups = Annotated[Sequence[Sequence[str]], _check_groups]
Term = Annotated[str, lambda corpus, value: check_terms(corpus, [value])]
Terms = Annotated[Sequence[str], check_terms]
Phrase = Annotated[str, check_phrase]
Issue = Annotated[str, lambda corpus, value: check_issues(corpus, [value])]
Issues = Annotated[Sequence[str], check_issues]
IssueRows = Annotated[Sequence[Sequence[str]], _check_issues_in_sources]  # an issue, then sources, in each
DifferenceRows = Annotated[Sequence[Sequence[str]], _check_differences]  # what differs, then sources, in each
Entity = Annotated[str, lambda corpus, value: _check_entities(corpus, [value])]
Entities = Annotated[Sequence[str], _check_entities]
Actor = Annotated[str, _among("lexicons/actors.csv", "actors", "actor")]
Alias = Annotated[str, _among("lexicons/actors.csv", "actors", "alias")]
Part = Annotated[str, _among("aspects.csv", "aspects", "part")]
Kind = Annotated[str, _among("lexicons/modality.csv", "modality", "kind")]
KindRows = Annotated[Sequence[Sequence[str]], _check_kinds_in_sources]  # a kind of modality, then sources, in each
Aspect = Annotated[str, _among("aspects.csv", "aspects", "aspect")]
Holders = Annotated[Sequence[str], _check_holders]
StanceRows = Annotated[Sequence[Sequence[str]], _check_stances]  # a stance, then sources, in each
Fact = Annotated[str, _among("fact", "facts", "fact")]
Facts = Annotated[Sequence[str], _check_facts]
Answers = Annotated[Sequence[Sequence[str]], _check_answers]  # an article, a status, words of its answer, in each
Event = Annotated[str, _among("event", "events", "event")]


Function = TypeVar("Function", bound=Callable[..., Evidence])


@dataclass(frozen=True)
class Declaration:
    """What is declared of a function that a claim can rest on.

    Attributes
    ----------
    function : callable
        It takes `claims.results.Results` and keyword arguments, and returns an `Evidence`.
    question : str
        A statement that holds where the function says so, and that no sentence of a claim may fall behind: the first
        paragraph of its docstring. Placeholders are its arguments and `words`; see `claims.wording.fill`.
    words : mapping of str to str or float
        What placeholders mean that are not arguments, and what replaces arguments that are None.
    figures : dict of str to str
        What each figure is, by name.
    touched_by : tuple of str
        Choices of counting that can touch it, keys of `corpus.choices.CHOICES`.
    untouched : str
        Why none can; empty where some do.
    kinds : dict of str to type
        Type of each argument.
    speaks_of : str
        What the corpus is seen as where texts belong to groups: `GROUPS`, `TEXTS`, or as it is if empty.
    """

    function: Callable[..., Evidence]
    question: str
    words: Words
    figures: dict[str, str]
    touched_by: tuple[str, ...]
    untouched: str
    kinds: dict[str, Any]
    speaks_of: str = ""

    def asked(self, args: Mapping[str, Any], names: Mapping[str, str]) -> str:
        """Return what the function asks of a corpus with these arguments, in words; `names` has those of sources."""
        parameters = inspect.signature(self.function).parameters.values()
        defaults = {one.name: one.default for one in parameters if one.kind is one.KEYWORD_ONLY}
        given = {key: value for key, value in {**defaults, **args}.items() if value is not None}
        return fill(self.question, {**dict.fromkeys(defaults, ""), **self.words, **given}, names)


#: Declaration by name of the function, in the order of their definition.
DECLARED: dict[str, Declaration] = {}


def evidence(
    words: Words = MappingProxyType({}),
    /,
    *,
    touched_by: Sequence[str] = (),
    untouched: str = "",
    speaks_of: str = "",
    **figures: str,
) -> Callable[[Function], Function]:
    """Declare a function that a claim can rest on; the first paragraph of its docstring is what it asks.

    Parameters
    ----------
    words, touched_by, untouched
        See `Declaration`. Either `touched_by` or `untouched` is given.
    speaks_of : str
        `GROUPS` or `TEXTS`: what the tables that it looks at are seen as where texts belong to groups, see
        `claims.seen.seen`. By default groups if nothing touches it; else it knows the groups by itself, and
        draws whole texts.
    **figures
        See `Declaration`; they have the names that `found` gives them.

    Returns
    -------
    callable
        What registers the function and lets it check its arguments, see `Source` and the other types, and that it
        returns the figures that are declared and no others.

    Raises
    ------
    TypeError
        A function without a docstring, or one that says neither what touches it nor why nothing does, or both, or
        names an unknown choice, or an argument and a figure alike: a mistake in the library.
    """

    def declare(function: Function) -> Function:
        name, question = function.__name__, _question(function)
        if bool(touched_by) == bool(untouched) or set(touched_by) - set(CHOICES):
            raise TypeError(f"{name}: say which choices can touch it, of {', '.join(CHOICES)}, or why none can")
        seen_as = speaks_of or (GROUPS if untouched else "")
        annotated = get_type_hints(function, include_extras=True)
        checks = {argument: check for argument, kind in annotated.items() for check in _checks(kind)}

        @wraps(function)
        def call(book: Any, **args: Any) -> Evidence:  # noqa: ANN401  Results, and what each function takes
            book, own = seen(book, seen_as)
            for argument, check in checks.items():
                if args.get(argument) is not None:
                    check(book.corpus, args[argument])
            answer = function(book, **args)
            if set(answer.figures) != set(figures):
                raise TypeError(f"{name} gives {sorted(answer.figures)} and declares {sorted(figures)}")
            return replace(answer, where=tuple(own.get(place, place) for place in answer.where))

        plain = {key: kind for key, kind in get_type_hints(function).items() if key not in ("book", "return")}
        if both := set(plain) & set(figures):
            raise TypeError(f"{name} has an argument and a figure called {min(both)!r}; rename one")
        DECLARED[name] = Declaration(call, question, words, figures, tuple(touched_by), untouched, plain, seen_as)
        return call  # type: ignore[return-value]  # the same signature

    return declare


def _question(function: Callable[..., Evidence]) -> str:
    """Return the first paragraph of a docstring as it is written within a sentence: no capital, no full stop."""
    paragraph, _, _ = (inspect.getdoc(function) or "").strip().partition("\n\n")
    if not paragraph:
        raise TypeError(f"{function.__name__} has no docstring; say in its first paragraph what it asks")
    statement = " ".join(paragraph.split()).removesuffix(".")
    return re.sub(r"^[A-Z](?=[a-z]*,? )", lambda first: first[0].lower(), statement)  # not G² or TF-IDF


def _checks(kind: object) -> list[Check]:
    """Return the checks that an annotation carries, that of an optional argument too."""
    if get_origin(kind) is Annotated:
        return list(get_args(kind)[1:])
    return [check for part in get_args(kind) for check in _checks(part)]
