"""Consents asked of people without an account, by one-time links; and what they answer."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db import transaction

from core.audit import record
from core.clock import now, today
from core.errors import DomainError
from core.i18n import gettext as _
from core.jobs import start_job
from core.links import hash_of, new_token

from ..choices import AskedBy, ConsentKind, ConsentSigner, Reply
from ..delivery import asked_by, representatives_of
from ..models import Consent, ConsentRequest, Person
from ..queries.gaps import consents_lacking
from ..rules import rules_for
from ..signals import consent_refused
from .consents import record_electronic


@dataclass(frozen=True, slots=True)
class Asked:
    """A request, the secret of its link, which is known only now, and how it gets there."""

    request: ConsentRequest
    token: str
    way: str


@transaction.atomic
def ask_consents(
    people: Iterable[Person],
    *,
    due_on: datetime.date,
    actor: Any,
    also: Iterable[str] = (),
    site: str = "",
) -> list[Asked]:
    """Ask each signer for what a person still lacks, and for the kinds in `also`.

    Whoever was asked before is asked anew: the old link stops working. With a `site`, the address
    of this server, those who have an address or an account are written to in the background.
    A constant number of queries. Raises `DomainError` where nothing is lacking.
    """
    if due_on < today():
        raise DomainError(_("Срок ответа уже прошёл."))
    # Two who ask at once would make two links for one signer.
    rows = Person.objects.select_for_update(of=("self",)).select_related("school", "user")
    found = {row.pk: row for row in rows.filter(pk__in=[one.pk for one in people]).order_by("pk")}
    if len({person.school_id for person in found.values()}) > 1:
        raise DomainError(_("Эти люди из разных {schools:genitive}."))
    rules = rules_for(next(iter(found.values())).school) if found else None
    lacking = consents_lacking(found, day=today(), rules=rules, also=also) if rules else {}
    if not lacking:
        raise DomainError(_("Просить не о чем: все эти согласия уже есть."))
    _close_old(list(lacking))
    guardians = representatives_of(lacking)
    asked = [
        _asked(found[pk], signer, kinds, guardians.get(pk), due_on=due_on, actor=actor)
        for pk, pairs in lacking.items()
        for signer, kinds in _by_signer(pairs).items()
    ]
    ConsentRequest.objects.bulk_create([one.request for one in asked])
    school = asked[0].request.school
    record(
        "consent.asked",
        school,
        actor=actor,
        text=_("Попросили о согласиях."),
        about=[found[pk] for pk in lacking],
        data={"count": len(asked), "due_on": due_on.isoformat()},
    )
    by_mail = [one.request.pk for one in asked if one.way != AskedBy.PAPER]
    if site and by_mail:
        start_job(
            "registry.mail_consent_requests",
            actor=actor,
            title=_("Письма с просьбой о согласиях"),
            school_id=school.pk,
            key=f"registry.mail_consent_requests:{by_mail[0]}",
            args={"requests": by_mail, "site": site},
        )
    return asked


@transaction.atomic
def answer_by_link(
    token: str,
    *,
    kind: str,
    reply: str,
    address: str = "",
    signer_name: str = "",
    relation: str = "",
) -> ConsentRequest | None:
    """One answer to one document, by whoever holds the link; None where the link opens nothing.

    `signer_name` is asked of a representative whom nobody has written down. When every document
    is answered the link is used up.
    """
    found = _opened(token)
    if found is None:
        return None
    if kind not in found.left:
        return found
    if reply not in Reply.values:
        raise DomainError(_("Выберите, даёте вы согласие или нет."))
    if found.who is None and not signer_name.strip():
        raise DomainError(_("Напишите свою фамилию, имя и отчество."))
    if reply == Reply.AGREED:
        act = {"address": address, "relation": relation}
        _give(found, kind, signer_name=signer_name, act={key: act[key] for key in act if act[key]})
    else:
        _refuse(found, kind, address=address)
    found.replies = {**found.replies, kind: reply}
    if not found.left:
        found.answered_at = now()
    found.save(update_fields=["replies", "answered_at", "updated_at"])
    return found


def _close_old(people: list[int]) -> None:
    """What was answered in part stays as it was answered; of the rest nothing has come."""
    old = ConsentRequest.objects.filter(person__in=people, answered_at__isnull=True)
    old.filter(replies={}).delete()
    old.update(answered_at=now())


def _opened(token: str) -> ConsentRequest | None:
    rows = ConsentRequest.objects.select_for_update(of=("self",)).open_on(today())
    rows = rows.select_related("school", "person__school", "representative")
    return rows.filter(token_hash=hash_of(token)).first()


def _give(found: ConsentRequest, kind: str, *, signer_name: str, act: dict[str, Any]) -> None:
    given = Consent.objects.in_force_on(today()).filter(
        person=found.person, kind=kind, signer=found.signer
    )
    if given.exists():
        return
    record_electronic(
        found.person,
        kind=kind,
        signer=found.signer,
        representative=found.representative,
        signer_name=found.who.full_name if found.who else " ".join(signer_name.split()),
        act={"by": "link", "request": found.pk, **act},
        actor=None,
    )


def _refuse(found: ConsentRequest, kind: str, *, address: str) -> None:
    record(
        "consent.refused",
        found,
        actor=None,
        text=_("Отказались дать согласие: %(kind)s.") % {"kind": ConsentKind(kind).label},
        about=[found.person],
        data={"kind": kind, "signer": found.signer, "address": address},
    )
    consent_refused.send(sender=ConsentRequest, request=found, kind=kind, actor=None)


def _asked(
    person: Person,
    signer: str,
    kinds: list[str],
    guardian: Person | None,
    *,
    due_on: datetime.date,
    actor: Any,
) -> Asked:
    token, token_hash = new_token()
    request = ConsentRequest(
        school=person.school,
        person=person,
        signer=signer,
        representative=guardian if signer == ConsentSigner.REPRESENTATIVE else None,
        kinds=kinds,
        token_hash=token_hash,
        due_on=due_on,
        sent_by=actor if getattr(actor, "pk", None) else None,
    )
    return Asked(request, token, asked_by(request.who))


def _by_signer(pairs: list[tuple[str, str]]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for kind, signer in pairs:
        found.setdefault(str(signer), []).append(str(kind))
    return found
