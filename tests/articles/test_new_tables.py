"""From texts of any origin to tables: in order by the descriptor, and what was noticed on the way."""

from __future__ import annotations

from pathlib import Path

import pytest

from helpers.anybody import ENGLISH, GERMAN, PERSIAN, texts
from parallax.articles import new_tables
from parallax.articles.documents import Document
from parallax.articles.new_tables import take_in
from parallax.articles.verification import verify
from parallax.errors import ParallaxError
from parallax.projects.new import write_corpus


def documents(language: tuple[str, ...] = ENGLISH, groups: tuple[str, ...] = ("north", "south"), **facts: str):  # noqa: ANN201
    return [Document(f"{g}/{i}.txt", f"{g} {i}", text, g, facts) for (g, i), text in texts(language, groups).items()]


def one(text: str, group: str = "x", name: str = "a", **facts: str) -> Document:
    return Document(f"{name}.txt", name, text, group, facts)


def refused(found: list[Document], *said: str, **options: object) -> None:
    with pytest.raises(ParallaxError) as error:
        take_in(found, **options)  # type: ignore[arg-type]
    assert error.value.remedy
    for words in said:
        assert words in str(error.value)


@pytest.mark.parametrize(("language", "code"), [(ENGLISH, "en"), (GERMAN, "de"), (PERSIAN, "fa")])
def test_tables_of_each_language_are_in_order(tmp_path: Path, language: tuple[str, ...], code: str) -> None:
    taken = take_in(documents(language))
    assert set(taken.tables["sources"]["language"]) == {code}
    write_corpus(tmp_path / "corpus", taken, 'A "title": $x$')
    assert verify(tmp_path / "corpus", tmp_path / "corpus" / "texts") == []
    assert taken.stopwords == sorted(set(taken.stopwords))
    assert taken.tables["segments"]["n_tokens"].sum() == taken.tables["terms"]["n"].sum()


@pytest.mark.parametrize(
    "group", ["$x$", "<b>|`{glue}`", "NA", "null", "1.0", "🙂", "گروه\u200cها", "- a: b", '"', "=1+1"]
)
def test_a_group_of_any_name_comes_back_as_it_was(tmp_path: Path, group: str) -> None:
    from parallax import load_corpus

    found = documents(groups=(group, "south"), title=f"{group}: 'x'")
    write_corpus(tmp_path / "corpus", take_in(found), group)
    corpus = load_corpus(tmp_path / "corpus")
    assert list(corpus.names) == [group, "south"]
    assert corpus.sources["title"].iloc[0] == f"{group}: 'x'"
    assert verify(tmp_path / "corpus", tmp_path / "corpus" / "texts") == []


def test_ids_are_plain_and_each_is_another() -> None:
    lines = documents()[0].text
    names = ["Zürich!", "zurich", "Zurich 2", "zurich-2", "نامه", "🙂", "x" * 300, "con.txt"]
    taken = take_in([one(f"{lines} {n}", "xy"[n % 2], name) for n, name in enumerate(names)])
    ids = taken.tables["sources"]["source"].tolist()
    assert len(set(ids)) == len(names)
    assert ids[:2] == ["zurich", "zurich-2"]
    assert ids[4:6] == ["text-5", "text-6"]
    assert max(map(len, ids)) <= 90
    assert list(taken.texts) == ids


def test_one_group_only_is_refused() -> None:
    refused(documents(groups=("north",)), "all texts belong to 'north'", "two groups")


def test_more_comparisons_than_a_table_can_hold_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    found = [*documents(), one(documents()[0].text, "west", "another")]
    taken = take_in(found)
    uses = taken.tables["terms"].groupby("term")["n"].sum()
    often = [term for term, n in uses.items() if n >= 5 and term not in taken.stopwords]
    assert often
    monkeypatch.setattr(new_tables, "MOST_CONTRASTS", 3 * len(often))
    take_in(found)
    monkeypatch.setattr(new_tables, "MOST_CONTRASTS", 3 * len(often) - 1)
    refused(found, f"3 groups, compared in each of {len(often)} words, are {3 * len(often)} comparisons", "2 can be")


def test_a_language_that_is_not_known_or_cannot_be_told_is_refused() -> None:
    refused([*documents(), one("A boat. A net.", name="odd", language="xx")], "odd.txt: ", "'xx'", "de (German)")
    refused([*documents(), one("Boat. Net.", name="tiny")], "tiny.txt: the language cannot be told", "--language")
    assert set(take_in(documents(), language="EN").tables["sources"]["language"]) == {"en"}


def test_several_languages_are_refused_and_those_of_the_fewer_texts_named() -> None:
    mixed = [*documents(), *documents(GERMAN)[:1]]
    refused(mixed, "different languages: German and English; not English", "north/0.txt (de)", "--across-languages")
    assert set(take_in(mixed, across=True).tables["sources"]["language"]) == {"en", "de"}


@pytest.mark.parametrize("day", ["May 2030", "2030-13", "2030-02-30", "30-01-01", "2030-5-1", "2030-05-03T10:00"])
def test_what_is_no_date_is_refused(day: str) -> None:
    refused([*documents(), one(documents()[0].text, published=day)], "a.txt", repr(day), "2030-05")


def test_dates_may_be_known_in_part() -> None:
    taken = take_in(
        [
            one(d.text, d.group, d.name, published=day)
            for d, day in zip(documents(), ("2030", "2030-05", "2030-02-28", "", "", ""), strict=True)
        ]
    )
    assert taken.tables["sources"]["published"].tolist()[:3] == ["2030", "2030-05", "2030-02-28"]


def test_a_text_without_a_word_is_refused() -> None:
    refused([*documents(), one("1 2 3 !", name="digits")], "digits.txt: no word in it", language="en")


def test_short_and_wrapped_texts_and_copies_are_noticed() -> None:
    lines = documents()[0].text
    words = lines.split()
    wrapped = "\n".join(" ".join(words[at : at + 6]) for at in range(0, len(words), 6))
    found = [one(lines, "x", "first"), one(lines, "y", "copy"), one(wrapped, "y", "wrapped")]
    found += [one("The boat went to the quay and it was not seen again by anyone.", "y", "tiny")]
    said = take_in(found).noticed
    assert any(message.startswith("tiny: ") and "words" in message for message in said)
    assert any("wrapped: " in message and "--paragraphs" in message for message in said)
    assert any("first and copy" in message for message in said)


def test_a_paragraph_of_a_hundred_thousand_words_is_taken_in_and_its_copies_noticed() -> None:
    line = " ".join(documents()[0].text.split()[:40]) + " "
    taken = take_in([one(line * 2500, "x", "one"), one(line * 3, "y", "two"), one(line * 3, "y", "three")])
    assert taken.tables["segments"]["n_tokens"].max() == 100_000
    assert any("one and two, one and three, two and three" in message for message in taken.noticed)


def test_a_hundred_groups_are_kept_apart() -> None:
    groups = tuple(f"group {n}" for n in range(100))
    found = [one(documents()[n % 6].text, group, group) for n, group in enumerate(groups)]
    assert take_in(found).tables["sources"]["group"].tolist() == list(groups)


def test_ten_thousand_tiny_texts_are_taken_in() -> None:
    words = [a + b + c for a in "bdfgklmn" for b in "aeiou" for c in "lmnrst"]
    found = [
        one(f"{words[n % 240]} {words[n // 240]} {words[n * 7 % 240]} and the net", "xy"[n % 2], f"t{n}")
        for n in range(10_000)
    ]
    taken = take_in(found, language="en")
    assert len(taken.tables["segments"]) == 10_000
    assert len(taken.texts) == 10_000
