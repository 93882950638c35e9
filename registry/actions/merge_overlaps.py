"""Periods of two rows of one person that overlap: the later paper takes the earlier one's place."""

from __future__ import annotations

import datetime
from collections import defaultdict
from typing import Any

from ..choices import ConsentWay
from ..models import Appointment, Consent, ConsentScan, Person
from .merge_journal import Journal

ONE_DAY = datetime.timedelta(days=1)


def join_dated(kept: Person, gone: Person, journal: Journal) -> None:
    _join_consents(kept, gone, journal)
    _join_appointments(kept, gone, journal)


def _join_consents(kept: Person, gone: Person, journal: Journal) -> None:
    """Nothing that was signed is lost, and a withdrawal counts for both papers."""
    groups: dict[tuple[Any, ...], list[Consent]] = defaultdict(list)
    rows = Consent.objects.filter(person__in=[kept, gone]).order_by("given_on", "pk")
    for consent in rows.select_for_update(of=("self",)):
        is_oral = consent.way == ConsentWay.ORAL
        groups[consent.kind, consent.signer, is_oral].append(consent)
    for consents in groups.values():
        if len({consent.person_id for consent in consents}) > 1:
            _join_one_kind(consents, journal)


def _join_one_kind(consents: list[Consent], journal: Journal) -> None:
    before = consents[0]
    for consent in consents[1:]:
        withdrawn = before.withdrawn_on
        if withdrawn and withdrawn >= consent.given_on and not consent.withdrawn_on:
            journal.update(consent, {"withdrawn_on": withdrawn})
        if consent.given_on == before.given_on:
            before = _fold_of_one_day(before, consent, journal)
            continue
        ends = [day for day in (before.expires_on, before.withdrawn_on) if day]
        if not ends or min(ends) > consent.given_on:
            journal.update(before, {"expires_on": consent.given_on})
        before = consent


def _fold_of_one_day(one: Consent, other: Consent, journal: Journal) -> Consent:
    """Two sheets of one day are one consent: the one that says more stays, with the scan."""

    def rank(consent: Consent) -> tuple[bool, bool, bool, int]:
        return (
            consent.withdrawn_on is not None,
            bool(consent.scan_name),
            consent.wording_id is not None,
            -consent.pk,
        )

    stays, goes = sorted((one, other), key=rank, reverse=True)
    scan = ConsentScan.objects.filter(consent=goes).first()
    if scan is not None and ConsentScan.objects.filter(consent=stays).exists():
        journal.delete(scan)
    elif scan is not None:
        journal.update(stays, {"scan_name": goes.scan_name})
    journal.absorb(stays, goes)
    return stays


def _join_appointments(kept: Person, gone: Person, journal: Journal) -> None:
    groups: dict[tuple[Any, ...], list[Appointment]] = defaultdict(list)
    rows = Appointment.objects.filter(person__in=[kept, gone]).order_by("valid_from", "pk")
    for row in rows.select_for_update(of=("self",)):
        groups[row.role, row.direction_id, row.form_id].append(row)
    for found in groups.values():
        before = found[0]
        for row in found[1:]:
            if before.valid_to is not None and before.valid_to < row.valid_from:
                before = row
                continue
            if before.valid_to is None or (row.valid_to and row.valid_to < before.valid_to):
                journal.update(row, {"valid_to": before.valid_to})
            if before.valid_from == row.valid_from:
                journal.absorb(row, before)
            else:
                journal.update(before, {"valid_to": row.valid_from - ONE_DAY})
            before = row
