"""`minijit.__version__` is PyTorch's, with our own as its local part, and compares as versions do."""

import pytest

import minijit
from minijit.torch_version import TorchVersion


def test_version_is_that_of_the_pytorch_whose_programs_are_understood():
    assert (
        str(minijit.__version__)
        == f"{minijit.version.__version__}+minijit.{minijit.version.minijit}"
    )
    assert minijit.__version__ >= minijit.version.__version__
    assert minijit.__version__.split("+")[0].split(".")[0] == "2"


@pytest.mark.parametrize("other", ["2.4", "v2.9.1", "2.13.0a0", (2, 4), [2, 13], "1.13.1+cu117"])
def test_newer_than(other):
    version = TorchVersion("2.13.0+minijit.0.1.0")
    assert version > other and version >= other and version != other
    assert not version < other and not version <= other and not version == other


@pytest.mark.parametrize("other", ["2.13.1", (3,), "10.0"])
def test_older_than(other):
    version = TorchVersion("2.13.0+minijit.0.1.0")
    assert version < other and version <= other and hash(version) == hash(str(version))


def test_what_is_no_version_compares_as_text():
    assert TorchVersion("2.13.0") < "parrot"
    assert TorchVersion("2.13.0") != 5
    assert TorchVersion("2.13.0") == "2.13"
