"""script, save, load, CompilationUnit."""

from __future__ import annotations

import inspect
import os
import reprlib
import sys
import textwrap
from collections.abc import Mapping
from pathlib import Path
from typing import Any, BinaryIO

from minijit.archive import make_records, read_archive, write_archive
from minijit.diagnostics import Source, error
from minijit.frontend import compile_user_text
from minijit.frontend.class_compiler import bases_of, is_script_class
from minijit.frontend.overloads import is_overloaded
from minijit.frontend.python_resolver import is_left_out_by, modifier_of, remember_scope
from minijit.frontend.python_types import is_enum, is_named_tuple
from minijit.ir import CompilationUnit as Unit
from minijit.jit import _state
from minijit.jit.containers import script_container
from minijit.jit.convert import RecursiveScriptClass, object_of
from minijit.jit.freezing import freeze as frozen
from minijit.jit.functions import ScriptFunction, placeholder
from minijit.jit.module import (
    RecursiveScriptModule,
    new_compiler,
    wrap,
)
from minijit.native import choose_engine
from minijit.nn.modules.module import Module
from minijit.schema.table import OPSET_VERSION_MAX
from minijit.serialization.files import PathLike
from minijit.types import ClassType, TupleType


def script(obj: Any, optimize: Any = None, *, engine: str | None = None, **unused: Any) -> Any:
    """Compile a function, a module and all it reaches, or a class.

    Errors show the user's own line. `engine` is "native" (default where it is installed) or
    "reference". Where `PYTORCH_JIT=0` is set, OBJ is given back as it is.
    """
    choose_engine(engine)
    if isinstance(obj, RecursiveScriptModule | ScriptFunction) or not _state.enabled():
        return obj
    if isinstance(obj, Module):
        compiler = new_compiler(Unit(OPSET_VERSION_MAX))
        own = compiler.script_module(obj)
        return with_ignored(wrap(own, compiler.unit, engine), obj)
    if isinstance(obj, list | dict):
        return script_container(obj)
    if inspect.isclass(obj):
        remember_scope(obj, sys._getframe(1).f_locals)
        compile_class(obj)
        return obj
    if inspect.ismethod(obj):
        obj = obj.__func__
    if not inspect.isfunction(obj):
        return scripted_object(obj)
    if is_overloaded(obj):
        raise error("MJ2124", name=obj.__qualname__)
    remember_scope(obj, sys._getframe(1).f_locals)
    return script_function(obj, engine)


def script_function(obj: Any, engine: str | None) -> ScriptFunction:
    """The compiled function of a Python function, which is compiled once, as in PyTorch."""
    made: dict[str | None, ScriptFunction] = vars(obj).get("_torchscript_compiled", {})
    known = made.get(engine)
    # A wrapper of the function may have taken over its attributes.
    if known is None or known.__script_function__.python is not obj:
        compiler = new_compiler(Unit(OPSET_VERSION_MAX))
        known = ScriptFunction(compiler.compile_function(obj), engine)
        obj._torchscript_compiled = {**made, engine: known}
    return known


def with_ignored(made: RecursiveScriptModule, obj: Module) -> RecursiveScriptModule:
    """The compiled module, with the attributes that stay in Python, methods of one object too."""
    for name, value in vars(obj).items():
        if inspect.ismethod(value) and is_left_out_by(modifier_of(value)):
            object.__setattr__(made, name, value.__func__.__get__(made))
    for name in getattr(obj, "__jit_ignored_attributes__", ()):
        found = inspect.getattr_static(type(obj), name, None)
        if isinstance(found, property):
            object.__setattr__(made, name, found)  # itself, as in PyTorch: nothing is called
        elif hasattr(obj, name):
            object.__setattr__(made, name, getattr(obj, name))
    return made


def compile_class(cls: type) -> None:
    """Compile a class, to tell what is wrong with it; it is compiled again where it is used."""
    if issubclass(cls, Module):
        raise error("MJ2051", name=cls.__name__)
    bases = bases_of(cls)
    if bases and is_script_class(cls) and not is_enum(cls) and not is_named_tuple(cls):
        raise error("MJ2042", what="classes", allowed="'object'", base=bases[0].__name__)
    new_compiler(Unit(OPSET_VERSION_MAX)).class_type(cls)


