"""The editor of a kind of order: what is typed, what comes back, what is wrong with it."""

from __future__ import annotations

import pytest
from django.urls import reverse

from accounts.choices import Role
from accounts.testing import make_user
from schools.actions import create_school, delete_order_kind, save_order_kind
from schools.choices import AppointedRole
from schools.codes import code_of
from schools.placeholders import TITLES
from schools.presets import load_preset, preset_names
from schools.templating import APPOINTED_VALUES, CHANGE_VALUES, ORDER_VALUES, PAIR_VALUES
from schools.texts import order_kind, order_kinds

LINES = ("fields", "appoints", "points", "annexes")
ORDER = {"name": "Вид", "title": "О виде", "preamble": "В целях", "points": [{"text": "Делать."}]}


@pytest.fixture
def client(signed_in, kirov):
    return signed_in(make_user(Role.ADMINISTRATOR, kirov))


def url(name, *args):
    return reverse(f"schools:{name}", args=args)


def typed(points=({"text": "Назначить."},), fields=(), appoints=(), annexes=(), **changes):
    """What the browser sends of the page of a new kind."""
    data: dict[str, object] = {
        "name": "О смотре",
        "title": "О смотре наставников {year}",
        "preamble": "В целях развития",
        "series": "core",
        "reason": "решение педсовета",
        "valid_from": "2099-01-01",
    }
    for prefix, rows in zip(LINES, (fields, appoints, points, annexes), strict=True):
        data |= {f"{prefix}-TOTAL_FORMS": len(rows), f"{prefix}-INITIAL_FORMS": 0}
        for number, row in enumerate(rows):
            data |= {f"{prefix}-{number}-{name}": value for name, value in row.items()}
            if prefix == "points":
                data.setdefault(f"points-{number}-level", "0")
    return data | changes


def newest(school):
    return school.regulations.order_by("-version").first()


def post(client, regulation, data):
    return client.post(url("order_kind_create", regulation.pk), data)


def test_a_new_kind_with_all_its_parts_is_a_new_version(client, kirov, regulation):
    data = typed(
        fields=[
            {"title": "Дата смотра", "kind": "date", "required": "on"},
            {"title": "Протокол", "kind": "text", "code": "protocol"},
        ],
        appoints=[{"role": "commission", "minimum": "3", "maximum": "5"}],
        points=[
            {"text": "Провести смотр {data_smotra}.", "executor": "куратор", "due": "до {year}"},
            {"text": "Комиссия:"},
            {
                "text": "{person:accusative}",
                "level": "1",
                "repeat": "appointed",
                "role": "commission",
                "when": "commission",
            },
        ],
        annexes=[{"kind": "table", "title": "Таблица", "columns": "ФИО\r\n\r\nКласс"}],
        number_mask="48,{number}",
        numbering="hand",
        acquaintance="on",
    )

    response = post(client, regulation, data)

    version = newest(kirov)
    assert response["Location"] == url("order_kind_list", version.pk)
    kind = order_kind(version, "o_smotre")
    assert [field.code for field in kind.fields] == ["data_smotra", "protocol"]
    assert (kind.fields[0].required, kind.fields[1].required) == (True, False)
    assert (kind.appoints[0].minimum, kind.appoints[0].maximum) == (3, 5)
    assert kind.points[1].points[0].text == "{person:accusative}"
    assert kind.annexes[0].columns == ("ФИО", "Класс")
    assert (kind.number_mask, kind.numbering, kind.acquaintance) == ("48,{number}", "hand", True)
    assert order_kinds(version)[-1].code == "o_smotre"


@pytest.mark.parametrize("name", preset_names())
def test_every_kind_of_every_preset_comes_back_as_it_went(signed_in, db, name):
    school = create_school(load_preset(name), slug="first", actor=None)
    regulation = school.regulations.get()
    client = signed_in(make_user(Role.ADMINISTRATOR, school))
    for code in regulation.texts.get("orders", {}):
        address = url("order_kind_update", regulation.pk, code)
        response = client.post(address, sent(client.get(address).context["editor"]))
        assert response.status_code == 302, (code, response.context["errors"])

    assert newest(school) == regulation


