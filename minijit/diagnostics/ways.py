"""What to write in place of what the language does not have: the ends of sentences that refuse it.

Each begins with a colon or a full stop, so that it follows the name of what is refused.
"""

from __future__ import annotations

from typing import Any

from minijit.diagnostics.error import Error, error
from minijit.diagnostics.source import SourceRange

IN_PYTHON = "do it in Python, before or after the program runs"
AS_ARGUMENT = "do it in Python and pass the result as an argument"

# By the name that MJ1002 gives the construct.
CONSTRUCTS = {
    "yield expressions": "append the values to a list and return it",
    "Expected a single top-level function: lambda expressions outside of the program": "write a "
    "def",
    "await expressions": "call the function itself, or start it with torch.jit.fork and take its "
    "result with torch.jit.wait",
    "async function definitions": "write a plain def, and start it with torch.jit.fork",
    "async with statements": "write a plain with",
    "async for loops": "write a plain for",
    "global variables": "return the new value, or keep it in an attribute of a module",
    "nonlocal variables": "return the new value and assign it where the function is called",
    "import statements": "move the import out of the function, to the top of the file",
    "positional-only markers": "leave away the `/`; arguments may be given by position anyway",
    "class definitions": "move the class out of the function",
    "decorators of functions within functions": "move the function out of this one",
    "raise statements without an exception": "name it again, as in `raise ValueError(text)`",
    "`__new__` methods of classes": "set in __init__ what it sets",
    "`__del__` methods of classes": "write a method to be called, or __exit__ for a with statement",
    "metaclasses": "write a function that makes the object",
    "match statements": "compare in if and elif",
    "type statements": "write `Name = type` outside of the function",
    "type parameters": "write a function or class for each type, or annotate with Union or Any",
    "except* clauses": "write except",
    "bytes literals": "write a str, or pass a tensor of torch.uint8",
    "format specifications in f-strings (`{x}` has none, nor has `'{}'.format(x)`)": "round the "
    "number, as in `{round(x * 1000) / 1000}`",
    "the `=` of f-strings (`{x=}`)": "write `x={x}`",
    "conversions in f-strings (`!r`)": "leave it away, and write quotes around a text",
    "conversions in f-strings (`!s`)": "leave it away: `{x}` is the same",
    "conversions in f-strings (`!a`)": "leave it away, and write quotes around a text",
    "keyword-arg expansion is not supported: keyword argument expansions of dicts": "write the "
    "arguments as name=value",
    "assignment expressions (`:=`) after `and` or `or`, in a conditional expression or in a "
    "comprehension": "assign in a statement of its own, before",
    "starred expressions outside of calls and displays": "write a list or tuple around them",
}  # fmt: skip

