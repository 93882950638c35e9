"""Issued papers as snapshots with files and numbers, and the look that a school gives its own."""

from __future__ import annotations

import pgtrigger
from django.conf import settings
from django.db import models
from django.urls import reverse

from core.clock import today
from core.i18n import gettext_lazy as _
from core.models import Scoped
from core.scoping import Scope, ScopedManager, ScopedQuerySet
from schools.models import School
from schools.models.school import InSchoolManager

from .choices import BundleFormat, DocumentState, EmblemHeight, FileFormat, TemplateState

# The kind of paper that a director's order is: it and its files are kept for ever.
ORDER = "order"
# Not in tests, which empty all tables between them: see `conftest.py`.
NOT_EMPTIED = "RAISE EXCEPTION 'pgtrigger: Cannot truncate % table', TG_TABLE_NAME;"
FILE_STAYS = """
IF EXISTS (SELECT 1 FROM documents_document WHERE id = OLD.document_id AND kind = 'order') THEN
    RAISE EXCEPTION 'pgtrigger: files of an order stay';
END IF;
RETURN OLD;
"""


class NumberSeries(models.Model):
    """The counter of a series within a year; the only place a number comes from."""

    school = models.ForeignKey(School, models.CASCADE, related_name="number_series")
    code = models.CharField(_("серия"), max_length=50)
    year = models.PositiveSmallIntegerField(_("год"))
    last = models.PositiveIntegerField(_("последний номер"), default=0)

    class Meta:
        verbose_name = _("серия номеров")
        verbose_name_plural = _("серии номеров")
        constraints = [
            models.UniqueConstraint(
                fields=["school", "code", "year"], name="series_once_in_school_and_year"
            ),
        ]
        triggers = [
            pgtrigger.Protect(
                name="series_only_goes_on",
                operation=pgtrigger.Update,
                condition=pgtrigger.Condition(
                    "NEW.last < OLD.last OR NEW.school_id <> OLD.school_id"
                    " OR NEW.code <> OLD.code OR NEW.year <> OLD.year"
                ),
            ),
            pgtrigger.Protect(name="series_stays", operation=pgtrigger.Delete),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.year}: {self.last}"


class Document(Scoped):
    """A paper as it was issued: every printed value is in `content`, nothing is looked up again.

    `content` is a `documents.paper.Paper` as JSON; `content_hash` its SHA-256. PDF and DOCX are
    made from it and from nothing else. The app that owns the paper (`owner`, «orders.order:15»)
    decides who may open it; no view of this app serves a file. `template` is the school's own, of
    which the DOCX is made.
    """

    school = models.ForeignKey(School, models.CASCADE, related_name="documents")
    kind = models.CharField(_("вид"), max_length=50)
    owner = models.CharField(max_length=100, db_index=True)
    title = models.CharField(_("название"), max_length=500)
    number = models.CharField(_("номер"), max_length=50, blank=True)
    issued_on = models.DateField(_("дата"))
    state = models.CharField(
        _("состояние"),
        max_length=10,
        choices=DocumentState.choices,
        default=DocumentState.IN_FORCE,
    )
    content = models.JSONField()
    content_hash = models.CharField(_("контрольная сумма"), max_length=64)
    check_code = models.CharField(_("код проверки"), max_length=32, unique=True)
    template = models.ForeignKey(
        "documents.PaperTemplate",
        models.PROTECT,
        null=True,
        blank=True,
        verbose_name=_("шаблон {school:genitive}"),
        related_name="documents",
    )

    objects = ScopedManager()

    class Meta:
        verbose_name = _("документ")
        verbose_name_plural = _("документы")
        ordering = ["-issued_on", "-pk"]
        triggers = [
            pgtrigger.ReadOnly(
                name="document_is_a_snapshot",
                fields=[
                    "school",
                    "kind",
                    "owner",
                    "title",
                    "number",
                    "issued_on",
                    "content",
                    "content_hash",
                    "check_code",
                    "template",
                ],
            ),
            pgtrigger.Protect(
                name="cancelled_document_stays_so",
                operation=pgtrigger.Update,
                condition=pgtrigger.Q(old__state=DocumentState.CANCELLED),
            ),
            pgtrigger.Protect(
                name="document_of_order_stays",
                operation=pgtrigger.Delete,
                condition=pgtrigger.Q(old__kind=ORDER),
            ),
            pgtrigger.Trigger(
                name="documents_are_not_emptied",
                when=pgtrigger.Before,
                operation=pgtrigger.Truncate,
                level=pgtrigger.Statement,
                func=NOT_EMPTIED,
            ),
        ]

    def __str__(self) -> str:
        return self.title


class DocumentFile(models.Model):
    """The bytes of a paper in one format, made once by a worker."""

    document = models.ForeignKey(Document, models.CASCADE, related_name="files")
    format = models.CharField(_("формат"), max_length=4, choices=FileFormat.choices)
    content = models.BinaryField()
    sha256 = models.CharField(max_length=64)
    made_at = models.DateTimeField(_("изготовлен"), auto_now_add=True)

    class Meta:
        verbose_name = _("файл документа")
        verbose_name_plural = _("файлы документов")
        constraints = [
            models.UniqueConstraint(
                fields=["document", "format"], name="document_file_once_per_format"
            ),
        ]
        triggers = [
            pgtrigger.Protect(name="document_file_is_kept", operation=pgtrigger.Update),
            pgtrigger.Trigger(
                name="file_of_order_stays",
                when=pgtrigger.Before,
                operation=pgtrigger.Delete,
                func=FILE_STAYS,
            ),
        ]

    def __str__(self) -> str:
        return f"{self.document_id}.{self.format}"


