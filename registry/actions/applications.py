"""Candidates apply, are nominated or are asked by a one-time link; applications are withdrawn."""

from __future__ import annotations

import datetime
from typing import Any

from django.db import transaction

from core.audit import record
from core.clock import today
from core.errors import DomainError
from core.i18n import gettext as _
from core.links import hash_of, new_token
from core.transitions import lock, move
from schools.proofs import check_proof, proof_name

from ..choices import APPLICATION_TRANSITIONS, ApplicationState, ApplicationWay
from ..models import MentorApplication, Person, PortfolioFile
from ..rules import rules_for
from ..selection import is_selection_used, questions_of, year_for
from .saving import check_day, save_checked

# What a candidate writes, whoever types it in.
WRITTEN = ("form", "phone", "email", "portfolio_sheets", "about", "answers", "has_read_act")


@transaction.atomic
def enter_application(
    person: Person,
    *,
    actor: Any,
    applied_on: datetime.date,
    way: str = ApplicationWay.APPLICATION,
    nominated_by: str = "",
    portfolio: tuple[str, bytes] | None = None,
    **written: Any,
) -> MentorApplication:
    """Write down what came on paper, or what the candidate wrote when signed in."""
    check_day(applied_on)
    if way == ApplicationWay.APPLICATION:
        _check_written(written)
    application = _new(person, actor)
    application.state = ApplicationState.SUBMITTED
    application.way = way
    application.nominated_by = nominated_by.strip()
    application.applied_on = applied_on
    _write(application, written)
    save_checked(application)
    _attach(application, portfolio)
    record(
        "mentorapplication.submitted",
        application,
        actor=actor,
        text=_("Записано: %(way)s кандидата в {mentors}.") % {"way": application.get_way_display()},
        about=[person],
    )
    return application


@transaction.atomic
def invite_candidate(
    person: Person, *, actor: Any, due_on: datetime.date
) -> tuple[MentorApplication, str]:
    """Ask for an application by a one-time link; its secret is known only now.

    Asked again, the old link stops working.
    """
    if due_on < today():
        raise DomainError(_("Срок ответа уже прошёл."))
    token, token_hash = new_token()
    waiting = MentorApplication.objects.filter(person=person, state=ApplicationState.INVITED)
    application = waiting.select_for_update(of=("self",)).first() or _new(person, actor)
    application.token_hash, application.due_on = token_hash, due_on
    application.phone = application.phone or person.contacts[:100]
    application.email = application.email or person.email
    save_checked(application)
    record(
        "mentorapplication.invited",
        application,
        actor=actor,
        text=_("Кандидату дана ссылка на заявление."),
        about=[person],
        data={"due_on": due_on.isoformat()},
    )
    return application, token


def application_of_link(token: str) -> MentorApplication | None:
    """What a link opens, None where it opens nothing."""
    rows = MentorApplication.objects.filter(
        token_hash=hash_of(token), state=ApplicationState.INVITED, due_on__gte=today()
    )
    return rows.select_related("school", "person__school", "form").first()


@transaction.atomic
def apply_by_link(
    token: str,
    *,
    portfolio: tuple[str, bytes] | None = None,
    address: str = "",
    **written: Any,
) -> MentorApplication | None:
    """The candidate fills the application in; None where the link opens nothing. Then it is used
    up."""
    found = application_of_link(token)
    if found is None:
        return None
    application = lock(found)
    if not application.is_link_open_on(today()):
        return None
    return _submit(application, written, portfolio, actor=None, data={"address": address})


@transaction.atomic
def submit_application(
    application: MentorApplication,
    *,
    actor: Any,
    portfolio: tuple[str, bytes] | None = None,
    **written: Any,
) -> MentorApplication:
    """The candidate, signed in, fills in what was asked for by a link."""
    return _submit(lock(application), written, portfolio, actor=actor, data={})


