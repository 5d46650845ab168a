"""Tensor: sizes and strides over a storage. Operators are attached by minijit.dispatch."""

from __future__ import annotations

import copy
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from minijit.diagnostics import error
from minijit.tensor import dtype as dt
from minijit.tensor.budget import check_alloc
from minijit.tensor.convert import decode
from minijit.tensor.device import CPU, device
from minijit.tensor.held import Crowded, Held, Nested, NoMemory, Sparse
from minijit.tensor.layout import Layout, strided
from minijit.tensor.narrow import Narrow
from minijit.tensor.parts import Parts
from minijit.tensor.quantizer import QUANTIZED, Quantizer
from minijit.tensor.size import Size
from minijit.tensor.storage import Storage, TypedStorage

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from minijit.tensor._methods import Methods
    from minijit.tensor.dtype import DType
else:
    Methods = object  # the methods of the operator table are set when minijit is imported


def contiguous_strides(sizes: tuple[int, ...]) -> tuple[int, ...]:
    """Row-major strides in elements; sizes of 0 count as 1."""
    strides = []
    step = 1
    for size in reversed(sizes):
        strides.append(step)
        step *= max(size, 1)
    return tuple(reversed(strides))


def dense_strides(sizes: tuple[int, ...], strides: tuple[int, ...]) -> tuple[int, ...]:
    """Strides without gaps or overlap that keep the order of dimensions in memory.

    Strides that have neither are returned as they are. A stride of 0 says nothing of the order:
    such a dimension stays where it is.
    """
    if 0 in sizes:
        return strides
    inner_first = list(reversed(range(len(sizes))))
    for i in range(1, len(sizes)):
        place = i
        for j in range(i - 1, -1, -1):
            dim, other = inner_first[place], inner_first[j]
            if not strides[dim] or not strides[other]:
                continue
            if (strides[dim], sizes[dim]) >= (strides[other], sizes[other]):
                break
            inner_first[place], inner_first[j] = other, dim
            place = j
    result = [0] * len(sizes)
    step, dense = 1, True
    for dim in inner_first:
        result[dim] = step
        dense = dense and (sizes[dim] == 1 or strides[dim] == step)
        step *= sizes[dim]
    return strides if dense else tuple(result)


# Formats with the channels last by their numbers in archives: the dimensions they are for.
_CHANNELS_LAST: Final[dict[Any, int]] = {2: 4, 3: 5}


class Relaid:
    """How often a tensor that existed was given another memory or shape.

    Who keeps copies of layouts need not look at them as long as it stays the same.
    """

    times = 0


