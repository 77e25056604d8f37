"""Figures of finished tables: each function takes a table and Axes and returns the Axes; none computes a statistic.

They are imported when the first of them is asked for: a page that has tables alone does without matplotlib.
"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from parallax.figures.framing import differences, rates
    from parallax.figures.keyness import intervals
    from parallax.figures.robustness import specification
    from parallax.figures.sources import article_strip, chains, timeline
    from parallax.figures.style import HATCHES, INK, PALETTE, WIDTH, colours, markers, use_house_style
    from parallax.figures.terms import top_terms
    from parallax.figures.topics import paragraph_map, shares, stability, topic_strip

__all__ = [
    "HATCHES",
    "INK",
    "PALETTE",
    "WIDTH",
    "article_strip",
    "chains",
    "colours",
    "differences",
    "intervals",
    "markers",
    "paragraph_map",
    "rates",
    "shares",
    "specification",
    "stability",
    "timeline",
    "top_terms",
    "topic_strip",
    "use_house_style",
]


def __getattr__(name: str) -> object:
    """Import the figures when one of them is asked for, and find it among them."""
    if name in __all__:
        for place in ("framing", "keyness", "robustness", "sources", "style", "terms", "topics"):
            module = import_module(f"{__name__}.{place}")
            globals().update({each: getattr(module, each) for each in __all__ if hasattr(module, each)})
        return globals()[name]
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
