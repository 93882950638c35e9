import pytest

from pairing.areas import standard_table, table_of
from pairing.readings import hours_a_week, wished_ages
from pairing.words import phrases, stem, stems


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("олимпиаде", "олимпиадам"),
        ("подготовиться", "подготовка"),
        ("математику", "математики"),
        ("математика", "математический"),
        ("Ёлка", "елка"),
        ("выступлениях", "выступления"),
        ("профессию", "профессия"),
    ],
)
def test_forms_of_one_word_have_one_stem(one: str, other: str) -> None:
    assert stem(one) == stem(other)


@pytest.mark.parametrize(("one", "other"), [("история", "физика"), ("журнал", "урок")])
def test_different_words_have_different_stems(one: str, other: str) -> None:
    assert stem(one) != stem(other)


def test_short_words_say_nothing() -> None:
    assert stems("я и ты") == frozenset()


def test_an_enumeration_falls_into_phrases() -> None:
    text = "работа с ОВЗ, робототехника; проектная деятельность"

    assert phrases(text) == ("работа с ОВЗ", "робототехника", "проектная деятельность")


@pytest.mark.parametrize(
    ("request_text", "competence"),
    [
        ("выбрать профессию", "профориентация"),
        ("наладить отношения в классе", "педагог-психолог"),
        ("научиться вести электронный журнал", "цифровые инструменты"),
        ("справиться с волнением на выступлениях", "публичные выступления"),
        ("адаптироваться в новом коллективе", "социальный педагог"),
        ("сделать проект", "проектная деятельность"),
        ("классное руководство: с чего начать", "классное руководство"),
    ],
)
def test_a_request_and_a_competence_meet_in_an_area(request_text: str, competence: str) -> None:
    table = standard_table()

    assert table.of_request(request_text) & table.of_competence(competence)


def test_words_that_only_say_that_somebody_wants_are_left_out() -> None:
    assert standard_table().telling("хочу подготовиться к олимпиаде") == stems("олимпиада")


def test_a_school_adds_its_own_areas(programme) -> None:
    programme.regulation.texts = {
        "matching": {
            "areas": [{"title": "шахматы", "requests": ["дебют"], "competencies": ["гроссмейстер"]}]
        }
    }

    table = table_of(programme.regulation)

    assert table.of_request("разучить дебют") & table.of_competence("гроссмейстер")
    assert len(table.areas) == len(standard_table().areas) + 1


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("11-13", 11, 13),
        ("14–18", 14, 18),
        ("от 10 до 12 лет", 10, 12),
        ("от 14", 14, 120),
        ("до 12 лет", 0, 12),
        ("взрослые", 18, 120),
        ("старшеклассники", 14, 18),
        ("5–7 класс", 11, 14),
        ("15", 15, 15),
    ],
)
def test_wished_ages_are_read(text: str, low: int, high: int) -> None:
    ages = wished_ages(text)

    assert (ages.low, ages.high, ages.is_said, ages.is_any) == (low, high, True, False)


def test_any_age_differs_from_nothing_said() -> None:
    assert wished_ages("любой").is_any
    assert not wished_ages("").is_said
    assert not wished_ages("как получится").is_said


@pytest.mark.parametrize(
    ("text", "hours"),
    [
        ("3 ч. в неделю", 3),
        ("2 часа", 2),
        ("1,5 часа в неделю", 1.5),
        ("4 часа в месяц", 1),
        ("2 раза в неделю", 2),
        ("1 ч. в день", 5),
        ("по договорённости", None),
        ("", None),
    ],
)
def test_hours_a_week_are_read(text: str, hours: float | None) -> None:
    assert hours_a_week(text) == hours
