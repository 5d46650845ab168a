"""Functions and objects made of what ran."""

from __future__ import annotations

import copy
from collections.abc import Mapping, Sequence
from typing import Any

from minijit.frontend import PythonCompiler, entry_points, qualified_name
from minijit.frontend.module_info import ModuleInfo
from minijit.ir import CompilationUnit, Function, FunctionArgument, ScriptObject
from minijit.nn.modules.module import Module
from minijit.schema.table import OPSET_VERSION_MAX
from minijit.tracing.check import ByName, call_with
from minijit.tracing.outline import Path, outline, own_classes
from minijit.tracing.report import Report
from minijit.tracing.structures import bound_input, input_types, output_value
from minijit.tracing.tracer import Tracer, names_of
from minijit.tracing.watch import watching
from minijit.types import TENSOR, ClassType


def trace_function(
    python: Any,
    inputs: Sequence[Any],
    report: Report,
    *,
    strict: bool = True,
    outplace: bool = False,
) -> Function:
    """The function that did what `python` does with these inputs."""
    unit = CompilationUnit(OPSET_VERSION_MAX)
    name = qualified_name(python) if hasattr(python, "__name__") else "__torch__.traced"
    function = _declare(name, unit, python, inputs, None)
    unit.functions[name] = function
    _record(Tracer(unit, function.graph, report, outplace), function, python, inputs, strict)
    return function


def trace_object(
    module: Module,
    inputs: Mapping[str, Sequence[Any]],
    report: Report,
    *,
    strict: bool = True,
    outplace: bool = False,
) -> tuple[ScriptObject, CompilationUnit]:
    """The module's object with traced methods; submodules keep their places and tensors.

    Methods marked by @export are compiled.
    """
    unit = CompilationUnit(OPSET_VERSION_MAX)
    exports = any(set(entry_points(below)) - {"forward"} for below in module.modules())
    # Only what is compiled may ask for other attributes; PyTorch's traced modules have none.
    compiler = PythonCompiler(unit, only_tensors=not exports)
    objects: dict[int, ScriptObject] = {}
    own = compiler.instantiate(module, objects)
    own_classes(own, unit, compiler.unit.unique)
    cls = own.class_type
    paths = _paths(own)
    scripted = _scripted(own, ())
    # Before the trace: what an exported method calls is compiled, not the part that a trace ran.
    _compile_exported(compiler, module, own, {})
    for method, given in inputs.items():
        python = getattr(module, method)
        function = _declare(f"{cls.name}.{method}", unit, python, given, cls)
        tracer = Tracer(unit, function.graph, report, outplace)
        tracer.know_module(own, function.graph.inputs[0])
        for key, path in scripted.items():
            tracer.objects[key] = tracer.attribute(function.graph.inputs[0], path)
        tracer.modules = {
            key: (made, paths[id(made)]) for key, made in objects.items() if id(made) in paths
        }
        _record(tracer, function, module if method == "forward" else python, given, strict)
        cls.methods[method] = function
        # What was traced runs, also where scripts leave the method to Python.
        cls.left_to_python = {n: m for n, m in cls.left_to_python.items() if n != method}
    return own, unit


def _declare(
    name: str, unit: CompilationUnit, python: Any, inputs: Sequence[Any], owner: ClassType | None
) -> Function:
    arguments = [] if owner is None else [FunctionArgument("self", owner)]
    kinds = input_types(tuple(inputs))
    names = inputs.names if isinstance(inputs, ByName) else names_of(python, len(inputs))
    for parameter, kind in zip(names, kinds, strict=True):
        arguments.append(FunctionArgument(parameter, kind))
    function = Function(name, arguments, TENSOR, unit, is_method=owner is not None)
    for argument in arguments:
        function.graph.block.add_input(argument.type, argument.name)
    return function


def _record(
    tracer: Tracer, function: Function, python: Any, inputs: Sequence[Any], strict: bool
) -> None:
    first = len(tracer.graph.inputs) - len(inputs)
    bound = [
        bound_input(tracer, given, tracer.graph.inputs[first + i]) for i, given in enumerate(inputs)
    ]
    with watching(tracer):
        result = call_with(python, inputs, bound)
    output = output_value(tracer, result, strict)
    tracer.finish()
    tracer.block.add_output(output)
    outline(tracer.graph, tracer.spans, tracer.unit)
    function.return_type = output.type
    function.defined = True


def _compile_exported(
    compiler: PythonCompiler, module: Any, own: ScriptObject, seen: dict[int, ModuleInfo]
) -> ModuleInfo:
    """Methods marked by @export of a module and of those below it."""
    if id(own) in seen:
        return seen[id(own)]
    info = copy.copy(compiler.info(module))
    seen[id(own)] = info
    if getattr(module, "__script_object__", None) is own:
        return info
    info.class_type = own.class_type
    info.submodules = {
        name: _compile_exported(compiler, child, own.slots[name], seen)
        for name, child in module._modules.items()
        if child is not None and name in own.slots
    }
    compiler.infos[own.class_type] = info
    for name in entry_points(module):
        if name != "forward":
            compiler.method(info, name, None)
    return info


def _scripted(own: ScriptObject, path: Path) -> dict[int, Path]:
    """Submodules that are compiled already: they are called, not traced through."""
    found: dict[int, Path] = {}
    for name, slot in own.slots.items():
        if isinstance(slot, ScriptObject) and slot.class_type.is_module:
            if slot.class_type.methods:
                found[id(slot)] = (*path, name)
            else:
                found |= _scripted(slot, (*path, name))
    return found


def _paths(
    own: ScriptObject, path: Path = (), found: dict[int, Path] | None = None
) -> dict[int, Path]:
    """Where each object of a tree is first met."""
    found = {} if found is None else found
    if id(own) not in found:
        found[id(own)] = path
        for name, slot in own.slots.items():
            if isinstance(slot, ScriptObject) and slot.class_type.is_module:
                _paths(slot, (*path, name), found)
    return found
