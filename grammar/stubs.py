"""Type stubs of what the operator table makes at run time: `minijit.add`, `Tensor.add`, all names.

What is written by hand (`dispatch/sugar.py`, `dispatch/methods.py`, `tensor/tensor.py`,
`__init__.py`) is read from its source, so that no signature stands twice.
"""

from __future__ import annotations

import ast
import keyword
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

# Methods and dtypes have the names of Python's types, which therefore get names of their own.
BUILTINS = ("bool", "complex", "float", "int", "list", "tuple", "type")
TYPES = {
    "Tensor": "Tensor",
    "Scalar": "_Number | Tensor",
    "int": "_int",
    "float": "_float",
    "bool": "_bool",
    "str": "str",
    "ScalarType": "DType | _type[Any] | _int",
    "Device": "device | str",
    "Generator": "Generator",
    "Layout": "Layout",
}
# Overloads of a schema may overlap: what fits first is meant, as in the schema.
BUILTIN_NAMES = """# mypy: disable-error-code="overload-overlap, overload-cannot-match, override"
from builtins import bool as _bool
from builtins import complex as _complex
from builtins import float as _float
from builtins import int as _int
from builtins import list as _list
from builtins import tuple as _tuple
from builtins import type as _type
from collections.abc import Sequence
from typing import Any, overload

import numpy as np
"""
ROOM_NAMES = """
from minijit.reference.generator import Generator
from minijit.tensor.device import device
from minijit.tensor.dtype import DType
from minijit.tensor.layout import Layout
from minijit.tensor.size import Size
from minijit.tensor.tensor import Tensor
"""
ALIASES = """
_Number = _bool | _int | _float | _complex
_Operand = _Number | Tensor | np.generic | np.ndarray[Any, Any]
"""


class Renamed(ast.NodeTransformer):
    """Annotations with the stubs' names of Python's types."""

    def visit_Name(self, node: ast.Name) -> ast.Name:
        return ast.Name(f"_{node.id}") if node.id in BUILTINS else node


def spelled(text: str, size: int = 0) -> str:
    """The Python type of an argument of schema type `text`."""
    if text.endswith("?"):
        inner = spelled(text[:-1], size)
        return inner if inner == "Any" else f"{inner} | None"
    found = re.fullmatch(r"(.+)\[(\d*)\]", text)
    if found:
        element = spelled(found[1])
        if element == "Any":
            return "Sequence[Any]"
        return f"{element} | Sequence[{element}]" if found[2] else f"Sequence[{element}]"
    return TYPES.get(text, "Any")


def result(texts: list[str]) -> str:
    """The Python type of what is returned; several values come as a tuple with names."""
    if len(texts) > 1:
        return "Any"
    if not texts:
        return "None"
    if texts[0] == "Tensor[]":
        return "_tuple[Tensor, ...]"
    return {"Scalar": "_Number", "int[]": "_list[_int]"}.get(texts[0], TYPES.get(texts[0], "Any"))


