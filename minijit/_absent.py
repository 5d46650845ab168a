"""What minijit leaves out of PyTorch, in one table.

A library imports much beside its models: training, processes, other compilers. These names import,
so that the models compile; what cannot be done refuses by name when it is used (MJ9031; training
MJ3024).
"""

from __future__ import annotations

import importlib
import sys
from abc import ABCMeta
from functools import cache
from importlib.abc import Loader, MetaPathFinder
from importlib.machinery import ModuleSpec
from inspect import isfunction
from types import ModuleType
from typing import TYPE_CHECKING, Any

from minijit.diagnostics import diagnose, error

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


# Modules of which nothing is there, with all that lies in them.
MODULES = _words("""
    __config__ _custom_ops _decomp _dynamo._trace_wrapped_higher_order_op _dynamo.config
    _dynamo.eval_frame _dynamo.exc _dynamo.mutation_guard _dynamo.variables _export _functorch
    _guards _higher_order_ops _inductor _library _logging _meta_registrations _prims _prims_common
    _refs _subclasses _tensor_str _utils _vmap_internals accelerator ao.nn.intrinsic ao.nn.qat
    ao.nn.quantizable ao.nn.sparse ao.ns ao.pruning ao.quantization.fake_quantize
    ao.quantization.fx ao.quantization.observer ao.quantization.qconfig
    ao.quantization.qconfig_mapping ao.quantization.quantize_fx autograd.forward_ad
    autograd.functional autograd.graph classes contrib cpu cuda.graphs cuda.memory cuda.nccl
    cuda.nvtx cuda.streams distributed.algorithms distributed.checkpoint distributed.device_mesh
    distributed.distributed_c10d distributed.elastic distributed.fsdp distributed._composable
    distributed._functional_collectives distributed.nn distributed.optim distributed.pipelining
    distributed.rpc distributed.rpc.api distributed.tensor distributed.utils distributions export
    func futures fx._pytree fx.experimental fx.graph fx.graph_module fx.immutable_collections
    fx.interpreter fx.node fx.operator_schemas fx.passes fx.proxy fx.subgraph_rewriter fx.traceback
    masked monitor mps mtia multiprocessing nested onnx.operators onnx.symbolic_opset9
    onnx.symbolic_opset10 onnx.symbolic_opset12 onnx.symbolic_opset13 nn.attention.bias
    nn.attention.flex_attention nn.intrinsic nn.parallel nn.qat nn.quantizable nn.utils.prune
    nn.utils.stateless optim package return_types sparse testing._internal testing._utils
    utils._cxx_pytree utils._python_dispatch utils._sympy utils.benchmark utils.bottleneck
    utils.collect_env utils.cpp_extension utils.data._utils.pin_memory utils.data._utils.worker
    utils.data.datapipes utils.data.distributed utils.flop_counter utils.hooks
    utils.mobile_optimizer utils.tensorboard utils.viz utils.weak xpu
""")

# Modules whose names are those of the module above them.
ABOVE = _words("""
    _C._jit amp.autocast_mode amp.grad_scaler ao.quantization.stubs autograd.function
    autograd.grad_mode autograd.variable cuda.amp.autocast_mode cuda.amp.grad_scaler cuda.random
    jit._script jit._serialization jit._trace profiler.profiler storage utils.data._utils
    utils.data._utils.collate utils.data.dataloader utils.data.dataset utils.data.sampler
""")

# Modules that lie elsewhere.
ELSEWHERE = {
    "autograd.profiler": "profiler",
    "autograd.profiler_util": "profiler",
    "functional": "",
    "nn.quantized": "ao.nn.quantized",
    "quantization": "ao.quantization",
    "torch": "",
    "utils.model_zoo": "hub",
}

