"""The only writes of this app: invitations and roles."""

from __future__ import annotations

import datetime
import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from hashlib import sha256
from typing import Any

from django.contrib.auth.password_validation import validate_password
from django.db import transaction
from django.utils import timezone

from core import audit
from core.errors import DomainError
from core.i18n import gettext as _
from core.transitions import lock
from schools.models import Direction, MentoringForm, School

from .choices import Role
from .errors import InvitationError
from .models import Invitation, Membership, User
from .queries import live_memberships
from .signals import invitation_accepted

INVITATION_LIFE = timedelta(days=14)


@dataclass(frozen=True, slots=True)
class Issued:
    """An invitation and the token of its link, which is known only now."""

    invitation: Invitation
    token: str


def hash_of(token: str) -> str:
    return sha256(token.encode()).hexdigest()


@transaction.atomic
def invite_person(
    school: School,
    *,
    actor: Any,
    email: str,
    role: str,
    last_name: str = "",
    first_name: str = "",
    middle_name: str = "",
    person_ref: int | None = None,
    directions: Iterable[Direction] = (),
    forms: Iterable[MentoringForm] = (),
) -> Issued:
    """A one-time link for this e-mail and role; an earlier open one for the same is withdrawn."""
    email = email.strip().lower()
    if live_memberships(school).filter(user__email=email, role=role).exists():
        raise DomainError(_("У человека с этой почтой такая роль уже есть."), code="email")
    earlier = school.invitations.filter(email=email, role=role).open()
    earlier.update(expires_at=timezone.now())
    token = secrets.token_urlsafe(32)
    invitation = Invitation(
        school=school,
        email=email,
        role=role,
        last_name=last_name,
        first_name=first_name,
        middle_name=middle_name,
        person_ref=person_ref,
        token_hash=hash_of(token),
        expires_at=timezone.now() + INVITATION_LIFE,
        invited_by=actor if getattr(actor, "pk", None) else None,
    )
    invitation.full_clean(exclude=["invited_by", "accepted_at", "person_ref"])
    invitation.save()
    invitation.directions.set(_of_school(directions, school))
    invitation.forms.set(_of_school(forms, school))
    audit.record(
        "accounts.invite_person",
        invitation,
        actor=actor,
        text=_("Отправлено приглашение: %s.") % Role(role).label,
    )
    return Issued(invitation, token)


def _of_school(rows: Iterable[Any], school: School) -> list[Any]:
    rows = list(rows)
    if any(row.school_id != school.pk for row in rows):
        raise DomainError(
            _("Направления и формы берутся только из {school:своего/своей} {school:genitive}.")
        )
    return rows


def find_invitation(token: str, *, for_update: bool = False) -> Invitation:
    """The open invitation of a link. Raises `InvitationError` that says why there is none."""
    rows = Invitation.objects.select_related("school")
    if for_update:
        rows = rows.select_for_update(of=("self",))
    invitation = rows.filter(token_hash=hash_of(token)).first()
    if invitation is None:
        raise InvitationError(
            _("По этой ссылке приглашения нет. Проверьте, что она скопирована целиком."),
            code="unknown",
        )
    if invitation.accepted_at is not None:
        raise InvitationError(
            _("Этим приглашением уже воспользовались. Войдите по почте и паролю."), code="used"
        )
    if invitation.expires_at <= timezone.now():
        raise InvitationError(
            _("Срок приглашения истёк. Попросите администратора {school:genitive} прислать новое."),
            code="expired",
        )
    return invitation


