"""Figures of finished tables: each function takes a table and Axes and returns the Axes; none computes a statistic.

They are imported when the first of them is asked for: a page that has tables alone does without matplotlib.
"""

from importlib import import_module

_FIGURES = {
    "agreement": "alphas",
    "facts": "chronicle meetings",
    "framing": "differences rates ways",
    "keyness": "chance intervals keywords",
    "lexicon": "list_scores",
    "profiles": "issues near",
    "robustness": "claim_strip specification",
    "share": "share",
    "sources": "longest_runs page_parts relay",
    "style": "use_house_style",
    "terms": "beside_chance dumbbells",
    "topics": "shares stability topic_runs",
    "voices": "voice_marks",
}


def __getattr__(name: str) -> object:
    """Import the figures when one of them is asked for, and find it among them."""
    for place, names in _FIGURES.items():
        if name in names.split():
            return getattr(import_module(f"{__name__}.{place}"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