# Names that are left out of modules that are there.
NAMES = {
    "": _words("""
        AcceleratorError AliasDb AnyType Argument BFloat16Storage Block BoolType ClassType DictType
        Event FatalError FloatType FunctionSchema Graph IntType ListType Node NoneType NumberType
        OptionalType Stream StringType SymBool SymFloat SymInt Tag TensorType TupleType
        TypedStorage UnionType cond get_device_module OutOfMemoryError jagged lobpcg
        set_default_device sparse_bsc_tensor sparse_bsr_tensor sparse_compressed_tensor
        sparse_coo_tensor sparse_csc_tensor sparse_csr_tensor vmap while_loop
    """),
    "amp": _words("""
        GradScaler
    """),
    "cuda.amp": _words("""
        GradScaler
    """),
    "ao.quantization": _words("""
        FakeQuantize FakeQuantizeBase FixedQParamsFakeQuantize FusedMovingAvgObsFakeQuantize
        HistogramObserver MinMaxObserver MovingAverageMinMaxObserver
        MovingAveragePerChannelMinMaxObserver NoopObserver ObserverBase PerChannelMinMaxObserver
        PlaceholderObserver QConfig QConfigMapping convert default_dynamic_qconfig default_observer
        default_qat_qconfig default_qconfig default_weight_observer disable_fake_quant
        disable_observer enable_fake_quant enable_observer fuse_modules fuse_modules_qat
        get_default_qat_qconfig get_default_qat_qconfig_mapping get_default_qconfig
        get_default_qconfig_mapping prepare prepare_qat propagate_qconfig_ quantize quantize_dynamic
        quantize_qat swap_module
    """),
    "autograd": _words("""
        gradcheck gradgradcheck
    """),
    "cuda": _words("""
        CUDAGraph Event ExternalStream MemPool OutOfMemoryError Stream StreamContext cudart
        current_blas_handle current_stream default_generators default_stream device device_of
        get_device_capability get_device_name get_device_properties get_rng_state get_rng_state_all
        graph graph_pool_handle init ipc_collect list_gpu_processes make_graphed_callables
        max_memory_allocated max_memory_cached max_memory_reserved mem_get_info memory_allocated
        memory_cached memory_reserved memory_snapshot memory_stats memory_summary
        reset_max_memory_allocated reset_max_memory_cached reset_peak_memory_stats set_device
        set_per_process_memory_fraction set_rng_state set_rng_state_all set_stream stream
        utilization
    """),
    "distributed": _words("""
        Backend DeviceMesh FileStore GradBucket P2POp ProcessGroup ReduceOp Store TCPStore Work
        all_gather all_gather_into_tensor all_gather_object all_reduce all_to_all all_to_all_single
        barrier batch_isend_irecv broadcast broadcast_object_list destroy_process_group gather
        gather_object get_backend get_global_rank get_group_rank get_process_group_ranks group
        init_device_mesh init_process_group irecv isend monitored_barrier new_group new_subgroups
        recv recv_object_list reduce reduce_op reduce_scatter reduce_scatter_tensor scatter
        scatter_object_list send send_object_list
    """),
    "fx": _words("""
        CodeGen Graph GraphModule Interpreter Node Proxy ProxyableClassMeta Tracer Transformer
        map_arg replace_pattern symbolic_trace
    """),
    "hub": _words("""
        download_url_to_file help list load load_state_dict_from_url load_url set_dir tqdm
    """),
    "nn": _words("""
        Container CrossMapLRN2d DataParallel
    """),
    "nn.modules": _words("""
        CrossMapLRN2d
    """),
    "nn.utils": _words("""
        clip_grad_norm clip_grad_norm_ clip_grad_value_ clip_grads_with_norm_ get_total_norm
    """),
    "onnx": _words("""
        ExportOptions ONNXProgram OperatorExportTypes TensorProtoDataType TrainingMode dynamo_export
        export
    """),
    "ops.aten": _words("""
        _pin_memory _sparse_addmm _sparse_mm_reduce_impl _to_copy alias
    """),
    "overrides": _words("""
        BaseTorchFunctionMode TorchFunctionMode get_overridable_functions handle_torch_function
        resolve_name wrap_torch_function
    """),
    "profiler": _words("""
        EventList FunctionEvent ProfilerAction ProfilerActivity profile schedule
        tensorboard_trace_handler
    """),
    "_C": _words("""
        DisableTorchFunction DisableTorchFunctionSubclass DispatchKey Graph Node
        Value _disabled_torch_function_impl
    """),
    "nn.utils.parametrizations": _words("""
        orthogonal
    """),
    "types": _words("""
        Device Storage _TensorOrTensors _bool _complex _device _dispatchkey
        _dtype _float _int _layout _qscheme _size
    """),
    "utils.data": _words("""
        ChainDataset DataChunk DistributedSampler IterDataPipe MapDataPipe T_co _BaseDataLoaderIter
        _MultiProcessingDataLoaderIter _SingleProcessDataLoaderIter _collate_fn_t _worker_init_fn_t
        collate default_collate_err_msg_format default_collate_fn_map default_convert
        np_str_obj_array_pattern
    """),
}

