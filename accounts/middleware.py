"""The school where the user of this request acts, and its words."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from core.terms import using
from schools.terms import words_of

SESSION_KEY = "active_school"


class ActiveSchoolMiddleware:
    """Takes the school that was chosen from the session; `User.scope` checks the membership."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.user.is_authenticated:
            request.user.act_in(request.session.get(SESSION_KEY))
        return self.get_response(request)


class WordsMiddleware:
    """Pages are said in the words of the school where the user acts."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        user = request.user
        with using(words_of(user.school if user.is_authenticated else None)):
            return self.get_response(request)
