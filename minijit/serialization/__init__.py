"""Files of tensors and plain containers.

In: objects, paths, streams of bytes that nobody vouches for.
Out: the zip container, the closed pickle machine, `save` and `load`.
Must not know: programs, graphs, operators.
"""

from minijit import _absent
from minijit.serialization.face import (
    _is_zipfile,
    add_safe_globals,
    clear_safe_globals,
    get_safe_globals,
    load,
    safe_globals,
    save,
)
from minijit.serialization.named import load_file, save_file

# The protocol of the pickles that `save` writes.
DEFAULT_PROTOCOL = 2

_absent.extend(__name__)

__all__ = [
    "DEFAULT_PROTOCOL",
    "_is_zipfile",
    "add_safe_globals",
    "clear_safe_globals",
    "get_safe_globals",
    "load",
    "load_file",
    "safe_globals",
    "save",
    "save_file",
]
