"""Which terms are names, and in which language a term has its lemma, text by text."""

from __future__ import annotations

from parallax.articles.word_forms import WordForms
from parallax.language.profiles import ENGLISH, Language, language_of
from parallax.language.tokens import tokenize

GERMAN = language_of({"source": "a", "language": "de"})


def lemmas(*texts: tuple[str, Language]) -> dict[str, str]:
    forms = WordForms()
    for line, language in texts:
        forms.take_in([tokenize(line, language)], language)
    return dict(forms.lemmas().itertuples(index=False))


def test_a_capital_inside_a_sentence_makes_a_name_of_what_no_text_prints_small() -> None:
    assert lemmas(("The town of Banks met.", ENGLISH))["banks"] == "banks"
    assert lemmas(("The town of Banks met.", ENGLISH), ("Rivers have banks.", ENGLISH))["banks"] == "bank"
    assert lemmas(("It met. Banks met.", ENGLISH))["banks"] == "bank"  # at the head of a sentence it shows nothing


def test_a_capital_makes_no_name_where_all_nouns_have_one() -> None:
    assert lemmas(("Er sah die Häuser.", GERMAN))["häuser"] == "haus"


def test_the_first_text_with_a_term_says_its_language() -> None:
    assert lemmas(("they die", ENGLISH), ("die Brücke", GERMAN))["die"] == "die"
    assert lemmas(("die Brücke", GERMAN), ("they die", ENGLISH))["die"] == "der"


def test_no_text_has_no_lemma() -> None:
    assert lemmas() == {}
    assert list(WordForms().lemmas().columns) == ["term", "lemma"]
