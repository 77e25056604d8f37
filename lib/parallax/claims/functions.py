"""What claims rest on: every function that is declared as evidence, by name.

Each takes `claims.results.Results` and keyword arguments, and returns a `claims.evidence.Evidence`. None knows a source
by name: which articles, terms or issues a claim speaks of is in the ledger, ``chapters/claims.yml``. A claim that
is not true of the corpus comes back with ``holds`` False; arguments that make no sense raise a ParallaxError.
"""

from __future__ import annotations

from parallax.claims import (
    agreement,
    facts,
    firmness,
    framing,
    intro,
    keyness,
    lexicon,
    modality,
    namings,
    omissions,
    positions,
    profiles,
    sources,
    survivors,
    terms,
    topics,
    voices,
)
from parallax.claims.evidence import DECLARED, Declaration

MODULES = (
    sources,
    framing,
    positions,
    modality,
    facts,
    voices,
    namings,
    terms,
    omissions,
    keyness,
    survivors,
    topics,
    profiles,
    firmness,
    agreement,
    lexicon,
    intro,
)


def declared() -> dict[str, Declaration]:
    """Return what every function declares, by its name: in the order of the chapters, then of the modules."""
    order = {module.__name__: place for place, module in enumerate(MODULES)}
    mine = {name: one for name, one in DECLARED.items() if one.function.__module__ in order}
    return dict(sorted(mine.items(), key=lambda item: order[item[1].function.__module__]))
