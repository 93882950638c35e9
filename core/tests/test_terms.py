"""Texts say the school's words; what people typed is never read as a word."""

from __future__ import annotations

import pytest
from django.template import Context, Template
from django.utils import translation
from django.utils.safestring import SafeString

from core.i18n import gettext, gettext_lazy, ngettext
from core.terms import CODES, USUAL, expand, using
from core.testing import declined

ODD = {"mentee": declined("птенец"), "director": declined("капитанша")}


def render(source: str, **values) -> str:
    return Template("{% load i18n %}" + source).render(Context(values))


@pytest.mark.parametrize(
    ("text", "usual", "odd"),
    [
        ("План {mentee:genitive}", "План наставляемого", "План птенца"),
        ("{Mentees} и {mentors}", "Наставляемые и наставники", "Птенцы и наставники"),
        ("2 {mentee:few}", "2 наставляемых", "2 птенца"),
        ("{Director} {director:согласен/согласна}", "Директор согласен", "Капитанша согласна"),
        ("о {director:prepositional}", "о директоре", "о капитанше"),
        ("Со {director:instrumental}", "С директором", "С капитаншей"),
        (
            "с {school:instrumental}, о {student:prepositional}",
            "со школой, об обучающемся",
            "со школой, об обучающемся",
        ),
        ("{mentee_word}", "наставляемый", "птенец"),
        ("{Pupils} {school:genitive}", "Ученики школы", "Ученики школы"),
    ],
)
def test_a_text_says_the_words_in_use(text: str, usual: str, odd: str) -> None:
    assert expand(text) == usual
    with using(ODD):
        assert expand(text) == odd


def test_a_byname_is_said_while_there_is_no_word_of_ones_own() -> None:
    assert expand("{pupil:dative}, {pupils_word}") == "ученику, ученики"
    with using({"student": declined("студент")}):
        assert expand("{pupil:dative}, {pupils_word}") == "студенту, студенты"


@pytest.mark.parametrize(
    "text",
    [
        "{year}",
        "%(mentee)s",
        "{mentees:он/она}",
        "{mentee:ablative}",
        "{mentee:а/б/в/г}",
        "{ mentee }",
    ],
)
def test_what_names_no_term_stays_as_it_is(text: str) -> None:
    assert expand(text) == text


def test_two_variants_of_agreement_serve_the_neuter_as_the_masculine() -> None:
    with using({"school": declined("гнездо")}):
        assert expand("{school:открыт/открыта} {school:открыт/открыта/открыто}") == "открыт открыто"


def test_the_words_end_where_their_block_ends() -> None:
    with using(ODD):
        pass

    assert expand("{mentee}") == "наставляемый"


def test_a_lazy_text_is_said_when_it_is_read() -> None:
    text = gettext_lazy("{mentee}")

    with using(ODD):
        assert str(text) == "птенец"


def test_gettext_leaves_a_value_alone_that_looks_like_a_term() -> None:
    assert gettext("{mentee}: %s") % "{mentee}" == "наставляемый: {mentee}"
    assert ngettext("%s {mentee}", "%s {mentees}", 2) % "{mentee}" == "{mentee} наставляемые"


def test_templates_say_the_words_in_use() -> None:
    source = (
        '{% translate "{Mentee}" %} {% translate "{mentee:dative}" as one %}{{ one }}'
        "{% blocktranslate count n=n %} {{ n }} {mentee}{% plural %} {{ n }} {mentees}"
        "{% endblocktranslate %}"
    )

    with using(ODD):
        assert render(source, n=5) == "Птенец птенцу 5 птенцы"


def test_templates_leave_a_value_alone_that_looks_like_a_term() -> None:
    source = (
        "{% blocktranslate with a=a %}{mentee} {{ a }}{% endblocktranslate %} "
        "{% translate a %} {{ a }}"
    )

    assert render(source, a="{mentee} <b>") == (
        "наставляемый {mentee} &lt;b&gt; {mentee} &lt;b&gt; {mentee} &lt;b&gt;"
    )


def test_a_text_of_a_template_keeps_its_percent_sign_and_its_markup() -> None:
    source = (
        '{% translate "100% {mentee:genitive}<br>" %}'
        "{% blocktranslate %}5% {mentee}{% endblocktranslate %}"
    )

    assert render(source) == "100% наставляемого<br>5% наставляемый"
    assert isinstance(SafeString(render(source)), SafeString)


def test_every_code_and_every_plural_is_its_own() -> None:
    assert len(CODES) == 2 * len(USUAL)


def test_a_text_that_is_kept_follows_the_language() -> None:
    page = Template(
        '{% load i18n %}{% translate "Найти" %}|{% translate "Найти" as find %}{{ find }}'
    )
    said: dict[str, set[tuple[str, str]]] = {}
    for language in ("ru", "en", "ru", "en"):
        with translation.override(language):
            said.setdefault(language, set()).add((gettext("Найти"), page.render(Context())))

    assert said == {"ru": {("Найти", "Найти|Найти")}, "en": {("Find", "Find|Find")}}


def test_a_text_that_is_kept_is_safe_only_where_it_was() -> None:
    assert isinstance(gettext(SafeString("<b>ещё</b>")), SafeString)
    assert not isinstance(gettext("<b>ещё</b>"), SafeString)