# By name, of functions and classes of Python that programs cannot call.
BUILTINS = {
    "setattr": "assign as in `self.name = value`; the name must be known when compiling",
    "delattr": "assign None to an attribute of an Optional type",
    "vars": "name the attributes one by one",
    "dir": "name the attributes one by one",
    "globals": "pass what it would find as an argument",
    "locals": "use the names themselves",
    "iter": "write a for loop over what is iterated",
    "next": "write list(x)[0], or leave a for loop with break",
    "aiter": "write a for loop over what is iterated",
    "anext": "write a for loop over what is iterated",
    "callable": "it is known when compiling: write only the branch that applies",
    "issubclass": "use isinstance on a value",
    "eval": "write the expression itself, or compile the text with torch.jit.CompilationUnit",
    "exec": "write the statements themselves, or compile the text with torch.jit.CompilationUnit",
    "compile": "use torch.jit.CompilationUnit, in Python",
    "input": "ask in Python and pass the answer as an argument",
    "open": "read or write files in Python, before or after the program runs",
    "breakpoint": "print values, or run the function in Python without scripting it",
    "help": IN_PYTHON,
    "exit": "raise an exception",
    "quit": "raise an exception",
    "repr": "use str(x), and write quotes around a text",
    "ascii": "use str(x), and write quotes around a text",
    "format": "use str(x), of round(x * 1000) / 1000 for three digits",
    "__import__": "import at the top of the file",
    "memoryview": "use a list of int or a tensor of torch.uint8",
    "bytes": "use a str, a list of int or a tensor of torch.uint8",
    "bytearray": "use a list of int or a tensor of torch.uint8",
    "object": "use None, or an int or a str that stands for it",
    "property": "put the decorator on a method of the class",
    "classmethod": "put the decorator on a method of the class",
    "staticmethod": "put the decorator on a method of the class",
    "id": "compare with `is`",
    "reduce": "write a for loop",
    "isclose": "compare abs(a - b) with a tolerance",
    "fsum": "use sum, which rounds at each addition",
    "prod": "write a for loop",
    "comb": "multiply and divide in a for loop",
    "perm": "multiply in a for loop",
    "hypot": "use abs(complex(x, y))",
    "trunc": "use int(x)",
    "isqrt": "use int(math.sqrt(x)), for x below 2**52",
    "polar": "use abs(x) and cmath.phase(x)",
    "random": "use torch.rand(1).item()",
    "uniform": "use a + (b - a) * torch.rand(1).item()",
    "gauss": "use mu + sigma * torch.randn(1).item()",
    "randint": "use int(torch.randint(a, b + 1, (1,)).item())",
    "shuffle": "use torch.randperm",
    "time": "measure in Python, around the call",
    "perf_counter": "measure in Python, around the call",
    "sleep": "wait in Python, around the call",
    "deepcopy": "copy each part, with list(x), dict(x) or tensor.clone()",
    "deque": "use a list",
    "defaultdict": "use a dict, with setdefault or `if key not in d`",
    "Counter": "use a Dict of int and count in a for loop",
    "ChainMap": "use a dict",
    "partial": "write a function that calls it with these arguments",
    "partialmethod": "write a method that calls it with these arguments",
    "product": "write nested for loops",
    "chain": "write one for loop after the other",
    "permutations": "write nested for loops",
    "combinations": "write nested for loops",
    "islice": "write a for loop that ends in break, or slice a list",
    "suppress": "test for the case with an if statement",
    "nullcontext": "leave the with statement away, or choose with an if statement",
    "_lru_cache_wrapper": "take the decorator away, or leave the function to Python with "
    "@torch.jit.ignore",
    "cached_property": "write a @property",
}  # fmt: skip

# By name, of what an annotation may not name.
TYPES = {
    "Final": "leave it away; it is for attributes of modules, as Final[T]",
    "Literal": "write the type of the values, such as str or int",
    "LiteralString": "write str",
    "ClassVar": "write Final[T] for a constant, or set the attribute in __init__",
    "NoReturn": "leave the annotation away, or write None",
    "Never": "leave the annotation away, or write None",
    "Callable": "leave the parameter without an annotation and pass a function in a call from "
    "compiled code, or call the function by name",
    "Sequence": "write List[T]",
    "MutableSequence": "write List[T]",
    "Collection": "write List[T]",
    "Iterable": "write List[T]",
    "Iterator": "write List[T]",
    "Generator": "write List[T]",
    "Container": "write List[T]",
    "Reversible": "write List[T]",
    "deque": "write List[T]",
    "Deque": "write List[T]",
    "AbstractSet": "write Set[T]",
    "MutableSet": "write Set[T]",
    "set": "write Set[T], such as Set[int]",
    "Set": "write Set[T], such as Set[int]",
    "frozenset": "write Set[T], such as Set[int]",
    "FrozenSet": "write Set[T], such as Set[int]",
    "Mapping": "write Dict[K, V]",
    "MutableMapping": "write Dict[K, V]",
    "DefaultDict": "write Dict[K, V]",
    "defaultdict": "write Dict[K, V]",
    "OrderedDict": "write Dict[K, V]",
    "Counter": "write Dict[K, int]",
    "Type": "write a function for each class",
    "type": "write a function for each class",
    "Annotated": "write the type alone",
    "Required": "write the type alone",
    "NotRequired": "write the type alone",
    "Unpack": "write each parameter",
    "Concatenate": "write each parameter",
    "ParamSpec": "write each parameter",
    "Self": "write the name of the class, which must not be a module",
    "TypeGuard": "write bool",
    "object": "write Any",
    "bytes": "write str, or Tensor for bytes in a tensor of torch.uint8",
    "bytearray": "write List[int], or Tensor for bytes in a tensor of torch.uint8",
    "memoryview": "write List[int], or Tensor for bytes in a tensor of torch.uint8",
    "ndarray": "write Tensor, and pass torch.from_numpy(array)",
    "range": "write List[int]",
    "slice": "write two int parameters",
    "RRef": "write the type that it refers to: minijit has no remote calls",
    "Stream": "leave it to Python: programs run on the CPU, in order",
    "Event": "leave it to Python: programs run on the CPU, in order",
    "Path": "write str",
    "PathLike": "write str",
    "Decimal": "write float",
    "Fraction": "write float",
    "datetime": "write float or str",
}  # fmt: skip
LEFT_OUT = "it is no part of minijit; leave the annotation away, or leave the function to Python"
MODULE = (
    "no annotation names a class of modules; make it a submodule, leave the parameter without an "
    "annotation, or write a @torch.jit.interface"
)
TYPE_VARIABLE = "write the type itself, Union of those that it may be, or Any"

