"""Papers as PDF: an order of 300 rows and 300 extracts, from the stored snapshot to the bytes.

The reference of the order is bare WeasyPrint on the very HTML that ours makes, with the same style
sheets and the same kind of PDF. That of the extracts is LibreOffice, which gets the same papers as
DOCX and makes PDF of them by the hundred; making the DOCX is not counted, starting the program is.
Besides, for who wants to know: the same text in one document of 300 pages, merged beforehand, and
bare WeasyPrint paper by paper.
"""

from __future__ import annotations

import io
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from copy import deepcopy
from pathlib import Path

import docx
from django.db import transaction
from docx.enum.text import WD_BREAK
from pypdf import PdfReader

from accounts.choices import Role
from accounts.testing import make_user
from core import clock
from documents.actions.files import MAKERS
from documents.bundles import Sheet, packed
from documents.choices import BundleFormat, FileFormat
from documents.paper import Paper
from documents.queries import paper_of
from documents.rendering import html_of
from documents.testing_bare import bare_pdfs
from documents.word import docx_of
from orders.actions import approve_order
from orders.bundles import extract_sheets
from orders.models import Order
from orders.queries import people_of
from orders.testing import make_submitted
from registry.testing import make_person
from schools.models import Signatory

from . import Result, medians, peak_mb
from .large_school import large_school

ROWS = 300
NO_REFERENCE = "pdf: LibreOffice (soffice) is not installed here, so extracts have no reference.\n"
# LibreOffice 7.4 gives up somewhere after two hundred files, and says nothing.
_BATCH = 100
_LIMIT = 20 * 60


class NotAlike(Exception):
    """A way did not make all of the papers: the benchmark says nothing then."""


def run(turns: int) -> Iterator[Result]:
    """Everything happens in a transaction that is rolled back, and in a folder that goes."""
    with transaction.atomic(), tempfile.TemporaryDirectory() as folder:
        order = _order()
        yield _order_besidebare_pdfs(order, turns)
        yield from _extracts(order, Path(folder), turns)
        transaction.set_rollback(True)


def _order_besidebare_pdfs(order: Order, turns: int) -> Result:
    assert order.document is not None
    document = order.document
    html = html_of(paper_of(document))
    own, bare = medians(
        turns, lambda: MAKERS[FileFormat.PDF](paper_of(document)), lambda: bare_pdfs([html])
    )
    return Result(
        f"pdf: order, {ROWS} rows", own, "bare WeasyPrint, same HTML", bare, "s", peak_mb()
    )


def _extracts(order: Order, folder: Path, turns: int) -> Iterator[Result]:
    keys = list(people_of(order).order_by("pk").values_list("pk", flat=True))
    sheets = list(extract_sheets(order, keys))
    if len(sheets) != ROWS:
        raise NotAlike(f"{len(sheets)} extracts of {ROWS}")
    htmls = [html_of(sheet.paper) for sheet in sheets]

    def in_one() -> bytes:
        return _packed(list(extract_sheets(order, keys)), BundleFormat.PDF)

    pages = len(PdfReader(io.BytesIO(in_one())).pages)
    if pages < ROWS:
        raise NotAlike(f"{pages} pages for {ROWS} extracts")
    office = _Office(folder, [sheet.paper for sheet in sheets]) if shutil.which("soffice") else None
    if office is None:
        sys.stderr.write(NO_REFERENCE)
        own, bare = medians(turns, in_one, lambda: bare_pdfs(htmls))
        yield _said("one PDF", own, "bare WeasyPrint, paper by paper", bare)
        return
    own, archive, bare, batch, merged = medians(
        turns,
        in_one,
        lambda: _packed(list(extract_sheets(order, keys)), BundleFormat.ZIP),
        lambda: bare_pdfs(htmls),
        office.batch,
        office.merged,
    )
    yield _said("one PDF", own, "LibreOffice, a batch of files", batch)
    yield _said("archive", archive, "LibreOffice, a batch of files", batch)
    yield _said("one PDF", own, "bare WeasyPrint, paper by paper", bare)
    yield _said("one PDF", own, "LibreOffice, merged beforehand", merged)


