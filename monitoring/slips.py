"""One-time links on their way to paper: between the click that makes them and the page that shows.

They wait in the sender's own session and leave it when they are shown: nothing that opens a
questionnaire stays on the server.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, MutableMapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.safestring import SafeString

from documents.rendering import qr_svg

from .actions import Sent
from .choices import Way
from .models import SurveyRequest
from .queries import requests_with_people

KEY = "monitoring.slips"


@dataclass(frozen=True, slots=True)
class Slip:
    """What one person gets on paper."""

    request: SurveyRequest
    address: str

    @property
    def code(self) -> SafeString:
        """The address for a phone's camera."""
        return qr_svg(self.address)


@dataclass(frozen=True, slots=True)
class Taken:
    """What the last sending did, told once."""

    total: int
    by_account: int
    by_mail: int
    slips: list[Slip]


def keep_slips(session: MutableMapping[str, Any], *, sent: Sequence[Sent]) -> None:
    session[KEY] = {
        "ways": dict(Counter(str(item.way) for item in sent)),
        "tokens": {item.request.pk: item.token for item in sent if item.way == Way.PAPER},
    }


def take_slips(
    session: MutableMapping[str, Any], *, user: Any, site: Callable[[str], str]
) -> Taken | None:
    """None where there is nothing to show any more. `site` makes an address of a path."""
    kept = session.pop(KEY, None)
    if kept is None:
        return None
    tokens = {int(key): token for key, token in kept["tokens"].items()}
    rows = requests_with_people(SurveyRequest.objects.visible_to(user).filter(pk__in=tokens))
    rows = rows.order_by("person__search_name", "pk")
    ways = kept["ways"]
    return Taken(
        total=sum(ways.values()),
        by_account=ways.get(Way.ACCOUNT, 0),
        by_mail=ways.get(Way.MAIL, 0),
        slips=[
            Slip(row, site(reverse("monitoring:survey_link", args=[tokens[row.pk]])))
            for row in rows
        ],
    )
