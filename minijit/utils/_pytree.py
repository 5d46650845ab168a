"""The names of `torch.utils._pytree`: values in nested tuples, lists and dicts."""

from __future__ import annotations

from collections import OrderedDict, defaultdict, deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class TreeSpec:
    """The shape of a nest: the class of its container, what it is made with, and what lies in it.

    A leaf has the class None.
    """

    type: Any
    context: Any
    children_specs: list[TreeSpec] = field(default_factory=list)

    @property
    def num_leaves(self) -> int:
        """How many values lie in it."""
        return 1 if self.type is None else sum(child.num_leaves for child in self.children_specs)

    @property
    def num_children(self) -> int:
        """How many values and containers lie directly in it."""
        return len(self.children_specs)

    def is_leaf(self) -> bool:
        """Whether it is a value."""
        return self.type is None


_LEAF = TreeSpec(None, None)


@dataclass(frozen=True)
class SequenceKey:
    """The place of a value in a list or tuple, as its path tells it."""

    idx: int

    def __str__(self) -> str:
        return f"[{self.idx!r}]"


@dataclass(frozen=True)
class MappingKey:
    """The key of a value in a dict, as its path tells it."""

    key: Any

    def __str__(self) -> str:
        return f"[{self.key!r}]"


@dataclass(frozen=True)
class GetAttrKey:
    """The name of a value in a NamedTuple or an object, as its path tells it."""

    name: str

    def __str__(self) -> str:
        return f".{self.name}"


_Flatten = Callable[[Any], tuple[Iterable[Any], Any]]
_Unflatten = Callable[[Iterable[Any], Any], Any]
_WithKeys = Callable[[Any], tuple[Iterable[tuple[Any, Any]], Any]]


def _dict_flatten(d: Any) -> tuple[list[Any], list[Any]]:
    return list(d.values()), list(d)


def _dict_flatten_with_keys(d: Any) -> tuple[list[tuple[MappingKey, Any]], list[Any]]:
    return [(MappingKey(key), value) for key, value in d.items()], list(d)


def _list_flatten_with_keys(d: Any) -> tuple[list[tuple[SequenceKey, Any]], None]:
    return [(SequenceKey(i), value) for i, value in enumerate(d)], None


_tuple_flatten_with_keys = _list_flatten_with_keys


def _of_items(kind: Any) -> tuple[_Flatten, _Unflatten]:
    return (
        _dict_flatten,
        lambda values, keys: kind(zip(keys, values, strict=True)),
    )


SUPPORTED_NODES: dict[Any, tuple[_Flatten, _Unflatten]] = {
    tuple: (lambda tree: (tree, None), lambda values, _: tuple(values)),
    list: (lambda tree: (tree, None), lambda values, _: list(values)),
    dict: _of_items(dict),
    OrderedDict: _of_items(OrderedDict),
    defaultdict: (
        lambda tree: (list(tree.values()), (tree.default_factory, list(tree))),
        lambda values, made: defaultdict(made[0], zip(made[1], values, strict=True)),
    ),
    deque: (lambda tree: (tree, tree.maxlen), deque),
}
_WITH_KEYS: dict[Any, _WithKeys] = {}


def register_pytree_node(
    cls: Any,
    flatten_fn: _Flatten,
    unflatten_fn: _Unflatten,
    *,
    flatten_with_keys_fn: _WithKeys | None = None,
    **settings: Any,
) -> None:
    """Let objects of a class be containers; with the last function their values have paths."""
    SUPPORTED_NODES[cls] = (flatten_fn, unflatten_fn)
    if flatten_with_keys_fn is not None:
        _WITH_KEYS[cls] = flatten_with_keys_fn


_register_pytree_node = register_pytree_node


def _node(kind: type) -> tuple[_Flatten, _Unflatten] | None:
    """How containers of a class are taken apart and made."""
    if issubclass(kind, tuple) and hasattr(kind, "_fields"):
        return (lambda named: (named, None), lambda values, _: kind(*values))
    return SUPPORTED_NODES.get(kind)


def tree_iter(tree: Any, is_leaf: Callable[[Any], bool] | None = None) -> Iterator[Any]:
    """The values, in order."""
    node = None if is_leaf is not None and is_leaf(tree) else _node(type(tree))
    if node is None:
        yield tree
        return
    for child in node[0](tree)[0]:
        yield from tree_iter(child, is_leaf)


def tree_leaves(tree: Any, is_leaf: Callable[[Any], bool] | None = None) -> list[Any]:
    """The values, in order."""
    return list(tree_iter(tree, is_leaf))


def tree_flatten(
    tree: Any, is_leaf: Callable[[Any], bool] | None = None
) -> tuple[list[Any], TreeSpec]:
    """The values in order, and the shape from which `tree_unflatten` makes the nest again."""
    node = None if is_leaf is not None and is_leaf(tree) else _node(type(tree))
    if node is None:
        return [tree], _LEAF
    children, context = node[0](tree)
    values: list[Any] = []
    specs = []
    for child in children:
        found, spec = tree_flatten(child, is_leaf)
        values += found
        specs.append(spec)
    return values, TreeSpec(type(tree), context, specs)


