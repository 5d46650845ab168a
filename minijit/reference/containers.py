"""Lists and dicts of programs: shared by reference, dicts in order of insertion."""

from __future__ import annotations

import struct
from itertools import pairwise
from typing import TYPE_CHECKING, Any, NoReturn

from minijit.diagnostics import error
from minijit.reference.numbers import TWO64, wrap
from minijit.reference.text import text_of
from minijit.tensor.budget import check_alloc
from minijit.types import infer_type

if TYPE_CHECKING:
    from minijit.tensor import Tensor

List = list[Any]
Dict = dict[Any, Any]
_ITEM = 16  # bytes of an element of a list, as in C++


def _out_of_range() -> NoReturn:
    raise error("MJ3115")


def _at(items: List, index: int) -> int:
    if not -len(items) <= index < len(items):
        _out_of_range()
    return index


def aten_len_t(a: Any) -> int:
    return len(a)


aten_len_any = aten_len_t
aten_len_Dict_str = aten_len_t


def aten_len_Tensor(t: Tensor) -> int:
    if not t._sizes:
        raise error("MJ3100", detail="len() of a 0-d tensor")
    return t._sizes[0]


def aten___getitem___t(list: List, idx: int) -> Any:
    return list[_at(list, idx)]


def aten___getitem___Dict_str(self: Dict, key: Any) -> Any:
    if key not in self:
        raise error("MJ3116", key=text_of(key))
    return self[key]


def aten__set_item_t(l: List, idx: int, el: Any) -> List:
    l[_at(l, idx)] = el
    return l


def aten__set_item_str(l: Dict, idx: Any, v: Any) -> None:
    l[idx] = v


def aten_append_t(self: List, el: Any) -> List:
    self.append(el)
    return self


def aten_extend_t(self: List, other: List) -> None:
    check_alloc(_ITEM * (len(self) + len(other)))
    self.extend(list(other))


def aten_insert_t(self: List, idx: int, el: Any) -> None:
    self.insert(idx, el)


def aten_pop_t(self: List, idx: int = -1) -> Any:
    if not self:
        raise error("MJ3101", detail="pop from empty list")
    return self.pop(_at(self, idx))


def aten_pop_Dict_str(self: Dict, key: Any) -> Any:
    value = aten___getitem___Dict_str(self, key)
    del self[key]
    return value


def aten_pop_Dict_default_str(self: Dict, key: Any, default_value: Any) -> Any:
    return self.pop(key, default_value)


def _found(items: List, wanted: Any) -> int:
    """The place of the first equal item, or -1; NaN equals nothing, not even itself."""
    return next((at for at, item in enumerate(items) if item == wanted), -1)


def aten_remove_int(self: List, el: Any) -> None:
    at = _found(self, el)
    if at < 0:
        raise error("MJ3100", detail="list.remove(x): x not in list")
    del self[at]


aten_remove_float = aten_remove_bool = aten_remove_str = aten_remove_int


def aten_clear_t(self: Any) -> None:
    self.clear()


aten_clear_str = aten_clear_t


def aten_copy_t(self: Any) -> Any:
    return self.copy()


aten_copy_Dict_str = aten_copy_t


def aten_reverse_t(self: List) -> None:
    self.reverse()


def aten_list_t(l: List) -> List:
    return list(l)


def aten_add_t(a: List, b: List) -> List:
    check_alloc(_ITEM * (len(a) + len(b)))
    return a + b


def aten_add__t(self: List, b: List) -> List:
    aten_extend_t(self, b)
    return self


def aten_mul_left_t(l: List, n: int) -> List:
    check_alloc(_ITEM * len(l) * max(n, 0))
    return l * n


def aten_mul_right_(n: int, l: List) -> List:
    return aten_mul_left_t(l, n)


def aten_mul__t(l: List, n: int) -> List:
    l[:] = aten_mul_left_t(l, n)
    return l


def check_slice_step(step: int) -> None:
    """Error MJ3100: no slice of a list or string has such a step."""
    if step == 0:
        raise error("MJ3100", detail="List slice should have non-zero step")
    if step == -(2**63):
        raise error("MJ3100", detail="List slice step is out of bounds")


def aten_slice_t(l: List, start: int | None = None, end: int | None = None, step: int = 1) -> List:
    check_slice_step(step)
    return l[start:end:step]


def aten_select_t(list: List, idx: int) -> Any:
    return aten___getitem___t(list, idx)


