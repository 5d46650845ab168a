"""Operators of the user, for a runtime that does not have them: calls of functions in Python."""

from __future__ import annotations

from collections.abc import Sequence
from copy import copy
from dataclasses import replace
from typing import Any

from minijit.dispatch import run
from minijit.ir import CompilationUnit, Function, FunctionArgument, Graph, Node
from minijit.schema import FunctionSchema, find_schema
from minijit.schema.table import OPSET_VERSION_MAX
from minijit.types import NONE, STR, ClassType, TupleType, Type

Definition = ClassType | TupleType | Function


def as_callbacks(
    definitions: Sequence[Definition],
) -> tuple[list[Definition], dict[str, Function]]:
    """The definitions with calls in place of such operators, and what is called, by name."""
    made = _Calls()
    converted = [made.definition(each) for each in definitions]
    return [*made.called.values(), *converted], {f.name: f for f in made.called.values()}


class _Calls:
    def __init__(self) -> None:
        self.unit = CompilationUnit(OPSET_VERSION_MAX)
        self.called: dict[Any, Function] = {}

    def definition(self, definition: Definition) -> Definition:
        if isinstance(definition, Function):
            return self.function(definition)
        if isinstance(definition, TupleType):
            return definition
        methods = {name: self.function(f) for name, f in definition.methods.items()}
        if all(made is definition.methods[name] for name, made in methods.items()):
            return definition
        changed = copy(definition)
        changed.methods = methods
        return changed

    def function(self, function: Function) -> Function:
        if not any(_is_users(node) for node in function.graph.walk()):
            return function
        graph = function.graph.copy()
        for node in list(graph.walk()):
            if _is_users(node):
                self.replace(node)
        return replace(function, graph=graph)

    def replace(self, node: Node) -> None:
        block = node.block
        assert block is not None
        callee = self.callee(node)
        at = block.nodes.index(node)
        name = {"name": callee.name, "function": callee}
        call = block.insert(
            at,
            Node("prim::CallFunction", node.inputs, [callee.return_type], name, None, node.range),
        )
        results = call.outputs
        if len(node.outputs) > 1:
            types = [value.type for value in node.outputs]
            unpack = Node("prim::TupleUnpack", [call.output], types, None, None, node.range)
            results = block.insert(at + 1, unpack).outputs
        for old, new in zip(node.outputs, results, strict=False):
            old.replace_by(new)
        node.destroy()

    def callee(self, node: Node) -> Function:
        """The function for an operator on arguments of these types."""
        assert node.schema is not None
        inputs = [value.type for value in node.inputs]
        outputs = [value.type for value in node.outputs]
        key = (node.schema.qualified, *map(str, inputs), *map(str, outputs))
        if key not in self.called:
            self.called[key] = self.made(node.schema, inputs, outputs)
        return self.called[key]

    def made(self, schema: FunctionSchema, inputs: list[Type], outputs: list[Type]) -> Function:
        name = f"__torch__.operators_in_python.{schema.function}_{len(self.called)}"
        result = TupleType(tuple(outputs)) if len(outputs) > 1 else outputs[0] if outputs else NONE
        arguments = [
            FunctionArgument(argument.name, kind)
            for argument, kind in zip(schema.arguments, inputs, strict=True)
        ]
        graph = Graph()
        block = graph.block
        for argument in arguments:
            block.add_input(argument.type, argument.name)
        words = [
            block.emit("prim::Constant", (), [STR], {"value": text}).output
            for text in ("This operator is in Python", "builtins.RuntimeError")
        ]
        block.emit("prim::RaiseException", words, schema=find_schema("prim::RaiseException"))
        block.add_output(block.emit("prim::Uninitialized", (), [result]).output)

        def call(*args: Any) -> Any:
            return run(schema, args)

        return Function(name, arguments, result, self.unit, graph, defined=True, callback=call)


def _is_users(node: Node) -> bool:
    return node.schema is not None and node.schema.is_users
