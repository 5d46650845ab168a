"""IR to the code dialect of archives (PyTorch's layout: two spaces, hoisting at 40 columns)."""

from __future__ import annotations

import keyword
from collections.abc import Sequence
from typing import Any, Final

from minijit.ir import Block, ConstantRef, Function, Node, Value, format_constant, format_string
from minijit.passes import PIPELINE
from minijit.types import (
    ANY,
    NONE,
    ClassType,
    DictType,
    ListType,
    OptionalType,
    TupleType,
    Type,
    UnionType,
)

HOIST_AT: Final = 40
INT64_MAX: Final = (1 << 63) - 1
RESERVED: Final = frozenset(keyword.kwlist) | frozenset(
    "_ as aten attribute CONSTANTS fork getattr inf nan infj nanj ops __torch__ uninitialized "
    "unchecked_cast torch annotate range int float bool str complex len min max abs sum sorted round "
    "all any divmod pow hex oct bin ord chr hash list tuple isinstance hasattr enumerate zip print "
    "awaitable self".split()
)
CASTS: Final = {"aten::Int": "int", "aten::Float": "float", "aten::Bool": "bool", "aten::str": "str"}
IMPLICIT: Final = {
    "aten::IntImplicit": "int", "aten::FloatImplicit": "float", "aten::ScalarImplicit": "number",
}  # fmt: skip


class Counter:
    """Numbers of temporaries, counted per file."""

    def __init__(self) -> None:
        self.next = 0

    def take(self) -> str:
        name = f"_{self.next}"
        self.next += 1
        return name


def literal(value: Any) -> str:
    """A constant as the dialect writes it."""
    if isinstance(value, ConstantRef):
        return f"CONSTANTS.c{value.index}"
    return format_constant(value)


def is_plain_name(name: str) -> bool:
    """Whether `x.name` reads back: an ASCII identifier that is no keyword."""
    return name.isidentifier() and name.isascii() and not keyword.iskeyword(name)


