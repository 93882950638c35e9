"""What is kept for ever is PDF/A-2a: veraPDF says so, and says no to a file that was altered."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfReader, PdfWriter
from pypdf.generic import DictionaryObject, NameObject

from documents.paper import Annex, Column, Paper, Paragraph, Table
from documents.pdf import pdf_of, pdf_of_many
from documents.testing import full_paper, make_paper
from documents.testing_pdfa import broken_rules

# What PDF/UA asks besides: that the file calls itself so, which a PDF/A of WeasyPrint can't.
CALLS_ITSELF_UA = "5: The PDF/UA version and conformance level"


def long_paper() -> Paper:
    columns = (Column("№ п/п", 6), Column("Наставляемый", 40), Column("Класс", 20))
    rows = tuple((str(n), f"Наставляемый {n}", "8 «Б»") for n in range(1, 301))
    return make_paper(blocks=(Annex("Приложение № 1", "Список", (Table(columns, rows),)),))


def odd_paper() -> Paper:
    """Signs that the fonts of a paper lack, some of them in no font at all."""
    return make_paper(blocks=(Paragraph("₽ ☑ ✓ Ӏ Ә җ 𝔘 שלום \u0378 <b>&"),))


FILES = {
    "every_block": lambda: pdf_of(full_paper()),
    "many_rows": lambda: pdf_of(long_paper()),
    "on_its_side": lambda: pdf_of(make_paper(landscape=True)),
    "several_papers": lambda: pdf_of_many([full_paper(), make_paper()]),
    "odd_signs": lambda: pdf_of(odd_paper()),
}


# What is taken out of a file, and the clause of ISO 19005-2 that misses it.
LOST = {
    "/Metadata": "6.6.2.1",
    "/OutputIntents": "6.2.4.3",
    "/ToUnicode": "6.2.11.7.2",
    "/FontFile2": "6.2.11.4.1",
    "/MarkInfo": "6.7.2.2",
}


def without(name: str) -> bytes:
    """A paper's file in which nothing has this name any more."""
    writer = PdfWriter(BytesIO(pdf_of(make_paper())))
    for thing in writer._objects:
        if isinstance(thing, DictionaryObject):
            thing.pop(NameObject(name), None)
    stream = BytesIO()
    writer.write(stream)
    return stream.getvalue()


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The files as they are made, and those that lost something."""
    folder = tmp_path_factory.mktemp("pdf")
    for name, make in FILES.items():
        (folder / f"{name}.pdf").write_bytes(make())
    for name in LOST:
        (folder / f"lost_{name[1:]}.pdf").write_bytes(without(name))
    return folder


@pytest.fixture(scope="module")
def judged(folder: Path) -> dict[str, list[str]]:
    return broken_rules(sorted(folder.iterdir()), "2a")


@pytest.mark.parametrize("name", FILES)
def test_a_file_is_pdf_a(judged: dict[str, list[str]], name: str) -> None:
    assert judged[f"{name}.pdf"] == []


@pytest.mark.parametrize("name", LOST)
def test_a_file_that_lost_what_it_needs_is_none(judged: dict[str, list[str]], name: str) -> None:
    clauses = {line.partition(":")[0] for line in judged[f"lost_{name[1:]}.pdf"]}

    assert LOST[name] in clauses


def test_every_file_can_be_read_aloud(folder: Path) -> None:
    found = broken_rules([folder / f"{name}.pdf" for name in FILES], "ua1")

    others = {line for lines in found.values() for line in lines if CALLS_ITSELF_UA not in line}
    assert others == set()


def test_the_file_says_what_it_is() -> None:
    reader = PdfReader(BytesIO(pdf_of(full_paper())))

    root = reader.trailer["/Root"]
    information = reader.metadata
    assert information is not None
    assert information.title == "О текущей программе наставничества"
    assert root["/Lang"] == "ru"
    assert "/ID" in reader.trailer
    assert "/Encrypt" not in reader.trailer
    assert not {"/OpenAction", "/AA", "/AcroForm", "/Names"} & root.keys()
