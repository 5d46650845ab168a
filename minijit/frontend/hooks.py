"""Forward hooks and pre-hooks of modules: compiled with the module, called around its forward."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from minijit.diagnostics import SourceRange, error
from minijit.frontend.emitter import Emitter, emit, unpack
from minijit.frontend.module_info import ModuleInfo
from minijit.ir import Function, Value
from minijit.types import NONE, TupleType, Type

if TYPE_CHECKING:
    from collections.abc import Sequence

    from minijit.frontend.module_compiler import PythonCompiler


def hooks_of(module: Any) -> tuple[list[Any], list[Any]]:
    """The pre-hooks and the hooks of a module, in order."""
    found = [getattr(module, name, None) for name in ("_forward_pre_hooks", "_forward_hooks")]
    pre, post = (list(hooks.values()) if hooks else [] for hooks in found)
    return pre, post


def compile_hooks(compiler: PythonCompiler, info: ModuleInfo, where: SourceRange | None) -> None:
    """Compiles the hooks of a module once. Errors: MJ2066, MJ2067, MJ2068."""
    cls = info.class_type
    pre, post = hooks_of(info.module)
    if cls.forward_hooks or cls.forward_pre_hooks or not (pre or post):
        return
    forward = compiler.method(info, "forward", where)
    taken = TupleType(tuple(a.type for a in forward.arguments[1:]))
    result = forward.return_type
    known: dict[str, Any] = {}
    for kind, hooks in (("Pre-hook", pre), ("Hook", post)):
        for python in hooks:
            if known.setdefault(f"{kind} {python.__name__}", python) is not python:
                raise error("MJ2067", where, kind=kind, name=python.__name__, type=cls.name)
    known.clear()
    for kind, hooks in (("Pre-hook", pre), ("Hook", post)):
        for python in hooks:
            name = python.__name__
            if name not in known and (name in cls.methods or hasattr(type(info.module), name)):
                raise error("MJ2066", where, name=name, type=cls.name)
            if name not in known:
                function = compiler.compile_method(cls, name, python, info, where)
                compiler.unit.functions[function.name] = function
                known[name] = python
            function = cls.methods[name]
            if kind == "Pre-hook":
                check_pre_hook(function, python, taken, cls.name)
                cls.forward_pre_hooks.append(name)
            else:
                check_hook(function, taken, result, cls.name)
                cls.forward_hooks.append(name)
                result = function.return_type if function.return_type != NONE else result


def _check_input(function: Function, kind: str, count: int, taken: TupleType, owner: str) -> None:
    def refuse(detail: str) -> Exception:
        return error("MJ2068", kind=kind, name=function.basename, type=owner, detail=detail)

    found = len(function.arguments)
    if found != count:
        raise refuse(f"was expected to only have exactly {count} inputs but it had {found} inputs")
    given = function.arguments[1].type
    if not isinstance(given, TupleType):
        raise refuse(
            f"expected the input argument to be typed as a Tuple but found type: '{given}' instead."
        )
    received = f"Received type: '{given}'. Expected type: '{taken}'."
    if len(given.elems) != len(taken.elems):
        raise refuse(
            f"has the wrong number of contained types for the input argument's Tuple. {received}"
        )
    if given != taken:
        raise refuse(f"has the wrong inner types for the input tuple argument. {received}")


def check_pre_hook(function: Function, python: Any, taken: TupleType, owner: str) -> None:
    """Error MJ2068: a pre-hook takes or returns what it may not."""
    if "return" not in getattr(python, "__annotations__", {}):
        detail = "is missing a return annotation. Return annotations are required, please add one."
        raise error("MJ2068", kind="Pre-hook", name=function.basename, type=owner, detail=detail)
    _check_input(function, "Pre-hook", 2, taken, owner)
    returned = function.return_type
    alone = taken.elems[0] if len(taken.elems) == 1 else None
    if returned in (NONE, taken) or (returned == alone and not isinstance(alone, TupleType)):
        return
    detail = f"returned the wrong type of: '{returned}'. It may return None or '{taken}'."
    if isinstance(alone, TupleType) and returned == alone:
        detail = (
            "returned the wrong type. When forward has a single tuple input argument, the return "
            "needs to be 'None' or a nested tuple containing forward's input tuple argument as in: "
            f"'{taken}'"
        )
    raise error("MJ2068", kind="Pre-hook", name=function.basename, type=owner, detail=detail)


def check_hook(function: Function, taken: TupleType, result: Type, owner: str) -> None:
    """Error MJ2068: a hook takes what it is not given."""
    _check_input(function, "Hook", 3, taken, owner)
    received = function.arguments[2].type
    if received != result:
        detail = (
            f"has the wrong type for the output argument. Received type: '{received}'. "
            f"Expected type: '{result}'."
        )
        raise error("MJ2068", kind="Hook", name=function.basename, type=owner, detail=detail)


def call_with_hooks(
    e: Emitter, info: ModuleInfo, module: Value, inputs: Sequence[Value], where: SourceRange
) -> Value:
    """`forward` between the hooks; a hook that returns nothing changes nothing."""
    cls = info.class_type

    def call(name: str, args: list[Value]) -> Value:
        function = cls.methods[name]
        attributes = {"name": function.name}
        return emit(
            e, "prim::CallFunction", [module, *args], function.return_type, where, attributes
        )

    kind = TupleType(tuple(v.type for v in inputs))
    given = emit(e, "prim::TupleConstruct", list(inputs), kind, where)
    for name in cls.forward_pre_hooks:
        changed = call(name, [given])
        if changed.type == kind:
            given = changed
        elif changed.type != NONE:
            given = emit(e, "prim::TupleConstruct", [changed], kind, where)
    args = unpack(e, given, where)
    forward = cls.methods["forward"]
    result = emit(
        e, "prim::CallMethod", [module, *args], forward.return_type, where, {"name": "forward"}
    )
    for name in cls.forward_hooks:
        changed = call(name, [given, result])
        result = result if changed.type == NONE else changed
    return result
