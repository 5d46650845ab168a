"""The C++ face of the operators: one function and one method for each line of ops.schema.

Names, order and defaults of arguments are libtorch's: `out` comes first in `add_out`, the four
arguments that say what a factory makes are one `TensorOptions`, generators are left out. What is
declared by hand in the headers is not made a second time, nor are overloads whose arguments have
no C++ type.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

_VALUES = {
    "int": "int64_t",
    "float": "double",
    "bool": "bool",
    "str": "std::string_view",
    "ScalarType": "DType",
    "Device": "Device",
}
_SHARED = ("Tensor", "Scalar")
_LISTS = {
    "int[]": "IntSpan",
    "int[]?": "OptionalIntSpan",
    "float[]": "Span<const double>",
    "float[]?": "std::optional<Span<const double>>",
    "Tensor[]": "TensorList",
}
_OPTIONS = ("dtype", "layout", "device", "pin_memory")
_LEFT_OUT = {"Generator?", "Layout?", "MemoryFormat?"}  # given as None
_NAMESPACES = ("fft", "linalg", "special")
_PREFIXES = tuple(f"{space}_" for space in _NAMESPACES)
_KEYWORDS = {"and", "or", "not", "xor", "float", "int", "bool", "new", "delete"}
_REFUSING = {"backward", "cuda", "grad"}  # for programs only; torch::cuda is a namespace

# What a number, a list in braces or a flag may become as well.
_TOLD_FROM_NONE = {
    "OptionalIntSpan": "IntSpan",
    "TensorList": "Span<const indexing::TensorIndex>",
    "double": "Scalar",
    "OnlyBool": "bool",
}
# Types of the arguments of each call that a name takes.
ByHand = Mapping[str, set[tuple[str, ...]]]


@dataclass(slots=True)
class Parameter:
    """One parameter of a C++ function."""

    name: str
    type: str
    default: str

    def declared(self, with_default: bool) -> str:
        default = f" = {self.default}" if with_default and self.default else ""
        return f"{self.type} {self.name}{default}"


@dataclass(slots=True)
class Function:
    """One overload."""

    name: str
    kind: str
    overload: str
    parameters: list[Parameter]
    values: list[str]
    returned: str

    @property
    def writes_self(self) -> bool:
        return self.returned == "const Tensor&"

    def is_among(self, by_hand: ByHand, of_self: int = 0) -> bool:
        """Whether a declaration takes one of the calls, the first `of_self` arguments aside."""
        declared = by_hand.get(self.name)
        if declared is None or ("template",) in declared:
            return declared is not None
        calls = (tuple(map(_plain, types[of_self:])) for types in self.prefixes())
        return not declared.isdisjoint(calls)

    def prefixes(self) -> Iterator[tuple[str, ...]]:
        """Types of the arguments of each call that the defaults allow."""
        types = tuple(p.type for p in self.parameters)
        needed = sum(not p.default for p in self.parameters)
        for count in range(needed, len(types) + 1):
            yield types[:count]


def declared_by_hand(indent: str, *headers: Path) -> ByHand:
    """Names that follow a type and precede parentheses, and the arguments of calls that they take.

    Of a template the name alone is known: no call is told apart from its own.
    """
    text = "\n".join(re.sub(r"= \{\}", "= 0", h.read_text()) for h in headers)
    text = re.sub(r"\{[^{}\n]*\}", "", text)
    declaration = rf"^({indent}template.*\n)?{indent}(?!return\b)\w[\w:<>, ]*[ &*]+(\w+)\(([^()]*)"
    found: dict[str, set[tuple[str, ...]]] = {}
    for template, name, written in re.findall(declaration, text, re.MULTILINE):
        parts = [p.strip() for p in re.split(r",(?![^<]*>)", written) if p.strip()]
        needed = sum(" = " not in p for p in parts)
        types = tuple(_plain(p.partition(" = ")[0].rpartition(" ")[0]) for p in parts)
        calls = found.setdefault(name, set())
        calls.update(types[:count] for count in range(needed, len(types) + 1))
        if template:
            calls.add(("template",))
    return found


def _plain(type_: str) -> str:
    """A type as overloads tell it from others."""
    bare = type_.removeprefix("const ").removesuffix("&").strip()
    return _TOLD_FROM_NONE.get(bare, bare)


def functions(operators: Iterable[Any], aliases: Mapping[str, str]) -> list[Function]:
    """All overloads that can be told apart, by name, in the order of the table.

    Aliases: other names, and what they stand for, as `aten::clip` for `aten::clamp`.
    """
    others: dict[str, list[str]] = {}
    for name, kind in aliases.items():
        others.setdefault(kind, []).append(name.removeprefix("aten::"))
    made: list[Function] = []
    known: dict[str, set[tuple[str, ...]]] = {}
    for operator in operators:
        function = _function(operator)
        if function is None:
            continue
        # Of two overloads that a short call fits, the later one wants more to be said.
        taken = known.setdefault(function.name, set())
        while taken.intersection(function.prefixes()):
            unsaid = [p for p in function.parameters if p.default]
            if not unsaid:
                break
            unsaid[0].default = ""
        else:
            taken.update(function.prefixes())
            made.append(function)
            kind = function.kind.removeprefix("aten::")
            for other in others.get(function.kind, []):
                made.append(replace(function, name=function.name.replace(kind, other, 1)))
    _tell_flags_from_dims(made)
    return made


def _tell_flags_from_dims(made: list[Function]) -> None:
    """`std(1)` names a dimension, `std(true)` says how to divide."""
    with_dims = {f.name for f in made if [p.name for p in f.parameters][1:2] == ["dim"]}
    for function in made:
        if function.name in with_dims and [p.type for p in function.parameters][1:] == ["bool"]:
            function.parameters[1].type = "OnlyBool"


def _function(operator: Any) -> Function | None:
    name = operator.kind.removeprefix("aten::")
    given_out = [a for a in operator.arguments if a.kwarg_only and a.type.alias == "a!"]
    if operator.until is not None or operator.vararg or not operator.kind.startswith("aten::"):
        return None
    # Names with a capital are conversions of the language.
    if name.startswith("_") or name[0].isupper() or name in _KEYWORDS | _REFUSING:
        return None
    # A dtype by its number is for programs.
    if any(a.name == "dtype" and a.type.text == "int?" for a in operator.arguments):
        return None
    # The caller's list would not change.
    if any(a.type.text == "Tensor[]" and "!" in a.type.alias for a in operator.arguments):
        return None
    returned = _returned([r.text for r in operator.returns])
    makes = _OPTIONS[0] in [a.name for a in operator.arguments] and returned == "Tensor"
    if returned is None or not (
        makes or any(a.type.text in ("Tensor", "Tensor[]") for a in operator.arguments)
    ):
        return None
    parameters: list[Parameter] = []
    values: list[str] = []
    names = [a.name for a in operator.arguments]
    has_options = set(_OPTIONS) <= set(names)
    for argument in operator.arguments:
        if has_options and argument.name in _OPTIONS:
            if argument.name == _OPTIONS[0]:
                parameters.append(Parameter("options", "const TensorOptions&", "{}"))
                values.append("options")
            else:
                values.append("nullptr")
            continue
        if argument.type.text in _LEFT_OUT:
            values.append("nullptr")
            continue
        parameter = _parameter(argument)
        if parameter is None:
            return None
        values.append(parameter.name)
        parameters.append(parameter)
    if given_out:
        outs = [p for p in parameters if p.name in {a.name for a in given_out}]
        parameters = outs + [p for p in parameters if p not in outs]
        name += "_out"
    # A parameter behind one with a default needs one, too, or takes the others' away.
    for index in range(len(parameters) - 1, 0, -1):
        if not parameters[index].default:
            parameters[index - 1].default = ""
    while values and values[-1] == "nullptr":
        values.pop()
    first = operator.arguments[0]
    if name.endswith("_") and first.name == "self" and first.type.alias:
        returned = "const Tensor&"
    return Function(name, operator.kind, operator.overload, parameters, values, returned)


def _parameter(argument: Any) -> Parameter | None:
    text = re.sub(r"\[\d+\]", "[]", argument.type.text)
    inner = text.removesuffix("?")
    default = argument.default
    name = f"{argument.name}_" if argument.name in _KEYWORDS else argument.name
    if text in _LISTS:
        written = _list_default(default, _LISTS[text])
        return Parameter(name, _LISTS[text], written)
    if inner in _VALUES:
        kind = _VALUES[inner]
        if text != inner:
            written = "std::nullopt" if default == "None" else _literal(default, inner)
            return Parameter(name, f"std::optional<{kind}>", written)
        return Parameter(name, kind, _literal(default, inner))
    if inner in _SHARED:
        if text != inner:
            written = "{}" if default == "None" else _literal(default, inner)
            return Parameter(name, f"const std::optional<{inner}>&", written)
        return Parameter(name, f"const {inner}&", _literal(default, inner))
    return None


def _literal(default: str | None, kind: str) -> str:
    if default is None or default == "None":
        return ""
    if default in ("True", "False"):
        return default.lower()
    if kind == "str":
        return '"' + default.strip("\"'") + '"'
    if default == "inf":
        return "std::numeric_limits<double>::infinity()"
    if kind == "ScalarType" and not re.fullmatch(r"-?\d+", default):
        return ""
    if kind == "ScalarType":
        return f"static_cast<DType>({default})"
    return default if re.fullmatch(r"-?[\d.]+(e-?\d+)?", default) else ""


def _list_default(default: str | None, kind: str) -> str:
    if default is None:
        return ""
    if default == "None":
        return "std::nullopt"
    if default == "[]":
        return f"{kind}()"
    numbers = default.strip("[]")
    return f"{{{numbers}}}" if re.fullmatch(r"[-\d., ]+", numbers) else ""


def _returned(texts: list[str]) -> str | None:
    known = {
        "Tensor": "Tensor",
        "Tensor[]": "std::vector<Tensor>",
        "bool": "bool",
        "int": "int64_t",
        "float": "double",
        "Scalar": "Scalar",
    }
    if texts in ([], [""]):
        return "void"
    if any(t not in known for t in texts):
        return None
    types = [known[t] for t in texts]
    return types[0] if len(types) == 1 else f"std::tuple<{', '.join(types)}>"


def _body(function: Function) -> str:
    arguments = ", ".join([f'"{function.kind}", "{function.overload}"', *function.values])
    if function.writes_self:
        return f"detail::call<Tensor>({arguments}); return self;"
    return f"return detail::call<{function.returned}>({arguments});"


def function_lines(made: Iterable[Function], by_hand: ByHand) -> list[str]:
    """Definitions for namespace minijit."""
    lines: list[str] = []
    inside: dict[str, list[str]] = {}
    for f in made:
        parameters = ", ".join(p.declared(True) for p in f.parameters)
        if not f.is_among(by_hand):
            lines.append(f"inline {f.returned} {f.name}({parameters}) {{ {_body(f)} }}")
        for space in _NAMESPACES:
            short = f.name.removeprefix(f"{space}_")
            if short != f.name and short not in _KEYWORDS:
                call = f"{f.name}({', '.join(p.name for p in f.parameters)})"
                line = f"inline {f.returned} {short}({parameters}) {{ return minijit::{call}; }}"
                inside.setdefault(space, []).append(line)
    for space, functions_there in inside.items():
        lines += [f"namespace {space} {{", *functions_there, f"}}  // namespace {space}"]
    return lines


def _without_defaults_of_scalars(function: Function) -> list[Function]:
    """The class knows no Scalar that a default could be made of: shorter overloads say it."""
    parameters = function.parameters
    if not any(p.default and "Scalar" in p.type for p in parameters):
        return [function]
    first = next(i for i, p in enumerate(parameters) if p.default)
    kept = [Parameter(p.name, p.type, "") for p in parameters]
    made = [replace(function, parameters=kept)]
    unsaid = {"{}": "nullptr", "std::nullopt": "nullptr"}
    for count in range(first, len(parameters)):
        defaults = {p.name: unsaid.get(p.default, p.default) for p in parameters[count:]}
        values = [defaults.get(v, v) for v in function.values]
        made.append(replace(function, parameters=kept[:count], values=values))
    return made


def method_lines(made: Iterable[Function], by_hand: ByHand) -> tuple[list[str], list[str]]:
    """Declarations for the class and definitions behind it."""
    declarations: list[str] = []
    definitions: list[str] = []
    for f in made:
        if f.name.endswith(("_out", "_like")) or f.name.startswith(_PREFIXES):
            continue
        if not f.parameters or f.parameters[0] != Parameter("self", "const Tensor&", ""):
            continue
        if f.is_among(by_hand, 1):
            continue
        for short in _without_defaults_of_scalars(f):
            others = short.parameters[1:]
            declared = ", ".join(p.declared(True) for p in others)
            defined = ", ".join(p.declared(False) for p in others)
            body = re.sub(r"\bself\b", "*this", _body(short))
            declarations.append(f"{f.returned} {f.name}({declared}) const;")
            definitions.append(
                f"inline {f.returned} Tensor::{f.name}({defined}) const {{ {body} }}"
            )
    return declarations, definitions
