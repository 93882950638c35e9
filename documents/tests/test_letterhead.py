"""The emblem: a picture made plain, printed on new papers, kept for those that have it."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import docx
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import InternalError
from django.test import Client
from django.urls import reverse
from PIL import Image, PngImagePlugin
from pypdf import PdfReader

from accounts.models import User
from core.errors import DomainError, FileError
from documents.actions.letterhead import remove_emblem, set_emblem
from documents.models import Emblem, Picture
from documents.papers import letterhead_of
from documents.pdf import pdf_of
from documents.pictures import KEPT_SIDE, MAX_BYTES, clean_picture
from documents.rendering import html_of
from documents.testing import full_paper, make_paper, text_of_docx, text_of_pdf
from documents.testing_pdfa import broken_rules
from documents.word import docx_of
from schools.models import School

pytestmark = pytest.mark.django_db
SignIn = Callable[[User], Client]


def picture(size: tuple[int, int] = (300, 300), kind: str = "PNG", **save: object) -> bytes:
    mode = "RGBA" if kind == "PNG" else "RGB"
    stream = BytesIO()
    Image.new(mode, size, (200, 30, 30, 120)[: len(mode)]).save(stream, kind, **save)
    return stream.getvalue()


def test_a_picture_is_made_small_and_opaque() -> None:
    content, width, height = clean_picture(picture((1200, 600)))

    image = Image.open(BytesIO(content))
    assert (image.mode, image.size) == ("RGB", (KEPT_SIDE, KEPT_SIDE // 2))
    assert (width, height) == image.size


def test_what_a_picture_says_besides_is_left_out() -> None:
    secret = PngImagePlugin.PngInfo()
    secret.add_text("Comment", "<script>secret</script>")

    content, _width, _height = clean_picture(picture(pnginfo=secret) + b"<?php evil ?>")

    assert b"secret" not in content
    assert b"evil" not in content


@pytest.mark.parametrize("kind", ["PNG", "JPEG"])
def test_png_and_jpeg_are_taken(kind: str) -> None:
    assert clean_picture(picture(kind=kind))[0].startswith(b"\x89PNG")


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "не картинка"),
        (b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>", "SVG сохраните как PNG"),
        (b"<?xml version='1.0'?><svg/>", "SVG сохраните как PNG"),
        (b"%PDF-1.7", "не картинка"),
        (picture(kind="GIF"), "не картинка"),
        (picture((50, 50)), "нужно не меньше 100"),
        (picture((7000, 100)), "больше 6000 точек"),
        (b"\x89PNG" + b"\x00" * MAX_BYTES, "больше 2 МБ"),
    ],
    ids=["empty", "svg", "svg_xml", "pdf", "gif", "small", "wide", "heavy"],
)
def test_anything_else_is_refused_in_words(content: bytes, words: str) -> None:
    with pytest.raises(FileError, match=words):
        clean_picture(content)


def test_the_emblem_stands_above_the_name_in_both_files(school: School, tmp_path: Path) -> None:
    set_emblem(school, content=picture(), height=25, actor=None)
    paper = make_paper(letterhead=letterhead_of(school))

    pdf, word = pdf_of(paper), docx.Document(BytesIO(docx_of(paper)))

    (image,) = PdfReader(BytesIO(pdf)).pages[0].images
    assert image.image is not None
    assert "graphic" in word.paragraphs[0]._p.xml
    assert round(word.inline_shapes[0].height.mm) == 25
    (tmp_path / "a.pdf").write_bytes(pdf)
    assert broken_rules([tmp_path / "a.pdf"], "2a") == {"a.pdf": []}


def test_the_page_shows_it_without_fetching_anything(school: School) -> None:
    set_emblem(school, content=picture(), height=20, actor=None)

    html = html_of(make_paper(letterhead=letterhead_of(school)), preview=True)

    assert 'class="paper-emblem is-20" src="data:image/png;base64,' in html


def test_an_issued_paper_keeps_the_emblem_that_the_school_has_changed(school: School) -> None:
    set_emblem(school, content=picture(), height=20, actor=None)
    old = make_paper(letterhead=letterhead_of(school))
    remove_emblem(
        set_emblem(school, content=picture((200, 100)), height=15, actor=None), actor=None
    )

    assert letterhead_of(school).emblem == ""
    assert len(PdfReader(BytesIO(pdf_of(old))).pages[0].images) == 1


def test_only_the_height_may_be_changed(school: School) -> None:
    set_emblem(school, content=picture(), height=20, actor=None)
    set_emblem(school, height=30, actor=None)

    assert (Emblem.objects.get().height, Picture.objects.count()) == (30, 1)


def test_without_a_picture_there_is_no_emblem(school: School) -> None:
    with pytest.raises(DomainError, match="Выберите файл"):
        set_emblem(school, height=20, actor=None)


def test_a_picture_stays_whatever_happens(school: School) -> None:
    emblem = set_emblem(school, content=picture(), height=20, actor=None)

    with pytest.raises(InternalError, match="Cannot"):
        Picture.objects.filter(pk=emblem.picture_id).update(content=b"x")


def test_the_second_language_has_its_lines_in_both_files() -> None:
    head = make_paper().letterhead
    names = "Муниципаль белем бирү учреждениесе\n«Беренче мәктәп» / «Ӏалашан № 1 йолу школа»"
    assert head is not None
    paper = make_paper(
        letterhead=type(head)(name=head.name, short_name=head.short_name, second_name=names)
    )

    for text in (text_of_pdf(pdf_of(paper)), text_of_docx(docx_of(paper))):
        assert "учреждениесе «Беренче мәктәп» / «Ӏалашан № 1 йолу школа» ПРИКАЗ" in text


def test_who_prepared_the_paper_stands_under_the_signature_before_the_annexes() -> None:
    paper = dataclasses.replace(full_paper(), executor="Орлова Вера Глебовна 8 (8332) 12-34-56")

    for text in (text_of_pdf(pdf_of(paper)), text_of_docx(docx_of(paper))):
        mark = text.index("Орлова Вера Глебовна 8 (8332) 12-34-56")
        assert text.index("Примерова") < mark < text.index("Приложение № 1 к приказу")


class TestPage:
    def test_a_picture_is_uploaded_seen_and_removed(
        self, signed_in: SignIn, administrator: User
    ) -> None:
        client = signed_in(administrator)
        address = reverse("documents:letterhead")
        file = SimpleUploadedFile("герб.png", picture())

        html = client.post(address, {"content": file, "height": 25}, follow=True).content.decode()

        assert "paper-emblem is-25" in html
        emblem = Emblem.objects.get()
        client.post(reverse("documents:emblem_remove", args=[emblem.pk]))
        assert "paper-emblem" not in client.get(address).content.decode()

    def test_a_wrong_file_is_told_on_its_field(
        self, signed_in: SignIn, administrator: User
    ) -> None:
        file = SimpleUploadedFile("герб.png", b"<svg/>")

        response = signed_in(administrator).post(
            reverse("documents:letterhead"), {"content": file, "height": 20}
        )

        assert "Это не картинка" in response.content.decode()
        assert not Emblem.objects.exists()
