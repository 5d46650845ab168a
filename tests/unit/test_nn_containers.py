"""Containers as lists and dicts of modules and parameters. Where PyTorch is installed it must say the same."""

from collections import OrderedDict

import pytest


def names(container):
    return [type(module).__name__ for module in container]


def test_sequential_joins_repeats_and_pops(torch):
    nn = torch.nn
    a, b = nn.Sequential(nn.ReLU(), nn.Tanh()), nn.Sequential(nn.GELU())
    assert names(a + b) == ["ReLU", "Tanh", "GELU"] and len(a) == 2
    assert names(a * 2) == ["ReLU", "Tanh", "ReLU", "Tanh"] == names(2 * a)
    a += b
    b *= 3
    assert names(a) == ["ReLU", "Tanh", "GELU"] and names(b) == ["GELU"] * 3
    assert isinstance(a.pop(1), nn.Tanh) and list(a._modules) == ["0", "1"]
    assert names(a.insert(-1, nn.ELU())) == ["ReLU", "ELU", "GELU"]


@pytest.mark.parametrize(
    ("act", "kind", "phrase"),
    [
        (lambda nn: nn.Sequential() + 3, ValueError, "supports only objects of Sequential class"),
        (lambda nn: nn.Sequential() * 0, ValueError, "Non-positive multiplication factor 0"),
        (lambda nn: nn.Sequential() * "a", TypeError, r"unsupported operand type\(s\) for \*"),
        (lambda nn: nn.Sequential(3), TypeError, "^int is not a Module subclass"),
        (lambda nn: nn.Sequential().insert(2, nn.ReLU()), IndexError, "Index out of range: 2"),
        (lambda nn: nn.Sequential().insert(0, 3), AssertionError, "module should be of type"),
        (lambda nn: nn.ModuleList(3), TypeError, "ModuleList.extend should be called with an iter"),
        (lambda nn: nn.ModuleList()[0], IndexError, "index 0 is out of range"),
        (lambda nn: nn.ModuleDict(3), TypeError, "ModuleDict.update should be called with an iter"),
        (lambda nn: nn.ModuleDict([3]), TypeError, "sequence element #0 should be Iterable"),
        (lambda nn: nn.ModuleDict([(1, 2, 3)]), ValueError, "#0 has length 3; 2 is required"),
        (lambda nn: nn.ModuleDict({"a.b": nn.ReLU()}), KeyError, 'contain ".", got: a.b'),
        (lambda nn: nn.ParameterList(3), TypeError, "ParameterList.extend should be called with"),
        (lambda nn: nn.ParameterList()(1), RuntimeError, "ParameterList should not be called"),
        (lambda nn: nn.ParameterDict(3), TypeError, "update should be called with an iterable"),
        (lambda nn: nn.ParameterDict([(1, 2)]), TypeError, "is not a string"),
        (lambda nn: nn.ParameterDict()["x"], AttributeError, "has no attribute 'x'"),
        (lambda nn: nn.ParameterDict()(1), RuntimeError, "ParameterDict should not be called"),
    ],
)
def test_refusals(torch, act, kind, phrase):
    with pytest.raises(kind, match=phrase):
        act(torch.nn)


def test_parameter_lists_grow_and_are_set(torch):
    p = torch.nn.ParameterList([torch.ones(2)])
    p += [torch.zeros(1), 3]
    p[0] = torch.zeros(3)
    assert [tuple(x.shape) for x in p[:2]] == [(3,), (1,)] and p[2] == 3 and len(p) == 3
    assert isinstance(p[0], torch.nn.Parameter) and list(p.state_dict()) == ["0", "1"]
    with pytest.raises(IndexError, match="index 3 is out of range"):
        p[3] = torch.ones(1)


def test_parameter_dict_is_a_dict(torch):
    p = torch.nn.ParameterDict({"a": torch.ones(1)})
    p.update(OrderedDict(b=torch.zeros(2, 3)))
    p["n"] = 3
    assert isinstance(p["b"], torch.nn.Parameter)
    assert p.get("zz") is None and p.get("n") == 3 and list(reversed(p)) == ["n", "b", "a"]
    assert p.setdefault("a", None) is p["a"] and p.pop("n") == 3
    joined = p | torch.nn.ParameterDict({"c": torch.ones(1)})
    assert sorted(joined) == ["a", "b", "c"] and joined["a"] is p["a"] and "c" not in p
    assert sorted(p.copy()) == ["a", "b"]
    p |= {"c": torch.ones(1)}
    assert p.popitem()[0] == "c" and len(p) == 2
    assert sorted(torch.nn.ParameterDict().fromkeys(["x", "y"], 1).keys()) == ["x", "y"]
    p.clear()
    assert len(p) == 0 and not list(p.parameters())


def test_parameter_containers_print_their_sizes(torch):
    p = torch.nn.ParameterDict({"b": torch.zeros(2, 3), "n": 3})
    assert repr(p) == (
        "ParameterDict(\n    (b): Parameter containing: [torch.FloatTensor of size 2x3]\n"
        "    (n): Object of type: int\n)"
    )
    l = torch.nn.ParameterList([torch.zeros(2, dtype=torch.float64), "x"])
    assert repr(l) == (
        "ParameterList(\n    (0): Parameter containing: [torch.float64 of size 2]\n"
        "    (1): Object of type: str\n)"
    )


def test_parameter_dict_sorts_a_plain_dict(torch):
    pairs = [("b", torch.ones(1)), ("a", torch.ones(1))]
    for given, order in (
        (dict(pairs), ["a", "b"]),
        (OrderedDict(pairs), ["b", "a"]),
        (pairs, ["b", "a"]),
    ):
        assert list(torch.nn.ParameterDict(given).state_dict()) == order