def scripted_object(obj: Any) -> Any:
    """An object of a class of the user, compiled, or what it gives in its place."""
    if hasattr(obj, "__prepare_scriptable__"):
        return script(obj.__prepare_scriptable__())
    compiler = new_compiler(Unit(OPSET_VERSION_MAX))
    cls = compiler.class_type(type(obj))
    if not isinstance(cls, ClassType) or cls.kind != "class":
        made_here = isinstance(cls, TupleType | ClassType)  # an enum's member, a named tuple
        id = "MJ9053" if made_here else "MJ9022"
        raise error(id, value=reprlib.repr(obj), got=type(obj))
    return RecursiveScriptClass(object_of(obj, cls, compiler.unit))


def save(
    m: Any,
    f: PathLike | BinaryIO,
    _extra_files: Mapping[str, Any] | None = None,
    *,
    opset: int | None = None,
) -> None:
    """Save a scripted or traced module or function as an archive; paths are written atomically.

    With `opset=N` readers of version N understand the file, or it is said which operators they
    lack.
    """
    m = getattr(m, "_owner", m)  # what a module has as `_c`
    if isinstance(m, ScriptFunction):
        own, unit = placeholder(m.__script_function__)
    elif isinstance(m, RecursiveScriptModule):
        own, unit = m.__script_object__, m._unit
    else:
        raise error("MJ9014", got=type(m).__name__)
    write_archive(make_records(own, unit, _extra_files, opset=opset), f)


def load(
    f: PathLike | BinaryIO,
    map_location: Any = None,
    _extra_files: dict[str, Any] | None = None,
    *,
    engine: str | None = None,
    strict: bool = False,
    freeze: bool = False,
    run_setstate: bool = True,
    mmap: bool = True,
    **unused: Any,
) -> RecursiveScriptModule:
    """Load an archive of minijit or of `torch.jit.save`.

    `_extra_files` is filled for the names it holds. `strict=True` refuses operators that are
    missing. `freeze=True` makes parameters constants, in eval mode. `run_setstate=False` refuses a
    file that would run a `__setstate__`: then nothing of it runs while it is loaded. `mmap=False`
    copies the file first, so that it may change afterwards.
    """
    choose_engine(engine)
    if isinstance(f, str | os.PathLike):
        if not Path(f).exists():
            raise error("MJ9020", name=f)
        if Path(f).is_dir():
            raise error("MJ9052", name=f)
    program = read_archive(f, map_location, run_setstate=run_setstate, mmap=mmap)
    if _extra_files is not None:
        for name in list(_extra_files):
            if name in program.extra:
                _extra_files[name] = program.extra[name]
    if strict and program.unit.missing:
        listed = "".join(f"\n  {each}" for each in program.unit.missing.values())
        raise error("MJ6022", operators=listed)
    made = wrap(program.root, program.unit, engine)
    return frozen(made.eval()) if freeze else made


class CompilationUnit:
    """Functions compiled from text: `CompilationUnit("def f(x): return x + 1").f(1)`."""

    def __init__(
        self, lang: str | None = None, _frames_up: int = 0, *, engine: str | None = None
    ) -> None:
        choose_engine(engine)
        self._engine = engine
        self._unit = Unit(OPSET_VERSION_MAX)
        if lang is not None:
            self.define(lang, _frames_up=_frames_up + 1)

    def define(self, lang: str, rcb: Any = None, _frames_up: int = 0) -> None:
        """Compile more definitions; they see the names of the Python code that calls this."""
        del rcb
        frame = sys._getframe(1 + _frames_up)
        names = {**frame.f_globals, **frame.f_locals, "torch": sys.modules["minijit"]}
        compile_user_text(self._unit, Source("<string>", textwrap.dedent(lang)), names)

    def __getattr__(self, name: str) -> ScriptFunction:
        unit = self.__dict__.get("_unit")
        found = None if unit is None else unit.functions.get(f"__torch__.{name}")
        if found is None:
            raise AttributeError(f"'CompilationUnit' has no attribute '{name}'")
        return ScriptFunction(found, self._engine)

    def find_function(self, name: str) -> ScriptFunction | None:
        """A function by its name, or None."""
        found = self._unit.functions.get(f"__torch__.{name}")
        return None if found is None else ScriptFunction(found, self._engine)


def is_scripted(obj: object) -> bool:
    """Whether an object is a compiled module or function."""
    return isinstance(obj, RecursiveScriptModule | ScriptFunction)
