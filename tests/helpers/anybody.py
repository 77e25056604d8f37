"""Texts of nobody, for projects that are made of anybody's: three languages, two groups of several texts each."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping
from itertools import product
from pathlib import Path

# Sentences in which only a place and a thing change, so that texts differ and no two are near-duplicates of a whole.
ENGLISH = (
    "The {0} went down to the quay before dawn and counted every single {1} that the storm had left upon the stones",
    "Nobody in the {0} would say who had paid for the new {1} or why the old one was burnt in the night",
    "When the rain stopped the women carried a {1} through the {0} and sang until the lamps were lit again at last",
    "It is said that the {0} once belonged to a widow who traded one {1} for a whole winter of dry and fragrant wood",
)
GERMAN = (
    "Der {0} war in jener Nacht so leer, dass niemand den {1} bemerkte, der am Rand des alten Platzes stand",
    "Sie sagte, dass der {0} nicht mehr verkauft werde, und dass der {1} auch in diesem Jahr wieder teurer sei",
    "Am Morgen kam ein {1} aus dem Dorf und fragte nach dem {0}, der seit Wochen nicht mehr gesehen worden war",
    "Wer den {0} kennt, der weiß auch, warum der {1} nach dem Regen immer ein wenig nach Harz und Rauch riecht",
)
PERSIAN = (
    "آن روز {0} را از کنار رودخانه آوردند و {1} را به مردی دادند که سال‌ها در شهر مانده بود و با کسی حرف نمی‌زد",
    "هیچ کس نمی‌دانست که {0} از کجا آمده است و چرا {1} را پیش از باران در خانه‌ی بزرگ پنهان کرده بودند",
    "وقتی که شب شد {0} در کنار دیوار بود و {1} هنوز روی میز مانده بود و از باغ صدای آب می‌آمد",
    "او گفت که این {0} برای ما نیست و باید {1} را به کسی داد که آن را بهتر از ما می‌شناسد",
)
THINGS = {
    ENGLISH: (("harbour", "market", "village", "chapel"), ("barrel", "anchor", "lantern", "ladder")),
    GERMAN: (("Markt", "Hafen", "Turm", "Garten"), ("Händler", "Wagen", "Brunnen", "Ofen")),
    PERSIAN: (("اسب", "چراغ", "کتاب", "درخت"), ("نامه", "کوزه", "قایق", "آینه")),
}


def text(language: tuple[str, ...], group: int, number: int) -> str:
    """Return a text of a group, a paragraph a line; groups differ in the sentences and words that they like."""
    places, things = THINGS[language]
    lines = []
    for paragraph, sentence in product(range(3), range(2)):
        template = language[(group * 2 + sentence + (number + paragraph == 4)) % len(language)]
        place = places[(number + paragraph + sentence) % len(places)]
        thing = things[group * 2 + (number * paragraph + sentence) % 2]
        lines.append(template.format(place, thing) + ".")
    return "\n".join(" ".join(lines[at : at + 2]) for at in range(0, len(lines), 2)) + "\n"


def texts(language: tuple[str, ...], groups: Iterable[str], n: int = 3) -> dict[tuple[str, int], str]:
    """Return some texts of each group, by group and number."""
    return {(g, i): text(language, place, i) for place, g in enumerate(groups) for i in range(n)}


def save(folder: Path, contents: Mapping[str, str | bytes]) -> Path:
    """Write files into a folder, which is made, and return it."""
    for name, content in contents.items():
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content if isinstance(content, bytes) else content.encode())
    folder.mkdir(exist_ok=True)
    return folder


def table(rows: Iterable[Iterable[str]], separator: str = ",") -> str:
    """Return rows as a CSV."""
    file = io.StringIO()
    csv.writer(file, delimiter=separator, lineterminator="\n").writerows(rows)
    return file.getvalue()
