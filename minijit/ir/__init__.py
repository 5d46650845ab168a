"""The typed SSA form of a program: graphs of nodes in nested blocks.

In: calls of the emitters (frontend, tracing). Out: Graph, Function, ClassType methods, their text
and checks. Must not know: source syntax, tensors' memory, archives.
"""

from minijit.ir.function import (
    CompilationUnit,
    ConstantRef,
    Function,
    FunctionArgument,
    MissingOperator,
    WrittenCode,
)
from minijit.ir.graph import Block, Graph, Node, Use, Value
from minijit.ir.literals import format_constant, format_float, format_string
from minijit.ir.objects import EnumValue, ScriptObject
from minijit.ir.printer import GraphPrinter, print_graph, print_unit
from minijit.ir.verifier import verify

__all__ = [
    "Block",
    "CompilationUnit",
    "ConstantRef",
    "EnumValue",
    "Function",
    "FunctionArgument",
    "Graph",
    "GraphPrinter",
    "MissingOperator",
    "Node",
    "ScriptObject",
    "Use",
    "Value",
    "WrittenCode",
    "format_constant",
    "format_float",
    "format_string",
    "print_graph",
    "print_unit",
    "verify",
]
