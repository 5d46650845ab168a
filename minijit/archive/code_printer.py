"""IR to the code dialect of archives (PyTorch's layout: two spaces, hoisting at 40 columns)."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any, Final

from minijit.archive.printer_expressions import expression, written
from minijit.archive.printer_inline import inlined_values, is_constant_node
from minijit.archive.printer_joins import drop_same_casts, drop_upcasts
from minijit.archive.printer_loops import is_for, loops_to_while
from minijit.archive.printer_names import (
    BUILTINS,
    Counter,
    Names,
    attribute_text,
    is_plain_name,
    literal,
)
from minijit.archive.source_map import Row, plain
from minijit.ir import Block, ConstantRef, Function, Node, Value, format_string
from minijit.passes import PIPELINE
from minijit.types import (
    NONE,
    TENSOR,
    ClassType,
    ListType,
    OptionalType,
    TupleType,
    Type,
    UnionType,
)

HOIST_AT: Final = 40


class FunctionPrinter:
    """Prints one function or method."""

    def __init__(
        self, function: Function, counter: Counter, avoid: frozenset[str] = frozenset()
    ) -> None:
        self.function = function
        self.graph = function.graph.copy()
        for change in PIPELINE:
            change(self.graph)
        drop_upcasts(self.graph)
        drop_same_casts(self.graph)
        loops_to_while(self.graph)
        for node in self.graph.walk():
            if node.kind == "prim::GetAttr" and not node.output.name:
                node.output.name = node.attributes["name"]
        self.names = Names(counter, avoid)
        self.places = counter.places
        self.lines: list[str] = []
        self.known: dict[Value, str] = {}
        self.inlined = inlined_values(self.graph)
        # Texts of inlined values that no line holds yet, in order of evaluation.
        self.pending: list[tuple[list[str], Value]] = []

    def bind(self, value: Value) -> str:
        self.known[value] = self.names.fresh(value.name)
        return self.known[value]

    def line(self, text: str, level: int, node: Node | None = None) -> None:
        marked = text if node is None else self.places.mark(text, node.range)
        self.lines.append("  " * level + marked)

    # expressions

    def text(self, value: Value, level: int) -> str:
        """The expression for a value: a name, a literal, or what is written in place."""
        if value in self.known:
            return self.known[value]
        node = value.node
        assert node is not None
        if node.kind == "prim::Constant":
            made = literal(node.attributes["value"])
            return f"annotate({value.type}, {made})" if made in ("[]", "{}") else made
        if node.kind == "prim::ConstantRef":
            return self.names.counter.constant(self.function.unit, node.attributes["index"])
        return self.places.mark(expression(node, self.texts(written(node), level)), node.range)

    def texts(self, values: Sequence[Value], level: int) -> list[str]:
        """Expressions of several values; a long one and those before it get lines of their own."""
        start = len(self.pending)
        made: list[list[str]] = []
        for value in values:
            made.append([self.text(value, level)])
            start = min(start, len(self.pending))  # a line may have taken what was before this
            if value in self.inlined:
                self.pending.append((made[-1], value))
                if len(plain(made[-1][0])) + 2 * level >= HOIST_AT:
                    self.hoist(level)
                    start = 0
        del self.pending[start:]
        return [cell[0] for cell in made]

    def hoist(self, level: int) -> None:
        for cell, value in self.pending:
            name = self.names.fresh(value.name)
            self.line(f"{name} = {cell[0]}", level, value.node)
            cell[0] = name
        self.pending.clear()

    # statements

    def block(self, block: Block, level: int) -> None:
        self.nodes(block.nodes, level)

    def nodes(self, nodes: Sequence[Node], level: int) -> None:
        skipped = 0
        for at, node in enumerate(nodes):
            if at < skipped or is_constant_node(node):
                continue
            end = end_of_with(nodes, at)
            if end is not None:
                self.managed(node, nodes[at + 1 : end], level)
                skipped = end + 1
            elif not (node.outputs and node.outputs[0] in self.inlined):
                self.statement(node, level)

    def managed(self, enter: Node, body: Sequence[Node], level: int) -> None:
        (manager,) = self.texts(enter.inputs, level)
        target = f" as {self.bind(enter.output)}" if enter.output.uses else ""
        self.line(f"with {manager}{target}:", level, enter)
        start = len(self.lines)
        self.nodes(body, level + 1)
        if len(self.lines) == start:
            self.line("pass", level + 1)

    def statement(self, node: Node, level: int) -> None:
        kind = node.kind
        if kind == "prim::If":
            self.conditional(node, level)
        elif kind == "prim::Loop":
            self.loop(node, level)
        elif kind == "prim::SetAttr":
            target, value = self.texts(node.inputs, level)
            self.line(f"{attribute_text(target, node.attributes['name'])} = {value}", level, node)
        elif kind in ("prim::TupleUnpack", "prim::ListUnpack"):
            (source,) = self.texts(node.inputs, level)
            targets = "".join(f"{self.bind(v)}, " for v in node.outputs)
            self.line(f"{targets or f'{self.names.fresh(str())} '}= {source}", level, node)
        else:
            text = expression(node, self.texts(written(node), level))
            if not node.outputs:
                self.line(text, level, node)
                return
            targets = ", ".join(self.bind(v) for v in node.outputs)
            self.line(f"{targets} = {text}", level, node)

    def conditional(self, node: Node, level: int) -> None:
        (test,) = self.texts(node.inputs, level)
        names = [self.names.fresh(_output_hint(node, i)) for i in range(len(node.outputs))]
        self.line(f"if {test}:", level, node)
        self.arm(node, 0, names, level + 1)
        self.line("else:", level)
        self.arm(node, 1, names, level + 1)
        self.known.update(zip(node.outputs, names, strict=True))

    def arm(self, node: Node, which: int, names: list[str], level: int) -> None:
        """One arm; the first says the type where the arms differ in it."""
        block = node.blocks[which]
        start = len(self.lines)
        self.block(block, level)
        joins = [
            which == 0 and _needs_annotation(value.type, out.type)
            for value, out in zip(block.outputs, node.outputs, strict=False)
        ]
        texts = self.texts(block.outputs, level)
        if any(joins):
            for name, text, join, out, value in zip(
                names, texts, joins, node.outputs, block.outputs, strict=True
            ):
                mark = f" : {out.type}" if join else ""
                self.line(f"{name}{mark} = {text}", level, self.maker(value))
        else:
            self.assign(names, texts, block.outputs, level)
        if len(self.lines) == start:
            self.line("pass", level)

    def loop(self, node: Node, level: int) -> None:
        body = node.blocks[0]
        trip, start, *initial = node.inputs
        counter, *carried = body.inputs
        counted = is_for(node)
        *values, head = self.texts([*initial, trip if counted else start], level)
        names = [
            self.names.fresh(value.name or out.name or given.name)
            for value, out, given in zip(carried, node.outputs, initial, strict=True)
        ]
        for name, text, value, given in zip(names, values, carried, initial, strict=True):
            mark = f" : {value.type}" if _needs_annotation(given.type, value.type) else ""
            self.line(f"{name}{mark} = {text}", level, self.maker(given))
        self.known.update(zip(carried, names, strict=True))
        if counted:
            self.line(f"for {self.bind(counter)} in range({head}):", level, node)
            targets, outputs = names, body.outputs[1:]
        else:
            flag = self.names.fresh("")
            self.line(f"{flag} = {head}", level)
            self.line(f"while {flag}:", level, node)
            targets, outputs = [flag, *names], body.outputs
        first = len(self.lines)
        self.block(body, level + 1)
        self.assign(targets, self.texts(outputs, level + 1), outputs, level + 1)
        if len(self.lines) == first:
            self.line("pass", level + 1)
        self.known.update(zip(node.outputs, names, strict=True))

    def assign(
        self, targets: Sequence[str], texts: Sequence[str], values: Sequence[Value], level: int
    ) -> None:
        """One parallel assignment of what changes."""
        changes = [c for c in zip(targets, texts, values, strict=True) if c[0] != c[1]]
        if changes:
            left, right = ", ".join(c[0] for c in changes), ", ".join(c[1] for c in changes)
            self.line(f"{left} = {right}", level, self.maker(changes[0][2]))

    def maker(self, value: Value) -> Node | None:
        """The node whose expression is written in place for a value."""
        return value.node if value in self.inlined else None

    # the whole

    def first_default(self) -> int:
        """The first parameter that may have a default.

        A Tensor's None is none: no reader takes it, since it is no Tensor.
        """
        absent = [
            at
            for at, argument in enumerate(self.function.arguments)
            if argument.type == TENSOR and argument.default is None
        ]
        return absent[-1] + 1 if absent else 0

    def default(self, value: Any) -> str:
        """The default of a parameter."""
        if isinstance(value, ConstantRef):
            return self.names.counter.constant(self.function.unit, value.index)
        return literal(value)

    def print(self, level: int) -> list[str]:
        """The lines of the definition, indented by `level`."""
        parameters = []
        first = self.first_default()
        for i, (argument, value) in enumerate(
            zip(self.function.arguments, self.graph.inputs, strict=True)
        ):
            if i == 0 and (self.function.is_method or argument.name == "self"):
                name = "self"
                self.names.taken.add(name)
            else:
                name = self.names.parameter(argument.name)
            self.known[value] = name
            given = argument.has_default and i >= first
            default = f"={self.default(argument.default)}" if given else ""
            parameters.append(f"{name}: {argument.type}{default}")
        head = f"{'  ' * level}def {self.function.basename}(" + ",\n    ".join(parameters)
        self.block(self.graph.block, level + 1)
        if self.graph.outputs:
            (result,) = self.texts(self.graph.outputs, level + 1)
            self.line(f"return {result}", level + 1)
        elif not self.lines:
            self.line("pass", level + 1)
        return [f"{head}) -> {self.function.return_type}:", *self.lines]


def function_lines(function: Function, counter: Counter, level: int) -> list[str]:
    """The lines of a definition. A parameter named like a builtin that is called gets a number."""
    start = counter.next
    lines = FunctionPrinter(function, counter).print(level)
    named = {a.name for a in function.arguments} & BUILTINS
    called = frozenset(n for n in named if any(re.search(rf"(?<![\w.]){n}\(", t) for t in lines))
    if called:
        counter.next = start
        lines = FunctionPrinter(function, counter, called).print(level)
    return lines


def end_of_with(nodes: Sequence[Node], at: int) -> int | None:
    """Where the with statement ends that the node at AT begins; None: it begins none.

    Where a branch within leaves it, its ends are calls.
    """
    first = nodes[at]
    if not first.ends_of_with or len(first.inputs) != 1:
        return None
    manager = first.inputs[0]
    depth = 0
    for place, node in enumerate(nodes[at + 1 :], at + 1):
        if any(inner.ends_of_with and inner.inputs[0] is manager
               for block in node.blocks for inner in block.walk()):  # fmt: skip
            return None
        if node.ends_of_with and node.inputs[0] is manager:
            depth += 1 if len(node.inputs) == 1 else -1
            if depth < 0:
                nothing = all(v.type == NONE for v in node.inputs[1:]) and not node.output.uses
                return place if nothing else None
    return None


def _output_hint(node: Node, index: int) -> str:
    own = node.outputs[index].name
    return own or next((b.outputs[index].name for b in node.blocks if b.outputs[index].name), "")


def _needs_annotation(given: Type, wanted: Type) -> bool:
    return given != wanted and isinstance(wanted, OptionalType | UnionType)


def print_function(function: Function, counter: Counter | None = None, level: int = 0) -> str:
    """A definition as text that ends with a newline."""
    return plain(_function_text(function, counter or Counter(), level))


def _function_text(function: Function, counter: Counter, level: int = 0) -> str:
    return "\n".join(function_lines(function, counter, level)) + "\n"


def _attribute_line(name: str, kind: Type) -> str:
    if is_plain_name(name):
        return f"  {name} : {kind}"
    return f"  __annotations__[{format_string(name)}] = {kind}"


def print_class(cls: ClassType, counter: Counter | None = None) -> str:
    """A class as text that ends with a newline."""
    return plain(_class_text(cls, counter or Counter()))


def _class_text(cls: ClassType, counter: Counter) -> str:
    atom = cls.name.rpartition(".")[2]
    if cls.kind == "enum":
        lines = [f"class {atom}(Enum):"]
        lines += [f"  {name} = {literal(c.value)}" for name, c in cls.constants.items()]
        return "\n".join(lines) + "\n"
    if cls.is_interface:
        base = "ModuleInterface" if cls.kind == "module_interface" else "Interface"
        lines = [f"class {atom}({base}):"]
        for method in cls.methods.values():
            head = ["self", *(f"{a.name}: {a.type}" for a in method.arguments[1:])]
            lines.append(f"  def {method.basename}({', '.join(head)}) -> {method.return_type}:")
            lines.append("    pass")
        return "\n".join(lines) + "\n"
    lines = [f"class {atom}(Module):" if cls.is_module else f"class {atom}:"]
    if cls.is_module:
        for label, names in (("__parameters__", cls.parameters), ("__buffers__", cls.buffers)):
            lines.append(f"  {label} = [{''.join(f'{format_string(n)}, ' for n in names)}]")
        for label, hooks in (
            ("__forward_pre_hooks__", cls.forward_pre_hooks),
            ("__forward_hooks__", cls.forward_hooks),
        ):
            if hooks:
                lines.append(f"  {label} = [{''.join(f'{format_string(n)}, ' for n in hooks)}]")
    names = list(cls.attributes)
    if names and not is_plain_name(names[0]):
        lines.append("  __annotations__ = []")
    lines += [_attribute_line(name, kind) for name, kind in cls.attributes.items()]
    for name, constant in cls.constants.items():
        kind, value = _final(constant.type, constant.value)
        if is_plain_name(name):
            lines.append(f"  {name} : Final[{kind}] = {literal(value)}")
    last = {*cls.forward_pre_hooks, *cls.forward_hooks}
    for method in sorted(cls.methods.values(), key=lambda m: m.basename in last):
        lines += function_lines(method, counter, 1)
    if len(lines) == 1:
        # A class without anything still needs a body.
        lines.append("  __parameters__ = []")
    return "\n".join(lines) + "\n"


def _final(kind: Type, value: Any) -> tuple[Any, Any]:
    """Lists are written as tuples: a list is no constant."""
    if isinstance(kind, ListType):
        value = tuple(value)
        return TupleType(tuple(kind.elem for _ in value)), value
    return kind, value


def print_tuple(made: TupleType) -> str:
    """A NamedTuple class."""
    assert made.name is not None
    assert made.fields is not None
    lines = [f"class {made.name.rpartition('.')[2]}(NamedTuple):"]
    lines += [f"  {f} : {t}" for f, t in zip(made.fields, made.elems, strict=True)]
    return "\n".join(lines) + "\n"


def file_of(qualified_name: str) -> str:
    """The record in which a definition stands: `code/__torch__/pkg.py`."""
    prefix = qualified_name.rpartition(".")[0]
    return f"code/{prefix.replace('.', '/')}.py"


def print_files(
    definitions: Sequence[ClassType | TupleType | Function],
    constants: Mapping[int, int] | None = None,
) -> tuple[dict[str, str], dict[str, list[Row]]]:
    """The code files of an archive, by record name, and where their text came from.

    `constants` says, by id of the unit, where its constants begin among those of the archive.
    """
    counters: dict[str, Counter] = {}
    files: dict[str, str] = {}
    for definition in definitions:
        assert definition.name is not None
        name = file_of(definition.name)
        counter = counters.setdefault(name, Counter(constants))
        if isinstance(definition, Function):
            text = _function_text(definition, counter)
        elif isinstance(definition, TupleType):
            text = print_tuple(definition)
        else:
            text = _class_text(definition, counter)
        files[name] = files.get(name, "") + text
    rows = {name: counters[name].places.rows(text) for name, text in files.items()}
    return {name: plain(text) for name, text in files.items()}, rows
