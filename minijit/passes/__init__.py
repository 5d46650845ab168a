"""Rewriting of graphs, one file per pass; PIPELINE is what an archive's code goes through.

In: a graph. Out: the same graph, changed in place. Must not know: source text, archives.
"""

from collections.abc import Callable

from minijit.ir import Graph
from minijit.passes.dead_code import remove_dead_code
from minijit.passes.freeze import freeze_object
from minijit.passes.inline import inline_calls
from minijit.passes.static_branches import take_static_branches

PIPELINE: tuple[Callable[[Graph], None], ...] = (take_static_branches, remove_dead_code)

__all__ = ["PIPELINE", "freeze_object", "inline_calls", "remove_dead_code", "take_static_branches"]
