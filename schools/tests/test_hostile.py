"""What cannot be is refused with its place and what is allowed; nothing of it is kept."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.apps import apps
from django.core.management import CommandError, call_command

from accounts.choices import Role
from accounts.testing import make_user
from schools.errors import PresetError
from schools.models import School
from schools.presets import files, read_preset
from schools.signals import programme_opened

from .pages import typed, url
from .test_presets import FORM, GOOD, ORDER, RULE, write

DIRECTION = '[[directions]]\ncode = "study"\nname = "Учебное"\n'
ROAD_MAP = '[texts.road_map]\ntitle = "Карта"\ncolumns = [%s]\n'
NUMBER = '{ key = "number", title = "№" }'
FIVE = ", ".join(['"стажёр"'] * 5)
SIX = ", ".join(['"стажёр"'] * 6)
MENTEE = '[terms]\nmentee = { singular = [%s], plural = [%s], gender = "%s" }\n'
REASONS = '"replacement.reasons" = { value = [{ code = "a", title = "А" }, { code = "%s"%s }] }'

HOSTILE = [
    (
        "no such day",
        GOOD.replace(RULE, '"bases.mentees_due_day" = { value = "02-31" }'),
        ("«bases.mentees_due_day»", "«10-01»"),
    ),
    ("huge number", GOOD.replace("value = 5", f"value = {10**30}"), ("«group.max»", "от 1 до 100")),
    ("negative", GOOD.replace("value = 5", "value = -5"), ("«group.max»", "от 1 до 100")),
    ("endless", GOOD.replace("value = 5", "value = inf"), ("«group.max»", "целое число")),
    ("no number", GOOD.replace("value = 5", "value = nan"), ("«group.max»", "целое число")),
    ("a date", GOOD.replace("value = 5", "value = 2026-02-01"), ("«group.max»", "целое число")),
    (
        "a date for a day",
        GOOD.replace('"05-31"', "2026-05-31"),
        ("programme.ends", "день года"),
    ),
    (
        "reason twice",
        GOOD.replace(RULE, REASONS % ("a", ', title = "Б"')),
        ("«replacement.reasons»", "не повторяются"),
    ),
    (
        "reason without a title",
        GOOD.replace(RULE, REASONS % ("b", "")),
        ("«replacement.reasons»", "code и title"),
    ),
    ("direction twice", GOOD + DIRECTION * 2, ("directions", "«study» повторяется")),
    (
        "mask of an order without a number",
        GOOD + ORDER % "Да." + 'number_mask = "48-од"\n',
        ("texts.orders.pairs.number_mask", "один раз стоять {number}"),
    ),
    (
        "mask with markup",
        GOOD + ORDER % "Да." + 'number_mask = "<b>{number}</b>{x}"\n',
        ("texts.orders.pairs.number_mask", "один раз стоять {number}"),
    ),
    (
        "annex of an unknown kind",
        GOOD + ORDER % "Да." + 'annexes = [{ kind = "song", title = "Гимн" }]\n',
        ("texts.orders.pairs.annexes[1].kind", "допустимо одно из: regulation"),
    ),
    (
        "annex of people whom nobody appoints",
        GOOD
        + ORDER % "Да."
        + 'annexes = [{ kind = "appointed", title = "С", role = "curator" }]\n',
        ("texts.orders.pairs.annexes[1].role", "допустимо одно из"),
    ),
    (
        "appointed more at least than at most",
        GOOD + ORDER % "Да." + 'appoints = [{ role = "curator", minimum = 5, maximum = 3 }]\n',
        ("texts.orders.pairs.appoints[1]", "minimum больше, чем maximum"),
    ),
    (
        "unknown role",
        GOOD + ORDER % "Да." + 'appoints = [{ role = "cook" }]\n',
        ("texts.orders.pairs.appoints[1].role", "допустимо одно из: coordinator"),
    ),
    (
        "question twice",
        GOOD
        + ORDER % "Да."
        + 'fields = [{ code = "d", title = "А" }, { code = "d", title = "Б" }]\n',
        ("texts.orders.pairs.fields", "«d» повторяется"),
    ),
    (
        "points too deep",
        GOOD
        + (ORDER % "А").replace(
            "points = [{ text",
            'points = [{ text = "1", points = [{ text = "2", points = [{ text = "3", '
            'points = [{ text = "4" }] }] }] }, { text',
        ),
        ("points[1].points[1].points[1].points", "такого ключа нет"),
    ),
    ("map without columns", GOOD + ROAD_MAP % "", ("texts.road_map.columns", "не меньше 1")),
    (
        "column twice",
        GOOD + ROAD_MAP % f"{NUMBER}, {NUMBER}",
        ("texts.road_map.columns", "«number» повторяется"),
    ),
    ("five forms", GOOD + MENTEE % (FIVE, SIX, "m"), ("mentee.singular", "шесть форм")),
    ("no such gender", GOOD + MENTEE % (SIX, SIX, "x"), ("mentee.gender", "одно из: m")),
    ("empty form", GOOD + MENTEE % (SIX.replace("стажёр", "", 1), SIX, "m"), ("форма пуста",)),
    (
        "word with markup",
        GOOD + '[terms]\nmentee = "<b>стажёр</b>"\n',
        ("mentee", "допустимы буквы"),
    ),
    ("key twice", GOOD.replace(RULE, f"{RULE}\n{RULE}"), ("это не TOML, строка 22",)),
    ("broken line", GOOD.replace(RULE, '"group.max" = { value'), ("это не TOML, строка 21",)),
    ("endless nesting", "a = " + "[" * 20_000, ("это не TOML",)),
    ("a null character", GOOD.replace("Примерск", "При\\u0000мерск"), ("school.city", "знак")),
    (
        "a null character in a rule",
        GOOD.replace('"1.4"', '"1\\u00004"'),
        ("«group.max»", "пункт положения"),
    ),
    ("participant of a list", GOOD.replace(FORM, "mentor_kind = []"), ("forms[1].mentor_kind",)),
]


def count_rows() -> dict[str, int]:
    return {
        model._meta.label: model._default_manager.count()
        for model in apps.get_models()
        if model._meta.managed and not model._meta.proxy
    }


@pytest.mark.parametrize(
    ("text", "says"), [case[1:] for case in HOSTILE], ids=[case[0] for case in HOSTILE]
)
def test_a_preset_that_cannot_be_says_where_and_what_is_allowed(tmp_path, text, says):
    with pytest.raises(PresetError) as refusal:
        read_preset(write(tmp_path, text))

    told = refusal.value.problems
    assert any(all(word in problem for word in says) for problem in told), told


@pytest.mark.parametrize("text", [case[1] for case in HOSTILE], ids=[case[0] for case in HOSTILE])
def test_the_command_loads_nothing_of_it(db, monkeypatch, tmp_path: Path, text):
    write(tmp_path, text)
    monkeypatch.setattr(files, "FOLDER", tmp_path)
    before = count_rows()

    with pytest.raises(CommandError, match=r"bad\.toml"):
        call_command("load_school", "bad")

    assert count_rows() == before


def test_a_file_with_a_mark_of_its_coding_is_read(tmp_path):
    path = tmp_path / "good.toml"
    path.write_text(GOOD, encoding="utf-8-sig")

    assert read_preset(path).title == "Образец"


@pytest.mark.parametrize("coding", ["cp1251", "utf-16"])
def test_a_file_in_another_coding_is_refused(tmp_path, coding):
    path = tmp_path / "bad.toml"
    path.write_text(GOOD, encoding=coding)

    with pytest.raises(PresetError, match="UTF-8"):
        read_preset(path)


def test_a_school_of_which_a_later_part_fails_is_not_made(db, monkeypatch, tmp_path):
    (tmp_path / "good.toml").write_text(GOOD, encoding="utf-8")
    monkeypatch.setattr(files, "FOLDER", tmp_path)
    before = count_rows()

    def fail(**_kwargs):
        raise RuntimeError("the last step")

    programme_opened.connect(fail)
    try:
        with pytest.raises(RuntimeError):
            call_command("load_school", "good")
    finally:
        programme_opened.disconnect(fail)

    assert count_rows() == before


@pytest.mark.parametrize(
    "changes",
    [
        {"title": ""},
        {"title": "т" * 301},
        {"kind": "song"},
        {"valid_from": "31.02.2026"},
        {"covers": ["teacher-robot"]},
        {"moved": ["999999"]},
        {"moved": ["' OR 1=1"]},
    ],
    ids=str,
)
def test_the_chooser_makes_nothing_of_what_cannot_be(keeper, kirov, changes):
    address = f"{url('regulation_create')}?preset=r145"
    data = typed(keeper.get(address).content) | {"title": "Новый акт"}
    before = count_rows()

    response = keeper.post(address, data | changes)

    assert response.status_code == 200
    assert response.context["form"].errors
    assert count_rows() == before


def test_the_chooser_makes_an_act_of_what_can_be(keeper, kirov):
    address = f"{url('regulation_create')}?preset=r145"
    data = typed(keeper.get(address).content) | {"title": "Новый акт"}

    keeper.post(address, data)

    assert kirov.regulations.filter(title="Новый акт").exists()


@pytest.mark.parametrize("name", ["nothing", "../../etc/passwd", "r145.toml", "<script>", "\x00"])
def test_a_preset_that_is_not_there_is_404(keeper, name):
    assert keeper.get(url("regulation_create"), {"preset": name}).status_code == 404


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"value-group.max": "9" * 400}, "value-group.max"),
        ({"value-group.max": "-3"}, "value-group.max"),
        ({"value-group.max": "3.5"}, "value-group.max"),
        ({"value-group.max": "1e2"}, "value-group.max"),
        ({"value-bases.mentees_due_day": "31.02"}, "value-bases.mentees_due_day"),
        ({"value-bases.mentees_due_day": "00.00"}, "value-bases.mentees_due_day"),
        ({"value-plan.title": "п" * 301}, "value-plan.title"),
        ({"value-plan.title": "план\x00"}, "value-plan.title"),
        ({"value-orders.number_mask": "{number}{number}"}, "value-orders.number_mask"),
        ({"value-orders.number_mask": "{number.real}"}, "value-orders.number_mask"),
        ({"value-term.min_months": "13"}, "value-term.max_months"),
        ({"value-participants.mentee_kinds": ["robot"]}, "value-participants.mentee_kinds"),
    ],
    ids=str,
)
def test_a_rule_that_cannot_be_is_told_at_its_field_and_nothing_is_kept(send, db, changes, field):
    before = count_rows()

    response = send(rules=changes)

    assert response.status_code == 200
    assert field in response.context["form"].errors
    assert count_rows() == before


def test_markup_in_a_rule_is_text(adopt, keeper, kirov):
    adopt({"value-plan.title": "<script>alert(1)</script>"})
    version = kirov.regulations.get(version=2)

    for page in (version.get_absolute_url(), url("regulation_update", version), url("rule_list")):
        assert "<script>alert(1)" not in keeper.get(page).content.decode()


def test_nobody_without_the_right_loads_a_preset_in_the_browser(signed_in, db):
    school = School.objects.create(slug="s", name="Школа", short_name="Школа", city="г. Примерск")
    curator = signed_in(make_user(Role.CURATOR, school))

    assert curator.get(f"{url('regulation_create')}?preset=r145").status_code == 403
