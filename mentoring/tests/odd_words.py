"""A school whose words nobody else has, and how to find a usual one that is said all the same.

What people have typed may say anything: while the world is made, usual words in it are marked by
a letter after their first («шъкола»), so that a word without it is the application's own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from html.parser import HTMLParser
from io import BytesIO
from typing import Any

import openpyxl
from django.apps import apps
from django.conf import settings
from django.db import models
from django.db.models.signals import pre_save
from django.http import HttpResponse

from core.russian.nouns import Noun
from documents.testing import text_of_docx, text_of_pdf
from schools.models import School
from schools.terms import decline_term

ODD_WORDS = {
    "director": "капитанша",
    "deputy": "правая рука",
    "teacher": "знаток",
    "student": "росток",
    "mentor": "вожак",
    "mentee": "птенец",
    "curator": "дозорная",
    "coordinator": "диспетчер",
    "psychologist": "утешительница",
    "class_teacher": "старший грач",
    "employee": "умелец",
    "parent": "хранитель",
    "guardian": "верный страж",
    "school": "гнездо",
    "class": "стайка",
    "council": "большой круг",
}
ODD: Mapping[str, Noun] = {
    code: noun for code, word in ODD_WORDS.items() if (noun := decline_term(code, word))
}
USUAL_STEMS = re.compile(
    r"(?<!\w)(директор|заместител|учител|обучающ|наставник|наставниц|наставляем|куратор|координатор"
    r"|(педагог-)?психолог(?!ич)|классн\w+ руковод|работник|родител(?!ьн)|законн\w+ предст|школ"
    r"|класс|педагогическ\w+ совет)\w*",
    re.IGNORECASE,
)
# What the law and the official model call so, whatever a school says.
OF_LAW = re.compile(r"педагогическ\w+ работник\w*|средней школы", re.IGNORECASE)
MARK = "ъ"
# What the application writes by itself out of the rest.
WRITTEN_BY_ITSELF = {
    *("AuditEvent", "Notification", "Job", "Proposal", "ProposalRun"),
    *("Document", "Order", "OrderEvent"),
}
SEEN_ATTRIBUTES = {"alt", "aria-label", "content", "placeholder", "title", "data-confirm"}


def usual_words(text: str) -> list[str]:
    """The lines of the text that say a usual word."""
    return [
        " ".join(line.split())
        for line in text.splitlines()
        if USUAL_STEMS.search(OF_LAW.sub("", line))
    ]


def marked(value: Any) -> Any:
    if isinstance(value, str):
        return USUAL_STEMS.sub(lambda match: match[0][0] + MARK + match[0][1:], value)
    if isinstance(value, dict):
        return {key: marked(inner) for key, inner in value.items()}
    return [marked(inner) for inner in value] if isinstance(value, list | tuple) else value


@contextmanager
def marking_what_is_typed() -> Iterator[None]:
    """Rows that are saved inside are marked, and schools say the odd words."""
    pre_save.connect(_mark)
    try:
        yield
    finally:
        pre_save.disconnect(_mark)


def _mark(sender: Any, instance: Any, **kwargs: Any) -> None:
    if sender._meta.app_label not in settings.HOUSE_APPS or sender.__name__ in WRITTEN_BY_ITSELF:
        return
    if sender is School:
        instance.terms = {code: noun.write() for code, noun in ODD.items()}
    for field in sender._meta.concrete_fields:
        if isinstance(field, models.CharField | models.TextField | models.JSONField):
            setattr(instance, field.attname, marked(getattr(instance, field.attname)))


def typed_texts() -> Iterator[tuple[str, str]]:
    """What stands unmarked in the tables of people's own texts: has to be nothing."""
    for model in apps.get_models():
        if model._meta.app_label in settings.HOUSE_APPS and model.__name__ not in WRITTEN_BY_ITSELF:
            for row in model._default_manager.all():
                for field in model._meta.concrete_fields:
                    text = str(getattr(row, field.attname))
                    if usual_words(text):
                        yield f"{model.__name__}.{field.name}", text


class Reader(HTMLParser):
    """What a person sees or hears of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.texts: list[str] = []
        self.is_hidden = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.is_hidden = tag in ("script", "style")
        self.texts += [value for name, value in attrs if name in SEEN_ATTRIBUTES and value]

    def handle_endtag(self, tag: str) -> None:
        self.is_hidden = False

    def handle_data(self, data: str) -> None:
        if not self.is_hidden:
            self.texts.append(data)


def text_of(response: HttpResponse) -> str:
    kind = response["Content-Type"].split(";")[0]
    content = response.getvalue()
    if kind == "text/html":
        reader = Reader()
        reader.feed(content.decode())
        return "\n".join(reader.texts)
    if kind == "application/pdf":
        return text_of_pdf(content)
    if kind.endswith("wordprocessingml.document"):
        return text_of_docx(content)
    if kind.endswith("spreadsheetml.sheet"):
        book = openpyxl.load_workbook(BytesIO(content))
        cells = [str(v) for sheet in book.worksheets for row in sheet.values for v in row if v]
        return "\n".join([*book.sheetnames, *cells])
    # A picture that somebody has attached says nothing of ours.
    return "" if kind.startswith("image/") else content.decode("utf-8-sig")
