"""Layers against PyTorch's: initial values, text, results, and through archives both ways."""

import contextlib
import copy
import functools
import inspect
import io
import warnings
from pathlib import Path

import pytest

import minijit
from tests.executors import load_program, plain, same

FILE = Path(__file__).with_name("nn_layers.py")
NAMES = list(load_program(FILE).layers())
# PyTorch compiles no unpooling layer, and cannot find the source of LinearCrossEntropyLoss's options.
CALLED = [
    n
    for n in NAMES
    if n not in ("list", "dict", "parameters", "gaussian")
    and not n.startswith(("unpool", "linear cross"))
]


def copied(module, args):
    return copy.deepcopy(module), copy.deepcopy(args)


def has_forward(made):
    """An overloaded forward of PyTorch's recurrent layers goes by other names."""
    return "forward" in made._c._method_names()


@pytest.fixture(scope="module")
def both(tmp_path_factory):
    """The layers of minijit and of PyTorch, made from the same seed."""
    torch = pytest.importorskip("torch")
    minijit.manual_seed(3)
    ours = load_program(FILE).layers()
    torch.manual_seed(3)
    theirs = load_program(FILE, tmp_path_factory.mktemp("layers")).layers()
    with torch.no_grad(), warnings.catch_warnings():
        warnings.simplefilter("ignore")
        yield torch, ours, theirs


@pytest.mark.parametrize("name", NAMES)
def test_initial_state_and_text(both, name):
    _, ours, theirs = both
    a, b = ours[name][0], theirs[name][0]
    assert repr(a) == repr(b)
    assert same(plain(dict(a.state_dict())), plain(dict(b.state_dict())), 1e-7)
    versions = [{k: dict(v) for k, v in m.state_dict()._metadata.items()} for m in (a, b)]
    assert versions[0] == versions[1]


@pytest.mark.parametrize("name", CALLED)
def test_results(both, name):
    torch, ours, theirs = both
    module, args = copied(*theirs[name])
    wanted = plain(module(*args))

    def check(callee):
        assert same(plain(callee(*copy.deepcopy(ours[name][1]))), wanted)

    check(copy.deepcopy(ours[name][0]))
    scripted = minijit.jit.script(copy.deepcopy(ours[name][0]))
    data = scripted.save_to_buffer()
    check(scripted)
    check(minijit.jit.load(io.BytesIO(data)))
    check(
        minijit.jit.trace(
            copy.deepcopy(ours[name][0]), copy.deepcopy(ours[name][1]), check_trace=False
        )
    )
    got = torch.jit.load(io.BytesIO(data))(*copy.deepcopy(theirs[name][1]))
    assert same(plain(got), wanted)
    for made in (torch.jit.script(copy.deepcopy(theirs[name][0])),
                 torch.jit.trace(*copied(*theirs[name]), check_trace=False)):  # fmt: skip
        out = io.BytesIO()
        torch.jit.save(made, out)
        if made.original_name.startswith("BatchNorm") and made.training:
            continue  # tracing has counted a batch
        if has_forward(made):
            check(minijit.jit.load(io.BytesIO(out.getvalue())))
    out = io.BytesIO()
    made = torch.jit.script(copy.deepcopy(theirs[name][0]))
    torch.jit.save(made, out)
    if has_forward(made):
        check(minijit.jit.load(io.BytesIO(out.getvalue())))


def test_state_dicts_pass_between_the_libraries(both):
    torch, ours, theirs = both
    for name in ("network", "batchnorm1d", "lstm cell"):
        out = io.BytesIO()
        torch.save(theirs[name][0].state_dict(), out)
        fresh = copy.deepcopy(ours[name][0])
        for value in fresh.state_dict().values():
            value.zero_()
        found = fresh.load_state_dict(minijit.load(io.BytesIO(out.getvalue())))
        assert str(found) == "<All keys matched successfully>"
        back = io.BytesIO()
        minijit.save(fresh.state_dict(), back)
        copy.deepcopy(theirs[name][0]).load_state_dict(torch.load(io.BytesIO(back.getvalue())))


@pytest.mark.parametrize("name", ["Embedding", "EmbeddingBag"])
def test_embeddings_of_bounded_norm(name):
    """What is looked up is shortened in the weight itself. PyTorch's scripted ones forget to."""
    torch = pytest.importorskip("torch")

    def made(library):
        weight = library.arange(15.0).reshape(5, 3) / 4 - 1
        return getattr(library.nn, name).from_pretrained(weight, max_norm=1.5, norm_type=1.0)

    def indices(library):
        return library.tensor([[0, 1], [4, 0]])

    theirs = made(torch)
    wanted = plain(theirs(indices(torch)))
    assert repr(made(minijit)) == repr(theirs)
    for changed in (
        lambda m: m,
        minijit.jit.script,
        lambda m: minijit.jit.script(m, engine="reference"),
        lambda m: minijit.jit.trace(m, (indices(minijit),), check_trace=False),
    ):
        module = changed(made(minijit))
        assert same(plain(module(indices(minijit))), wanted)
        assert same(plain(module.weight), plain(theirs.weight))


def of_parameters(made):
    """Their names; none where they are read from what is called."""
    names = list(inspect.signature(made).parameters)
    return [] if "args" in names else names


@pytest.mark.parametrize("room", ["nn", "nn.functional"])
def test_parameters_stand_in_pytorchs_order(room):
    torch = pytest.importorskip("torch")
    rooms = [functools.reduce(getattr, room.split("."), m) for m in (minijit, torch)]
    wrong = {}
    for name in sorted(set(vars(rooms[0])) & set(vars(rooms[1]))):
        made = [getattr(r, name) for r in rooms]
        if not name.startswith("_") and all(
            map(inspect.isroutine if name[0].islower() else inspect.isclass, made)
        ):
            with contextlib.suppress(ValueError):
                ours, theirs = map(of_parameters, made)
                shared = min(len(ours), len(theirs))
                if ours[:shared] != theirs[:shared]:
                    wrong[name] = ours, theirs
    assert not wrong
