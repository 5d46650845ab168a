"""AST to IR: names, scopes, types, control flow; archives' code and the user's Python alike.

In: definitions as AST, and a resolver of free names. Out: functions with graphs and classes in a
CompilationUnit. Must not know: how graphs run or how archives are stored.
"""

from minijit.frontend.archive_resolver import ArchiveResolver, compile_text, contract_classes
from minijit.frontend.emitter import Emitter, Resolver
from minijit.frontend.module_compiler import PythonCompiler, entry_points, qualified_name

__all__ = [
    "ArchiveResolver",
    "Emitter",
    "PythonCompiler",
    "Resolver",
    "compile_text",
    "contract_classes",
    "entry_points",
    "qualified_name",
]
