"""How long mentoring may last, and an extension past the longest term."""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from core.calendar import is_at_least_months, is_at_most_months
from core.choices import Level
from core.findings import Finding
from core.i18n import gettext as _
from core.russian.numbers import plural
from schools.rules import RuleSet


def term_findings(
    since: datetime.date, end: datetime.date, rules: RuleSet, *, may_exceed: bool
) -> Iterator[Finding]:
    """The pair itself is bounded, or what is planned inside it and can't be longer than it."""
    bounded = rules.value("term.applies_to")
    low, high = rules.value("term.min_months"), rules.value("term.max_months")
    is_short = low is not None and not is_at_least_months(since, end, low)
    if bounded == "pair":
        if is_short:
            text = _("Наставничество длится не меньше %(term)s") % {"term": _months(low)}
            yield rules.finding("term.min_months", text)
        if high is not None and not may_exceed and not is_at_most_months(since, end, high):
            text = _("Наставничество длится не больше %(term)s") % {"term": _months(high)}
            yield rules.finding("term.max_months", text)
    elif is_short and bounded is not None:
        text = _("План должен быть не короче %(term)s, а пара короче")
        if bounded == "programme":
            text = _("Персонализированная программа должна быть не короче %(term)s, а пара короче")
        yield rules.finding("term.min_months", text % {"term": _months(low)}, level=Level.WARNING)


def exceeding_findings(
    since: datetime.date, end: datetime.date, rules: RuleSet
) -> Iterator[Finding]:
    """Of a pair that is extended past the longest term: forbidden, unless an exception is set."""
    bounded, high = rules.value("term.applies_to"), rules.value("term.max_months")
    if high is None or bounded is None or is_at_most_months(since, end, high):
        return
    if rules.value("term.extension_may_exceed_max"):
        return
    if bounded == "pair":
        text = _("И с продлением наставничество длится не больше %(term)s")
        yield rules.finding("term.max_months", text % {"term": _months(high)})
    else:
        text = _("План и с продлением не длиннее %(term)s, а пара будет длиннее")
        yield rules.finding("term.max_months", text % {"term": _months(high)}, level=Level.WARNING)


def _months(number: int) -> str:
    return f"{number} {plural(number, _('месяца'), _('месяцев'), _('месяцев'))}"
