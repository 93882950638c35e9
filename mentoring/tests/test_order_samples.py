"""Each kind of order of the five schools as PDF and DOCX: whole, filled, in the right cases."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction
from pypdf import PdfReader

from documents.paper import Annex, Paper, Points, Signatures
from documents.pdf import pdf_of
from documents.queries import paper_of
from documents.testing import pieces_of, text_of_docx, text_of_pdf
from documents.testing_pdfa import broken_rules
from documents.word import docx_of
from schools.texts import OrderKind

from .order_samples import FIVE, Sample

pytestmark = pytest.mark.django_db  # so that a database is made for the fixture
MM = 72 / 25.4
# What is left of a placeholder, a term or a value that nobody gave.
HOLES = re.compile(r"[{}]|«\s*»|\(\s*\)|\bNone\b|\s[,.;:]|[,;:]\s*\.|_{3}|\bот г\.")
ACCUSATIVE = ("Черных Анну Петровну", "Бондаренко Илью Кузьмича", "Саидову Хаву", "Гоголя Николая")
GENITIVE = (
    "Живаго Юрия Андреевича",
    "Зуевой Марьи Никитичны",
    "Мамедова Теймура Рашид оглы",
    "Воробья Павла Ильича",
    "Воробей Полины Ильиничны",
    "Петрова-Водкина Кузьмы Сергеевича",
)


@dataclass(frozen=True)
class Issued:
    kind: OrderKind
    paper: Paper
    pdf: bytes
    docx: bytes

    @property
    def code(self) -> str:
        return self.kind.code


@pytest.fixture(scope="module", params=FIVE)
def issued(request: Any, django_db_setup: None, django_db_blocker: Any) -> list[Issued]:
    """Made once for the tests of a school; nothing of it stays in the database."""
    with django_db_blocker.unblock(), transaction.atomic():
        made = list(_issued(Sample(request.param)))
        transaction.set_rollback(True)
    return made


def _issued(sample: Sample) -> Iterator[Issued]:
    for kind in sample.kinds:
        paper = paper_of(sample.issue(kind).document)
        yield Issued(kind, paper, pdf_of(paper), docx_of(paper))


# Lines for a hand: under the signature, in the stamp of an act that nobody has adopted yet.
BY_HAND = re.compile(r"_{12,}|\(протокол от _+ № _+\)")


def test_nothing_is_left_to_fill(issued: list[Issued]) -> None:
    holes = {
        (one.code, text[max(0, hole.start() - 40) :][:80])
        for one in issued
        for said in (text_of_pdf(one.pdf), text_of_docx(one.docx))
        for text in [BY_HAND.sub("", said)]
        for hole in HOLES.finditer(text)
    }

    assert holes == set()


def test_every_order_has_its_requisites(issued: list[Issued]) -> None:
    for one in issued:
        paper, text = one.paper, text_of_pdf(one.pdf)
        order = [paper.heading, f"05.10.2026 № {paper.number}", paper.title, "ПРИКАЗЫВАЮ:", "1. "]
        places = [text.find(words) for words in order]

        assert -1 not in places, (one.code, order, text[:400])
        assert places == sorted(places), one.code


def test_every_order_ends_with_control_and_the_signature(issued: list[Issued]) -> None:
    for one in issued:
        points, signatures = (
            next(block for block in one.paper.blocks if isinstance(block, kind))
            for kind in (Points, Signatures)
        )
        last = points.items[-1].text
        assert "онтроль" in last or not one.kind.control, one.code
        assert all(line.post and line.name for line in signatures.lines), one.code


def test_people_stand_in_the_case_that_the_sentence_asks_for(issued: list[Issued]) -> None:
    for one in issued:
        if one.kind.makes_pairs:
            text = text_of_pdf(one.pdf)
            assert [name for name in (*ACCUSATIVE, *GENITIVE) if name not in text] == [], one.code


def test_every_annex_says_whose_it_is_and_is_not_empty(issued: list[Issued]) -> None:
    for one in issued:
        for annex in one.paper.blocks:
            if isinstance(annex, Annex):
                assert annex.mark.startswith("Приложение"), one.code
                assert annex.mark.endswith(f"от 05.10.2026 № {one.paper.number}"), one.code
                assert len(str(annex.blocks)) > 100, (one.code, annex)


def test_annexes_are_said_in_the_words_of_the_school(issued: list[Issued]) -> None:
    """Also where nobody of the school is signed in: a college has no «работник школы»."""
    for one in issued:
        head = one.paper.letterhead
        if head is not None and "Техникум" in head.name:
            said = str([block for block in one.paper.blocks if isinstance(block, Annex)])
            assert re.findall(r"\w+ школ[аыуе]\b", said) == [], one.code


def test_the_docx_says_what_the_pdf_says(issued: list[Issued]) -> None:
    """Not less and not more; the order of words is looked at where papers are made.

    Words are sought in the letters alone: the head of a table may break one at the end of a line.
    """
    for one in issued:
        in_pdf, in_docx = text_of_pdf(one.pdf), text_of_docx(one.docx)

        assert {word for word in words_of(in_docx) if word not in letters_of(in_pdf)} == set()
        assert {word for word in words_of(in_pdf) if word not in letters_of(in_docx)} == set()


def words_of(text: str) -> set[str]:
    return set(re.findall("[А-ЯЁа-яё]+", text))


def letters_of(text: str) -> str:
    return "".join(re.findall("[А-ЯЁа-яё]+", text))


def test_nothing_is_cut_at_the_edges(issued: list[Issued]) -> None:
    for one in issued:
        for page in PdfReader(BytesIO(one.pdf)).pages:
            pieces = pieces_of(page)
            # A sheet that lies is bound at its upper edge.
            margin = 20 if page.mediabox.width > page.mediabox.height else 30
            assert min(x for x, _y, _text in pieces) > margin * MM - 1, one.code
            assert min(y for _x, y, _text in pieces) > 8 * MM, one.code


def test_every_order_is_pdf_a(issued: list[Issued], tmp_path: Path) -> None:
    paths = [tmp_path / f"{one.code}.pdf" for one in issued]
    for path, one in zip(paths, issued, strict=True):
        path.write_bytes(one.pdf)

    broken = {name: lines for name, lines in broken_rules(paths, "2a").items() if lines}

    assert broken == {}
