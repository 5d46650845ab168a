"""Compile-time values that only a user's Python has."""

from __future__ import annotations

import types
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from minijit.diagnostics import Error, SourceRange, error
from minijit.frontend.sugared import Sugared
from minijit.ir import Value
from minijit.types import TENSOR, ClassType

if TYPE_CHECKING:
    from collections.abc import Sequence

    from minijit.frontend.emitter import Emitter
    from minijit.frontend.module_info import ModuleInfo
    from minijit.frontend.scope import Named
    from minijit.nn.boolean_dispatch import BooleanDispatch
    from minijit.syntax import ast


@dataclass(slots=True)
class PythonModule(Sugared):
    """An imported module: `math`, `torch`, one of the user's."""

    module: types.ModuleType
    what = "Python module"
    portable = True


@dataclass(slots=True)
class ConstantCall(Sugared):
    """A function whose result is known at compile time, such as `torch.jit.is_scripting`."""

    value: Any
    what = "function"
    portable = True


@dataclass(slots=True)
class FlaggedFunction(Sugared):
    """Two functions, of which an argument that is known at compile time chooses one."""

    dispatch: BooleanDispatch
    what = "function"
    portable = True


@dataclass(slots=True)
class Unusable(Sugared):
    """What the user wrote does not compile, and why: told where it is used as a value."""

    python: Any
    problem: Error
    portable = True

    def as_value(self, e: Emitter, where: SourceRange) -> Value:
        raise self.problem


@dataclass(slots=True)
class Uncompiled(Unusable):
    """A function of the user that does not compile as it is."""

    what = "function"


@dataclass(slots=True)
class UncompiledClass(Unusable):
    """A class that no program can make objects of: its static methods can be called."""

    what = "class"


@dataclass(slots=True)
class LeftOut(Sugared):
    """What is left to Python and takes `*args`: compiled for each number of them.

    A function, or the method `name` of a module.
    """

    python: Any
    module: ModuleValue | None = None
    name: str = ""
    what = "function"
    portable = True


@dataclass(slots=True)
class Repeated(Sugared):
    """`_single`, `_pair` and so on, which repeat a number `count` times."""

    count: int
    what = "function"
    portable = True


@dataclass(slots=True)
class OldTensor(Sugared):
    """`FloatTensor`, `LongTensor` and so on, to be called."""

    python: Any
    what = "tensor type"
    portable = True


@dataclass(slots=True)
class SuperCall(Sugared):
    """`super`, to be called."""

    what = "function"
    portable = True


@dataclass(slots=True)
class SuperOf(Sugared):
    """`super()`: a module seen as one of the classes after `after` in its class's order."""

    module: ModuleValue
    after: type
    what = "super object"


@dataclass(slots=True)
class ModuleClass(Sugared):
    """A class of modules: `Base.forward(self, x)` calls a method of it."""

    python: type
    what = "class of modules"
    portable = True


@dataclass(slots=True)
class BaseMethod(Sugared):
    """A method of a class of modules; `module` is its self, where that is known."""

    python: Any
    owner: type
    module: ModuleValue | None = None
    what = "method"


@dataclass(slots=True)
class ExceptionClass(Sugared):
    """An exception class, under its qualified name."""

    exception_class: str
    what = "Python exception"
    portable = True


@dataclass(slots=True)
class GradientContext(Sugared):
    """The `ctx` of an `autograd.Function`, and what its `forward` keeps there for a gradient."""

    kept: dict[str, Named]
    what = "context of a gradient"
    portable = True


@dataclass(slots=True)
class IgnoredClass(Sugared):
    """A class that `@ignore` leaves to Python."""

    name: str
    what = "class that is left to Python"
    portable = True


@dataclass(slots=True)
class GradMode(Sugared):
    """`torch.no_grad` and the like, or a call of it."""

    grad_mode: bool
    takes_mode: bool = False
    what = "gradient mode"
    portable = True


@dataclass(slots=True)
class Ineffective(Sugared):
    """A class of contexts that change nothing, or a call of it."""

    python: type
    does_nothing: bool = False
    what = "context manager"
    portable = True


