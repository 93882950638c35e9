"""Papers for everybody whom a signed order concerns: asked for, taken when they are made."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.views import View

from core.action_views import ActionView
from core.i18n import gettext as _
from core.responses import saved_file
from core.russian.dates import short_date
from documents.actions.bundles import ask_bundle
from documents.bundles import bundle_kind
from documents.choices import BundleFormat
from documents.models import Bundle

from ..forms.bundles import BundleForm
from ..models import Order
from .access import PermittedByAny
from .extracts import KEEPERS

MEDIA_TYPES = {BundleFormat.PDF: "application/pdf", BundleFormat.ZIP: "application/zip"}


class BundleAskView(PermittedByAny, ActionView):
    """To the page of the job that makes them."""

    permission_required = KEEPERS[0]
    other_permissions = KEEPERS[1:]
    model = Order
    form_class = BundleForm
    job_url = ""

    def act(self, obj: Order, **data: Any) -> None:
        job = ask_bundle(obj, kind=data["kind"], format=data["format"], actor=self.request.user)
        self.job_url = job.get_absolute_url()

    def get_return_url(self, obj: Order) -> str:
        return self.job_url or obj.get_absolute_url()


class BundleFileView(PermittedByAny, View):
    """Only for who asked for it, while it is kept and the order is still theirs to see."""

    permission_required = KEEPERS[0]
    other_permissions = KEEPERS[1:]

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        bundle = get_object_or_404(Bundle.objects.visible_to(request.user), pk=pk)
        label, _colon, key = bundle.owner.rpartition(":")
        if bundle.content is None or label != Order._meta.label_lower:
            raise Http404
        order = get_object_or_404(Order.objects.visible_to(request.user), pk=key)
        return saved_file(
            bytes(bundle.content),
            name=f"{_file_name(bundle, order)}.{bundle.format}",
            media_type=MEDIA_TYPES[BundleFormat(bundle.format)],
        )


def _file_name(bundle: Bundle, order: Order) -> str:
    kind = bundle_kind(bundle.kind)
    return _("%(title)s, приказ № %(number)s от %(day)s") % {
        "title": kind.title if kind else "",
        "number": order.number.replace("/", "-"),
        "day": short_date(order.signed_on) if order.signed_on else "",
    }
