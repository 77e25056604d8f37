"""The close reading of the toy articles: codes, attributions, namings and facts, computed from a few choices."""

from __future__ import annotations

VARIABLES = [
    ("toll", "issue", "0 1", "", "Does the toll carry part of the point?"),
    ("toll_kind", "issue", "welcome unwelcome none", "toll", "What is said of the toll?"),
    ("problem", "function", "0 1", "", "Is something put as failing?"),
    ("stance_council", "stance", "pos neg none", "", "How does it stand to the council?"),
]
ASPECTS = [
    ("trouble", "frame", "What is the trouble?", ""),
    ("toll_asked", "ways", "A toll?", "for against if"),
]
ENTITIES = [("council", "the council"), ("old-bridge-league", "the Old Bridge League"), ("orla-finn", "a ferry keeper")]

Row = dict[str, object]


def close_reading(articles: dict) -> dict[str, list[Row]]:
    """Return the rows of every table of the close reading, for as many articles as there are."""
    body = [
        (source, line, text)
        for source, (_, lines) in sorted(articles.items())
        for line, (role, _, _, text) in enumerate(lines)
        if role == "body"
    ]
    codes = [(coder, *place) for coder in ("first", "nell", "resolved", "second") for place in body]
    codings = [row for coder, source, line, text in codes for row in _codes(coder, source, line, text)]
    differing = [(source, line) for source, line, text in body if _disputed(text)]
    problems = [(source, line) for source, line, text in body if "poor" in text]
    return {
        "variables": [
            dict(zip(("variable", "family", "values", "depends_on", "question"), v, strict=True)) for v in VARIABLES
        ],
        "codings": codings,
        "disagreements": [
            {"source": s, "line": n, "variable": "stance_council", "reason": "It only tells what the council did."}
            for s, n in differing
        ],
        "frame_elements": [
            {
                "source": s,
                "line": n,
                "function": "problem",
                "agent": "unsaid",
                "action": "shut out",
                "target": "the poor",
            }
            for s, n in problems
        ],
        "aspects": [dict(zip(("aspect", "part", "question", "stances"), a, strict=True)) for a in ASPECTS],
        "entities": [{"actor": actor, "label": label} for actor, label in ENTITIES],
        **_statements(),
    }


def _disputed(text: str) -> bool:
    return "council" in text and "vote" not in text


def _codes(coder: str, source: str, line: int, text: str) -> list[Row]:
    toll = "toll" in text.lower()
    values = {
        "problem": str(int("poor" in text)),
        "stance_council": "pos" if coder == "second" and _disputed(text) else "none",
        "toll": str(int(toll)),
        "toll_kind": ("unwelcome" if "poor" in text or "no toll" in text.lower() else "welcome") if toll else "none",
    }
    return [
        {"coder": coder, "source": source, "line": line, "variable": name, "value": values[name]} for name in values
    ]


def _statements() -> dict[str, list[Row]]:
    """Return what the first two articles attribute, call by a name, and state."""
    herald, mill = {"source": "bridge-herald", "line": 2}, {"source": "mill-gazette", "line": 2}
    said = {"kind": "institution", "side": "public", "place": "inside", "mode": "speech", "cue": "say"}
    return {
        "attributions": [
            {**herald, "attribution": 1, "speaker": "council", **said, "form": "direct", "n_quoted": 4,
             "gist": "A toll must not come"},
            {**mill, "attribution": 1, "speaker": "orla-finn", **said, "kind": "named", "form": "indirect",
             "n_quoted": 0, "gist": "Talk with one voice"},
        ],
        "positions": [
            {**herald, "aspect": "toll_asked", "position": "No toll now", "holder": "council", "stance": "against"},
            {**herald, "line": 5, "aspect": "trouble", "position": "The council is split", "holder": "author"},
            {**mill, "aspect": "toll_asked", "position": "Talks come first", "holder": "orla-finn", "stance": "if"},
            {**mill, "line": 1, "aspect": "trouble", "position": "A toll shuts out the poor", "holder": "author"},
            {**mill, "line": 4, "aspect": "trouble", "position": "A toll shuts out the poor", "holder": "author"},
        ],
        "mentions": [
            {**herald, "actor": "council", "naming": "council", "n": 1, "n_quoted": 0},
            {**herald, "actor": "old-bridge-league", "naming": "Old Bridge League", "n": 1, "n_quoted": 0},
        ],
        "facts": [
            {"fact": "talks", "theme": "talks", "question": "Who asked for talks?", "relation": "single"},
            {"fact": "toll", "theme": "documents", "question": "Is there a toll?", "relation": "contradiction",
             "reference": "There is none.", "reference_url": "https://example.org/toll"},
        ],
        "fact_sources": [
            {"fact": "talks", "source": "bridge-herald", "status": "absent"},
            {"fact": "talks", **mill, "status": "asserted", "value": "the ferry keeper"},
            {"fact": "toll", **herald, "status": "attributed", "value": "none yet", "quotation": "bh-no-toll"},
            {"fact": "toll", "source": "mill-gazette", "line": 1, "status": "asserted", "value": "there is one"},
        ],
        "quotations": [{"quotation": "bh-no-toll", **herald, "words": "no toll"}],
    }  # fmt: skip