class FunctionPrinter:
    """Prints one function or method."""

    def __init__(self, function: Function, counter: Counter) -> None:
        self.function = function
        self.graph = function.graph.copy()
        for change in PIPELINE:
            change(self.graph)
        self.counter = counter
        self.lines: list[str] = []
        self.names: dict[Value, str] = {}
        self.taken: set[str] = set()
        self.inlined: set[Value] = set()

    # names

    def fresh(self, hint: str) -> str:
        """A name that nothing in the function has."""
        if not hint or not is_plain_name(hint) or hint.startswith("_"):
            name = self.counter.take()
            while name in self.taken:
                name = self.counter.take()
        else:
            base = hint.rstrip("0123456789") or hint
            name = hint if hint not in RESERVED else f"{hint}0"
            number = 0
            while name in self.taken or name in RESERVED:
                name = f"{base}{number}"
                number += 1
        self.taken.add(name)
        return name

    def bind(self, value: Value) -> str:
        self.names[value] = self.fresh(value.name)
        return self.names[value]

    def line(self, text: str, level: int) -> None:
        self.lines.append("  " * level + text)

    # which values are written where they are used

    def scan(self, block: Block) -> None:
        """Mark single-use values that directly precede their consumer, in stack order."""
        order = {node: i for i, node in enumerate(block.nodes)}
        point = len(block.nodes)
        if block.node is None:
            for value in reversed(block.outputs):
                point = self.scan_value(block, order, point, value)
        for node in reversed(block.nodes):
            if not (node.outputs and node.outputs[0] in self.inlined):
                point = order[node]
                inputs = node.inputs[:1] if node.kind == "prim::If" else node.inputs
                if node.kind == "prim::Loop":
                    inputs = []
                for value in reversed(inputs):
                    point = self.scan_value(block, order, point, value)
            for inner in node.blocks:
                self.scan(inner)

    def scan_value(self, block: Block, order: dict[Node, int], point: int, value: Value) -> int:
        node = value.node
        if node is None or node not in order or self.is_constant(value):
            return point
        before = point - 1
        while before >= 0 and self.is_constant_node(block.nodes[before]):
            before -= 1
        if before < 0 or block.nodes[before] is not node or not self.may_inline(value):
            return point
        self.inlined.add(value)
        point = before
        for given in reversed(node.inputs):
            point = self.scan_value(block, order, point, given)
        return point

    @staticmethod
    def is_constant_node(node: Node) -> bool:
        return node.kind in ("prim::Constant", "prim::ConstantRef")

    def is_constant(self, value: Value) -> bool:
        return value.node is not None and self.is_constant_node(value.node)

    @staticmethod
    def may_inline(value: Value) -> bool:
        node = value.node
        assert node is not None
        return (
            len(node.outputs) == 1
            and len(value.uses) == 1
            and not node.blocks
            and node.kind not in ("prim::isinstance", "prim::unchecked_cast", "prim::Uninitialized")
            and not node.kind.endswith("Unpack")
        )

    # expressions

    def text(self, value: Value, level: int) -> str:
        """The expression for a value: a name, a literal, or what is written in place."""
        if value in self.names:
            return self.names[value]
        node = value.node
        assert node is not None
        if node.kind == "prim::Constant":
            return literal(node.attributes["value"])
        if node.kind == "prim::ConstantRef":
            return f"CONSTANTS.c{node.attributes['index']}"
        return self.expression(node, level)

    def texts(self, values: Sequence[Value], level: int) -> list[str]:
        """Expressions of several values; long ones, and all before them, go to lines of their own."""
        made: list[str] = []
        pending: list[int] = []
        for value in values:
            made.append(self.text(value, level))
            if value not in self.inlined or value in self.names:
                continue
            pending.append(len(made) - 1)
            if len(made[-1]) + 2 * level >= HOIST_AT:
                for i in pending:
                    name = self.fresh("")
                    self.line(f"{name} = {made[i]}", level)
                    made[i] = name
                pending = []
        return made

    def expression(self, node: Node, level: int) -> str:
        kind = node.kind
        args = self.texts(node.inputs, level)
        if kind == "prim::GetAttr":
            return self.attribute(args[0], node.attributes["name"])
        if kind == "prim::CallMethod":
            inner = "".join(f"{a}, " for a in args[1:])
            return f"({args[0]}).{node.attributes['name']}({inner})"
        if kind == "prim::CallFunction":
            inner = "".join(f"{a}, " for a in args)
            return f"{node.attributes['name']}({inner})"
        if kind == "prim::CreateObject":
            cls = node.output.type
            return f"{cls}.__new__({cls})"
        if kind == "prim::TupleConstruct":
            made = node.output.type
            inner = ", ".join(args)
            if isinstance(made, TupleType) and made.name is not None:
                return f"{made.name}({inner})"
            return f"({inner},)" if len(args) == 1 else f"({inner})"
        if kind == "prim::TupleIndex":
            return f"({args[0]})[{node.attributes['index']}]"
        if kind == "prim::ListConstruct":
            text = f"[{', '.join(args)}]"
            made = node.output.type
            assert isinstance(made, ListType)
            return text if args and _plain_element(made.elem) else f"annotate({made}, {text})"
        if kind == "prim::DictConstruct":
            pairs = zip(args[::2], args[1::2], strict=True)
            text = "{" + ", ".join(f"{k}: {v}" for k, v in pairs) + "}"
            made = node.output.type
            assert isinstance(made, DictType)
            return text if args and _plain_element(made.value) else f"annotate({made}, {text})"
        if kind == "prim::unchecked_cast":
            return f"unchecked_cast({node.output.type}, {args[0]})"
        if kind == "prim::Uninitialized":
            return f"uninitialized({node.output.type})"
        if kind == "prim::isinstance":
            wanted = ", ".join(str(t) for t in node.attributes["types"])
            inner = f"({wanted})" if len(node.attributes["types"]) != 1 else wanted
            return f"isinstance({args[0]}, {inner})"
        if kind == "prim::Print":
            return f"print({', '.join(args)})"
        if kind == "prim::MissingOperator":
            return f"{_spelled(node.attributes['name'])}({', '.join(args)})"
        if kind == "prim::EnumName":
            return f"({args[0]}).name"
        if kind == "prim::EnumValue":
            return f"({args[0]}).value"
        return self.operator(node, args)

    @staticmethod
    def attribute(owner: str, name: str) -> str:
        if not is_plain_name(name):
            return f"getattr({owner}, {format_string(name)})"
        return f"{owner}.{name}" if is_plain_name(owner) else f"({owner}).{name}"

    def operator(self, node: Node, args: list[str]) -> str:
        kind, schema = node.kind, node.schema
        assert schema is not None, kind
        if kind in CASTS:
            return f"{CASTS[kind]}({args[0]})"
        if kind in IMPLICIT:
            return f"annotate({IMPLICIT[kind]}, {args[0]})"
        if kind == "aten::__getitem__":
            owner = args[0] if is_plain_name(args[0]) else f"({args[0]})"
            return f"{owner}[{args[1]}]"
        if kind == "aten::device" and schema.overload == "":
            return f"torch.device({args[0]})"
        if schema.vararg:
            return f"{_spelled(kind)}({', '.join(args)})"
        needed = len(schema.arguments)
        while needed:
            argument, value = schema.arguments[needed - 1], node.inputs[needed - 1]
            if argument.alias == "a!" and argument.kwarg_only:
                break
            if not (argument.has_default and self.is_default(value, argument.default)):
                break
            needed -= 1
        parts = []
        for argument, text in zip(schema.arguments[:needed], args, strict=False):
            parts.append(f"{argument.name}={text}" if argument.kwarg_only else text)
        return f"{_spelled(kind)}({', '.join(parts)})"

    def is_default(self, value: Value, default: Any) -> bool:
        node = value.node
        if node is None:
            return False
        if node.kind == "prim::Constant":
            given = node.attributes["value"]
            return given == default and type(given) is type(default)
        if node.kind == "prim::ListConstruct" and isinstance(default, list):
            items = [v.node for v in node.inputs]
            return [
                n.attributes["value"] if n is not None and n.kind == "prim::Constant" else object()
                for n in items
            ] == default
        return False

    # statements

    def block(self, block: Block, level: int) -> None:
        for node in block.nodes:
            if not self.is_constant_node(node) and not (
                node.outputs and node.outputs[0] in self.inlined
            ):
                self.statement(node, level)

    def statement(self, node: Node, level: int) -> None:
        kind = node.kind
        if kind == "prim::If":
            self.conditional(node, level)
        elif kind == "prim::Loop":
            self.loop(node, level)
        elif kind == "prim::SetAttr":
            target, value = self.texts(node.inputs, level)
            self.line(f"{self.attribute(target, node.attributes['name'])} = {value}", level)
        elif kind in ("prim::TupleUnpack", "prim::ListUnpack"):
            (source,) = self.texts(node.inputs, level)
            targets = "".join(f"{self.bind(v)}, " for v in node.outputs)
            self.line(f"{targets}= {source}" if targets else f"_ = {source}", level)
        else:
            text = self.expression(node, level)
            if not node.outputs:
                self.line(text, level)
                return
            targets = ", ".join(self.bind(v) for v in node.outputs)
            self.line(f"{targets} = {text}", level)

    def conditional(self, node: Node, level: int) -> None:
        (test,) = self.texts(node.inputs, level)
        names = [self.fresh(self.output_hint(node, i)) for i in range(len(node.outputs))]
        self.line(f"if {test}:", level)
        self.arm(node, 0, names, level + 1)
        self.line("else:", level)
        self.arm(node, 1, names, level + 1)
        for value, name in zip(node.outputs, names, strict=True):
            self.names[value] = name

    @staticmethod
    def output_hint(node: Node, index: int) -> str:
        for block in node.blocks:
            if index < len(block.outputs) and block.outputs[index].name:
                return block.outputs[index].name
        return node.outputs[index].name

    def arm(self, node: Node, which: int, names: list[str], level: int) -> None:
        block = node.blocks[which]
        start = len(self.lines)
        self.block(block, level)
        given = list(zip(names, block.outputs, node.outputs, strict=False))
        if given:
            joined = [
                (name, value, out)
                for name, value, out in given
                if which == 0 and _needs_annotation(value.type, out.type)
            ]
            for name, value, out in joined:
                self.line(f"{name} : {out.type} = {self.text(value, level)}", level)
            rest = [(n, v) for n, v, out in given if (n, v, out) not in joined]
            if rest:
                targets = ", ".join(n for n, _ in rest)
                self.line(f"{targets} = {', '.join(self.text(v, level) for _, v in rest)}", level)
        if len(self.lines) == start:
            self.line("pass", level)

    def loop(self, node: Node, level: int) -> None:
        body = node.blocks[0]
        trip, start, *initial = node.inputs
        counter, *carried = body.inputs
        keeps_on = _is_true(start) and bool(body.outputs) and _is_true(body.outputs[0])
        is_while = self.is_max(trip) and not counter.uses
        names = []
        for given, value, out in zip(initial, carried, node.outputs, strict=True):
            name = self.fresh(value.name or out.name or given.name)
            names.append(name)
            mark = f" : {value.type}" if _needs_annotation(given.type, value.type) else ""
            self.line(f"{name}{mark} = {self.text(given, level)}", level)
        if keeps_on:
            limit = self.text(trip, level)
            for value, name in zip(carried, names, strict=True):
                self.names[value] = name
            self.line(f"for {self.bind(counter)} in range({limit}):", level)
            self.loop_body(body, names, body.outputs[1:], level + 1, [])
        elif is_while:
            flag = self.fresh("")
            self.line(f"{flag} = {self.text(start, level)}", level)
            for value, name in zip(carried, names, strict=True):
                self.names[value] = name
            self.line(f"while {flag}:", level)
            self.loop_body(body, [flag, *names], body.outputs, level + 1, [])
        else:
            self.counted_while(node, names, level)
        for value, name in zip(node.outputs, names, strict=True):
            self.names[value] = name

    def counted_while(self, node: Node, names: list[str], level: int) -> None:
        """A loop that ends by its count or by its condition."""
        body = node.blocks[0]
        limit, flag = self.fresh(""), self.fresh("")
        index = self.bind(body.inputs[0])
        self.line(f"{limit} = {self.text(node.inputs[0], level)}", level)
        self.line(f"{index} = 0", level)
        self.line(
            f"{flag} = torch.__and__(torch.lt({index}, {limit}), {self.text(node.inputs[1], level)})",
            level,
        )
        for value, name in zip(body.inputs[1:], names, strict=True):
            self.names[value] = name
        self.line(f"while {flag}:", level)
        go_on = self.fresh("")
        tail = [
            f"{index} = torch.add({index}, 1)",
            f"{flag} = torch.__and__(torch.lt({index}, {limit}), {go_on})",
        ]
        self.loop_body(body, [go_on, *names], body.outputs, level + 1, tail)

    def loop_body(
        self, body: Block, names: list[str], outputs: Sequence[Value], level: int, tail: list[str]
    ) -> None:
        start = len(self.lines)
        self.block(body, level)
        pairs = [(n, self.text(v, level)) for n, v in zip(names, outputs, strict=False)]
        pairs = [(n, t) for n, t in pairs if n != t]
        if pairs:
            self.line(f"{', '.join(n for n, _ in pairs)} = {', '.join(t for _, t in pairs)}", level)
        for text in tail:
            self.line(text, level)
        if len(self.lines) == start:
            self.line("pass", level)

    @staticmethod
    def is_max(value: Value) -> bool:
        node = value.node
        return (
            node is not None
            and node.kind == "prim::Constant"
            and node.attributes["value"] == INT64_MAX
        )

    # the whole

    def print(self, level: int) -> list[str]:
        """The lines of the definition, indented by `level`."""
        parameters = []
        for i, (argument, value) in enumerate(
            zip(self.function.arguments, self.graph.inputs, strict=True)
        ):
            if i == 0 and self.function.is_method:
                name = "self"
                self.taken.add(name)
            else:
                name = self.fresh(argument.name)
            self.names[value] = name
            default = f"={literal(argument.default)}" if argument.has_default else ""
            parameters.append(f"{name}: {argument.type}{default}")
        indent = "  " * level
        head = f"{indent}def {self.function.basename}(" + f",\n{indent}    ".join(parameters)
        self.scan(self.graph.block)
        self.block(self.graph.block, level + 1)
        if self.graph.outputs:
            (result,) = self.texts(self.graph.outputs, level + 1)
            self.line(f"return {result}", level + 1)
        elif not self.lines:
            self.line("pass", level + 1)
        return [f"{head}) -> {self.function.return_type}:", *self.lines]


