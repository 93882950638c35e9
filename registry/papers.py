"""The sheet of a consent, one for each kind, to be signed by hand."""

from __future__ import annotations

from core.russian.cases import Case
from core.russian.dates import short_date
from core.terms import expand
from documents.paper import Field, Fields, Paper, Paragraph, Signature, Signatures

from .choices import ConsentKind, ConsentSigner
from .models import Person
from .texts import consent_text


def consent_sheet(
    person: Person, *, kind: str, signer: str, representative: Person | None = None
) -> Paper:
    """Names are printed, what the bases do not hold is left to be written in."""
    text = consent_text(kind, signer)
    is_for_child = signer == ConsentSigner.REPRESENTATIVE
    who = representative if is_for_child else person
    return Paper(
        kind="consent",
        heading="СОГЛАСИЕ",
        title=text.title,
        blocks=(
            Fields(rows=tuple(_fields(person, kind, who, is_for_child=is_for_child))),
            *(Paragraph(paragraph) for paragraph in text.paragraphs),
            Signatures(
                lines=(
                    Signature(
                        post=expand("{Guardian}") if is_for_child else "Участник программы",
                        name=who.initials_in(Case.NOMINATIVE) if who else "",
                        dated=True,
                    ),
                )
            ),
        ),
    )


def _fields(person: Person, kind: str, who: Person | None, *, is_for_child: bool) -> list[Field]:
    school = person.school
    rows = [
        Field("Организация", ", ".join(filter(None, [school.name, school.address]))),
        Field("Фамилия, имя, отчество подписывающего", who.full_name if who else ""),
    ]
    if kind != ConsentKind.PARTICIPATION:
        rows += [
            Field("Адрес", ""),
            Field("Документ, удостоверяющий личность (вид, номер, кем и когда выдан)", ""),
        ]
    if is_for_child:
        rows.append(Field("Фамилия, имя, отчество ребёнка", person.full_name))
        if kind != ConsentKind.PARTICIPATION:
            rows.append(Field("Документ, по которому представляю ребёнка", ""))
    rows.append(Field("Дата рождения" + (" ребёнка" if is_for_child else ""), _birth(person)))
    if person.class_name:
        rows.append(Field(expand("{Class}"), person.class_name))
    return rows


def _birth(person: Person) -> str:
    if person.birth_date:
        return short_date(person.birth_date)
    return f"{person.birth_year} г." if person.birth_year else ""
