"""Charts as SVG without scripts: the same picture in the page, in print and in a PDF.

Colours and letters stand in the picture itself: it is shown as an image, which knows nothing of
the page's style sheet. In the dark it follows the reader's system, as the page does.
"""

from __future__ import annotations

import base64
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import pygal
from lxml import etree
from pygal.style import Style

from core.i18n import gettext as _

from .queries import Coverage, FormPairs, QuestionGroup, Sending, mean_text, number_text

# The library hooks into every import of the process, for plugins of its own that we have none of
# and in a way that Python warns of.
sys.meta_path[:] = [
    finder for finder in sys.meta_path if not isinstance(finder, pygal.PluginImportFixer)
]

WIDTH = 560
ROW, HEAD, TEXT = 54, 92, 15
FONT = "system-ui, -apple-system, 'Segoe UI', Roboto, 'PT Sans', 'Liberation Sans', sans-serif"
LIGHT = {"ink": "#1d2230", "line": "#dcdfe8"}
DARK = {"ink": "#e8eaf1", "line": "#343947"}
# The bars of a chart and the numbers on them: first what counts, then the rest of it.
LIGHT_BARS = (("#3a4cc0", "#ffffff"), ("#c9d0f3", "#1d2230"))
DARK_BARS = (("#7f90f5", "#14161d"), ("#414a7a", "#e8eaf1"))

Bars = tuple[tuple[str, str], ...]
Series = tuple[str, Sequence[Decimal | int | None]]


@dataclass(frozen=True, slots=True)
class Chart:
    """A picture and what it says to those who can't see it."""

    svg: str
    alt: str

    @property
    def address(self) -> str:
        """For `<img src>`: the policy of the page allows pictures that it carries itself."""
        data = base64.b64encode(self.svg.encode()).decode()
        return f"data:image/svg+xml;base64,{data}"


def coverage_chart(rows: Sequence[Coverage]) -> Chart:
    paired = [row.paired for row in rows]
    alone = [row.alone for row in rows]
    said = "; ".join(
        _("%(who)s: %(paired)s из %(total)s")
        % {"who": row.title, "paired": row.paired, "total": row.total}
        for row in rows
    )
    return _chart(
        [row.title for row in rows],
        ((_("в паре или группе"), paired), (_("без пары"), alone)),
        alt=_("Охват, сколько участников в паре. %s.") % said,
        is_stacked=True,
    )


def pairs_chart(rows: Sequence[FormPairs]) -> Chart:
    said = "; ".join(
        _("%(form)s: пар %(pairs)s, групп %(groups)s")
        % {"form": row.form, "pairs": row.individual, "groups": row.groups}
        for row in rows
    )
    return _chart(
        [row.form for row in rows],
        (
            (_("пары"), [row.individual for row in rows]),
            (_("группы"), [row.groups for row in rows]),
        ),
        alt=_("Пары и группы по формам. %s.") % said,
        is_stacked=True,
    )


def sendings_chart(rows: Sequence[Sending]) -> Chart:
    said = "; ".join(
        _("%(who)s: %(answered)s из %(sent)s")
        % {"who": row.title, "answered": row.answered, "sent": row.sent}
        for row in rows
    )
    return _chart(
        [row.title for row in rows],
        (
            (_("ответили"), [row.answered for row in rows]),
            (_("ещё нет"), [row.waiting for row in rows]),
        ),
        alt=_("Ответы на анкеты. %s.") % said,
        is_stacked=True,
    )


def questions_chart(group: QuestionGroup) -> Chart:
    """Entry beside exit for each question, under the numbers that the table has."""
    rows = [row for row in group.rows if row.is_shown]
    said = "; ".join(
        _("вопрос %(number)s: вход %(entry)s, выход %(exit)s")
        % {
            "number": row.number,
            "entry": mean_text(row.entry.value) or "—",
            "exit": mean_text(row.exit.value) or "—",
        }
        for row in rows
    )
    both = (
        (_("вход"), [row.entry.value for row in rows]),
        (_("выход"), [row.exit.value for row in rows]),
    )
    series = [(title, values) for title, values in both if any(values)]
    return _chart(
        [_("вопрос %s") % row.number for row in rows],
        series,
        alt=_("Средние баллы, %(who)s. %(said)s.") % {"who": group.title, "said": said},
        limit=group.top,
        write=lambda value: mean_text(Decimal(str(value))),
    )


