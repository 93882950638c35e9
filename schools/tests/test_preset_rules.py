"""Each of the five regulations says what it says: values with their clauses, and nothing more."""

from __future__ import annotations

import pytest

from schools.presets import load_preset, preset_names
from schools.rules import RULES

# School: {rule: (value, clause)}; lists of items are given by the codes of their items.
FACTS = {
    "kirov-65": {
        "group.max": (5, "1.4"),
        "pairing.kinds": (["direct", "mediated", "open", "hidden"], "1.5"),
        "pairing.method": ("curator", "3.5"),
        "participants.mentee_kinds": (["pupil", "staff"], "3.3"),
        "participants.parent_own_child": (False, "1.2"),
        "term.min_months": (3, "3.8"),
        "term.max_months": (12, "3.8"),
        "term.applies_to": ("plan", "3.8"),
        "cycle.kind": ("school", "3.3"),
        "bases.mentees_due": ("до 1 октября", "3.3"),
        "bases.mentees_due_day": ("10-01", "3.3"),
        "bases.mentors_due": ("до 1 октября", "3.3"),
        "bases.mentors_due_day": ("10-01", "3.3"),
        "bases.editors": (["curator"], "3.3"),
        "consents.participation": (True, "3.6"),
        "curator.scope": ("direction", "3.2"),
        "curator.cardinality": ("many", "3.2"),
        "curator.eligible_posts": (["заместитель директора"], "3.2"),
        "plan.title": ("Индивидуальный план осуществления наставничества", "3.8"),
        "plan.authors": (["curator", "mentor"], "4.1"),
        "plan.approver": ("curator", "4.1"),
        "plan.signatures": (["curator", "mentor"], "Прил. 1"),
        "plan.sections": (["recommendations", "help"], "Прил. 1"),
        "final.document": ("feedback", "3.10"),
        "final.due_working_days_before": (5, "3.10"),
        "final.reader": ("curator", "3.10"),
        "monitoring.actors": (["curator"], "3.12"),
        "replacement.reasons": (
            ["dismissal", "transfer", "discipline", "no_relations", "incompatible"],
            "3.7",
        ),
    },
    "meskety": {
        "group.min": (2, "2.3"),
        "pairing.kinds": (
            ["virtual", "group", "short", "reverse", "situational", "speed", "traditional"],
            "2.3",
        ),
        "pairing.reverse_allowed": (True, "2.3"),
        "participants.mentee_kinds": (["staff"], "1.2"),
        "term.min_months": (3, "1.2"),
        "term.max_months": (12, "1.2"),
        "term.applies_to": ("programme", "1.2"),
        "term.extension_reasons": (["mutual"], "7.2"),
        "bases.mentees_due": ("август", "дорожная карта, 2"),
        "bases.mentors_due": ("сентябрь", "дорожная карта, 3"),
        "bases.update_months": (12, "3.4"),
        "bases.editors": (["curator", "administrator"], "3.4"),
        "consents.participation": (True, "3.2, 3.3"),
        "consents.written": (True, "3.2, 3.3"),
        "curator.scope": ("school", "3.4"),
        "curator.cardinality": ("one", "3.4; приказ, п. 3"),
        "plan.title": ("Персонализированная программа наставничества", "1.2"),
        "final.document": ("none", "3.4"),
        "monitoring.actors": (["curator", "director", "council"], "3.4"),
        "completion.reasons": (
            ["plan_done", "mentor_wish", "mentee_wish", "mutual", "curator"],
            "7.1",
        ),
        "site.after_completion": (True, "8.2"),
    },
    "spb-644": {
        "participants.age_min": (11, "пояснительная записка"),
        "participants.age_max": (18, "пояснительная записка"),
        "cycle.kind": ("school", "название"),
        "bases.mentees_due": (
            "конец октября – начало ноября",
            "дорожная карта, база наставляемых",
        ),
        "bases.mentors_due": ("конец октября", "дорожная карта, база наставников"),
        "consents.participation": (True, "табл. 1"),
        "curator.scope": ("school", "2.2"),
        "curator.cardinality": ("one", "дорожная карта, подготовка, 3.4"),
        "plan.title": (
            "План индивидуального развития наставляемого",
            "дорожная карта, формирование тандемов, 1",
        ),
        "plan.authors": (
            ["curator", "psychologist"],
            "дорожная карта, формирование тандемов, 1",
        ),
        "final.document": ("none", "дорожная карта, завершение, 1"),
        "meetings.types": (["first", "trial", "planning", "regular", "final"], "табл. 1"),
        "monitoring.points": (["entry", "exit"], "4.3"),
        "monitoring.both_measurements": (True, "4.3"),
        "monitoring.swot": ("school", "4.2"),
        "monitoring.actors": (["curator", "director"], "дорожная карта, завершение"),
        "acts.approval_chain": (
            ["Педагогический совет", "Совет родителей", "Совет обучающихся"],
            "1.2",
        ),
    },
    "krasnouralsk": {
        "mentor.max_mentees": (2, "4.6"),
        "mentor.groups_exempt": (True, "4.6"),
        "mentor.experience_min_years": (3, "Прил. 1"),
        "participants.age_min": (15, "2.1"),
        "participants.mentee_kinds": (["student", "staff"], "4.3"),
        "participants.mentor_kinds": (["student", "graduate", "staff", "employer"], "4.4"),
        "term.max_months": (12, "4.7"),
        "term.applies_to": ("pair", "4.7"),
        "term.extension_reasons": (["illness", "trip", "absence"], "4.7"),
        "cycle.kind": ("school", "4.14"),
        "curator.cardinality": ("one", "2.3"),
        "commission.min": (3, "4.13"),
        "commission.max": (5, "4.13"),
        "commission.chair": ("director", "4.13"),
        "commission.must_include": (["curator"], "4.13"),
        "plan.title": (
            "Индивидуальный план развития наставляемого под руководством наставника",
            "4.1",
        ),
        "plan.authors": (["mentor", "mentee"], "4.1"),
        "plan.from_typical": (True, "4.1"),
        "plan.sections": (["needs", "results", "facts", "corrections"], "4.7, 6.1"),
        "final.document": ("none", "8.1–8.3"),
        "monitoring.swot": ("form", "5.1"),
        "indicators.used": (
            [
                "pupil_mentors",
                "young_specialists",
                "enterprises",
                "mentees_satisfied",
                "mentors_satisfied",
            ],
            "Прил. 6",
        ),
        "indicators.age_from": (15, "Прил. 6, п. 1"),
        "indicators.age_to": (19, "Прил. 6, п. 1"),
        "indicators.young_specialist_years": (3, "Прил. 6, п. 2"),
        "replacement.reasons": (
            ["dismissal", "incompatible", "duties", "discipline", "request"],
            "4.8",
        ),
        "replacement.keep_period": (True, "4.8"),
        "external.contract_kind": ("organisation", "4.10, Прил. 2"),
        "external.required_documents": (
            ["справка об отсутствии судимости", "медицинская справка"],
            "Прил. 2, 2.2",
        ),
        "external.unpaid": (True, "Прил. 2, 1.1"),
    },
    "sosh-62": {
        "pairing.method": ("mentee_chooses", "§ 10; 4.12"),
        "cycle.kind": ("calendar", "5.4"),
        "consents.participation": (True, "4.10"),
        "curator.scope": ("form", "2.7"),
        "curator.cardinality": ("many", "4.3"),
        "roles.used": (["coordinator", "curator"], "2.6, 2.7, 4.3"),
        "bases.editors": (["director", "coordinator", "curator", "class_teacher"], "4.5"),
        "plan.title": ("План наставничества", "§ 7"),
        "plan.authors": (["mentor", "mentee"], "§ 7, § 9"),
        "final.document": ("report", "§ 7"),
        "meetings.types": (["first", "trial", "planning", "regular", "final"], "5.3"),
        "monitoring.points": (["entry", "middle", "exit", "final"], "6.3, 6.4"),
        "monitoring.actors": (["curator", "mentor"], "6.4"),
        "external.contract_kind": ("person", "4.14"),
        "external.unpaid": (True, "4.14"),
    },
}
# What the regulation leaves open, so nothing may enforce it.
SILENT = {
    "kirov-65": {
        "mentor.max_mentees",
        "mentor.groups_exempt",
        "participants.age_min",
        "participants.age_max",
        "consents.written",
        "consents.child_from",
        "term.extension_reasons",
        "term.extension_may_exceed_max",
        "meetings.types",
        "replacement.keep_period",
        "commission.min",
        "external.contract_kind",
        "payment.terms",
        "indicators.used",
        "monitoring.swot",
    },
    "meskety": {
        "group.max",
        "mentor.max_mentees",
        "participants.age_min",
        "plan.approver",
        "final.due_working_days_before",
        "final.reader",
        "replacement.reasons",
        "term.extension_may_exceed_max",
        "monitoring.swot",
        "payment.terms",
    },
    "spb-644": {
        "group.min",
        "group.max",
        "mentor.max_mentees",
        "term.min_months",
        "term.max_months",
        "term.applies_to",
        "plan.approver",
        "final.due_working_days_before",
        "replacement.reasons",
        "completion.reasons",
        "targets.count_mentors",
        "payment.terms",
    },
    "krasnouralsk": {
        "group.min",
        "group.max",
        "term.min_months",
        "term.extension_may_exceed_max",
        "participants.age_max",
        "bases.mentees_due",
        "bases.mentees_due_day",
        "bases.mentors_due",
        "plan.approver",
        "final.due_working_days_before",
    },
    "sosh-62": {
        "group.min",
        "group.max",
        "mentor.max_mentees",
        "term.min_months",
        "term.max_months",
        "bases.mentees_due",
        "bases.mentors_due",
        "plan.approver",
        "final.due_working_days_before",
        "replacement.reasons",
        "commission.min",
        "monitoring.swot",
    },
}


