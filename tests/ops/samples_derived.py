"""In-place and out variants that follow from another operator: the first of its samples."""

from dataclasses import replace

from minijit.schema import all_schemas, find_schema, kinds
from tests.ops.sample import Spec, T, families, load

_OWN: dict[str, list] = {}
for _family in families():
    if _family != "derived":
        for _sample in load(_family):
            _OWN.setdefault(_sample.operator, []).append(_sample)


def _variant(schema, sample, index):
    kwargs = dict(sample.kwargs)
    if schema.derive == "out":
        tensors = [a for a in (*sample.args, *kwargs.values()) if isinstance(a, Spec)]
        kwargs["out"] = T(0, dtype=tensors[0].dtype if tensors else "float32")
    name = f"{schema.qualified}-of-{index}"
    return replace(sample, operator=schema.qualified, name=name, kwargs=kwargs, phrase="")


def _usual(schema):
    """Samples whose keyword arguments the variant has too."""
    names = {a.name for a in schema.arguments}
    return [s for s in _OWN[schema.sibling] if set(s.kwargs) <= names]


SAMPLES = [
    _variant(schema, sample, index)
    for kind in kinds()
    for schema in all_schemas(kind)
    if schema.upgrade is None and schema.derive and schema.qualified not in _OWN
    for index, sample in enumerate(_usual(schema)[:2])
    if find_schema(schema.qualified) is schema
]
