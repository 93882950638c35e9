"""The paper of an order, as data and as the PDF that a person holds."""

import datetime
from io import BytesIO

import pytest
from pypdf import PdfReader

from accounts.models import User
from core import clock
from documents.actions.templates import upload_template, use_template
from documents.paper import Annex, Points, Signature
from documents.pdf import pdf_of
from documents.queries import paper_of
from documents.testing import leftmost, text_of_docx, text_of_pdf
from documents.testing_docx import make_template
from documents.word import docx_of
from orders.actions import approve_order
from orders.models import Order
from orders.papers import order_paper, signature_of
from orders.testing import make_order, make_submitted
from schools.models import Programme, School, Signatory

pytestmark = pytest.mark.django_db
DAY = datetime.date(2026, 10, 5)
ANNEX = {"title": "Список наставников", "columns": ["№", "ФИО"], "rows": [["1", "Орлова В. Г."]]}


@pytest.fixture
def approved(programme: Programme, curator: User, director: User) -> Order:
    with clock.on(DAY):
        order = make_submitted(programme, curator, annexes=[ANNEX])
        return approve_order(order, actor=director)


def test_the_pdf_says_what_the_director_signed(approved: Order) -> None:
    pdf = pdf_of(paper_of(approved.document))
    text = text_of_pdf(pdf)

    expected = (
        f"{approved.school.name} ({approved.school.short_name}) ПРИКАЗ 05.10.2026 № 1 "
        "г. Примерск О текущей программе наставничества "
        "На основании представления куратора ПРИКАЗЫВАЮ: "
        "1. Закрепить пары: 1.1. Иванова А. П. – Петров Б. "
        "2. Составить планы. Ответственный: куратор. Срок: до 01.10.2026. "
        "3. Контроль за исполнением приказа оставляю за собой. "
        "Директор А. С. Примерова"
    )
    assert expected in text
    mark = "Приложение к приказу от 05.10.2026 № 1"
    assert f"{mark} Список наставников" in text
    assert round(leftmost(PdfReader(BytesIO(pdf)).pages[0]) / 72 * 25.4) == 30


def test_the_docx_says_the_same(approved: Order) -> None:
    text = text_of_docx(docx_of(paper_of(approved.document)))

    for words in (
        "05.10.2026 № 1",
        "1.1. Иванова А. П. – Петров Б.",
        "Ответственный: куратор. Срок: до 01.10.2026.",
        "3. Контроль за исполнением приказа оставляю за собой.",
        "А. С. Примерова",
        "Орлова В. Г.",
    ):
        assert words in text


def test_a_draft_has_no_number_and_its_annex_leaves_room(
    programme: Programme, curator: User
) -> None:
    paper = order_paper(make_order(programme, curator, annexes=[ANNEX, ANNEX]))

    annexes = [block for block in paper.blocks if isinstance(block, Annex)]
    assert (paper.number, paper.date, paper.retention_margin) == ("", None, 30)
    assert [annex.mark.split("\n")[0] for annex in annexes] == ["Приложение № 1", "Приложение № 2"]
    assert annexes[0].mark.endswith("от __________ № ______")


def test_control_is_the_last_point(programme: Programme, curator: User) -> None:
    with_control = order_paper(make_order(programme, curator))
    without = order_paper(make_order(programme, curator, control=""))

    points = [next(b for b in p.blocks if isinstance(b, Points)) for p in (with_control, without)]
    assert [len(block.items) for block in points] == [3, 2]


class TestSignature:
    def test_initials_stand_before_the_surname(self, school: School) -> None:
        assert signature_of(school, DAY) == Signature("Директор", "А.\xa0С.\xa0Примерова")

    def test_who_acts_for_the_director_says_so(self, school: School) -> None:
        Signatory.objects.update(is_acting=True)

        assert signature_of(school, DAY).post == "И.\xa0о. директора"

    def test_an_unknown_post_stays_as_it_is(self, school: School) -> None:
        Signatory.objects.update(is_acting=True, post="CEO школы")

        assert signature_of(school, DAY).post == "И.\xa0о. CEO школы"

    def test_it_is_the_one_who_signed_on_that_day(self, school: School) -> None:
        Signatory.objects.update(valid_to=datetime.date(2026, 9, 30))
        Signatory.objects.create(
            school=school,
            post="Директор",
            last_name="Новый",
            first_name="Пётр",
            gender="m",
            valid_from=datetime.date(2026, 10, 1),
        )

        assert signature_of(school, DAY).name == "П.\xa0Новый"
        assert signature_of(school, datetime.date(2026, 9, 1)).name == "А.\xa0С.\xa0Примерова"

    def test_where_nobody_signs_the_line_is_blank(self, school: School) -> None:
        Signatory.objects.all().delete()

        assert signature_of(school, DAY) == Signature("", "")


def test_who_drafted_it_stands_under_the_signature_with_a_telephone(
    programme: Programme, curator: User
) -> None:
    programme.school.phone = "8 (8332) 12-34-56"

    paper = order_paper(make_order(programme, curator))

    assert paper.executor == f"{curator.get_full_name()}, 8 (8332) 12-34-56"


def test_an_order_is_issued_with_the_template_of_its_kind(
    programme: Programme, curator: User, director: User
) -> None:
    template = upload_template(
        programme.school,
        kind="current_programme",
        name="а.docx",
        content=make_template(),
        actor=None,
    )
    use_template(template, actor=None)

    order = approve_order(make_submitted(programme, curator), actor=director)

    assert order.document.template == template