def sent(editor):
    """What the browser sends of a page that nobody has touched."""
    data: dict[str, object] = {"reason": "так", "valid_from": "2099-01-01"}
    row = {key: value for key, value in editor.main.initial.items() if key not in LINES}
    data |= {key: "on" if value is True else value for key, value in row.items() if value}
    data.setdefault("series", editor.main.fields["series"].initial)
    for prefix, lines in editor.sections.items():
        total = len(lines.initial_forms)
        data |= {f"{prefix}-TOTAL_FORMS": total, f"{prefix}-INITIAL_FORMS": total}
        for number, form in enumerate(lines.initial_forms):
            for name, field in form.fields.items():
                value = form.get_initial_for_field(field, name)
                if value is not False and value not in (None, ""):
                    data[f"{prefix}-{number}-{name}"] = "on" if value is True else value
    return data


TWO_ROLES = [{"role": "curator"}, {"role": "curator"}]
SAME_CODES = [{"title": title, "kind": "text", "code": "day"} for title in ("День", "Дата")]


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (typed([{"text": "Найти {mentr}."}]), "подстановки «{mentr}» нет"),
        (typed([{"text": "Найти {mentor}.", "due": "{day"}]), "скобки подстановок"),
        (typed([{"text": "Найти {year:genitive}."}]), "падежа нет"),
        (typed([{"text": "{person}", "repeat": "appointed", "role": "curator"}]), "не назначает"),
        (typed([{"text": "Один", "when": "nobody"}]), "Ни такого вопроса"),
        (typed([{"text": "Один", "role": "emperor"}]), "Выберите корректный вариант"),
        (typed([{"text": "Подпункт", "level": "1"}]), "Над ним нет пункта"),
        (typed([{"text": "А"}, {"text": "Б", "level": "2"}]), "Над ним нет пункта"),
        (typed([{"text": "т" * 10_000}]), "не длиннее 5000 знаков"),
        (typed([]), "ни одного пункта"),
        (typed(preamble="п" * 10_000), "не более 5000"),
        (typed(fields=SAME_CODES), "«day» повторяется"),
        (typed(fields=[{"title": "Год", "kind": "text", "code": "year"}]), "уже занято"),
        (typed(fields=[{"title": "Год", "kind": "text", "code": "Год!"}]), "латинские буквы"),
        (typed(fields=[{"title": "Год", "kind": "picture"}]), "корректный вариант"),
        (typed(appoints=[{"role": "curator", "minimum": "5", "maximum": "3"}]), "больше наиб"),
        (typed(appoints=[{"role": "curator", "minimum": "-1"}]), "больше либо равно 0"),
        (typed(appoints=TWO_ROLES), "уже названа выше"),
        (typed(annexes=[{"kind": "text", "title": "{nothing}"}]), "подстановки «{nothing}»"),
        (typed(annexes=[{"kind": "appointed", "title": "Состав", "role": "council"}]), "назнача"),
        (typed(number_mask="431"), "один раз стоять {number}"),
        (typed(reason=""), "почему"),
        (typed(title=""), "Обязательное поле"),
        (typed(position="-1"), "больше либо равно 1"),
        (typed([{"text": "А"}] * 151), "не больше 100"),
    ],
)
def test_a_mistake_is_told_in_its_place_and_makes_no_version(client, kirov, regulation, data, says):
    response = post(client, regulation, data)

    assert response.status_code == 200
    told = [text for _id, _place, text in response.context["errors"]]
    assert any(says in text for text in told), told
    assert kirov.regulations.count() == 1


def test_what_was_typed_stays_when_something_is_wrong(client, regulation):
    data = typed([{"text": "Найти {mentr}."}], fields=[{"title": "Дата", "kind": "date"}])

    page = post(client, regulation, data).content.decode()

    assert "Найти {mentr}." in page
    assert 'value="Дата"' in page


def test_the_mistake_leads_to_its_field(client, regulation):
    data = typed([{"text": "Один"}, {"text": "{no}", "level": "1"}])

    errors = post(client, regulation, data).context["errors"]

    assert errors[0][0] == "id_points-1-text"
    assert "Строка 2" in errors[0][1]


