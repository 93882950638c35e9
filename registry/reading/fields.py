"""The fields that an import fills, by the table that they stand in."""

from ..choices import Base

NAME_FIELDS = ("last_name", "first_name", "middle_name")
PERSON_FIELDS: tuple[str, ...] = (
    *NAME_FIELDS,
    "gender",
    "kind",
    "birth_date",
    "birth_year",
    "class_name",
    "post",
    "workplace",
    "contacts",
    "email",
)
CARD_FIELDS: dict[str, tuple[str, ...]] = {
    Base.MENTORS: (
        "form_id",
        "joined_on",
        "competencies",
        "achievements",
        "interests",
        "wished_age",
        "time_resource",
        "places",
        "case_url",
    ),
    Base.MENTEES: (
        "form_id",
        "direction_id",
        "joined_on",
        "request",
        "areas",
        "interests",
        "case_url",
    ),
}