def _chart(
    labels: Sequence[str],
    series: Sequence[Series],
    *,
    alt: str,
    is_stacked: bool = False,
    limit: int | None = None,
    write: Callable[[Any], str] = lambda value: number_text(str(value)),
) -> Chart:
    make = pygal.HorizontalStackedBar if is_stacked else pygal.HorizontalBar
    top = limit or _top(series, is_stacked=is_stacked)
    # Of before and after, what counts is the second.
    turn = 1 if is_stacked else -1
    chart = make(
        width=WIDTH,
        height=HEAD + ROW * len(labels),
        js=[],
        no_prefix=True,
        style=Style(font_family=FONT, label_font_size=TEXT, legend_font_size=TEXT),
        range=(0, top),
        y_labels=_ticks(top),
        formatter=lambda value: write(value) if value else "",
        print_values=True,
        legend_at_bottom=True,
        legend_at_bottom_columns=len(series),
        legend_box_size=14,
        truncate_label=24,
        truncate_legend=-1,
        margin=4,
        margin_right=16,
        spacing=8,
        show_y_guides=True,
        disable_xml_declaration=True,
    )
    # Bars are drawn from the bottom up, and the first row has to be on top.
    chart.x_labels = list(reversed(labels))
    for title, values in series:
        chart.add(title, list(reversed(values)))
    return Chart(svg=_dressed(chart.render_tree(), turn), alt=alt)


def _top(series: Sequence[Series], *, is_stacked: bool) -> int:
    columns = zip(*(values for _title, values in series), strict=True)
    join = sum if is_stacked else max
    return max((int(join(value or 0 for value in column)) for column in columns), default=0) or 1


def _ticks(top: int) -> list[int]:
    """Whole numbers, at most six of them: there is no half of a pair."""
    step = next(step for step in _steps() if step * 5 >= top)
    return list(range(0, top + 1, step))


def _steps() -> Any:
    size = 1
    while True:
        yield from (size, 2 * size, 5 * size)
        size *= 10


def _dressed(root: Any, turn: int) -> str:
    """The picture with our own style in place of the library's, which a PDF does not follow.

    Without scripts, backgrounds, tooltips and remarks.
    """
    for node in list(root.iter()):
        parent = node.getparent()
        if parent is not None and _is_idle(node):
            parent.remove(node)
    style = next(node for node in root.iter() if etree.QName(node).localname == "style")
    style.text = _css(turn)
    root.attrib.pop("id", None)
    return etree.tostring(root, encoding="unicode")


def _is_idle(node: Any) -> bool:
    if not isinstance(node.tag, str):
        return True
    is_idle_tag = etree.QName(node).localname in ("script", "desc", "title")
    return is_idle_tag or node.get("class") in ("background", "tooltip")


def _css(turn: int) -> str:
    return f"""
text {{ font-family: {FONT}; font-size: {TEXT}px; stroke: none }}
.axis.x text, .centered {{ text-anchor: middle }}
.axis.y text {{ text-anchor: end }}
.horizontal .axis.y .guide {{ opacity: 0 }}
{_colours(LIGHT, LIGHT_BARS[::turn])}
@media (prefers-color-scheme: dark) {{ {_colours(DARK, DARK_BARS[::turn])} }}
"""


def _colours(colours: dict[str, str], bars: Bars) -> str:
    rules = [
        f"text {{ fill: {colours['ink']} }}",
        f".axis .line {{ stroke: {colours['line']}; fill: none }}",
    ]
    for number, (bar, ink) in enumerate(bars):
        rules.append(f".color-{number} {{ fill: {bar} }}")
        rules.append(f".text-overlay .color-{number} text {{ fill: {ink} }}")
    return " ".join(rules)
