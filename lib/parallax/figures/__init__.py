"""Figures of finished tables: each function takes a table and Axes and returns the Axes; none computes a statistic."""

from parallax.figures.articles import article_strip, chains, timeline, topic_strip
from parallax.figures.firmness import intervals, paragraph_map, specification, stability
from parallax.figures.groups import differences, rates, shares, top_terms
from parallax.figures.style import FAINT, HATCHES, INK, MARKERS, PALETTE, WIDTH, colours, markers, use_house_style

__all__ = [
    "FAINT",
    "HATCHES",
    "INK",
    "MARKERS",
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
