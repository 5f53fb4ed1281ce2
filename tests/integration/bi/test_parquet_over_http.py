"""A Parquet file of a release is read over HTTP piece by piece: a few columns cost a few bytes."""

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from orchestration.publication.formats.parquet_file import encode
from tests.integration.bi.ranges import RemoteFile, serving

CITES, QUARTERS = 400, 40
ROWS = CITES * QUARTERS


def as_published() -> pa.Table:
    """Forty quarters of four hundred cités: a table of the published kind that is larger than one buffer."""
    return pa.table(
        {
            "code_cite": [f"cde-{i // QUARTERS:03d}" for i in range(ROWS)],
            "trimestre": [f"{2022 + i % QUARTERS // 4}-T{i % 4 + 1}" for i in range(ROWS)],
            "partenaires": pa.array([i * 7919 % 100_003 for i in range(ROWS)], pa.int64()),
            "cumul_actions_aller_vers": pa.array([i * 104_729 % 1_000_003 for i in range(ROWS)], pa.int64()),
            "nouveaux_beneficiaires": pa.array([i % 11 for i in range(ROWS)], pa.int64()),
        }
    )


@pytest.fixture
def site(tmp_path):
    (tmp_path / "indicateurs_cites.parquet").write_bytes(encode(as_published(), "indicateurs_cites"))
    with serving(tmp_path) as served:
        yield served


def test_a_whole_table_arrives_as_it_is(site):
    found = pq.read_table(RemoteFile(f"{site.url}/indicateurs_cites.parquet"))
    assert found.equals(as_published())
    assert len(site.pieces) > 1


def test_one_column_costs_a_part_of_the_file(site):
    remote = RemoteFile(f"{site.url}/indicateurs_cites.parquet")
    found = pq.ParquetFile(remote, pre_buffer=False).read(columns=["nouveaux_beneficiaires"])
    assert found["nouveaux_beneficiaires"].to_pylist() == [i % 11 for i in range(ROWS)]
    assert sum(site.pieces) < remote.size / 2


def test_the_columns_and_the_number_of_rows_are_known_from_the_end_of_the_file_alone(site):
    opened = pq.ParquetFile(RemoteFile(f"{site.url}/indicateurs_cites.parquet"), pre_buffer=False)
    assert (opened.metadata.num_rows, opened.schema_arrow.names) == (ROWS, as_published().column_names)
    assert sum(site.pieces) <= 65_536
