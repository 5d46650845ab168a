"""A module whose attributes that nothing changes are constants of its methods."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Any

from minijit.diagnostics import error
from minijit.ir import Block, CompilationUnit, Function, Graph, Node, ScriptObject, Value
from minijit.passes.dead_code import remove_dead_code
from minijit.passes.fold_constants import fold_constants, outputs_of
from minijit.passes.fold_norms import fold_norms
from minijit.passes.inline import inline_calls
from minijit.passes.static_branches import take_static_branches
from minijit.schema.table import OPSET_VERSION_MAX
from minijit.tensor import Tensor
from minijit.types import (
    BOOL,
    DEVICE,
    FLOAT,
    INT,
    NONE,
    STR,
    TENSOR,
    ClassType,
    DictType,
    ListType,
    OptionalType,
    TupleType,
    Type,
)

Attribute = tuple[int, str]  # id of an object, name
# Operators that may give their first argument itself, though their schema does not say so.
RETURNS_INPUT = frozenset(
    f"aten::{name}"
    for name in (
        "type_as", "dropout", "alpha_dropout", "feature_dropout", "feature_alpha_dropout",
        "atleast_1d", "atleast_2d", "atleast_3d",
    )
)  # fmt: skip
SCALARS = (BOOL, DEVICE, FLOAT, INT, NONE, STR)


def freeze_object(
    root: ScriptObject,
    preserved: Sequence[str] = (),
    *,
    optimize_numerics: bool = True,
    keep_parameters: bool = False,
) -> tuple[ScriptObject, CompilationUnit]:
    """The object with `forward` and what is preserved: attributes and methods, by dotted names.

    What some kept method may write to stays an attribute; with `keep_parameters` parameters do too,
    and in training mode buffers and the mode itself. `optimize_numerics` folds batch normalisations
    into the weights before them. Errors MJ8022, MJ8023, MJ8025.
    """
    return _Freezer(root, preserved, optimize_numerics, keep_parameters).run()


class _Freezer:
    def __init__(
        self,
        root: ScriptObject,
        preserved: Sequence[str],
        optimize_numerics: bool,
        keep_parameters: bool,
    ) -> None:
        self.root = root
        self.optimize_numerics = optimize_numerics
        self.keep_parameters = keep_parameters
        methods = list(root.class_type.methods.values())
        self.unit = CompilationUnit(methods[0].unit.version if methods else OPSET_VERSION_MAX)
        self.constants: dict[Any, int] = {}
        self.held: list[Tensor] = []
        self.known: dict[Value, ScriptObject] = {}
        self.changed: set[Attribute] = set()
        self.kept: set[Attribute] = set()
        self.whole: dict[int, ScriptObject] = {}  # objects that stay as they are
        self.methods: list[tuple[ScriptObject, Function]] = []
        self.classes: dict[int, ClassType] = {}
        self.made: dict[int, ScriptObject] = {}
        wanted = list(preserved)
        if "forward" in root.class_type.methods:
            wanted.insert(0, "forward")
        for name in wanted:
            self.preserve(name)

    def run(self) -> tuple[ScriptObject, CompilationUnit]:
        self.swapped = {name for _, f in self.methods for name in _swapped(f.graph)}
        for own, function in self.methods:
            self.follow_objects(function.graph.block, own)
        for _, function in self.methods:
            self.changed |= _Changes(self.known).of(function.graph.block)
        if self.keep_parameters:
            self.change_parameters()
        self.share_changes()
        for _, function in self.methods:
            self.fold(function.graph.block)
            self.fold_operators(function.graph)
            for node in function.graph.walk():
                if node.kind in ("prim::GetAttr", "prim::SetAttr") and node.inputs[0] in self.known:
                    self.kept.add((id(self.known[node.inputs[0]]), node.attributes["name"]))
        self.drop_unused_constants()
        made = self.rebuild(self.root)
        for own, function in self.methods:
            self.retype(function, own)
        return made, self.unit

    # what stays

    def preserve(self, path: str) -> None:
        *above, name = path.split(".")
        own = self.root
        for part in above:
            inner = own.slots.get(part)
            if not isinstance(inner, ScriptObject):
                raise error("MJ8022", name=path)
            self.kept.add((id(own), part))
            own = inner
        if name in own.class_type.methods:
            if not any(o is own and f.basename == name for o, f in self.methods):
                self.methods.append((own, self.inlined(own.class_type.methods[name])))
        elif name in own.class_type.attributes:
            self.kept.add((id(own), name))
            self.changed.add((id(own), name))
            value = own.slots[name]
            if isinstance(value, ScriptObject) and value.class_type.is_module:
                self.keep_whole(value)
        else:
            raise error("MJ8022", name=path)

    def keep_whole(self, own: ScriptObject) -> None:
        """An object of which all may be used: it and what is below it stay."""
        if id(own) in self.whole:
            return
        self.whole[id(own)] = own
        for method in own.class_type.methods.values():
            self.unit.adopt(method)
        for name, value in own.slots.items():
            self.changed.add((id(own), name))
            self.kept.add((id(own), name))
            if isinstance(value, ScriptObject) and value.class_type.is_module:
                self.keep_whole(value)

    def inlined(self, function: Function) -> Function:
        graph = function.graph.copy()
        made = replace(function, graph=graph, unit=self.unit, arguments=list(function.arguments))
        self.adopt_constants(graph.walk(), function.unit)
        inline_calls(graph, function, self.adopt_constants)
        for node in graph.walk():
            if node.kind == "prim::CallFunction":
                self.unit.adopt(function.unit.functions[node.attributes["name"]])
        return made

    def adopt_constants(self, nodes: Iterable[Node], unit: CompilationUnit) -> None:
        for node in nodes:
            if node.kind == "prim::ConstantRef":
                value = unit.constants[node.attributes["index"]]
                node.attributes["index"] = self.constant(value)

    def constant(self, value: Any) -> int:
        """The place of a value among the constants of the program."""
        key = id(value)
        if key not in self.constants:
            self.constants[key] = len(self.unit.constants)
            self.unit.constants.append(value)
        return self.constants[key]

    # which object a value is

    def follow_objects(self, block: Block, own: ScriptObject | None = None) -> None:
        if own is not None:
            self.known[block.inputs[0]] = own
        for node in block.nodes:
            if node.kind == "prim::GetAttr" and node.inputs[0] in self.known:
                owner, name = self.known[node.inputs[0]], node.attributes["name"]
                value = owner.slots[name]
                if isinstance(value, ScriptObject) and value.class_type.is_module:
                    if name in self.swapped:
                        self.kept.add((id(owner), name))
                        self.keep_whole(value)
                    else:
                        self.known[node.output] = value
            elif node.kind == "prim::SetAttr":
                self.escapes(node.inputs[1])
            elif node.kind != "prim::GetAttr":
                for value in node.inputs:
                    self.escapes(value)
            for inner in node.blocks:
                self.follow_objects(inner)
        for output in block.outputs:
            self.escapes(output)

    def escapes(self, value: Value) -> None:
        """A module that is more than looked into."""
        if value in self.known:
            if self.known[value] is self.root:
                raise error("MJ8023")
            self.keep_whole(self.known[value])

    def change_parameters(self) -> None:
        """What training changes stays."""
        for own in _objects(self.root, {}):
            names = list(own.class_type.parameters)
            if own.slots.get("training"):
                names += [*own.class_type.buffers, "training"]
            self.changed |= {(id(own), name) for name in names}

    def share_changes(self) -> None:
        """An attribute is changed when another one on the same memory is."""
        memory: dict[int, set[Attribute]] = defaultdict(set)
        for own in _objects(self.root, {}):
            for name, value in own.slots.items():
                for storage in _storages(value):
                    memory[storage].add((id(own), name))
        for group in memory.values():
            if group & self.changed:
                self.changed |= group

    # constants for attributes

    def fold(self, block: Block) -> None:
        for node in list(block.nodes):
            for inner in node.blocks:
                self.fold(inner)
            if node.kind != "prim::GetAttr" or node.inputs[0] not in self.known:
                continue
            own, name = self.known[node.inputs[0]], node.attributes["name"]
            if (id(own), name) in self.changed or not _is_constant(own.slots[name]):
                continue
            at = block.nodes.index(node)
            made = self.emit(block, at, own.slots[name], node.output.type, node)
            made.name = node.output.name
            node.output.replace_by(made)
            node.destroy()

    def fold_operators(self, graph: Graph) -> None:
        """Runs what is known, until that decides no more branches."""
        before = -1
        while before != (before := sum(1 for _ in graph.walk())):
            take_static_branches(graph)
            written = written_values(graph.block)
            fold_constants(graph.block, self.unit.constants, written, self.emit)
            remove_dead_code(graph)
        if self.optimize_numerics:
            written = written_values(graph.block)
            fold_norms(graph.block, self.unit.constants, written, self.emit)
            remove_dead_code(graph)

    def drop_unused_constants(self) -> None:
        """The constants of which others were made are not stored."""
        places: dict[int, int] = {}
        for _, function in self.methods:
            for node in function.graph.walk():
                if node.kind == "prim::ConstantRef":
                    old = node.attributes["index"]
                    node.attributes["index"] = places.setdefault(old, len(places))
        self.unit.constants[:] = [self.unit.constants[old] for old in places]

    def emit(self, block: Block, at: int, value: Any, kind: Type, origin: Node) -> Value:
        """A constant before a place: tensors by reference, containers put together."""
        if isinstance(kind, OptionalType) and value is not None:
            kind = kind.elem
        inputs: list[Value] = []
        attributes: dict[str, Any] = {}
        if isinstance(value, Tensor):
            name, kind = "prim::ConstantRef", TENSOR
            attributes = {"index": self.tensor(value)}
        elif isinstance(value, list | tuple | dict):
            before = len(block.nodes)
            for item, inner in _items(value, kind):
                here = at + len(block.nodes) - before
                inputs.append(self.emit(block, here, item, inner, origin))
            at += len(block.nodes) - before
            names = {list: "List", dict: "Dict"}
            name = f"prim::{names.get(type(value), 'Tuple')}Construct"
        else:
            name, attributes = "prim::Constant", {"value": value}
            kind = NONE if value is None else kind
        return block.insert(at, Node(name, inputs, [kind], attributes, None, origin.range)).output

    def tensor(self, value: Tensor) -> int:
        if id(value) not in self.constants:
            # Its id is a key: it must not go to another tensor.
            self.held.append(value)
            plain = value.data
            self.constants[id(value)] = self.constant(plain)
        return self.constants[id(value)]

    # the new program

    def rebuild(self, own: ScriptObject) -> ScriptObject:
        if id(own) in self.made:
            return self.made[id(own)]
        old = own.class_type
        if id(own) in self.whole:
            self.made[id(own)] = own
            self.classes[id(own)] = old
            self.register_whole(old)
            return own
        cls = ClassType(self.unique(old.name), "module")
        self.unit.classes[cls.name] = cls
        self.classes[id(own)] = cls
        made = self.made[id(own)] = ScriptObject(cls)
        for name, kind in old.attributes.items():
            value = own.slots[name]
            if isinstance(value, ScriptObject) and value.class_type.is_module:
                if (id(own), name) in self.kept:
                    made.slots[name] = self.rebuild(value)
                    cls.attributes[name] = made.slots[name].class_type
            elif (id(own), name) in self.kept:
                made.slots[name] = list(value) if isinstance(value, list) else value
                cls.attributes[name] = kind
        for kind in cls.attributes.values():
            inner = getattr(kind, "elem", kind)
            if isinstance(inner, ClassType) and not inner.is_module:
                self.register_whole(inner)
        cls.parameters = [n for n in old.parameters if n in cls.attributes]
        cls.buffers = [n for n in old.buffers if n in cls.attributes]
        return made

    def register_whole(self, cls: ClassType) -> None:
        if self.unit.classes.get(cls.name) is cls:
            return
        self.unit.classes[cls.name] = cls
        for kind in cls.attributes.values():
            if isinstance(kind, ClassType):
                self.register_whole(kind)

    def unique(self, name: str) -> str:
        made, number = name, 0
        prefix, _, atom = name.rpartition(".")
        while made in self.unit.classes:
            made = f"{prefix}.___torch_mangle_{number}.{atom}"
            number += 1
        return made

    def retype(self, function: Function, own: ScriptObject) -> None:
        """The method in its new class."""
        cls = self.classes[id(own)]
        if id(own) in self.whole:
            return
        for value, known in self.known.items():
            if id(known) in self.classes:
                value.type = self.classes[id(known)]
        function.name = f"{cls.name}.{function.basename}"
        function.arguments[0] = replace(function.arguments[0], type=cls)
        cls.methods[function.basename] = function


class _Changes:
    """Which attributes a graph may write to, by following what may share memory with them."""

    def __init__(self, known: dict[Value, ScriptObject]) -> None:
        self.known = known
        self.labels: dict[Value, set[Attribute]] = defaultdict(set)
        self.changed: set[Attribute] = set()

    def of(self, block: Block) -> set[Attribute]:
        before = -1
        while before != self.size():
            before = self.size()
            self.block(block)
        return self.changed

    def size(self) -> int:
        return len(self.changed) + sum(len(labels) for labels in self.labels.values())

    def block(self, block: Block) -> None:
        for node in block.nodes:
            self.node(node)
            for inner in node.blocks:
                self.block(inner)
            if node.kind == "prim::If":
                for inner in node.blocks:
                    self.join(inner.outputs, node.outputs)
            elif node.kind == "prim::Loop":
                (body,) = node.blocks
                self.join(node.inputs[2:], body.inputs[1:])
                self.join(body.outputs[1:], body.inputs[1:])
                self.join(body.outputs[1:], node.outputs)
                self.join(node.inputs[2:], node.outputs)

    def join(self, given: Sequence[Value], into: Sequence[Value]) -> None:
        for a, b in zip(given, into, strict=False):
            self.labels[b] |= self.labels[a]

    def node(self, node: Node) -> None:
        if node.kind in ("prim::If", "prim::Loop"):
            return
        if node.kind == "prim::GetAttr" and node.inputs[0] in self.known:
            attribute = (id(self.known[node.inputs[0]]), node.attributes["name"])
            if node.output.type not in SCALARS:
                self.labels[node.output].add(attribute)
            return
        found = {label for value in node.inputs for label in self.labels[value]}
        if node.kind == "prim::SetAttr":
            owner = node.inputs[0]
            if owner in self.known:
                self.changed.add((id(self.known[owner]), node.attributes["name"]))
            # What is put into an object may be changed through it.
            self.changed |= found
        elif node.kind in ("prim::CallMethod", "prim::CallFunction"):
            self.changed |= found
        elif node.schema is not None:
            self.operator(node, found)
            return
        for output in node.outputs:
            self.labels[output] |= found

    def operator(self, node: Node, found: set[Attribute]) -> None:
        assert node.schema is not None
        aliased: set[Attribute] = set()
        itself = node.inputs[0] if node.kind in RETURNS_INPUT else None
        for value, argument in zip(node.inputs, node.schema.arguments, strict=False):
            if argument.alias.endswith("!"):
                self.changed |= self.labels[value]
                # What is put into a container may be changed through it.
                if not _is_tensor(value.type):
                    self.labels[value] |= found
            if argument.alias or value is itself or not _is_tensor(value.type):
                aliased |= self.labels[value]
        for output in node.outputs:
            if output.type not in SCALARS:
                self.labels[output] |= aliased


def _swapped(graph: Graph) -> Iterator[str]:
    """The attributes into which a method puts modules. Error MJ8025: their type is an interface."""
    for node in graph.walk():
        if node.kind != "prim::SetAttr":
            continue
        owner, value, name = *(v.type for v in node.inputs), node.attributes["name"]
        if isinstance(owner, ClassType) and isinstance(value, ClassType) and value.is_module:
            declared = owner.attributes.get(name)
            if isinstance(declared, ClassType) and declared.is_interface:
                raise error("MJ8025", name=name)
            yield name


def written_values(block: Block) -> frozenset[Value]:
    """The results within a block that something may write to, itself or through a view."""
    changes = _Changes({})
    values = list(outputs_of(block))
    for number, value in enumerate(values):
        changes.labels[value].add((number, ""))
    numbers = {number for number, _ in changes.of(block)}
    return frozenset(value for number, value in enumerate(values) if number in numbers)


def _is_tensor(kind: Type) -> bool:
    return TENSOR in (kind, kind.elem if isinstance(kind, OptionalType) else None)


def _objects(own: ScriptObject, seen: dict[int, ScriptObject]) -> Iterator[ScriptObject]:
    if id(own) in seen:
        return
    seen[id(own)] = own
    yield own
    for value in own.slots.values():
        if isinstance(value, ScriptObject) and value.class_type.is_module:
            yield from _objects(value, seen)


def _storages(value: Any) -> Iterator[int]:
    """The memory that a value reaches; each part of it is looked at once."""
    waiting, seen = [value], set()
    while waiting:
        part = waiting.pop()
        if isinstance(part, Tensor):
            yield id(part._storage)
        if id(part) in seen:
            continue
        seen.add(id(part))
        if isinstance(part, list | tuple):
            waiting += part
        elif isinstance(part, dict):
            waiting += part.values()
        elif isinstance(part, ScriptObject) and not part.class_type.is_module:
            waiting += part.slots.values()


def _is_constant(value: Any) -> bool:
    if isinstance(value, list | tuple):
        return all(_is_constant(item) for item in value)
    if isinstance(value, dict):
        return all(_is_constant(v) for pair in value.items() for v in pair)
    return value is None or isinstance(value, Tensor | bool | int | float | str)


def _items(value: Any, kind: Type) -> list[tuple[Any, Type]]:
    match kind:
        case ListType():
            return [(item, kind.elem) for item in value]
        case DictType():
            return [p for k, v in value.items() for p in ((k, kind.key), (v, kind.value))]
        case TupleType():
            return list(zip(value, kind.elems, strict=True))
    return []
