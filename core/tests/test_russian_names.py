"""Names in their cases, against a table judged by hand (gold_names.txt); reading and shortening."""

from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.russian.cases import Case, Gender
from core.russian.names import (
    FullName,
    NameFormatError,
    decline,
    full,
    guess_gender,
    initials_first,
    normalise_key,
    parse_full_name,
    surname_first,
)
from core.russian.text import fold

NBSP = "\u00a0"
MAN = FullName("Иванов", "Иван", "Петрович", Gender.MALE)
WOMAN = FullName("Римская-Корсакова", "Анна-Мария", "Львовна", Gender.FEMALE)


def six_forms(word: str) -> list[str]:
    """Of a word as the table writes it: «Лев=Льв а у а ом е»."""
    tokens = word.split()
    if len(tokens) < 6:
        return [word] * 6
    nominative, _, stem = " ".join(tokens[:-5]).partition("=")
    return [nominative, *((stem or nominative) + ending for ending in tokens[-5:])]


def six_forms_of_double(word: str) -> list[str]:
    parts = [six_forms(part.strip()) for part in word.split(" + ")]
    return ["-".join(forms) for forms in zip(*parts, strict=True)]


def read_gold() -> list[list[FullName]]:
    names = []
    text = Path(__file__).with_name("gold_names.txt").read_text(encoding="utf-8")
    for line in text.splitlines():
        if line and not line.startswith("#"):
            gender = Gender(line[0])
            words = [six_forms_of_double(word.strip()) for word in line[2:].split(";")]
            names.append(
                [
                    FullName(last, first, middle, gender)
                    for last, first, middle in zip(*words, strict=True)
                ]
            )
    return names


GOLD_NAMES = read_gold()
each_gold_name = pytest.mark.parametrize(
    "expected", GOLD_NAMES, ids=[str(forms[0]) for forms in GOLD_NAMES]
)


def test_table_has_enough_names_of_both_genders():
    assert len(GOLD_NAMES) >= 200
    assert {forms[0].gender for forms in GOLD_NAMES} == set(Gender)


@each_gold_name
def test_full_name_is_declined_by_the_rules(expected):
    declined = [decline(expected[0], case) for case in Case]

    assert [str(name) for name in declined] == [str(name) for name in expected]


@each_gold_name
def test_parsing_a_typed_name_finds_its_parts_and_gender(expected):
    name = expected[0]

    # Without a patronymic nobody's gender is guessed.
    known = name if name.middle else replace(name, gender=None)
    assert parse_full_name(str(name)) == known


@each_gold_name
def test_a_name_in_capitals_is_read_as_the_same_person(expected):
    name = parse_full_name(str(expected[0]).upper())

    assert normalise_key(str(name)) == normalise_key(str(expected[0]))
    assert not str(name).isupper()


def test_without_a_gender_the_name_stays_in_the_nominative():
    name = FullName("Ким", "Женя")

    assert [full(name, case) for case in Case] == ["Ким Женя"] * 6


def test_gender_and_case_as_stored_in_a_column_are_understood():
    name = FullName("Хорошая", "Анна-Мария", "Львовна", "f")

    assert full(name, "dative") == "Хорошей Анне-Марии Львовне"
    assert full(FullName("Ким", "Женя", "", ""), "dative") == "Ким Женя"


def test_capitals_of_stored_names_stay_capitals():
    name = FullName("ИВАНОВА", "АННА", "ПЕТРОВНА", Gender.FEMALE)

    assert full(name, Case.DATIVE) == "ИВАНОВОЙ АННЕ ПЕТРОВНЕ"


def test_spaces_around_a_stored_name_do_not_stop_declension():
    name = FullName("Иванов ", " Иван", "Петрович ", Gender.MALE)

    assert full(name, Case.DATIVE) == "Иванову Ивану Петровичу"


def test_a_surname_spelt_without_yo_gets_no_yo():
    name = FullName("Орел", "Семен", "Семенович", Gender.MALE)

    assert full(name, Case.GENITIVE) == "Орла Семена Семеновича"


def test_forms_kept_for_a_person_win_part_by_part():
    overrides = {"dative": {"last": "Заяцу"}}
    name = FullName("Заяц", "Иван", "Петрович", Gender.MALE)

    assert full(name, Case.DATIVE, overrides) == "Заяцу Ивану Петровичу"
    assert full(name, Case.GENITIVE, overrides) == "Зайца Ивана Петровича"
    assert initials_first(name, Case.DATIVE, overrides) == f"И.{NBSP}П.{NBSP}Заяцу"


