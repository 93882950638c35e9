"""Consents as paper: sheets to sign, one or many or blank; what was given; scans of what was."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.functional import cached_property
from django.utils.text import slugify
from django.views import View

from core.clock import today
from core.errors import DomainError
from core.i18n import gettext_lazy as _
from core.permissions import Permitted
from core.responses import saved_file
from documents.choices import FileFormat
from documents.paper import Paper
from documents.responses import sheet_response, sheets_response
from schools.proofs import media_type

from ..access import sight_of
from ..actions import attach_scan, keep_wording, open_scan
from ..choices import ConsentKind, ConsentSigner
from ..delivery import representatives_of
from ..forms import ScanForm
from ..models import Consent, ConsentWording, Person
from ..papers import consent_sheet, given_consent
from ..queries import consents_lacking
from ..rules import rules_for
from .pages import OfPerson, PersonForm

# A printed class and what its teacher still waits for; made while somebody waits.
MOST_SHEETS = 80


def check_kind(kind: str, signer: str) -> None:
    if kind not in ConsentKind.values or signer not in ConsentSigner.values:
        raise Http404


class ConsentSheetView(OfPerson, Permitted, View):
    """The sheet to sign by hand, made on the spot and kept nowhere."""

    permission_required = "registry.view_person"

    def get(self, request: HttpRequest, pk: int, kind: str, signer: str) -> HttpResponse:
        person = self.person
        check_kind(kind, signer)
        if not sight_of(request.user, person).has_consents:
            raise Http404
        guardians = list(Person.objects.filter(wards__child=person))
        paper = consent_sheet(
            keep_wording(person.school, kind=kind, signer=signer),
            person,
            representative=guardians[0] if len(guardians) == 1 else None,
        )
        return sheet_response(paper, FileFormat.PDF, filename=_filename(paper, person))


class ConsentBlankView(Permitted, View):
    """The same sheet for whoever is in no base yet."""

    permission_required = "registry.record_consent"

    def get(self, request: HttpRequest, kind: str, signer: str) -> HttpResponse:
        check_kind(kind, signer)
        paper = consent_sheet(keep_wording(self.school, kind=kind, signer=signer))
        return sheet_response(paper, FileFormat.PDF, filename=_filename(paper))


class ConsentPaperView(Permitted, View):
    """What was agreed to, in the very words, and how."""

    permission_required = "registry.view_person"

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        rows = Consent.objects.visible_to(request.user).select_related("person__school", "wording")
        consent = get_object_or_404(rows, pk=pk)
        paper = given_consent(consent)
        if paper is None or not sight_of(request.user, consent.person).has_consents:
            raise Http404
        return sheet_response(paper, FileFormat.PDF, filename=_filename(paper, consent.person))


class ConsentScanView(Permitted, View):
    """The scan, always saved and never shown. Each look is on record."""

    permission_required = "registry.view_consent_scan"

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        rows = Consent.objects.visible_to(request.user).select_related("person")
        consent = get_object_or_404(rows.exclude(scan_name=""), pk=pk)
        scan = open_scan(consent, actor=request.user)
        if scan is None:
            raise Http404
        name = consent.scan_name
        return saved_file(bytes(scan.content), name=name, media_type=media_type(name))


class ConsentScanAttachView(PersonForm):
    """A scan of a sheet that was written down before."""

    permission_required = "registry.record_consent"
    form_class = ScanForm
    template_name = "registry/consent_scan.html"
    success_message = _("Скан приложен.")

    @cached_property
    def consent(self) -> Consent:
        rows = Consent.objects.visible_to(self.request.user).select_related("person__school")
        return get_object_or_404(rows, pk=self.kwargs["pk"])

    @cached_property
    def person(self) -> Person:
        return self.consent.person

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(consent=self.consent, **kwargs)

    def act(self, form: ScanForm) -> None:
        name, content = form.cleaned_data["scan"]
        attach_scan(self.consent, name=name, content=content, actor=self.request.user)


def sheets_of(request: HttpRequest, people: list[Person]) -> HttpResponse:
    """Every sheet that these people of one school still have to sign, as one file.

    Raises `DomainError` where there is nothing to sign, or more than fits one print.
    """
    found = {person.pk: person for person in people}
    school = people[0].school
    lacking = consents_lacking(found, day=today(), rules=rules_for(school))
    total = sum(map(len, lacking.values()))
    if not total:
        raise DomainError(_("Подписывать нечего: у выбранных все согласия есть."))
    if total > MOST_SHEETS:
        raise DomainError(
            _("Листов получилось %(total)s, а за один раз печатают до %(most)s: выберите меньше.")
            % {"total": total, "most": MOST_SHEETS}
        )
    guardians = representatives_of(lacking)
    wordings: dict[tuple[str, str], ConsentWording] = {}
    papers = []
    for pk, person in found.items():
        for kind, signer in lacking.get(pk, ()):
            if (kind, signer) not in wordings:
                wordings[kind, signer] = keep_wording(school, kind=kind, signer=signer)
            papers.append(
                consent_sheet(wordings[kind, signer], person, representative=guardians.get(pk))
            )
    return sheets_response(papers, filename=str(_("согласия на подпись")))


def _filename(paper: Paper, person: Person | None = None) -> str:
    words = [str(_("согласие")), paper.title, person.last_name if person else ""]
    return slugify(" ".join(filter(None, words)), allow_unicode=True)