# Operators and methods that are left out: no attributes, so that programs may ask for them.
OPERATORS = {
    "": _words("""
        adjoint asarray binomial dsmm eig empty_quantized from_file histogramdd hsmm hspmm lstsq lu
        matrix_rank native_channel_shuffle native_dropout native_norm orgqr pca_lowrank poisson
        quantized_batch_norm quantized_gru_cell quantized_lstm_cell quantized_max_pool1d
        quantized_max_pool2d quantized_max_pool3d quantized_rnn_relu_cell quantized_rnn_tanh_cell
        saddmm slice_inverse smm solve spmm sspaddmm svd_lowrank sym_float
        sym_fresh_size sym_int sym_ite sym_max sym_min sym_not sym_sqrt sym_sum symeig vander
    """),
    "Tensor": _words("""
        adjoint apply_ as_subclass chalf const_data_ptr dim_order eig hash_tensor is_distributed
        is_set_to lstsq lu map2_ map_ module_load orgqr polygamma polygamma_
        record_stream register_post_accumulate_grad_hook reinforce resize resize_as
        resize_as_sparse_ slice_inverse smm solve sparse_mask sparse_resize_
        sparse_resize_and_clear_ sspaddmm storage_type symeig to_mkldnn to_sparse
        to_sparse_bsc to_sparse_bsr to_sparse_coo to_sparse_csc to_sparse_csr volatile
    """),
    "jit": _words("""
        jit_module_from_flatbuffer last_executed_optimized_graph save_jit_module_to_flatbuffer
        set_module strict_fusion
    """),
    "linalg": _words("""
        eig eigvals ldl_factor ldl_factor_ex ldl_solve
    """),
    "nn": _words("""
        LinearCrossEntropyOptions factory_kwargs
    """),
    "nn.functional": _words("""
        conv_tbc grouped_mm native_channel_shuffle scaled_grouped_mm scaled_mm
    """),
    "special": _words("""
        airy_ai
    """),
}

# The numbers that those of them which are dtypes or layouts have in programs.
NUMBERS = {
    "jagged": 7,
}

# What programs call around a model, and what it gives: nothing changes.
ANSWERS: dict[str, object] = {
    "is_available": False,
    "is_initialized": False,
    "is_built": False,
    "is_bf16_supported": False,
    "device_count": 0,
    "show": "",
}
CHANGE_NOTHING = {
    "": _words("""
        set_anomaly_enabled set_autocast_cache_enabled
        set_deterministic_debug_mode set_float32_matmul_precision set_flush_denormal
        set_num_interop_threads set_warn_always use_deterministic_algorithms
    """),
    "_C": _words("""
        _are_functorch_transforms_active _cuda_resetPeakMemoryStats
        _debug_set_autodiff_subgraph_inlining
        _jit_override_can_fuse_on_cpu _jit_override_can_fuse_on_gpu _jit_set_bailout_depth
        _jit_set_fusion_strategy _jit_set_nvfuser_enabled _jit_set_profiling_executor
        _jit_set_profiling_mode _jit_set_texpr_fuser_enabled _set_graph_executor_optimize
    """),
    "_dynamo": _words("""
        mark_dynamic mark_static mark_static_address maybe_mark_dynamic reset
    """),
    "compiler": _words("""
        cudagraph_mark_step_begin reset set_stance
    """),
}
# Decorators, with arguments or without, that give back what they decorate.
DECORATORS = {
    "autograd": _words("""
        once_differentiable
    """),
    "_dynamo": _words("""
        assume_constant_result disallow_in_graph forbid_in_graph
        graph_break nonstrict_trace optimize run
    """),
    "distributed.rpc.api": _words("""
        _require_initialized
    """),
    "library": _words("""
        register_autograd register_fake register_kernel register_torch_dispatch register_vmap
    """),
}

_REGISTER = [name for name in DECORATORS["library"] if name.startswith("register_")]