def test_forms_kept_for_a_person_need_no_gender():
    name = FullName("Ким", "Женя")

    assert full(name, Case.DATIVE, {"dative": {"first": "Жене"}}) == "Ким Жене"


@pytest.mark.parametrize(
    ("name", "case", "expected"),
    [
        (MAN, Case.NOMINATIVE, "И. П. Иванов"),
        (MAN, Case.INSTRUMENTAL, "И. П. Ивановым"),
        (WOMAN, Case.DATIVE, "А.-М. Л. Римской-Корсаковой"),
        (FullName("Ким", "Анна", "", Gender.FEMALE), Case.DATIVE, "А. Ким"),
        (FullName("Алиев", "Гейдар", "Мамед оглы", Gender.MALE), Case.DATIVE, "Г. М. Алиеву"),
        (FullName("фон Берг", "Карл", "", Gender.MALE), Case.DATIVE, "К. фон Бергу"),
    ],
)
def test_initials_stand_before_the_surname_tied_to_it(name, case, expected):
    assert initials_first(name, case) == expected.replace(" ", NBSP)


@pytest.mark.parametrize(
    ("name", "case", "expected"),
    [
        (MAN, Case.NOMINATIVE, "Иванов И. П."),
        (MAN, Case.DATIVE, "Иванову И. П."),
        (WOMAN, Case.ACCUSATIVE, "Римскую-Корсакову А.-М. Л."),
    ],
)
def test_initials_stand_after_the_surname_tied_to_it(name, case, expected):
    assert surname_first(name, case) == expected.replace(" ", NBSP)


@pytest.mark.parametrize(
    ("middle", "gender"),
    [
        ("Иванович", Gender.MALE),
        ("Ильич", Gender.MALE),
        ("Ваха-Алиевич", Gender.MALE),
        ("Мамед оглы", Gender.MALE),
        ("Асан уулу", Gender.MALE),
        ("Ахмед-оглы", Gender.MALE),
        ("Ивановна", Gender.FEMALE),
        ("Ильинична", Gender.FEMALE),
        ("Ваха-Алиевна", Gender.FEMALE),
        ("Лутфияр кызы", Gender.FEMALE),
        ("ПЕТРОВНА", Gender.FEMALE),
        ("", None),
        ("Анна", None),
        ("Магомед", None),
    ],
)
def test_gender_follows_from_the_patronymic_alone(middle, gender):
    assert guess_gender("Иванова", "Анна", middle) == gender


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("  Иванов   Иван\u00a0Иванович ", ("Иванов", "Иван", "Иванович")),
        ("иванов иван иванович", ("Иванов", "Иван", "Иванович")),
        ("ИВАНОВ ИВАН ИВАНОВИЧ", ("Иванов", "Иван", "Иванович")),
        ("ИВанов Иван Иванович.", ("Иванов", "Иван", "Иванович")),
        ("Иванов, Иван Иванович", ("Иванов", "Иван", "Иванович")),
        ("Римский - Корсаков Илья", ("Римский-Корсаков", "Илья", "")),
        ("Римский\u2013Корсаков Илья", ("Римский-Корсаков", "Илья", "")),
        ("римский - корсаков илья", ("Римский-Корсаков", "Илья", "")),
        ("ФОН БЕРГ АННА КАРЛОВНА", ("фон Берг", "Анна", "Карловна")),
        ("Абу Халед Мохаммад", ("Абу Халед", "Мохаммад", "")),
        ("АЛИЕВ ГЕЙДАР МАМЕД ОГЛЫ", ("Алиев", "Гейдар", "Мамед оглы")),
        ("АЛИ-ЗАДЕ ЛЕЙЛА РАМИН КЫЗЫ", ("Али-заде", "Лейла", "Рамин кызы")),
        ("БОДУЭН-ДЕ-КУРТЕНЭ ИВАН", ("Бодуэн-де-Куртенэ", "Иван", "")),
        ("О`НИЛ Патрик", ("О\u2019Нил", "Патрик", "")),
        ("МакДональд Роберт", ("МакДональд", "Роберт", "")),
        ("Иванова Анна", ("Иванова", "Анна", "")),
        ("Нгуен Ван Минь", ("Нгуен", "Ван", "Минь")),
        ("Гарсия Лопес Мария Ивановна", ("Гарсия Лопес", "Мария", "Ивановна")),
        ("Е\u0308лкина И\u0306ода", ("Ёлкина", "Йода", "")),
    ],
)
def test_typed_names_are_mended(text, parts):
    name = parse_full_name(text)

    assert (name.last, name.first, name.middle) == parts


