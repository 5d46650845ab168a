"""Samples of lists and dicts of programs."""

from tests.ops.sample import T, Typed, V, rows

L = [3, 1, 2]
E = Typed([], "int[]")
KEYS = {
    "str": {"b": 1, "a": 2},
    "int": {2: "b", 1: "a"},
    "float": {2.5: [1], 1.5: [2]},
    "bool": {True: 1},
    "complex": {2 + 1j: 1, 1j: 2},
}
HAVE = {"str": "a", "int": 1, "float": 1.5, "bool": True, "complex": 1j}
MISS = {"str": "zz", "int": 9, "float": 9.5, "bool": False, "complex": 3j}
SHOWN = {"str": "zz", "int": "9", "float": "9.5", "bool": "False", "complex": "0.+3.j"}
VALUE = {"str": 7, "int": "x", "float": [7], "bool": 7, "complex": 7}


def d(k):
    return dict(KEYS[k])


def tensor_keys(key, other, missing):
    """Tensors are keys by identity: `missing` has the elements of `key` and is not found."""
    d = {key: 7, other: 8}
    return [
        *rows("aten::len.Dict_Tensor", (d,)), *rows("aten::__getitem__.Dict_Tensor", (d, key)), *rows("aten::__getitem__.Dict_Tensor", (d, missing), phrase=""), *rows("aten::_set_item.Tensor", (d, key, 9), (d, missing, 9), strides=False),
        *rows("aten::pop.Dict_Tensor", (d, key), strides=False), *rows("aten::pop.Dict_default_Tensor", (d, missing, 9), strides=False), *rows("aten::clear.Tensor", (d,)), *rows("aten::copy.Dict_Tensor", (d,), strides=False), *rows("aten::__contains__.Tensor", (d, key), (d, missing)),
        *rows("aten::keys.Tensor", (d,), strides=False), *rows("aten::values.Tensor", (d,)), *rows("aten::items.Tensor", (d,), strides=False), *rows("aten::get.Tensor", (d, key), (d, missing)), *rows("aten::get.default_Tensor", (d, missing, 9)), *rows("aten::setdefault.Tensor", (d, key, 9), (d, missing, 9), strides=False),
        *rows("aten::dict.Tensor", ([(key, 1), (other, 2)],), strides=False), *rows("aten::dict.Dict_Tensor", (d,), strides=False), *rows("aten::popitem.Tensor", (d,), strides=False), *rows("aten::update.Tensor", (d, {other: 1}), strides=False), *rows("aten::Delete.Dict_Tensor", (d, other), strides=False),
    ]  # fmt: skip


