"""Running graphs, node by node."""

from __future__ import annotations

import sys
from collections import namedtuple
from collections.abc import Callable, Sequence
from contextlib import suppress
from functools import cache
from typing import Any

from minijit._limits import LIMITS
from minijit.diagnostics import Error, error
from minijit.dispatch import run as run_operator
from minijit.interpreter.values import is_instance, to_text
from minijit.ir import Block, EnumValue, Function, Node, ScriptObject, Value
from minijit.reference.strings import aten_is_grad_enabled, aten_set_grad_enabled, warn_at
from minijit.schema import FunctionSchema
from minijit.syntax import deep_recursion
from minijit.tensor import Tensor
from minijit.tensor.budget import budget, check_memory, limits_work, spend, step
from minijit.types import NONE, ClassType, TupleType, Type

Values = dict[Value, Any]


def call(function: Function, args: Sequence[Any]) -> Any:
    """Runs a function. `args` are all its arguments, self first for a method.

    What a program calls, as the definition of an operator, uses up what the program may use.
    """
    grad_mode = aten_is_grad_enabled()
    with deep_recursion(), budget():
        try:
            return Interpreter().run(function, args)
        except BaseException:
            aten_set_grad_enabled(grad_mode)
            raise


def _elements(value: Any) -> int:
    """How much an operator has to look at."""
    if isinstance(value, Tensor):
        return value.numel()
    if isinstance(value, str):
        return len(value)
    if not isinstance(value, list):
        return 0
    count = len(value)
    return count + sum(map(_elements, value)) if value and isinstance(value[0], Tensor) else count


def _outside(call: Callable[..., Any], args: Sequence[Any], expected: Type) -> Any:
    """What something in Python gives, which is not the program's.

    Errors: MJ3130 it raised, MJ9003 its result is of another type.
    """
    try:
        made = call(*args)
    except Error:
        raise
    except Exception as e:
        raise error("MJ3130", type=type(e).__name__, message=str(e)) from e
    if not is_instance(made, expected):
        raise error("MJ9003", expected=expected, found=type(made).__name__)
    return made


