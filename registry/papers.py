"""The sheet of a consent, one for each kind: to be signed by hand, or as it was given here."""

from __future__ import annotations

import datetime

from core.russian.cases import Case
from core.russian.dates import short_date
from core.terms import expand, using
from documents.paper import Block, Field, Fields, Paper, Paragraph, Signature, Signatures
from schools.models import School
from schools.terms import words_of

from .choices import ConsentKind, ConsentSigner, ConsentWay
from .models import Consent, ConsentWording, Person

PARTICIPANT = "Участник программы"


def consent_sheet(
    wording: ConsentWording, person: Person | None = None, *, representative: Person | None = None
) -> Paper:
    """Names are printed, what the bases do not hold is left to be written in.

    Without a person the sheet is blank, to be filled by hand altogether.
    """
    is_for_child = wording.signer == ConsentSigner.REPRESENTATIVE
    who = representative if is_for_child else person
    with using(words_of(wording.school)):
        line = Signature(
            post=expand("{Guardian}") if is_for_child else PARTICIPANT,
            name=who.initials_in(Case.NOMINATIVE) if who else "",
            dated=True,
        )
        fields = _fields(wording.school, wording.kind, person, who, is_for_child=is_for_child)
    return _paper(wording, fields, Signatures(lines=(line,)))


def given_consent(consent: Consent) -> Paper | None:
    """What somebody agreed to and how; None for one whose text isn't kept here."""
    wording = consent.wording
    if wording is None:
        return None
    is_for_child = consent.signer == ConsentSigner.REPRESENTATIVE
    with using(words_of(wording.school)):
        fields = _fields(
            wording.school,
            wording.kind,
            consent.person,
            None,
            is_for_child=is_for_child,
            signer_name=consent.signer_name,
        )
        # What nobody has written down here is not asked for any more.
        fields = [field for field in fields if field.value]
    return _paper(
        wording, fields, *(Paragraph(text, align="left", indent=False) for text in _how(consent))
    )


def _paper(wording: ConsentWording, fields: list[Field], *end: Block) -> Paper:
    return Paper(
        kind="consent",
        heading="СОГЛАСИЕ",
        title=wording.title,
        blocks=(
            Fields(rows=tuple(fields)),
            *(Paragraph(paragraph) for paragraph in wording.paragraphs),
            *end,
            Paragraph(f"Редакция текста: {wording.version}", align="left", indent=False),
        ),
    )


def _fields(
    school: School,
    kind: str,
    person: Person | None,
    who: Person | None,
    *,
    is_for_child: bool,
    signer_name: str = "",
) -> list[Field]:
    name = person.full_name if person else ""
    rows = [
        Field("Организация", ", ".join(filter(None, [school.name, school.address]))),
        Field(
            "Фамилия, имя, отчество подписывающего", signer_name or (who.full_name if who else "")
        ),
    ]
    if kind != ConsentKind.PARTICIPATION:
        rows += [
            Field("Адрес", ""),
            Field("Документ, удостоверяющий личность (вид, номер, кем и когда выдан)", ""),
        ]
    if is_for_child:
        rows.append(Field("Фамилия, имя, отчество ребёнка", name))
        if kind != ConsentKind.PARTICIPATION:
            rows.append(Field("Документ, по которому представляю ребёнка", ""))
    rows.append(Field("Дата рождения" + (" ребёнка" if is_for_child else ""), _birth(person)))
    if person is None or person.class_name:
        rows.append(Field(expand("{Class}"), person.class_name if person else ""))
    return rows


def _birth(person: Person | None) -> str:
    if person is None:
        return ""
    if person.birth_date:
        return short_date(person.birth_date)
    return f"{person.birth_year} г." if person.birth_year else ""


def _how(consent: Consent) -> list[str]:
    """How it was given, then what became of it, a sentence a line."""
    if consent.way == ConsentWay.ELECTRONIC:
        lines = [f"Дано в системе {_moment(consent)}."]
        if address := consent.act.get("address"):
            lines.append(f"Адрес в сети, с которого дано согласие: {address}.")
        if consent.act.get("by") == "link":
            lines.append("Способ: личная одноразовая ссылка.")
        elif consent.act.get("by") == "account":
            lines.append("Способ: вход в систему под своей учётной записью.")
        lines.append(f"Контрольная сумма текста (SHA-256): {consent.act.get('text_sha256', '')}.")
    elif consent.way == ConsentWay.PAPER:
        lines = [f"Подписано на бумаге {short_date(consent.given_on)}."]
    else:
        lines = [f"Дано устно или отметкой {short_date(consent.given_on)}."]
    if consent.expires_on:
        lines.append(f"Действует до {short_date(consent.expires_on)}.")
    if consent.withdrawn_on:
        lines.append(f"Отозвано {short_date(consent.withdrawn_on)}.")
    return lines


def _moment(consent: Consent) -> str:
    at = consent.act.get("at", "")
    if not at:
        return short_date(consent.given_on)
    moment = datetime.datetime.fromisoformat(at)
    return f"{short_date(moment.date())} в {moment:%H:%M:%S} (UTC{moment:%z})"
