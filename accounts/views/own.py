"""One's own account, and the school to act in."""

from __future__ import annotations

from typing import Any

from allauth.mfa.utils import is_mfa_enabled
from django.contrib import messages
from django.contrib.auth.mixins import LoginRequiredMixin
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import resolve_url
from django.urls import reverse_lazy
from django.utils.http import url_has_allowed_host_and_scheme
from django.views import View
from django.views.generic import FormView

from accounts.actions import update_profile
from accounts.forms import NameForm
from accounts.middleware import SESSION_KEY
from accounts.models import User
from core.i18n import gettext as _


class ProfileView(LoginRequiredMixin, FormView):
    request: Any
    form_class = NameForm
    template_name = "accounts/profile.html"
    success_url = reverse_lazy("accounts:profile")

    def get_form_kwargs(self) -> dict[str, Any]:
        # A copy, so that names that are refused don't show in the frame of the page.
        user = User.objects.get(pk=self.request.user.pk)
        return super().get_form_kwargs() | {"instance": user}

    def form_valid(self, form: NameForm) -> HttpResponse:
        user = self.request.user
        update_profile(user, actor=user, **form.cleaned_data)
        messages.success(self.request, _("Имя исправлено."))
        return super().form_valid(form)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        user = self.request.user
        return super().get_context_data(
            memberships=user.live_memberships, has_second_factor=is_mfa_enabled(user), **kwargs
        )


class ChooseSchoolView(LoginRequiredMixin, View):
    """Takes the school to act in from those where the user has a role today."""

    request: Any
    http_method_names = ["post"]

    def post(self, request: HttpRequest) -> HttpResponse:
        schools = {str(row.school_id): row.school_id for row in self.request.user.live_memberships}
        chosen = schools.get(request.POST.get("school", ""))
        if chosen is None:
            raise Http404
        request.session[SESSION_KEY] = chosen
        onward = request.POST.get("next", "")
        if not url_has_allowed_host_and_scheme(onward, allowed_hosts=None):
            onward = resolve_url("portal:home")
        return HttpResponseRedirect(onward)
