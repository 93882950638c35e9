"""Runs the benchmarks of `mentoring.benchmarks`: a table, or a JSON line for each pair."""

from __future__ import annotations

import json
from collections.abc import Iterator
from importlib import import_module
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from mentoring import benchmarks


def names() -> list[str]:
    return sorted(benchmarks.MODULES)


class Command(BaseCommand):
    help = "Measure ours beside the reference; without a name, every benchmark."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("names", nargs="*", metavar="NAME", help=", ".join(names()))
        parser.add_argument("--turns", type=int, default=benchmarks.TURNS)
        parser.add_argument("--json", action="store_true", help="a JSON line for each pair")

    def handle(self, *args: Any, **options: Any) -> None:
        unknown = sorted(set(options["names"]) - set(names()))
        if unknown:
            self.stderr.write(f"unknown: {', '.join(unknown)}; there are {', '.join(names())}")
            raise SystemExit(2)
        found: list[benchmarks.Result] = []
        for result in self._run(options["names"] or names(), options["turns"]):
            if options["json"]:
                self.stdout.write(json.dumps(result.as_json(), ensure_ascii=False))
                self.stdout.flush()
            found.append(result)
        if not options["json"]:
            self.stdout.write("\n".join(benchmarks.table(found)))

    def _run(self, chosen: list[str], turns: int) -> Iterator[benchmarks.Result]:
        for name in chosen:
            yield from import_module(f"mentoring.benchmarks.{benchmarks.MODULES[name]}").run(turns)
