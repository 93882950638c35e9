"""Ready regulations as files: `NAME.toml` beside this module, read whole and checked whole."""

from .files import Preset, load_preset, preset_names, read_preset
from .wording import said

__all__ = ["Preset", "load_preset", "preset_names", "read_preset", "said"]
