"""Role → permissions, on one screen. On which rows a permission holds, `visible_to` says."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from .choices import Role

READ_BASES = {
    "registry.view_person",
    "registry.view_mentorcard",
    "registry.view_menteecard",
    "registry.view_appointment",
}
KEEP_BASES = READ_BASES | {
    "registry.add_person",
    "registry.change_person",
    "registry.import_base",
    "registry.export_base",
    "registry.record_consent",
    "registry.view_consent_scan",
    "registry.view_contacts",
}
READ_PARTNERS = {"registry.view_partner"}
KEEP_PARTNERS = READ_PARTNERS | {"registry.keep_partners"}
# Pay and criminal records are for whoever answers for people, not for the system.
READ_LABOUR = {"registry.view_labourterms", "registry.view_certificate"}
KEEP_LABOUR = READ_LABOUR | {"registry.keep_labour"}
# Applications: everybody's for those who choose, one's own for others.
SELECT_MENTORS = {"registry.view_application", "registry.select_mentors", "registry.view_training"}
RUN_SELECTION = SELECT_MENTORS | {
    "registry.run_selection",
    "registry.run_training",
    "registry.read_principles",
}
APPLY = {"registry.view_application", "registry.apply_as_mentor"}
# Two rows of one person become one; data of somebody are given to them, destroyed.
MERGE = {"registry.merge_people"}
ANSWER_FOR_DATA = {"registry.erase_people", "registry.give_holdings"}
# An extract of a signed order names nobody but whom it is for.
OWN_EXTRACTS = {"orders.view_extract"}
READ_ORDERS = {"orders.view_order"} | OWN_EXTRACTS
DRAFT_ORDERS = READ_ORDERS | {"orders.draft_order", "orders.attach_orderproof"}
READ_PAIRS = {"pairing.view_pair"}
# That their own pair be changed: their mentor replaced, themselves released.
ASK_CHANGE = {"pairing.ask_change"}
MAKE_PAIRS = READ_PAIRS | ASK_CHANGE | {"pairing.propose_pairs", "pairing.manage_pair"}
READ_PLANS = {"plans.view_plan"}
READ_FIGURES = {"monitoring.view_figures"}
KEEP_ROAD_MAP = {"schools.view_programme", "schools.change_roadmapline"}
KEEP_MONITORING = READ_FIGURES | {
    "monitoring.hold_monitoring",
    "monitoring.manage_surveys",
    "monitoring.view_answers",
    "monitoring.edit_measurements",
    "monitoring.view_swot",
    "monitoring.edit_swot",
    "monitoring.answer_survey",
}

CURATOR = (
    KEEP_BASES
    | RUN_SELECTION
    | {"registry.view_special"}
    | KEEP_PARTNERS
    | KEEP_LABOUR
    | MERGE
    | DRAFT_ORDERS
    | MAKE_PAIRS
    | READ_PLANS
    | {"plans.approve_plan", "plans.read_feedback"}
    | KEEP_MONITORING
    | KEEP_ROAD_MAP
    | {"schools.view_regulation"}
)

PERMISSIONS: dict[str, frozenset[str]] = {
    Role.ADMINISTRATOR: frozenset(
        KEEP_BASES
        | MERGE
        | ANSWER_FOR_DATA
        | KEEP_PARTNERS
        | READ_ORDERS
        | READ_PAIRS
        | READ_FIGURES
        | KEEP_ROAD_MAP
        | {
            "accounts.manage_people",
            "registry.manage_appointments",
            "schools.change_settings",
            "schools.view_programme",
            "schools.view_regulation",
        }
    ),
    Role.DIRECTOR: frozenset(
        READ_BASES
        | SELECT_MENTORS
        | {"registry.read_principles"}
        | READ_PARTNERS
        | READ_LABOUR
        | READ_ORDERS
        | {
            "orders.approve_order",
            "orders.attach_orderproof",
            "registry.manage_appointments",
            "registry.view_special",
            "registry.view_consent_scan",
            "registry.view_contacts",
        }
        | READ_PAIRS
        | READ_PLANS
        | READ_FIGURES
        | {
            "plans.read_feedback",
            "monitoring.view_swot",
            "monitoring.answer_survey",
            "monitoring.hold_monitoring",
            "schools.view_programme",
            "schools.view_regulation",
        }
    ),
    Role.COORDINATOR: frozenset(
        CURATOR | ANSWER_FOR_DATA | {"registry.manage_appointments", "schools.change_settings"}
    ),
    Role.CURATOR: frozenset(CURATOR),
    Role.MENTOR: frozenset(
        READ_PAIRS
        | ASK_CHANGE
        | OWN_EXTRACTS
        | READ_PLANS
        | APPLY
        | {"registry.view_training", "registry.read_principles"}
        | {
            "registry.view_person",
            "registry.view_contacts",
            "pairing.give_wishes",
            "registry.sign_own_consent",
            # Of their own, by the rows that are theirs.
            "registry.view_labourterms",
            "plans.write_plan",
            "plans.write_feedback",
            "plans.read_feedback",
            "monitoring.answer_survey",
            "monitoring.hold_monitoring",
            "orders.view_order",
            "schools.view_regulation",
        }
    ),
    Role.MENTEE: frozenset(
        READ_PAIRS
        | ASK_CHANGE
        | OWN_EXTRACTS
        | READ_PLANS
        | APPLY
        | {
            "registry.view_person",
            "pairing.give_wishes",
            "registry.sign_own_consent",
            # Where the regulation makes the mentee an author of the plan.
            "plans.write_plan",
            "plans.read_feedback",
            "monitoring.answer_survey",
            "schools.view_regulation",
        }
    ),
    Role.PARENT: frozenset(
        READ_PAIRS
        | ASK_CHANGE
        | OWN_EXTRACTS
        | READ_PLANS
        | APPLY
        | {
            "registry.view_person",
            "pairing.give_wishes",
            "registry.sign_own_consent",
            "plans.read_feedback",
            "monitoring.answer_survey",
            "schools.view_regulation",
        }
    ),
    Role.PSYCHOLOGIST: frozenset(
        READ_BASES
        | APPLY
        | READ_PAIRS
        | READ_FIGURES
        | {"registry.view_special", "schools.view_programme", "schools.view_regulation"}
    ),
    Role.OBSERVER: frozenset(READ_FIGURES),
}


@lru_cache(maxsize=256)
def permissions_of(roles: frozenset[str]) -> frozenset[str]:
    """Everything that these roles together allow."""
    return frozenset().union(*(PERMISSIONS[role] for role in roles))


def roles_with(permission: str) -> Iterable[str]:
    return [role for role, granted in PERMISSIONS.items() if permission in granted]
