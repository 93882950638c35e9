"""Full names of people: in which case, with which initials, by which key they are matched."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from . import name_tables as tables
from .cases import Case, Gender
from .declension import Part, decline_word
from .text import NBSP, fold

# {"dative": {"last": "Кара-Мурзе"}}: the forms a person asked for, kept with the person.
Overrides = Mapping[str, Mapping[str, str]]

_BREAKS = re.compile(r"([- ])")
_PATRONYMIC_WORDS = frozenset("оглы оглу огли угли улы уулу кызы гызы кизи кзы".split())
