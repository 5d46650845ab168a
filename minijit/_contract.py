"""Where the files of grammar/ lie: in the installed package, or beside it in a checkout."""

from __future__ import annotations

from pathlib import Path


def grammar_file(name: str) -> Path:
    """The path of `grammar/<name>`."""
    here = Path(__file__).resolve().parent
    installed = here / "_grammar"
    return (installed if installed.is_dir() else here.parent / "grammar") / name
