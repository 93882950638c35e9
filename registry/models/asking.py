"""What is asked around consents: for them, by a one-time link; and what becomes of data without."""

from __future__ import annotations

import datetime

from django.conf import settings
from django.db import models
from django.db.models import Q

from accounts.choices import WHOLE_SCHOOL, Role
from core.i18n import gettext_lazy as _
from core.models import Scoped
from core.scoping import Scope, ScopedQuerySet
from schools.models import School

from ..choices import ConsentSigner, DataDecision
from .consents import Consent
from .people import Person


class OfKeptPeople(ScopedQuerySet):
    """Rows about people, for those who keep the bases and within their limits."""

    def in_scope(self, scope: Scope) -> OfKeptPeople:
        if not scope.has(Role.CURATOR, *WHOLE_SCHOOL):
            return self.none()
        return self.filter(
            school_id=scope.school_id, person__in=Person.objects.in_scope(scope).order_by()
        )


class ConsentRequestQuerySet(OfKeptPeople):
    def open_on(self, day: datetime.date) -> ConsentRequestQuerySet:
        return self.filter(answered_at__isnull=True, due_on__gte=day)


class ConsentRequest(Scoped):
    """One signer asked for the consents of `kinds` about one person; opened by a one-time link.

    The secret of the link is kept nowhere, only its hash. `replies` says kind by kind what was
    answered; when nothing is left, the link is used up.
    """

    school = models.ForeignKey(School, models.CASCADE, related_name="+")
    person = models.ForeignKey(Person, models.CASCADE, related_name="consent_requests")
    signer = models.CharField(_("кто подписывает"), max_length=20, choices=ConsentSigner.choices)
    representative = models.ForeignKey(
        Person,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("{guardian}"),
    )
    kinds = models.JSONField(_("на что"))
    replies = models.JSONField(_("ответы"), default=dict, blank=True)
    token_hash = models.CharField(max_length=64, unique=True, editable=False)
    due_on = models.DateField(_("ответить до"))
    mailed_at = models.DateTimeField(_("отправлено письмом"), null=True, blank=True)
    answered_at = models.DateTimeField(_("отвечено"), null=True, blank=True)
    sent_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )

    objects = models.Manager.from_queryset(ConsentRequestQuerySet)()

    class Meta:
        verbose_name = _("просьба о согласии")
        verbose_name_plural = _("просьбы о согласиях")
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["person", "signer"],
                condition=Q(answered_at__isnull=True),
                name="consent_request_one_open",
                violation_error_message=_("Об этих согласиях уже попросили."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person}: {self.get_signer_display()}"

    @property
    def left(self) -> list[str]:
        """Kinds that wait for an answer, in the order in which they are asked."""
        return [kind for kind in self.kinds if kind not in self.replies]

    @property
    def who(self) -> Person | None:
        """The person who answers; None for a representative whom nobody has written down."""
        return self.person if self.signer == ConsentSigner.SELF else self.representative


class DataQuestion(Scoped):
    """«Delete or depersonalise»: opened by a withdrawal, to be decided until `due_on`.

    Whoever decides it fills `decision`; a consent given again closes it too.
    """

    school = models.ForeignKey(School, models.CASCADE, related_name="+")
    person = models.ForeignKey(Person, models.CASCADE, related_name="data_questions")
    consent = models.ForeignKey(
        Consent,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("отозванное согласие"),
    )
    asked_on = models.DateField(_("вопрос возник"))
    due_on = models.DateField(_("решить до"))
    decision = models.CharField(
        _("решение"), max_length=20, choices=DataDecision.choices, blank=True
    )
    decided_on = models.DateField(_("решено"), null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )

    objects = models.Manager.from_queryset(OfKeptPeople)()

    class Meta:
        verbose_name = _("вопрос о данных")
        verbose_name_plural = _("вопросы о данных")
        ordering = ["due_on", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["person"],
                condition=Q(decided_on__isnull=True),
                name="data_question_one_open",
            ),
            models.CheckConstraint(
                condition=Q(decided_on__isnull=True, decision="")
                | (Q(decided_on__isnull=False) & ~Q(decision="")),
                name="data_question_decided_in_full",
                violation_error_message=_("Решение записывают вместе с датой."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person}: {self.due_on:%d.%m.%Y}"
