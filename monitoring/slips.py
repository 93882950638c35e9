"""One-time links of questionnaires on their way to paper: kept and shown as those of consents."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from django.urls import reverse

from registry.slips import Session, Slip, Taken, keep_links, take_links

from .actions import Sent
from .models import SurveyRequest
from .queries import requests_with_people

KEY = "monitoring.slips"


def keep_slips(session: Session, *, sent: Sequence[Sent]) -> None:
    keep_links(session, KEY, sent)


def take_slips(session: Session, *, user: Any, site: Callable[[str], str]) -> Taken | None:
    """None where there is nothing to show any more. `site` makes an address of a path."""

    def slips_of(tokens: Mapping[int, str]) -> list[Slip]:
        rows = requests_with_people(SurveyRequest.objects.visible_to(user).filter(pk__in=tokens))
        return [
            Slip(row, site(reverse("monitoring:survey_link", args=[tokens[row.pk]])))
            for row in rows.order_by("person__search_name", "pk")
        ]

    return take_links(session, KEY, slips_of)
