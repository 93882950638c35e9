"""The sign-in page, and the page that an invitation opens."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from allauth.account.views import LoginView
from django.contrib import messages
from django.contrib.auth import login
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import render, resolve_url
from django.utils.decorators import method_decorator
from django.views import View
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters

from accounts.actions import accept_invitation, find_invitation
from accounts.errors import InvitationError
from accounts.forms import AcceptForm
from accounts.limits import Limit
from accounts.middleware import SESSION_KEY
from accounts.models import Invitation, User
from accounts.queries import demo_signins
from core.i18n import gettext as _
from core.terms import using
from schools.terms import words_of

GUESSES = Limit("invitation", 20, timedelta(hours=1))
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


class SignInView(LoginView):
    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {"demo_signins": demo_signins()}


@method_decorator(
    [never_cache, sensitive_post_parameters("password1", "password2")], name="dispatch"
)
class InvitationAcceptView(View):
    """Open to everybody who has the link; wrong links are counted by address."""

    template_name = "accounts/invitation_accept.html"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if GUESSES.is_reached(request):
            return render(request, "429.html", status=429)
        try:
            self.invitation = find_invitation(kwargs["token"])
        except InvitationError as error:
            if error.code == "unknown":
                GUESSES.note_failure(request)
            return self.refuse(error)
        self.owner = User.objects.filter(email=self.invitation.email).first()
        with using(words_of(self.invitation.school)):
            return super().dispatch(request, *args, **kwargs)

    def get(self, request: HttpRequest, token: str) -> HttpResponse:
        return self.show(AcceptForm(initial=self.names()))

    def post(self, request: HttpRequest, token: str) -> HttpResponse:
        if self.owner is not None:
            return self.accept(token)
        if request.user.is_authenticated:
            return self.show(AcceptForm(initial=self.names()))
        form = AcceptForm(request.POST)
        if not form.is_valid():
            return self.show(form)
        data = dict(form.cleaned_data)
        password = data.pop("password1")
        data.pop("password2")
        try:
            return self.accept(token, password=password, **data)
        except ValidationError as error:
            form.add_error("password1", error)
            return self.show(form)

    def accept(self, token: str, **data: Any) -> HttpResponse:
        me = self.request.user
        try:
            user = accept_invitation(token, user=me if me.is_authenticated else None, **data)
        except InvitationError as error:
            return self.refuse(error)
        if not me.is_authenticated:
            login(self.request, user, backend=BACKEND)
        self.request.session[SESSION_KEY] = self.invitation.school_id
        messages.success(self.request, _("Добро пожаловать! Роль вам дана."))
        return HttpResponseRedirect(resolve_url("/"))

    def names(self) -> dict[str, str]:
        fields = ("last_name", "first_name", "middle_name")
        return {name: getattr(self.invitation, name) for name in fields}

    def show(self, form: AcceptForm) -> HttpResponse:
        me = self.request.user
        is_owner = me.is_authenticated and me == self.owner
        context: dict[str, Any] = {
            "invitation": self.invitation,
            "form": form,
            "is_owner": is_owner,
            "is_somebody_else": me.is_authenticated and not is_owner,
            "has_account": self.owner is not None,
        }
        return render(self.request, self.template_name, context)

    def refuse(self, error: InvitationError) -> HttpResponse:
        status = 404 if error.code == "unknown" else 410
        context = {"error": error, "invitation": Invitation()}
        return render(self.request, "accounts/invitation_refused.html", context, status=status)
