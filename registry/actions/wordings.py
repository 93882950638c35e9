"""The very text that people agree to, kept by its version."""

from __future__ import annotations

from django.db import transaction

from core.terms import using
from schools.models import School
from schools.terms import words_of

from ..models import ConsentWording
from ..texts import ConsentText, consent_text


def text_of(school: School, *, kind: str, signer: str) -> ConsentText:
    """What is signed in this school today, in its words whoever asks."""
    with using(words_of(school)):
        return consent_text(kind, signer)


@transaction.atomic
def keep_wording(school: School, *, kind: str, signer: str) -> ConsentWording:
    """Today's text, kept. The same text is kept once; a changed one gets a version of its own."""
    text = text_of(school, kind=kind, signer=signer)
    rows = ConsentWording.objects.filter(school=school, kind=kind, signer=signer)
    found = rows.filter(sha256=text.sha256).first()
    if found is not None:
        return found
    # Two sheets printed at once wait for each other: a version has one text.
    School.objects.select_for_update().get(pk=school.pk)
    taken = set(rows.values_list("version", flat=True))
    wording, _is_new = rows.get_or_create(
        sha256=text.sha256,
        defaults={
            "school": school,
            "kind": kind,
            "signer": signer,
            "version": _free(text.version, taken),
            "title": text.title,
            "paragraphs": list(text.paragraphs),
        },
    )
    return wording


def _free(version: str, taken: set[str]) -> str:
    """«personal_data-2», where that text was another «personal_data-2.2», and so on."""
    number, found = 1, version
    while found in taken:
        number += 1
        found = f"{version}.{number}"
    return found
