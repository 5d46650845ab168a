"""The classes of types; `str()` of a type is its spelling in an archive's code."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache
from typing import Any, Final, NamedTuple


class Type:
    """Base of all static types, with two names of `torch._C.Type`."""

    __slots__ = ()

    @property
    def annotation_str(self) -> str:
        """The spelling in code: `List[int]`."""
        return f"{self}"

    def str(self) -> Any:
        """The spelling in schemas: `int[]`."""
        from minijit.types.spelling import schema_type

        return schema_type(self)


class PlainType(Type):
    """A type that is no class of a program, with more names of `torch._C.Type`."""

    __slots__ = ()

    def kind(self) -> Any:
        """The class of the type in PyTorch: `ListType`."""
        return type(self).__name__

    def containedTypes(self) -> list[Type]:
        """The types that it is made of."""
        return []


@dataclass(slots=True, frozen=True)
class SimpleType(PlainType):
    """A type without parameters."""

    name: str

    def kind(self) -> Any:
        """As `TensorType`, `IntType`, `StringType`."""
        spelled = {"str": "String", "NoneType": "None", "Device": "DeviceObj"}
        name = spelled.get(self.name, self.name)
        return f"{name[0].upper()}{name[1:]}Type"

    def __str__(self) -> str:
        return self.name


TENSOR: Final = SimpleType("Tensor")
INT: Final = SimpleType("int")
FLOAT: Final = SimpleType("float")
BOOL: Final = SimpleType("bool")
STR: Final = SimpleType("str")
NONE: Final = SimpleType("NoneType")
NUMBER: Final = SimpleType("number")
DEVICE: Final = SimpleType("Device")
COMPLEX: Final = SimpleType("complex")
ANY: Final = SimpleType("Any")
GENERATOR: Final = SimpleType("Generator")


@dataclass(slots=True, frozen=True)
class OptionalType(PlainType):
    """`elem` or None; made by `optional()`, so that it never nests."""

    elem: Type

    def __str__(self) -> str:
        return f"Optional[{self.elem}]"

    def containedTypes(self) -> list[Type]:
        """The one type."""
        return [self.elem]

    def getElementType(self) -> Type:
        """The same."""
        return self.elem


@dataclass(slots=True, frozen=True)
class ListType(PlainType):
    """A mutable sequence of one element type."""

    elem: Type

    def __str__(self) -> str:
        return f"List[{self.elem}]"

    def containedTypes(self) -> list[Type]:
        """The one type."""
        return [self.elem]

    def getElementType(self) -> Type:
        """The same."""
        return self.elem


@dataclass(slots=True, frozen=True)
class DictType(PlainType):
    """An insertion-ordered mapping."""

    key: Type
    value: Type

    def __str__(self) -> str:
        return f"Dict[{self.key}, {self.value}]"

    def containedTypes(self) -> list[Type]:
        """Those of keys and values."""
        return [self.key, self.value]

    def getKeyType(self) -> Type:
        """That of the keys."""
        return self.key

    def getValueType(self) -> Type:
        """That of the values."""
        return self.value


@dataclass(slots=True, frozen=True)
class SetType(DictType):
    """A set: a dict whose values are True. In an archive it is that dict."""

    def __str__(self) -> str:
        return f"Dict[{self.key}, {self.value}]"


@dataclass(slots=True, frozen=True)
class TupleType(PlainType):
    """A fixed number of elements; with `name` and `fields` it is a NamedTuple."""

    elems: tuple[Type, ...]
    name: str | None = None
    fields: tuple[str, ...] | None = None

    def __str__(self) -> str:
        if self.name is not None:
            return self.name
        return f"Tuple[{', '.join(map(str, self.elems)) if self.elems else '()'}]"

    def containedTypes(self) -> list[Type]:
        """Those of the elements."""
        return list(self.elems)

    elements = containedTypes


@dataclass(slots=True, frozen=True)
class FutureType(PlainType):
    """The result of a fork."""

    elem: Type

    def __str__(self) -> str:
        return f"Future[{self.elem}]"

    def containedTypes(self) -> list[Type]:
        """The one type."""
        return [self.elem]

    def getElementType(self) -> Type:
        """The same."""
        return self.elem


@dataclass(slots=True, frozen=True)
class UnionType(PlainType):
    """One of several types in PyTorch's order; made by `union()`."""

    members: tuple[Type, ...]

    def __str__(self) -> str:
        return f"Union[{', '.join(map(str, self.members))}]"

    def containedTypes(self) -> list[Type]:
        """Any of these."""
        return list(self.members)


@dataclass(slots=True, frozen=True)
class TypeVar(Type):
    """A type variable of an operator's schema (`t` in `t[]`)."""

    name: str

    def __str__(self) -> str:
        return self.name


class Constant(NamedTuple):
    """A class constant: its declared type and its Python value."""

    type: Type
    value: Any


@dataclass(slots=True, eq=False)
class ClassType(Type):
    """A class of the program, identified by its qualified name; filled in while it is compiled.

    `kind` is "module", "class", "enum", "interface" or "module_interface". `methods` maps to
    `minijit.ir.Function`; an enum's members are its `constants`. `python_class` is the user's class
    it was made from, where that is known. `left_to_python` are the methods of a module's class
    that `@ignore` or `@unused` keep from being compiled, for calls from Python.
    """

    name: str
    kind: str = "module"
    attributes: dict[str, Type] = field(default_factory=dict)
    parameters: list[str] = field(default_factory=list)
    buffers: list[str] = field(default_factory=list)
    constants: dict[str, Constant] = field(default_factory=dict)
    methods: dict[str, Any] = field(default_factory=dict)
    forward_hooks: list[str] = field(default_factory=list)
    forward_pre_hooks: list[str] = field(default_factory=list)
    python_class: type | None = None
    left_to_python: dict[str, Any] = field(default_factory=dict)

    @property
    def is_module(self) -> bool:
        return self.kind == "module"

    @property
    def is_interface(self) -> bool:
        return self.kind in ("interface", "module_interface")

    def __str__(self) -> str:
        return self.name

    def __repr__(self) -> str:
        return f"ClassType({self.name!r})"

    def __eq__(self, other: object) -> bool:
        return self is other

    def __hash__(self) -> int:
        return id(self)


CONTRACT_CLASSES: Final = "__torch__.torch.classes."


@cache
def contract_class(name: str) -> ClassType:
    """The one class of that name in grammar/classes/; empty until the frontend has read it."""
    return ClassType(name, "class")
