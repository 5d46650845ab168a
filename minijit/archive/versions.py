"""The version of an archive: the oldest whose readers mean by every operator what is meant here."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from minijit.diagnostics import error
from minijit.frontend.upgraders import upgrader
from minijit.ir import Graph, Node, Value
from minijit.passes import PIPELINE
from minijit.schema import FunctionSchema, all_schemas
from minijit.schema.table import OPSET_VERSION_MAX

if TYPE_CHECKING:
    from collections.abc import Iterable

MINIMUM_VERSION = 3


def usual_version(nodes: Iterable[Node]) -> int:
    """The version that PyTorch gives a program with these operators."""
    newest = max((n.schema.since for n in nodes if n.schema is not None), default=0)
    return max(MINIMUM_VERSION, newest)


def version_for(nodes: Iterable[Node], opset: int) -> int:
    """The version of an archive that readers of `opset` understand.

    Error MJ6036 names the operators that have had another meaning then.
    """
    if not isinstance(opset, int):
        kind = f" it is no int but {type(opset).__name__}"
        raise error("MJ6036", version=repr(opset), operators=kind)
    if not MINIMUM_VERSION <= opset <= OPSET_VERSION_MAX:
        written = f" versions {MINIMUM_VERSION} to {OPSET_VERSION_MAX} are written"
        raise error("MJ6036", version=opset, operators=written)
    newer = [n for n in nodes if n.schema is not None and n.schema.since > opset]
    forbidding = [n for n in newer if not _means_the_same(n, opset)]
    if forbidding:
        listed = "".join(dict.fromkeys(_described(n) for n in forbidding))
        raise error("MJ6036", version=opset, operators=listed)
    others = [n for n in nodes if n.schema is not None and n.schema.since <= opset]
    return opset if newer else usual_version(others)


def _described(node: Node) -> str:
    assert node.schema is not None
    place = node.range and node.range.original()
    where = f' (File "{place.source.name}", line {place.line})' if place else ""
    return f"\n  {node.schema.qualified} has this meaning since version {node.schema.since}{where}"


def _old_schema(schema: FunctionSchema, version: int) -> FunctionSchema | None:
    for old in all_schemas(schema.kind):
        if old.overload == schema.overload and old.since <= version <= (old.until or 0):
            return old
    return None


def _means_the_same(node: Node, version: int) -> bool:
    """Whether the old operator's upgrader, on the arguments of this call, is this very call."""
    schema = node.schema
    assert schema is not None
    old = _old_schema(schema, version)
    if old is None or old.upgrade is None:
        return False
    graph = Graph()
    inputs = {
        a.name: _stand_in(graph, v) for a, v in zip(schema.arguments, node.inputs, strict=True)
    }
    if any(a.name not in inputs for a in old.arguments):
        return False
    body = upgrader(old.upgrade).graph.copy()
    given = [inputs[a.name] for a in old.arguments]
    (result,) = graph.block.copy_from(body.block, dict(zip(body.inputs, given, strict=True)))
    graph.block.add_output(result)
    for rewrite in PIPELINE:
        rewrite(graph)
    calls = [n for n in graph.nodes if n.kind not in ("prim::Constant", "prim::unchecked_cast")]
    if len(calls) != 1 or calls[0].schema is not schema:
        return False
    return all(map(_same_value, map(_before_casts, calls[0].inputs), inputs.values()))


def _stand_in(graph: Graph, value: Value) -> Value:
    if value.node is not None and value.node.kind == "prim::Constant":
        made = graph.block.emit("prim::Constant", [], [value.type], dict(value.node.attributes))
        return made.output
    return graph.block.add_input(value.type)


def _before_casts(value: Value) -> Value:
    while value.node is not None and value.node.kind == "prim::unchecked_cast":
        value = value.node.inputs[0]
    return value


def _same_value(a: Value, b: Value) -> bool:
    return a is b or (_is_constant(a) and _is_constant(b) and _equal(_constant(a), _constant(b)))


def _is_constant(value: Value) -> bool:
    return value.node is not None and value.node.kind == "prim::Constant"


def _constant(value: Value) -> Any:
    assert value.node is not None
    return value.node.attributes.get("value")


def _equal(a: Any, b: Any) -> bool:
    return type(a) is type(b) and bool(a == b)