def said(entry: dict[str, object]) -> object:
    value = entry["value"]
    if isinstance(value, list) and isinstance(value[0], dict):
        return [item["code"] for item in value]
    return value


@pytest.mark.parametrize("name", FACTS)
def test_a_preset_says_what_its_regulation_says_and_names_the_clause(name):
    rules = load_preset(name).rules
    facts = {key: (said(rules[key]), rules[key].get("clause")) for key in FACTS[name]}

    assert facts == FACTS[name]


@pytest.mark.parametrize("name", SILENT)
def test_what_a_regulation_leaves_open_its_preset_leaves_unset(name):
    assert SILENT[name] & set(load_preset(name).rules) == set()


@pytest.mark.parametrize("name", preset_names())
def test_a_value_without_a_clause_says_where_it_comes_from(name):
    rules = load_preset(name).rules

    assert [key for key, entry in rules.items() if not {"clause", "note"} & set(entry)] == []


def test_every_rule_of_the_register_is_set_by_some_preset_or_known_to_be_set_by_none():
    used = {key for name in preset_names() for key in load_preset(name).rules}

    assert set(RULES) - used == {
        # No act that we have seen speaks of these.
        "cycle.months",
        "orders.signing",
        "targets.count_mentors",
        "term.extension_may_exceed_max",
    }


def test_the_order_of_the_first_school_gives_each_role_that_its_act_names():
    roles = load_preset("meskety").rules["roles.used"]["value"]

    assert set(roles) >= {"coordinator", "curator", "working_group_head", "working_group"}


def test_the_college_calls_itself_and_its_people_otherwise():
    terms = load_preset("krasnouralsk").terms

    assert {code: terms[code] for code in ("school", "student", "teacher", "class")} == {
        "school": "техникум",
        "student": "студент",
        "teacher": "преподаватель",
        "class": "группа",
    }


def test_two_schools_call_themselves_as_their_acts_do():
    assert load_preset("meskety").terms["school"] == "образовательная организация"
    assert load_preset("spb-644").terms["school"] == "образовательное учреждение"
