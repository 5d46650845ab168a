"""Seeds of the fuzz targets: `python -m tests.attacks.fuzz_seeds FOLDER` writes archives/, pickles/, code/ and types/.

They are the programs of tests/cases, saved, their pickles and code, the hostile files, programs in all forms that a
reader takes, and PyTorch's archive of the demo.
"""

import io
import sys
import warnings
import zipfile
from pathlib import Path

from tests.attacks.corpus import cases
from tests.attacks.corpus_code import body, one
from tests.cases.test_cases import PROGRAMS, compile_program, saved
from tests.differential.reader_rows import ROWS
from tests.executors import ROOT

LARGEST = 1 << 16
TYPES = (
    "int", "Tensor", "Optional[Tensor]", "List[List[int]]", "Dict[str, Tuple[int, float]]", "Tuple[()]", "Union[int, str, NoneType]",
    "Future[Tensor]", "Any", "number", "Device", "complex", "Dict[int, List[Optional[Tensor]]]", "__torch__.Net", "NoneType",
    "List[" * 70 + "int" + "]" * 70, "RRef[int]", "Tuple[int, ...]", "Final[int]", "__torch__.torch.classes.x.Y", "List[", "List[int]]",
)  # fmt: skip


def archives():
    """Name and bytes of every whole archive."""
    yield "from_pytorch", (ROOT / "demo" / "from_pytorch.pt").read_bytes()
    for name, (_, target) in PROGRAMS.items():
        yield name, saved(compile_program(target, engine="reference"))


def main(folder):
    seeds = {f"archives/{c.id}.pt": c.data for c in cases() if c.kind != "tensors"}
    seeds |= {f"types/{i}": text.encode() for i, text in enumerate(TYPES)}
    for name, data in archives():
        seeds[f"archives/{name}.pt"] = data
        with zipfile.ZipFile(io.BytesIO(data)) as opened:
            for record in opened.namelist():
                if record.endswith((".pkl", ".debug_pkl")):
                    seeds[f"pickles/{name}.{record.replace('/', '.')}"] = opened.read(record)
                elif record.endswith("code/__torch__.py"):
                    seeds[f"code/{name}.py"] = opened.read(record)
    for name, (lines, returns) in ROWS.items():
        seeds[f"code/row_{name}.py"] = body(*lines, returns=returns).encode()
        seeds[f"archives/row_{name}.pt"] = one(*lines, returns=returns)
    for texts in ("upgraders", "composites/shared"):
        for golden in (ROOT / "grammar" / texts).glob("*.py"):
            seeds[f"code/{golden.name}"] = golden.read_bytes()
    for name, data in seeds.items():
        path = Path(folder) / name
        path.parent.mkdir(parents=True, exist_ok=True)
        if len(data) <= LARGEST:
            path.write_bytes(data)
    print(f"{len(seeds)} seeds in {folder}")


if __name__ == "__main__":
    warnings.simplefilter("ignore")
    main(sys.argv[1])