def tree_unflatten(leaves: Iterable[Any], treespec: TreeSpec) -> Any:
    """The nest of a shape with these values.

    Error ValueError: there are more or fewer values than the shape has places.
    """
    leaves = list(leaves)
    if len(leaves) != treespec.num_leaves:
        raise ValueError(
            f"tree_unflatten(leaves, treespec): `leaves` has length {len(leaves)} "
            f"but the spec refers to a pytree that holds {treespec.num_leaves} items"
        )
    return _made(iter(leaves), treespec)


def _made(leaves: Iterator[Any], spec: TreeSpec) -> Any:
    if spec.type is None:
        return next(leaves)
    node = _node(spec.type)
    assert node is not None
    return node[1]([_made(leaves, child) for child in spec.children_specs], spec.context)


def _up_to(spec: TreeSpec, tree: Any) -> list[Any]:
    """What stands in a nest where the shape has its values."""
    if spec.type is None:
        return [tree]
    node = _node(type(tree))
    children, context = node[0](tree) if node else ([], None)
    children = list(children)
    if type(tree) is not spec.type or context != spec.context or len(children) != spec.num_children:
        raise ValueError(
            f"Node type mismatch; expected {spec.type} of {spec.num_children} values with context "
            f"{spec.context!r}, but got {type(tree)} of {len(children)} with {context!r}."
        )
    pairs = zip(spec.children_specs, children, strict=True)
    return [value for child, below in pairs for value in _up_to(child, below)]


def tree_structure(tree: Any, is_leaf: Callable[[Any], bool] | None = None) -> TreeSpec:
    """The shape of a nest."""
    return tree_flatten(tree, is_leaf)[1]


def tree_map(
    func: Callable[..., Any],
    tree: Any,
    *rests: Any,
    is_leaf: Callable[[Any], bool] | None = None,
) -> Any:
    """A nest of the same shape with what a function gives for each value (and those of `rests`).

    Error ValueError: one of `rests` has another shape.
    """
    leaves, spec = tree_flatten(tree, is_leaf)
    others = [_up_to(spec, rest) for rest in rests]
    return tree_unflatten(list(map(func, leaves, *others)), spec)


def tree_map_only(kind: Any, func: Callable[[Any], Any], tree: Any) -> Any:
    """`tree_map` of the values of a class; others stay."""
    return tree_map(lambda value: func(value) if isinstance(value, kind) else value, tree)


def tree_all(pred: Callable[[Any], bool], tree: Any) -> bool:
    """Whether all values satisfy a predicate."""
    return all(map(pred, tree_iter(tree)))


def tree_any(pred: Callable[[Any], bool], tree: Any) -> bool:
    """Whether a value satisfies a predicate."""
    return any(map(pred, tree_iter(tree)))


def _with_keys(tree: Any) -> list[tuple[Any, Any]]:
    """The children of a container, each with its key."""
    kind = type(tree)
    if kind in _WITH_KEYS:
        return list(_WITH_KEYS[kind](tree)[0])
    if hasattr(tree, "_fields"):
        return list(zip(map(GetAttrKey, tree._fields), tree, strict=True))
    if isinstance(tree, dict):
        return _dict_flatten_with_keys(tree)[0]
    if isinstance(tree, list | tuple | deque):
        return _list_flatten_with_keys(tree)[0]
    raise ValueError(f"Did not find a flatten_with_keys_fn for type: {kind}.")


def _paths(
    tree: Any, is_leaf: Callable[[Any], bool] | None, path: tuple[Any, ...]
) -> Iterator[tuple[tuple[Any, ...], Any]]:
    if (is_leaf is not None and is_leaf(tree)) or _node(type(tree)) is None:
        yield path, tree
        return
    for key, child in _with_keys(tree):
        yield from _paths(child, is_leaf, (*path, key))


def tree_leaves_with_path(
    tree: Any, is_leaf: Callable[[Any], bool] | None = None
) -> list[tuple[tuple[Any, ...], Any]]:
    """The values, in order, each with the keys that lead to it.

    Error ValueError: a container was registered without keys.
    """
    return list(_paths(tree, is_leaf, ()))


def tree_flatten_with_path(
    tree: Any, is_leaf: Callable[[Any], bool] | None = None
) -> tuple[list[tuple[tuple[Any, ...], Any]], TreeSpec]:
    """`tree_leaves_with_path` and the shape."""
    return tree_leaves_with_path(tree, is_leaf), tree_structure(tree, is_leaf)


def tree_map_with_path(
    func: Callable[..., Any],
    tree: Any,
    *rests: Any,
    is_leaf: Callable[[Any], bool] | None = None,
) -> Any:
    """`tree_map` of a function that is given the keys before the value."""
    found, spec = tree_flatten_with_path(tree, is_leaf)
    others = [_up_to(spec, rest) for rest in rests]
    paths, leaves = [p for p, _ in found], [v for _, v in found]
    return tree_unflatten(list(map(func, paths, leaves, *others)), spec)


def keystr(kp: Iterable[Any]) -> str:
    """How keys are written after the name of a nest."""
    return "".join(map(str, kp))


PyTree = Any

__all__ = [
    "SUPPORTED_NODES", "GetAttrKey", "MappingKey", "PyTree", "SequenceKey", "TreeSpec", "keystr",
    "register_pytree_node", "tree_all", "tree_any", "tree_flatten", "tree_flatten_with_path",
    "tree_iter", "tree_leaves", "tree_leaves_with_path", "tree_map", "tree_map_only",
    "tree_map_with_path", "tree_structure", "tree_unflatten",
]  # fmt: skip
