"""trace and trace_module."""

from __future__ import annotations

import inspect
import warnings
from collections.abc import Mapping, Sequence
from typing import Any

from minijit.diagnostics import diagnose, error
from minijit.dispatch import function as operator_of
from minijit.ir import CompilationUnit, Function, Graph
from minijit.jit import _state
from minijit.jit.functions import ScriptFunction
from minijit.jit.module import RecursiveScriptModule, TopLevelTracedModule, wrap
from minijit.native import choose_engine
from minijit.nn.modules.module import Module
from minijit.passes import inline_calls, remove_dead_code
from minijit.tensor import Tensor
from minijit.tracing import (
    ByName,
    Report,
    TracerWarning,
    clones,
    compare_graphs,
    compare_results,
    trace_function,
    trace_object,
)


def trace(
    func: Any,
    example_inputs: Any = None,
    optimize: Any = None,
    check_trace: bool = True,
    check_inputs: Any = None,
    check_tolerance: float = 1e-5,
    strict: bool | None = None,
    _force_outplace: bool = False,
    _module_class: Any = None,
    _compilation_unit: Any = None,
    example_kwarg_inputs: Mapping[str, Any] | None = None,
    _store_inputs: bool = True,
    *,
    engine: str | None = None,
) -> Any:
    """Record what a function or module does with example inputs: the executed path only.

    Python values, sizes, branches and random draws that the trace froze are TracerWarnings and
    stand in `trace_report` of the result. `strict=True` makes them one error (in PyTorch it is the
    default and harmless: leave it away). `strict=False` lets lists and dicts be results, as in
    PyTorch. `_force_outplace=True` records operators that change their argument as those that make
    a new tensor.
    """
    del optimize, _module_class, _compilation_unit, _store_inputs
    if isinstance(func, Tensor):
        # The sum of the diagonal has the same name.
        return operator_of("trace")(func)
    choose_engine(engine)
    if not _state.enabled():
        return func
    if isinstance(func, RecursiveScriptModule):
        warnings.warn(diagnose("MJ7034").sentence, stacklevel=2)
        return func
    inputs = as_inputs(func, example_inputs, example_kwarg_inputs)
    more = None
    if check_inputs is not None:
        more = [as_inputs(func, given, None) for given in check_inputs]
    owner = getattr(func, "__self__", None)
    if isinstance(owner, Module):
        if getattr(func, "__name__", "") != "forward":
            raise error("MJ7009")
        func = owner
    if isinstance(func, Module):
        return trace_module(
            func, {"forward": inputs}, None, check_trace,
            None if more is None else [{"forward": given} for given in more],
            check_tolerance, strict, _force_outplace, engine=engine,
        )  # fmt: skip
    report = Report()
    function = trace_function(
        func, inputs, report, strict=strict is not False, outplace=_force_outplace
    )
    if strict:
        report.refuse()
    remove_dead_code(function.graph)
    made = ScriptFunction(function, engine)
    if check_trace:
        for given in [inputs] if more is None else more:
            again = _quietly(
                trace_function, func, clones(given), strict=False, outplace=_force_outplace
            )
            remove_dead_code(again.graph)
            compare_graphs(
                function.graph, function.unit.constants, again.graph, again.unit.constants
            )
            compare_results(made, func, function.graph, given, check_tolerance, report)
    if strict:
        report.refuse()
    made.trace_report = tuple(report.findings)
    return made


def trace_module(
    mod: Module,
    inputs: Mapping[str, Any],
    optimize: Any = None,
    check_trace: bool = True,
    check_inputs: Sequence[Mapping[str, Any]] | None = None,
    check_tolerance: float = 1e-5,
    strict: bool | None = None,
    _force_outplace: bool = False,
    _module_class: Any = None,
    _compilation_unit: Any = None,
    example_inputs_is_kwarg: bool = False,
    _store_inputs: bool = True,
    *,
    engine: str | None = None,
) -> Any:
    """Trace several methods of a module: `inputs` maps method names to example inputs."""
    del optimize, _module_class, _compilation_unit, _store_inputs
    if not _state.enabled():
        return mod
    if not isinstance(mod, Module):
        raise error("MJ7010", expected="torch.nn.Module as the first argument")
    if not isinstance(inputs, dict):
        raise error("MJ7010", expected="a dictionary of (method_name, input) pairs")
    if example_inputs_is_kwarg:
        tuples = {k: as_inputs(getattr(mod, k), None, v) for k, v in inputs.items()}
    else:
        tuples = {k: as_inputs(getattr(mod, k), v, None) for k, v in inputs.items()}
    report = Report()
    own, unit = trace_object(
        mod, tuples, report, strict=strict is not False, outplace=_force_outplace
    )
    if strict:
        report.refuse()
    for function in unit.all_functions():
        remove_dead_code(function.graph)
    made = wrap(own, unit, engine, TopLevelTracedModule)
    if check_trace:
        for given in [tuples] if check_inputs is None else check_inputs:
            again = {k: as_inputs(getattr(mod, k), v, None) for k, v in given.items()}
            _check_module(made, mod, unit, again, check_tolerance, _force_outplace, report)
    if strict:
        report.refuse()
    object.__setattr__(made, "trace_report", tuple(report.findings))
    return made


def _check_module(
    made: Any,
    mod: Module,
    unit: CompilationUnit,
    inputs: dict[str, tuple[Any, ...]],
    tolerance: float,
    outplace: bool,
    report: Report,
) -> None:
    state = [(tensor, tensor.clone()) for tensor in (*mod.parameters(), *mod.buffers())]
    try:
        own, other = _quietly(trace_object, mod, clones(inputs), strict=False, outplace=outplace)
    finally:
        _restore(state)
    for name, given in inputs.items():
        mine, its = made._class.methods[name], own.class_type.methods[name]
        graph = _whole(mine)
        compare_graphs(graph, unit.constants, _whole(its), other.constants)
        python = mod if name == "forward" else getattr(mod, name)
        compare_results(
            made.get_method(name), python, graph, given, tolerance, report,
            lambda: _restore(state),
        )  # fmt: skip


def _restore(state: Sequence[tuple[Tensor, Tensor]]) -> None:
    """What a run has written to is as before: the trace shares it."""
    for tensor, before in state:
        tensor.copy_(before)


def _whole(function: Function) -> Graph:
    graph = function.graph.copy()
    inline_calls(graph, function)
    remove_dead_code(graph)
    return graph


def _quietly(tracer: Any, *args: Any, **options: Any) -> Any:
    """Trace once more: what is frozen is known already."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", TracerWarning)
        return tracer(*args, Report(), **options)


def as_inputs(python: Any, given: Any, by_name: Mapping[str, Any] | None) -> tuple[Any, ...]:
    """Example inputs as a tuple: a tensor or dict is one, by name they are put in order."""
    if given is None:
        if not isinstance(by_name, dict):
            raise error("MJ7011")
        names = inspect.signature(getattr(python, "forward", python)).parameters
        found = [n for n in names if n in by_name]
        return ByName.of(found, (by_name[n] for n in found))
    if isinstance(given, Tensor | dict):
        return (given,)
    return given if isinstance(given, tuple) else tuple(given)