# By the kind of value that MJ2004 names.
VALUES = {
    "function": "only calling and passing it on is possible; to choose one, call each in a "
    "branch of an if statement",
    "method": "call it here",
    "builtin": "call it here",
    "builtin function": "call it here",
    "nested function": "call it here",
    "class": "make an object of it",
    "EnumClass": "name a member, as in `E.A`, or iterate over the class",
    "class of modules": "make the module in __init__ and call it as self.name(x)",
    "class that is left to Python": "make the object in Python",
    "tensor type": "call it",
    "gradient mode": "use it in a with statement",
    "context manager": "use it in a with statement",
    "context of a gradient": "gradients are left to Python",
    "Python exception": "raise it, or name it in except; warnings.warn takes no category here",
    "exception": "raise it",
    "Python module": "use one of its members",
    "namespace": "use one of its members",
    "super object": "call one of its methods",
    "type": "use it in an annotation or in isinstance",
    "generator": "make a list of it",
    "class of a value": "use isinstance to ask for a type; str(type(x)) gives its text, "
    "type(x).__name__ its name",
    "ellipsis": "it may stand in a subscript",
    "slice": "it may stand in a subscript",
    "dict of keyword arguments": "pass it on as `**kwargs`, or take what is in it by its names",
    "range": "iterate over it, or write list(range(n))",
    "iterator": "iterate over it, or write list(...) around it",
}

# By class, of values of Python that a program cannot capture.
CAPTURED = {
    "Tensor": "make it a buffer or parameter of a module",
    "ndarray": "make a tensor of it with torch.from_numpy: a buffer of a module, or an argument",
    "dict": "write the dict in the function, or make it an attribute of a module",
    "OrderedDict": "write the dict in the function, or make it an attribute of a module",
    "set": "write the set in the function, or make it a tuple or a list",
    "frozenset": "write the set in the function, or make it a tuple or a list",
    "bytes": "make it a str, or a tensor of torch.uint8",
    "bytearray": "make it a list of int, or a tensor of torch.uint8",
    "range": "write the range in the function",
    "Logger": "use print or warnings.warn, or leave the call to Python with @torch.jit.ignore",
    "ufunc": "use the operator of torch, or the function of math",
    "function": "leave it to Python with @torch.jit.ignore",
    "TextIOWrapper": "print writes to the standard output",
    "_Environ": "read the environment in Python and pass the text as an argument",
    "NewType": "leave the call away: its argument is the value",
}

# By name, of attributes of every module in Python.
MODULE_MEMBERS = {
    "__class__": "use isinstance, or type(self).__name__",
    "__dict__": "name the attributes one by one",
    "_modules": "name the submodules, or iterate over named_children()",
    "_parameters": "name the parameters, or iterate over named_parameters()",
    "_buffers": "name the buffers, or iterate over named_buffers()",
    "__name__": "use type(self).__name__",
}