def _said(name: str, own: float, reference: str, value: float) -> Result:
    """Seconds for all of them, and how many a second that is of the reference."""
    reference = f"{reference}, {ROWS / value:.1f} a second"
    return Result(f"pdf: {name}, {ROWS / own:.1f}/s", own, reference, value, "s", peak_mb())


def _packed(sheets: Sequence[Sheet], format: str) -> bytes:  # noqa: A002  the word for it
    return packed(sheets, format, lambda done, total: None)


class _Office:
    """The same papers as DOCX, and LibreOffice that turns them into PDF in one process."""

    def __init__(self, folder: Path, papers: Sequence[Paper]) -> None:
        self._folder = folder
        self._out = folder / "out"
        self._files = [folder / f"{number}.docx" for number in range(len(papers))]
        for path, paper in zip(self._files, papers, strict=True):
            path.write_bytes(docx_of(paper))
        self._merged = folder / "merged.docx"
        self._merge()
        # A profile that exists is what a school has; making one takes seconds.
        self._convert(self._files[:1])

    def batch(self) -> None:
        for start in range(0, len(self._files), _BATCH):
            self._convert(self._files[start : start + _BATCH])

    def merged(self) -> None:
        self._convert([self._merged])

    def _merge(self) -> None:
        whole = docx.Document(str(self._files[0]))
        end = whole.element.body.sectPr
        for path in self._files[1:]:
            whole.add_paragraph().add_run().add_break(WD_BREAK.PAGE)
            for part in docx.Document(str(path)).element.body:
                if part.tag != end.tag:
                    end.addprevious(deepcopy(part))
        whole.save(str(self._merged))

    def _convert(self, files: Sequence[Path]) -> None:
        shutil.rmtree(self._out, ignore_errors=True)
        command = ["soffice", f"-env:UserInstallation={(self._folder / 'profile').as_uri()}"]
        command += ["--headless", "--convert-to", "pdf", "--outdir", str(self._out)]
        subprocess.run(
            [*command, *map(str, files)], check=True, capture_output=True, timeout=_LIMIT
        )
        made = len(list(self._out.glob("*.pdf")))
        if made != len(files):
            raise NotAlike(f"LibreOffice made {made} files of {len(files)}")


def _order() -> Order:
    """Signed: a point and a row of a table for each of 300 pairs."""
    programme = large_school(0, 1, 0)
    school = programme.school
    Signatory.objects.create(
        school=school,
        post="Директор",
        last_name="Смирнова",
        first_name="Анна",
        middle_name="Павловна",
        gender="f",
        valid_from=clock.today(),
    )
    people = [
        make_person(school, last_name=f"{_letters(number)}ов", first_name="Пётр",
                    middle_name="Ильич", kind="pupil", class_name="8А")
        for number in range(ROWS)
    ]  # fmt: skip
    rows = [
        [str(number), person.full_name, "8А", "Наставник Анна Павловна, учитель математики",
         "учитель – ученик", "с 05.10.2026 по 28.05.2027"]
        for number, person in enumerate(people, 1)
    ]  # fmt: skip
    columns = ["№ п/п", "Наставляемый", "Класс", "Наставник", "Форма", "Срок"]
    curator = make_user(Role.CURATOR, school)
    order = make_submitted(
        programme,
        curator,
        people=people,
        points=[
            {"text": "Закрепить наставнические пары по списку (приложение № 1)."},
            {"text": "Составить индивидуальные планы.", "executor": "наставники"},
        ],
        annexes=[{"title": "Список пар", "columns": columns, "rows": rows}],
    )
    return approve_order(order, actor=make_user(Role.DIRECTOR, school))


def _letters(number: int) -> str:
    """«Абвг»: a surname for each, none of them part of another."""
    letters = "бвгджзклмн"
    return "А" + "".join(letters[int(digit)] for digit in f"{number:03}")
