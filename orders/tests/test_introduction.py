"""The order that introduces mentoring, as the schools' own acts have it: its files read back."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from io import BytesIO
from typing import Any

import docx
import pytest
from pypdf import PdfReader

from accounts.choices import Role
from accounts.testing import make_user
from core import clock
from documents.pdf import pdf_of
from documents.queries import paper_of
from documents.testing import leftmost, text_of_docx, text_of_pdf, top_line
from documents.word import docx_of
from orders.actions import approve_order, draft_asked_order, submit_order
from orders.inputs import OrderInput
from orders.models import Order
from registry.models import Person
from registry.rules import Appointee
from registry.testing import make_person
from schools.actions import create_school
from schools.models import Programme, School
from schools.presets import load_preset

pytestmark = pytest.mark.django_db
DAY = datetime.date(2026, 8, 31)
MILLIMETRE = 72 / 25.4


@pytest.fixture(autouse=True)
def the_last_day_of_august() -> Iterator[None]:
    with clock.on(DAY):
        yield


def signed(preset: str, number: str, given: Any) -> Order:
    """The order of a new school of that preset, approved on the day."""
    school = create_school(
        load_preset(preset),
        slug=f"introduction-{preset}",
        actor=None,
        name="Муниципальное общеобразовательное учреждение «Школа на Примерной»",
        short_name="МОУ «Школа на Примерной»",
        city="с. Примерное",
        today=DAY,
    )
    order = draft_asked_order(
        "introduction",
        programme=school.programmes.get(),
        given=given(school.programmes.get()),
        actor=make_user(Role.CURATOR, school),
    )
    order = submit_order(order, actor=None)
    return approve_order(order, actor=make_user(Role.DIRECTOR, school), number=number)


def files_of(order: Order) -> tuple[PdfReader, str, str]:
    """The PDF, its text, the text of the DOCX."""
    paper = paper_of(order.document)
    pdf = pdf_of(paper)
    return PdfReader(BytesIO(pdf)), text_of_pdf(pdf), text_of_docx(docx_of(paper))


def person(school: School, *names: str, gender: str, post: str) -> Person:
    last, first, middle = names
    return make_person(
        school, last_name=last, first_name=first, middle_name=middle, gender=gender, post=post
    )


def given_of_s1(programme: Programme) -> OrderInput:
    school = programme.school
    deputy = person(
        school,
        "Образцова",
        "Мария",
        "Романовна",
        gender="f",
        post="заместитель директора по учебной работе",
    )
    curator = person(
        school,
        "Примерова",
        "Анна",
        "Ильинична",
        gender="f",
        post="заместитель директора по методической работе",
    )
    member = person(
        school, "Пробный", "Артур", "Львович", gender="m", post="учитель начальных классов"
    )
    return OrderInput(
        fields={
            "founder_order": "приказа отдела образования от 20.08.2026 № 147-п",
            "council_number": "1",
            "council_date": DAY,
            "union_number": "3",
            "union_date": datetime.date(2026, 8, 25),
            "effective_on": datetime.date(2026, 9, 1),
        },
        appointees=[
            Appointee("coordinator", deputy),
            Appointee("curator", curator),
            Appointee("working_group_head", deputy),
            Appointee("working_group", member),
        ],
    )


def given_of_s0(programme: Programme) -> OrderInput:
    return OrderInput(fields={"basis": "постановления администрации от 14.10.2026 № 25-п"})


class TestS1:
    @pytest.fixture
    def order(self) -> Order:
        return signed("meskety", "116/1", given_of_s1)

    def test_it_prints_what_the_schools_order_has_to_say(self, order: Order) -> None:
        _reader, text, _word = files_of(order)

        for said in (
            "Муниципальное общеобразовательное учреждение «Школа на Примерной»",
            "ПРИКАЗ 31.08.2026 № 116/1 с. Примерное",
            "О реализации целевой модели наставничества",
            (
                "на основании приказа отдела образования от 20.08.2026 № 147-п, по решению "
                "педагогического совета (протокол № 1 от 31 августа 2026 г.) и с учётом мнения "
                "профсоюзной организации (протокол № 3 от 25 августа 2026 г.) ПРИКАЗЫВАЮ:"
            ),
            "1. Утвердить и ввести в действие с 1 сентября 2026 г.:",
            "1.1. Положение о системе наставничества педагогических работников (приложение № 1).",
            "1.2. Дорожную карту (план мероприятий) по его реализации (приложение № 2).",
            "1.3. Рабочую программу по наставничеству (приложение № 3).",
            (
                "2. Назначить Образцову Марию Романовну, заместителя директора по учебной работе, "
                "координатором"
            ),
            (
                "3. Назначить Примерову Анну Ильиничну, заместителя директора по методической "
                "работе, куратором"
            ),
            "4. Утвердить рабочую группу по наставничеству в составе:",
            (
                "4.1. Образцова Мария Романовна, заместитель директора по учебной работе, – "
                "руководитель рабочей группы."
            ),
            "4.2. Пробный Артур Львович, учитель начальных классов, – член рабочей группы.",
            "5. Контроль за исполнением приказа оставляю за собой. Директор И. П. Образцов",
        ):
            assert said in text

    def test_the_file_for_word_says_the_same(self, order: Order) -> None:
        _reader, _text, word = files_of(order)

        for said in (
            "(протокол № 3 от 25 августа 2026 г.)",
            "ПРИКАЗЫВАЮ:",
            "2. Назначить Образцову Марию Романовну,",
            "Приложение № 3 к приказу МОУ «Школа на Примерной» от 31.08.2026 № 116/1",
        ):
            assert said in word.replace("\N{NO-BREAK SPACE}", " ")

    def test_each_of_three_annexes_begins_a_page_under_its_mark(self, order: Order) -> None:
        reader, text, _word = files_of(order)

        marks = [top_line(page) for page in reader.pages[1:]]
        first = [page.extract_text().split("\n") for page in reader.pages]
        begun = [line for lines in first for line in lines[:2] if line.startswith("Приложение №")]
        assert [line.strip() for line in begun] == [f"Приложение № {n}" for n in (1, 2, 3)]
        assert text.count("к приказу МОУ «Школа на Примерной» от 31.08.2026 № 116/1") == 3
        assert [mark.strip() for mark in marks] == [str(n) for n in range(2, len(marks) + 2)]

    def test_the_road_map_is_annexed_once(self, order: Order) -> None:
        _reader, text, _word = files_of(order)

        assert text.count("Формирование банка наставляемых") == 1
        assert "приложение № 2 к этому приказу" in text

    def test_the_act_keeps_its_stamps_and_none_is_left_for_this_very_order(
        self, order: Order
    ) -> None:
        _reader, text, _word = files_of(order)

        assert "РАССМОТРЕНО педагогическим советом (протокол от" in text
        assert "УТВЕРЖДЕНО" not in text

    def test_the_margins_are_those_of_a_paper_kept_for_ever(self, order: Order) -> None:
        reader, _text, word = files_of(order)
        section = docx.Document(BytesIO(docx_of(paper_of(order.document)))).sections[0]

        for page in reader.pages:
            assert leftmost(page) >= 30 * MILLIMETRE - 1
        assert round(section.left_margin.mm) == 30
        assert word

    def test_no_space_stands_twice_and_no_placeholder_is_left(self, order: Order) -> None:
        paper = paper_of(order.document)
        said = [order.title, order.preamble, order.control, *_texts(order.points)]

        assert not [text for text in said if "  " in text or "{" in text or " ," in text]
        assert paper.number == "116/1"


class TestS0:
    @pytest.fixture
    def order(self) -> Order:
        return signed("kirov-65", "", given_of_s0)

    def test_it_approves_two_annexes_and_appoints_nobody(self, order: Order) -> None:
        _reader, text, word = files_of(order)

        for said in (
            "На основании постановления администрации от 14.10.2026 № 25-п и в целях",
            "1. Утвердить Положение о наставничестве (приложение № 1).",
            (
                "2. Утвердить дорожную карту реализации целевой программы наставничества "
                "(приложение № 2)."
            ),
        ):
            assert said in text
            assert said in word.replace("\N{NO-BREAK SPACE}", " ")
        assert text.count("к приказу МОУ «Школа на Примерной» от 31.08.2026 №") == 2
        assert "Приложение № 3" not in text

    def test_the_signature_follows_the_last_point(self, order: Order) -> None:
        reader, _text, _word = files_of(order)

        first = " ".join(reader.pages[0].extract_text().split())
        assert "(приложение № 2). Директор А. И. Образцова" in first

    def test_its_road_map_has_six_columns_with_whole_words(self, order: Order) -> None:
        _reader, text, _word = files_of(order)

        assert "администрация ОО" in text
        assert "Удостоверения о повышении квалификации, сертификаты" in text

    def test_the_head_of_the_road_map_stands_on_each_of_its_pages(self, order: Order) -> None:
        reader, _text, _word = files_of(order)

        pages = [page.extract_text() for page in reader.pages]
        begun = next(n for n, text in enumerate(pages) if "Приложение № 2" in text)
        assert len(pages) > begun + 1
        assert all("Ключевой результат" in text for text in pages[begun:])

    def test_the_road_map_of_six_columns_lies_on_its_side(self, order: Order) -> None:
        reader, _text, _word = files_of(order)

        lying = [page for page in reader.pages if page.mediabox.width > page.mediabox.height]
        assert lying == [page for page in reader.pages if "Ключевой" in page.extract_text()]


def _texts(points: Any) -> list[str]:
    return [text for point in points for text in (point["text"], *_texts(point.get("points", [])))]
