"""What is done at once for many cards: for those that are ticked, or for all that are found."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render

from core.clock import today
from core.errors import DomainError
from core.i18n import gettext as _
from core.i18n import ngettext
from core.paging import COUNTED

from ..actions import archive_card, record_paper_consents, restore_card
from ..choices import CardState
from ..forms import PaperConsentsForm
from ..models import Person
from ..queries import bulk_choices
from .asking import ask_from
from .consent_papers import sheets_of

# What is done about the consents of chosen people and answers with a page or a file of its own.
BULK_OF_CONSENTS: dict[str, Callable[[Any, list[Person]], HttpResponse]] = {
    "ask": ask_from,
    "sheets": sheets_of,
}

NAMED = 10


def move_all(act: Callable[..., Any], cards: list[Any], *, actor: Any) -> None:
    """All of the cards or none; the refusal says whose cards it is about."""
    refused: dict[str, list[str]] = {}
    with transaction.atomic():
        for card in cards:
            try:
                act(card, actor=actor)
            except DomainError as error:
                refused.setdefault(str(error), []).append(str(card.person))
        if refused:
            parts = [f"{named(names)}: {text}" for text, names in refused.items()]
            advice = _("Никто не изменён. Снимите с них отметку и повторите.")
            raise DomainError(" ".join([*parts, advice]))


def named(names: list[str]) -> str:
    text, rest = ", ".join(names[:NAMED]), len(names) - NAMED
    return text + (_(" и ещё %(number)s") % {"number": rest} if rest > 0 else "")


class ChosenRows:
    """Rows of a `ListPage` that a form was sent for: `ids`, or `all` that the address finds."""

    may_choose_all = True

    def chosen(self: Any) -> QuerySet[Any]:
        request = self.request
        if not request.POST.get("all"):
            return self.selected(request.POST.getlist("ids"))
        rows = self.rows()
        if rows.order_by()[: COUNTED + 1].count() > COUNTED:
            text = _("За один раз меняют не больше %(n)s записей. Сузьте поиск.")
            raise DomainError(text % {"n": COUNTED})
        return rows


class WithBulk(ChosenRows):
    """Bulk actions of a base. Rows that may not be seen are left out."""

    base: str
    request: Any
    bulk_permissions = {
        "consents": "registry.record_consent",
        **dict.fromkeys(BULK_OF_CONSENTS, "registry.record_consent"),
        "archive": "registry.change_person",
        "restore": "registry.change_person",
    }

    def get_bulk_template(self) -> str:
        may = any(self.request.user.has_perm(name) for name in self.bulk_permissions.values())
        return "registry/_card_bulk.html" if may else ""

    def bulk_context(self) -> dict[str, Any]:
        user = self.request.user
        return {
            "today": today(),
            "bulk_choices": bulk_choices(user),
            "shows_archived": self.request.GET.get("state") == CardState.ARCHIVED,
        }

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        action = request.POST.get("bulk", "")
        choices = {f"set_{one.code}": one for one in bulk_choices(request.user)}
        if action not in choices:
            permission = self.bulk_permissions.get(action)
            if permission is None or not request.user.has_perm(permission):
                raise PermissionDenied
        state = CardState.ARCHIVED if action == "restore" else CardState.ACTIVE
        try:
            cards = list(self.chosen().filter(state=state))
            if not cards:
                raise DomainError(_("Отметьте в таблице, для кого это сделать."))
            if action in BULK_OF_CONSENTS:
                return BULK_OF_CONSENTS[action](request, [card.person for card in cards])
            if action in choices and choices[action].code not in request.POST:
                return self.ask_value(choices[action], cards)
            if action in choices:
                message = self.set_value(choices[action], cards)
            else:
                message = getattr(self, f"bulk_{action}")(cards)
        except DomainError as error:
            messages.error(request, str(error))
        else:
            messages.success(request, message)
        return HttpResponseRedirect(request.get_full_path())

    def ask_value(self, choice: Any, cards: list[Any]) -> HttpResponse:
        """The values are many, and few pages of the list come to need them."""
        context = {
            "choice": choice,
            "options": choice.options(self.request.user),
            "cards": cards,
            "base": self.base,
            "query": self.request.GET.urlencode(),
        }
        return render(self.request, "registry/bulk_choice.html", context)

    def set_value(self, choice: Any, cards: list[Any]) -> str:
        value = self.request.POST.get(choice.code, "")
        if value not in dict(choice.options(self.request.user)):
            raise DomainError(_("Выберите значение из списка."))
        ids = [card.pk for card in cards]
        n = choice.act(self.base, ids, value, self.request.user)
        return _("Изменено: %(n)s.") % {"n": n}

    def bulk_consents(self, cards: list[Any]) -> str:
        form = PaperConsentsForm(self.request.POST)
        if not form.is_valid():
            raise DomainError(_("Укажите дату, которая стоит на листах."))
        people = [card.person for card in cards]
        made = record_paper_consents(people, actor=self.request.user, **form.cleaned_data)
        if not made:
            return _("У выбранных все согласия уже записаны.")
        return ngettext("Записано %(n)s согласие.", "Записано согласий: %(n)s.", len(made)) % {
            "n": len(made)
        }

    def bulk_archive(self, cards: list[Any]) -> str:
        move_all(archive_card, cards, actor=self.request.user)
        return _("Убрано в архив: %(n)s.") % {"n": len(cards)}

    def bulk_restore(self, cards: list[Any]) -> str:
        move_all(restore_card, cards, actor=self.request.user)
        return _("Возвращено из архива: %(n)s.") % {"n": len(cards)}
