"""A school's own templates of orders: tried, used, kept."""

from __future__ import annotations

import hashlib
from pathlib import PurePath

from django.db import transaction
from django.db.models import Max

from accounts.models import User
from core.audit import record
from core.errors import FileError
from core.i18n import gettext as _
from core.transitions import lock, move
from schools.models import School

from ..choices import TEMPLATE_TRANSITIONS, TemplateState
from ..merging import template_problems
from ..models import PaperTemplate
from ..queries import templates_of

MAX_NAME = 200


@transaction.atomic
def upload_template(
    school: School, *, kind: str, name: str, content: bytes, actor: User | None
) -> PaperTemplate:
    """Keep a new version, to be tried. Raises `FileError` with all that is wrong with the file."""
    problems = template_problems(content)
    if problems:
        raise FileError("\n".join(map(str, problems)))
    School.objects.select_for_update().get(pk=school.pk)
    last = templates_of(school, kind).aggregate(last=Max("version"))["last"] or 0
    template = PaperTemplate.objects.create(
        school=school,
        kind=kind,
        version=last + 1,
        name=PurePath(name.replace("\\", "/")).name[-MAX_NAME:],
        content=content,
        sha256=hashlib.sha256(content).hexdigest(),
        uploaded_by=actor,
    )
    _write("documents.upload_template", template, actor, _("Загружен шаблон приказа."))
    return template


@transaction.atomic
def use_template(template: PaperTemplate, *, actor: User | None) -> PaperTemplate:
    """Orders of the kind are printed by it from now on; the one before is kept."""
    School.objects.select_for_update().get(pk=template.school_id)
    template = lock(template)
    for other in templates_of(template.school, template.kind).filter(state=TemplateState.USED):
        if other.pk != template.pk:
            move(lock(other), TemplateState.KEPT, TEMPLATE_TRANSITIONS)
    move(template, TemplateState.USED, TEMPLATE_TRANSITIONS)
    _write("documents.use_template", template, actor, _("Шаблон приказа введён в действие."))
    return template


@transaction.atomic
def keep_template(template: PaperTemplate, *, actor: User | None) -> PaperTemplate:
    """Orders are printed without it from now on; those issued by it stay as they are."""
    template = lock(template)
    move(template, TemplateState.KEPT, TEMPLATE_TRANSITIONS)
    _write("documents.keep_template", template, actor, _("Шаблоном приказа больше не пользуются."))
    return template


def _write(verb: str, template: PaperTemplate, actor: User | None, text: str) -> None:
    data = {"kind": template.kind, "version": template.version, "sha256": template.sha256}
    record(verb, template, actor=actor, text=text, data=data)
