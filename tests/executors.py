"""What tests of several executors share: programs under both libraries, values compared, the C++ tool."""

import contextlib
import importlib.util
import io
import os
import subprocess
import sys
from pathlib import Path

import numpy as np

import minijit
from minijit.cli import main

ROOT = Path(__file__).resolve().parents[1]
ARCHIVES = Path(os.environ.get("MINIJIT_ARCHIVES", ROOT.parent / "shared" / "archives"))


def installed_runtime():
    """The folder of the C++ runtime that came with the package; None where none did."""
    try:
        return Path(minijit.cmake_prefix_path)
    except RuntimeError:
        return None


def tool():
    """The C++ tool: `MINIJIT_TOOL`, that of the installed package, or that of `make develop`; else None.

    A `MINIJIT_TOOL` that is not there is an error: skipped comparisons would look like passed ones.
    """
    named = os.environ.get("MINIJIT_TOOL")
    if named and not Path(named).is_file():
        raise FileNotFoundError(f"MINIJIT_TOOL={named} does not exist")
    installed = installed_runtime()
    for path in (
        named,
        installed and installed / "bin" / "minijit",
        ROOT / "build" / "develop" / "minijit",
    ):
        if path and Path(path).is_file():
            return str(path)
    return None


def run_tool(*arguments):
    """The finished process of one call of the C++ tool."""
    return subprocess.run(
        [tool(), *map(str, arguments)], capture_output=True, text=True, check=False
    )


def python_tool(*arguments):
    """Exit code and all output of one call of `python -m minijit`, in this process."""
    shown = io.StringIO()
    with contextlib.redirect_stdout(shown), contextlib.redirect_stderr(shown):
        code = main([*map(str, arguments)])
    return code, shown.getvalue()


def load_program(path, folder=None):
    """A file of programs as a module; with a folder, a copy of it that uses PyTorch."""
    name = f"{path.stem}_torch" if folder else path.stem
    if folder:
        text = path.read_text().replace("import minijit as torch", "import torch")
        text = text.replace("from minijit", "from torch").replace(
            "import minijit.", "import torch."
        )
        path = Path(folder) / f"{name}.py"
        path.write_text(text)
    spec = importlib.util.spec_from_file_location(f"programs_{name}", path)
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


def plain(value):
    """A value without its library: tensors become (dtype, array), named tuples tuples."""
    if type(value).__name__ in ("Tensor", "Parameter"):
        dtype = str(value.dtype)
        if value.is_quantized:
            return dtype, value.int_repr().numpy(), value.dequantize().numpy()
        array = (
            value.detach().float().numpy() if dtype == "torch.bfloat16" else value.detach().numpy()
        )
        return dtype, np.array(array)
    if isinstance(value, tuple):
        return tuple(plain(v) for v in value)
    if isinstance(value, list):
        return [plain(v) for v in value]
    if isinstance(value, dict):
        return {k: plain(v) for k, v in value.items()}
    if type(value).__name__ == "device":
        return str(value)
    return value


def same(a, b, tolerance=1e-5):
    """Whether two plain values agree: floats and arrays within the tolerance, the rest exactly."""
    if isinstance(a, np.ndarray) and isinstance(b, np.ndarray):
        if a.shape != b.shape:
            return False
        if a.dtype.kind in "fc":
            return np.allclose(a, b, rtol=tolerance, atol=tolerance, equal_nan=True)
        return np.array_equal(a, b)
    if isinstance(a, float) and isinstance(b, float):
        return a == b or (a != a and b != b) or abs(a - b) <= tolerance * (1 + abs(b))
    if type(a) is not type(b):
        return False
    if isinstance(a, list | tuple):
        return len(a) == len(b) and all(same(x, y, tolerance) for x, y in zip(a, b))
    if isinstance(a, dict):
        return list(a) == list(b) and all(same(a[k], b[k], tolerance) for k in a)
    return a == b
