"""Python forms that have no line of their own in ops.schema, made of operators that have."""

from __future__ import annotations

import math
from collections.abc import Sequence
from string import ascii_lowercase, ascii_uppercase
from typing import Any

from minijit.diagnostics import error
from minijit.dispatch.calls import call, run
from minijit.reference.common import CPP_NAMES, fail
from minijit.schema import find_schema
from minijit.tensor import DType, Size, Tensor, device, dtype
from minijit.tensor.creation import check_device, old_style
from minijit.tensor.creation import tensor as make_tensor
from minijit.tensor.storage import Storage
from minijit.tensor.tensor import contiguous_strides
from minijit.tensor.views import as_strided

# For programs only: operators of lists, dicts and complex scalars that take tensors too, and what
# belongs elsewhere in Python.
LANGUAGE = (
    "Complex", "ComplexImplicit", "Delete", "backward", "clear", "copy", "count", "cuda", "dict",
    "get", "grad", "items", "keys", "len", "pop", "popitem", "remove", "setdefault", "sorted",
    "update", "values",
)  # fmt: skip


def to(self: Tensor, *args: Any, **kwargs: Any) -> Tensor:
    """`to(dtype)`, `to(device)`, `to(device, dtype)`, `to(other)`, with non_blocking, copy."""
    rest: list[Any] = []
    named = dict(kwargs)
    for argument in args:
        if isinstance(argument, DType):
            named["dtype"] = argument
        elif isinstance(argument, device | str):
            named["device"] = argument
        elif isinstance(argument, Tensor):
            named["dtype"] = argument._dtype
        elif argument is not None:
            rest.append(argument)
    for name, value in zip(("non_blocking", "copy"), rest, strict=False):
        named[name] = value
    if "dtype" in named and set(named) <= {"dtype", "non_blocking", "copy", "memory_format"}:
        dtype = named.pop("dtype")
        return call("aten::to", (self, dtype), named)  # type: ignore[no-any-return]
    return call("aten::to", (self,), named)  # type: ignore[no-any-return]


def norm(
    input: Tensor,
    p: float | str | None = "fro",
    dim: Any = None,
    keepdim: bool = False,
    dtype: DType | None = None,
    out: Tensor | None = None,
) -> Tensor:
    """The p-norm over some or all dimensions; "fro" is 2."""
    written = {} if out is None else {"out": out}
    if p == "nuc":
        args = (input,) if dim is None else (input, dim)
        return call("aten::nuclear_norm", args, {"keepdim": keepdim, **written})  # type: ignore[no-any-return]
    if isinstance(p, str):
        if p != "fro":
            fail(f"{p!r} norms are not supported")
        p = 2
    x = input if dtype is None else to(input, dtype)
    if dim is None and not keepdim and out is None:
        return call("aten::norm", (x, 2 if p is None else p), {})  # type: ignore[no-any-return]
    dims = list(range(x.dim())) if dim is None else dim
    return call("aten::norm", (x, p, dims, keepdim), written)  # type: ignore[no-any-return]


def where(self: Tensor, condition: Tensor, other: Any) -> Tensor:
    """The method, whose arguments stand in another order than the function's."""
    return call("aten::where", (condition, self, other), {})  # type: ignore[no-any-return]


def is_nonzero(input: Tensor) -> bool:
    """Whether the only element is not zero."""
    if input.numel() != 1:
        fail(
            "Boolean value of Tensor with "
            f"{'no values' if input.numel() == 0 else 'more than one value'} is ambiguous"
        )
    return bool(input.item())


def new_tensor(self: Tensor, data: Any, dtype: DType | None = None, **options: Any) -> Tensor:
    """A copy of `data` in this tensor's dtype unless another is said."""
    return make_tensor(data, dtype=dtype or self._dtype, **options)


def new(self: Tensor, *given: Any, device: Any = None) -> Tensor:
    """What older programs say for `new_tensor(values)` and `new_empty(sizes)`."""
    check_device(device)
    return old_style(list(given), self._dtype)


