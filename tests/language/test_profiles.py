"""Languages: texts of the tests' own writing, read by their profiles; function words; what is refused."""

from __future__ import annotations

import unicodedata
from dataclasses import FrozenInstanceError, replace

import pytest
import stopwordsiso

from helpers.project import ROOT
from parallax.errors import CorpusError, ParallaxError
from parallax.language.marks import normalise, quoted_spans
from parallax.language.profiles import ENGLISH, PROFILES, Language, language_of, one_language, profile
from parallax.language.tokens import count_sentences, numbers, tokenize


def terms(line: str, code: str) -> list[str]:
    return [token.term for token in tokenize(line, profile(code))]


def quoted(line: str, code: str) -> list[str]:
    """Return what a line holds between quotation marks, the marks left out."""
    line = normalise(line, profile(code))
    return [line[low + 1 : high].strip() for low, high in quoted_spans(line, profile(code))]


def sentences(line: str, code: str) -> list[str]:
    """Return the first word of each sentence."""
    tokens = tokenize(line, profile(code))
    firsts = {token.sentence: token.term for token in reversed(tokens)}
    assert len(firsts) == count_sentences(line, profile(code))
    return [firsts[number] for number in sorted(firsts)]


@pytest.mark.parametrize(
    ("code", "line", "expected"),
    [
        # The mark that closes in German opens in English: nothing after it is quoted.
        ("de", "Sie sagte „nein“ und der Rat verließ die Stadt.", ["nein"]),
        ("de", "„Nein“, sagte sie, „nie!“ Dann ging sie.", ["Nein", "nie!"]),
        ("de", "»Nein«, sagte sie, und «ja» schrieb er.", ["Nein", "ja"]),
        ("de", "Sie schrieb “nein” und „ja“ hin.", ["nein", "ja"]),
        ("de", "Er nannte es ‚Zoll‘ und ging.", ["Zoll"]),
        ("de", "„Sie rief ‚halt‘ und lief“, sagte er.", ["Sie rief ‚halt' und lief"]),
        ("de", "Die ‚Ich hab’s‘-Miene und mehr", ["Ich hab's"]),
        ("de", "Das ‹Haus› und das ›Boot‹ da", ["Haus", "Boot"]),
        ("de", "Ein Absatz endet hier.“ Dann geht es weiter.", []),
        ("de", "Das war Hans’ Haus, sagt ’s Blatt.", []),
        ("fr", "Il dit «\u202fnon\u202f» hier et «\u00a0oui\u00a0» demain.", ["non", "oui"]),
        ("fr", "«\u202fIl a crié “halte” et couru\u202f», dit-elle.", ["Il a crié “halte” et couru"]),
        ("fr", "fin de la citation\u202f». Puis il partit.", []),
        ("ru", "Он сказал: «Слово „мост“ здесь» и ушёл.", ["Слово „мост“ здесь"]),
        ("ru", "Газета «Мост» и „Паром“ молчат.", ["Мост", "Паром"]),
        ("fa", "او گفت «پل بسته است» و رفت.", ["پل بسته است"]),
        ("fa", "او گفت »پل« و رفت.", ["پل"]),
        ("ar", "قال «الجسر مغلق» ثم ذهب.", ["الجسر مغلق"]),
        ("ar", "قال ”الجسر مغلق“ ثم ذهب.", ["الجسر مغلق"]),
        ("en", "He wrote „nein“ and “no”, not ‹this› one.", ["nein", "no"]),
    ],
)
def test_quotations_are_those_of_the_language(code: str, line: str, expected: list[str]) -> None:
    assert quoted(line, code) == expected


