"""Text to abstract syntax; every node has a range.

In: a Source (user's file or an entry of an archive), or a Python function or class. Out: AST.
Must not know: names, types, graphs.
"""

from minijit.syntax import ast
from minijit.syntax.parser import parse_expression, parse_file
from minijit.syntax.python_source import class_range, class_source, definition_source
from minijit.syntax.recursion import deep_recursion

__all__ = [
    "ast",
    "class_range",
    "class_source",
    "deep_recursion",
    "definition_source",
    "parse_expression",
    "parse_file",
]