class Interpreter:
    """One call and the calls below it."""

    def __init__(self) -> None:
        self.node: Node  # what runs now
        self.depth = 0
        # The objects of the with statements that are open, the innermost last.
        self.entered: list[ScriptObject] = []
        self.max_depth = int(LIMITS["max_call_depth"])

    def run(self, function: Function, args: Sequence[Any]) -> Any:
        """The function's result. Errors of operators carry the range of their node."""
        if function.callback is not None:
            return self.python(function, args)
        values: Values = dict(zip(function.graph.inputs, args, strict=True))
        before, depth = len(self.entered), self.depth
        try:
            (result,) = self.block(function, function.graph.block, values)
        except Exception as e:
            # Whatever an operator raises gets the lines that led there.
            self.tell_call(e, function)
            self.depth = depth
            self.leave_managers(e, before)
            raise
        return result

    def leave_managers(self, e: Exception, before: int) -> None:
        """Ends the with statements that an error leaves: errors of `__exit__` give way to it."""
        while len(self.entered) > before:
            manager = self.entered.pop()
            if getattr(e, "id", "") == "MJ3117":
                continue
            with suppress(Error):
                self.run(manager.class_type.methods["__exit__"], [manager, None, None, None])

    def python(self, function: Function, args: Sequence[Any]) -> Any:
        """A call of a function that stayed in Python.

        Errors: MJ3130 it raised, MJ9003 its result is of another type.
        """
        assert function.callback is not None
        return _outside(function.callback, args, function.return_type)

    def block(self, function: Function, block: Block, values: Values) -> list[Any]:
        """Runs the nodes of a block; its outputs."""
        for node in block.nodes:
            self.node = node
            method = _STRUCTURE.get(node.kind)
            if method is not None:
                try:
                    method(self, function, node, values)
                except Error:
                    raise
                except _MISFITS as e:
                    # A cast of a hostile file may call anything a tuple or an object.
                    raise error("MJ3100", detail=f"{node.kind}: {type(e).__name__}: {e}") from e
            else:
                self.operator(node, values)
        return [values[v] for v in block.outputs]

    def operator(self, node: Node, values: Values) -> None:
        assert node.schema is not None
        args = [values[v] for v in node.inputs]
        counted = limits_work() and self.is_work(node.schema)
        try:
            if counted:
                spend(sum(map(_elements, args)))
            result = (
                self.users_operator(node, args)
                if node.schema.is_users
                else run_operator(node.schema, args)
            )
            if counted:
                spend(sum(map(_elements, result if len(node.outputs) > 1 else (result,))))
                check_memory()
        except Error:
            raise
        except Exception as e:
            # Whoever runs a program that is not trusted can catch one class.
            raise error("MJ3100", detail=f"{node.kind}: {type(e).__name__}: {e}") from e
        if len(node.outputs) == 1:
            values[node.outputs[0]] = result
        else:
            for output, item in zip(node.outputs, result or (), strict=True):
                values[output] = item

    def users_operator(self, node: Node, args: Sequence[Any]) -> Any:
        schema, types = node.schema, [value.type for value in node.outputs]
        assert schema is not None
        expected = types[0] if len(types) == 1 else TupleType(tuple(types)) if types else NONE
        return _outside(lambda *given: run_operator(schema, given), args, expected)

    @staticmethod
    def is_work(schema: FunctionSchema) -> bool:
        """Views only say where it lies."""
        return not schema.arguments or schema.arguments[0].alias != "a"

    def tell_call(self, e: Exception, function: Function) -> None:
        """Adds to an error the place in `function` that raised it or called what did."""
        if self.node.range is None:
            return
        where = self.node.range.original()
        if isinstance(e, Error):
            e.diagnostic.add_frame(function.basename, where)
        else:
            e.add_note(where.highlight(function.basename))

    # Structure.

    def constant(self, function: Function, node: Node, values: Values) -> None:
        del function
        value = node.attributes["value"]
        values[node.outputs[0]] = list(value) if isinstance(value, list) else value

    def constant_ref(self, function: Function, node: Node, values: Values) -> None:
        values[node.outputs[0]] = function.unit.constants[node.attributes["index"]]

    def branch(self, function: Function, node: Node, values: Values) -> None:
        chosen = node.blocks[0 if values[node.inputs[0]] else 1]
        for output, item in zip(node.outputs, self.block(function, chosen, values), strict=True):
            values[output] = item

    def loop(self, function: Function, node: Node, values: Values) -> None:
        trips, going, *carried = (values[v] for v in node.inputs)
        (body,) = node.blocks
        index = 0
        while going and index < trips:
            values[body.inputs[0]] = index
            for formal, item in zip(body.inputs[1:], carried, strict=True):
                values[formal] = item
            going, *carried = self.block(function, body, values)
            index += 1
            self.node = node
            step()
        for output, item in zip(node.outputs, carried, strict=True):
            values[output] = item

    def get_attribute(self, function: Function, node: Node, values: Values) -> None:
        del function
        values[node.outputs[0]] = values[node.inputs[0]].slots[node.attributes["name"]]

    def set_attribute(self, function: Function, node: Node, values: Values) -> None:
        del function
        owner, value = (values[v] for v in node.inputs)
        owner.slots[node.attributes["name"]] = value

    def call_method(self, function: Function, node: Node, values: Values) -> None:
        args = [values[v] for v in node.inputs]
        cls: ClassType = args[0].class_type
        del function
        method = cls.methods[node.attributes["name"]]
        manages = node.ends_of_with
        if manages and len(args) == 4 and self.entered:
            self.entered.pop()
        values[node.outputs[0]] = self.enter(node, method, args)
        if manages and len(args) == 1:
            self.entered.append(args[0])

    def call_function(self, function: Function, node: Node, values: Values) -> None:
        args = [values[v] for v in node.inputs]
        callee = function.unit.functions[node.attributes["name"]]
        values[node.outputs[0]] = self.enter(node, callee, args)

    def enter(self, node: Node, callee: Function, args: list[Any]) -> Any:
        if self.depth >= self.max_depth:
            raise error("MJ3118", limit=self.max_depth)
        step()
        self.depth += 1
        try:
            return self.run(callee, args)
        finally:
            self.depth -= 1
            self.node = node

    def create_object(self, function: Function, node: Node, values: Values) -> None:
        del function
        cls = node.outputs[0].type
        assert isinstance(cls, ClassType)
        values[node.outputs[0]] = ScriptObject(cls, dict.fromkeys(cls.attributes))

    def tuple_construct(self, function: Function, node: Node, values: Values) -> None:
        del function
        made = node.outputs[0].type
        assert isinstance(made, TupleType)
        items = tuple(values[v] for v in node.inputs)
        values[node.outputs[0]] = named_tuple(made)(*items) if made.name else items

    def unpack(self, function: Function, node: Node, values: Values) -> None:
        del function
        items = values[node.inputs[0]]
        if len(items) != len(node.outputs):
            raise error("MJ2403", expected=len(node.outputs), found=len(items))
        for output, item in zip(node.outputs, items, strict=True):
            values[output] = item

    def tuple_index(self, function: Function, node: Node, values: Values) -> None:
        del function
        values[node.outputs[0]] = values[node.inputs[0]][node.attributes["index"]]

    def list_construct(self, function: Function, node: Node, values: Values) -> None:
        del function
        values[node.outputs[0]] = [values[v] for v in node.inputs]

    def dict_construct(self, function: Function, node: Node, values: Values) -> None:
        del function
        items = [values[v] for v in node.inputs]
        values[node.outputs[0]] = dict(zip(items[0::2], items[1::2], strict=True))

    def cast(self, function: Function, node: Node, values: Values) -> None:
        del function
        values[node.outputs[0]] = values[node.inputs[0]]

    def uninitialized(self, function: Function, node: Node, values: Values) -> None:
        del function
        values[node.outputs[0]] = None

    def isinstance(self, function: Function, node: Node, values: Values) -> None:
        del function
        value = values[node.inputs[0]]
        values[node.outputs[0]] = any(is_instance(value, t) for t in node.attributes["types"])

    def print(self, function: Function, node: Node, values: Values) -> None:
        del function
        sys.stdout.write(" ".join(to_text(values[v]) for v in node.inputs) + "\n")

    def warn(self, function: Function, node: Node, values: Values) -> None:
        del function
        where = None if node.range is None else node.range.original()
        text = values[node.inputs[0]]
        if where is None:
            warn_at(text)
        else:
            warn_at(text, where.source.name, where.line)

    def missing(self, function: Function, node: Node, values: Values) -> None:
        del function, values
        raise error("MJ3113", name=node.attributes["name"])

    def enum_name(self, function: Function, node: Node, values: Values) -> None:
        del function
        member: EnumValue = values[node.inputs[0]]
        values[node.outputs[0]] = member.name

    def enum_value(self, function: Function, node: Node, values: Values) -> None:
        del function
        member: EnumValue = values[node.inputs[0]]
        values[node.outputs[0]] = member.value


