"""The mark of an electronic signature stays with the signature that it marks."""

from __future__ import annotations

from io import BytesIO

import pytest
from pypdf import PdfReader

from documents.paper import Column, Paragraph, Signature, Signatures, Table
from documents.pdf import pdf_of
from documents.testing import make_paper

TEXT = Paragraph("Слово за словом складывается предложение приказа. " * 4)
MARK = Table((Column("ПОДПИСАНО"),), (("Иванова А. П.\n05.10.2026 12:00:00",),))


@pytest.mark.parametrize("count", range(6, 13))
def test_the_mark_is_on_the_page_of_its_signature(count: int) -> None:
    """However the text falls, both have something of it above them."""
    signed = Signatures((Signature("Директор", "А. С. Примерова"),))
    paper = make_paper(blocks=((TEXT,) * count + (signed, MARK)))

    last = PdfReader(BytesIO(pdf_of(paper))).pages[-1].extract_text()

    assert "ПОДПИСАНО" in last
    assert "Примерова" in last
    assert "предложение" in last