def aten_Delete_t(self: List, idx: int) -> None:
    del self[_at(self, idx)]


def aten_Delete_Dict_str(self: Dict, key: Any) -> None:
    aten_pop_Dict_str(self, key)


def aten___contains___int_list(l: List, item: Any) -> bool:
    return _found(l, item) >= 0


aten___contains___str_list = aten___contains___float_list = aten___contains___int_list


def aten___contains___str(dict: Dict, key: Any) -> bool:
    return key in dict


def aten_index_list_int(self: List, el: Any) -> int:
    at = _found(self, el)
    if at < 0:
        raise error("MJ3100", detail=f"'{text_of(el)}' is not in list")
    return at


aten_index_list_float = aten_index_list_bool = aten_index_list_str = aten_index_list_int


def aten_index_list_Tensor(self: List, el: Tensor) -> int:
    for i, item in enumerate(self):
        if _same(item, el):
            return i
    raise error("MJ3100", detail="the tensor is not in list")


def _single(a: Tensor, b: Tensor) -> None:
    """Comparing tensors asks for one bool: both have one element."""
    if a.numel() != 1 or b.numel() != 1:
        none = not a.numel() or not b.numel()
        raise error("MJ3018", numel="no values" if none else "more than one value")


def _same(a: Tensor, b: Tensor) -> bool:
    _single(a, b)
    return bool(a.item() == b.item())


def aten_eq_Tensor_list(a: List, b: List) -> bool:
    return len(a) == len(b) and all(_same(x, y) for x, y in zip(a, b, strict=True))


def aten_ne_Tensor_list(a: List, b: List) -> bool:
    return not aten_eq_Tensor_list(a, b)


def aten_keys_str(self: Dict) -> List:
    return list(self)


def aten_values_str(self: Dict) -> List:
    return list(self.values())


def aten_items_str(self: Dict) -> List:
    return list(self.items())


def aten_get_str(self: Dict, key: Any) -> Any:
    return self.get(key)


def aten_get_default_str(self: Dict, key: Any, default_value: Any) -> Any:
    return self.get(key, default_value)


def aten_setdefault_str(self: Dict, key: Any, default_value: Any) -> Any:
    return self.setdefault(key, default_value)


def aten_update_str(self: Dict, to_add: Dict) -> None:
    self.update(to_add)


def aten_sort_int(self: List, reverse: bool = False) -> None:
    self.sort(reverse=reverse)


aten_sort_bool = aten_sort_str = aten_sort_int


def aten_sort_any(self: List, reverse: bool = False) -> None:
    for item in self:
        _comparable(self[0], item)
    self.sort(reverse=reverse)


def _comparable(a: Any, b: Any) -> None:
    """Errors: MJ3122 the values have no order; MJ3123 they have none with each other."""
    kinds = infer_type(a), infer_type(b)
    if kinds[0] != kinds[1]:
        raise error("MJ3123", a=kinds[0], b=kinds[1])
    if isinstance(a, tuple):
        for x, y in zip(a, b, strict=True):
            if isinstance(x, list | dict) or x is None:
                raise error("MJ3122", type=kinds[0])
            _comparable(x, y)


def aten_sort_float(self: List, reverse: bool = False) -> None:
    self.sort(key=lambda x: (x != x, x), reverse=reverse)


def aten_sort_Tensor(self: List, reverse: bool = False) -> None:
    for a, b in pairwise(self):
        _single(a, b)
    self.sort(key=lambda t: t.item(), reverse=reverse)


def aten_sorted_int(input: List) -> List:
    made = list(input)
    aten_sort_int(made)
    return made


aten_sorted_bool = aten_sorted_str = aten_sorted_int


def aten_sorted_any(self: List) -> List:
    made = list(self)
    aten_sort_any(made)
    return made


def aten_sorted_float(input: List) -> List:
    made = list(input)
    aten_sort_float(made)
    return made


def aten_sum_int(self: List) -> int:
    return wrap(sum(self))


def aten_sum_float(self: List) -> float:
    return float(sum(self))


def aten_sum_bool(self: List) -> int:
    return int(sum(self))


def aten_any_int(self: List) -> bool:
    return any(self)


def aten_all_int(self: List) -> bool:
    return all(self)


aten_any_bool = aten_any_float = aten_any_str = aten_any_int
aten_all_bool = aten_all_float = aten_all_int


def prim_min_self_int(self: List) -> Any:
    if not self:
        raise error("MJ3100", detail="min() arg is an empty sequence")
    return min(self)


