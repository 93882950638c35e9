"""What is left of an account when its owner's data are destroyed: a number that did things."""

from __future__ import annotations

import datetime
from typing import Any

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from axes.models import AccessAttempt, AccessFailureLog, AccessLog
from django.contrib.admin.models import LogEntry
from django.contrib.sessions.models import Session
from django.db.models import Q
from django.utils import timezone

from core.i18n import gettext as _

from .models import Invitation, Membership, User


def is_of_one_school(user: User, school_id: int) -> bool:
    """False where another school has the account too: there it stays as it is."""
    return not user.memberships.exclude(school_id=school_id).exists()


def erase_account(user: User, *, school_id: int, day: datetime.date) -> None:
    """Close the account; the rows that say who did what keep pointing to it, without a name.

    An account that another school has too only loses its roles here.
    """
    roles = Membership.objects.filter(user=user, school_id=school_id)
    yesterday = day - datetime.timedelta(days=1)
    roles.filter(valid_from__gt=yesterday).delete()
    roles.filter(Q(valid_to__isnull=True) | Q(valid_to__gt=yesterday)).update(valid_to=yesterday)
    if not is_of_one_school(user, school_id):
        return
    for model in (AccessAttempt, AccessFailureLog, AccessLog):
        model.objects.filter(username__iexact=user.email).delete()
    EmailAddress.objects.filter(user=user).delete()
    Authenticator.objects.filter(user=user).delete()
    LogEntry.objects.filter(object_id=str(user.pk), content_type__model="user").delete()
    _end_sessions(user)
    user.email = f"{user.pk}@erased.invalid"
    user.last_name, user.first_name, user.middle_name = _("Обезличено"), "", ""
    user.is_active = user.is_staff = user.is_superuser = False
    user.set_unusable_password()
    user.save()


def erase_invitations(school_id: int, *, person_ids: list[int], email: str) -> int:
    rows = Invitation.objects.filter(school_id=school_id)
    mine = Q(person_ref__in=person_ids)
    if email:
        mine |= Q(email__iexact=email)
    return rows.filter(mine).delete()[0]


def _end_sessions(user: User) -> None:
    """What a session holds can be read only by opening it."""
    live = Session.objects.filter(expire_date__gt=timezone.now())
    own = [row.pk for row in live.iterator() if _owner(row) == str(user.pk)]
    Session.objects.filter(Q(pk__in=own) | Q(expire_date__lte=timezone.now())).delete()


def _owner(session: Session) -> Any:
    return session.get_decoded().get("_auth_user_id")
