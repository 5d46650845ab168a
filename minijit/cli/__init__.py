"""The command line: `python -m minijit VERB model.pt`.

In: arguments and files. Out: text, .npy files and an exit code; the C++ tool prints the same bytes.
Must not know: how archives are read or programs run.
"""

from minijit.cli.main import main

__all__ = ["main"]
