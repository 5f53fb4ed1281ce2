"""dbt's own documentation of the models, as one page that opens anywhere and is the same wherever it is made.

Belongs here: what of dbt's artefacts may be shown, and putting it into dbt's page. Does not belong here: running dbt (`dbt`).

The page shows the project's nodes, not dbt's own macros; nothing of the machine, the person or the hour that built the
candidate: no path, no id of an invocation, no time.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from orchestration.errors import CitesError
from orchestration.warehouse.dbt import catalogue, parse

_MANIFEST, _CATALOGUE = '"MANIFEST.JSON INLINE DATA"', '"CATALOG.JSON INLINE DATA"'
"""What stands in dbt's page in the place of the two artefacts."""

_ASKING = {
    '<use xlink:href="{{': '<use ng-attr-href="{{',
    """href="${require('./assets/favicons/favicon.ico')}\"""": 'href="data:,"',
}
"""Where dbt's page asks for files that are none: the icons of its templates before they are filled in, and one forgotten."""

_OF_THE_MACHINE = ("build_path", "compiled_path", "created_at", "compiled", "compiled_code", "root_path")
_OF_THE_INVOCATION = (
    "generated_at",
    "invocation_id",
    "invocation_started_at",
    "run_started_at",
    "user_id",
    "env",
)


class UnmadeDocumentation(CitesError):
    """The installed dbt has no page of documentation that we know how to fill."""


def document(workdir: Path) -> bytes:
    """The page, in UTF-8, of the candidate that was built in this workdir.

    The same project and contract give the same bytes. Raises BuildFailed, UnmadeDocumentation.
    """
    return page(shown_manifest(parse(workdir)), shown_catalogue(catalogue(workdir)))


def page(manifest: Mapping[str, Any], catalogue: Mapping[str, Any]) -> bytes:
    """The page of dbt with both artefacts inside; it asks for no other file. Raises UnmadeDocumentation."""
    from dbt.task.docs import DOCS_INDEX_FILE_PATH

    text = Path(DOCS_INDEX_FILE_PATH).read_text(encoding="utf-8")
    if not (
        text.count(_MANIFEST) == text.count(_CATALOGUE) == 1 and all(asking in text for asking in _ASKING)
    ):
        raise UnmadeDocumentation(
            "dbt's page of documentation has changed: adapt warehouse/documentation.py to it"
        )
    for asking, silent in _ASKING.items():
        text = text.replace(asking, silent)
    for place, content in ((_MANIFEST, manifest), (_CATALOGUE, catalogue)):
        text = text.replace(place, _inline(content))
    return text.encode()


def _inline(content: Mapping[str, Any]) -> str:
    """JSON that no text of it can leave: a `<` could end the script that it stands in."""
    return json.dumps(content, ensure_ascii=False, sort_keys=True).replace("<", "\\u003c")


def shown_manifest(manifest: Mapping[str, Any]) -> dict[str, Any]:
    """The manifest without dbt's own macros and without what tells of a machine or an invocation."""
    name = manifest["metadata"]["project_name"]
    own = {key: macro for key, macro in manifest["macros"].items() if macro["package_name"] == name}
    kinds = {
        kind: {key: _cleaned(node) for key, node in manifest[kind].items()}
        for kind in ("nodes", "sources", "exposures", "unit_tests")
    }
    shown = {**manifest, **kinds, "macros": {key: _cleaned(macro) for key, macro in own.items()}}
    return {**shown, "metadata": _without(manifest["metadata"], _OF_THE_INVOCATION)}


def shown_catalogue(catalogue: Mapping[str, Any]) -> dict[str, Any]:
    """The catalogue without what tells of an invocation."""
    return {**catalogue, "metadata": _without(catalogue["metadata"], _OF_THE_INVOCATION)}


def _cleaned(node: Mapping[str, Any]) -> dict[str, Any]:
    return _without(node, _OF_THE_MACHINE)


def _without(content: Mapping[str, Any], names: tuple[str, ...]) -> dict[str, Any]:
    return {name: value for name, value in content.items() if name not in names}
