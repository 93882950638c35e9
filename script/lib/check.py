"""``script/check``: every tool in turn, also after one complains; then what complained."""

import shutil
import subprocess
import sys
from pathlib import Path

from . import layout

MODULE = [sys.executable, "-m"]


def main() -> int:
    complaints = [name for name, command in _checks() if not _passes(name, command)]
    if complaints:
        print(f"\nnot in order: {', '.join(complaints)}")
        return 1
    print("\nall in order")
    return 0


def _checks() -> list[tuple[str, list[str]]]:
    manage = [sys.executable, "manage.py"]
    scripts = [str(path) for path in sorted(_shell_scripts())]
    checks = [
        ("format", [*MODULE, "ruff", "format", "--check", "."]),
        ("lint", [*MODULE, "ruff", "check", "."]),
        ("templates", [*MODULE, "djlint", "templates", "--lint", "--quiet"]),
        ("types", [*MODULE, "mypy", "."]),
        ("settings", [*manage, "check"]),
        ("migrations", [*manage, "makemigrations", "--check", "--dry-run"]),
        ("compose", [sys.executable, "-c", _COMPOSE, "compose.yaml"]),
        *((f"syntax of {Path(script).name}", ["bash", "-n", script]) for script in scripts),
    ]
    if _is_known("check_translations"):
        checks.append(("translations", [*manage, "check_translations"]))
    if shutil.which("shellcheck"):
        checks.append(("scripts", ["shellcheck", *scripts]))
    return checks


_COMPOSE = """
import sys, yaml
services = yaml.safe_load(open(sys.argv[1]))["services"]
unknown = {n for s in services.values() for n in s.get("depends_on", {})} - services.keys()
sys.exit(f"unknown services: {sorted(unknown)}" if unknown else 0)
"""


def _shell_scripts() -> list[Path]:
    candidates = [*(layout.ROOT / "script").iterdir(), layout.ROOT / ".ci" / "run"]
    return [path for path in candidates if path.is_file() and path.read_bytes()[:2] == b"#!"]


def _is_known(command: str) -> bool:
    listing = subprocess.run(
        [sys.executable, "manage.py", "help", "--commands"],
        cwd=layout.ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    return command in listing.stdout.split()


def _passes(name: str, command: list[str]) -> bool:
    finished = subprocess.run(
        command, cwd=layout.ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False
    )
    passed = finished.returncode == 0
    print(f"{'ok ' if passed else 'NO '} {name}", flush=True)
    if not passed:
        sys.stdout.buffer.write(finished.stdout)
        sys.stdout.flush()
    return passed
