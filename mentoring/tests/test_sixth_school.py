"""A sixth regulation, which no preset knows, is set up in the browser alone; its year runs.

The school is set up once, its year is worked once, and the tests read what came of it.
"""

from __future__ import annotations

import datetime
import io
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import connections
from django.test import Client
from django.urls import reverse
from playwright.sync_api import Browser, Page
from pypdf import PdfReader
from pytest_django import DjangoDbBlocker
from pytest_django.live_server_helper import LiveServer

from accounts.choices import Role
from accounts.models import User
from accounts.testing import confirm, make_user
from core import clock
from core.calendar import working_days_before
from monitoring.models import Survey
from pairing.choices import PairState
from pairing.models import Pair
from plans.choices import FeedbackState
from plans.models import Feedback, Plan
from portal.demo.year import play_year
from registry.models import Appointment
from schools.models import Programme, School
from schools.presets import load_preset
from schools.queries import current_programme
from schools.years import add_months

from . import sixth_browser, sixth_texts, sixth_year
from .sixth_differences import DIFFERENCES, Difference, act_of, as_kept, plain
from .sixth_rules import RULES as TYPED
from .sixth_rules import Typed

pytestmark = [pytest.mark.browser, pytest.mark.django_db]

FIVE = ("kirov-65", "meskety", "spb-644", "krasnouralsk", "sosh-62")
PASSWORD = "razlivka-stali-2026"
DESKTOP = {"width": 1280, "height": 900}
OpenPage = Callable[[User | None], Page]


