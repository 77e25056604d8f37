"""How pages write a term that is a name: *Vienna*, though it is counted as *vienna*."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable
from itertools import pairwise

from parallax.corpus.corpus import Corpus
from parallax.language.marks import normalise
from parallax.language.tokens import tokenize

#: Where the tables write whole sentences or names, by table.
PROSE = {
    "facts": ("question",), "fact_sources": ("value",), "aspects": ("question",), "positions": ("position",),
    "attributions": ("gist",), "entities": ("label",), "quotations": ("words",),
}  # fmt: skip


PERSON = "office-holder"


def written(corpus: Corpus, names: Collection[str]) -> dict[str, str]:
    """Return those terms of some names that the tables always write with a capital, as they write them most often.

    One counts that has its capital alone, or belongs to a person's name: the House of *White House* may be any house.
    The first word of a sentence tells nothing, and is passed over.
    """
    wanted = {word for name in names for word in name.split()}
    forms: dict[str, Counter[str]] = {}
    alone = _of_persons(corpus)
    for text in _prose(corpus):
        for term, form, by_itself in _inside(text):
            if term in wanted:
                forms.setdefault(term, Counter())[form] += 1
                alone |= {term} if by_itself else set()
    named = {term: found for term, found in forms.items() if term not in found and term in alone}
    return {term: max(found, key=lambda form: (found[form], form)) for term, found in sorted(named.items())}


def _inside(text: str) -> Iterable[tuple[str, str, bool]]:
    """Yield each term of a text that begins no sentence, its form, and whether no neighbour has a capital too."""
    tokens, plain = tokenize(text), normalise(text)
    # The term may be shorter than what is printed, which can end in 's.
    forms = [plain[token.start : token.end].removesuffix("'s") for token in tokens]
    inside = [before.sentence == token.sentence for before, token in pairwise(tokens)]
    capital = [within and form != form.lower() for within, form in zip([False, *inside], forms, strict=False)]
    for at, token in enumerate(tokens[1:], start=1):
        if inside[at - 1]:
            yield token.term, forms[at], not any(capital[at - 1 : at] + capital[at + 1 : at + 2])


def _of_persons(corpus: Corpus) -> set[str]:
    actors = corpus.tables["actors"]
    return {word for alias in actors.loc[actors["kind"] == PERSON, "alias"] for word in alias.split()}


def _prose(corpus: Corpus) -> Iterable[str]:
    for table, columns in PROSE.items():
        for column in columns:
            yield from corpus.tables[table][column].dropna().astype(str)