_MISFITS = (TypeError, AttributeError, KeyError, IndexError)
_STRUCTURE = {
    "prim::Constant": Interpreter.constant,
    "prim::ConstantRef": Interpreter.constant_ref,
    "prim::If": Interpreter.branch,
    "prim::Loop": Interpreter.loop,
    "prim::GetAttr": Interpreter.get_attribute,
    "prim::SetAttr": Interpreter.set_attribute,
    "prim::CallMethod": Interpreter.call_method,
    "prim::CallFunction": Interpreter.call_function,
    "prim::CreateObject": Interpreter.create_object,
    "prim::TupleConstruct": Interpreter.tuple_construct,
    "prim::TupleUnpack": Interpreter.unpack,
    "prim::TupleIndex": Interpreter.tuple_index,
    "prim::ListConstruct": Interpreter.list_construct,
    "prim::ListUnpack": Interpreter.unpack,
    "prim::DictConstruct": Interpreter.dict_construct,
    "prim::unchecked_cast": Interpreter.cast,
    "prim::Uninitialized": Interpreter.uninitialized,
    "prim::isinstance": Interpreter.isinstance,
    "prim::Print": Interpreter.print,
    "aten::warn": Interpreter.warn,
    "prim::MissingOperator": Interpreter.missing,
    "prim::EnumName": Interpreter.enum_name,
    "prim::EnumValue": Interpreter.enum_value,
}


@cache
def named_tuple(made: TupleType) -> Any:
    """The Python class of a NamedTuple type."""
    name = (made.name or "").rpartition(".")[2]
    return namedtuple(name, made.fields or (), rename=True)  # noqa: PYI024
