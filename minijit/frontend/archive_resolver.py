"""The names of an archive's code: files are read, and definitions compiled, when they are reached.

A qualified name `__torch__.pkg.Net` lives in `code/__torch__/pkg.py`. Reaching a class declares all
its methods; bodies wait in a queue that `drain` empties, so that classes may refer to each other.
"""

from __future__ import annotations

import builtins as python_builtins
import re
from collections import deque
from collections.abc import Callable
from functools import cache
from typing import Any

from minijit._contract import grammar_file
from minijit.diagnostics import Source, SourceRange, error
from minijit.frontend import builtins, emit_call
from minijit.frontend.annotations import dotted_name, generic_name, parse_type
from minijit.frontend.compile import (
    constant_expression,
    constant_ref,
    declare,
    default_fits,
    define,
)
from minijit.frontend.emitter import Emitter, constant_type, emit
from minijit.frontend.missing import note_missing
from minijit.frontend.scope import Named
from minijit.frontend.sugared import (
    BuiltinValue,
    ClassValue,
    ExceptionOf,
    FunctionValue,
    LiteralOf,
    Namespace,
    NewOf,
    OperatorValue,
    Sugared,
)
from minijit.frontend.sugared_python import ExceptionClass
from minijit.frontend.templates import Template
from minijit.ir import CompilationUnit, EnumValue, Function, Value
from minijit.schema.table import OPSET_VERSION_MAX
from minijit.syntax import ast, parse_expression, parse_file
from minijit.types import (
    CONTRACT_CLASSES,
    TENSOR,
    ClassType,
    Constant,
    TupleType,
    Type,
    contract_class,
    infer_type,
)
from minijit.types.table import PACKED

_MANGLING = re.compile(r"\.___torch_mangle_\d+")
KINDS = {
    "Module": "module", "NamedTuple": "namedtuple", "Interface": "interface",
    "ModuleInterface": "module_interface", "Enum": "enum",
}  # fmt: skip
LITERALS: dict[str, Any] = {
    "inf": float("inf"), "nan": float("nan"),
    "infj": complex(0.0, float("inf")), "nanj": complex(0.0, float("nan")),
}  # fmt: skip
Definition = ClassType | TupleType | Function


