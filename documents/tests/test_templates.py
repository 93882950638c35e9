"""A template goes from a file to the papers that are issued with it, and stays with them."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO

import docx
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import InternalError
from django.test import Client
from django.urls import reverse

from accounts.models import User
from core.errors import FileError, StateError
from core.models import AuditEvent
from documents.actions.files import make_files
from documents.actions.templates import keep_template, upload_template, use_template
from documents.choices import TemplateState
from documents.models import DocumentFile, PaperTemplate
from documents.queries import template_for
from documents.testing import make_document, text_of_docx
from documents.testing_docx import make_template, required
from schools.models import School

pytestmark = pytest.mark.django_db
SignIn = Callable[[User], Client]


def upload(school: School, kind: str = "", *more: str) -> PaperTemplate:
    content = make_template(*required(), *more)
    return upload_template(school, kind=kind, name="C:\\бланк.docx", content=content, actor=None)


def states(school: School) -> list[tuple[int, str]]:
    rows = PaperTemplate.objects.filter(school=school).order_by("version")
    return [(row.version, row.state) for row in rows]


def test_an_uploaded_template_is_tried_before_it_is_used(school: School) -> None:
    template = upload(school, "pairs")

    assert (template.version, template.state, template.name) == (1, "tried", "бланк.docx")
    assert template_for(school, "pairs") is None


def test_a_file_with_problems_leaves_nothing_behind(school: School) -> None:
    with pytest.raises(FileError, match="зарплата"):
        upload(school, "pairs", "{{ зарплата }}")

    assert not PaperTemplate.objects.exists()


def test_the_one_in_use_is_kept_when_another_comes(school: School) -> None:
    use_template(upload(school, "pairs"), actor=None)
    use_template(upload(school, "pairs"), actor=None)

    assert states(school) == [(1, TemplateState.KEPT), (2, TemplateState.USED)]


def test_an_old_version_may_be_taken_again(school: School) -> None:
    first = use_template(upload(school), actor=None)
    use_template(upload(school), actor=None)

    use_template(first, actor=None)

    assert states(school) == [(1, TemplateState.USED), (2, TemplateState.KEPT)]


def test_it_is_put_to_use_once(school: School) -> None:
    template = use_template(upload(school), actor=None)

    with pytest.raises(StateError):
        use_template(template, actor=None)


def test_a_kind_has_its_own_before_that_of_all_kinds(school: School) -> None:
    general, own = upload(school), upload(school, "pairs")
    for template in (general, own):
        use_template(template, actor=None)

    assert template_for(school, "pairs") == own
    assert template_for(school, "rewards") == general
    keep_template(own, actor=None)
    assert template_for(school, "pairs") == general


def test_another_schools_template_is_not_taken(school: School, other_school: School) -> None:
    use_template(upload(school), actor=None)

    assert template_for(other_school, "") is None


def test_the_docx_is_made_of_it_and_the_pdf_is_not(school: School) -> None:
    template = use_template(upload(school, "", "Бланк школы"), actor=None)
    document = make_document(school, template=template)

    make_files(document.pk, report=lambda done, total: None)

    files = {row.format: bytes(row.content) for row in DocumentFile.objects.all()}
    assert "Бланк школы" in text_of_docx(files["docx"])
    assert "Утвердить программу" in text_of_docx(files["docx"])
    assert files["pdf"].startswith(b"%PDF")


def test_the_paper_keeps_the_template_that_it_was_issued_with(school: School) -> None:
    old, new = use_template(upload(school), actor=None), upload(school)
    document = make_document(school, template=old)
    use_template(new, actor=None)

    document.refresh_from_db()
    assert document.template == old
    with pytest.raises(InternalError, match="Cannot update"):
        type(document).objects.filter(pk=document.pk).update(template=new)


@pytest.mark.parametrize("change", [{"content": b"x"}, {"kind": "other"}])
def test_a_template_is_never_altered(school: School, change: dict) -> None:
    template = upload(school)

    with pytest.raises(InternalError, match="Cannot update"):
        PaperTemplate.objects.filter(pk=template.pk).update(**change)


def test_each_step_is_in_the_trail(school: School, director: User) -> None:
    template = upload(school)
    use_template(template, actor=director)
    keep_template(template, actor=director)

    rows = AuditEvent.objects.filter(refs__contains=[f"documents.papertemplate:{template.pk}"])
    assert sorted(row.verb for row in rows) == [
        "documents.keep_template",
        "documents.upload_template",
        "documents.use_template",
    ]


class TestPages:
    def test_a_file_is_checked_where_it_is_uploaded(
        self, signed_in: SignIn, administrator: User
    ) -> None:
        client = signed_in(administrator)
        file = SimpleUploadedFile("бланк.docx", make_template(*required(), "{{ номерр }}"))

        html = client.post(
            reverse("documents:template_create"), {"kind": "", "file": file}
        ).content.decode()

        assert "неизвестное поле {{ номерр }}, может быть, {{ номер }}" in html
        assert not PaperTemplate.objects.exists()

    def test_a_good_file_leads_to_its_page_with_a_sample(
        self, signed_in: SignIn, administrator: User
    ) -> None:
        client = signed_in(administrator)
        file = SimpleUploadedFile("бланк.docx", make_template())

        page = client.post(
            reverse("documents:template_create"), {"kind": "", "file": file}, follow=True
        ).content.decode()

        template = PaperTemplate.objects.get()
        sample = reverse("documents:template_sample_file", args=[template.pk])
        assert sample in page
        document = docx.Document(BytesIO(client.get(sample).content))
        assert any("Снегирёву" in paragraph.text for paragraph in document.paragraphs)

    def test_another_schools_template_is_not_found(
        self, signed_in: SignIn, administrator: User, other_school: School
    ) -> None:
        template = upload(other_school)
        client = signed_in(administrator)

        for name in ("template_detail", "template_file", "template_sample_file"):
            assert client.get(reverse(f"documents:{name}", args=[template.pk])).status_code == 404
        for name in ("template_use", "template_keep"):
            assert client.post(reverse(f"documents:{name}", args=[template.pk])).status_code == 404