_LETTERS = ascii_uppercase + ascii_lowercase


def equation_of(sublists: Sequence[Sequence[Any]], result: Sequence[Any] | None) -> str:
    """The equation of subscripts that are given as lists of 0 to 51 and `...`.

    Error MJ3103: a number out of this range.
    """

    def letters(subscripts: Sequence[Any]) -> str:
        if not all(s is Ellipsis or 0 <= s < len(_LETTERS) for s in subscripts):
            raise error(
                "MJ3103",
                detail="einsum(): not all subscripts of the lists are within the valid range "
                f"[0, {len(_LETTERS)}), or `...`",
            )
        return "".join("..." if s is Ellipsis else _LETTERS[s] for s in subscripts)

    made = ",".join(map(letters, sublists))
    return made if result is None else f"{made}->{letters(result)}"


def einsum(equation: Any, *operands: Any) -> Tensor:
    """The operands one by one, or in a list; or each with a list of its subscripts."""
    if isinstance(equation, Tensor):
        pairs: list[Any] = [equation, *operands]
        result = pairs.pop() if len(pairs) % 2 else None
        return einsum(equation_of(pairs[1::2], result), pairs[0::2])
    given = operands[0] if len(operands) == 1 and not isinstance(operands[0], Tensor) else operands
    return call("aten::einsum", (equation, list(given)), {})  # type: ignore[no-any-return]


einsum.kind = "aten::einsum"  # type: ignore[attr-defined]


def unique(
    input: Tensor,
    sorted: bool = True,
    return_inverse: bool = False,
    return_counts: bool = False,
    dim: int | None = None,
) -> Any:
    """The distinct elements, or slices along a dimension; places and counts where asked."""
    if dim is None:
        found = call("aten::_unique2", (input, sorted, return_inverse, return_counts), {})
    else:
        found = call("aten::unique_dim", (input, dim, sorted, return_inverse, return_counts), {})
    wanted = [r for r, w in zip(found, (True, return_inverse, return_counts), strict=True) if w]
    return tuple(wanted) if len(wanted) > 1 else wanted[0]


def unique_consecutive(
    input: Tensor,
    return_inverse: bool = False,
    return_counts: bool = False,
    dim: int | None = None,
) -> Any:
    """The elements, or slices, without repetitions of the one before."""
    found = call("aten::unique_consecutive", (input, return_inverse, return_counts, dim), {})
    wanted = [r for r, w in zip(found, (True, return_inverse, return_counts), strict=True) if w]
    return tuple(wanted) if len(wanted) > 1 else wanted[0]


def nonzero(input: Tensor, *, as_tuple: bool = False, out: Tensor | None = None) -> Any:
    """The places of what is not zero: rows of indices, or a tensor for each dimension."""
    if out is not None:
        if as_tuple:
            fail("nonzero does not support the out kwarg when as_tuple is True")
        return call("aten::nonzero", (input,), {"out": out})
    if as_tuple:
        places = call("aten::nonzero", (input.reshape(-1) if input.dim() == 0 else input,), {})
        return call("aten::unbind", (places, 1), {})
    return call("aten::nonzero", (input,), {})


nonzero.kind = "aten::nonzero"  # type: ignore[attr-defined]


def is_autocast_enabled(device_type: str | None = None) -> bool:
    """False, for every device."""
    return False


is_autocast_enabled.kind = "aten::is_autocast_enabled"  # type: ignore[attr-defined]


def _listed(values: Any) -> list[Any]:
    """Tensors that were given one by one, or in a list."""
    return (
        list(values[0]) if len(values) == 1 and not isinstance(values[0], Tensor) else list(values)
    )


def meshgrid(*tensors: Any, indexing: str | None = None) -> Any:
    """Grids of coordinates; the tensors one by one, or in a list."""
    options = {} if indexing is None else {"indexing": indexing}
    return call("aten::meshgrid", (_listed(tensors),), options)