def prim_max_self_int(self: List) -> Any:
    if not self:
        raise error("MJ3100", detail="max() arg is an empty sequence")
    return max(self)


prim_min_self_float = prim_min_self_bool = prim_min_self_int
prim_max_self_float = prim_max_self_bool = prim_max_self_int


def aten_dict() -> Dict:
    return {}


def aten_dict_str(inputs: List) -> Dict:
    return dict(inputs)


def aten_dict_Dict_str(self: Dict) -> Dict:
    return dict(self)


def aten_popitem_str(self: Dict) -> tuple[Any, Any]:
    """Takes out the first entry, unlike Python."""
    if not self:
        raise error("MJ3100", detail="popitem(): dictionary is empty")
    key = next(iter(self))
    return key, self.pop(key)


def aten_count_int(self: List, el: Any) -> int:
    return sum(item == el for item in self)


aten_count_float = aten_count_bool = aten_count_str = aten_count_int


def aten_count_Tensor(self: List, el: Tensor) -> int:
    return sum(_same(item, el) for item in self)


def aten_remove_Tensor(self: List, el: Tensor) -> None:
    for i, item in enumerate(self):
        if _same(item, el):
            del self[i]
            return
    raise error("MJ3100", detail="list.remove(x): x not in list")


def aten_sorted_Tensor(input: List) -> List:
    made = list(input)
    aten_sort_Tensor(made)
    return made


def aten_sum_complex(self: List) -> complex:
    return sum(self, 0j)


def aten_hash_generic(value: Any) -> int:
    if isinstance(value, list | dict):
        raise error("MJ3100", detail=f"unhashable type: '{infer_type(value)}'")
    if isinstance(value, tuple):
        seed = 0
        for item in value:
            seed ^= (aten_hash_generic(item) + 0x9E3779B9 + (seed << 6) + (seed >> 2)) % TWO64
        return wrap(seed)
    if value is None or (isinstance(value, float) and value == 0):
        return 0
    if isinstance(value, complex):
        return aten_hash_generic(value.real)
    if isinstance(value, float):
        return _hash_of_bytes(struct.pack("<d", value))
    if isinstance(value, str):
        return _hash_of_bytes(value.encode("utf-8", "surrogateescape"))
    return int(value) if isinstance(value, int) else hash(value)


def _hash_of_bytes(data: bytes) -> int:
    """What std::hash of GCC's library gives a text or the bytes of a float: MurmurHash64A."""
    factor = 0xC6A4A7935BD1E995
    made = (0xC70F6907 ^ len(data) * factor) % TWO64
    for start in range(0, len(data), 8):
        part = data[start : start + 8]
        word = int.from_bytes(part, "little")
        if len(part) == 8:
            word = word * factor % TWO64
            word = (word ^ word >> 47) * factor % TWO64
        made = (made ^ word) * factor % TWO64
    made = (made ^ made >> 47) * factor % TWO64
    return wrap(made ^ made >> 47)


def aten_Size(sizes: List) -> List:
    return list(sizes)


def aten__unwrap_optional(optional: Any) -> Any:
    if optional is None:
        raise error("MJ3100", detail="Unwrapping null optional")
    return optional


prim_unchecked_unwrap_optional = aten__unwrap_optional


def prim_tolist(self: Tensor, dim: int, kind: int) -> Any:
    if dim != self.dim():
        detail = "Output annotation list dimension and runtime tensor dimension must match"
        raise error("MJ3100", detail=f"{detail} for tolist()")
    if self._dtype.category not in _OF_KIND[kind]:
        detail = "Output annotation element type and runtime tensor element type must match"
        raise error("MJ3100", detail=f"{detail} for tolist()")
    return self.compute_array().tolist()


_OF_KIND = (("signed", "unsigned"), ("floating",), ("complex",), ("bool",))


def _install() -> None:
    """The functions of dicts under the names for every type of key."""
    names = globals()
    for base in (
        "len_Dict", "__getitem___Dict", "_set_item", "pop_Dict", "pop_Dict_default", "clear",
        "copy_Dict", "__contains__", "keys", "values", "items", "get", "get_default",
        "setdefault", "update", "Delete_Dict", "dict", "dict_Dict", "popitem",
    ):  # fmt: skip
        for key in ("int", "float", "bool", "complex", "Tensor"):
            names[f"aten_{base}_{key}"] = names[f"aten_{base}_str"]


_install()
