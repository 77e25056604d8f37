"""What a function returns that a claim rests on, what it asks in words, and the checks of its arguments."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple, TypeVar

from parallax.analysis import framing
from parallax.corpus.corpus import Corpus
from parallax.errors import ParallaxError
from parallax.language.tokens import tokenize


class Evidence(NamedTuple):
    """What a claim rests on.

    Attributes
    ----------
    value : float
        The figure that the sentence gives.
    low, high : float
        What it is held against: the ends of an interval, a bound, or another article's figure; equal to `value`
        where there is no such thing.
    holds : bool
        Whether the claim is true of this corpus.
    where : tuple of (str, int)
        Source and number of the paragraphs behind it, in order; empty for what is absent or of whole texts.
    """

    value: float
    low: float
    high: float
    holds: bool
    where: tuple[tuple[str, int], ...] = ()


Test = TypeVar("Test", bound=Callable[..., Evidence])


#: Question by name of an evidence function, and the words that stand in it for arguments that are not given.
QUESTIONS: dict[str, tuple[str, dict[str, str]]] = {}


def asks(question: str, **absent: str) -> Callable[[Test], Test]:
    """Say what an evidence function tests.

    Parameters
    ----------
    question : str
        A statement that holds where the function says so, and that no sentence of a claim may fall behind. Its
        placeholders are the function's arguments; see `claims.wording.fill`.
    **absent : str
        Words in place of arguments that are None.
    """

    def register(function: Test) -> Test:
        QUESTIONS[function.__name__] = (question, absent)
        return function

    return register


class UnknownSourceError(ParallaxError):
    """Raised where a corpus lacks a source that a claim speaks of."""


class NotMadeError(ParallaxError):
    """Raised where too few paragraphs leave a check unmade that a claim speaks of."""


def check_one_of(name: str, value: str, known: Iterable[str]) -> None:
    """Raise a ParallaxError that lists the known values if this is none of them."""
    known = list(dict.fromkeys(known))
    if value not in known:
        raise ParallaxError(f"{name} has no {value!r}; known are {', '.join(known)}")


def check_known(corpus: Corpus, *sources: str) -> None:
    """Raise a ParallaxError if the corpus lacks a source, or none is given."""
    if not sources:
        raise ParallaxError("sources is empty; name one or more")
    try:
        for source in sorted(sources):
            check_one_of("sources", source, corpus.sources["source"])
    except ParallaxError as error:
        raise UnknownSourceError(*error.args) from None


def exactly(value: float, holds: bool, where: tuple[tuple[str, int], ...] = ()) -> Evidence:
    """Return evidence of a figure that is held against nothing."""
    return Evidence(float(value), float(value), float(value), bool(holds), where)


def check_terms(corpus: Corpus, terms: Sequence[str]) -> None:
    """Refuse what is never counted, lest a claim that a source never uses it hold whatever the texts say.

    Counted are the words that the tokenizer makes of a text: a phrase, a possessive, a word with a digit, a blank or a
    mark in it is none. A word that stands in masked names only passes: it is a content word, and they are not counted.
    """
    if not len(terms):
        raise ParallaxError("terms is empty; name one or more")
    for term in terms:
        if not isinstance(term, str):
            raise ParallaxError(
                f"{term!r} is not counted; give words, and where one means something else between quotes"
            )
        made = [token.term for token in tokenize(term)]
        if made != [term] or term in corpus.stopwords:
            hint = f" (of this, {' and '.join(map(repr, made))})" if made and made != [term] else ""
            raise ParallaxError(
                f"{term!r} is not counted; give content words in lower case, each as texts are cut into words{hint}, "
                "and no function words"
            )


def check_issues(corpus: Corpus, issues: Iterable[str], *sources: str) -> None:
    """Refuse unknown issues and sources, and no issue at all."""
    if sources:
        check_known(corpus, *sources)
    if not (issues := list(issues)):
        raise ParallaxError("issues is empty; name one or more")
    for issue in issues:
        check_one_of("frame", issue, framing.issues_of(corpus.tables["frames"]))
