"""Choices of counting that no text decides, and a corpus that is counted after them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from itertools import product
from typing import Any

from parallax.corpus.corpus import Corpus
from parallax.statistics.measures import MEASURES

#: Levels of each choice; the first is the book's, but that some of its analyses count lemmas. None leaves it to each.
CHOICES: dict[str, tuple[Any, ...]] = {
    "lemma": (False, True),
    "stopwords": (False, True),
    "min_count": (None, 3),
    "masked": (False, True),
    "quoted": (True, False),
    "relayed": (True, False),
    "prior": (0.1, 0.01, 1.0),
    "measure": tuple(name for name, measure in MEASURES.items() if measure.says_more),
    "seeds": (False, True),
}


#: What each choice is about, as the book says it.
NAMES = {
    "lemma": "forms or lemmas",
    "stopwords": "function words",
    "min_count": "lower bound on uses",
    "masked": "words of names",
    "quoted": "quoted words",
    "relayed": "relayed paragraphs",
    "prior": "strength of the prior",
    "measure": "measure",
    "seeds": "dictionary of issues",
}


#: What a level means, as the book says it.
LEVELS: dict[tuple[str, Any], str] = {
    ("lemma", False): "words as printed",
    ("lemma", True): "lemmas",
    ("stopwords", False): "function words left out",
    ("stopwords", True): "function words counted",
    ("min_count", None): "rare terms as each analysis has it",
    ("min_count", 3): "only terms that come three times",
    ("masked", False): "words of names left out",
    ("masked", True): "words of names counted",
    ("quoted", True): "with quoted words",
    ("quoted", False): "without quoted words",
    ("relayed", True): "all paragraphs",
    ("relayed", False): "the authors' own paragraphs only",
    ("prior", 0.1): "the book's prior",
    ("prior", 0.01): "a weak prior",
    ("prior", 1.0): "a strong prior",
    **{("measure", name): MEASURES[name].heading for name in CHOICES["measure"]},
    ("measure", "log_odds"): "interval of the log-odds",
    ("seeds", False): "all entries of the dictionary",
    ("seeds", True): "only entries chosen before the texts were read",
}


COUNTING = ("lemma", "stopwords", "min_count", "masked", "quoted", "relayed")


PASSAGES = ("quoted", "relayed")

#: Choices of a statistic, which leave the counts as they are.
NO_COUNTING = ("prior", "measure")


def combinations(names: tuple[str, ...]) -> Iterator[dict[str, Any]]:
    """Yield every combination of levels of some of the `CHOICES`, the book's own first."""
    levels = [CHOICES[name] for name in names]
    yield from (dict(zip(names, chosen, strict=True)) for chosen in product(*levels))


def chosen(corpus: Corpus, choices: Mapping[str, Any]) -> Corpus:
    """Return a corpus that is counted by some choices, see `Corpus.choosing`.

    Parameters
    ----------
    corpus : Corpus
        As loaded.
    choices : mapping
        Levels by choice; those that are missing, or None, are left to each analysis. The prior and the measure are no
        choices of counting and are passed over.
    """
    counting = {
        name: level for name, level in choices.items() if level is not None and name not in {*NO_COUNTING, "seeds"}
    }
    made = corpus.choosing(**counting)
    if not choices.get("seeds"):
        return made
    frames, phrases = made.tables["frames"], made.tables["phrases"]
    seeds = frames[frames["origin"] == "seed"]
    kept = phrases[(phrases["lexicon"] != "frames") | phrases["entry"].isin(seeds["entry"])]
    return replace(made, tables={**made.tables, "frames": seeds, "phrases": kept})
