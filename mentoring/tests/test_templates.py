"""Templates compile, and say nothing that can't be translated or that the policy forbids."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.template import engines

from .houses import ROOT, templates

BLOCKS = re.compile(
    r"{%\s*(?:blocktranslate|blocktrans)\b.*?{%\s*end(?:blocktranslate|blocktrans)\s*%}", re.S
)
TAGS = re.compile(r"{%.*?%}|{{.*?}}", re.S)
COMMENTS = re.compile(r"{#.*?#}|{%\s*comment\b.*?{%\s*endcomment\s*%}|<!--.*?-->", re.S)
CYRILLIC = re.compile(r"[А-Яа-яЁё]+")
INLINE = re.compile(r"<[^>]*\s(?:style|on[a-z]+)\s*=", re.I)


def ids(path: Path) -> str:
    return str(path.relative_to(ROOT))


@pytest.mark.parametrize("path", templates(), ids=ids)
def test_a_template_compiles(path: Path) -> None:
    template = engines["django"].get_template(str(path.relative_to(ROOT / "templates")))

    assert template.template.nodelist is not None


@pytest.mark.parametrize("path", templates(), ids=ids)
def test_a_template_has_no_russian_outside_translation(path: Path) -> None:
    text = COMMENTS.sub("", path.read_text(encoding="utf-8"))
    bare = TAGS.sub("", BLOCKS.sub("", text))

    assert CYRILLIC.findall(bare) == []


@pytest.mark.parametrize("path", [path for path in templates() if path.suffix == ".html"], ids=ids)
def test_a_template_has_no_inline_style_or_handler(path: Path) -> None:
    text = COMMENTS.sub("", path.read_text(encoding="utf-8"))

    assert INLINE.findall(text) == []
