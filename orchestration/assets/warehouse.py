"""Groups `staging`, `intermediate` and `marts`: every dbt model is an asset, every dbt test a check of its model."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import dagster as dg
from dagster_dbt import DagsterDbtTranslator, DagsterDbtTranslatorSettings, dbt_assets
from dagster_dbt.asset_utils import get_asset_check_key_for_test

from orchestration.assets.labels import OWNERS, PUBLISHING
from orchestration.assets.resources import RUN
from orchestration.assets.steps import step
from orchestration.assets.submissions import REGISTER, staged_key
from orchestration.warehouse.dbt import Node
from orchestration.warehouse.preview import Preview, previews

_SCHEMA_OF_MARTS = "publication"


class Translator(DagsterDbtTranslator):
    """Asset keys are stage + noun; the staged tables and the register are the assets of the submissions."""

    def get_asset_key(self, dbt_resource_props: Mapping[str, Any]) -> dg.AssetKey:
        """`staging/…`, `intermediate/…`, `marts/…`; sources are what the earlier stages made."""
        name = dbt_resource_props["name"]
        if dbt_resource_props["resource_type"] == "source":
            sources = {"registre": REGISTER, "remontees": staged_key(name)}
            return sources.get(dbt_resource_props["source_name"], dg.AssetKey(["reference", name]))
        return dg.AssetKey([_stage(dbt_resource_props), name])

    def get_group_name(self, dbt_resource_props: Mapping[str, Any]) -> str:
        """The stage of the model."""
        return _stage(dbt_resource_props)

    def get_owners(self, dbt_resource_props: Mapping[str, Any]) -> Sequence[str]:
        """The team."""
        return OWNERS


def _stage(props: Mapping[str, Any]) -> str:
    schema = props["config"].get("schema") or props["fqn"][1]
    return "marts" if schema == _SCHEMA_OF_MARTS else schema


def reference_specs(manifest: Mapping[str, Any]) -> list[dg.AssetSpec]:
    """The reference data: made by nobody here, shown as what the models start from."""
    return [
        dg.AssetSpec(
            ["reference", source["name"]],
            group_name="reference",
            owners=OWNERS,
            kinds={"csv"},
            description=f"{source['description']} Written beside the staged tables before each build.",
        )
        for source in manifest["sources"].values()
        if source["source_name"] == "reference"
    ]


TRANSLATOR = Translator(DagsterDbtTranslatorSettings(enable_source_tests_as_checks=False))


def build_models(manifest: Mapping[str, Any]) -> dg.AssetsDefinition:
    """The assets of all the models of this manifest; they are built together, as one candidate."""

    @dbt_assets(
        manifest=manifest,
        exclude="resource_type:unit_test",
        name="build_candidate",
        dagster_dbt_translator=TRANSLATOR,
        pool=PUBLISHING,
        required_resource_keys={RUN},
    )
    def build_candidate(
        context: dg.AssetExecutionContext,
    ) -> Iterator[dg.MaterializeResult[None] | dg.AssetCheckResult]:
        from orchestration.warehouse.dbt import build

        with step(context) as run:
            built = run.build = build(run.prepare())
        # nobody looks at what an ephemeral instance keeps
        shown = {} if context.instance.is_ephemeral else _shown(run.candidate, manifest)
        selected, checks = context.selected_asset_keys, context.selected_asset_check_keys
        for node in built.nodes:
            for event in _events(node, manifest, shown):
                if isinstance(event, dg.AssetCheckResult):
                    if dg.AssetCheckKey(event.asset_key, event.check_name) in checks:
                        yield event
                elif event.asset_key in selected:
                    yield event

    return build_candidate


def _shown(candidate: Path, manifest: Mapping[str, Any]) -> Mapping[tuple[str, str], Preview]:
    models = [node for node in manifest["nodes"].values() if node["resource_type"] == "model"]
    return previews(candidate, [(node["schema"], node["name"]) for node in models])


def _events(
    node: Node, manifest: Mapping[str, Any], shown: Mapping[tuple[str, str], Preview]
) -> Iterator[dg.MaterializeResult[None] | dg.AssetCheckResult]:
    metadata: dict[str, Any] = {"seconds": round(node.seconds, 3), "dbt": node.message}
    if node.unique_id.startswith("model."):
        props = manifest["nodes"][node.unique_id]
        if preview := shown.get((props["schema"], props["name"])):
            metadata |= {
                "dagster/row_count": preview.rows,
                "first_rows": dg.MetadataValue.md(preview.markdown),
            }
        yield dg.MaterializeResult(asset_key=TRANSLATOR.get_asset_key(props), metadata=metadata)
    elif key := get_asset_check_key_for_test(manifest, TRANSLATOR, node.unique_id, None):
        # a test that fails ends the build before this line: what is reported here has passed
        yield dg.AssetCheckResult(
            asset_key=key.asset_key,
            check_name=key.name,
            passed=node.status in ("pass", "success"),
            metadata=metadata,
        )
