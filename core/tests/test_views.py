"""Pages that belong to no domain: the progress of a job, the health, the errors."""

from __future__ import annotations

import pytest
from django.template.loader import render_to_string
from django.test import Client, RequestFactory

from accounts.choices import Role
from accounts.testing import make_user
from core.choices import JobState
from core.models import Job

pytestmark = pytest.mark.django_db


def make_job(user, **fields) -> Job:
    values = {
        "kind": "documents.render_document",
        "key": f"test:{Job.objects.count()}",
        "title": "Печать приказа",
        "school_id": user.scope.school_id,
        "created_by": user,
    }
    return Job.objects.create(**values | fields)


def page(client: Client, job: Job, **headers: str) -> str:
    response = client.get(job.get_absolute_url(), headers=headers)
    assert response.status_code == 200
    return response.content.decode()


def test_a_running_job_asks_for_itself_and_shows_how_far_it_is(curator, signed_in) -> None:
    job = make_job(curator, state=JobState.RUNNING, done=3, total=10, message="Пишем страницы")

    html = page(signed_in(curator), job)

    assert f'hx-get="{job.get_absolute_url()}"' in html
    assert "3 из 10" in html
    assert "Пишем страницы" in html
    assert "<noscript>" in html


def test_htmx_gets_the_inner_part(curator, signed_in) -> None:
    job = make_job(curator, state=JobState.RUNNING)

    assert "<html" not in page(signed_in(curator), job, **{"HX-Request": "true"})


def test_a_finished_job_stops_asking_and_leads_on(curator, signed_in) -> None:
    job = make_job(
        curator, state=JobState.DONE, result={"text": "Готово 12 файлов."}, next_url="/orders/1/"
    )

    html = page(signed_in(curator), job)

    assert "hx-trigger" not in html
    assert "Готово 12 файлов." in html
    assert 'href="/orders/1/"' in html


def test_a_failed_job_says_why_and_can_be_retried(curator, signed_in) -> None:
    job = make_job(curator, state=JobState.FAILED, message="Файл не читается.")

    html = page(signed_in(curator), job)

    assert "Файл не читается." in html
    assert f"/jobs/{job.pk}/retry/" in html


def test_another_ones_job_is_not_found(curator, school, signed_in) -> None:
    job = make_job(curator)
    colleague = make_user(Role.CURATOR, school)

    client = signed_in(colleague)

    assert client.get(job.get_absolute_url()).status_code == 404
    assert client.post(f"/jobs/{job.pk}/retry/").status_code == 404


def test_health_answers_where_the_database_does(client) -> None:
    assert client.get("/healthz").content == b"ok"


def test_an_unknown_address_says_so_in_plain_words(client) -> None:
    response = client.get("/no/such/page/")

    assert response.status_code == 404
    assert "Такой страницы нет" in response.content.decode()


@pytest.mark.parametrize(
    ("template", "words"),
    [
        ("403.html", "Эта страница вам не открыта"),
        ("404.html", "Такой страницы нет"),
        ("500.html", "Что-то сломалось у нас"),
    ],
)
def test_an_error_page_needs_nothing_but_its_template(template: str, words: str) -> None:
    assert words in render_to_string(template)
    if template != "500.html":
        assert words in render_to_string(template, request=RequestFactory().get("/"))
