"""Languages, a profile each: the marks, abbreviations and letters by which a text is read, and its function words.

What holds in every language stands in `marks` and `tokens`: letters keep their combining marks, whatever the script,
and joiners stay between letters of scripts that spell with them. A profile says the rest.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from parallax.errors import CorpusError, ParallaxError
from parallax.language.content_words import CONTENT_WORDS
from parallax.language.tokenizers import Tokenizer, tokenizer_named

#: Joiners that cannot be seen.
ZERO_WIDTH = "\u200c\u200d"

#: Scripts whose lines begin at the right.
RIGHT_TO_LEFT = ("ARABIC", "HEBREW")


@dataclass(frozen=True)
class Language:
    """How texts of a language are read.

    Attributes
    ----------
    code, name : str
        Of ISO 639-1, such as ``de``; and what sentences call it.
    script : str
        What its letters are called in the names of Unicode's characters: ``LATIN``.
    quotations, turned : tuple of str
        A mark that opens a quotation, followed by each that closes it: ``„“`` in German. Those of `turned` mostly
        close, and open only at the head of a word.
    ends : str
        Marks that end a sentence.
    abbreviations, before_numbers : tuple of str
        Words, printed so, after which a point ends no sentence; and those after which it ends none before a number.
    one_letter : str
        Words of one letter that may end a sentence. Any other letter with a point is an initial or an abbreviation.
    ordinals : bool
        Whether a point after one or two digits makes an ordinal, as in ``3. Mai``, and so ends no sentence.
    blanks : bool
        Whether a blank follows the end of a sentence.
    joiners : str
        Signs that hold a word together: apostrophe and hyphen.
    elided : tuple of str
        Words that lose their vowel to the next and are words of their own before the apostrophe: ``l`` in ``l'homme``.
    letters : tuple of str
        Characters that are read as others, each followed by what is read in its place; one alone is dropped.
    initials : tuple of tuple of str
        Names that are printed in two ways, each with the term for both.
    possessive : bool
        Whether ``'s`` is dropped at the end of a word.
    capital_is_name : bool
        Whether what has a capital inside a sentence, and nowhere a small letter, is a name, which has no other form.
    lemmatiser : str or None
        What simplemma calls the language; None if it does not have it, and the lemmas are then the forms.
    tokenizer : callable or None
        What divides a line into words; None where blanks and marks do. See `tokenizers`.
    """

    code: str
    name: str
    script: str
    quotations: tuple[str, ...]
    turned: tuple[str, ...] = ()
    ends: str = ".!?…‽⁇⁈⁉‼؟۔।॥"
    abbreviations: tuple[str, ...] = ()
    before_numbers: tuple[str, ...] = ()
    one_letter: str = ""
    ordinals: bool = False
    blanks: bool = True
    joiners: str = "'-"
    elided: tuple[str, ...] = ()
    letters: tuple[str, ...] = ()
    initials: tuple[tuple[str, str], ...] = ()
    possessive: bool = False
    capital_is_name: bool = False
    lemmatiser: str | None = None
    tokenizer: Tokenizer | None = None

    @property
    def lemmatised(self) -> bool:
        """Whether forms are brought together under lemmas; if not, a lemma is the form itself."""
        return self.lemmatiser is not None

    @property
    def right_to_left(self) -> bool:
        """Whether its lines begin at the right."""
        return self.script in RIGHT_TO_LEFT

    @cached_property
    def function_words(self) -> frozenset[str]:
        """Terms that say nothing of a subject: stop words of stopwordsiso, without those of `content_words`.

        Where a list has a word with its vowel signs, as in Arabic, the word without them is one too.
        """
        from stopwordsiso import stopwords  # here, since it reads the lists of sixty languages

        listed = {self._as_term(word) for word in stopwords(self.code)}
        listed -= {self._as_term(word) for word in CONTENT_WORDS.get(self.code, "").split()}
        listed |= {"".join(char for char in word if unicodedata.category(char) != "Mn") for word in listed}
        return frozenset(word for word in listed if word[:1].isalpha() and all(map(self._in_a_term, word)))

    def _as_term(self, word: str) -> str:
        """Return a word of a list as `tokens` would make it: elided ones have no apostrophe, abbreviations a point."""
        letters = str.maketrans({each[0]: each[1:] for each in self.letters})
        word = unicodedata.normalize("NFC", word).translate(letters).lower().strip("'")
        return word.rstrip(".") + "." * ("." in word)

    def _in_a_term(self, char: str) -> bool:
        return unicodedata.category(char)[0] in "LM" or char in f"{self.joiners}.{ZERO_WIDTH}"


def _either(words: str) -> tuple[str, ...]:
    """Return words as they are printed within a sentence and at the head of one."""
    return tuple(dict.fromkeys(form for word in words.split() for form in (word, word[0].upper() + word[1:])))


_QUOTATIONS = ("“”", "„“”", "‟“”", "«»", '""')


# ”Swedish”, »Danish« and »Finnish».
_TURNED = ("””“", "»«»")


ENGLISH = Language(
    code="en",
    name="English",
    script="LATIN",
    # Those of all Europe: English pages quote names and titles as they were printed elsewhere.
    quotations=_QUOTATIONS,
    turned=_TURNED,
    abbreviations=tuple(
        "Adm Amb Brig Capt Col Dr Gen Gov Hon Inc Jr Lt Ltd Maj Mr Mrs Ms Mt Pres Prof Rep Rev Sen Sgt Sr St Vol "
        "vs".split()
    ),
    before_numbers=tuple("Apr Art Aug Ch Dec Feb Fig Jan Jul Jun Mar No Nos Nov Oct Sec Sep Sept".split()),
    # US and UN get points, so as not to be taken for us and un.
    initials=tuple({"US": "u.s.", "UN": "u.n.", "u.k.": "uk", "e.u.": "eu", "u.s.a.": "usa", "u.a.e.": "uae"}.items()),
    possessive=True,
    capital_is_name=True,
    lemmatiser="en",
)


GERMAN = Language(
    code="de",
    name="German",
    script="LATIN",
    quotations=("„“”", "«»", "‹›", '""'),
    # What opens in English closes here. ‚Single‘ marks count, since ‚ cannot be an apostrophe; ‘ has become one.
    turned=("“”", "‚'", "»«»", "›‹›"),
    # Without usw. and etc., after which a capital mostly begins a sentence.
    abbreviations=(
        *_either(
            "abschn allg aufl bez bspw bzgl bzw ca ders dgl dr ebd eigtl einschl etw evtl ff geb gegr gem gest "
            "ggf hg hl hr hrsg inkl insb int jh jhd lt mill min mind mio mr mrd od pf prof resp röm sog st stellv "
            "str tel urspr verf vgl vors wiss zit zw zzgl"
        ),
        *"Dipl.-Ing Frl Gen Mrs Ms".split(),
    ),
    # Of these some are words too, as Art is.
    before_numbers=_either("abb abs art bd fig kap nr tab jan feb apr jun jul aug sep sept okt nov dez"),
    ordinals=True,
    lemmatiser="de",
)


FRENCH = Language(
    code="fr",
    name="French",
    script="LATIN",
    quotations=("«»", "“”", "‹›", '""'),
    abbreviations=(
        *_either(
            "al apr av bibl bd boul cf cie coll dép dr éd édit env ex gén hab id inv lt mgr obs op paragr prof "
            "réf sq st ste suiv sup suppl tél trad"
        ),
        *"C.-à-d c.-à-d J.-C MM Mlle Mlles Mme Mmes Mr".split(),
    ),
    before_numbers=_either("art chap fasc fig no p pl pp vol janv févr avr juil sept oct nov déc"),
    one_letter="ay",
    elided=_either("c d j l m n s t qu jusqu lorsqu puisqu quoiqu"),
    capital_is_name=True,
    lemmatiser="fr",
)


RUSSIAN = Language(
    code="ru",
    name="Russian",
    script="CYRILLIC",
    quotations=("«»", "„“”", '""'),
    turned=("“”",),
    # Without those that are words as well, such as им.
    abbreviations=_either(
        "акад англ бульв вв гг ген гл гос гр деп доц долл евр заб зам зав изд илл инж искл кв кн корп млн "
        "млрд напр нац нем обл оз окр пл пос пр просп проф пп рас ред руб св см сокр соц ср ст стр сущ тов "
        "трлн тт тыс ул устар фр франц чел шт экз"
    ),
    before_numbers=_either("рис янв февр апр авг сент окт нояб дек"),
    one_letter="я",
    capital_is_name=True,
    lemmatiser="ru",
)


PERSIAN = Language(
    code="fa",
    name="Persian",
    script="ARABIC",
    quotations=_QUOTATIONS,
    turned=_TURNED,
    # Arabic keyboards and older encodings have the Arabic yeh, alef maksura and kaf where Persian has its own: the same
    # word, to the reader, and half of it lost to a count. Tatweel only stretches a line.
    letters=("يی", "ىی", "كک", "ـ"),
    lemmatiser="fa",
)


ARABIC = Language(
    code="ar",
    name="Arabic",
    script="ARABIC",
    quotations=_QUOTATIONS,
    turned=_TURNED,
    letters=("ـ",),
    lemmatiser="ar",
)


#: The profiles there are, by code.
PROFILES = {each.code: each for each in (ENGLISH, GERMAN, FRENCH, RUSSIAN, PERSIAN, ARABIC)}


def profile(code: str, tokenizer: Tokenizer | str | None = None) -> Language:
    """Return the profile of a language.

    Parameters
    ----------
    code : str
        Of ISO 639-1, such as ``de``.
    tokenizer : callable or str, optional
        What divides its lines into words, or the name of that: see `tokenizers.tokenizer_named`.

    Raises
    ------
    ParallaxError
        If there is no profile of that code, or no such tokenizer.
    """
    if code not in PROFILES:
        known = ", ".join(f"{each.code} ({each.name})" for each in PROFILES.values())
        raise ParallaxError(
            f"there is no profile of a language {code!r}",
            f"use one of {known}; or add its profile to parallax.language.profiles",
        )
    if tokenizer is None:
        return PROFILES[code]
    return replace(PROFILES[code], tokenizer=tokenizer_named(tokenizer) if isinstance(tokenizer, str) else tokenizer)


def language_of(source: Mapping[str, Any]) -> Language:
    """Return the profile by which the text of a source is read: a row of sources.csv.

    A table without a column ``language`` describes texts in English.

    Raises
    ------
    CorpusError
        If there is no profile of its language.
    """
    try:
        return profile(source.get("language", ENGLISH.code))
    except ParallaxError as error:
        raise CorpusError(f"sources.csv: {source.get('source')}: {error.problem}", error.remedy) from None


def languages_of(sources: Iterable[Mapping[str, Any]]) -> dict[str, Language]:
    """Return the profile by which each text is read, by its id: of the rows of sources.csv.

    Raises
    ------
    CorpusError
        As `language_of`.
    """
    return {source["source"]: language_of(source) for source in sources}


def one_language(codes: Iterable[str], *, across: bool = False) -> None:
    """Refuse to contrast texts of several languages, whose words would all differ and say nothing else.

    Parameters
    ----------
    codes : iterable of str
        The language of each text.
    across : bool
        Whether a contrast across languages is meant.

    Raises
    ------
    ParallaxError
        If there are several languages and ``across`` is false.
    """
    found = sorted(set(codes))
    if len(found) > 1 and not across:
        names = [PROFILES[code].name if code in PROFILES else code for code in found]
        raise ParallaxError(
            f"the texts are in different languages: {', '.join(names[:-1])} and {names[-1]}",
            "contrast texts of one language; or, if a contrast across languages is what you want, ask for it with "
            "across=True",
        )
