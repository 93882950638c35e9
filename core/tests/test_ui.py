"""The tags of the look."""

from __future__ import annotations

from types import SimpleNamespace

import pytest
from django import forms
from django.core.paginator import Paginator
from django.template import Context, Template, TemplateSyntaxError
from django.test import RequestFactory
from django.urls import resolve

from core.audit import record, timeline
from core.choices import JobState, Level
from core.findings import Finding
from core.models import Job


def render(source: str, **context) -> str:
    return Template(source).render(Context(context))


def test_an_icon_is_hidden_from_screen_readers() -> None:
    assert 'aria-hidden="true"' in render('{% icon "house" %}')


def test_an_unknown_icon_is_a_mistake() -> None:
    with pytest.raises(TemplateSyntaxError):
        render('{% icon "no-such-icon" %}')


def test_a_state_has_a_colour_and_words() -> None:
    html = render("{% state_badge job %}", job=Job(state=JobState.FAILED))

    assert "state-bad" in html
    assert "не получилось" in html


def test_a_state_without_a_colour_of_its_own_is_calm() -> None:
    class Row:
        state = "unheard-of"

        def get_state_display(self) -> str:
            return "неведомо"

    assert "state-calm" in render("{% state_badge row %}", row=Row())


def test_the_link_of_this_page_is_marked() -> None:
    request = RequestFactory().get("/healthz")
    request.resolver_match = resolve("/healthz")
    source = '{% nav_current "core:healthz" %}|{% nav_current "core:job_detail" %}'

    assert render(source, request=request) == 'aria-current="page"|'


def test_a_link_outside_a_request_is_not_marked() -> None:
    assert render('{% nav_current "core:healthz" %}') == ""


def test_far_pages_are_a_gap() -> None:
    page = Paginator(range(1000), 25).page(20)
    source = "{% for step in page|page_steps %}{{ step|default:'…' }} {% endfor %}"

    assert render(source, page=page) == "1 … 18 19 20 21 22 … 40 "


def test_findings_name_the_clause_and_say_how_much_they_weigh() -> None:
    findings = [
        Finding("group.max", "В группе не более 5", clause="1.4"),
        Finding("age", "Возраст не указан", level=Level.WARNING),
    ]

    html = render('{% include "components/findings.html" %}', findings=findings)

    assert "Нельзя:" in html
    assert "В группе не более 5 (п. 1.4)" in html
    assert "Обратите внимание:" in html


class NameForm(forms.Form):
    name = forms.CharField(label="Имя", help_text="Как в паспорте")

    def clean(self) -> None:
        raise forms.ValidationError("Так нельзя")


def form_html(form: forms.Form, **context) -> str:
    return render('{% include "components/form.html" %}', form=form, **context)


def test_a_form_has_one_primary_button_and_guards_what_is_typed() -> None:
    html = form_html(NameForm(), submit="Записать", cancel_url="/back/", autosave="name:1")

    assert html.count("btn-primary") == 1
    assert "Записать" in html
    assert 'href="/back/"' in html
    assert "data-guard" in html
    assert 'data-autosave="name:1"' in html


def test_errors_stand_above_the_form_and_lead_to_their_fields() -> None:
    html = form_html(NameForm({"name": ""}))

    assert '<a href="#id_name">Имя</a>' in html
    assert html.count("Так нельзя") == 1
    assert 'aria-describedby="id_name_helptext id_name_error"' in html
    assert 'id="id_name_error"' in html


def test_a_form_with_files_is_sent_as_files() -> None:
    class FileForm(forms.Form):
        file = forms.FileField()

    assert 'enctype="multipart/form-data"' in form_html(FileForm())


def test_readiness_shows_what_is_missing_and_where_to_mend_it() -> None:
    items = [
        SimpleNamespace(text="Нет согласия", url="/consents/", action="Записать", is_done=False),
        SimpleNamespace(text="Форма выбрана", url="/form/", is_done=True),
    ]

    html = render('{% include "components/readiness.html" %}', items=items)

    assert '<a class="btn btn-sm btn-outline-secondary" href="/consents/">Записать</a>' in html
    assert "/form/" not in html


def test_readiness_with_nothing_missing_says_so() -> None:
    assert "Всё готово" in render('{% include "components/readiness.html" %}', items=[])


def test_progress_without_a_total_has_no_end() -> None:
    html = render('{% include "components/progress.html" with label="Читаем" %}')

    assert "<progress" in html
    assert "max=" not in html


@pytest.mark.django_db
def test_the_timeline_names_the_author_and_the_time(curator, programme) -> None:
    record("schools.test", programme, actor=curator, text="Этап отмечен.")
    record("schools.test", programme, actor=None, text="Посчитано.")

    html = render('{% include "components/timeline.html" %}', events=timeline(programme))

    assert "П. И. Тестов" in html
    assert "система" in html
    assert html.index("Посчитано.") < html.index("Этап отмечен.")
