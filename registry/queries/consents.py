"""Consents of one person, as a page shows them: what is in force, what is needed, what was."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from core.links import hash_of

from ..choices import ConsentKind, ConsentSigner, ConsentWay, Reply
from ..models import Consent, ConsentRequest, Person
from ..rules import does_count, kinds_needed, rules_for, signers_needed


@dataclass(frozen=True, slots=True)
class ConsentLine:
    """One kind by one signer. `past` are those that ended or were withdrawn, newest first.

    `said` is one that was given orally while the regulation wants it in writing. `asked` is the
    last request for it.
    """

    kind: str
    signer: str
    is_needed: bool
    current: Consent | None
    past: tuple[Consent, ...]
    said: Consent | None = None
    asked: ConsentRequest | None = None

    @property
    def is_refused(self) -> bool:
        return self.asked is not None and self.asked.replies.get(self.kind) == Reply.REFUSED

    @property
    def title(self) -> str:
        return str(ConsentKind(self.kind).label)

    @property
    def signer_title(self) -> str:
        return str(ConsentSigner(self.signer).label)

    @property
    def is_missing(self) -> bool:
        return self.is_needed and self.current is None


def consent_lines(person: Person, day: datetime.date) -> list[ConsentLine]:
    """All four kinds, in their order, for whoever must sign and whoever has signed."""
    rules = rules_for(person.school, day)
    kinds = kinds_needed(rules)
    signers = signers_needed(person, day=day, rules=rules)
    given: dict[tuple[str, str], list[Consent]] = {}
    for consent in person.consents.select_related("representative", "recorded_by"):
        given.setdefault((consent.kind, consent.signer), []).append(consent)
    asked: dict[tuple[str, str], ConsentRequest] = {}
    for request in person.consent_requests.order_by("pk"):
        asked |= {(kind, request.signer): request for kind in request.kinds}
    lines = []
    for kind in ConsentKind:
        for signer in ConsentSigner:
            found = given.get((kind, signer), [])
            if signer in signers or found:
                live = [one for one in found if one.is_in_force_on(day)]
                # Beside a signed one, what was said is of no more interest.
                live.sort(key=lambda one: one.way == ConsentWay.ORAL)
                current = next((one for one in live if does_count(one, rules)), None)
                said = next((one for one in live if one is not current), None)
                past = tuple(one for one in found if one not in live)
                is_needed = kind in kinds and signer in signers
                lines.append(
                    ConsentLine(
                        kind, signer, is_needed, current, past, said, asked.get((kind, signer))
                    )
                )
    return lines


def are_consents_given(person: Person, day: datetime.date) -> bool:
    """What a mentor may know: there they are, or not."""
    return not any(line.is_missing for line in consent_lines(person, day))


def consent_request(token: str, day: datetime.date) -> ConsentRequest | None:
    """What a one-time link opens; None for a link that is unknown, used or too old."""
    rows = ConsentRequest.objects.open_on(day).filter(token_hash=hash_of(token))
    return rows.select_related("school", "person", "representative").first()


def typed_before(found: ConsentRequest) -> dict[str, str]:
    """What somebody behind this link has said of themselves on an earlier document."""
    given = found.person.consents.filter(act__request=found.pk).first()
    if given is None:
        return {}
    return {"signer_name": given.signer_name, "relation": given.act.get("relation", "")}