class ArchiveResolver:
    """Compiles the code of one archive into `unit`.

    `read` gives the text of an entry such as `code/__torch__.py`, or None when there is none.
    """

    allow_missing = True
    # Whether plain names mean what the same text defines: text that a user wrote.
    local = False
    # Whether the text is that of grammar/classes/.
    contract = False

    def __init__(self, unit: CompilationUnit, read: Callable[[str], Source | None]) -> None:
        self.unit = unit
        self.version: int | None = unit.version
        self._read = read
        self._files: dict[str, ast.File | None] = {}
        self._pending: deque[tuple[ast.Def, Function, Type | None]] = deque()

    # For the loader.

    def load(self, name: str) -> Definition | None:
        """The definition of a qualified name and all it reaches, or None."""
        found = self.find(name)
        self.drain()
        return found

    def load_type(self, text: str) -> Type:
        """The type that a spelling means, such as `List[__torch__.pkg.Net]`."""
        found = parse_type(self, parse_expression(Source("<type>", text), dialect=True))
        self.drain()
        return found

    def drain(self) -> None:
        """Compiles the bodies that wait."""
        while self._pending:
            definition, function, declared = self._pending.popleft()
            if self.allow_missing:
                note_missing(self.unit, definition)
            define(self.unit, self, definition, function, declared)

    # Definitions.

    def find(self, name: str) -> Definition | None:
        """The definition of a qualified name; its bodies may still wait."""
        unit = self.unit
        found = unit.classes.get(name) or unit.tuples.get(name) or unit.functions.get(name)
        if found is not None:
            return found
        if name.startswith(CONTRACT_CLASSES) and not self.contract:
            return find_contract_class(name)
        prefix, _, atom = name.rpartition(".")
        file = self._file(prefix)
        if file is None:
            return None
        for cls in reversed(file.classes):
            if cls.name == atom:
                return self._define_class(name, cls)
        for definition in file.functions:
            if definition.name == atom:
                return self._define_function(name, definition)
        return None

    def _file(self, prefix: str) -> ast.File | None:
        if prefix not in self._files:
            entry = f"code/{prefix.replace('.', '/')}.py"
            source = self._read(entry)
            parsed = None if source is None else parse_file(source, dialect=True)
            self._files[prefix] = parsed
        return self._files[prefix]

    def _define_function(self, name: str, definition: ast.Def) -> Function:
        function, declared = declare(self.unit, self, definition, name)
        self.unit.functions[name] = function
        self._pending.append((definition, function, declared))
        return function

    def _define_class(self, name: str, cls: ast.ClassDef) -> ClassType | TupleType:
        kind = "class"
        if cls.bases:
            base = dotted_name(cls.bases[0]) or ""
            if base not in KINDS or len(cls.bases) > 1:
                raise error("MJ2031", cls.range, name=base)
            kind = KINDS[base]
        if kind == "namedtuple":
            return self._define_tuple(name, cls)
        made = contract_class(name) if self.contract else ClassType(name, kind)
        self.unit.classes[name] = made
        for stmt in cls.body:
            self._class_statement(made, stmt)
        return made

    def _define_tuple(self, name: str, cls: ast.ClassDef) -> TupleType:
        fields: list[str] = []
        types: list[Type] = []
        for stmt in cls.body:
            if not isinstance(stmt, ast.Annotated) or not isinstance(stmt.target, ast.Name):
                raise error("MJ2032", stmt.range, what="this statement")
            fields.append(stmt.target.text)
            types.append(parse_type(self, stmt.annotation))
        made = TupleType(tuple(types), name, tuple(fields))
        self.unit.tuples[name] = made
        return made

    def _class_statement(self, cls: ClassType, stmt: ast.Stmt) -> None:
        if isinstance(stmt, ast.Def):
            name = f"{cls.name}.{stmt.name}"
            self._unique(cls, stmt.name, stmt.range)
            function, declared = declare(self.unit, self, stmt, name, cls)
            cls.methods[stmt.name] = function
            if not cls.is_interface:
                self._pending.append((stmt, function, declared))
        elif isinstance(stmt, ast.Annotated) and isinstance(stmt.target, ast.Name):
            self._attribute(cls, stmt.target.text, stmt.annotation, stmt.value, stmt.range)
        elif isinstance(stmt, ast.Assign) and len(stmt.targets) == 1:
            self._class_assign(cls, stmt.targets[0], stmt.value, stmt.range)
        else:
            raise error("MJ2032", stmt.range, what="this statement")

    def _class_assign(
        self, cls: ClassType, target: ast.Expr, value: ast.Expr, where: SourceRange
    ) -> None:
        if isinstance(target, ast.Subscript) and dotted_name(target.base) == "__annotations__":
            if not isinstance(target.index, ast.String):
                raise error("MJ2032", where, what="this key of __annotations__")
            self._attribute(cls, target.index.value, value, None, where)
            return
        name = target.text if isinstance(target, ast.Name) else ""
        if name == "__annotations__":
            return
        lists = {
            "__parameters__": cls.parameters, "__buffers__": cls.buffers,
            "__forward_hooks__": cls.forward_hooks,
            "__forward_pre_hooks__": cls.forward_pre_hooks,
        }  # fmt: skip
        if name in lists:
            lists[name] += _strings(value)
        elif name and cls.kind == "enum":
            constant = constant_expression(self.unit, self, value, None)
            self._unique(cls, name, where)
            cls.constants[name] = Constant(constant_type(constant), constant)
        else:
            raise error("MJ2032", where, what="an assignment without annotation")

    def _attribute(
        self,
        cls: ClassType,
        name: str,
        annotation: ast.Expr,
        value: ast.Expr | None,
        where: SourceRange,
    ) -> None:
        self._unique(cls, name, where)
        is_final = (
            isinstance(annotation, ast.Subscript) and generic_name(annotation.base) == "Final"
        )
        kind = parse_type(self, annotation)
        if name == "_packed_params" and kind == TENSOR:
            packed = PACKED.get(_MANGLING.sub("", cls.name).replace(".ao.nn.", ".nn."))
            kind = kind if packed is None else find_contract_class(packed) or kind
        if value is None:
            cls.attributes[name] = kind
        elif is_final:
            constant = constant_expression(self.unit, self, value, kind)
            if not default_fits(constant, kind):
                raise error("MJ2014", value.range, expected=kind, found=infer_type(constant))
            cls.constants[name] = Constant(kind, constant)
        else:
            raise error("MJ2032", where, what="an attribute with a value that is not Final")

    def _unique(self, cls: ClassType, name: str, where: SourceRange) -> None:
        if name in cls.attributes or name in cls.constants or name in cls.methods:
            raise error("MJ2033", where, name=name, owner=cls.name)

    # Names, as `frontend.emitter.Resolver` wants them.

    def resolve_name(self, name: str, where: SourceRange) -> Named | None:
        del where
        if name in ("torch", "ops", "CONSTANTS", "__torch__"):
            return Namespace(name)
        if name in LITERALS:
            return LiteralOf(LITERALS[name])
        if name in ("fork", "awaitable"):
            return BuiltinValue("fork")
        if name in builtins.NAMES:
            return BuiltinValue(name)
        if self.local and self.find(f"__torch__.{name}") is not None:
            return self._qualified(f"__torch__.{name}")
        python = getattr(python_builtins, name, None) if self.local else None
        if isinstance(python, type) and issubclass(python, BaseException):
            return ExceptionClass(f"builtins.{name}")
        return None

    def resolve_attribute(
        self, emitter: Emitter, base: Sugared, name: str, where: SourceRange
    ) -> Named | None:
        if isinstance(base, ClassValue):
            member = class_attribute(emitter, base, name, where)
            # The functions of a class's hooks lie in a file that is named after it.
            hook = None if member else self.find(f"{base.type.name}.{name}")
            return FunctionValue(hook) if isinstance(hook, Function) else member
        if not isinstance(base, Namespace):
            return None
        match base.name.partition(".")[0]:
            case "torch":
                return torch_attribute(base.name, name)
            case "ops" if "." not in base.name:
                return Namespace(f"ops.{name}")
            case "ops":
                return OperatorValue(f"{base.name.partition('.')[2]}::{name}")
            case "CONSTANTS":
                reference = constant_ref(self.unit, name, ast.Name(where, name))
                attributes = {"index": reference.index}
                return emit(emitter, "prim::ConstantRef", (), reference.type, where, attributes)
            case _:
                return self._qualified(f"{base.name}.{name}")

    def _qualified(self, name: str) -> Sugared:
        found = self.find(name)
        if found is None:
            return Namespace(name)
        return FunctionValue(found) if isinstance(found, Function) else ClassValue(found)

    def resolve_call(
        self, emitter: Emitter, callee: Sugared, call: ast.Call, hint: Type | None
    ) -> Named | None:
        if isinstance(callee, ExceptionClass):
            args, _ = emit_call.emit_arguments(emitter, call)
            return ExceptionOf(callee.exception_class, args)
        return None

    def resolve_method(self, class_type: ClassType, name: str) -> Function | None:
        found: Function | None = class_type.methods.get(name)
        return found

    def resolve_member(
        self, emitter: Emitter, base: Value, cls: ClassType, name: str, where: SourceRange
    ) -> Named | None:
        return None

    def resolve_setter(self, base: Named, name: str, where: SourceRange) -> str | None:
        return None

    def resolve_template(self, function: Function) -> Template | None:
        return None

    def resolve_type(self, name: str, where: SourceRange, within: bool = False) -> Type | None:
        if self.local and "." not in name:
            name = f"__torch__.{name}"
        if not name.startswith("__torch__."):
            return None
        found = self.find(name)
        return None if isinstance(found, Function) else found

    def resolve_module_class(self, name: str) -> None:
        return None

    def inline_upgrader(self, name: str) -> Function:
        from minijit.frontend.upgraders import upgrader

        return upgrader(name)


