"""The names of `torch.hub`: where files lie; nothing is downloaded."""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import Any
from urllib.parse import urlparse

from minijit.diagnostics import error

# Matches the first digits of a checksum in the name of a file.
HASH_REGEX = re.compile(r"-([a-f0-9]*)\.")


def _get_torch_home() -> str:
    """The folder in which PyTorch keeps what it has downloaded."""
    cache = os.environ.get("XDG_CACHE_HOME", "~/.cache")
    return str(Path(os.environ.get("TORCH_HOME") or Path(cache, "torch")).expanduser())


def get_dir() -> str:
    """The folder of models below it."""
    return str(Path(_get_torch_home(), "hub"))


def load_state_dict_from_url(*args: Any, **kwargs: Any) -> Any:
    """Always NotImplementedError (MJ9031)."""
    raise error("MJ9031", name="hub.load_state_dict_from_url")


def download_url_to_file(*args: Any, **kwargs: Any) -> Any:
    """Always NotImplementedError (MJ9031)."""
    raise error("MJ9031", name="hub.download_url_to_file")


__all__ = [
    "HASH_REGEX", "download_url_to_file", "get_dir", "load_state_dict_from_url", "urlparse",
]  # fmt: skip
