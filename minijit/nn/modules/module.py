"""Module: parameters, buffers, submodules, and a forward."""

from __future__ import annotations

from collections import OrderedDict, namedtuple
from collections.abc import Callable, Iterator, Mapping
from typing import Any, ClassVar, Self

import numpy as np

from minijit.diagnostics import Error, error
from minijit.nn.parameter import is_lazy
from minijit.tensor import Buffer, DType, Parameter, Tensor
from minijit.tensor import dtype as dt
from minijit.tensor.creation import check_device, encode
from minijit.tensor.dtype import float32, float64
from minijit.tensor.held import Meta

_EXTRA_STATE_KEY = "_extra_state"


class _IncompatibleKeys(  # what PyTorch returns, name and all
    namedtuple("IncompatibleKeys", ["missing_keys", "unexpected_keys"])  # noqa: PYI024
):
    __slots__ = ()

    def __repr__(self) -> str:
        if not self.missing_keys and not self.unexpected_keys:
            return "<All keys matched successfully>"
        return (
            f"_IncompatibleKeys(missing_keys={self.missing_keys}, "
            f"unexpected_keys={self.unexpected_keys})"
        )

    __str__ = __repr__


class RemovableHandle:
    """Takes a hook away again."""

    def __init__(self, hooks: dict[int, Any], key: int) -> None:
        self.hooks = hooks
        self.id = key

    def remove(self) -> None:
        """Take the hook away."""
        self.hooks.pop(self.id, None)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *args: object) -> None:
        self.remove()


def _add_indent(text: str, spaces: int) -> str:
    first, *rest = text.split("\n")
    return "\n".join([first, *(" " * spaces + line for line in rest)])


