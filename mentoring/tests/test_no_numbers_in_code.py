"""No number of a regulation is written into the code; its words: `test_no_regulation_in_code`.

A number is suspicious that stands beside a name in which a word of the register of rules occurs: as
a constant, in a comparison, as an argument or as the default of a field; and one that people read
as a limit. Each that is no regulation's is listed with why; a line that finds nothing has to go.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Mapping

import pytest

from schools.rules import RULES

from .houses import ROOT
from .test_no_regulation_in_code import PRODUCT, strings

# A name is suspicious that has a word of the register in it: «months», «age», «places».
OF_RULES = {part for key in RULES for part in re.split(r"[._]", key)}
OF_RULES |= set("adult child year years month days percent scale fewest least limit".split())
OF_RULES |= set("notice ahead grace period smallest largest".split())
# Words of the register that a name of anything may have.
OF_RULES -= set(
    "head by from used kind kinds title text own due plan before max min may points".split()
)
OF_RULES -= set("orders site acts terms document documents number mask".split())
# Lengths of texts and of lists are the machine's.
OF_MACHINE = frozenset(("max_length", "max_digits", "decimal_places", "max_num"))
DOMAIN = [
    module
    for module in PRODUCT
    if module.app in ("schools", "registry", "orders", "pairing", "plans", "monitoring", "portal")
    # The register says between which numbers a school may choose.
    and not module.name.startswith("schools.rules")
]
LAW_ADULT = "the age of majority (article 21 of the Civil Code)"
READING = "how a base from a file is read; the person is asked about what is guessed"
SCORE = "how the product ranks proposals; a regulation gives weights of its own"
REMINDER = "when the product reminds; the term itself is the regulation's"
# What stands in the code, and why no regulation says it.
ALLOWED_NUMBERS: Mapping[str, str] = {
    "monitoring.choices: FEWEST_ANSWERS = 5": "fewer answers would give away who said what",
    "monitoring.forms.results: IntegerField(max_value=1000000)": "what fits into the table",
    "monitoring.views.answers: Limit(count=30)": "how often a link may be tried",
    "monitoring.links: timedelta(days=30)": "how long a link outlives its term",
    "monitoring.views.surveys: timedelta(days=14)": "a first proposal; the sender picks the day",
    "pairing.views.own_wishes: Limit(count=30)": "how often a link may be tried",
    "pairing.views.wishes: timedelta(days=7)": "a first proposal; the curator picks the day",
    "pairing.readings: _ADULT = 18": LAW_ADULT,
    "registry.filters: MAX_AGE = 120": "nobody is older",
    "registry.models.people: ADULT_AGE = 18": LAW_ADULT,
    "pairing.readings: _AGE_BEFORE_CLASS = 6": "the first class is entered at six or seven",
    "pairing.scoring: (AGE_ANY, AGE_UNSAID) = (0.75, 0.5)": SCORE,
    "pairing.scoring: AGE_BESIDE = (1.0, 0.5, 0.25)": SCORE,
    "portal.actions: timedelta(days=180)": "how long read news is kept",
    "portal.actions: timedelta(days=3)": REMINDER,
    "portal.queries.curator: timedelta(days=14)": REMINDER,
    "portal.queries.curator: timedelta(days=30)": REMINDER,
    "portal.queries.mentor: timedelta(days=21)": REMINDER,
    "registry.actions.data_questions: timedelta(days=30)": REMINDER,
    "registry.views.asking: Limit(count=30)": "how often a link may be tried",
    "registry.views.asking: timedelta(days=14)": "a first proposal; the sender picks the day",
    "registry.actions.places: timedelta(days=100)": "a change written down in summer for autumn",
    "registry.actions.searching: LONGEST_NOTE = 2000": "the length of a text",
    "registry.rules.classes: DAYS_OF_NEW_LISTS = 60": "lists of autumn are true from September",
    "registry.rules.classes: SCHOOL_YEAR_MONTH = 9": "the school year of the country",
    "registry.forms.people: EARLIEST_YEAR = 1900": "nobody was born earlier",
    "registry.queries.deadlines: timedelta(days=364)": "the year in which a day of the year falls",
    "registry.forms.life: IntegerField(max_value=1200)": "a hundred years, what fits into a term",
    "registry.models.life: Q(months__lte=1200)": "a hundred years, what fits into a term",
    "registry.queries.duplicates: LARGEST_GROUP = 12": "more who look alike are shown by a search",
    "registry.reading.occupation: CHILD_BELOW = 16": READING,
    "registry.reading.rows: len(age) == 10": READING,
    "registry.reading.values: YEARS_AHEAD = 2": READING,
    "registry.reading.values: year < 100": READING,
    "registry.rules.people: replace(day=28)": "a birthday on 29 February in a common year",
    "schools.forms.order_kinds: IntegerField(max_value=200)": "a place in the list of orders",
    "schools.forms.order_lines: IntegerField(max_value=50)": (
        "how many people an order can appoint at all; a preset is checked by the same number"
    ),
    "schools.forms.road_map: IntegerField(max_value=100)": "a share is no more than the whole",
    "schools.forms.road_map: IntegerField(max_value=2100)": "a year of this century",
    "schools.forms.road_map: IntegerField(min_value=2000)": "a year of this century",
    "schools.models.programmes: Q(percent__lte=100)": "a share is no more than the whole",
}
# «от 3 до 5 членов» would be a rule in words.
IN_WORDS = re.compile(
    r"(?<!= )\d+(?:\s*[–-]\s*\d+)?\s*(?:%(?!\()|лет|год|мес|дн|ден|недел|час|человек"
    r"|член|процент|балл|рабоч|пар|настав|обуч)|от \d+ до \d+",
    re.IGNORECASE,
)
ALLOWED_WORDS: Mapping[str, str] = {
    "День пишут словами, «15 января», долю срока – в процентах, «50 %»; для остальных сроков это "
    "поле пустое. Пустая строка не сохраняется.": "an example",
    "Доля – от 1 до 100 процентов.": "a share is no more than the whole",
    "Напишите долю срока в процентах, от 1 до 100.": "a share is no more than the whole",
    "Например «2 часа в неделю».": "an example",
    "Там же, ст. 434: 50 или 75 лет. Хранит кадровая служба, здесь их нет.": (
        "what the list of archives says of papers that are not kept here"
    ),
    "целое число от 1 до 50": "how many places a card can have at all",
    "Укажите от 1 до 50 {mentees:genitive}.": "how many places a card can have at all",
}


def is_number(node: ast.AST) -> bool:
    """Nought and one say «none» and «the only one»."""
    return (
        isinstance(node, ast.Constant)
        and type(node.value) in (int, float)
        and node.value not in (0, 1)
    )


def is_all_numbers(node: ast.AST) -> bool:
    """5, (3, 12), given or 12: with a number in it and nothing that is made."""
    if isinstance(node, ast.Tuple):
        rows = [isinstance(item, ast.Constant) for item in node.elts]
        return all(rows) and any(map(is_number, node.elts))
    if isinstance(node, ast.BoolOp):
        return any(map(is_number, node.values))
    return is_number(node)


def sounds_like_a_rule(name: str) -> bool:
    return bool(set(name.lower().strip("_").split("_")) & OF_RULES)


def names_in(node: ast.AST) -> set[str]:
    return {
        name
        for inner in ast.walk(node)
        if (name := getattr(inner, "id", "") or getattr(inner, "attr", ""))
    }


def suspicious(tree: ast.Module) -> Iterator[str]:
    """Constants, comparisons, arguments and defaults of fields that could be a limit of an act."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Assign | ast.AnnAssign) and node.value is not None:
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            names = set().union(*map(names_in, targets))
            if is_all_numbers(node.value) and any(map(sounds_like_a_rule, names)):
                yield f"{ast.unparse(targets[0])} = {ast.unparse(node.value)}"
        elif isinstance(node, ast.Compare):
            parts = [node.left, *node.comparators]
            if any(map(is_number, parts)) and any(map(sounds_like_a_rule, names_in(node))):
                yield ast.unparse(node)
        elif isinstance(node, ast.BoolOp):
            if any(map(is_number, node.values)) and any(map(sounds_like_a_rule, names_in(node))):
                yield ast.unparse(node)
        elif isinstance(node, ast.Call):
            yield from suspicious_arguments(node)