# By name, of attributes and methods of Python's values; "" for the type stands for any.
MEMBERS = {
    ("", "__class__"): "use isinstance, or type(x).__name__",
    ("", "__dict__"): "name the attributes one by one",
    ("", "__name__"): "type(x).__name__ is the name of a class",
    ("", "__doc__"): "write the text itself",
    ("str", "encode"): "texts are bytes here already; ord(c) gives the number of a character",
    ("str", "casefold"): "use lower(), which changes only the letters from A to Z",
    ("str", "translate"): "put the characters together in a for loop",
    ("str", "maketrans"): "put the characters together in a for loop",
    ("str", "format_map"): "use format with the values in order",
    ("str", "removeprefix"): "use `x[len(p):] if x.startswith(p) else x`",
    ("str", "removesuffix"): "use `x[:len(x) - len(p)] if x.endswith(p) else x`",
    ("str", "isascii"): "compare ord(c) with 128 in a for loop",
    ("Tensor", "numpy"): "call it in Python, on the result",
    ("Tensor", "grad_fn"): "gradients are left to Python",
    ("Tensor", "register_hook"): "gradients are left to Python",
    ("Tensor", "apply_"): "write it with operators on whole tensors",
    ("Tensor", "map_"): "write it with operators on whole tensors",
    ("Tensor", "__array__"): "call it in Python, on the result",
    ("Tensor", "data_ptr"): "call it in Python",
    ("int", "bit_length"): "use len(bin(x).lstrip('-0b'))",
    ("int", "to_bytes"): "use shifts and `& 255`",
    ("int", "real"): "use the number itself",
    ("int", "numerator"): "use the number itself",
    ("float", "is_integer"): "use x % 1 == 0",
    ("float", "real"): "use the number itself",
    ("float", "hex"): "call it in Python, on the result",
    ("Tuple", "count"): "use list(x).count(value)",
    ("Tuple", "index"): "use list(x).index(value)",
    ("NamedTuple", "_replace"): "make a new one of all its fields",
    ("NamedTuple", "_asdict"): "write a dict of its fields",
    ("NamedTuple", "_fields"): "write the names themselves",
    ("NamedTuple", "_make"): "call the class with the elements",
    ("set", "pop"): "take sorted(x)[0] and discard it",
    ("List", "__len__"): "use len(x)",
    ("Dict", "fromkeys"): "use `{key: value for key in keys}`",
}


def unsupported(where: SourceRange, what: str) -> Error:
    """Error MJ1002: a form of Python that the language does not have."""
    return error("MJ1002", where, what=what, hint=way(CONSTRUCTS, what))


def way(table: dict[Any, str], key: Any) -> str:
    """The end of a sentence that refuses something: ": what to write", or "" if none is known."""
    found = table.get(key, "")
    return f": {found}" if found else ""


def way_of_member(kind: str, name: str) -> str:
    """The same for an attribute or method that values of a type do not have."""
    return way(MEMBERS, (kind, name)) or way(MEMBERS, ("", name))


def way_of_type(named: Any) -> str:
    """The same for what an annotation names: a Python object, or its text."""
    if type(named).__name__ in ("TypeVar", "TypeVarTuple") or named is None:
        return f": {TYPE_VARIABLE}"
    if type(named).__name__ == "NewType":
        base = getattr(named.__supertype__, "__name__", named.__supertype__)
        return f": write {base}, which it stands for"
    if type(named).__name__ == "ParamSpec":
        return way(TYPES, "ParamSpec")
    above = named.__mro__ if isinstance(named, type) else ()
    if any(b.__name__ == "Module" and b.__module__.startswith("minijit") for b in above):
        return f": {MODULE}"
    name = named if isinstance(named, str) else getattr(named, "__name__", None)
    name = name or getattr(named, "_name", None) or str(named)
    return way(TYPES, name.rpartition(".")[2].partition("[")[0])


def way_of_attribute(value: Any) -> str:
    """The same for a value of an attribute that has no type, as a sentence of its own."""
    if isinstance(value, list | tuple) and any(hasattr(v, "_modules") for v in value):
        return ""
    if isinstance(value, dict) and any(hasattr(v, "_modules") for v in value.values()):
        return " Hold modules in a ModuleDict."
    if isinstance(value, list | tuple | dict):
        return " Make an attribute of each part, or annotate it in the class body with a Union."
    return way_of_captured(value) or (
        " Make it of numbers, texts, tensors, lists and dicts, or leave what uses it to Python"
        " with @torch.jit.ignore."
    )


def way_of_captured(found: Any) -> str:
    """The same for a Python value that a program cannot hold, as a sentence of its own."""
    kind = type(found).__name__
    name = getattr(found, "__name__", "") if callable(found) else ""
    known = CAPTURED.get(kind) or BUILTINS.get(kind) or BUILTINS.get(name, "")
    if isinstance(found, type):
        also = f": {known}" if known else ""
        return f" '{name}' is a class of Python that programs do not have{also}."
    return f" {known[0].upper()}{known[1:]}." if known else ""
