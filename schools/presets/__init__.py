"""Ready regulations as files: `NAME.toml` beside this module, read whole and checked whole."""

from .files import Preset, load_preset, preset_names, read_preset

__all__ = ["Preset", "load_preset", "preset_names", "read_preset"]
