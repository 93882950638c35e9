"""The title of a local act inside a sentence: «на основании Положения о наставничестве»."""

from __future__ import annotations

from core.russian.cases import Case
from core.russian.nouns import decline_phrase

_ACTS = frozenset(
    "положение программа модель регламент порядок акт кодекс концепция план инструкция".split()
)
# Adjectives before the word: «Целевая модель», «Локальный нормативный акт».
_BEFORE_MOST = 2
_PAPER = "документ"


def title_in(title: str, case: Case) -> str:
    """The title in a case; «документа «О наставниках»» where it has no word to decline."""
    words = title.split()
    places = [place for place, word in enumerate(words) if word.lower() in _ACTS]
    if places and places[0] <= _BEFORE_MOST and words[places[0] + 1 : places[0] + 2] != ["и"]:
        noun = decline_phrase(title, is_person=False)
        if noun is not None:
            return noun.form(case)
    paper = decline_phrase(_PAPER, is_person=False)
    return f"{paper.form(case) if paper else _PAPER} «{title}»"