def class_attribute(
    emitter: Emitter, base: ClassValue, name: str, where: SourceRange
) -> Named | None:
    """`Class.__new__`, or a member of an enum."""
    cls = base.type
    if name == "__new__" and isinstance(cls, ClassType):
        return NewOf(cls)
    if isinstance(cls, ClassType) and cls.kind == "enum" and name in cls.constants:
        value = EnumValue(cls, name, cls.constants[name].value)
        return emit(emitter, "prim::Constant", (), cls, where, {"value": value})
    return None


def torch_attribute(namespace: str, name: str) -> Named:
    """`torch.<name>` in the dialect."""
    if namespace == "torch" and name == "device":
        return BuiltinValue("device")
    if namespace == "torch" and name == "autograd":
        return Namespace("torch.autograd")
    return OperatorValue(f"aten::{name}")


def _strings(value: ast.Expr) -> list[str]:
    items = value.items if isinstance(value, ast.List | ast.Tuple) else [value]
    found = [item.value for item in items if isinstance(item, ast.String)]
    if len(found) != len(items):
        raise error("MJ2034", value.range, what="a list of names")
    return found


@cache
def _contract_classes() -> CompilationUnit:
    """All classes of grammar/classes/, compiled."""
    folder = grammar_file("classes")
    unit = CompilationUnit(OPSET_VERSION_MAX)

    def read(entry: str) -> Source | None:
        path = folder / entry.rpartition("/")[2]
        found = entry.startswith("code/__torch__/torch/classes/") and path.is_file()
        return Source(entry, path.read_text(encoding="utf-8")) if found else None

    resolver = ArchiveResolver(unit, read)
    resolver.contract = True
    for path in sorted(folder.glob("*.py")):
        prefix = f"{CONTRACT_CLASSES}{path.stem}"
        file = resolver._file(prefix)
        for cls in file.classes if file else ():
            resolver.find(f"{prefix}.{cls.name}")
    resolver.drain()
    return unit


