"""What is left to do in a programme: asked before it is closed, and by the page that shows it."""

from __future__ import annotations

from typing import Any

from core.choices import Level
from core.findings import Finding
from core.i18n import ngettext

from .models import Programme
from .signals import programme_closing, programme_continuing


def closing_findings(programme: Programme) -> list[Finding]:
    """Of this app and of every other that knows of something; blocks come first."""
    found = [*_own(programme)]
    answers: list[tuple[Any, Any]] = programme_closing.send(Programme, programme=programme)
    for _receiver, answer in answers:
        found.extend(answer or [])
    return sorted(found, key=lambda finding: not finding.is_block)


def carried_lines(old: Programme, pairs: str) -> list[str]:
    """What other apps would carry into the next programme, in words."""
    answers = programme_continuing.send(Programme, old=old, pairs=pairs)
    return [line for _receiver, answer in answers for line in answer or []]


def _own(programme: Programme) -> list[Finding]:
    found = []
    stages = programme.stages.filter(done_on__isnull=True).count()
    if stages:
        text = ngettext(
            "Не отмечен завершённым %(n)s этап.", "Не отмечены завершёнными этапы: %(n)s.", stages
        )
        found.append(_warning("road_map.stages", text % {"n": stages}))
    lines = programme.road_map_lines.filter(done_on__isnull=True).count()
    if lines:
        text = ngettext(
            "Не отмечена выполненной %(n)s строка дорожной карты.",
            "Не отмечены выполненными строки дорожной карты: %(n)s.",
            lines,
        )
        found.append(_warning("road_map.lines", text % {"n": lines}))
    return found


def _warning(code: str, text: str) -> Finding:
    return Finding(code=code, text=text, level=Level.WARNING)