def _is_true(value: Value) -> bool:
    node = value.node
    return node is not None and node.kind == "prim::Constant" and node.attributes["value"] is True


def _plain_element(elem: Type) -> bool:
    return not isinstance(elem, OptionalType | UnionType) and elem not in (ANY, NONE)


def _needs_annotation(given: Type, wanted: Type) -> bool:
    return given != wanted and isinstance(wanted, OptionalType | UnionType)


def _spelled(kind: str) -> str:
    namespace, _, name = kind.partition("::")
    return f"torch.{name}" if namespace == "aten" else f"ops.{namespace}.{name}"


def print_function(function: Function, counter: Counter | None = None, level: int = 0) -> str:
    """A definition as text that ends with a newline."""
    return "\n".join(FunctionPrinter(function, counter or Counter()).print(level)) + "\n"


def _attribute_line(name: str, kind: Type) -> str:
    if is_plain_name(name):
        return f"  {name} : {kind}"
    return f"  __annotations__[{format_string(name)}] = {kind}"


def print_class(cls: ClassType, counter: Counter | None = None) -> str:
    """A class as text that ends with a newline."""
    counter = counter or Counter()
    atom = cls.name.rpartition(".")[2]
    if cls.kind == "enum":
        lines = [f"class {atom}(Enum):"]
        lines += [f"  {name} = {literal(c.value)}" for name, c in cls.constants.items()]
        return "\n".join(lines) + "\n"
    lines = [f"class {atom}(Module):" if cls.is_module else f"class {atom}:"]
    if cls.is_module:
        for label, names in (("__parameters__", cls.parameters), ("__buffers__", cls.buffers)):
            lines.append(f"  {label} = [{''.join(f'{format_string(n)}, ' for n in names)}]")
    names = list(cls.attributes)
    if names and not is_plain_name(names[0]):
        lines.append("  __annotations__ = []")
    lines += [_attribute_line(name, kind) for name, kind in cls.attributes.items()]
    for name, constant in cls.constants.items():
        kind, value = _final(constant.type, constant.value)
        if is_plain_name(name):
            lines.append(f"  {name} : Final[{kind}] = {literal(value)}")
    for method in cls.methods.values():
        lines += FunctionPrinter(method, counter).print(1)
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
    assert made.name is not None and made.fields is not None
    lines = [f"class {made.name.rpartition('.')[2]}(NamedTuple):"]
    lines += [f"  {f} : {t}" for f, t in zip(made.fields, made.elems, strict=True)]
    return "\n".join(lines) + "\n"


def file_of(qualified_name: str) -> str:
    """The record in which a definition stands: `code/__torch__/pkg.py`."""
    prefix = qualified_name.rpartition(".")[0]
    return f"code/{prefix.replace('.', '/')}.py"


def print_files(definitions: Sequence[ClassType | TupleType | Function]) -> dict[str, str]:
    """The code files of an archive, by record name."""
    counters: dict[str, Counter] = {}
    files: dict[str, str] = {}
    for definition in definitions:
        assert definition.name is not None
        name = file_of(definition.name)
        counter = counters.setdefault(name, Counter())
        if isinstance(definition, Function):
            text = print_function(definition, counter)
        elif isinstance(definition, TupleType):
            text = print_tuple(definition)
        else:
            text = print_class(definition, counter)
        files[name] = files.get(name, "") + text
    return files