class Absent(ABCMeta):
    """The type of a name that is left out: what lies in it is left out too, and a call refuses.

    Classes may be derived from it and compared with it, as a library does that never uses them.
    """

    path: str

    def __getattr__(cls, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        return stand_in(f"{cls.path}.{name}")

    def __call__(cls, *args: Any, **kwargs: Any) -> Any:
        training = cls.path.startswith("optim.")
        raise error("MJ3024" if training else "MJ9031", name=cls.path)

    def __getitem__(cls, item: Any) -> Absent:
        return cls

    def __iter__(cls) -> Iterator[Any]:
        # or `in` and `for` would ask for one item after another, without end
        return iter(cls())


@cache
def stand_in(path: str) -> Absent:
    """What stands for the name PATH of PyTorch."""
    where, _, name = path.rpartition(".")
    is_exception = name.endswith(("Error", "Exception")) or where.endswith("exc")
    bases = (Exception,) if is_exception else ()
    return Absent(name, bases, {"path": path, "__module__": f"minijit.{where}".removesuffix(".")})


def _answer(value: object) -> Callable[..., object]:
    def answer(*args: Any, **kwargs: Any) -> object:
        """Nothing changes; what holds where there is nothing of the kind."""
        return value

    return answer


def decorated(*args: Any, **kwargs: Any) -> Any:
    """What is decorated, or what gives it back; with decorators of its own, as an operator has."""

    def give_back(function: Any) -> Any:
        if isfunction(function):
            vars(function).update(dict.fromkeys(_REGISTER, decorated))
        return function

    return give_back(args[-1]) if args and callable(args[-1]) else give_back


def _alias(path: str) -> str | None:
    """The module that has the names of this one."""
    return path.rpartition(".")[0] if path in ABOVE else ELSEWHERE.get(path)


def find(module: str, name: str) -> Any:
    """What NAME of the module (`cuda`, or "" for `minijit`) stands for here.

    Error AttributeError: it is no name that minijit leaves out.
    """
    path = f"{module}.{name}".removeprefix(".")
    if path in MODULES or _alias(path) is not None:
        return importlib.import_module(f"minijit.{path}")
    for table, make in (
        (NAMES, lambda: stand_in(path)),
        (CHANGE_NOTHING, lambda: _answer(None)),
        (DECORATORS, lambda: decorated),
    ):
        if name in table.get(module, ()):
            return make()
    raise no_attribute(module, name)


def no_attribute(owner: str, name: str) -> AttributeError:
    """The error for a name that is not there: of PyTorch's it says that they are left out."""
    known = name in OPERATORS.get(owner, ())
    path = f"{owner}.{name}".removeprefix(".")
    why = f": {diagnose('MJ9031', name=path).sentence}" if known else ""
    of = "'Tensor' object" if owner == "Tensor" else f"module 'minijit.{owner}'".replace(".'", "'")
    return AttributeError(f"{of} has no attribute '{name}'{why}")


def extend(module: str) -> None:
    """Make the names that are left out of a module (its `__name__`) attributes of it."""
    path = module.removeprefix("minijit.")
    namespace = vars(sys.modules[module])
    namespace.setdefault("__path__", [])
    namespace["__getattr__"] = lambda name: find(path, name)


class _AbsentModule(ModuleType):
    """A module of which nothing is there."""

    def __repr__(self) -> str:
        return f"<module '{self.__name__}' (no part of minijit)>"

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        path = self.__name__.removeprefix("minijit.")
        if f"{path}.{name}" in MODULES:
            return importlib.import_module(f"{self.__name__}.{name}")
        if name in DECORATORS.get(path, ()):
            return decorated
        if name in ANSWERS:
            return _answer(ANSWERS[name])
        return stand_in(f"{path}.{name}")


class _Alias(ModuleType):
    """A module whose names are those of another one."""

    def __getattr__(self, name: str) -> Any:
        if name in ("__path__", "__file__"):
            raise AttributeError(name)
        target = _alias(self.__name__.removeprefix("minijit."))
        return getattr(importlib.import_module(f"minijit.{target}".removesuffix(".")), name)


class _Finder(MetaPathFinder, Loader):
    """Finds the modules of the table that no file makes."""

    def find_spec(
        self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        root, _, name = fullname.partition(".")
        if root != "minijit":
            return None
        parts = name.split(".")
        if _alias(name) is not None or any(
            ".".join(parts[:k]) in MODULES for k in range(1, len(parts) + 1)
        ):
            return ModuleSpec(fullname, self, is_package=True)
        return None

    def create_module(self, spec: ModuleSpec) -> ModuleType:
        name = spec.name.removeprefix("minijit.")
        return (_Alias if _alias(name) is not None else _AbsentModule)(spec.name)

    def exec_module(self, module: ModuleType) -> None:
        """Nothing: there is no text to run."""


def install() -> None:
    """Let the modules of the table be imported where no file makes them."""
    if not any(isinstance(finder, _Finder) for finder in sys.meta_path):
        sys.meta_path.append(_Finder())


__all__ = ["Absent", "decorated", "extend", "find", "install", "stand_in"]