def test_latin_look_alikes_become_cyrillic_and_are_told():
    name = parse_full_name("Ивaнoв Петр Cергеевич")

    assert name == FullName("Иванов", "Петр", "Сергеевич", Gender.MALE)
    assert [word in note for word, note in zip(("Иванов", "Сергеевич"), name.notes, strict=True)]


def test_a_clean_name_has_no_notes():
    assert parse_full_name("Иванов Иван Иванович").notes == ()


def test_first_name_first_is_turned_round_and_told():
    name = parse_full_name("Анна Ивановна Мицкевич")

    assert name == FullName("Мицкевич", "Анна", "Ивановна", Gender.FEMALE)
    assert len(name.notes) == 1


def test_a_surname_of_two_words_is_told():
    assert len(parse_full_name("Гарсия Лопес Мария Ивановна").notes) == 1


def test_a_given_gender_is_kept():
    assert parse_full_name("Ким Женя", gender=Gender.FEMALE).gender is Gender.FEMALE


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "empty"),
        (" . ", "empty"),
        ("Иванов", "too_short"),
        ("Иван Иванович", "too_short"),
        ("Гейдар Мамед оглы", "too_short"),
        ("Иванов И.И.", "initials"),
        ("Иванов И. И.", "initials"),
        ("Иванов И И", "initials"),
        ("И.И. Иванов", "initials"),
        ("Smith John", "latin"),
        ("Иванов John", "latin"),
        ("Иванова (Петрова) Анна", "characters"),
        ("Иванов. Иван Иванович", "characters"),
        ("Иванов Иван 7А", "characters"),
        ("Иванов Иван Иванович \u2013 учитель", "extra"),
        ("Иванов Иван Иванович -", "extra"),
        ("Иванов Иван и Петров Пётр Петрович вместе", "initials"),
        ("Иванов Иван Петров Пётр", "too_long"),
        ("Иванов Иван Петров Пётр Петрович", "too_long"),
    ],
)
def test_what_is_no_full_name_is_refused_with_a_reason(text, code):
    with pytest.raises(NameFormatError) as refusal:
        parse_full_name(text)

    assert refusal.value.code == code
    assert str(refusal.value)


def test_refusal_of_wrong_characters_names_them():
    with pytest.raises(NameFormatError, match=r"\( \)"):
        parse_full_name("Иванова (Петрова) Анна")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Соловьёв Илья Фомич", "СОЛОВЬЕВ  ИЛЬЯ ФОМИЧ "),
        ("Римский-Корсаков Илья", "римский \u2013 корсаков илья"),
        ("Алиев Гейдар Мамед-оглы", "Алиев Гейдар Мамед оглы"),
        ("Иванов Иван", "Ивaнoв Ивaн"),
        ("О'Нил Пат", "О\u2019Нил Пат"),
    ],
)
def test_spellings_of_one_person_have_one_key(one, other):
    assert normalise_key(one) == normalise_key(other)


def test_different_people_have_different_keys():
    assert normalise_key("Иванов Иван") != normalise_key("Иванова Иван")


def test_a_surname_that_is_all_ending_stays_as_it_is():
    assert decline(FullName("Ая", "Анна", "", Gender.FEMALE), Case.GENITIVE).last == "Ая"


word = st.text(alphabet="абвгдежзийклмнопрстуфхцчшщъыьэюяё", min_size=2, max_size=12)


@settings(deadline=None)
@given(last=word, first=word, middle=word, gender=st.sampled_from(Gender))
def test_any_word_is_declined_to_words_of_the_same_beginning(last, first, middle, gender):
    name = FullName(last.capitalize(), first.capitalize(), middle.capitalize(), gender)

    for case in Case:
        declined = decline(name, case)
        for part in ("last", "first", "middle"):
            form = getattr(declined, part)
            assert form.isalpha()
            assert fold(form[0]) == fold(getattr(name, part)[0])


@settings(deadline=None)
@given(text=st.text(max_size=40))
def test_any_text_is_a_name_or_refused_without_breaking(text):
    with suppress(NameFormatError):
        name = parse_full_name(text)
        assert name.last
        assert name.first


# Letters that make no patronymic and no «оглы», so that every pair of words is a name.
plain_word = st.text(alphabet="абвгдеёжкопст", min_size=2, max_size=12)


@settings(deadline=None)
@given(last=plain_word, first=plain_word)
def test_reading_a_read_name_changes_nothing(last, first):
    once = parse_full_name(f"{last} {first}")

    assert parse_full_name(str(once)) == once