def broadcast_tensors(*tensors: Any) -> Any:
    """The tensors in their common shape."""
    return call("aten::broadcast_tensors", (_listed(tensors),), {})


def block_diag(*tensors: Any) -> Tensor:
    """A matrix with the tensors on its diagonal."""
    return call("aten::block_diag", (_listed(tensors),), {})  # type: ignore[no-any-return]


def cartesian_prod(*tensors: Any) -> Tensor:
    """Rows of all combinations."""
    return call("aten::cartesian_prod", (_listed(tensors),), {})  # type: ignore[no-any-return]


def chain_matmul(*matrices: Tensor, out: Tensor | None = None) -> Tensor:
    """The product of two or more matrices, or the only one."""
    written = {} if out is None else {"out": out}
    return call("aten::chain_matmul", (list(matrices),), written)  # type: ignore[no-any-return]


def _of_many(name: str) -> Any:
    kind = f"aten::{name}"

    def function(*tensors: Any) -> Any:
        """A tensor with so many dimensions at least, or a tuple of such tensors for several."""
        given = tensors[0] if len(tensors) == 1 else list(tensors)
        return call(kind, (given,), {})

    function.__name__ = function.__qualname__ = name
    return function


atleast_1d, atleast_2d, atleast_3d = map(_of_many, ("atleast_1d", "atleast_2d", "atleast_3d"))


def split(tensor: Tensor, split_size_or_sections: Any, dim: int = 0) -> tuple[Tensor, ...]:
    """The tensor in parts of a size, or of sizes, along a dimension."""
    return call("aten::split", (tensor, split_size_or_sections, dim), {})  # type: ignore[no-any-return]


_function: Any
for _function in (
    meshgrid, broadcast_tensors, block_diag, cartesian_prod, chain_matmul, atleast_1d, atleast_2d,
    atleast_3d, split,
):  # fmt: skip
    _function.kind = f"aten::{_function.__name__}"


def tensordot(a: Tensor, b: Tensor, dims: Any = 2, out: Tensor | None = None) -> Tensor:
    """Sums of products over `dims`: the last of `a` and the first of `b`, or two lists."""
    if isinstance(dims, Tensor):
        dims = int(dims) if dims.numel() == 1 else dims.tolist()
    if isinstance(dims, int):
        if dims < 0:
            fail(f"tensordot expects dims >= 0, but got dims={dims}")
        if dims > min(a.dim(), b.dim()):
            fail(
                "tensordot expects dims < ndim_a or ndim_b, but got "
                f"dims={dims}, ndim_a={a.dim()}, ndim_b={b.dim()}"
            )
        dims = [list(range(a.dim() - dims, a.dim())), list(range(dims))]
    lists = [[d] if isinstance(d, int) else list(d) for d in dims]
    options = {} if out is None else {"out": out}
    return call("aten::tensordot", (a, b, *lists), options)  # type: ignore[no-any-return]


tensordot.kind = "aten::tensordot"  # type: ignore[attr-defined]


def cdist(
    x1: Tensor,
    x2: Tensor,
    p: float = 2.0,
    compute_mode: str = "use_mm_for_euclid_dist_if_necessary",
) -> Tensor:
    """Distances of all rows of one tensor from all rows of another."""
    modes = ("use_mm_for_euclid_dist_if_necessary", "use_mm_for_euclid_dist")
    if compute_mode not in (*modes, "donot_use_mm_for_euclid_dist"):
        raise ValueError(f"{compute_mode} is not a valid value for compute_mode")
    return call("aten::cdist", (x1, x2, float(p)), {})  # type: ignore[no-any-return]


cdist.kind = "aten::cdist"  # type: ignore[attr-defined]


