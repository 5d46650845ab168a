"""The installed package is tested where there is one, else the checkout; the header says which."""

import os
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
sys.path.append(str(ROOT))


def pytest_report_header():
    import minijit
    from minijit.native import extension
    from tests.executors import tool

    engine = "native extension" if extension() else "no native extension"
    return f"minijit: {Path(minijit.__file__).parent}, {engine}, tool: {tool()}"


def pytest_sessionstart(session):
    """What the make targets promise must be there: skips would hide that it is not."""
    if os.environ.get("MINIJIT_REQUIRE_TORCH"):
        import torch  # noqa: F401
    if os.environ.get("MINIJIT_REQUIRE_RUNTIME"):
        import minijit
        from tests.executors import tool

        if Path(minijit.__file__).is_relative_to(ROOT / "minijit") or tool() is None:
            raise pytest.UsageError(
                f"{minijit.__file__} is not an installed minijit with its C++ runtime"
            )


@pytest.fixture(autouse=True)
def same_random_numbers():
    """What a test draws does not depend on the tests that this worker ran before."""
    import minijit
    import numpy as np

    minijit.manual_seed(0)
    np.random.seed(0)  # noqa: NPY002