@pytest.mark.parametrize(
    ("code", "line", "firsts"),
    [
        ("de", "Am 3. Mai kam der Rat. Im 19. Jahrhundert gab es keinen.", ["am", "im"]),
        ("de", "Der Rat bzw. Herr Dr. Holz kam, z. B. Dienstag. Ende.", ["der", "ende"]),
        ("de", "Das sind ca. 5 Mio. Euro, d. h. Geld. Vgl. Abs. 2 und Nr. 7.", ["das", "vgl"]),
        ("de", "Das kam 1945. Danach kam nichts.", ["das", "danach"]),
        # Art is a word, and an article of a law before a number.
        ("de", "Er hat eine Art. Sie hat Art. 5 gelesen.", ["er", "sie"]),
        ("de", "Er kaufte Brot usw. Dann ging er.", ["er", "dann"]),
        ("de", "„Geh!“ Er ging. »Bleib.« Sie blieb.", ["geh", "er", "bleib", "sie"]),
        ("fr", "M. Pont et Mme Rive sont là. C.-à-d. Pont. Fin !", ["m", "c", "fin"]),
        ("fr", "«\u202fVa.\u202f» Il part, p. ex. Lundi. Art. 5, av. J.-C. Puis rien\u202f?", ["va", "il", "art"]),
        ("fr", "Qui y a ? Personne n'y a. Puis il y a. Et Paul ?", ["qui", "personne", "puis", "et"]),
        ("ru", "В 2021 г. Совет, т. е. Дума, заседал на ул. Мостовой. Всё.", ["в", "всё"]),
        ("ru", "Это сделал я. Потом пришёл А. С. Мостов с проф. Речным.", ["это", "потом"]),
        ("ru", "Он помог им. Они ушли… Куда? Домой!", ["он", "они", "куда", "домой"]),
        ("fa", "پل کجاست؟ پل آنجاست. رفتیم! بعد چه شد؟", ["پل", "پل", "رفتیم", "بعد"]),
        ("ar", "أين الجسر؟ الجسر هنا؛ وهو قديم، نعم. انتهى.", ["أين", "الجسر", "انتهى"]),
        ("en", "He met Mr. Ames on 3. May came.", ["he", "may"]),
    ],
)
def test_sentences_end_where_they_end_in_the_language(code: str, line: str, firsts: list[str]) -> None:
    assert sentences(line, code) == firsts


@pytest.mark.parametrize(
    ("code", "line", "expected"),
    [
        ("en", "don't l'homme the council's UN", ["don't", "l'homme", "the", "council", "u.n."]),
        (
            "de",
            "Die US-Brücke, straße Straße, geht’s Hans’ Haus",
            "die us-brücke straße straße geht's hans haus".split(),
        ),
        ("fr", "L’homme d'aujourd’hui n'a qu'un mot", "l homme d aujourd'hui n a qu un mot".split()),
        ("fr", "Lorsqu'il vint, quelqu'un, presqu'île", "lorsqu il vint quelqu'un presqu'île".split()),
        ("fr", "UN pont, l'UN, grand-père, cœur", "un pont l un grand-père cœur".split()),
        ("ru", "Ёлка и ещё из-за моста й и\u0306", "ёлка и ещё из-за моста й й".split()),
        ("fa", "می\u200cتوانیم پایه\u200cهای\u200c پل", ["می\u200cتوانیم", "پایه\u200cهای", "پل"]),
        # Arabic yeh, alef maksura and kaf are the Persian ones in Persian only, and tatweel is dropped.
        ("fa", "كتاب عليه يكى پـــل", ["کتاب", "علیه", "یکی", "پل"]),
        ("ar", "كتاب عليه على جـــسر هـ", ["كتاب", "عليه", "على", "جسر", "ه"]),
        # Vowel signs are part of the word.
        ("ar", "كِتَابٌ كتاب، والكِتابُ", ["كِتَابٌ", "كتاب", "والكِتابُ"]),
        ("en", "हिन्दी भाषा தமிழ் मुक्त\u200dि", ["हिन्दी", "भाषा", "தமிழ்", "मुक्त\u200dि"]),
        ("en", "שָׁלוֹם לְעוֹלָם", [unicodedata.normalize("NFC", word) for word in ("שָׁלוֹם", "לְעוֹלָם")]),
        ("en", "Ἀθῆναι, πόλις; ναί", ["ἀθῆναι", "πόλις", "ναί"]),
    ],
)
def test_words_are_whole(code: str, line: str, expected: list[str]) -> None:
    assert terms(line, code) == expected


def test_elided_words_stand_beside_the_next_and_what_they_leave_out_keeps_its_place() -> None:
    tokens = tokenize("l'an 5 d'hier", profile("fr"))

    assert [(token.term, token.position) for token in tokens] == [("l", 0), ("an", 1), ("d", 3), ("hier", 4)]
    assert numbers("l'an 5 d'hier", profile("fr")) == ["5"]


def test_an_unknown_language_is_refused_with_those_that_there_are() -> None:
    with pytest.raises(ParallaxError, match=r"(?s)no profile of a language 'tlh'.*en \(English\).*fa \(Persian\)"):
        profile("tlh")


