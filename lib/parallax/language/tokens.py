"""Words, sentences and lexicon entries in one line of text.

A token is a run of letters with inner apostrophes or hyphens, or of letters joined by points. Whatever holds a digit is
no token, but it keeps its place, so that the words on its two sides do not count as neighbours. Marks above, below and
between letters belong to them in any script, vowel signs too, so that a word with them and one without are two terms.
Scripts that set no blanks between words, such as Chinese and Thai, are not divided into words, unless the language has
a tokenizer: a run of such letters is one token. So `scripts.require_blanks` refuses a text of them.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import lru_cache, partial
from typing import NamedTuple

from parallax.language.marks import COMBINING, JOINERS, normalise, quotation, quoted_spans
from parallax.language.profiles import ENGLISH, Language
from parallax.language.tokenizers import divided

# A word is of letters with their combining marks, and joiners where `normalise` left them; or of letters joined by
# points, such as U.S. and e.g., with the last point printed or not.
_LETTER, _MARK = r"[^\W\d_]", f"[{COMBINING}{JOINERS}]"


_PART = rf"(?:{_LETTER}(?:\.{_LETTER})+(?![^\W_]|{_MARK})\.?|[^\W_](?:[^\W_]|{_MARK})*)"


_CONTRACTED = re.compile(r"(?:he|here|how|it|let|she|that|there|what|when|where|who|why)'s")


class Patterns(NamedTuple):
    """What a word is in a language, and where a sentence ends.

    Attributes
    ----------
    chunk : Pattern
        A word or number.
    end : Pattern
        What can end a sentence, before ``next``, with which another could begin.
    goes_on, goes_on_before_number : Pattern
        The last word before it: one that ends no sentence, and one that ends none before a number.
    """

    chunk: re.Pattern[str]
    end: re.Pattern[str]
    goes_on: re.Pattern[str]
    goes_on_before_number: re.Pattern[str]


@lru_cache
def patterns(language: Language = ENGLISH) -> Patterns:
    """Return the patterns of a language."""
    marks = re.escape(quotation(language).every)
    chunk = rf"{_PART}(?:[{language.joiners}]{_PART})*"
    if language.elided:
        chunk = rf"(?:{_either(language.elided)})(?='{_LETTER})|{chunk}"
    # A sentence ends at a mark with what closes it (a bracket, a quotation, the number of a note), before white space
    # and what may open a sentence. French marks stand apart from the words.
    blank = r"\s+" if language.blanks else r"\s*"
    end = (
        rf"[{language.ends}]+(?:[{marks}')\]]| [»›]|\[\d+\]|[⁰¹²³⁴-⁹])*"
        rf"(?={blank}(?:[{marks}'(\[¿¡]|[«‹] )*(?P<next>[^\W_]))"
    )
    initials = rf"(?:{_LETTER}\.)*{_LETTER}"
    if language.one_letter:
        initials = rf"(?![{language.one_letter}{language.one_letter.upper()}]\.){initials}"
    if language.ordinals:
        initials += r"|\d\d?"
    before = rf"(?:.*[(\[{marks}])?"
    abbreviated = "".join(f"{re.escape(word)}|" for word in language.abbreviations)
    return Patterns(
        re.compile(chunk),
        re.compile(end),
        re.compile(rf"{before}(?:{abbreviated}{initials})\."),
        re.compile(rf"{before}(?:{_either(language.before_numbers)})\."),
    )


def _either(words: Sequence[str]) -> str:
    return "|".join(map(re.escape, words)) or "(?!)"


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


def term_of(chunk: str, language: Language = ENGLISH) -> str | None:
    """Return the term for a chunk of letters, digits, hyphens and apostrophes as printed, but for marks made plain.

    ``"Taliban's"`` gives ``taliban``, ``"US-led"`` gives ``u.s.-led``, and what holds a digit, as ``"COVID-19"``, None.
    """
    # Not isdigit alone: ½ and Ⅳ are no digits, and no letters either.
    if any(char.isalnum() and not char.isalpha() for char in chunk):
        return None
    initials = _initials(language)
    term = "".join(_word(part, initials) for part in re.split(r"(['-])", chunk))
    if language.possessive and term.endswith("'s") and not _CONTRACTED.fullmatch(term):
        term = term[:-2]
    return term


@lru_cache
def _terms(language: Language) -> Callable[[str], str | None]:
    """Return `term_of` in a language, with what it gave: a long text has most of its words many times."""
    return lru_cache(maxsize=2**16)(partial(term_of, language=language))


@lru_cache
def _initials(language: Language) -> dict[str, str]:
    return dict(language.initials)


def _word(part: str, initials: dict[str, str]) -> str:
    if "." in part:
        part = part.lower().rstrip(".") + "."
    return initials.get(part, part.lower())


def sentence_ends(line: str, language: Language = ENGLISH) -> list[int]:
    """Find where sentences end, by rule, in a line as `normalise` returns it.

    Returns
    -------
    list of int
        Offsets after which a new sentence begins; the end of the line is not one. Abbreviations and initials end
        no sentence, nor does a mark before a small letter, nor the number of a list.
    """
    known = patterns(language)
    return [match.end() for match in known.end.finditer(line) if not _goes_on(line, match, known)]


def _goes_on(line: str, end: re.Match[str], known: Patterns) -> bool:
    """Return whether a sentence goes on after what could be its end."""
    word = line.rfind(" ", 0, end.start()) + 1
    return bool(
        end["next"].islower()
        or known.goes_on.fullmatch(line, word, end.end())
        or (end["next"].isdigit() and known.goes_on_before_number.fullmatch(line, word, end.end()))
        or line[: end.end() - 1].isdigit()  # the number of a list, at the head of the line
    )


def tokenize(line: str, language: Language = ENGLISH) -> list[Token]:
    """Return the tokens of a line, which is normalised first, without words that have a digit in them.

    Raises
    ------
    ParallaxError
        If the language has a tokenizer, and that returns no offsets of words.
    """
    line = normalise(line, language)
    ends, spans, terms = sentence_ends(line, language), quoted_spans(line, language), _terms(language)
    starts, tokens = [start for start, _ in spans], []
    for position, (start, end) in enumerate(_chunks(line, language)):
        term = terms(line[start:end])
        if term is not None:
            within = bisect_left(starts, start) - 1
            quoted = within >= 0 and end <= spans[within][1]
            sentence = bisect_right(ends, start)
            tokens.append(Token(term, position, sentence, quoted, line[start].isupper(), start, end))
    return tokens


def _chunks(line: str, language: Language) -> Iterator[tuple[int, int]]:
    """Yield first and last offset of each word and number."""
    if language.tokenizer is None:
        yield from (match.span() for match in patterns(language).chunk.finditer(line))
    else:
        yield from divided(line, language.tokenizer)


def reads_as(entry: str, languages: Iterable[Language]) -> list[str]:
    """Return how some words are read in each language of their script, terms joined by blanks; what is alike once.

    A list for texts of several languages has entries of all of them: an entry can be met where a language reads it as
    it is written. Of words in a script that none of the languages has, all are asked.

    Examples
    --------
    >>> from parallax.language.profiles import GERMAN
    >>> reads_as("geht's", [ENGLISH, GERMAN])
    ['geht', "geht's"]
    """
    languages = list(languages)
    scripts = {unicodedata.name(char, "").partition(" ")[0] for char in entry}
    asked = [one for one in languages if one.script in scripts] or languages
    return list(dict.fromkeys(" ".join(token.term for token in tokenize(entry, one)) for one in asked))


def times_in(line: str, words: str, language: Language = ENGLISH) -> int:
    """Return how often a line has some words as printed, and not as parts of others; marks of all kinds are made plain.

    Parameters
    ----------
    line, words : str
        As printed. Capitals count.
    language : Language
        In which the line is written.
    """
    of_a_word = rf"[\w{COMBINING}{JOINERS}]"
    sought = rf"(?<!{of_a_word}){re.escape(normalise(words, language))}(?!{of_a_word})"
    return len(re.findall(sought, normalise(line, language)))


def counted(lines: Sequence[str], languages: Iterable[Language]) -> dict[Language, Counter[str]]:
    """Count the terms of some lines as `tokenize` finds them in each of several languages.

    Lines are cut once for all languages that cut alike, and a word is made a term once, however often it is there.
    """
    cut: dict[tuple[object, ...], Counter[str]] = {}
    found: dict[Language, Counter[str]] = {}
    for language in dict.fromkeys(languages):
        # All that `normalise` and `_chunks` look at
        alike = (language.letters, language.joiners, language.elided, language.tokenizer)
        if alike not in cut:
            cut[alike] = Counter(chunk for line in lines for chunk in _printed(line, language))
        term_for, terms = _terms(language), Counter[str]()
        for chunk, n in cut[alike].items():
            if (term := term_for(chunk)) is not None:
                terms[term] += n
        found[language] = terms
    return found


def _printed(line: str, language: Language) -> list[str]:
    line = normalise(line, language)
    if language.tokenizer is None:
        return patterns(language).chunk.findall(line)  # as `_chunks`, several times as fast
    return [line[start:end] for start, end in _chunks(line, language)]


def numbers(line: str, language: Language = ENGLISH) -> list[str]:
    """Return what `tokenize` leaves out, as printed: numbers, and words with a digit or another sign of number."""
    return [chunk for chunk in _printed(line, language) if term_of(chunk, language) is None]


def count_sentences(line: str, language: Language = ENGLISH) -> int:
    """Return the number of sentences of a line: one more than the ends inside it, 0 if it is empty."""
    line = normalise(line, language)
    return len(sentence_ends(line, language)) + 1 if line else 0


def neighbours(tokens: Sequence[Token], start: int, length: int) -> Sequence[Token] | None:
    """Return so many tokens of a line from a place on, if they are side by side in one sentence.

    None where a sentence ends between them, or something that is no token stands there.
    """
    run = tokens[start : start + length]
    if len(run) < length or run[0].sentence != run[-1].sentence:
        return None
    return run if run[-1].position - run[0].position == length - 1 else None
