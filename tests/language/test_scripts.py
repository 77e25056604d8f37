"""Scripts: letters told apart, and texts refused whose words cannot be."""

from __future__ import annotations

import unicodedata

import pytest

from parallax.errors import ParallaxError
from parallax.language.scripts import letters_by_script, require_blanks, script_of

CHINESE = "市议会星期一关闭了旧桥，因为河水又涨了。"
JAPANESE = "市議会は月曜日に古い橋を閉鎖しました。"
THAI = "สภาเมืองปิดสะพานเก่าเมื่อวันจันทร์"
ENGLISH = "The council closed the old bridge on Monday because the river had risen again."


@pytest.mark.parametrize(
    ("char", "script"),
    [
        *(("a", "LATIN"), ("É", "LATIN"), ("\uff41", "LATIN"), ("я", "CYRILLIC"), ("ی", "ARABIC"), ("橋", "CJK")),
        *(("か", "HIRAGANA"), ("ｶ", "KATAKANA"), ("ส", "THAI"), ("한", "HANGUL"), ("4", ""), ("،", ""), (" ", "")),
    ],
)
def test_a_letter_has_the_script_of_its_name(char: str, script: str) -> None:
    assert script_of(char) == script


def test_letters_are_counted_however_they_are_composed() -> None:
    line = "Él ёй, 12 橋 다리!"

    assert letters_by_script([line]) == {"LATIN": 2, "CYRILLIC": 2, "CJK": 1, "HANGUL": 2}
    assert letters_by_script([unicodedata.normalize("NFD", line)]) == letters_by_script([line])


@pytest.mark.parametrize(
    ("lines", "message"),
    [
        ([CHINESE], r"(?s)herald, line 0: .*Han characters.*no blanks between words.*package\.module:function"),
        ([JAPANESE], r"Han|Hiragana"),
        (["1", "2: ", THAI], r"herald, line 2: .*in Thai"),
        (["ປິດຂົວເກົ່າ"], "Lao"),
        (["បិទស្ពានចាស់"], "Khmer"),
        (["တံတားဟောင်း"], "Myanmar"),
        (["ཟམ་པ་རྙིང་པ"], "Tibetan"),
        ([ENGLISH, THAI], "line 1: .*in Thai"),
    ],
)
def test_a_text_without_blanks_between_words_is_refused(lines: list[str], message: str) -> None:
    with pytest.raises(ParallaxError, match=message):
        require_blanks(lines, "herald")


@pytest.mark.parametrize(
    "lines",
    [
        [],
        ["12 — 3"],
        [ENGLISH],
        [ENGLISH, "The bridge is called 古橋."],
        # A line of its own, in a text that is long enough
        [ENGLISH] * 3 + ["古い橋の歌"],
        ["Совет закрыл мост.", "پل بسته است.", "다리가 닫혔다.", "पुल बंद है।", "הגשר סגור."],
    ],
)
def test_a_few_such_letters_and_scripts_with_blanks_are_not(lines: list[str]) -> None:
    require_blanks(lines, "herald")


def test_a_tenth_of_the_letters_is_the_limit() -> None:
    require_blanks(["abcdefghi橋"], "herald")
    with pytest.raises(ParallaxError, match="Han"):
        require_blanks(["abcdefghij橋橋"], "herald")
