"""The school where the user of this request acts."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

SESSION_KEY = "active_school"


class ActiveSchoolMiddleware:
    """Takes the school that was chosen from the session; `User.scope` checks the membership."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.user.is_authenticated:
            request.user.act_in(request.session.get(SESSION_KEY))
        return self.get_response(request)
