"""Who may answer and who may read answers; which rows one sees at all, `visible_to` says."""

from __future__ import annotations

from typing import Any

from registry.access import is_guardian

from .models import SurveyRequest


def is_respondent(user: Any, request: SurveyRequest) -> bool:
    """The person themself, or the representative of the child."""
    return request.person.user_id == user.pk or is_guardian(user, request.person)


def may_answer(user: Any, request: SurveyRequest) -> bool:
    return user.has_perm("monitoring.answer_survey") and is_respondent(user, request)


def may_read_answers(user: Any, request: SurveyRequest) -> bool:
    """One's own answers; and the curator's right to read others', but not those of one's partner.

    `request` comes with its pair and people: this is asked for each row of a list.
    """
    if request.person.user_id == user.pk:
        return True
    return user.has_perm("monitoring.view_answers") and not is_partner(user, request)


def is_partner(user: Any, request: SurveyRequest) -> bool:
    """Whether the answers speak of this user: the other side of the same pair."""
    member = request.member
    sides = {member.pair.mentor.person.user_id, member.mentee.person.user_id}
    return user.pk in sides and request.person.user_id != user.pk
