"""In-place and out variants that follow from another operator: the first of its samples."""

from dataclasses import replace
from functools import cache

from minijit.schema import all_schemas, find_schema, kinds
from tests.ops import record
from tests.ops.sample import T, families, load

_OWN: dict[str, list] = {}
for _family in families():
    if _family not in ("derived", "layouts"):
        for _sample in load(_family):
            _OWN.setdefault(_sample.operator, []).append((_family, _sample))


@cache
def _recorded(family):
    return record.read(family)


def _dtypes_of_results(family, sample):
    """The dtypes in PyTorch's recorded answer to a sample of the functional operator."""
    outcome = _recorded(family)[sample.name]
    parts = outcome.get("tuple", [outcome])
    return [part.get("tensor", "float32") for part in parts]


def _variant(schema, family, sample, index):
    kwargs = dict(sample.kwargs)
    if schema.is_out:
        outs = schema.arguments[-len(schema.return_texts) :]
        dtypes = _dtypes_of_results(family, sample)
        dtypes += ["float32"] * (len(outs) - len(dtypes))  # it is an error
        kwargs |= {a.name: T(0, dtype=dtype) for a, dtype in zip(outs, dtypes, strict=True)}
    name = f"{schema.qualified}-of-{index}"
    return replace(sample, operator=schema.qualified, name=name, kwargs=kwargs, phrase="")


def _usual(schema):
    """Samples whose arguments by keyword the variant has too, first those that are not there for their errors alone."""
    names = {a.name for a in schema.arguments}
    found = [(f, s) for f, s in _OWN[schema.sibling] if set(s.kwargs) <= names]
    return sorted(found, key=lambda own: own[0] == "refusals")


def _lacks_answers(operator):
    return all(family == "refusals" for family, _ in _OWN.get(operator, ()))


SAMPLES = [
    _variant(schema, family, sample, index)
    for kind in kinds()
    for schema in all_schemas(kind)
    if schema.upgrade is None and schema.derive and _lacks_answers(schema.qualified)
    for index, (family, sample) in enumerate(_usual(schema)[:2])
    if find_schema(schema.qualified) is schema
]