@transaction.atomic
def change_application(
    application: MentorApplication,
    *,
    actor: Any,
    portfolio: tuple[str, bytes] | None = None,
    applied_on: datetime.date | None = None,
    **written: Any,
) -> MentorApplication:
    """Correct what was written, until it is decided upon."""
    application = lock(application)
    if not application.is_open:
        raise DomainError(_("По этому заявлению уже решено: изменить его нельзя."))
    if applied_on is not None:
        check_day(applied_on)
        application.applied_on = applied_on
    _write(application, written)
    fields = save_checked(application)
    fields += ["portfolio"] if _attach(application, portfolio) else []
    if fields:
        record(
            "mentorapplication.changed",
            application,
            actor=actor,
            text=_("Изменено заявление кандидата."),
            about=[application.person],
            data={"fields": fields},
        )
    return application


@transaction.atomic
def review_application(application: MentorApplication, *, actor: Any) -> MentorApplication:
    """Taken up by those who choose, also one that was declined before."""
    application = move(
        lock(application),
        ApplicationState.REVIEWED,
        APPLICATION_TRANSITIONS,
        decided_on=None,
        decision_basis="",
        decision_note="",
    )
    record(
        "mentorapplication.reviewed",
        application,
        actor=actor,
        text=_("Заявление взято на рассмотрение."),
        about=[application.person],
    )
    return application


@transaction.atomic
def withdraw_application(application: MentorApplication, *, actor: Any) -> MentorApplication:
    """The candidate has thought better of it, or it was a mistake. Links stop working."""
    application = lock(application)
    changes: dict[str, Any] = {"token_hash": "", "due_on": None}
    if application.applied_on is None:
        changes["applied_on"] = today()
    application = move(application, ApplicationState.WITHDRAWN, APPLICATION_TRANSITIONS, **changes)
    record(
        "mentorapplication.withdrawn",
        application,
        actor=actor,
        text=_("Заявление отозвано."),
        about=[application.person],
    )
    return application


def _new(person: Person, actor: Any) -> MentorApplication:
    if not is_selection_used(rules_for(person.school)):
        raise DomainError(_("Положение не говорит об отборе {mentors:genitive}."))
    programme, year = year_for(person.school)
    return MentorApplication(
        school_id=person.school_id,
        person=person,
        programme=programme,
        year=year,
        entered_by=actor if getattr(actor, "pk", None) else None,
    )


def _submit(
    application: MentorApplication,
    written: dict[str, Any],
    portfolio: tuple[str, bytes] | None,
    *,
    actor: Any,
    data: dict[str, Any],
) -> MentorApplication:
    _check_written(written)
    _write(application, written)
    save_checked(application)
    _attach(application, portfolio)
    application = move(
        application,
        ApplicationState.SUBMITTED,
        APPLICATION_TRANSITIONS,
        applied_on=today(),
        token_hash="",
        due_on=None,
    )
    record(
        "mentorapplication.submitted",
        application,
        actor=actor,
        text=_("Кандидат подал заявление."),
        about=[application.person],
        data=data,
    )
    return application


def _check_written(written: dict[str, Any]) -> None:
    if not written.get("has_read_act"):
        raise DomainError(_("Отметьте, что кандидат ознакомлен с положением."))


def _write(application: MentorApplication, written: dict[str, Any]) -> None:
    unknown = written.keys() - {*WRITTEN}
    if unknown:
        raise TypeError(f"no such fields of an application: {', '.join(sorted(unknown))}")
    form = written.get("form")
    if form is not None and form.school_id != application.school_id:
        raise DomainError(_("Эта форма из {school:другого/другой} {school:genitive}."))
    asked = questions_of(rules_for(application.person.school))
    for name, value in written.items():
        setattr(application, name, value)
    application.answers = [
        {"question": str(row["question"])[:500], "answer": str(row["answer"])[:5000]}
        for row in application.answers
        if row.get("answer") or row.get("question") in asked
    ]


def _attach(application: MentorApplication, portfolio: tuple[str, bytes] | None) -> bool:
    if portfolio is None:
        return False
    name, content = portfolio
    check_proof(name, content)
    application.portfolio_name = proof_name(name)
    application.save(update_fields=["portfolio_name", "updated_at"])
    PortfolioFile.objects.update_or_create(application=application, defaults={"content": content})
    return True
