"""Where the scripts keep things: everything that a run makes lies under ``var/``."""

import os
import secrets
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
VAR = ROOT / "var"
RUN = VAR / "run"
LOG = VAR / "log"
SECRETS = VAR / "secrets"
LOGS_KEPT = 3


def ensure_folders() -> None:
    for folder in (VAR, RUN, LOG):
        folder.mkdir(parents=True, exist_ok=True)
    SECRETS.mkdir(mode=0o700, exist_ok=True)


def secret(name: str, *, length: int = 32) -> str:
    """The secret of that name, made on first use.

    Two callers at once get the same value: a finished file is linked, and the second link fails.
    """
    path = SECRETS / name
    if not path.exists():
        draft = SECRETS / f".{name}.{os.getpid()}"
        descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(descriptor, "w") as file:
            file.write(secrets.token_urlsafe(length))
        try:
            os.link(draft, path)
        except FileExistsError:
            pass
        finally:
            draft.unlink()
    return path.read_text().strip()


def rotated_log(name: str) -> Path:
    """The path of a fresh log; the last few are kept beside it as ``name.log.1`` and so on."""
    path = LOG / f"{name}.log"
    if path.exists() and path.stat().st_size:
        for number in range(LOGS_KEPT, 0, -1):
            older = path.with_suffix(f".log.{number - 1}") if number > 1 else path
            if older.exists():
                older.replace(path.with_suffix(f".log.{number}"))
    return path
