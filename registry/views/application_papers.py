"""Papers of a candidate: application or nomination, approval sheet, what was attached."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.text import slugify
from django.views import View

from core.clock import today
from core.permissions import Permitted
from core.responses import saved_file
from documents.choices import FileFormat
from documents.responses import sheet_response
from schools.choices import AppointedRole
from schools.proofs import media_type
from schools.queries import latest_regulation

from ..models import Appointment, MentorApplication, Person
from ..selection_access import may_select
from ..selection_papers import application_paper, approval_sheet, nomination_paper
from .applications import VIEW, OfApplication


class ApplicationPaperView(OfApplication, Permitted, View):
    """The application or the nomination; `sheet` is the approval sheet of a nomination."""

    permission_required = VIEW
    format = FileFormat.PDF
    is_sheet = False

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        found = self.application
        if self.is_sheet:
            if not found.is_nomination or not may_select(request.user):
                raise Http404
            paper = approval_sheet(found, curators=curators_of(found))
        elif found.is_nomination:
            paper = nomination_paper(found)
        else:
            act = latest_regulation(found.school, found.applied_on)
            paper = application_paper(found, act=act.title if act else "")
        name = slugify(f"{paper.heading} {found.person.last_name}".lower(), allow_unicode=True)
        return sheet_response(paper, self.format, filename=name)


def curators_of(application: MentorApplication) -> list[Person]:
    """Who is curator of the candidate's form, of everything where no form is named."""
    rows = Appointment.objects.on(today()).filter(
        school=application.school, role=AppointedRole.CURATOR
    )
    if application.form_id:
        own = rows.filter(form_id=application.form_id)
        rows = own if own.exists() else rows
    people = {row.person_id: row.person for row in rows.select_related("person")}
    return list(people.values())


class PortfolioView(OfApplication, Permitted, View):
    """What the candidate attached: always saved, never shown."""

    permission_required = VIEW

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        file = getattr(self.application, "portfolio", None)
        if file is None:
            raise Http404
        name = self.application.portfolio_name
        return saved_file(bytes(file.content), name=name, media_type=media_type(name))
