"""What the explorer of a project works on: the same as the book's, as far as any number of texts leaves room."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from parallax.claims.plain import PROJECT, largest
from parallax.claims.results import Results
from parallax.corpus.corpus import Corpus
from parallax.pages.explored import described, of_reading
from parallax.pages.explored_contrasts import OWN, contrasts
from parallax.pages.explored_parts import Parts
from parallax.pages.explored_words import phrases, words
from parallax.pages.written import written

#: Rows of uses that a page has room for: some two megabytes.
MOST_ROWS = 150_000

#: Words of a project, and groups, up to which every pair of groups is contrasted; else the two largest.
EVERY_PAIR, EVERY_GROUP = 300_000, 5

#: Rows of phrases.csv up to which phrases are counted, in every way that touches them.
MOST_PHRASES = 200_000

WHICH = "Those are what at least two texts use, or one often."
FITTING = "Those are, of what at least two texts use, or one often, what is used most."

NO_PHRASES = " Phrases can be looked up once the project has the layer lexicon, if there are not too many of them."


def explored_groups(corpus: Corpus) -> Results:
    """Return results of what the explorer of a project compares: its groups, the largest of many.

    They are computed with the settings of its chapters.
    """
    kept = largest(Results(corpus, PROJECT))
    if len(kept) == len(corpus.groups.categories):
        return Results(corpus, PROJECT)
    chosen = corpus.select(kept)
    tables = {
        name: table[table["source"].isin(chosen.sources["source"])] if "source" in table else table
        for name, table in corpus.tables.items()
    }
    return Results(replace(chosen, tables=tables), PROJECT)


def project(book: Results, *, of_all: bool = True) -> dict[str, Any]:
    """Return all that the explorer of a project works on, ready for JSON.

    Contrasts are of its own counting alone. Choices of counting that change nothing have one level.

    Parameters
    ----------
    book : Results
        As `explored_groups` returns them.
    of_all : bool
        Whether these are all groups of the project.
    """
    pair = opening(book)
    of_words = words(book, book.settings.min_total, MOST_ROWS)
    made = {
        **described(book, list(OWN)),
        **of_reading(book),
        "words": of_words,
        "contrasts": _contrasts(book, pair, of_words["names"]),
        "opening": pair,
        "presets": [("The two largest groups", pair)] if len(book.corpus.by_date) > len(pair) else [],
        "python": _python(book, of_all=of_all),
    }
    made["choices"] = [_trimmed(choice, book.corpus, of_words) for choice in made["choices"]]
    if 0 < len(book.corpus.tables["phrases"]) <= MOST_PHRASES:
        made["phrases"] = phrases(book, {choice["id"]: choice["levels"] for choice in made["choices"]})
        made["phrase_contrasts"] = _contrasts(book, pair, made["phrases"]["names"], of_phrases=True)
    made["which"] = (FITTING if of_words["fitted"] else WHICH) + ("" if "phrases" in made else NO_PHRASES)
    return made | {"written": written(book.corpus, of_words["names"])}


def opening(book: Results) -> list[str]:
    """Return the groups that the page opens with: the two with most words, in order of date."""
    return [group for group in book.corpus.by_date if group in largest(book, 2)]


def _contrasts(book: Results, pair: Sequence[str], names: Sequence[str], *, of_phrases: bool = False) -> dict[str, Any]:
    few = len(book.corpus.by_date) <= EVERY_GROUP and int(book.corpus.sizes.sum()) <= EVERY_PAIR
    of = Results.of_phrases if of_phrases else None
    return contrasts(book, [pair], names, of, neighbours=False, every_pair=few)


def _python(book: Results, *, of_all: bool) -> dict[str, Any]:
    """Return what the code that a reader copies begins with: imports, the corpus, the settings."""
    groups = "" if of_all else f".select({list(book.corpus.groups.categories)!r})"
    return {
        "imports": ["from parallax.claims import plain"],
        "loaded": f"load_corpus(){groups}",
        "settings": ", plain.PROJECT",
    }


def _trimmed(choice: dict[str, Any], corpus: Corpus, of_words: dict[str, Any]) -> dict[str, Any]:
    """Return a choice of counting with its first level alone if another would change nothing here."""
    terms, lemmas = corpus.tables["terms"], corpus.tables["lemmas"]
    changes = {
        "lemma": bool((lemmas["term"] != lemmas["lemma"]).any()),
        "stopwords": any(function for _, _, function in of_words["forms"]),
        "masked": bool(terms["masked"].any()),
        "quoted": bool(terms["quoted"].any()),
        # Of a text of which one part is somebody else's, the page has no numbers without it.
        "relayed": not Parts(corpus).are_texts and bool((corpus.paragraphs["voice"] != "author").any()),
    }
    if changes.get(choice["id"], True):
        return choice
    return choice | {"levels": choice["levels"][:1], "words": choice["words"][:1]}
