"""Pages that belong to no domain: the progress of a job, the health of the server."""

from django.db import connection
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.views import View
from django.views.generic import DetailView

from .jobs import retry_job
from .models import Job
from .permissions import SignedIn


class JobDetailView(SignedIn, DetailView):
    """How far a background job is. htmx asks for the inner part until it is finished."""

    def get_queryset(self) -> QuerySet[Job]:
        return Job.objects.visible_to(self.request.user)

    def get_template_names(self) -> list[str]:
        return ["core/_job_progress.html" if self.request.htmx else "core/job_detail.html"]


class JobRetryView(SignedIn, View):
    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        job = get_object_or_404(Job.objects.visible_to(request.user), pk=pk)
        retry_job(job)
        return HttpResponseRedirect(job.get_absolute_url())


def healthz(request: HttpRequest) -> HttpResponse:
    """200 where the process answers and the database does."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return HttpResponse("ok", content_type="text/plain")