SAMPLES = [
    *rows("aten::len.t", (L,), (E,)), *rows("aten::len.any", (L,)), *[s for k in KEYS for s in rows(f"aten::len.Dict_{k}", (d(k),))],
    *rows("aten::__getitem__.t", (L, 0), (L, -1), (L, 3), (L, -4), (E, 0), ([V(1), V(2)], 1)), *rows("aten::select.t", (L, 1), (L, 9)),
    *rows("aten::_set_item.t", (L, 0, 9), (L, -1, 9), (L, 3, 9)), *rows("aten::append.t", (L, 9), (E, 9)), *rows("aten::extend.t", (L, [9, 8]), (L, E)),
    *rows("aten::insert.t", (L, 0, 9), (L, -1, 9), (L, 50, 9), (L, -50, 9)), *rows("aten::pop.t", (L,), (L, 0), (L, 5), (E,)),
    *rows("aten::remove.int", (L, 1), (L, 9)), *rows("aten::remove.float", ([1.5, 2.5], 2.5)), *rows("aten::remove.bool", ([True, False], False)), *rows("aten::remove.str", (["a", "b"], "b"), (["a"], "z")),
    *rows("aten::clear.t", (L,)), *rows("aten::copy.t", (L,)), *rows("aten::reverse.t", (L,)), *rows("aten::list.t", (L,)), *rows("aten::add.t", (L, [4]), (L, E)), *rows("aten::add_.t", (L, [4])),
    *rows("aten::mul.left_t", (L, 2), (L, 0)), *rows("aten::mul.right_", (2, L)), *rows("aten::mul_.t", (L, 2), (L, 0), (L, 1)),
    *rows("aten::slice.t", (L, 1), (L, None, None, 2), (L, -2, None), (L, None, None, -1), (L, 0, 9), (L, 2, 1)), *rows("aten::Delete.t", (L, 0), (L, -1), (L, 3)),
    *rows("aten::__contains__.int_list", (L, 1), (L, 9)), *rows("aten::__contains__.float_list", ([1.5], 1.5), ([float("nan")], float("nan"))), *rows("aten::__contains__.str_list", (["a"], "a"), (["a"], "b")),
    *rows("aten::index.list_int", (L, 1), (L, 9)), *rows("aten::index.list_float", ([1.5, 2.5], 2.5)), *rows("aten::index.list_bool", ([True, False], False)), *rows("aten::index.list_str", (["a", "b"], "b"), (["a"], "z")), *rows("aten::index.list_Tensor", ([V(1), V(2)], V(2))),
    *rows("aten::sort.int", (L,), (L, True), (E,)), *rows("aten::sort.float", ([2.0, 1.0],), ([2.0, 1.0], True), ([2.0, float("nan"), 1.0],)), *rows("aten::sort.bool", ([True, False],)), *rows("aten::sort.str", (["b", "a"],), (["b", "a", "B"], True)),
    *rows("aten::sorted.int", (L,), (E,)), *rows("aten::sorted.float", ([2.0, 1.0],)), *rows("aten::sorted.bool", ([True, False],)), *rows("aten::sorted.str", (["b", "a", "B"],)), *rows("aten::sorted.any", ([(2, "b"), (1, "a")],)),
    *rows("aten::sort.any", ([(2, "b"), (1, "a")],)), *rows("aten::sort.Tensor", ([V(2), V(1)],), ([V(2), V(1)], True), strides=False),
    *rows("aten::sum.int", (L,), (E,)), *rows("aten::sum.float", ([1.5, 2.5],)), *rows("aten::sum.bool", ([True, True],)),
    *[s for kind in ("any", "all") for s in [*rows(f"aten::{kind}.int", (L,), ([0, 1],), (E,)), *rows(f"aten::{kind}.float", ([0.0, 1.0],)), *rows(f"aten::{kind}.bool", ([True, False],))]], *rows("aten::any.str", (["", "a"],), ([""],)),
    *[s for kind in ("min", "max") for s in [*rows(f"prim::{kind}.self_int", (L,), (E,)), *rows(f"prim::{kind}.self_float", ([2.5, 1.5],)), *rows(f"prim::{kind}.self_bool", ([True, False],)),
      *rows(f"prim::{kind}.int_list", ([1, 2], [1, 3])), *rows(f"prim::{kind}.float_list", ([1.0, 2.0], [1.0])), *rows(f"prim::{kind}.bool_list", ([True], [False]))]],
    *[s for kind in ("eq", "ne") for s in [*rows(f"aten::{kind}.int_list", (L, [3, 1, 2]), (L, [3])), *rows(f"aten::{kind}.float_list", ([1.0], [1.0])), *rows(f"aten::{kind}.bool_list", ([True], [False])), *rows(f"aten::{kind}.str_list", (["a"], ["a"])), *rows(f"aten::{kind}.Tensor_list", ([V(1)], [V(1)]), ([V(1)], [V(2)]))]],
    *[s for k in KEYS for s in [
        *rows(f"aten::__getitem__.Dict_{k}", (d(k), HAVE[k])), *rows(f"aten::__getitem__.Dict_{k}", (d(k), MISS[k]), phrase=SHOWN[k]), *rows(f"aten::_set_item.{k}", (d(k), HAVE[k], VALUE[k]), (d(k), MISS[k], VALUE[k])),
        *rows(f"aten::pop.Dict_{k}", (d(k), HAVE[k])), *rows(f"aten::pop.Dict_{k}", (d(k), MISS[k]), phrase=SHOWN[k]), *rows(f"aten::pop.Dict_default_{k}", (d(k), HAVE[k], VALUE[k]), (d(k), MISS[k], VALUE[k])),
        *rows(f"aten::clear.{k}", (d(k),)), *rows(f"aten::copy.Dict_{k}", (d(k),)), *rows(f"aten::__contains__.{k}", (d(k), HAVE[k]), (d(k), MISS[k])), *rows(f"aten::keys.{k}", (d(k),)), *rows(f"aten::values.{k}", (d(k),)), *rows(f"aten::items.{k}", (d(k),)),
        *rows(f"aten::get.{k}", (d(k), HAVE[k]), (d(k), MISS[k])), *rows(f"aten::get.default_{k}", (d(k), HAVE[k], VALUE[k]), (d(k), MISS[k], VALUE[k])), *rows(f"aten::setdefault.{k}", (d(k), HAVE[k], VALUE[k]), (d(k), MISS[k], VALUE[k])),
        *rows(f"aten::dict.{k}", (list(d(k).items()),)), *rows(f"aten::dict.Dict_{k}", (d(k),)), *rows(f"aten::popitem.{k}", (d(k),)),
        *rows(f"aten::update.{k}", (d(k), {HAVE[k]: VALUE[k], MISS[k]: VALUE[k]})), *rows(f"aten::Delete.Dict_{k}", (d(k), HAVE[k])), *rows(f"aten::Delete.Dict_{k}", (d(k), MISS[k]), phrase=SHOWN[k])]],
    *rows("aten::Size", ([2, 3],)), *rows("aten::_unwrap_optional", (Typed(3, "int?"),), (Typed(None, "int?"),)), *rows("prim::unchecked_unwrap_optional", (Typed(3, "int?"),)),
    *rows("prim::is_quantized", (V(1),)), *tensor_keys(V(1), V(2), V(1)),
    *rows("aten::eq.Tensor_list", ([V([1, 2])], [V([1, 2])]), phrase="Boolean value of Tensor with more than one value"),
    *rows("aten::dict", ()), *rows("aten::dict.str", ([("a", 1), ("b", 2), ("a", 3)],)), *rows("aten::hash.generic", (3,), (True,)), *rows("aten::hash.generic", ([1],), phrase="unhashable type: 'List[int]'"),
    *rows("aten::count.int", ([1, 2, 1], 1), (E, 1)), *rows("aten::count.float", ([1.5, 2.5], 2.5)), *rows("aten::count.bool", ([True, False, True], True)), *rows("aten::count.str", (["a", "b", "a"], "a")), *rows("aten::count.Tensor", ([V(1), V(2), V(1)], V(1))),
    *rows("aten::remove.Tensor", ([V(1), V(2)], V(2)), strides=False), *rows("aten::sorted.Tensor", ([V(2), V(1), V(3)],), strides=False), *rows("aten::sum.complex", ([1 + 2j, 2 - 1j],)),
]  # fmt: skip