def contract_classes() -> dict[str, ClassType]:
    """The classes of grammar/classes/ by qualified name, if a program has named any."""
    return _contract_classes().classes if _contract_classes.cache_info().currsize else {}


def find_contract_class(name: str) -> ClassType | None:
    """A class that PyTorch has in C++ and grammar/classes/ has in the dialect, or None."""
    return _contract_classes().classes.get(name)


def compile_text(unit: CompilationUnit, source: Source, *, user: bool = False) -> ArchiveResolver:
    """Compiles every function and class of a text in the dialect into `unit`.

    Names are qualified by `__torch__`. Returns the resolver, for later look-ups. A text of the
    `user` may have all forms of the language, and call what it defines by plain names, but no
    operator that is not there.
    """
    text = source.text
    resolver = ArchiveResolver(
        unit, lambda entry: Source(entry, text) if entry == "code/__torch__.py" else None
    )
    resolver.local = user
    resolver.allow_missing = not user
    parsed = parse_file(source, dialect=not user)
    resolver._files["__torch__"] = parsed
    for cls in parsed.classes:
        resolver.find(f"__torch__.{cls.name}")
    for definition in parsed.functions:
        resolver.find(f"__torch__.{definition.name}")
    resolver.drain()
    if user:
        fine: set[Function] = set()
        for definition in parsed.functions:
            _refuse_recursion(unit, unit.functions[f"__torch__.{definition.name}"], [], fine)
    return resolver


def _refuse_recursion(
    unit: CompilationUnit, function: Function, open_: list[Function], fine: set[Function]
) -> None:
    """PyTorch would not load a program that calls what is running. Error MJ2025."""
    open_.append(function)
    for node in function.graph.walk():
        if node.kind == "prim::CallFunction":
            callee = unit.functions[node.attributes["name"]]
            if callee in open_:
                raise error("MJ2025", node.range, name=callee.basename)
            if callee not in fine:
                _refuse_recursion(unit, callee, open_, fine)
    fine.add(open_.pop())