class Module:
    """Base class of everything with parameters; subclasses define `forward`."""

    training: bool
    _modules: dict[str, Any]
    _version: int = 1
    # Whether the classes after Module in a class's order are given what `__init__` is given.
    call_super_init: bool = False
    dump_patches: bool = False
    # Methods that stand for `forward` when the first argument is of another type.
    _forwards: ClassVar[dict[type, str]] = {}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        if (args or kwargs) and not self.call_super_init:
            given = f"takes 1 positional argument but {1 + len(args)} were given"
            if kwargs:
                given = f"got an unexpected keyword argument {next(iter(kwargs))!r}"
            raise TypeError(f"{type(self).__name__}.__init__() {given}")
        set_attribute = super().__setattr__
        set_attribute("training", True)
        set_attribute("_parameters", {})
        set_attribute("_buffers", {})
        set_attribute("_non_persistent_buffers_set", set())
        set_attribute("_backward_hooks", OrderedDict())
        set_attribute("_is_full_backward_hook", None)
        set_attribute("_forward_hooks", OrderedDict())
        set_attribute("_forward_hooks_with_kwargs", OrderedDict())
        set_attribute("_forward_hooks_always_called", OrderedDict())
        set_attribute("_forward_pre_hooks", OrderedDict())
        set_attribute("_forward_pre_hooks_with_kwargs", OrderedDict())
        set_attribute("_state_dict_hooks", OrderedDict())
        set_attribute("_state_dict_pre_hooks", OrderedDict())
        set_attribute("_load_state_dict_pre_hooks", OrderedDict())
        set_attribute("_load_state_dict_post_hooks", OrderedDict())
        set_attribute("_modules", {})
        if self.call_super_init:
            super().__init__(*args, **kwargs)

    def forward(self, *args: Any, **kwargs: Any) -> Any:
        """What calling the module computes; subclasses define it."""
        raise error("MJ8001", name=type(self).__name__)

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        scope = _scopes[-1] if _scopes else None
        if scope is not None:
            return scope(self, args, kwargs, self._run)
        return self._run(args, kwargs)

    def _run(self, args: tuple[Any, ...], kwargs: dict[str, Any]) -> Any:
        if not self._forward_pre_hooks and not self._forward_hooks:
            form = self._forwards.get(type(args[0]), "forward") if args else "forward"
            return getattr(self, form)(*args, **kwargs)
        for key, hook in list(self._forward_pre_hooks.items()):
            if key in self._forward_pre_hooks_with_kwargs:
                changed = hook(self, args, kwargs)
                if changed is not None:
                    if not isinstance(changed, tuple) or len(changed) != 2:
                        raise RuntimeError(
                            "forward pre-hook must return None or a tuple of (new_args, "
                            f"new_kwargs), but got {changed}."
                        )
                    args, kwargs = changed
            else:
                changed = hook(self, args)
                if changed is not None:
                    args = changed if isinstance(changed, tuple) else (changed,)
        pending = dict(self._forward_hooks)
        result = None
        try:
            form = self._forwards.get(type(args[0]), "forward") if args else "forward"
            result = getattr(self, form)(*args, **kwargs)
            while pending:
                key = next(iter(pending))
                changed = self._call_hook(key, pending.pop(key), args, kwargs, result)
                if changed is not None:
                    result = changed
        except Exception:
            for key, hook in pending.items():
                if key in self._forward_hooks_always_called:
                    self._call_hook(key, hook, args, kwargs, result)
            raise
        return result

    def _call_hook(
        self, key: int, hook: Any, args: tuple[Any, ...], kwargs: dict[str, Any], result: Any
    ) -> Any:
        if key in self._forward_hooks_with_kwargs:
            return hook(self, args, kwargs, result)
        return hook(self, args, result)

    # attributes

    def register_buffer(self, name: str, tensor: Tensor | None, persistent: bool = True) -> None:
        """Add a tensor that is state but no parameter; not persistent: not in the state_dict."""
        self._check_name(name, "buffer", "_buffers")
        if tensor is not None and not isinstance(tensor, Tensor):
            raise error(
                "MJ8002", got=_typename(tensor), name=name, kind="buffer", wanted="torch Tensor"
            )
        self._buffers[name] = tensor
        if persistent:
            self._non_persistent_buffers_set.discard(name)
        else:
            self._non_persistent_buffers_set.add(name)

    def register_parameter(self, name: str, param: Parameter | None) -> None:
        """Add a parameter (None: the name is reserved)."""
        self._check_name(name, "parameter", "_parameters")
        if param is not None and not isinstance(param, Parameter):
            raise error(
                "MJ8002", got=_typename(param), name=name, kind="parameter",
                wanted="torch.nn.Parameter",
            )  # fmt: skip
        self._parameters[name] = param

    def add_module(self, name: str, module: Module | None) -> None:
        """Add a submodule."""
        if module is not None and not isinstance(module, Module):
            raise TypeError(f"{_typename(module)} is not a Module subclass")
        self._check_name(name, "module", "_modules")
        self._modules[name] = module

    register_module = add_module

    def _check_name(self, name: Any, kind: str, group: str) -> None:
        if group not in self.__dict__:
            raise AttributeError(f"cannot assign {kind} before Module.__init__() call")
        if not isinstance(name, str):
            raise TypeError(f"{kind} name should be a string. Got {type(name).__name__}")
        if "." in name:
            raise KeyError(f'{kind} name can\'t contain ".", got: {name}')
        if name == "":
            raise KeyError(f'{kind} name can\'t be empty string ""')
        if hasattr(self, name) and name not in self.__dict__[group]:
            raise KeyError(f"attribute '{name}' already exists")

    def __getattr__(self, name: str) -> Any:
        for group in ("_parameters", "_buffers", "_modules"):
            values = self.__dict__.get(group)
            if values is not None and name in values:
                return values[name]
        raise AttributeError(f"'{type(self).__name__}' object has no attribute '{name}'")

    def __setattr__(self, name: str, value: Any) -> None:
        members = self.__dict__
        if isinstance(value, Buffer):
            self.register_buffer(name, value, value.persistent)
        elif isinstance(value, Parameter):
            if "_parameters" not in members:
                raise AttributeError("cannot assign parameters before Module.__init__() call")
            self._forget(name, self._buffers, self._modules)
            self.register_parameter(name, value)
        elif "_parameters" in members and name in members["_parameters"]:
            if value is not None:
                raise TypeError(
                    f"cannot assign '{_typename(value)}' as parameter '{name}' "
                    "(torch.nn.Parameter or None expected)"
                )
            self.register_parameter(name, None)
        elif isinstance(value, Module):
            if "_modules" not in members:
                raise AttributeError("cannot assign module before Module.__init__() call")
            self._forget(name, self._parameters, self._buffers)
            self._modules[name] = value
        elif "_modules" in members and name in members["_modules"]:
            if value is not None:
                raise TypeError(
                    f"cannot assign '{_typename(value)}' as child module '{name}' "
                    "(torch.nn.Module or None expected)"
                )
            self._modules[name] = None
        elif "_buffers" in members and name in members["_buffers"]:
            if value is not None and not isinstance(value, Tensor):
                raise TypeError(
                    f"cannot assign '{_typename(value)}' as buffer '{name}' "
                    "(torch.nn.Buffer, torch.Tensor or None expected)"
                )
            self._buffers[name] = value
        else:
            super().__setattr__(name, value)

    def _forget(self, name: str, *groups: dict[str, Any]) -> None:
        for group in (self.__dict__, *groups):
            group.pop(name, None)
        self._non_persistent_buffers_set.discard(name)

    def __delattr__(self, name: str) -> None:
        for group in (self._parameters, self._buffers, self._modules):
            if name in group:
                del group[name]
                self._non_persistent_buffers_set.discard(name)
                return
        super().__delattr__(name)

    def __dir__(self) -> list[str]:
        names = set(dir(type(self))) | set(self.__dict__)
        for group in (self._parameters, self._buffers, self._modules):
            names |= set(group)
        return sorted(n for n in names if not n[:1].isdigit())

    def get_submodule(self, target: str) -> Module:
        """The submodule at a dotted path; AttributeError if there is none."""
        found: Module = self
        for atom in target.split(".") if target else []:
            if not hasattr(found, atom):
                raise AttributeError(f"{type(found).__name__} has no attribute `{atom}`")
            found = getattr(found, atom)
            if not isinstance(found, Module):
                raise AttributeError(f"`{atom}` is not an nn.Module")  # noqa: TRY004
        return found

    def set_submodule(self, target: str, module: Module, strict: bool = False) -> None:
        """Put a module at a dotted path, all of which but the last name must be there.

        `strict`: the last name must be there as well.
        """
        if not target:
            raise ValueError("Cannot set the submodule without a target name!")
        if not isinstance(module, Module):
            raise ValueError(  # noqa: TRY004
                f"`module` is not an nn.Module, found {type(module)}"
            )
        path, _, name = target.rpartition(".")
        owner = self.get_submodule(path)
        if strict or hasattr(owner, name):
            owner.get_submodule(name)
        setattr(owner, name, module)

    def _owner_of(self, target: str) -> tuple[Module, str]:
        """The module that a dotted path leads to, and the name in it."""
        path, _, name = target.rpartition(".")
        owner = self.get_submodule(path)
        if not hasattr(owner, name):
            raise AttributeError(f"{type(owner).__name__} has no attribute `{name}`")
        return owner, name

    def get_parameter(self, target: str) -> Parameter:
        """The parameter at a dotted path."""
        owner, name = self._owner_of(target)
        found = getattr(owner, name)
        if not isinstance(found, Parameter):
            raise AttributeError(f"`{name}` is not an nn.Parameter")  # noqa: TRY004
        return found

    def get_buffer(self, target: str) -> Tensor:
        """The buffer at a dotted path."""
        owner, name = self._owner_of(target)
        found: Tensor | None = owner._buffers.get(name)
        if found is None:
            raise AttributeError(f"`{name}` is not a buffer")
        return found

    # walking

    def named_modules(
        self, memo: set[Module] | None = None, prefix: str = "", remove_duplicate: bool = True
    ) -> Iterator[tuple[str, Module]]:
        """The module itself and all below it, each once."""
        memo = set() if memo is None else memo
        if self in memo:
            return
        if remove_duplicate:
            memo.add(self)
        yield prefix, self
        for name, module in self._modules.items():
            if module is not None:
                inner = f"{prefix}.{name}" if prefix else name
                yield from module.named_modules(memo, inner, remove_duplicate)

    def modules(self) -> Iterator[Module]:
        """The module itself and all below it, each once."""
        for _, module in self.named_modules():
            yield module

    def named_children(self) -> Iterator[tuple[str, Module]]:
        """The direct submodules, each once."""
        seen: set[int] = set()
        for name, module in self._modules.items():
            if module is not None and id(module) not in seen:
                seen.add(id(module))
                yield name, module

    def children(self) -> Iterator[Module]:
        """The direct submodules, each once."""
        for _, module in self.named_children():
            yield module

    def _named_members(
        self, group: str, prefix: str, recurse: bool, remove_duplicate: bool
    ) -> Iterator[tuple[str, Any]]:
        seen: set[int] = set()
        modules = (
            self.named_modules(prefix=prefix, remove_duplicate=remove_duplicate)
            if recurse
            else [(prefix, self)]
        )
        for path, module in modules:
            for name, value in getattr(module, group).items():
                if value is None or id(value) in seen:
                    continue
                if remove_duplicate:
                    seen.add(id(value))
                yield (f"{path}.{name}" if path else name), value

    def named_parameters(
        self, prefix: str = "", recurse: bool = True, remove_duplicate: bool = True
    ) -> Iterator[tuple[str, Parameter]]:
        """Parameters by dotted path."""
        yield from self._named_members("_parameters", prefix, recurse, remove_duplicate)

    def parameters(self, recurse: bool = True) -> Iterator[Parameter]:
        """All parameters, each once."""
        for _, value in self.named_parameters(recurse=recurse):
            yield value

    def named_buffers(
        self, prefix: str = "", recurse: bool = True, remove_duplicate: bool = True
    ) -> Iterator[tuple[str, Tensor]]:
        """Buffers by dotted path, those that are not persistent too."""
        yield from self._named_members("_buffers", prefix, recurse, remove_duplicate)

    def buffers(self, recurse: bool = True) -> Iterator[Tensor]:
        """All buffers, each once."""
        for _, value in self.named_buffers(recurse=recurse):
            yield value

    def apply(self, fn: Callable[[Module], Any]) -> Self:
        """Call `fn` on every submodule, then on this module."""
        for module in self.children():
            module.apply(fn)
        fn(self)
        return self

    # modes and dtypes

    def train(self, mode: bool = True) -> Self:
        """Set training mode here and below."""
        if not isinstance(mode, bool):
            raise ValueError("training mode is expected to be boolean")  # noqa: TRY004
        self.training = mode
        for module in self.children():
            module.train(mode)
        return self

    def eval(self) -> Self:
        """Set evaluation mode here and below."""
        return self.train(False)

    def requires_grad_(self, requires_grad: bool = True) -> Self:
        """Set `requires_grad` of all parameters (stored, never propagated)."""
        for parameter in self.parameters():
            parameter.requires_grad_(requires_grad)
        return self

    def zero_grad(self, set_to_none: bool = True) -> None:
        """Nothing: there are no gradients."""

    def share_memory(self) -> Self:
        """The module itself: memory is shared by threads anyway."""
        return self

    def _apply(self, fn: Callable[[Tensor], Tensor], recurse: bool = True) -> Self:
        for module in self.children() if recurse else ():
            module._apply(fn)
        for parameter in self._parameters.values():
            if is_lazy(parameter):
                parameter.convert(fn)
            elif parameter is not None:
                parameter.data = fn(parameter.data)
        for name, buffer in self._buffers.items():
            if is_lazy(buffer):
                buffer.convert(fn)
            elif buffer is not None:
                self._buffers[name] = fn(buffer)
        return self

    def _cast(self, dtype: DType) -> Self:
        return self._apply(lambda t: _converted(t, dtype) if t.is_floating_point() else t)

    def type(self, dst_type: DType | str) -> Self:
        """Convert all parameters and buffers."""
        return self._apply(lambda t: t.type(dst_type))

    def float(self) -> Self:
        """Convert floating-point parameters and buffers to float32."""
        return self._cast(float32)

    def double(self) -> Self:
        """Convert floating-point parameters and buffers to float64."""
        return self._cast(float64)

    def half(self) -> Self:
        """Convert floating-point parameters and buffers to float16."""
        return self._cast(dt.float16)

    def bfloat16(self) -> Self:
        """Convert floating-point parameters and buffers to bfloat16."""
        return self._cast(dt.bfloat16)

    def cpu(self) -> Self:
        """The module itself: it is on the CPU. NotImplementedError for tensors of device meta."""
        return self._apply(_of_cpu)

    def cuda(self, device: Any = None) -> Self:
        """Refused: only the CPU computes."""
        raise error("MJ9030", kind="CUDA")

    def xpu(self, device: Any = None) -> Self:
        """Refused: only the CPU computes."""
        raise error("MJ9030", kind="XPU")

    def compile(self, *args: Any, **kwargs: Any) -> None:
        """Nothing: the module runs as it is."""

    def to_empty(self, *, device: Any, recurse: bool = True) -> Self:
        """Parameters and buffers of new memory, of undefined content."""
        check_device(device)
        return self._apply(lambda t: Tensor.empty(t._sizes, t._dtype), recurse)

    def to(self, *args: Any, **kwargs: Any) -> Self:
        """`to(dtype)`, `to(device, dtype)`, `to(tensor)`: convert floating-point state."""
        dtype = kwargs.get("dtype")
        options = {"device", "dtype", "non_blocking", "copy", "memory_format"}
        if not kwargs.keys() <= options or not isinstance(dtype, DType | None):
            raise TypeError(f"to() received an invalid combination of arguments - got {kwargs}")
        device = kwargs.get("device")
        check_device(device)
        for argument in args:
            if isinstance(argument, DType):
                dtype = argument
            elif isinstance(argument, Tensor):
                dtype = argument.dtype
            elif not isinstance(argument, bool):
                check_device(argument)
                device = argument
        if device is not None:
            self._apply(_of_cpu)
        if dtype is None:
            return self
        if not (dtype.is_floating_point or dtype.is_complex):
            raise TypeError(
                "nn.Module.to only accepts floating point or complex dtypes, "
                f"but got desired dtype={dtype}"
            )
        return self._cast(dtype)

    # state

    def state_dict(
        self, *args: Any, destination: Any = None, prefix: str = "", keep_vars: bool = False
    ) -> Any:
        """An OrderedDict of parameters and persistent buffers, sharing their memory."""
        if destination is None:
            destination = OrderedDict()
            destination._metadata = OrderedDict()
        metadata = {"version": self._version}
        if hasattr(destination, "_metadata"):
            destination._metadata[prefix[:-1]] = metadata
        for hook in self._state_dict_pre_hooks.values():
            hook(self, prefix, keep_vars)
        self._save_to_state_dict(destination, prefix, keep_vars)
        for name, module in self._modules.items():
            if module is not None:
                module.state_dict(
                    destination=destination, prefix=f"{prefix}{name}.", keep_vars=keep_vars
                )
        for hook, may_replace in self._state_dict_hooks.values():
            changed = hook(self, destination, prefix, metadata)
            if changed is not None:
                if not may_replace:
                    raise RuntimeError("state_dict post-hook must return None")
                destination = changed
        return destination

    def _save_to_state_dict(self, destination: Any, prefix: str, keep_vars: bool) -> None:
        for name, parameter in self._parameters.items():
            if parameter is not None:
                destination[prefix + name] = parameter if keep_vars else parameter.data
        for name, buffer in self._buffers.items():
            if buffer is not None and name not in self._non_persistent_buffers_set:
                destination[prefix + name] = buffer if keep_vars else buffer.data
        if type(self).get_extra_state is not Module.get_extra_state:
            destination[prefix + _EXTRA_STATE_KEY] = self.get_extra_state()

    def get_extra_state(self) -> Any:
        """State beyond tensors; subclasses define it with `set_extra_state`."""
        raise RuntimeError(f"{type(self).__name__} defines no get_extra_state")

    def set_extra_state(self, state: Any) -> None:
        """Take what `get_extra_state` gave."""
        raise RuntimeError(f"{type(self).__name__} defines no set_extra_state")

    def _load_from_state_dict(
        self,
        state_dict: Any,
        prefix: str,
        local_metadata: Any,
        strict: bool,
        missing_keys: list[str],
        unexpected_keys: list[str],
        error_msgs: list[str],
    ) -> None:
        own_state = (prefix, local_metadata, strict, missing_keys, unexpected_keys, error_msgs)
        for hook, with_module in self._load_state_dict_pre_hooks.values():
            hook(*((self,) if with_module else ()), state_dict, *own_state)
        persistent = {
            k: v for k, v in self._buffers.items() if k not in self._non_persistent_buffers_set
        }
        members = {
            k: v for k, v in (*self._parameters.items(), *persistent.items()) if v is not None
        }
        assign = bool(local_metadata.get("assign_to_params_buffers", False))
        for name, own in members.items():
            key = prefix + name
            if key not in state_dict:
                if strict:
                    missing_keys.append(key)
                continue
            try:
                self._load_member(name, own, key, state_dict[key], assign, error_msgs)
            except Error as problem:
                error_msgs.append(
                    f'While copying the parameter named "{key}", an exception occurred : {problem}.'
                )
        extra = prefix + _EXTRA_STATE_KEY
        if type(self).set_extra_state is not Module.set_extra_state:
            if extra in state_dict:
                self.set_extra_state(state_dict[extra])
            elif strict:
                missing_keys.append(extra)
        elif strict and extra in state_dict:
            unexpected_keys.append(extra)
        if strict:
            for key in state_dict:
                if key.startswith(prefix) and key != extra:
                    head = key[len(prefix) :].split(".", 1)
                    known = head[0] in self._modules if len(head) > 1 else head[0] in members
                    if not known:
                        unexpected_keys.append(key)

    def _load_member(
        self, name: str, own: Tensor, key: str, given: Any, assign: bool, error_msgs: list[str]
    ) -> None:
        if not isinstance(given, Tensor):
            error_msgs.append(
                f'While copying the parameter named "{key}", expected torch.Tensor or Tensor-like '
                f"object from checkpoint but received {type(given)}"
            )
            return
        if not own._sizes and given.shape == (1,):
            given = Tensor(given._storage, given._dtype, (), (), given._offset)
        if own._sizes != given.shape:
            error_msgs.append(
                f"size mismatch for {key}: copying a param with shape {given.shape} from "
                f"checkpoint, the shape in current model is {own.shape}."
            )
            return
        if assign:
            if isinstance(own, Parameter):
                same = isinstance(given, Parameter)
                setattr(self, name, given if same else Parameter(given, own.requires_grad))
            else:
                setattr(self, name, given)
        elif own._quantizer is not None or given._quantizer is not None:
            own.copy_(given)
        else:
            values = encode(given.compute_array(), own._dtype)
            own.array()[...] = values

    def load_state_dict(
        self, state_dict: Mapping[str, Any], strict: bool = True, assign: bool = False
    ) -> Any:
        """Copy tensors into parameters and buffers (`assign`: take them as they are).

        RuntimeError names missing and unexpected keys (if strict) and size mismatches.
        """
        if not isinstance(state_dict, Mapping):
            raise TypeError(f"Expected state_dict to be dict-like, got {type(state_dict)}.")
        missing: list[str] = []
        unexpected: list[str] = []
        messages: list[str] = []
        metadata = getattr(state_dict, "_metadata", None)
        given = OrderedDict(state_dict)

        def load(module: Module, local: Any, prefix: str) -> None:
            own = {} if metadata is None else dict(metadata.get(prefix[:-1], {}))
            if assign:
                own["assign_to_params_buffers"] = True
            module._load_from_state_dict(local, prefix, own, True, missing, unexpected, messages)
            for name, child in module._modules.items():
                if child is not None:
                    inner = f"{prefix}{name}."
                    load(child, {k: v for k, v in local.items() if k.startswith(inner)}, inner)
            result = _IncompatibleKeys(missing, unexpected)
            for hook in module._load_state_dict_post_hooks.values():
                if hook(module, result) is not None:
                    raise AssertionError(
                        "Hooks registered with ``register_load_state_dict_post_hook`` are not "
                        "expected to return new values: change the incompatible keys in place."
                    )

        load(self, given, "")
        if strict:
            if unexpected:
                keys = ", ".join(f'"{k}"' for k in unexpected)
                messages.insert(0, f"Unexpected key(s) in state_dict: {keys}. ")
            if missing:
                keys = ", ".join(f'"{k}"' for k in missing)
                messages.insert(0, f"Missing key(s) in state_dict: {keys}. ")
        if messages:
            raise error("MJ8003", name=type(self).__name__, problems="\n\t" + "\n\t".join(messages))
        return _IncompatibleKeys(missing, unexpected)

    # hooks

    def _hook(self, hooks: dict[int, Any], hook: Any, prepend: bool = False) -> RemovableHandle:
        key = _next_hook()
        hooks[key] = hook
        if prepend:
            assert isinstance(hooks, OrderedDict)
            hooks.move_to_end(key, last=False)
        return RemovableHandle(hooks, key)

    def register_forward_pre_hook(
        self, hook: Callable[..., Any], *, prepend: bool = False, with_kwargs: bool = False
    ) -> RemovableHandle:
        """Call `hook(module, args)` before forward; what it returns replaces the arguments."""
        handle = self._hook(self._forward_pre_hooks, hook, prepend)
        if with_kwargs:
            self._forward_pre_hooks_with_kwargs[handle.id] = True
        return handle

    def register_forward_hook(
        self,
        hook: Callable[..., Any],
        *,
        prepend: bool = False,
        with_kwargs: bool = False,
        always_call: bool = False,
    ) -> RemovableHandle:
        """Call `hook(module, args, result)` after forward; what it returns replaces the result."""
        handle = self._hook(self._forward_hooks, hook, prepend)
        if with_kwargs:
            self._forward_hooks_with_kwargs[handle.id] = True
        if always_call:
            self._forward_hooks_always_called[handle.id] = True
        return handle

    def register_state_dict_pre_hook(self, hook: Callable[..., Any]) -> RemovableHandle:
        """Call `hook(module, prefix, keep_vars)` before a state_dict is made."""
        return self._hook(self._state_dict_pre_hooks, hook)

    def register_state_dict_post_hook(self, hook: Callable[..., Any]) -> RemovableHandle:
        """Call `hook(module, state_dict, prefix, metadata)` with a state_dict, to change it."""
        return self._hook(self._state_dict_hooks, (hook, False))

    def _register_state_dict_hook(self, hook: Callable[..., Any]) -> RemovableHandle:
        """As `register_state_dict_post_hook`; what the hook returns replaces the state_dict."""
        return self._hook(self._state_dict_hooks, (hook, True))

    def register_load_state_dict_pre_hook(self, hook: Callable[..., Any]) -> RemovableHandle:
        """Call `hook(module, *arguments of _load_from_state_dict)` before loading."""
        return self._hook(self._load_state_dict_pre_hooks, (hook, True))

    def _register_load_state_dict_pre_hook(
        self, hook: Callable[..., Any], with_module: bool = False
    ) -> RemovableHandle:
        """As `register_load_state_dict_pre_hook`, by default without the module."""
        return self._hook(self._load_state_dict_pre_hooks, (hook, with_module))

    def register_load_state_dict_post_hook(self, hook: Callable[..., Any]) -> RemovableHandle:
        """Call `hook(module, incompatible_keys)` after loading, to change the keys."""
        return self._hook(self._load_state_dict_post_hooks, hook)

    def register_backward_hook(self, hook: Callable[..., Any]) -> RemovableHandle:
        """Refused: gradients are not computed."""
        raise error("MJ3024", name="Module.register_backward_hook")

    def register_full_backward_hook(
        self, hook: Callable[..., Any], prepend: bool = False
    ) -> RemovableHandle:
        """Refused: gradients are not computed."""
        raise error("MJ3024", name="Module.register_full_backward_hook")

    def register_full_backward_pre_hook(
        self, hook: Callable[..., Any], prepend: bool = False
    ) -> RemovableHandle:
        """Refused: gradients are not computed."""
        raise error("MJ3024", name="Module.register_full_backward_pre_hook")

    # text

    def _get_name(self) -> str:
        return type(self).__name__

    def extra_repr(self) -> str:
        """What repr shows between the parentheses."""
        return ""

    def __repr__(self) -> str:
        extra = self.extra_repr()
        extra_lines = extra.split("\n") if extra else []
        child_lines = [
            f"({name}): {_add_indent(repr(module), 2)}" for name, module in self._modules.items()
        ]
        lines = extra_lines + child_lines
        text = self._get_name() + "("
        if lines:
            if len(extra_lines) == 1 and not child_lines:
                text += extra_lines[0]
            else:
                text += "\n  " + "\n  ".join(lines) + "\n"
        return text + ")"

    def __setstate__(self, state: dict[str, Any]) -> None:
        fresh = Module()
        self.__dict__.update({k: v for k, v in fresh.__dict__.items() if k not in state})
        self.__dict__.update(state)


# A tracer puts a function here that sees every call of a module.
_scopes: list[Callable[..., Any]] = []
_hook_count = [0]


def _next_hook() -> int:
    _hook_count[0] += 1
    return _hook_count[0]


def _typename(value: object) -> str:
    module = type(value).__module__
    if isinstance(value, Tensor):
        return value.type()
    name = type(value).__qualname__
    return name if module == "builtins" else f"{module}.{name}"


def _of_cpu(t: Tensor) -> Tensor:
    if isinstance(t._quantizer, Meta):
        t._quantizer.refuse("move a module to the CPU")
    return t


def _converted(t: Tensor, dtype: DType) -> Tensor:
    if t._quantizer is not None:
        return t.to(dtype)
    if t._dtype is dtype:
        return t
    return Tensor.from_array(np.asarray(encode(t.compute_array(), dtype)), dtype)
