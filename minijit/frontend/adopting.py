"""Programs that were compiled apart, made one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from minijit.ir import CompilationUnit, Function
from minijit.types import (
    ClassType,
    DictType,
    FutureType,
    ListType,
    OptionalType,
    TupleType,
    Type,
    UnionType,
)


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


def make_way(unit: CompilationUnit, other: CompilationUnit) -> None:
    """Renames what `other` has under a name that means something else in `unit`."""
    if other is unit:
        return
    _rename_tuples(
        other,
        {
            name: _free_name(unit, other, name)
            for name, made in other.tuples.items()
            if unit.tuples.get(name, made) != made
        },
    )
    different = _different_names(unit, other)
    renamed: dict[str, str] = {}
    for name in [n for n in other.functions if n in different]:
        function = other.functions.pop(name)
        renamed[name] = function.name = _free_name(unit, other, name)
        other.functions[function.name] = function
    for name in [n for n in other.classes if n in different]:
        cls = other.classes.pop(name)
        cls.name = _free_name(unit, other, name)
        other.classes[cls.name] = cls
        for method in cls.methods.values():
            method.name = f"{cls.name}.{method.basename}"
    for function in other.all_functions() if renamed else ():
        _rename_calls(function, renamed)


def _different_names(unit: CompilationUnit, other: CompilationUnit) -> set[str]:
    """Names under which the two have different code, or equal code that names what is different."""
    functions = {n: f for n, f in other.functions.items() if unit.functions.get(n, f) is not f}
    classes = {n: c for n, c in other.classes.items() if unit.classes.get(n, c) is not c}
    different = {n for n, f in functions.items() if not _same_code(unit.functions[n], f)}
    different |= {n for n, c in classes.items() if not equal_classes(unit.classes[n], c)}
    if not different:
        return different
    texts = {n: str(f.graph) for n, f in functions.items()}
    for name, cls in classes.items():
        parts = [*cls.attributes.values(), *(m.graph for m in cls.methods.values())]
        texts[name] = "\n".join(map(str, parts))
    found = different
    while found:
        naming = {n for n, text in texts.items() if any(each in text for each in found)}
        found = naming - different
        different = different | found
    return different


def _free_name(unit: CompilationUnit, other: CompilationUnit, name: str) -> str:
    made = unit.unique(name)
    while any(made in names for names in (other.functions, other.classes, other.tuples)):
        made = unit.unique(name)
    return made


def _rename_tuples(unit: CompilationUnit, renamed: Mapping[str, str]) -> None:
    """New names for NamedTuples, wherever their types stand."""
    if not renamed:
        return

    def new(kind: Type) -> Type:
        match kind:
            case TupleType():
                name = renamed.get(kind.name or "", kind.name)
                return TupleType(tuple(map(new, kind.elems)), name, kind.fields)
            case OptionalType() | ListType() | FutureType():
                return type(kind)(new(kind.elem))
            case DictType():
                return DictType(new(kind.key), new(kind.value))
            case UnionType():
                return UnionType(tuple(map(new, kind.members)))
        return kind

    for cls in unit.classes.values():
        cls.attributes = {name: new(kind) for name, kind in cls.attributes.items()}
    for function in {id(f): f for f in unit.all_functions()}.values():
        function.arguments[:] = [replace(a, type=new(a.type)) for a in function.arguments]
        function.return_type = new(function.return_type)
        for value in function.graph.inputs:
            value.type = new(value.type)
        for node in function.graph.walk():
            for value in [*node.outputs, *(v for b in node.blocks for v in b.inputs)]:
                value.type = new(value.type)
            if "types" in node.attributes:
                node.attributes["types"] = tuple(map(new, node.attributes["types"]))
    tuples = [new(made) for made in unit.tuples.values()]
    unit.tuples.clear()
    unit.tuples.update({t.name: t for t in tuples if isinstance(t, TupleType) and t.name})


def _same_code(a: Function, b: Function) -> bool:
    return a.graph is b.graph or str(a.graph) == str(b.graph)


def equal_classes(a: ClassType, b: ClassType) -> bool:
    """Whether two classes, compiled apart, have equal slots and equal code."""
    return same_class(a, b) and all(
        _same_code(ours, theirs)
        for ours, theirs in zip(a.methods.values(), b.methods.values(), strict=True)
    )


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
