"""Words, sentences and lexicon entries in one line of text.

A token is a run of letters with inner apostrophes or hyphens, or of letters joined by points. Whatever holds a digit is
no token, but it keeps its place, so that the words on its two sides do not count as neighbours. Scripts that set no
blanks between words, such as Chinese and Thai, are not divided into words.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from typing import NamedTuple

from parallax.language.marks import COMBINING, JOINERS, QUOTATION, normalise, quoted_spans

# A word is of letters with their combining marks, and joiners where `normalise` left them; or of letters joined by
# points, such as U.S. and e.g., with the last point printed or not.
_LETTER, _MARK = r"[^\W\d_]", f"[{COMBINING}{JOINERS}]"


_PART = rf"(?:{_LETTER}(?:\.{_LETTER})+(?![^\W_]|{_MARK})\.?|[^\W_](?:[^\W_]|{_MARK})*)"


_CHUNK = re.compile(rf"{_PART}(?:['-]{_PART})*")


# Names that are printed with points and without. US and UN get them, so as not to be taken for us and un.
_INITIALS = {"US": "u.s.", "UN": "u.n.", "u.k.": "uk", "e.u.": "eu", "u.s.a.": "usa", "u.a.e.": "uae"}


_CONTRACTED = re.compile(r"(?:he|here|how|it|let|she|that|there|what|when|where|who|why)'s")


_TITLES = "Adm|Amb|Brig|Capt|Col|Dr|Gen|Gov|Hon|Inc|Jr|Lt|Ltd|Maj|Mr|Mrs|Ms|Mt|Pres|Prof|Rep|Rev|Sen|Sgt|Sr|St|Vol|vs"


_NUMBERED = "Apr|Art|Aug|Ch|Dec|Feb|Fig|Jan|Jul|Jun|Mar|No|Nos|Nov|Oct|Sec|Sep|Sept"


_Q = re.escape(QUOTATION)


# A sentence ends at a mark with what closes it (a bracket, a quotation, the number of a note), before white space and
# what may open a sentence. French marks stand apart from the words.
_END = re.compile(
    rf"[.!?…‽⁇⁈⁉‼؟۔।॥]+(?:[{_Q}')\]]| [»›]|\[\d+\]|[⁰¹²³⁴-⁹])*(?=\s+(?:[{_Q}'(\[¿¡]|[«‹] )*(?P<next>[^\W_]))"
)


# The last word before it: one that ends no sentence, and one that ends none before a number.
_NO_END = re.compile(rf"(?:.*[(\[{_Q}])?(?:{_TITLES}|(?:{_LETTER}\.)*{_LETTER})\.")


_NO_END_BEFORE_NUMBER = re.compile(rf"(?:.*[(\[{_Q}])?(?:{_NUMBERED})\.")


class Token(NamedTuple):
    """One word of a line.

    Attributes
    ----------
    term : str
        The normalised, lower-case word.
    position : int
        0-based place among the line's chunks, including those that are not tokens.
    sentence : int
        0-based sentence of the line.
    quoted : bool
        Whether it is between double quotation marks.
    capital : bool
        Whether it is printed with a capital letter.
    start, end : int
        Where it is in the normalised line.
    """

    term: str
    position: int
    sentence: int
    quoted: bool
    capital: bool
    start: int
    end: int


def term_of(chunk: str) -> str | None:
    """Return the term for a chunk of letters, digits, hyphens and apostrophes as printed, but for marks made plain.

    ``"Taliban's"`` gives ``taliban``, ``"US-led"`` gives ``u.s.-led``, and what holds a digit, as ``"COVID-19"``, None.
    """
    # Not isdigit alone: ½ and Ⅳ are no digits, and no letters either.
    if any(char.isalnum() and not char.isalpha() for char in chunk):
        return None
    term = "".join(map(_word, re.split(r"(['-])", chunk)))
    if term.endswith("'s") and not _CONTRACTED.fullmatch(term):
        term = term[:-2]
    return term


def _word(part: str) -> str:
    if "." in part:
        part = part.lower().rstrip(".") + "."
    return _INITIALS.get(part, part.lower())


def sentence_ends(line: str) -> list[int]:
    """Find where sentences end, by rule, in a line as `normalise` returns it.

    Returns
    -------
    list of int
        Offsets after which a new sentence begins; the end of the line is not one. Abbreviations and initials end
        no sentence, nor does a mark before a small letter, nor the number of a list.
    """
    return [match.end() for match in _END.finditer(line) if not _goes_on(line, match)]


def _goes_on(line: str, end: re.Match[str]) -> bool:
    """Return whether a sentence goes on after what could be its end."""
    word = line.rfind(" ", 0, end.start()) + 1
    return bool(
        end["next"].islower()
        or _NO_END.fullmatch(line, word, end.end())
        or (end["next"].isdigit() and _NO_END_BEFORE_NUMBER.fullmatch(line, word, end.end()))
        or line[: end.end() - 1].isdigit()  # the number of a list, at the head of the line
    )


def tokenize(line: str) -> list[Token]:
    """Return the tokens of a line, which is normalised first, without words that have a digit in them."""
    line = normalise(line)
    ends, spans = sentence_ends(line), quoted_spans(line)
    starts, tokens = [start for start, _ in spans], []
    for position, match in enumerate(_CHUNK.finditer(line)):
        term = term_of(match.group())
        if term is not None:
            start, end = match.span()
            quotation = bisect_left(starts, start) - 1
            quoted = quotation >= 0 and end <= spans[quotation][1]
            sentence = bisect_right(ends, start)
            tokens.append(Token(term, position, sentence, quoted, match.group()[0].isupper(), start, end))
    return tokens


def numbers(line: str) -> list[str]:
    """Return what `tokenize` leaves out, as printed: numbers, and words with a digit or another sign of number."""
    return [chunk for chunk in _CHUNK.findall(normalise(line)) if term_of(chunk) is None]


def count_sentences(line: str) -> int:
    """Return the number of sentences of a line: one more than the ends inside it, 0 if it is empty."""
    line = normalise(line)
    return len(sentence_ends(line)) + 1 if line else 0


def neighbours(tokens: Sequence[Token], start: int, length: int) -> Sequence[Token] | None:
    """Return so many tokens of a line from a place on, if they are side by side in one sentence.

    None where a sentence ends between them, or something that is no token stands there.
    """
    run = tokens[start : start + length]
    if len(run) < length or run[0].sentence != run[-1].sentence:
        return None
    return run if run[-1].position - run[0].position == length - 1 else None
