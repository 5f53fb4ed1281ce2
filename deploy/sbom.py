"""What production consists of: `sbom.cdx.json` (CycloneDX 1.6) and docs/reference/licences.md, made from `requirements.lock`.

`python deploy/sbom.py` writes both, `--check` fails where they, or what is installed, are not what the lock says. Licences come
from the metadata of what is installed; of a package for another platform, from the last SBOM. No instant and no random
number: the same lock gives the same bytes.
"""

from __future__ import annotations

import json
import re
import sys
import uuid
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256
from importlib.metadata import PackageNotFoundError, metadata, version
from pathlib import Path
from typing import Any

from packaging.markers import Marker

ROOT = Path(__file__).resolve().parents[1]
LOCK, SBOM, PAGE = ROOT / "requirements.lock", ROOT / "sbom.cdx.json", ROOT / "docs/reference/licences.md"
_LINE = re.compile(
    r"(?P<name>[A-Za-z0-9._-]+)(\[[^\]]*\])?==(?P<version>[^\s;\\]+)(\s*;\s*(?P<marker>[^\\]+))?"
)
_HASH = re.compile(r"--hash=sha256:([0-9a-f]{64})")
_LONGEST = 60
_UNKNOWN = "not said in its metadata"
Document = Mapping[str, Any]


@dataclass(frozen=True)
class Locked:
    """One package of the lock, and the SHA-256 of the files that may be installed of it."""

    name: str
    version: str
    marker: str
    hashes: tuple[str, ...]

    @property
    def applies_here(self) -> bool:
        """Whether it is installed on this platform."""
        return not self.marker or Marker(self.marker).evaluate()


def locked(text: str) -> Iterator[Locked]:
    """The packages that a lock names, in its order."""
    for block in re.split(r"\n(?=[A-Za-z0-9])", text):
        if found := _LINE.match(block):
            marker = (found["marker"] or "").strip()
            yield Locked(found["name"], found["version"], marker, tuple(_HASH.findall(block)))


def licence_of(name: str) -> str | None:
    """What the installed package says of its licence; None where it is not installed."""
    try:
        said = metadata(name)
    except PackageNotFoundError:
        return None
    # a whole licence's text stands there now and then: then its class is shorter
    texts = [said.get("License-Expression"), said.get("License")]
    short = [text.strip() for text in texts if text and "\n" not in text.strip() and len(text) <= _LONGEST]
    classes = [
        line.rpartition("::")[2].strip()
        for line in said.get_all("Classifier") or []
        if line.startswith("License ::") and line.count("::") > 1
    ]
    return (short or [" AND ".join(classes)])[0] or _UNKNOWN


def document(lock: str, before: Document) -> Document:
    """The SBOM of a lock; `before` is the last one, whose licences are kept for packages that are not installed here."""
    known = {one["name"]: one["licenses"][0]["license"]["name"] for one in before.get("components", [])}
    return {
        "$schema": "http://cyclonedx.org/schema/bom-1.6.schema.json",
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "serialNumber": f"urn:uuid:{uuid.UUID(sha256(lock.encode()).hexdigest()[:32], version=5)}",
        "version": 1,
        "metadata": {
            "component": {
                "type": "application",
                "bom-ref": "cites-emploi",
                "name": "cites-emploi",
                "licenses": [{"license": {"id": "MIT"}}],
            }
        },
        "components": [
            _component(one, licence_of(one.name) or known.get(one.name, _UNKNOWN)) for one in locked(lock)
        ],
    }


def _component(one: Locked, licence: str) -> Document:
    address = f"pkg:pypi/{re.sub('[-_.]+', '-', one.name).lower()}@{one.version}"
    component: dict[str, Any] = {
        "type": "library",
        "bom-ref": address,
        "name": one.name,
        "version": one.version,
        "licenses": [{"license": {"name": licence}}],
        "purl": address,
        "hashes": [{"alg": "SHA-256", "content": content} for content in one.hashes],
    }
    if one.marker:
        component["properties"] = [{"name": "marker", "value": one.marker}]
    return component


def page(sbom: Document) -> str:
    """The licences, for people."""
    rows = [
        f"| {one['name']} | {one['version']} | {one['licenses'][0]['license']['name'].replace('|', '/')} |"
        for one in sbom["components"]
    ]
    return "\n".join(
        [
            "# What production consists of, and its licences",
            "",
            "Made by `make lock` (`deploy/sbom.py`) from `requirements.lock` and the metadata of what is installed; the same as "
            "CycloneDX: [sbom.cdx.json](../../sbom.cdx.json).",
            "What is used to test is in `requirements-dev.lock` alone, and is not installed in production.",
            "",
            "| package | version | licence |",
            "|---|---|---|",
            *rows,
            "",
        ]
    )


def differing(packages: list[Locked]) -> list[str]:
    """What is installed here and is not what the lock says, a sentence each."""
    return [
        f"{one.name} {found} is installed, the lock says {one.version}: make setup"
        for one in packages
        if one.applies_here and (found := _installed(one.name)) != one.version
    ]


def _installed(name: str) -> str | None:
    try:
        return version(name)
    except PackageNotFoundError:
        return None


def main(arguments: list[str]) -> int:
    """Write both files, or compare; 1 where something differs."""
    lock = LOCK.read_text(encoding="utf-8")
    before = json.loads(SBOM.read_text(encoding="utf-8")) if SBOM.exists() else {}
    made = document(lock, before)
    texts = {SBOM: json.dumps(made, ensure_ascii=False, indent=1) + "\n", PAGE: page(made)}
    if "--check" not in arguments:
        for path, text in texts.items():
            path.write_text(text, encoding="utf-8")
        return 0
    wrong = [
        f"{path.relative_to(ROOT)} is not what requirements.lock gives: run python deploy/sbom.py"
        for path, text in texts.items()
        if not path.exists() or path.read_text(encoding="utf-8") != text
    ]
    wrong += differing(list(locked(lock)))
    print("\n".join(wrong), file=sys.stderr, end="\n" * bool(wrong))
    return int(bool(wrong))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
