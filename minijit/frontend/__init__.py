"""AST to IR: names, scopes, types, control flow; archives' code and the user's Python alike.

In: definitions as AST, and a resolver of free names. Out: functions with graphs and classes in a
CompilationUnit. Must not know: how graphs run or how archives are stored.
"""

from minijit.frontend.adopting import adopt, equal_classes, same_class
from minijit.frontend.annotations import BARE
from minijit.frontend.archive_resolver import ArchiveResolver, compile_text, contract_classes
from minijit.frontend.class_compiler import qualified_name
from minijit.frontend.emit_call import check_interface
from minijit.frontend.emitter import Emitter, Resolver
from minijit.frontend.module_compiler import PythonCompiler, entry_points
from minijit.frontend.overloads import declare_overload
from minijit.frontend.text_compiler import compile_user_text

__all__ = [
    "BARE",
    "ArchiveResolver",
    "Emitter",
    "PythonCompiler",
    "Resolver",
    "adopt",
    "check_interface",
    "compile_text",
    "compile_user_text",
    "contract_classes",
    "declare_overload",
    "entry_points",
    "equal_classes",
    "qualified_name",
    "same_class",
]