LIMITS = ("default", "initial", "min_value", "max_value", "days", "weeks", "day", "month")


def suspicious_arguments(call: ast.Call) -> Iterator[str]:
    name = ast.unparse(call.func).rpartition(".")[2]
    for argument in call.keywords:
        if not is_number(argument.value) or argument.arg in (None, *OF_MACHINE):
            continue
        if argument.arg in LIMITS or sounds_like_a_rule(str(argument.arg)):
            yield f"{name}({argument.arg}={ast.unparse(argument.value)})"


def found_numbers() -> dict[str, str]:
    """«module: what stands there» → the same without its module, as it is allowed."""
    return {
        f"{module.name}: {text}": text
        for module in DOMAIN
        for text in suspicious(ast.parse(module.path.read_text(encoding="utf-8")))
    }


def test_no_number_of_a_regulation_stands_in_the_code() -> None:
    assert sorted(set(found_numbers()) - set(ALLOWED_NUMBERS)) == []


def test_every_allowed_number_is_found() -> None:
    assert set(ALLOWED_NUMBERS) - set(found_numbers()) == set()


@pytest.mark.parametrize(
    "code",
    [
        "GROUP_MAX = 5",
        "limit = 5",
        "if len(mentees) > 5 and group: pass",
        "if age >= 14: pass",
        "months = given or 12",
        "add(months=3)",
        "places = models.PositiveSmallIntegerField(default=3)",
        "TERM = (3, 12)",
    ],
)
def test_the_search_for_numbers_finds_a_limit(code: str) -> None:
    assert list(suspicious(ast.parse(code))) != []


@pytest.mark.parametrize("text", ["Комиссия из 3–5 членов", "от 3 до 5", "не раньше 14 лет"])
def test_the_search_for_numbers_in_words_finds_them(text: str) -> None:
    assert IN_WORDS.search(text)


def numbers_in_words() -> dict[str, str]:
    """A text that people read and that has a limit in it → where it stands."""
    found = {
        text: f"{module.name}:{line}"
        for module in DOMAIN
        for line, text in strings(ast.parse(module.path.read_text(encoding="utf-8")))
    }
    for path in sorted((ROOT / "templates").rglob("*.html")):
        for text in re.findall(r"[^<>{}\"%]*[а-яё][^<>{}\"]*", path.read_text(encoding="utf-8")):
            found[text.strip()] = str(path.relative_to(ROOT))
    return {text: place for text, place in found.items() if IN_WORDS.search(text)}


def test_no_limit_is_said_in_words() -> None:
    found = numbers_in_words()

    assert {text: found[text] for text in set(found) - set(ALLOWED_WORDS)} == {}
    assert set(ALLOWED_WORDS) - set(found) == set()
