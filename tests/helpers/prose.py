"""Finding numbers typed into prose, where each should come out of the code (``glue``) or be declared a literal."""

from __future__ import annotations

import re
from collections.abc import Iterable

WORDS = (
    "two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen twenty"
).split()
# Not \b: the underscores of _five_ are emphasis.
NUMBER = re.compile(rf"(?<![^\W_])(?:{'|'.join(WORDS)})(?![^\W_])|[^\W_]*\d(?:[^\W_]|[.,%])*", re.IGNORECASE)

# Directives whose body is no prose, and those whose argument is a path or a key.
LITERAL_BLOCKS = set("code code-block code-cell literalinclude include math bibliography raw toctree".split())
PATH_ARGUMENT = {"figure", "image", "glue", "glue:figure", "glue:text", "glue:md", "embed"}
FENCE = re.compile(r"^\s*(`{3,}|~{3,}|:{3,})\s*(?:\{([\w:-]+)\})?(.*)$")
OPTION = re.compile(r"\s*(:[\w-]+:|---)")

# Roles whose text the reader sees as typed; of all others the content is computed, quoted code, or a name to look up.
SPOKEN_ROLES = "abbr|sub|sup|subscript|superscript|strong|emphasis|guilabel"

MONTH = (
    r"(?:Jan(?:uary|\.)?|Feb(?:ruary|\.)?|Mar(?:ch|\.)?|Apr(?:il|\.)?|May|June?|July?|Aug(?:ust|\.)?|"
    r"Sept?(?:ember|\.)?|Oct(?:ober|\.)?|Nov(?:ember|\.)?|Dec(?:ember|\.)?)"
)
DAY = r"(?:[12]\d|3[01]|0?[1-9])"
YEAR = r"(?:19|20)\d\d"

EXEMPT = tuple(
    re.compile(pattern, flags)
    for pattern, flags in (
        (r"<!--.*?-->", re.DOTALL),
        (rf"\{{(?!(?:{SPOKEN_ROLES})\}})[\w:.+-]+\}}(`+)[^`].*?\1", re.DOTALL),  # roles: glue, cite, ref, math, …
        (r"(?<!\})(`+)(?!`).+?(?<!`)\1(?!`)", re.DOTALL),  # code
        (r"(?<!\\)\$\$.+?\$\$", re.DOTALL),
        (r"(?<![\\$])\$(?!\s)[^$\n]+?(?<!\s)\$(?!\d)", 0),
        (r"^\s*\[\^?[^\]]+\]:(?: +\S+)?", re.MULTILINE),  # where a link or a footnote leads
        (r"(?<!!)\[[^\]]*\](?:\([^)]*\)|\[[^\]]*\])", 0),  # links, with what they show
        (r"(?<=\])\([^)]*\)", 0),  # the path of an image; its alt text is prose
        (r"\[\^[^\]]+\]", 0),
        (r"<https?://[^>]+>|\bhttps?://\S+", 0),
        (r"\{\{.*?\}\}", 0),  # substitutions
        (r"^\s*\([^()\s]+\)=\s*$", re.MULTILINE),  # anchors
        (r"\{[.#%][^}]*\}", 0),  # attributes, heading anchors among them
        (r"</?[a-zA-Z][^>]*>", 0),
        (r"^\s*%.*$", re.MULTILINE),  # comments
        (r"^\s*\d+[.)](?=\s)", re.MULTILINE),  # the marks of a numbered list
        (rf"\b{YEAR}-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01]))?\b", 0),
        (rf"\b{DAY}(?:\s*[–-]\s*{DAY})?\s+{MONTH}(?:\s+{YEAR})?(?!\w)", 0),
        (rf"\b{MONTH}\s+{DAY}(?:,?\s+{YEAR})?(?!\w)", 0),
        (rf"\b{YEAR}(?:[–-]{YEAR})?\b(?![.,]\d)", 0),
        (r"¶\d+(?:(?:[–,]| and| to) ?¶?\d+)*", 0),  # the paragraph of an article
    )
)


def loose_numbers(markdown: str, literals: Iterable[str] = ()) -> list[str]:
    """Return the numbers and number words (two to twenty) that a reader sees and that were typed by hand.

    Parameters
    ----------
    markdown : str
        MyST Markdown of one cell.
    literals : iterable of str
        Strings that may stand in the prose, in either case, from the notebook's metadata (``parallax.literals``).

    Notes
    -----
    Let through are: code, math, roles that compute or look up (glue, cite, ref), links, dates, years, anchors,
    list marks, and paragraphs of an article (¶ and a number).
    """
    text = _without_blocks(markdown)
    for pattern in EXEMPT:
        text = pattern.sub(" ", text)
    for literal in sorted(literals, key=len, reverse=True):
        text = re.sub(rf"(?<!\w){re.escape(literal)}(?!\w)", " ", text, flags=re.IGNORECASE)
    return [found.group().rstrip(".,") for found in NUMBER.finditer(text)]


def _without_blocks(markdown: str) -> str:
    """Drop code blocks, and of other directives the marks and options; their title and body are prose."""
    kept: list[str] = []
    opened: list[str] = []  # the fences of the directives we are in
    dropped = ""  # the fence of the block being dropped
    options = False
    for line in markdown.splitlines():
        mark = FENCE.match(line)
        fence, directive, argument = mark.groups() if mark else ("", None, "")
        bare = bool(mark) and directive is None and not argument.strip()
        if dropped:
            dropped = "" if bare and fence.startswith(dropped) else dropped
        elif bare and opened and fence.startswith(opened[-1]):
            opened.pop()
        elif mark and (directive in LITERAL_BLOCKS or (directive is None and fence[0] != ":")):
            dropped = fence
        elif mark:
            opened.append(fence)
            options = True
            kept.append("" if directive in PATH_ARGUMENT else argument)
        elif options and OPTION.match(line):
            kept.append(line.partition(":alt:")[2])
        else:
            options = False
            kept.append(line)
    return "\n".join(kept)
