"""The verbs that write a file: upgrade and strip."""

from __future__ import annotations

from minijit.archive import make_records, read_archive, write_archive
from minijit.cli.report import Report
from minijit.serialization.files import atomic_output, read_bytes, root_name
from minijit.serialization.zip_reader import ZipReader
from minijit.serialization.zip_writer import ZipWriter


def upgrade(source: str, target: str, location: str | None) -> Report:
    """Write an archive anew: the code printed with today's operators, the same extra files."""
    program = read_archive(source, location)
    records = make_records(program.root, program.unit, program.extra)
    write_archive(records, target)
    return {
        "file": target,
        "opset_version_before": program.version,
        "opset_version": records.version,
    }


def needed(name: str) -> bool:
    """Whether a record takes part in what an archive computes."""
    return not (
        name.endswith(".debug_pkl")
        or name.startswith(("extra/", "traced_inputs"))
        or name == ".data/serialization_id"
    )


def strip(source: str, target: str) -> Report:
    """Copy an archive without what only people read. Checksums are verified."""
    reader = ZipReader(read_bytes(source, mapped=True), source)
    with atomic_output(target) as out:
        writer = ZipWriter(out, root_name(target, ascii_only=False))
        for name, record in reader.records.items():
            if needed(name):
                writer.record(name, reader.read(name), compress=bool(record.method))
        writer.close()
    return {"file": target, "left_out": [name for name in reader.records if not needed(name)]}