def stft(
    input: Tensor,
    n_fft: int,
    hop_length: int | None = None,
    win_length: int | None = None,
    window: Tensor | None = None,
    center: bool = True,
    pad_mode: str = "reflect",
    normalized: bool = False,
    onesided: bool | None = None,
    return_complex: bool | None = None,
    align_to_window: bool | None = None,
) -> Tensor:
    """Fourier transforms of overlapping windows, padded at both ends where `center` is said."""
    arguments = (
        input, n_fft, hop_length, win_length, window, center, pad_mode, normalized, onesided,
        return_complex, align_to_window,
    )  # fmt: skip
    return call("aten::stft", arguments, {})  # type: ignore[no-any-return]


stft.kind = "aten::stft"  # type: ignore[attr-defined]


def broadcast_shapes(*shapes: Any) -> Any:
    """The shape that all of them are broadcast to."""
    result: Any = []
    for shape in shapes:
        sizes = [shape] if isinstance(shape, int) else list(shape)
        result = run(find_schema("aten::broadcast_shapes"), [result, sizes])
    return Size(result)


broadcast_shapes.kind = "aten::broadcast_shapes"  # type: ignore[attr-defined]


def set_(
    self: Tensor,
    source: Any = None,
    storage_offset: int = 0,
    size: Any = None,
    stride: Any = None,
) -> Tensor:
    """Let the tensor be a view of the memory of `source`, a tensor or a storage; None: of nothing.

    Without `size` it is the source itself, a storage in one dimension. RuntimeError: the source
    has another dtype, or less memory than the view asks for.
    """
    if isinstance(source, Tensor):
        if source._dtype is not self._dtype:
            fail(
                f"Could not set tensor of type {CPP_NAMES[source._dtype.name]} to a tensor of type "
                f"{CPP_NAMES[self._dtype.name]}"
            )
        whole, storage = source, source._storage
    else:
        storage = Storage.allocate(0) if source is None else getattr(source, "_untyped", source)
        count = storage.nbytes() // self._dtype.itemsize
        whole = Tensor(storage, self._dtype, (count,), (1,), 0)
    if size is None:
        self.data = whole
        return self
    flat = Tensor(storage, self._dtype, (storage.nbytes() // self._dtype.itemsize,), (1,), 0)
    sizes = (size,) if isinstance(size, int) else tuple(size)
    strides = contiguous_strides(sizes) if stride is None else tuple(stride)
    self.data = as_strided(flat, sizes, strides, storage_offset)
    return self


def unravel_index(indices: Tensor, shape: Any) -> Any:
    """The places in a tensor of `shape` that numbers in row-major order mean, by dimensions.

    `indices` are integers of any shape, and each result has it, of int64. TypeError: they are
    not, or `shape` is no size or sizes; ValueError: a size is negative.
    """
    kind = indices._dtype
    if not kind.is_integral or kind.name == "bool":
        raise TypeError(f"expected 'indices' to be integer dtype, but got {kind}")
    if not isinstance(shape, int | list | tuple):
        raise TypeError(f"expected 'shape' to be int or sequence of ints, but got {type(shape)}")
    sizes = (shape,) if isinstance(shape, int) else tuple(shape)
    if any(size < 0 for size in sizes):
        raise ValueError(f"'shape' cannot have negative values, but got {sizes}")
    places = call("aten::to", (indices, dtype.int64), {})
    steps = [math.prod(sizes[i + 1 :]) for i in range(len(sizes))]
    return tuple(
        call("aten::remainder", (call("aten::floor_divide", (places, step), {}), size), {})
        for step, size in zip(steps, sizes, strict=True)
    )


FUNCTIONS = {
    f.__name__: f
    for f in (
        norm, is_nonzero, einsum, unique, unique_consecutive, nonzero, broadcast_shapes,
        meshgrid, broadcast_tensors, block_diag, cartesian_prod, stft, tensordot, cdist,
        unravel_index, is_autocast_enabled, chain_matmul, atleast_1d, atleast_2d, atleast_3d, split,
    )
}  # fmt: skip
METHODS = {
    f.__name__: f
    for f in (
        to, norm, where, is_nonzero, new, new_tensor, unique, unique_consecutive, nonzero, stft,
        set_,
    )
}  # fmt: skip
