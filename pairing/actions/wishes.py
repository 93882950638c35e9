"""What the curator decides before matching: these two for certain, or never."""

from __future__ import annotations

from typing import Any

from django.db import transaction

from core.audit import record
from core.errors import DomainError
from core.i18n import gettext as _
from registry.models import MenteeCard, MentorCard
from schools.models import Programme

from ..choices import WishKind
from ..models import PairWish


@transaction.atomic
def set_wish(
    programme: Programme,
    *,
    mentor: MentorCard,
    mentee: MenteeCard,
    kind: str,
    actor: Any,
    note: str = "",
) -> PairWish:
    """Lock a pair, or forbid it. A mentee has one lock: the newer one stands."""
    if {mentor.school_id, mentee.school_id} != {programme.school_id}:
        raise DomainError(_("Эти люди из {school:другого/другой} {school:genitive}."))
    if kind == WishKind.LOCKED:
        wish = lock_mentee_to(programme, mentor=mentor, mentee=mentee, note=note)
        text = _("Пара закреплена при подборе.")
    else:
        wish, _created = PairWish.objects.update_or_create(
            programme=programme,
            mentor=mentor,
            mentee=mentee,
            defaults={"kind": WishKind.FORBIDDEN, "note": note.strip()},
        )
        text = _("Пара запрещена при подборе.")
    _write(wish, f"wish.{kind}", actor, text)
    return wish


def lock_mentee_to(
    programme: Programme, *, mentor: MentorCard, mentee: MenteeCard, note: str = ""
) -> PairWish:
    """The lock alone, for actions that write their own audit row."""
    MenteeCard.objects.select_for_update(of=("self",)).get(pk=mentee.pk)
    PairWish.objects.filter(programme=programme, mentee=mentee, kind=WishKind.LOCKED).exclude(
        mentor=mentor
    ).delete()
    wish, _created = PairWish.objects.update_or_create(
        programme=programme,
        mentor=mentor,
        mentee=mentee,
        defaults={"kind": WishKind.LOCKED, "note": note.strip()},
    )
    return wish


@transaction.atomic
def clear_wish(programme: Programme, *, mentor: MentorCard, mentee: MenteeCard, actor: Any) -> None:
    """Leave these two to the matching again."""
    wish = PairWish.objects.filter(programme=programme, mentor=mentor, mentee=mentee).first()
    if wish is None:
        return
    _write(wish, "wish.cleared", actor, _("Решение о паре снято: её снова решает подбор."))
    wish.delete()


def _write(wish: PairWish, verb: str, actor: Any, text: str) -> None:
    about = [wish.mentor.person, wish.mentee.person]
    record(verb, wish.programme, actor=actor, text=text, about=about, data={"note": wish.note})
