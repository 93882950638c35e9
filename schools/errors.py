"""What can be wrong with a preset file."""

from __future__ import annotations

from collections.abc import Sequence

from core.errors import FileError


class PresetError(FileError):
    """A preset that can't be loaded: for each mistake the file, the place and what is allowed."""

    def __init__(self, file: str, problems: Sequence[str]) -> None:
        self.file = file
        self.problems = list(problems)
        super().__init__("\n".join(f"{file}: {problem}" for problem in self.problems))