@transaction.atomic
def accept_invitation(
    token: str,
    *,
    user: User | None = None,
    password: str = "",
    last_name: str = "",
    first_name: str = "",
    middle_name: str = "",
) -> User:
    """Give the invited person the role, and an account with this password if they have none.

    Somebody who has an account already takes the invitation signed in (`user`): a link alone never
    changes a password. Raises `InvitationError`, or `ValidationError` for a weak password.
    """
    invitation = find_invitation(token, for_update=True)
    owner = User.objects.filter(email=invitation.email).first()
    if owner is None:
        owner = User(
            email=invitation.email,
            last_name=last_name or invitation.last_name,
            first_name=first_name or invitation.first_name,
            middle_name=middle_name or invitation.middle_name,
        )
        validate_password(password, owner)
        owner.set_password(password)
        owner.full_clean(exclude=["password"])
        owner.save()
    elif user is None or user.pk != owner.pk:
        raise InvitationError(
            _("На эту почту уже есть учётная запись: войдите в неё и откройте ссылку ещё раз."),
            code="sign_in",
        )
    invitation.accepted_at = timezone.now()
    invitation.save(update_fields=["accepted_at", "updated_at"])
    give_role(
        owner,
        school=invitation.school,
        role=invitation.role,
        actor=owner,
        directions=invitation.directions.all(),
        forms=invitation.forms.all(),
    )
    audit.record(
        "accounts.accept_invitation", invitation, actor=owner, text=_("Приглашение принято.")
    )
    invitation_accepted.send(Invitation, user=owner, invitation=invitation)
    return owner


@transaction.atomic
def withdraw_invitation(invitation: Invitation, *, actor: Any) -> Invitation:
    invitation = lock(invitation)
    if not invitation.is_open:
        raise InvitationError(_("Это приглашение уже не действует."))
    invitation.expires_at = timezone.now()
    invitation.save(update_fields=["expires_at", "updated_at"])
    audit.record(
        "accounts.withdraw_invitation", invitation, actor=actor, text=_("Приглашение отозвано.")
    )
    return invitation


@transaction.atomic
def give_role(
    user: User,
    *,
    school: School,
    role: str,
    actor: Any,
    directions: Iterable[Direction] = (),
    forms: Iterable[MentoringForm] = (),
    valid_from: datetime.date | None = None,
    valid_to: datetime.date | None = None,
) -> Membership:
    """The role from that day on, today's if none is given; one that had ended begins again."""
    lock(school)
    membership = Membership.objects.filter(user=user, school=school, role=role).first()
    membership = membership or Membership(user=user, school=school, role=role)
    membership.valid_from = valid_from or timezone.localdate()
    membership.valid_to = valid_to
    if valid_to is not None and valid_to < membership.valid_from:
        raise DomainError(_("Последний день роли раньше первого."))
    membership.full_clean()
    membership.save()
    membership.directions.set(_of_school(directions, school))
    membership.forms.set(_of_school(forms, school))
    audit.record(
        "accounts.give_role",
        membership,
        actor=actor,
        text=_("Дана роль: %s.") % membership.get_role_display(),
        about=[user],
    )
    return membership


@transaction.atomic
def end_role(membership: Membership, *, actor: Any) -> Membership:
    """The role opens nothing from now on. The last administrator of a school keeps theirs."""
    lock(membership.school)
    membership = lock(membership)
    today = timezone.localdate()
    if not membership.is_live(today):
        raise DomainError(_("Эта роль уже закончилась."))
    if membership.role == Role.ADMINISTRATOR:
        others = live_memberships(membership.school).filter(role=Role.ADMINISTRATOR)
        if not others.exclude(pk=membership.pk).exists():
            raise DomainError(
                _(
                    "Это единственный администратор {school:genitive}: сначала дайте роль "
                    "кому-нибудь ещё."
                )
            )
    # The last day is yesterday: a role is in force for the whole of its last day.
    membership.valid_to = today - timedelta(days=1)
    membership.valid_from = min(membership.valid_from, membership.valid_to)
    membership.save(update_fields=["valid_from", "valid_to", "updated_at"])
    audit.record(
        "accounts.end_role",
        membership,
        actor=actor,
        text=_("Снята роль: %s.") % membership.get_role_display(),
        about=[membership.user],
    )
    return membership


@transaction.atomic
def update_profile(
    user: User, *, actor: Any, last_name: str, first_name: str, middle_name: str = ""
) -> User:
    user = User.objects.select_for_update().get(pk=user.pk)
    user.last_name, user.first_name, user.middle_name = last_name, first_name, middle_name
    user.full_clean(exclude=["password"])
    user.save(update_fields=["last_name", "first_name", "middle_name", "updated_at"])
    audit.record("accounts.update_profile", user, actor=actor, text=_("Исправлено имя."))
    return user
