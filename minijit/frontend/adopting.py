"""Programs that were compiled apart, made one."""

from __future__ import annotations

from minijit.ir import CompilationUnit, Function
from minijit.types import ClassType


def adopt(unit: CompilationUnit, other: CompilationUnit) -> None:
    """Makes all of `other` reachable from `unit`; what has a name that is taken gets a new one."""
    if other is unit:
        return
    renamed: dict[str, str] = {}
    for name, function in list(other.functions.items()):
        known = unit.functions.get(name)
        if known is function:
            continue
        fresh = unit.unique(name)
        if fresh != name:
            renamed[name] = fresh
            function.name = fresh
        unit.functions[fresh] = function
    for name, cls in list(other.classes.items()):
        if unit.classes.get(name) is not cls:
            cls.name = unit.unique(name)
            unit.classes[cls.name] = cls
            for method in cls.methods.values():
                method.name = f"{cls.name}.{method.basename}"
    for name, made in other.tuples.items():
        unit.tuples.setdefault(name, made)
    if renamed:
        for function in other.all_functions():
            _rename_calls(function, renamed)
        other.functions.update({f.name: f for f in other.functions.values()})


def _rename_calls(function: Function, renamed: dict[str, str]) -> None:
    for node in function.graph.walk():
        if node.kind == "prim::CallFunction":
            name = node.attributes["name"]
            node.attributes["name"] = renamed.get(name, name)


def same_class(a: ClassType, b: ClassType) -> bool:
    """Whether two classes, compiled apart, come of one class of the user and have equal slots."""
    return (
        a.name.rpartition(".")[2] == b.name.rpartition(".")[2]
        and list(a.attributes) == list(b.attributes)
        and all(
            str(x) == str(y)
            for x, y in zip(a.attributes.values(), b.attributes.values(), strict=True)
        )
        and a.constants == b.constants
        and list(a.methods) == list(b.methods)
    )