class Maker:
    """Stubs from operators and their other names (of generate.py) and the sources under `package`."""

    def __init__(self, operators: Iterable[Any], aliases: dict[str, str], package: Path) -> None:
        self.kinds: dict[str, list[Any]] = {}
        self.package = package
        sugar = self.parse("dispatch/sugar.py")
        language = ast.literal_eval(self.value(sugar, "LANGUAGE"))
        for operator in operators:
            room, _, name = operator.kind.partition("::")
            texts = [a.type.text for a in operator.arguments] + [r.text for r in operator.returns]
            if name in language:
                continue
            if room == "aten" and operator.until is None and any("Tensor" in t for t in texts):
                self.kinds.setdefault(name, []).append(operator)
        functions = {n.name: n for n in sugar.body if isinstance(n, ast.FunctionDef)}
        named = {t: self.value(sugar, t) for t in ("FUNCTIONS", "METHODS")}
        self.sugar = {
            t: [
                functions[n.id]
                for n in ast.walk(v)
                if isinstance(n, ast.Name) and n.id in functions
            ]
            for t, v in named.items()
        }
        self.aliases = {a.partition("::")[2]: k.partition("::")[2] for a, k in aliases.items()}
        self.methods = self.parse("dispatch/methods.py")
        self.factories = {
            n.value
            for n in ast.walk(self.value(self.methods, "_FACTORIES"))
            if isinstance(n, ast.Constant)
        }

    def parse(self, name: str) -> ast.Module:
        return ast.parse((self.package / name).read_text())

    @staticmethod
    def value(module: ast.AST, name: str) -> ast.expr:
        for node in ast.walk(module):
            target = (
                node.targets[0] if isinstance(node, ast.Assign) else getattr(node, "target", None)
            )
            if isinstance(target, ast.Name) and target.id == name and node.value is not None:  # type: ignore[attr-defined]
                return node.value  # type: ignore[attr-defined, no-any-return]
        raise SystemExit(f"stubs: no assignment to {name}")

    def parameters(self, arguments: list[Any], factory: bool) -> list[str]:
        """`name: type = default` of each argument, keyword-only ones behind a star."""
        made: list[str] = []
        seen_default = starred = False
        for a in arguments:
            if a.kwarg_only and not starred:
                made.append("*")
                starred = True
            optional = a.default is not None or (
                a.type.text.endswith("?") and (seen_default or starred)
            )
            # Python wants defaults last; a schema may have `Scalar alpha=1, Tensor other`.
            if not optional and seen_default and not starred:
                made.append("*")
                starred = True
            seen_default |= optional
            name = f"{a.name}_" if keyword.iskeyword(a.name) else a.name
            made.append(f"{name}: {spelled(a.type.text)}{' = ...' if optional else ''}")
        if factory:
            made += ([] if starred else ["*"]) + [
                "requires_grad: _bool = ...",
                "generator: Generator | None = ...",
            ]
            made = list(dict.fromkeys(made))
        return made

    def signatures(self, name: str, method: bool) -> list[tuple[str, str]]:
        """Parameters and result of every overload, without doubles."""
        found: list[tuple[str, str]] = []
        for o in self.kinds[name]:
            arguments = list(o.arguments)
            names = [a.name for a in arguments]
            if method:
                if not arguments or names[0] != "self" or arguments[0].type.text != "Tensor":
                    continue
                arguments = arguments[1:]
            factory = name in self.factories and not method
            parts = self.parameters(arguments, factory)
            if not method and names[:1] == ["self"]:
                parts[0] = parts[0].replace("self:", "input:", 1)
            lead = ["self"] if method else []
            returned = result([r.text for r in o.returns])
            found.append((", ".join(lead + parts), returned))
            if arguments and arguments[0].type.text == "int[]" and not arguments[0].kwarg_only:
                rest = self.parameters(arguments[1:], factory)
                if all("=" in p or p == "*" for p in rest):
                    spread = [p for p in rest if p != "*"]
                    found.append(
                        (", ".join([*lead, f"*{arguments[0].name}: _int", *spread]), returned)
                    )
        return list(dict.fromkeys(found))

    def definition(
        self, name: str, signatures: list[tuple[str, str]], indent: str = ""
    ) -> Iterator[str]:
        for parameters, returned in signatures:
            if len(signatures) > 1:
                yield f"{indent}@overload"
            yield f"{indent}def {name}({parameters}) -> {returned}: ..."

    def written(self, node: ast.FunctionDef, method: bool) -> str:
        """The signature of a function of sugar.py; defaults are not shown."""
        copied = Renamed().visit(ast.parse(ast.unparse(node))).body[0]
        arguments = copied.args
        for defaults in (arguments.defaults, arguments.kw_defaults):
            defaults[:] = [d and ast.Constant(...) for d in defaults]
        if method:
            arguments.args[0] = ast.arg("self")
        returned = ast.unparse(copied.returns) if copied.returns else "Any"
        return f"def {node.name}({ast.unparse(arguments)}) -> {returned}: ..."

    def method_stub(self) -> str:
        """`_methods.pyi`: the base class that a type checker sees under Tensor."""
        tensor = self.parse("tensor/tensor.py")
        cls = next(n for n in tensor.body if isinstance(n, ast.ClassDef) and n.name == "Tensor")
        own = {n.name for n in cls.body if isinstance(n, ast.FunctionDef)}
        own |= {
            n.targets[0].id
            for n in cls.body
            if isinstance(n, ast.Assign) and isinstance(n.targets[0], ast.Name)
        }
        lines = [BUILTIN_NAMES, ROOM_NAMES, ALIASES, "class Methods:"]
        done = set(own)
        table = self.value(self.methods, "operators")
        assert isinstance(table, ast.Dict)
        for key, value in zip(table.keys, table.values, strict=True):
            assert isinstance(key, ast.Constant)
            done.add(str(key.value))
            lines += self.written_operator(str(key.value), value)
        for function in self.sugar["METHODS"]:
            done.add(function.name)
            lines.append(f"    {self.written(function, True)}")
        everything = {name: name for name in self.kinds} | self.aliases
        for name, target in sorted(everything.items()):
            if name in done or name.startswith("__") or target not in self.kinds:
                continue
            lines += self.definition(name, self.signatures(target, True), "    ")
        return "\n".join(lines) + "\n"

    def written_operator(self, name: str, value: ast.expr) -> Iterator[str]:
        """One entry of the dict of hand-made methods."""
        special = {
            "__getitem__": "def __getitem__(self, index: Any) -> Tensor: ...",
            "__setitem__": "def __setitem__(self, index: Any, value: Any) -> None: ...",
            "size": "@overload\n    def size(self, dim: None = ...) -> Size: ...\n"
            "    @overload\n    def size(self, dim: _int) -> _int: ...",
            "stride": "@overload\n    def stride(self, dim: None = ...) -> _tuple[_int, ...]: ...\n"
            "    @overload\n    def stride(self, dim: _int) -> _int: ...",
            "type": "@overload\n    def type(self, dtype: None = ...) -> str: ...\n"
            "    @overload\n    def type(self, dtype: DType | str) -> Tensor: ...",
        }
        if name in special:
            yield f"    {special[name]}"
        elif (
            isinstance(value, ast.Call)
            and isinstance(value.func, ast.Name)
            and value.func.id == "_property"
        ):
            yield "    @property"
            yield f"    def {name}(self) -> Tensor: ..."
            if value.keywords:
                yield f"    @{name}.setter"
                yield f"    def {name}(self, value: Any) -> None: ..."
        elif name in ("__eq__", "__ne__"):
            yield f"    def {name}(self, other: object) -> Tensor: ..."
        elif name.startswith("__") and name not in ("__neg__", "__pos__", "__abs__", "__invert__"):
            yield f"    def {name}(self, other: _Operand) -> Tensor: ..."
        else:
            yield f"    def {name}(self) -> Tensor: ..."

    def face_stub(self, dtypes: Iterable[str], constructors: Iterable[str]) -> str:
        """`__init__.pyi`: what `__init__.py` imports, imports late, and makes of the table."""
        source = self.parse("__init__.py")
        lines = [BUILTIN_NAMES, "from minijit.tensor.layout import Layout", ALIASES]
        done: set[str] = set()
        for node in source.body:
            if (
                isinstance(node, ast.ImportFrom)
                and node.module
                and node.module.startswith("minijit")
            ):
                for alias in node.names:
                    name = alias.asname or alias.name
                    if not name.startswith("_"):
                        done.add(name)
                        lines.append(f"from {node.module} import {alias.name} as {name}")
            elif isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
                name = node.targets[0].id
                if not name.startswith("_") or name == "__version__":
                    done.add(name)
                    kind = ast.unparse(node.value) if isinstance(node.value, ast.Name) else None
                    is_none = isinstance(node.value, ast.Constant) and node.value.value is None
                    text = "str" if name == "__version__" else "None" if is_none else "_float"
                    lines.append(f"{name} = {kind}" if kind else f"{name}: {text}")
        for room in ast.literal_eval(self.value(source, "_LAZY_MODULES")):
            done.add(room)
            lines.append(f"from minijit import {room} as {room}")
        for name, (module, attribute) in ast.literal_eval(self.value(source, "_LAZY")).items():
            done.add(name)
            lines.append(f"from {module} import {attribute} as {name}")
        for name in dtypes:
            done.add(name)
            lines.append(f"{name}: DType")
        for node in self.parse("tensor/layout.py").body:
            if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
                name = node.targets[0].id
                if name not in done:
                    done.add(name)
                    lines.append(f"{name}: Layout")
        for name in constructors:
            done.add(name)
            lines.append(f"def {name}(*args: Any, **kwargs: Any) -> Tensor: ...")
        for function in self.sugar["FUNCTIONS"]:
            done.add(function.name)
            lines.append(self.written(function, False))
        everything = {name: name for name in self.kinds} | self.aliases
        for name, target in sorted(everything.items()):
            if name not in done and not name.startswith("_") and target in self.kinds:
                lines += self.definition(name, self.signatures(target, False))
        return "\n".join(lines) + "\n"
