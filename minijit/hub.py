"""The names of `torch.hub`: where files lie; nothing is downloaded."""

from __future__ import annotations

import os
import re
from pathlib import Path
from urllib.parse import urlparse

from minijit import _absent

# Matches the first digits of a checksum in the name of a file.
HASH_REGEX = re.compile(r"-([a-f0-9]*)\.")


def _get_torch_home() -> str:
    """The folder in which PyTorch keeps what it has downloaded."""
    cache = os.environ.get("XDG_CACHE_HOME", "~/.cache")
    return str(Path(os.environ.get("TORCH_HOME") or Path(cache, "torch")).expanduser())


def get_dir() -> str:
    """The folder of models below it."""
    return str(Path(_get_torch_home(), "hub"))


_absent.extend(__name__)

__all__ = ["HASH_REGEX", "get_dir", "urlparse"]