class Tensor(Parts, Methods):
    """A storage seen with a dtype, sizes, strides and an offset (the latter two in elements).

    `Tensor(data)` and `Tensor(*sizes)` make new tensors of the default dtype, as in PyTorch.
    """

    __slots__ = (
        "__dict__", "__weakref__", "_dtype", "_offset", "_quantizer", "_requires_grad", "_sizes",
        "_storage", "_strides",
    )  # fmt: skip

    __array_priority__ = 1000

    _storage: Storage
    _dtype: DType
    _sizes: tuple[int, ...]
    _strides: tuple[int, ...]
    _offset: int
    _requires_grad: bool
    _quantizer: Quantizer | Narrow | Held | None

    def __init__(
        self,
        storage: Any = None,
        dtype: Any = None,
        sizes: Any = None,
        strides: Any = None,
        offset: Any = None,
        requires_grad: Any = None,
    ) -> None:
        quantizer = None
        if not isinstance(storage, Storage):
            # cycle: creation makes tensors
            from minijit.tensor.creation import old_style

            given = (storage, dtype, sizes, strides, offset, requires_grad)
            made = old_style([g for g in given if g is not None])
            storage, dtype, sizes = made._storage, made._dtype, made._sizes
            strides, offset, requires_grad = made._strides, made._offset, False
            quantizer = made._quantizer
        self._storage = storage
        self._dtype = dtype
        self._sizes = sizes
        self._strides = strides
        self._offset = offset or 0
        self._requires_grad = requires_grad or False
        self._quantizer = quantizer

    # memory

    @staticmethod
    def empty(sizes: tuple[int, ...], dtype: DType) -> Tensor:
        """A contiguous tensor of undefined content."""
        count = 1
        for size in sizes:
            count *= size
        storage = Storage.allocate(count * dtype.itemsize)
        return Tensor(storage, dtype, tuple(sizes), contiguous_strides(tuple(sizes)))

    @staticmethod
    def from_array(array: NDArray[Any], dtype: DType | None = None) -> Tensor:
        """A new tensor that takes over a numpy array (copied only where its memory is unusual).

        `dtype` says bfloat16 where the array holds its bits as uint16.
        """
        dtype = dtype or dt.from_numpy_dtype(array.dtype)
        check_alloc(array.nbytes)
        if not array.flags.c_contiguous or not array.flags.writeable:
            array = np.array(array, order="C", copy=True)
        flat = array.reshape(-1).view(np.uint8) if array.size else np.empty(0, np.uint8)
        return Tensor(Storage(flat, array), dtype, array.shape, contiguous_strides(array.shape))

    @staticmethod
    def held(
        held: Held,
        stored: DType,
        sizes: tuple[int, ...],
        strides: tuple[int, ...] | None = None,
        requires_grad: bool = False,
    ) -> Tensor:
        """A tensor that is held; `stored` is the dtype in which its elements lie."""
        strides = (0,) * len(sizes) if strides is None else strides
        made = Tensor(NoMemory(held), stored, sizes, strides, 0, requires_grad)
        made._quantizer = held
        return made

    def array(self) -> NDArray[Any]:
        """The elements as a numpy view of the same memory (bfloat16: its bits as uint16)."""
        if not self.numel():
            if isinstance(self._quantizer, Held):
                self._quantizer.refuse()
            return np.empty(self._sizes, self._dtype.np)
        item = self._dtype.itemsize
        memory = self._storage.bytes.data
        try:
            return np.ndarray(
                self._sizes,
                self._dtype.np,
                memory,
                self._offset * item,
                tuple([s * item for s in self._strides]),
            )
        except ValueError:
            self._check_inside()
            # A view of one element may have more than numpy can count.
            raise error("MJ9005", bytes=self.nbytes) from None

    def _check_inside(self) -> None:
        """Error MJ3013: the elements are not all within the storage."""
        item, nbytes = self._dtype.itemsize, self._storage.nbytes()
        steps = [(n - 1) * s for n, s in zip(self._sizes, self._strides, strict=True)]
        first = self._offset + sum(s for s in steps if s < 0)
        needed = (self._offset + sum(s for s in steps if s > 0) + 1) * item
        if first < 0 or needed > nbytes or min(self._sizes, default=0) < 0:
            raise error(
                "MJ3013", sizes=list(self._sizes), strides=list(self._strides),
                offset=self._offset, itemsize=item, needed=needed, nbytes=nbytes,
            )  # fmt: skip

    def writable_array(self, *, overlap: bool = False) -> NDArray[Any]:
        """`array()` for an in-place operator; RuntimeError if the memory is read-only.

        `overlap` permits a tensor whose elements share memory, as after `expand`.
        """
        if not self._storage.writable:
            raise error("MJ3023")
        layout = zip(self._sizes, self._strides, strict=True)
        if not overlap and any(stride == 0 and size > 1 for size, stride in layout):
            raise error("MJ3036")
        return self.array()

    def compute_array(self) -> NDArray[Any]:
        """The elements for numpy to compute with: a view, or float32 copies of narrower ones."""
        if isinstance(self._quantizer, Narrow):
            return self._quantizer.numbers(self.array())
        return np.asarray(decode(self.array(), self._dtype))

    def contiguous_copy(self) -> Tensor:
        """A contiguous tensor of its own memory."""
        result = Tensor.empty(self._sizes, self._dtype)
        if self.numel():
            result.array()[...] = self.array()
        return result

    def dense_copy(self) -> Tensor:
        """A copy of its own memory that keeps the order of dimensions where there are no gaps."""
        if isinstance(self._quantizer, Held):
            return copy.deepcopy(self.detached())
        result = Tensor.empty(self._sizes, self._dtype)
        result._strides = dense_strides(self._sizes, self._strides)
        result._quantizer = self._quantizer
        result.array()[...] = self.array()
        return result

    def numel(self) -> int:
        """The number of elements."""
        if type(self._quantizer) is Nested:
            return self._quantizer.numel()
        count = 1
        for size in self._sizes:
            count *= size
        return count

    nelement = numel

    def dim(self) -> int:
        """The number of dimensions."""
        return len(self._sizes)

    ndimension = dim

    @property
    def shape(self) -> Size:
        """The sizes."""
        if type(self._quantizer) is Nested:
            self._quantizer.refuse("give one shape")
        return Size(self._sizes)

    @property
    def ndim(self) -> int:
        """The number of dimensions."""
        return len(self._sizes)

    @property
    def dtype(self) -> DType:
        """The element type."""
        by = self._quantizer
        if by is None:
            return self._dtype
        return QUANTIZED[self._dtype.name] if isinstance(by, Quantizer) else by.dtype

    @property
    def device(self) -> device:
        """Where the tensor is: the CPU, unless it has no elements at all."""
        by = self._quantizer
        return by.device if isinstance(by, Held) else CPU

    @property
    def layout(self) -> Layout:
        """How the elements lie: strided, unless the tensor is sparse."""
        by = self._quantizer
        return by.layout if isinstance(by, Held) else strided

    @property
    def itemsize(self) -> int:
        """Bytes per element."""
        return self._dtype.itemsize

    def element_size(self) -> int:
        """Bytes per element."""
        return self._dtype.itemsize

    @property
    def nbytes(self) -> int:
        """Bytes of the elements, not of the storage. RuntimeError for sparse_coo."""
        if self.is_sparse:
            problem = "nbytes is not defined for sparse tensors: add those of indices and values"
            raise error("MJ3014", problem=problem)
        return self.numel() * self._dtype.itemsize

    def storage_offset(self) -> int:
        """The offset of the first element, in elements."""
        return self._offset

    def data_ptr(self) -> int:
        """The address of the first element; 0 if there is none."""
        if not self.numel():
            return 0
        return self._storage.data_ptr() + self._offset * self._dtype.itemsize

    def untyped_storage(self) -> Storage:
        """The bytes that this tensor shares with its views."""
        by = self._quantizer
        return by.storage if isinstance(by, Crowded) else self._storage

    def storage(self) -> TypedStorage:
        """The storage as elements of this dtype."""
        return TypedStorage(self._storage, self._dtype)

    def is_floating_point(self) -> bool:
        """Whether elements are real floating-point numbers."""
        return self.dtype.is_floating_point

    def is_complex(self) -> bool:
        """Whether elements are complex."""
        return self.dtype.is_complex

    @property
    def is_quantized(self) -> bool:
        """Whether elements are integers that stand for real numbers."""
        return isinstance(self._quantizer, Quantizer | Crowded)

    def is_signed(self) -> bool:
        """Whether negative values exist."""
        return (self._dtype if self.is_quantized else self.dtype).is_signed

    def is_same_size(self, other: Tensor) -> bool:
        """Whether the sizes are equal."""
        return self._sizes == other._sizes

    def is_contiguous(self, memory_format: Any = None) -> bool:
        """Whether strides are those of row-major order (dimensions of size 1 do not matter).

        `memory_format=channels_last`: of the order that has the second dimension last.
        """
        if self._quantizer is not None and isinstance(self._quantizer, Sparse | Nested):
            return self._quantizer.is_contiguous()
        sizes, strides = self._sizes, self._strides
        dims = _CHANNELS_LAST.get(getattr(memory_format, "enum", memory_format))
        if dims:
            if len(sizes) != dims:
                return False
            sizes = (sizes[0], *sizes[2:], sizes[1])
            strides = (strides[0], *strides[2:], strides[1])
        elif not self.numel():
            return True
        step = 1
        for size, stride in zip(reversed(sizes), reversed(strides), strict=True):
            if size != 1:
                if stride != step:
                    return False
                step *= size
        return True

    # autograd state is stored, never propagated

    @property
    def requires_grad(self) -> bool:
        """A mark that files keep; nothing follows from it."""
        return self._requires_grad

    @requires_grad.setter
    def requires_grad(self, value: bool) -> None:
        if value and not (self.dtype.is_floating_point or self.dtype.is_complex):
            raise error("MJ3066", who="only")
        self._requires_grad = bool(value)
        Relaid.times += 1

    def requires_grad_(self, requires_grad: bool = True) -> Tensor:
        """Set `requires_grad`; RuntimeError for integers."""
        self.requires_grad = requires_grad
        return self

    def detached(self) -> Tensor:
        """The same memory without requires_grad."""
        alias = Tensor(self._storage, self._dtype, self._sizes, self._strides, self._offset)
        alias._quantizer = self._quantizer
        return alias

    @property
    def data(self) -> Tensor:
        """The same memory without requires_grad."""
        return self.detached()

    @data.setter
    def data(self, other: Tensor) -> None:
        self._storage, self._dtype = other._storage, other._dtype
        self._sizes, self._strides, self._offset = other._sizes, other._strides, other._offset
        self._quantizer = other._quantizer
        Relaid.times += 1

    @property
    def grad(self) -> None:
        """No gradient is ever computed."""
        return

    @grad.setter
    def grad(self, value: object) -> None:
        if value is not None:
            raise error("MJ3024", name="Tensor.grad")

    @property
    def grad_fn(self) -> None:
        """No graph of gradients is ever recorded."""
        return

    @property
    def is_leaf(self) -> bool:
        """Every tensor is a leaf."""
        return True

    def backward(self, *args: object, **kwargs: object) -> None:
        """Refused: gradients are not computed."""
        raise error("MJ3024", name="Tensor.backward")

    def retain_grad(self) -> None:
        """Refused: gradients are not computed."""
        raise error("MJ3024", name="Tensor.retain_grad")

    def register_hook(self, hook: object) -> None:
        """Refused: gradients are not computed."""
        raise error("MJ3024", name="Tensor.register_hook")

    is_cuda = False
    is_mkldnn = False
    is_mps = False
    is_xpu = False
    retains_grad = False
    output_nr = 0
    _version = 0
    _base = None

    # devices and types

    def cuda(self, *args: object, **kwargs: object) -> Tensor:
        """Refused: only the CPU computes."""
        raise error("MJ9030", kind="CUDA")

    def get_device(self) -> int:
        """-1, as of any tensor of the CPU."""
        return -1

    def is_shared(self) -> bool:
        """No storage is shared between processes."""
        return False

    def share_memory_(self) -> Tensor:
        """The tensor itself."""
        return self

    def is_pinned(self) -> bool:
        """No memory is pinned."""
        return False

    def is_inference(self) -> bool:
        """No tensor is marked."""
        return False

    # Python values

    def item(self) -> Any:
        """The only element as a Python number."""
        if self.numel() != 1:
            raise error("MJ3017", numel=self.numel())
        return self._shown_array().reshape(()).item()

    def tolist(self) -> Any:
        """Nested lists of Python numbers; a number for a 0-d tensor."""
        return self._shown_array().tolist()

    def _shown_array(self) -> NDArray[Any]:
        """The values as Python sees them: of a quantized tensor what its integers stand for."""
        if self._quantizer is not None:
            return self._quantizer.numbers(self.array())
        return self.compute_array()

    def _number(self, target: str) -> Any:
        if self.numel() != 1:
            raise error("MJ3065")
        value = self.item()
        if isinstance(value, complex) and target != "complex":
            if value.imag:
                raise error("MJ3064", type=target)
            return value.real
        return value

    def __bool__(self) -> bool:
        if self.numel() != 1:
            many = "no values" if self.numel() == 0 else "more than one value"
            raise error("MJ3018", numel=many)
        return bool(self.item())

    def __int__(self) -> int:
        return int(self._number("int64_t"))

    def __float__(self) -> float:
        return float(self._number("double"))

    def __complex__(self) -> complex:
        return complex(self._number("complex"))

    def __index__(self) -> int:
        if self.numel() != 1 or not (self.dtype.is_integral or self.dtype is dt.bool_):
            raise error("MJ3035")
        return int(self.item())

    def __len__(self) -> int:
        if not self._sizes:
            raise error("MJ3020")
        return self._sizes[0]

    def __iter__(self) -> Iterator[Tensor]:
        if not self._sizes:
            raise error("MJ3021")
        return iter(self.unbind(0))

    def __reversed__(self) -> Any:
        return self.flip(0) if self._sizes else self

    def __contains__(self, element: object) -> bool:
        if not isinstance(element, Tensor | bool | int | float | complex):
            raise error(
                "MJ3014", problem="Tensor.__contains__ only supports Tensor or scalar, "
                f"but you passed in a {type(element)}.",
            )  # fmt: skip
        return bool((self == element).any())

    def __delitem__(self, index: object) -> None:
        raise error("MJ3040", detail="Tensor does not support deleting items")

    def __hash__(self) -> int:
        return id(self)

    def __format__(self, spec: str) -> str:
        if not self._sizes and type(self) is Tensor:
            return format(self.item(), spec)
        return object.__format__(self, spec)

    def __repr__(self) -> str:
        # cycle: printing reads tensors
        from minijit.tensor.printing import format_tensor

        return format_tensor(self)

    # numpy and friends

    def numpy(self, *, force: bool = False) -> NDArray[Any]:
        """A numpy array that shares the memory; TypeError for bfloat16 and quantized tensors."""
        if self._requires_grad and not force:
            raise error("MJ3067")
        if isinstance(self._quantizer, Held):
            self._quantizer.refuse("make an array of numpy")
        if self._quantizer is not None:
            raise error("MJ3019", dtype=self.dtype.storage_name.removesuffix("Storage"))
        if self._dtype is dt.bfloat16:
            raise error("MJ3019", dtype="BFloat16")
        return self.array()

    def __array__(self, dtype: Any = None, copy: bool | None = None) -> NDArray[Any]:
        array = self.numpy()
        if dtype is not None and np.dtype(dtype) != array.dtype:
            if copy is False:
                raise error("MJ3091")
            return array.astype(dtype)
        return array.copy() if copy else array

    def __array_wrap__(
        self, array: NDArray[Any], context: Any = None, return_scalar: bool = False
    ) -> Tensor:
        array = np.asarray(array)
        return Tensor.from_array(array.astype(np.uint8) if array.dtype == np.bool_ else array)

    def __dlpack__(self, **kwargs: Any) -> Any:
        # cycle: interop makes tensors
        from minijit.tensor.interop import to_capsule

        return to_capsule(self, **kwargs)

    def __dlpack_device__(self) -> tuple[int, int]:
        return (1, 0)

    # copies

    def __copy__(self) -> Tensor:
        result = type(self).__new__(type(self))
        Tensor.__init__(
            result, self._storage, self._dtype, self._sizes, self._strides, self._offset,
            self._requires_grad,
        )  # fmt: skip
        result._quantizer = self._quantizer
        result.__dict__.update(self.__dict__)
        return result

    def __deepcopy__(self, memo: dict[int, Any]) -> Tensor:
        if id(self) in memo:
            found: Tensor = memo[id(self)]
            return found
        result = self.__copy__()
        memo[id(self)] = result
        result._storage = copy.deepcopy(self._storage, memo)
        if isinstance(self._quantizer, Held):
            result._quantizer = copy.deepcopy(self._quantizer, memo)
        result.__dict__.update(copy.deepcopy(self.__dict__, memo))
        return result

    def __reduce_ex__(self, protocol: Any) -> Any:
        arguments = (
            type(self), self._storage, self._dtype, self._sizes, self._strides, self._offset,
            self._requires_grad, self._quantizer,
        )  # fmt: skip
        return (_rebuild, arguments, dict(self.__dict__) or None)


def _rebuild(
    cls: type[Tensor],
    storage: Storage,
    dtype: DType,
    sizes: tuple[int, ...],
    strides: tuple[int, ...],
    offset: int,
    requires_grad: bool,
    quantizer: Quantizer | Narrow | Held | None,
) -> Tensor:
    result = cls.__new__(cls)
    Tensor.__init__(result, storage, dtype, sizes, strides, offset, requires_grad)
    result._quantizer = quantizer
    return result
