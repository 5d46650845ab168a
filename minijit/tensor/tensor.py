"""Tensor: sizes and strides over a storage. Operators are attached by minijit.dispatch."""

from __future__ import annotations

import copy
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from minijit.diagnostics import error
from minijit.tensor import dtype as dt
from minijit.tensor.device import CPU, device
from minijit.tensor.size import Size
from minijit.tensor.storage import Storage, TypedStorage

if TYPE_CHECKING:
    from collections.abc import Iterator

    from minijit.tensor.dtype import DType


def contiguous_strides(sizes: tuple[int, ...]) -> tuple[int, ...]:
    """Row-major strides in elements; sizes of 0 count as 1."""
    strides = []
    step = 1
    for size in reversed(sizes):
        strides.append(step)
        step *= max(size, 1)
    return tuple(reversed(strides))


class Tensor:
    """A storage seen with a dtype, sizes, strides and an offset (the latter two in elements)."""

    __slots__ = (
        "__dict__", "__weakref__", "_dtype", "_offset", "_sizes", "_storage", "_strides",
        "requires_grad",
    )  # fmt: skip

    __hash__ = object.__hash__
    __array_priority__ = 1000

    def __init__(  # noqa: PLR0913
        self,
        storage: Storage,
        dtype: DType,
        sizes: tuple[int, ...],
        strides: tuple[int, ...],
        offset: int = 0,
        requires_grad: bool = False,
    ) -> None:
        self._storage = storage
        self._dtype = dtype
        self._sizes = sizes
        self._strides = strides
        self._offset = offset
        self.requires_grad = requires_grad

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
        if not array.flags.c_contiguous or not array.flags.writeable:
            array = np.array(array, order="C", copy=True)
        flat = array.reshape(-1).view(np.uint8) if array.size else np.empty(0, np.uint8)
        return Tensor(Storage(flat, array), dtype, array.shape, contiguous_strides(array.shape))

    def array(self) -> NDArray[Any]:
        """The elements as a numpy view of the same memory (bfloat16: its bits as uint16)."""
        item = self._dtype.itemsize
        return np.ndarray(
            self._sizes,
            self._dtype.np,
            self._storage.bytes.data if self.numel() else b"",
            self._offset * item if self.numel() else 0,
            tuple(s * item for s in self._strides),
        )

    def compute_array(self) -> NDArray[Any]:
        """The elements as numpy can compute with them: a view, or float32 copies of bfloat16."""
        if self._dtype is dt.bfloat16:
            return (self.array().astype(np.uint32) << 16).view(np.float32)
        return self.array()

    def contiguous_copy(self) -> Tensor:
        """A contiguous tensor of its own memory."""
        result = Tensor.empty(self._sizes, self._dtype)
        if self.numel():
            result.array()[...] = self.array()
        return result

    def numel(self) -> int:
        """The number of elements."""
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
        return Size(self._sizes)

    @property
    def ndim(self) -> int:
        """The number of dimensions."""
        return len(self._sizes)

    @property
    def dtype(self) -> DType:
        """The element type."""
        return self._dtype

    @property
    def device(self) -> device:
        """Where the tensor is: always the CPU."""
        return CPU

    @property
    def itemsize(self) -> int:
        """Bytes per element."""
        return self._dtype.itemsize

    def element_size(self) -> int:
        """Bytes per element."""
        return self._dtype.itemsize

    @property
    def nbytes(self) -> int:
        """Bytes of the elements, not of the storage."""
        return self.numel() * self._dtype.itemsize

    def storage_offset(self) -> int:
        """The offset of the first element, in elements."""
        return self._offset

    def data_ptr(self) -> int:
        """The address of the first element."""
        if self.numel() == 0 and self._storage.nbytes() == 0:
            return 0
        return self._storage.data_ptr() + self._offset * self._dtype.itemsize

    def untyped_storage(self) -> Storage:
        """The bytes that this tensor shares with its views."""
        return self._storage

    def storage(self) -> TypedStorage:
        """The storage as elements of this dtype."""
        return TypedStorage(self._storage, self._dtype)

    def is_floating_point(self) -> bool:
        """Whether elements are real floating-point numbers."""
        return self._dtype.is_floating_point

    def is_complex(self) -> bool:
        """Whether elements are complex."""
        return self._dtype.is_complex

    def is_contiguous(self, memory_format: Any = None) -> bool:
        """Whether strides are those of row-major order (dimensions of size 1 do not matter)."""
        step = 1
        if self.numel() == 0:
            return True
        for size, stride in zip(reversed(self._sizes), reversed(self._strides), strict=True):
            if size != 1:
                if stride != step:
                    return False
                step *= size
        return True

    # autograd state is stored, never propagated

    @property
    def data(self) -> Tensor:
        """The same memory without requires_grad."""
        return Tensor(self._storage, self._dtype, self._sizes, self._strides, self._offset)

    @data.setter
    def data(self, other: Tensor) -> None:
        self._storage, self._dtype = other._storage, other._dtype
        self._sizes, self._strides, self._offset = other._sizes, other._strides, other._offset

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

    def requires_grad_(self, requires_grad: bool = True) -> Tensor:
        """Set `requires_grad`; RuntimeError for integers."""
        if requires_grad and not (self._dtype.is_floating_point or self._dtype.is_complex):
            raise RuntimeError(
                "only Tensors of floating point dtype can require gradients"
            )
        self.requires_grad = requires_grad
        return self

    def backward(self, *args: object, **kwargs: object) -> None:
        """Refused: gradients are not computed."""
        raise error("MJ3024", name="Tensor.backward")

    is_cuda = False
    is_cpu = True
    is_sparse = False
    is_sparse_csr = False
    is_quantized = False
    is_meta = False
    is_mkldnn = False
    is_nested = False
    retains_grad = False
    layout = "torch.strided"
    names = None

    # Python values

    def item(self) -> Any:
        """The only element as a Python number."""
        if self.numel() != 1:
            raise error("MJ3017", numel=self.numel())
        return self.compute_array().reshape(()).item()

    def tolist(self) -> Any:
        """Nested lists of Python numbers; a number for a 0-d tensor."""
        return self.compute_array().tolist()

    def __bool__(self) -> bool:
        if self.numel() != 1:
            raise error("MJ3018", numel="no" if self.numel() == 0 else "more than one")
        return bool(self.item())

    def __int__(self) -> int:
        return int(self.item())

    def __float__(self) -> float:
        return float(self.item())

    def __complex__(self) -> complex:
        return complex(self.item())

    def __index__(self) -> int:
        if self.numel() != 1 or not (self._dtype.is_integral or self._dtype is dt.bool_):
            raise error("MJ3035")
        return int(self.item())

    def __len__(self) -> int:
        if not self._sizes:
            raise error("MJ3020")
        return self._sizes[0]

    def __iter__(self) -> Iterator[Tensor]:
        if not self._sizes:
            raise error("MJ3021")
        return iter(self.unbind(0))  # type: ignore[attr-defined]

    def __contains__(self, element: object) -> bool:
        return bool((self == element).any())  # type: ignore[attr-defined]

    def __format__(self, spec: str) -> str:
        if not self._sizes:
            return format(self.item(), spec)
        return object.__format__(self, spec) if spec else str(self)

    def __repr__(self) -> str:
        from minijit.tensor.printing import format_tensor  # documented cycle: printing reads tensors

        return format_tensor(self)

    # numpy and friends

    def numpy(self, *, force: bool = False) -> NDArray[Any]:
        """A numpy array that shares the memory; TypeError for bfloat16."""
        if self.requires_grad and not force:
            raise RuntimeError(
                "Can't call numpy() on Tensor that requires grad. Use tensor.detach().numpy() instead."
            )
        if self._dtype is dt.bfloat16:
            raise error("MJ3019", dtype="BFloat16")
        return self.array()

    def __array__(self, dtype: Any = None, copy: bool | None = None) -> NDArray[Any]:
        array = self.numpy()
        if dtype is not None and np.dtype(dtype) != array.dtype:
            return array.astype(dtype)
        return array.copy() if copy else array

    def __dlpack__(self, **kwargs: Any) -> Any:
        if self.requires_grad:
            raise BufferError(
                "Can't export tensors that require gradient, use tensor.detach()"
            )
        if self._dtype is dt.bfloat16:
            raise BufferError("numpy's DLPack has no bfloat16; convert with .float() first")
        kwargs.pop("stream", None)
        return self.array().__dlpack__(**kwargs)

    def __dlpack_device__(self) -> tuple[int, int]:
        return (1, 0)

    # copies

    def __copy__(self) -> Tensor:
        result = type(self).__new__(type(self))
        Tensor.__init__(
            result, self._storage, self._dtype, self._sizes, self._strides, self._offset,
            self.requires_grad,
        )  # fmt: skip
        result.__dict__.update(self.__dict__)
        return result

    def __deepcopy__(self, memo: dict[int, Any]) -> Tensor:
        if id(self) in memo:
            found: Tensor = memo[id(self)]
            return found
        result = self.__copy__()
        memo[id(self)] = result
        result._storage = copy.deepcopy(self._storage, memo)
        return result

    def __reduce_ex__(self, protocol: Any) -> Any:
        return (
            _rebuild,
            (
                type(self), self._storage, self._dtype.name, self._sizes, self._strides,
                self._offset, self.requires_grad, dict(self.__dict__),
            ),
        )  # fmt: skip


def _rebuild(  # noqa: PLR0913
    cls: type[Tensor],
    storage: Storage,
    dtype: str,
    sizes: tuple[int, ...],
    strides: tuple[int, ...],
    offset: int,
    requires_grad: bool,
    state: dict[str, Any],
) -> Tensor:
    result = cls.__new__(cls)
    Tensor.__init__(result, storage, dt.BY_NAME[dtype], sizes, strides, offset, requires_grad)
    result.__dict__.update(state)
    return result
