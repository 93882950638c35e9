"""Somebody says whom they would like: signed in, for a child, or by a one-time link."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.views import View
from django.views.decorators.cache import never_cache
from django.views.generic import TemplateView

from accounts.limits import Limit, refuse_link
from core import clock
from core.errors import DomainError
from core.i18n import gettext as _
from core.permissions import Permitted
from core.terms import using
from schools.terms import words_of

from ..actions import save_wishes, save_wishes_by_link
from ..asking import open_request, ranks_of, shown_to
from ..forms import WishesForm
from ..models import WishRequest

# A family types a link once or twice wrong; a machine that guesses does it all day.
WRONG_LINKS = Limit("wish_link", count=30, period=timedelta(minutes=10))


class WishOwnView(Permitted, TemplateView):
    """What this user is asked, for themselves and for their children."""

    permission_required = "pairing.give_wishes"
    template_name = "pairing/wish_own.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        user = self.request.user
        rows = WishRequest.objects.visible_to(user).asked_of(user.pk).open_on(clock.today())
        rows = rows.with_people().order_by("round__closes_on", "pk")
        return super().get_context_data(requests=rows, **kwargs)


@method_decorator(never_cache, name="dispatch")
class WishAnswerView(Permitted, View):
    permission_required = "pairing.give_wishes"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        if request.user.is_authenticated and self.has_permission():
            rows = WishRequest.objects.visible_to(request.user).asked_of(request.user.pk)
            self.found = get_object_or_404(rows.with_people(), pk=kwargs["pk"])
        return super().dispatch(request, *args, **kwargs)

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        return self.show(self.form())

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        form = self.form(request.POST)
        if form.is_valid():
            note = form.cleaned_data["note"]
            try:
                save_wishes(self.found, ranks=form.ranks, note=note, actor=request.user)
            except DomainError as error:
                form.add_error(None, str(error))
            else:
                messages.success(request, _("Спасибо, записано. До срока ответ можно изменить."))
                return HttpResponseRedirect(reverse("pairing:wish_own"))
        return self.show(form)

    def form(self, data: Any = None) -> WishesForm:
        found = self.found
        # A choice begins with nobody: what was wished for before is no choice yet.
        knows = found.answered_at is not None or not found.round.is_choice
        said = ranks_of(found) if knows else {}
        return WishesForm(data, request=found, shown=shown_to(found), said=said)

    def show(self, form: WishesForm) -> HttpResponse:
        found = self.found
        is_open = found.round.is_open and found.round.closes_on >= clock.today()
        is_own = found.card.person.user_id == self.request.user.pk
        context = {"found": found, "form": form, "is_own": is_own, "is_open": is_open}
        return render(self.request, "pairing/wish_answer.html", context)


@method_decorator(never_cache, name="dispatch")
class WishLinkView(View):
    """Public: the link is the permission. Works without scripts.

    A link that opens nothing gets one and the same page, whatever the reason.
    """

    def get(self, request: HttpRequest, token: str) -> HttpResponse:
        found = self.find(token)
        if found is None:
            return self.refuse()
        with using(words_of(found.school)):
            return self.show(found, self.form(found))

    def post(self, request: HttpRequest, token: str) -> HttpResponse:
        found = self.find(token)
        if found is None:
            return self.refuse()
        with using(words_of(found.school)):
            form = self.form(found, request.POST)
            if not form.is_valid():
                return self.show(found, form)
            try:
                note = form.cleaned_data["note"]
                saved = save_wishes_by_link(token, ranks=form.ranks, note=note)
            except DomainError as error:
                form.add_error(None, str(error))
                return self.show(found, form)
        if saved is None:
            return self.refuse()
        return HttpResponseRedirect(reverse("pairing:wish_thanks"))

    def find(self, token: str) -> WishRequest | None:
        if WRONG_LINKS.is_reached(self.request):
            return None
        return open_request(token, clock.today())

    def form(self, found: WishRequest, data: Any = None) -> WishesForm:
        return WishesForm(data, request=found, shown=shown_to(found, by_link=True))

    def show(self, found: WishRequest, form: WishesForm) -> HttpResponse:
        return render(self.request, "pairing/wish_link.html", {"found": found, "form": form})

    def refuse(self) -> HttpResponse:
        return refuse_link(self.request, WRONG_LINKS, template="pairing/wish_link_closed.html")


class WishThanksView(TemplateView):
    """Public: says thank you and nothing else."""

    template_name = "pairing/wish_thanks.html"
