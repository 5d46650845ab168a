"""One node as an expression of the code dialect."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Final

from minijit.archive.printer_names import attribute_text, is_plain_name
from minijit.ir import Node, Value
from minijit.types import (
    ANY,
    NONE,
    DictType,
    ListType,
    OptionalType,
    TupleType,
    Type,
    UnionType,
)

CASTS: Final = {
    "aten::Int": "int",
    "aten::Float": "float",
    "aten::Bool": "bool",
    "aten::str": "str",
}
IMPLICIT: Final = {
    "aten::IntImplicit": "int", "aten::FloatImplicit": "float", "aten::ScalarImplicit": "number",
}  # fmt: skip


def expression(node: Node, args: Sequence[str]) -> str:
    """The text of a node with these texts of its inputs."""
    structure = _STRUCTURE.get(node.kind)
    return operator(node, args) if structure is None else structure(node, args)


def _arguments(args: Sequence[str]) -> str:
    return "".join(f"{a}, " for a in args)


def _get_attribute(node: Node, args: Sequence[str]) -> str:
    return attribute_text(args[0], node.attributes["name"])


def _call_method(node: Node, args: Sequence[str]) -> str:
    return f"({args[0]}).{node.attributes['name']}({_arguments(args[1:])})"


def _call_function(node: Node, args: Sequence[str]) -> str:
    return f"{node.attributes['name']}({_arguments(args)})"


def _create(node: Node, args: Sequence[str]) -> str:
    cls = node.output.type
    return f"{cls}.__new__({cls})"


def _tuple(node: Node, args: Sequence[str]) -> str:
    made, inner = node.output.type, ", ".join(args)
    if isinstance(made, TupleType) and made.name is not None:
        return f"{made.name}({inner})"
    return f"({inner},)" if len(args) == 1 else f"({inner})"


def _tuple_index(node: Node, args: Sequence[str]) -> str:
    return f"({args[0]})[{node.attributes['index']}]"


def _list(node: Node, args: Sequence[str]) -> str:
    made, text = node.output.type, f"[{', '.join(args)}]"
    assert isinstance(made, ListType)
    return text if _is_clear(node.inputs, made.elem) else f"annotate({made}, {text})"


def _dict(node: Node, args: Sequence[str]) -> str:
    pairs = zip(args[::2], args[1::2], strict=True)
    made, text = node.output.type, "{" + ", ".join(f"{k}: {v}" for k, v in pairs) + "}"
    assert isinstance(made, DictType)
    clear = _is_clear(node.inputs[::2], made.key) and _is_clear(node.inputs[1::2], made.value)
    return text if clear else f"annotate({made}, {text})"


def _is_clear(items: Sequence[Value], elem: Type) -> bool:
    """Whether a literal of these items is read back with this element type."""
    if not items or isinstance(elem, OptionalType | UnionType) or elem in (ANY, NONE):
        return False
    return all(value.type == elem for value in items)


def _cast(node: Node, args: Sequence[str]) -> str:
    return f"unchecked_cast({node.output.type}, {args[0]})"


def _uninitialized(node: Node, args: Sequence[str]) -> str:
    return f"uninitialized({node.output.type})"


def _isinstance(node: Node, args: Sequence[str]) -> str:
    types = node.attributes["types"]
    wanted = ", ".join(str(t) for t in types)
    return f"isinstance({args[0]}, {wanted if len(types) == 1 else f'({wanted})'})"


def _print(node: Node, args: Sequence[str]) -> str:
    return f"print({', '.join(args)})"


def _missing(node: Node, args: Sequence[str]) -> str:
    return f"{spelled(node.attributes['name'])}({', '.join(args)})"


def _enum_name(node: Node, args: Sequence[str]) -> str:
    return f"({args[0]}).name"


def _enum_value(node: Node, args: Sequence[str]) -> str:
    return f"({args[0]}).value"


_STRUCTURE: Final[dict[str, Callable[[Node, Sequence[str]], str]]] = {
    "prim::GetAttr": _get_attribute,
    "prim::CallMethod": _call_method,
    "prim::CallFunction": _call_function,
    "prim::CreateObject": _create,
    "prim::TupleConstruct": _tuple,
    "prim::TupleIndex": _tuple_index,
    "prim::ListConstruct": _list,
    "prim::DictConstruct": _dict,
    "prim::unchecked_cast": _cast,
    "prim::Uninitialized": _uninitialized,
    "prim::isinstance": _isinstance,
    "prim::Print": _print,
    "prim::MissingOperator": _missing,
    "prim::EnumName": _enum_name,
    "prim::EnumValue": _enum_value,
}


# Operators whose text is no call of them.
WHOLE: Final = ("prim::tolist", "aten::__getitem__")

# Operators that PyTorch writes in their module, not in `torch`.
_MODULES: Final = {"backward": "torch.autograd", "grad": "torch.autograd"}


def spelled(kind: str) -> str:
    """The name under which code finds an operator."""
    namespace, _, name = kind.partition("::")
    if namespace != "aten":
        return f"ops.{namespace}.{name}"
    return f"{_MODULES.get(name, 'torch')}.{name}"


def operator(node: Node, args: Sequence[str]) -> str:
    """A call of an operator: keyword-only arguments by name."""
    kind, schema = node.kind, node.schema
    assert schema is not None, kind
    if kind in CASTS:
        return f"{CASTS[kind]}({args[0]})"
    if kind in IMPLICIT:
        return f"annotate({IMPLICIT[kind]}, {args[0]})"
    if kind == "prim::tolist":
        return f"annotate({node.output.type}, {args[0]}.tolist())"
    if kind == "aten::__getitem__":
        owner = args[0] if is_plain_name(args[0]) else f"({args[0]})"
        return f"{owner}[{args[1]}]"
    if kind == "aten::device" and schema.overload == "":
        return f"torch.device({args[0]})"
    if schema.vararg:
        return f"{spelled(kind)}({', '.join(args)})"
    # A dtype is a number in archives: in its place `view` would read it as a size.
    named = schema.qualified == "aten::view.dtype"
    arguments = [schema.arguments[at] for at in written_places(node)]
    parts = [
        f"{argument.name}={text}"
        if argument.kwarg_only or (named and argument.name == "dtype")
        else text
        for argument, text in zip(arguments, args, strict=True)
    ]
    return f"{spelled(kind)}({', '.join(parts)})"


def written(node: Node) -> list[Value]:
    """The inputs that the text of a node holds."""
    return [node.inputs[at] for at in written_places(node)]


def written_places(node: Node) -> list[int]:
    """Which they are: the defaults at the end of a call, or before its `out=`, are left out."""
    every = list(range(len(node.inputs)))
    forms = node.kind in CASTS or node.kind in IMPLICIT
    if node.schema is None or node.schema.vararg or forms or node.kind in WHOLE:
        return every
    arguments = node.schema.arguments
    needed = len(arguments)
    while needed and arguments[needed - 1].alias == "a!" and arguments[needed - 1].kwarg_only:
        needed -= 1
    outs = every[needed:]
    while needed:
        argument, value = arguments[needed - 1], node.inputs[needed - 1]
        if not argument.has_default or not _is_default(value, argument.default):
            break
        needed -= 1
    return every[:needed] + outs


def _is_default(value: Value, default: Any) -> bool:
    node = value.node
    if node is None:
        return False
    if node.kind == "prim::ListConstruct" and isinstance(default, list):
        return len(node.inputs) == len(default) and all(
            _is_default(item, wanted) for item, wanted in zip(node.inputs, default, strict=True)
        )
    if node.kind != "prim::Constant":
        return False
    given = node.attributes["value"]
    return type(given) is type(default) and bool(given == default)