@dataclass(slots=True)
class ModuleValue(Sugared):
    """A module of the user: its value in the graph, and what is known of it in Python."""

    value: Value
    info: ModuleInfo
    what = "module"

    @property
    def class_type(self) -> ClassType:
        return self.info.class_type

    def as_value(self, e: Emitter, where: SourceRange) -> Value:
        del e, where
        return self.value

    def has_attribute(self, name: str) -> bool:
        return self.info.has(name)

    def children(self, e: Emitter, where: SourceRange) -> list[tuple[str, ModuleValue]]:
        """The submodules of a container, with their names. Error MJ2105: one is an interface."""
        for name in self.info.submodules:
            if self.class_type.attributes[name] != self.info.submodules[name].class_type:
                raise error("MJ2105", where, name="modules", module=name)
        return [(name, self._child(e, name, where)) for name in self.info.submodules]

    def _child(self, e: Emitter, name: str, where: SourceRange) -> ModuleValue:
        from minijit.frontend.emitter import emit

        info = self.info.submodules[name]
        value = emit(e, "prim::GetAttr", [self.value], info.class_type, where, {"name": name})
        return ModuleValue(value, info)

    @property
    def item_names(self) -> list[str]:
        """The names of what a container holds: submodules or parameters."""
        if self.info.container.startswith("Parameter"):
            return list(self.class_type.parameters)
        return list(self.info.submodules)

    def item(self, e: Emitter, name: str, where: SourceRange) -> Named:
        """One of what a container holds."""
        from minijit.frontend.emitter import emit

        if name in self.info.submodules:
            return self._child(e, name, where)
        kind = self.class_type.attributes[name]
        return emit(e, "prim::GetAttr", [self.value], kind, where, {"name": name})

    def items_at_compile_time(self, e: Emitter, where: SourceRange) -> list[Named]:
        from minijit.frontend.emitter import constant

        if self.info.container in ("ModuleDict", "ParameterDict"):
            return [constant(e, name, where) for name in self.item_names]
        if not self.info.container:
            raise error("MJ2019", where, type=self.class_type)
        return [self.item(e, name, where) for name in self.item_names]

    def subscript(self, e: Emitter, expr: ast.Subscript) -> Named:
        """`modules[0]`, `modules["name"]`, `modules[1:]`."""
        from minijit.frontend.emit_expr import emit_named
        from minijit.frontend.emit_subscript import constant_index
        from minijit.frontend.emitter import constant_value
        from minijit.frontend.sugared import SliceOf, TupleOf

        index = emit_named(e, expr.index)
        names = self.item_names
        if isinstance(index, SliceOf):
            where = expr.range
            bounds = [constant_index(p, where) for p in (index.start, index.stop, index.step)]
            return TupleOf([self.item(e, name, where) for name in names[slice(*bounds)]])
        _, at = constant_value(index)
        if not is_literal_index(expr.index, index):
            raise self._no_literal(expr.range)
        if isinstance(at, int):
            if not -len(names) <= at < len(names):
                raise error("MJ2069", expr.range, index=at, size=len(names))
            at = names[at]
        if at not in names:
            raise error("MJ2065", expr.range, name=at)
        return self.item(e, at, expr.range)

    def choose(self, e: Emitter, expr: ast.Subscript, wanted: ClassType) -> Value:
        """`modules[i]` for an index that is not known: each is tried; all have one interface."""
        from minijit.frontend import emit_call, emit_subscript

        for child, info in self.info.submodules.items():
            for name in wanted.methods:
                e.resolver.resolve_method(info.class_type, name)
            try:
                emit_call.check_interface(info.class_type, wanted, expr.range)
            except Error as problem:
                reason = problem.diagnostic.sentence
                raise error(
                    "MJ2130", expr.range, name=child, interface=wanted.name, reason=reason
                ) from None
        return emit_subscript.choose_module(e, self.value, expr, wanted)

    def _no_literal(self, where: SourceRange) -> Exception:
        if "Dict" in self.info.container:
            return error("MJ2070", where, what="string", container="ModuleDict", example='"a"',
                         loop="for k, v in self.items(): out = v(inp)")  # fmt: skip
        return error("MJ2070", where, what="integer", container="ModuleList/Sequential",
                     example="4", loop="for index, v in enumerate(self): out = v(inp)")  # fmt: skip

    def names_held(self) -> list[str]:
        return self.item_names

    def own_len(self) -> bool:
        """Whether the user has written a `__len__` for the container."""
        written = getattr(type(self.info.module), "__len__", None)
        return written is not None and str(written.__module__).partition(".")[0] != "minijit"


def is_literal_index(expr: ast.Expr, index: Named) -> bool:
    """Whether an index is a literal or the variable of an unrolled loop.

    As in PyTorch, a variable that was given a literal is none.
    """
    from minijit.frontend.emitter import constant_value
    from minijit.syntax import ast

    known, at = constant_value(index)
    node = getattr(index, "node", None)
    if not known or not isinstance(at, int | str):
        return False
    if not isinstance(expr, ast.Name) or node is None or node.range is None:
        return True
    return bool(node.range.text.strip("'\"") != str(at))


@dataclass(slots=True)
class ContainerMethod(Sugared):
    """`children`, `items` and the like of a module, whose call is unrolled."""

    module: ModuleValue
    name: str
    what = "method"


def container_call(e: Emitter, method: ContainerMethod, where: SourceRange) -> Named:
    """The modules, or pairs of name and module, that a method such as `children` gives.

    Error MJ2105: one of them is known by its interface only.
    """
    from minijit.frontend.emitter import constant
    from minijit.frontend.sugared import TupleOf

    name = method.name
    found: Sequence[tuple[str, Named]]
    if name in ("modules", "named_modules"):
        found = descendants(e, "", method.module, where)
    elif name in ("items", "keys", "values"):
        names = method.module.item_names
        found = [(label, method.module.item(e, label, where)) for label in names]
    elif name.removeprefix("named_") in ("buffers", "parameters"):
        found = tensors_below(e, name.removeprefix("named_"), method.module, where)
    else:
        found = method.module.children(e, where)
    items: list[Named] = []
    for label, child in found:
        if name.startswith("named_") or name == "items":
            items.append(TupleOf([constant(e, label, where), child]))
        else:
            items.append(constant(e, label, where) if name == "keys" else child)
    return TupleOf(items)


def tensors_below(
    e: Emitter, what: str, module: ModuleValue, where: SourceRange
) -> list[tuple[str, Named]]:
    """The buffers or parameters of a module and of all below it, with their names."""
    from minijit.frontend.emitter import emit

    found: list[tuple[str, Named]] = []
    for path, below in descendants(e, "", module, where):
        cls = below.class_type
        names = cls.buffers if what == "buffers" else cls.parameters
        for name, kind in cls.attributes.items():
            if name in names and kind == TENSOR:
                value = emit(e, "prim::GetAttr", [below.value], TENSOR, where, {"name": name})
                found.append((f"{path}.{name}" if path else name, value))
    return found


def descendants(
    e: Emitter, prefix: str, module: ModuleValue, where: SourceRange
) -> list[tuple[str, ModuleValue]]:
    """A module and all below it, as named_modules goes."""
    found = [(prefix, module)]
    for name, child in module.children(e, where):
        found += descendants(e, f"{prefix}.{name}" if prefix else name, child, where)
    return found