class BundleQuerySet(ScopedQuerySet):
    def in_scope(self, scope: Scope) -> BundleQuerySet:
        """Whoever asked for it, while it is kept: it holds what they might see."""
        return self.filter(
            school_id=scope.school_id, asked_by_id=scope.user_id, kept_until__gte=today()
        )


class Bundle(Scoped):
    """Many papers as one file for somebody who asked, kept for some days.

    `keys` are those whom the asker might see then; `total` is how many papers were made of them.
    As with a document, the app of the owner («orders.order:15») serves the file.
    """

    school = models.ForeignKey(School, models.CASCADE, related_name="bundles")
    owner = models.CharField(max_length=100)
    kind = models.CharField(_("вид"), max_length=50)
    format = models.CharField(_("формат"), max_length=4, choices=BundleFormat.choices)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", verbose_name=_("кто заказал")
    )
    keys = models.JSONField(default=list)
    total = models.PositiveIntegerField(_("бумаг"), default=0)
    content = models.BinaryField(null=True)
    sha256 = models.CharField(max_length=64, blank=True)
    made_at = models.DateTimeField(_("изготовлен"), null=True)
    kept_until = models.DateField(_("хранится до"), db_index=True)

    objects = models.Manager.from_queryset(BundleQuerySet)()

    class Meta:
        verbose_name = _("пакет бумаг")
        verbose_name_plural = _("пакеты бумаг")
        constraints = [
            models.UniqueConstraint(
                fields=["owner", "kind", "format", "asked_by"],
                name="bundle_once_for_who_asks",
                violation_error_message=_("Такой пакет бумаг уже заказан."),
            ),
            models.CheckConstraint(
                condition=models.Q(made_at__isnull=True) | models.Q(content__isnull=False),
                name="bundle_made_has_content",
                violation_error_message=_("У готового пакета бумаг нет содержимого."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind}.{self.format}"


class Picture(models.Model):
    """A picture that papers print, found by its SHA-256: a snapshot names it and so keeps it."""

    sha256 = models.CharField(max_length=64, primary_key=True)
    content = models.BinaryField()
    width = models.PositiveIntegerField()
    height = models.PositiveIntegerField()

    class Meta:
        verbose_name = _("картинка бланка")
        verbose_name_plural = _("картинки бланков")
        triggers = [
            pgtrigger.Protect(name="picture_stays", operation=pgtrigger.Update | pgtrigger.Delete),
        ]

    def __str__(self) -> str:
        return self.sha256


class Emblem(Scoped):
    """The coat of arms or the emblem above the name of the school, from now on."""

    school = models.OneToOneField(School, models.CASCADE, related_name="emblem")
    picture = models.ForeignKey(Picture, models.PROTECT, related_name="+")
    height = models.PositiveSmallIntegerField(
        _("высота"), choices=EmblemHeight.choices, default=EmblemHeight.MIDDLE
    )

    objects = InSchoolManager()

    class Meta:
        verbose_name = _("эмблема {school:genitive}")
        verbose_name_plural = _("эмблемы {schools:genitive}")

    def __str__(self) -> str:
        return str(self.school)


class PaperTemplate(Scoped):
    """A school's own form of a kind of order: a DOCX with fields. A new file is a new version.

    `kind` is a code of the act's order kinds; "" is the form of all kinds without one.
    """

    school = models.ForeignKey(School, models.CASCADE, related_name="paper_templates")
    kind = models.CharField(_("вид приказа"), max_length=50, blank=True)
    version = models.PositiveIntegerField(_("версия"))
    state = models.CharField(
        _("состояние"),
        max_length=10,
        choices=TemplateState.choices,
        default=TemplateState.TRIED,
    )
    name = models.CharField(_("файл"), max_length=200)
    content = models.BinaryField()
    sha256 = models.CharField(max_length=64)
    uploaded_at = models.DateTimeField(_("загружен"), auto_now_add=True)
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )

    objects = InSchoolManager()

    class Meta:
        verbose_name = _("шаблон приказа")
        verbose_name_plural = _("шаблоны приказов")
        ordering = ["kind", "-version"]
        constraints = [
            models.UniqueConstraint(
                fields=["school", "kind", "version"], name="template_version_once"
            ),
            models.UniqueConstraint(
                fields=["school", "kind"],
                condition=models.Q(state=TemplateState.USED),
                name="template_one_in_use",
                violation_error_message=_("Для этого вида приказа уже есть действующий шаблон."),
            ),
        ]
        triggers = [
            pgtrigger.ReadOnly(
                name="template_is_kept_as_it_was",
                fields=["school", "kind", "version", "content", "sha256"],
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name}, {self.version}"

    def get_absolute_url(self) -> str:
        return reverse("documents:template_detail", args=[self.pk])