def test_a_profile_cannot_be_changed() -> None:
    with pytest.raises(FrozenInstanceError):
        ENGLISH.code = "de"  # type: ignore[misc]


def test_a_tokenizer_is_given_by_name_or_as_a_function_and_changes_no_other_profile() -> None:
    named, given = profile("en", "helpers.tokenizers:pairs"), profile("en", tokenizer=lambda line: [(0, len(line))])

    assert [token.term for token in tokenize("abcde", named)] == ["ab", "cd", "e"]
    assert [token.term for token in tokenize("abcde", given)] == ["abcde"]
    assert profile("en").tokenizer is None


def test_a_language_of_ones_own_may_set_no_blanks() -> None:
    chinese = Language(
        "zh", "Chinese", "CJK", quotations=("「」", "『』"), ends="。!?", blanks=False,
        tokenizer=profile("en", "helpers.tokenizers:pairs").tokenizer,
    )  # fmt: skip
    line = "他说「不行」就走。真的！好"

    tokens = tokenize(line, chinese)
    assert [(token.term, token.sentence, token.quoted) for token in tokens if token.sentence or token.quoted] == [
        ("不行", 0, True), ("真的", 1, False), ("好", 2, False)
    ]  # fmt: skip


@pytest.mark.parametrize("code", PROFILES)
def test_function_words_are_those_of_the_package_as_they_are_counted(code: str) -> None:
    found = profile(code).function_words

    assert 350 < len(found) < 600
    assert {word for word in found if terms(word, code) != [word]} == set()
    listed = {normalise(word, profile(code)).strip("'.") for word in stopwordsiso.stopwords(code)}
    bare = {"".join(char for char in word if unicodedata.category(char) != "Mn") for word in listed}
    assert {word for word in found if word.strip(".") not in listed | bare} == set()


@pytest.mark.parametrize(
    ("code", "function", "content"),
    [
        ("en", "the of and not would don't", "system fire state war said uk world bill"),
        ("de", "der und nicht wird z.b.", "mensch zeit tag ordnung gott sagte"),
        ("fr", "le l d qu aujourd'hui ne pas", "force parole personnes état valeur"),
        ("ru", "и не что его был", "война город деньги россия народ сказал"),
        ("fa", "و در که را یک می‌شود این", "مردم راه گفت خدمات حق زمان"),
        ("ar", "من في على التي ليس هذا", "سنة قوة قال زيارة يوم"),
    ],
)
def test_function_words_say_nothing_of_a_subject(code: str, function: str, content: str) -> None:
    found = profile(code).function_words

    assert set(function.split()) <= found
    assert not set(content.split()) & found


def test_english_function_words_have_nearly_all_that_an_english_list_has_that_was_made_by_hand() -> None:
    """The list is that of the book, which its authors reviewed word by word."""
    listed = (ROOT / "corpus/lexicons/stopwords.txt").read_text(encoding="utf-8").split()
    assert len([word for word in listed if word not in ENGLISH.function_words]) <= 0.06 * len(listed)


def test_the_language_of_a_source_is_english_where_the_table_does_not_say() -> None:
    assert language_of({"source": "herald"}) is ENGLISH
    assert language_of({"source": "herald", "language": "de"}) is profile("de")
    with pytest.raises(CorpusError, match=r"^sources.csv: herald: there is no profile of a language 'xx'"):
        language_of({"source": "herald", "language": "xx"})


def test_several_languages_are_contrasted_only_where_that_is_asked_for() -> None:
    one_language([])
    one_language(["de", "de"])
    one_language(["de", "fa", "en"], across=True)
    with pytest.raises(ParallaxError, match=r"(?s)languages: German, English and tlh\b.*across=True"):
        one_language(["tlh", "de", "en", "de"])


def test_a_language_without_a_lemmatiser_says_so() -> None:
    assert all(each.lemmatised for each in PROFILES.values())
    assert not replace(ENGLISH, lemmatiser=None).lemmatised


def test_lines_begin_at_the_right_where_the_letters_of_function_words_run_so() -> None:
    runs = {
        code: {unicodedata.bidirectional(word[0]) for word in each.function_words} for code, each in PROFILES.items()
    }
    assert {code for code, each in PROFILES.items() if each.right_to_left} == {
        code for code, classes in runs.items() if classes & {"R", "AL"}
    } == {"ar", "fa"}  # fmt: skip
