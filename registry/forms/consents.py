"""Consents from paper, their withdrawal, the closed block."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any, cast

from django import forms

from core.clock import today
from core.fields import DateField
from core.i18n import gettext_lazy as _
from schools.forms import ProofField

from ..choices import Base, ConsentKind, ConsentSigner, ConsentWay, Relation
from ..models import ConsentWording, Person
from .people import offer_categories


class ScanField(ProofField):
    """The scan of a signed sheet."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("label", _("Скан подписанного листа"))
        kwargs.setdefault("help_text", _("PDF, JPG или PNG, не больше 10 МБ."))
        super().__init__(endings=("pdf", "jpg", "jpeg", "png"), **kwargs)


class ScanForm(forms.Form):
    scan = ScanField()


class WordingField(forms.ModelChoiceField):
    def label_from_instance(self, obj: Any) -> str:
        return f"{obj.get_kind_display()}, {obj.get_signer_display()}: {obj.version}"


class ConsentForm(forms.Form):
    """A signed sheet is written down. The names of the fields are those of the action."""

    kind = forms.ChoiceField(label=_("На что"), choices=ConsentKind.choices)
    signer = forms.ChoiceField(label=_("Кто подписал"), choices=ConsentSigner.choices)
    representative = forms.ModelChoiceField(
        label=_("{Guardian}"),
        queryset=Person.objects.none(),
        required=False,
        empty_label=_("не указан"),
        help_text=_(
            "Если {guardian:подписал/подписала/подписало} {guardian} и {guardian:он "
            "записан/она записана/оно записано} в карточке."
        ),
    )
    way = forms.ChoiceField(
        label=_("Как дано"),
        choices=[(way.value, way.label) for way in (ConsentWay.PAPER, ConsentWay.ORAL)],
        initial=ConsentWay.PAPER,
        required=False,
    )
    wording = WordingField(
        label=_("Текст на листе"),
        queryset=ConsentWording.objects.none(),
        required=False,
        empty_label=_("другой бланк, не из системы"),
        help_text=_("Редакция напечатана внизу листа, который сделала система."),
    )
    given_on = DateField(label=_("Дата согласия"))
    expires_on = DateField(
        label=_("Действует до"), required=False, help_text=_("Пусто: до отзыва.")
    )
    scan = ScanField(required=False)

    def __init__(self, *args: Any, person: Person, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cast(WordingField, self.fields["wording"]).queryset = ConsentWording.objects.filter(
            school=person.school
        ).order_by("kind", "signer", "-pk")
        guardians = Person.objects.filter(wards__child=person)
        cast(forms.ModelChoiceField, self.fields["representative"]).queryset = guardians
        self.fields["given_on"].initial = today()
        if len(guardians) == 1:
            self.fields["representative"].initial = guardians[0]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        data["way"] = data.get("way") or ConsentWay.PAPER
        if data.get("signer") == ConsentSigner.SELF:
            data["representative"] = None
        wording = data.get("wording")
        asked = (data.get("kind"), data.get("signer"))
        if wording is not None and all(asked) and (wording.kind, wording.signer) != asked:
            self.add_error("wording", _("Этот текст — другого согласия или для другой подписи."))
        if data.get("scan") and data["way"] != ConsentWay.PAPER:
            self.add_error("scan", _("Скан прикладывают к согласию, которое подписали на бумаге."))
        return data


class AskForm(forms.Form):
    """Until when to answer, and what to ask for beside what a pair needs."""

    due_on = DateField(label=_("Ответить до"))
    also = forms.MultipleChoiceField(
        label=_("Попросить ещё"),
        choices=[
            (kind.value, kind.label) for kind in (ConsentKind.PUBLICATION, ConsentKind.TRANSFER)
        ],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )


class LinkReplyForm(forms.Form):
    """One document behind a link: read and agreed to, or refused."""

    kind = forms.CharField(widget=forms.HiddenInput)
    signer_name = forms.CharField(
        label=_("Ваши фамилия, имя, отчество"),
        max_length=300,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
        error_messages={"required": _("Напишите свою фамилию, имя и отчество.")},
    )
    # Nothing is chosen beforehand: a father shall not sign as a mother.
    relation = forms.ChoiceField(
        label=_("Кем вы приходитесь ребёнку"),
        choices=[("", _("выберите")), *Relation.choices],
        error_messages={"required": _("Выберите, кем вы приходитесь ребёнку.")},
    )
    is_read = forms.BooleanField(label=_("Текст прочитан"), required=False)

    def __init__(self, *args: Any, is_known: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if is_known:
            del self.fields["signer_name"], self.fields["relation"]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if self.data.get("reply") == "agreed" and not data.get("is_read"):
            self.add_error("is_read", _("Отметьте, что текст прочитан."))
        return data


class WithdrawForm(forms.Form):
    withdrawn_on = DateField(label=_("С какого дня"), initial=today)


class PaperConsentsForm(forms.Form):
    """The date of many signed sheets; the people are chosen in the list."""

    given_on = DateField(label=_("Дата на листах"))


class SignForm(forms.Form):
    is_read = forms.BooleanField(
        label=_("Текст прочитан, даю согласие"),
        error_messages={"required": _("Отметьте, что текст прочитан.")},
    )


class SpecialNoteForm(forms.Form):
    """The closed block; which categories there are, the regulation says."""

    categories = forms.MultipleChoiceField(
        label=_("Категории"), required=False, widget=forms.CheckboxSelectMultiple
    )
    text = forms.CharField(
        label=_("Сведения особой категории"),
        required=False,
        max_length=10_000,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_(
            "Здоровье, учёт, трудная ситуация: только то, без чего наставничество не поможет. "
            "Каждый просмотр записывается."
        ),
    )

    def __init__(
        self, *args: Any, person: Person, kept: Collection[str] = (), **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        offer_categories(self, Base.MENTEES, person.school, kept)