@pytest.fixture(scope="module")
def _database(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """The school outlives a test, so its rows go when the last test has read them."""
    with django_db_blocker.unblock():
        yield
        call_command("flush", verbosity=0, interactive=False)


@pytest.fixture(scope="module")
def open_page(_database: None, browser: Browser) -> Iterator[OpenPage]:
    """A page as that user sees it, or as somebody who has not signed in."""
    server = LiveServer("localhost")
    contexts = []

    def open_one(user: User | None) -> Page:
        context = browser.new_context(locale="ru-RU", base_url=server.url, viewport=DESKTOP)
        contexts.append(context)
        if user is not None:
            client = Client()
            backend = "allauth.account.auth_backends.AuthenticationBackend"
            client.force_login(user, backend=backend)
            confirm(client)
            value = client.cookies["sessionid"].value
            context.add_cookies([{"name": "sessionid", "value": value, "url": server.url}])
        page = context.new_page()
        page.on("dialog", lambda dialog: dialog.accept())
        return page

    yield open_one
    for context in contexts:
        context.close()
    server.stop()
    # The connection of this thread while the browser's loop runs in it; nobody else closes it.
    connections.close_all()


@pytest.fixture(scope="module")
def school(open_page: OpenPage) -> School:
    """As the README begins: two commands and a link, then everything in the browser."""
    answer = io.StringIO()
    call_command("load_school", "r145", "--slug", "sixth", stdout=io.StringIO())
    call_command("create_administrator", "sixth", "head@martin.example", stdout=answer)
    page = open_page(None)
    sixth_browser.accept_invitation(page, answer.getvalue().strip(), PASSWORD)
    sixth_browser.set_up(page, year=clock.today().year)
    return School.objects.get()


@dataclass
class Worked:
    """What the year has left: texts of papers and of pages."""

    papers: dict[str, str] = field(default_factory=dict)
    pages: dict[str, str] = field(default_factory=dict)


def words(text: str) -> str:
    return " ".join(text.replace("\xad", "").split())


def paper(page: Page, url: str) -> str:
    content = page.request.get(url).body()
    return words(" ".join(one.extract_text() for one in PdfReader(io.BytesIO(content)).pages))


@pytest.fixture(scope="module")
def year(school: School, open_page: OpenPage, tmp_path_factory: pytest.TempPathFactory) -> Worked:
    office = open_page(make_user(Role.COORDINATOR, school))
    head = open_page(make_user(Role.DIRECTOR, school))
    done = Worked()
    folder: Path = tmp_path_factory.mktemp("sixth")
    sixth_year.load_bases(office, folder)
    sixth_year.enter_office(office)
    sixth_year.make_survey(office)
    done.pages["missing"] = read(office, reverse("registry:missing_list"))
    done.pages["group of two"] = sixth_year.check_group_of_two(office)
    sixth_year.draft_introduction(office)
    sixth_year.draft_pairs(office)
    done.pages["board"] = read(office, reverse("pairing:board"))
    sixth_year.sign_everything(head)
    plan = Plan.objects.order_by("pk").first()
    assert plan is not None
    member = plan.member
    mentor_user = make_user(Role.MENTOR, school)
    member.mentor.person.user = mentor_user
    member.mentor.person.save()
    mentor = open_page(mentor_user)
    sixth_year.write_plan(mentor, plan.get_absolute_url())
    done.pages["plan of the office"] = read(office, plan.get_absolute_url())
    sixth_year.approve_plan(head, plan.get_absolute_url())
    feedback = reverse("plans:feedback_detail", args=[member.feedback.pk])
    sixth_year.work(mentor, plan.get_absolute_url(), feedback)
    sixth_year.read_report(head, feedback)
    done.pages["rounds"] = read(office, reverse("monitoring:round_list"))
    done.pages["road map"] = read(office, reverse("schools:road_map_current"))
    sixth_year.end_pair(office, member.pair.get_absolute_url())
    sixth_year.sign_everything(head)
    for name, number in (("introduction", 0), ("pairs", 1), ("completion", 2)):
        order = school.orders.order_by("pk")[number]
        done.papers[name] = paper(office, reverse("orders:order_pdf", args=[order.pk]))
    done.papers["plan"] = paper(office, reverse("plans:plan_pdf", args=[plan.pk]))
    done.papers["report"] = paper(office, reverse("plans:feedback_pdf", args=[member.feedback.pk]))
    return done


def read(page: Page, url: str) -> str:
    page.goto(url)
    return words(page.locator("main").inner_text())


def own_programme(school: School) -> Programme:
    programme = current_programme(school)
    assert programme is not None
    return programme


def test_it_differs_in_twenty_places_at_least() -> None:
    assert len(DIFFERENCES) >= 20


@pytest.mark.parametrize("typed", TYPED, ids=lambda typed: typed.key)
def test_a_rule_is_kept_as_it_was_typed(school: School, typed: Typed) -> None:
    entry = act_of(school).rules[typed.key]

    assert (plain(typed.key, entry["value"]), entry["clause"]) == (as_kept(typed), typed.clause)


@pytest.mark.parametrize("difference", DIFFERENCES, ids=str)
def test_none_of_the_five_says_the_same(school: School, difference: Difference) -> None:
    own = difference.own(school)

    assert own not in [difference.of_preset(load_preset(name)) for name in FIVE]


def test_the_programme_is_the_acts_own_and_lasts_as_many_months(school: School) -> None:
    programme = own_programme(school)

    assert programme.regulation == act_of(school)
    assert programme.ends_on == add_months(programme.starts_on, 8) - datetime.timedelta(1)


def test_a_whole_year_can_be_played(school: School) -> None:
    """From empty bases to the next programme; the test's end takes it back."""
    played = own_programme(school)

    play_year(school)

    states = set(played.pairs.values_list("state", flat=True))
    assert states == {PairState.COMPLETED}


def test_the_introduction_prints_the_acts_stamps_its_table_and_its_number(year: Worked) -> None:
    printed = year.papers["introduction"]

    assert [text for text in OF_INTRODUCTION if text not in printed] == []


OF_INTRODUCTION = (
    "№ П-1",
    "О начале шефства",
    "протокол № 3",
    "Начать шефство шефов над стажёрами",
    "Поручить шефство: Луниной Ольге Игоревне, методисту",
    "ведёт Тихая Инна Олеговна",
    "ОБСУЖДЕНО",
    "письмо от __________ № 14/К",
    "25 августа 2025 г.",
    "Участок пути",
    "Чем подтверждаем",
    "Провести пробную плавку",
    "Мест",
    "В. П. Громова",
)


def test_the_introduction_appoints_and_there_is_no_curator(year: Worked) -> None:
    roles = list(Appointment.objects.order_by("role").values_list("role", flat=True))

    assert roles == ["coordinator", "psychologist"]


def test_the_order_of_pairs_has_the_words_and_the_mask_of_the_act(year: Worked) -> None:
    printed = year.papers["pairs"]

    assert f"№ НС-2/{clock.today().year}" in printed
    assert "О допуске стажёров на стажировку" in printed
    assert "1. Допустить к печи:" in printed
    assert "отвечает Ромашкина Анна Петровна, мастер (форма «мастер – стажёр»)" in printed


def test_a_group_of_two_is_refused_with_the_clause(year: Worked) -> None:
    assert "(п. 2.1)" in year.pages["group of two"]


def test_who_is_too_young_gets_no_pair(year: Worked) -> None:
    assert "в программе участвуют с 16 лет (п. 3.4)" in year.pages["board"]


def test_the_bases_have_their_own_terms(year: Worked) -> None:
    assert "База стажёров: к первой оттепели (03.03." in year.pages["missing"]


def test_nobody_but_the_director_approves_the_plan(year: Worked) -> None:
    assert "Утвердить план" not in year.pages["plan of the office"]
    assert Plan.objects.filter(approved_at__isnull=False).count() == 1


def test_the_plan_prints_the_sections_and_signatures_of_the_act(year: Worked) -> None:
    printed = year.papers["plan"]

    wanted = ("ЛИСТ СТАЖИРОВКИ", "Чему научиться за смену", "Что поправить", "Заведующая")
    assert [text for text in wanted if text not in printed] == []


def test_the_plan_prints_the_labels_and_columns_of_the_act(year: Worked) -> None:
    printed = year.papers["plan"]

    wanted = ("1. Стажируется", "2. Шеф", "3. Дни стажировки", "Операция", "Смена", "Принял")
    assert [text for text in wanted if text not in printed] == []
    assert "Ответственный" not in printed


def test_the_report_is_due_twelve_working_days_before_the_end(year: Worked) -> None:
    feedback = Feedback.objects.get(state=FeedbackState.READ)
    ends_on = own_programme(School.objects.get()).ends_on

    assert feedback.due_on == working_days_before(ends_on, 12, six_day=False)


def test_the_report_prints_under_its_own_name(year: Worked) -> None:
    printed = year.papers["report"]

    wanted = ("СПРАВКА О СТАЖИРОВКЕ", "Что сделано на участке", "К чему допустить")
    assert [text for text in wanted if text.casefold() not in printed.casefold()] == []


def test_monitoring_waits_for_the_two_times_of_the_act(year: Worked) -> None:
    page = year.pages["rounds"]

    assert "Срез в треть срока" in page
    assert "18.07." in page


def test_a_form_of_the_schools_own_has_a_questionnaire(year: Worked) -> None:
    survey = Survey.objects.get(form__name="мастер – стажёр")

    assert (survey.title, survey.questions.count() > 0) == ("Первая смена", True)


def test_the_road_map_has_the_columns_of_the_act(year: Worked) -> None:
    page = year.pages["road map"]

    assert [title for title, _key in sixth_texts.COLUMNS if title not in page] == []


def test_the_pair_ends_by_an_order_for_a_reason_of_the_act(year: Worked) -> None:
    assert "Основание: допуск к самостоятельной работе" in year.papers["completion"]
    assert Pair.objects.filter(state=PairState.ENDED_EARLY).count() == 1
