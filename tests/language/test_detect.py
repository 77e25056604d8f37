"""The language of a text: told of texts of the tests' own writing, and not told where there is no telling."""

from __future__ import annotations

import pytest

from parallax.language.detect import FEWEST_WORDS, guess

TEXTS = {
    "en": [
        "The council closed the old bridge on Monday because the river had risen again.",
        "Nobody was hurt, but the ferry will not run until the water falls, and people who work in the mill must walk.",
    ],
    "de": [
        "Der Rat hat die alte Brücke am Montag gesperrt, weil der Fluss wieder gestiegen war.",
        "Niemand wurde verletzt, doch die Fähre fährt erst, wenn das Wasser sinkt; wer in der Mühle arbeitet, geht.",
    ],
    "fr": [
        "Le conseil a fermé le vieux pont lundi parce que la rivière était encore montée.",
        "Personne n’a été blessé, mais le bac ne partira pas avant que l’eau ne baisse, dit-on au moulin.",
    ],
    "ru": [
        "Совет закрыл старый мост в понедельник, потому что река снова поднялась.",
        "Никто не пострадал, но паром не пойдёт, пока вода не спадёт, и тем, кто работает на мельнице, придётся ждать.",
    ],
    "fa": [
        "شورا روز دوشنبه پل قدیمی را بست، زیرا رودخانه دوباره بالا آمده بود.",
        "هیچ\u200cکس آسیب ندید، اما قایق تا پایین رفتن آب نخواهد رفت و کسانی که در آسیاب کار می\u200cکنند باید بروند.",
    ],
    "ar": [
        "أغلق المجلس الجسر القديم يوم الاثنين لأن النهر ارتفع من جديد.",
        "لم يصب أحد بأذى، لكن العبارة لن تتحرك حتى ينخفض الماء، وعلى الذين يعملون في الطاحونة أن يمشوا إلى عملهم.",
    ],
}
WITHOUT_PROFILE = {
    "Spanish": "El consejo cerró el viejo puente el lunes porque el río había subido otra vez, y nadie resultó herido.",
    "Italian": "Il consiglio ha chiuso il vecchio ponte lunedì perché il fiume era salito, ma nessuno è ferito.",
    "Dutch": "De raad heeft de oude brug maandag gesloten omdat de rivier weer gestegen was, maar niemand viel.",
    "Swedish": "Rådet stängde den gamla bron i måndags eftersom floden hade stigit igen, men ingen av dem skadades.",
    "Ukrainian": "Рада закрила старий міст у понеділок, бо річка знову піднялася, але ніхто не постраждав.",
    "Bulgarian": "Съветът затвори стария мост в понеделник, защото реката отново се покачи, но никой не пострада.",
    "Urdu": "کونسل نے پیر کو پرانا پل بند کر دیا کیونکہ دریا پھر چڑھ گیا تھا، لیکن اس میں کوئی زخمی نہیں ہوا۔",
    "Pashto": "شورا د دوشنبې په ورځ زوړ پل وتاړه ځکه چې سیند بیا لوړ شوی و، خو هیڅوک پکې ټپي نه شول.",
    "Greek": "Το συμβούλιο έκλεισε την παλιά γέφυρα τη Δευτέρα επειδή το ποτάμι είχε ανέβει και πάλι.",
    "Chinese": "市议会星期一关闭了旧桥，因为河水又涨了。没有人受伤，但是渡船要等到水退了才开。",
}  # fmt: skip


@pytest.mark.parametrize("code", TEXTS)
def test_a_language_with_a_profile_is_told(code: str) -> None:
    assert guess(TEXTS[code]) == code
    # Capitals and order say nothing.
    assert guess([line.upper() for line in reversed(TEXTS[code])]) == code


@pytest.mark.parametrize("language", WITHOUT_PROFILE)
def test_a_language_without_one_is_not_taken_for_another(language: str) -> None:
    assert guess([WITHOUT_PROFILE[language]]) is None


@pytest.mark.parametrize(
    "lines",
    [
        [],
        ["", "12 — 3"],
        # As many words of German as of English
        ["The river and the mill are not ours.", "Der Fluss und die Mühle sind nicht für uns."],
        ["bridge ferry mill river toll water town gate wall boat road field"],
    ],
)
def test_where_there_is_no_telling_nothing_is_told(lines: list[str]) -> None:
    assert guess(lines) is None


def test_the_language_is_one_of_the_script_of_most_letters() -> None:
    # A Chinese clause is one word to a count of words, so that most words are English here.
    assert guess([*TEXTS["en"], "市议会星期一关闭了旧桥因为河水又涨了没有人受伤但是渡船要等到水退了才开" * 6]) is None


def test_too_few_words_tell_nothing() -> None:
    words = ["the", "and", "of"] * FEWEST_WORDS

    assert guess([" ".join(words[: FEWEST_WORDS - 1])]) is None
    assert guess([" ".join(words[:FEWEST_WORDS])]) == "en"


def test_a_quotation_in_another_language_changes_nothing() -> None:
    assert guess([*TEXTS["en"], "Der Rat sagt: „Kein Zoll.“", "شورا گفت: نه."]) == "en"