def test_two_people_at_once_do_not_overwrite_each_other(client, kirov, regulation):
    post(client, regulation, typed())

    response = post(client, regulation, typed(name="О втором смотре"))

    assert "Уже есть редакция 2" in response.content.decode()
    assert kirov.regulations.count() == 2


def test_the_page_of_an_older_version_leads_to_the_newest(client, kirov, regulation):
    post(client, regulation, typed())

    response = client.get(url("order_kind_update", regulation.pk, "pairs"))

    assert response["Location"] == url("order_kind_update", newest(kirov).pk, "pairs")


def test_a_running_programme_takes_the_kind_when_ticked(client, kirov, regulation):
    programme = kirov.programmes.get()
    today = regulation.valid_from.isoformat()

    post(client, regulation, typed(valid_from=today, moved=[programme.pk]))

    programme.refresh_from_db()
    assert "o_smotre" in programme.regulation.texts["orders"]


def test_a_copy_begins_with_the_words_of_its_kind_and_no_name(client, regulation):
    page = client.get(url("order_kind_create", regulation.pk) + "?copy=pairs")

    editor = page.context["editor"]
    assert editor.main["preamble"].value() == regulation.texts["orders"]["pairs"]["preamble"]
    assert not editor.main["name"].value()


def test_an_order_that_replaces_a_mentor_may_name_both(client, kirov, regulation):
    orders = {key: row for key, row in regulation.texts["orders"].items() if key != "replacement"}
    regulation.texts["orders"] = orders
    regulation.save()

    post(
        client,
        regulation,
        typed([{"text": "{old_mentor:genitive} → {mentor:accusative}"}], effect="replacement"),
    )

    assert order_kind(newest(kirov), "replacement").changes_pair


def test_a_kind_that_is_there_already_cannot_be_made_again(client, kirov, regulation):
    regulation.texts["orders"]["replacement"] = ORDER | {"position": 99}
    regulation.save()

    response = post(client, regulation, typed(effect="replacement"))

    assert response.status_code == 200
    assert kirov.regulations.count() == 1


def test_a_kind_is_removed_with_a_reason(client, kirov, regulation):
    address = url("order_kind_delete", regulation.pk, "pairs")

    assert client.post(address, {"valid_from": "2099-01-01"}).status_code == 200
    client.post(address, {"valid_from": "2099-01-01", "reason": "не нужен"})

    assert "pairs" not in newest(kirov).texts["orders"]


@pytest.mark.parametrize("name", ["order_kind_update", "order_kind_delete"])
def test_a_kind_of_another_school_and_one_that_is_not_there_are_404(
    client, other_school, regulation, name
):
    stranger = other_school.regulations.get()

    assert client.get(url(name, stranger.pk, "pairs")).status_code == 404
    assert client.post(url(name, stranger.pk, "pairs")).status_code == 404
    assert client.get(url(name, regulation.pk, "nothing")).status_code == 404


def test_a_kind_moves_to_its_place_in_the_list(regulation):
    first = save_order_kind(regulation, "own", actor=None, order=ORDER, position=1, reason="так")
    last = delete_order_kind(first, "pairs", actor=None, reason="так")

    assert order_kinds(first)[0].code == "own"
    positions = sorted(row["position"] for row in last.texts["orders"].values())
    assert positions == list(range(1, len(positions) + 1))


def test_every_placeholder_is_explained():
    changes = {code for values in CHANGE_VALUES.values() for code in values}

    assert {*ORDER_VALUES, *PAIR_VALUES, *APPOINTED_VALUES, *changes} - set(TITLES) == set()


def test_a_role_is_no_name_of_a_question(client, kirov, regulation):
    role = str(AppointedRole.CURATOR.label)

    post(client, regulation, typed(fields=[{"title": role, "kind": "text"}]))

    assert order_kind(newest(kirov), "o_smotre").fields[0].code == "kurator"


@pytest.mark.parametrize(
    ("title", "code"),
    [
        ("Дата вступления в силу", "data_vstupleniya_v_silu"),
        ("№ 1", "own_1"),
        ("?!", "own"),
        ("taken", "taken_2"),
        ("щ" * 100, "shch" * 10),
    ],
)
def test_a_code_is_made_of_words(title, code):
    assert code_of(title, {"taken"}) == code
