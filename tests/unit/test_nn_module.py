"""Module: attributes, walking, modes, state, hooks. Where PyTorch is installed it must say the same."""

import copy
import pickle
from collections import OrderedDict

import pytest

import minijit


def net(torch):
    nn = torch.nn

    class Net(nn.Module):
        def __init__(self):
            super().__init__()
            self.a = nn.Linear(2, 3)
            self.inner = nn.Sequential(nn.ReLU(), nn.Linear(3, 1))
            self.w = nn.Parameter(torch.ones(2))
            self.register_buffer("b", torch.zeros(1))
            self.register_buffer("scratch", torch.zeros(1), persistent=False)
            self.register_parameter("none", None)
            self.plain = torch.ones(1)

        def forward(self, x):
            return self.inner(self.a(x * self.w)) + self.b

        def extra_repr(self):
            return "extra=1"

    return Net()


def test_walking(torch):
    m = net(torch)
    assert [n for n, _ in m.named_parameters()] == [
        "w",
        "a.weight",
        "a.bias",
        "inner.1.weight",
        "inner.1.bias",
    ]
    assert [n for n, _ in m.named_parameters(prefix="p", recurse=False)] == ["p.w"]
    assert [n for n, _ in m.named_buffers()] == ["b", "scratch"]
    assert [n for n, _ in m.named_children()] == ["a", "inner"]
    assert [n for n, _ in m.named_modules()] == ["", "a", "inner", "inner.0", "inner.1"]
    assert list(m.state_dict()) == [
        "w",
        "b",
        "a.weight",
        "a.bias",
        "inner.1.weight",
        "inner.1.bias",
    ]
    assert m.get_submodule("inner.1") is m.inner[1]
    assert m.get_parameter("inner.1.bias") is m.inner[1].bias
    assert repr(m) == (
        "Net(\n  extra=1\n  (a): Linear(in_features=2, out_features=3, bias=True)\n  (inner): Sequential(\n"
        "    (0): ReLU()\n    (1): Linear(in_features=3, out_features=1, bias=True)\n  )\n)"
    )


def test_shared_members_are_met_once(torch):
    m = net(torch)
    m.again = m.a
    m.v = m.w
    assert [n for n, _ in m.named_parameters()][:2] == ["w", "a.weight"]
    assert len(list(m.named_parameters(remove_duplicate=False))) == len(list(m.parameters())) + 3
    assert len(list(m.modules())) == 5
    assert "v" in m.state_dict()


@pytest.mark.parametrize(
    ("act", "kind", "phrase"),
    [
        (
            lambda t, m: setattr(m, "w", t.ones(2)),
            TypeError,
            "cannot assign 'torch.(FloatTensor|Tensor)' as parameter 'w'",
        ),
        (lambda t, m: setattr(m, "a", 3), TypeError, "cannot assign 'int' as child module 'a'"),
        (lambda t, m: setattr(m, "b", "x"), TypeError, "cannot assign 'str' as buffer 'b'"),
        (lambda t, m: m.register_buffer("a", t.ones(1)), KeyError, "attribute 'a' already exists"),
        (lambda t, m: m.register_buffer("x.y", t.ones(1)), KeyError, "contain"),
        (lambda t, m: m.register_buffer("", t.ones(1)), KeyError, "be empty string"),
        (
            lambda t, m: m.register_buffer("q", 3),
            TypeError,
            "cannot assign 'int' object to buffer 'q'",
        ),
        (
            lambda t, m: m.register_parameter("q", t.ones(1)),
            TypeError,
            "cannot assign '.*Tensor' object to parameter 'q'",
        ),
        (lambda t, m: m.add_module("q", 3), TypeError, "int is not a Module subclass"),
        (lambda t, m: m.nothing, AttributeError, "'Net' object has no attribute 'nothing'"),
        (lambda t, m: m.get_submodule("inner.7"), AttributeError, "has no attribute `7`"),
        (lambda t, m: m.train("yes"), ValueError, "training mode is expected to be boolean"),
        (lambda t, m: m.load_state_dict([1]), TypeError, "Expected state_dict to be dict-like"),
        (
            lambda t, m: t.nn.Module()(1),
            NotImplementedError,
            'is missing the required "forward" function',
        ),
    ],
)
def test_refusals(torch, act, kind, phrase):
    with pytest.raises(kind, match=phrase):
        act(torch, net(torch))


def test_members_before_init(torch):
    class Early(torch.nn.Module):
        def __init__(self):
            self.w = torch.nn.Parameter(torch.ones(1))

    with pytest.raises(
        AttributeError, match=r"cannot assign parameters before Module.__init__\(\) call"
    ):
        Early()


def test_assignment_moves_between_groups(torch):
    m = net(torch)
    m.plain = torch.nn.Parameter(torch.ones(1))
    assert "plain" in dict(m.named_parameters())
    m.w = None
    assert m.w is None and "w" not in m.state_dict()
    del m.b
    assert not hasattr(m, "b")
    m.a = None
    assert [n for n, _ in m.named_children()] == ["inner"]


def test_modes(torch):
    m = net(torch)
    assert m.eval() is m and not m.inner[0].training
    m.inner.train()
    assert m.inner[1].training and not m.training
    m.requires_grad_(False)
    assert not any(p.requires_grad for p in m.parameters())
    m.zero_grad()
    seen = []
    assert m.apply(lambda x: seen.append(type(x).__name__)) is m
    assert seen == ["Linear", "ReLU", "Linear", "Sequential", "Net"]


def test_conversion(torch):
    m = net(torch)
    weight = m.a.weight
    m.register_buffer("index", torch.tensor([1]))
    assert m.double() is m
    assert m.a.weight is weight and weight.dtype is torch.float64
    assert m.b.dtype is torch.float64 and m.index.dtype is torch.int64
    m.to(torch.float16)
    assert {p.dtype for p in m.parameters()} == {torch.float16}
    m.float().to("cpu")
    assert m.w.dtype is torch.float32
    with pytest.raises(TypeError, match="only accepts floating point or complex"):
        m.to(torch.int64)


def test_load_state_dict_messages(torch):
    m = net(torch)
    state = m.state_dict()
    assert repr(m.load_state_dict(state)) == "<All keys matched successfully>"
    state.pop("w")
    state["odd"] = torch.ones(1)
    state["a.weight"] = torch.ones(3, 3)
    with pytest.raises(RuntimeError) as found:
        m.load_state_dict(state)
    assert (
        "Error(s) in loading state_dict for Net:\n"
        '\tMissing key(s) in state_dict: "w". \n'
        '\tUnexpected key(s) in state_dict: "odd". \n'
        "\tsize mismatch for a.weight: copying a param with shape torch.Size([3, 3]) from checkpoint, "
        "the shape in current model is torch.Size([3, 2])."
    ) in str(found.value)
    del state["a.weight"]
    result = m.load_state_dict(state, strict=False)
    assert result.missing_keys == ["w", "a.weight"] and result.unexpected_keys == ["odd"]
    assert (
        repr(result) == "_IncompatibleKeys(missing_keys=['w', 'a.weight'], unexpected_keys=['odd'])"
    )


def test_load_state_dict_copies_or_assigns(torch):
    m = net(torch)
    new = torch.full((2,), 5.0)
    w = m.w
    m.load_state_dict({"w": new}, strict=False)
    assert m.w is w and m.w.tolist() == [5.0, 5.0]
    new.fill_(6.0)
    assert m.w.tolist() == [5.0, 5.0]
    m.load_state_dict({"w": new}, strict=False, assign=True)
    assert m.w.tolist() == [6.0, 6.0] and isinstance(m.w, torch.nn.Parameter)
    assert m.w.data_ptr() == new.data_ptr()


def test_state_dict_is_a_view(torch):
    m = net(torch)
    state = m.state_dict(prefix="p.")
    assert isinstance(state, OrderedDict) and list(state)[0] == "p.w"
    state["p.w"].fill_(9.0)
    assert m.w.tolist() == [9.0, 9.0]
    assert not state["p.w"].requires_grad
    assert dict(m.state_dict()._metadata)[""] == {"version": 1}


def test_hooks(torch):
    m = net(torch)
    seen = []
    before = m.a.register_forward_pre_hook(lambda module, args: (args[0] + 1,))
    after = m.a.register_forward_hook(
        lambda module, args, result: seen.append(args[0].tolist()) or result * 0
    )
    x = torch.zeros(2)
    assert m.a(x).tolist() == [0.0, 0.0, 0.0]
    assert seen == [[1.0, 1.0]]
    before.remove()
    after.remove()
    assert m.a(x).tolist() == m.a.bias.tolist()
    with m.a.register_forward_pre_hook(lambda module, args, kwargs: (args, {}), with_kwargs=True):
        m.a(x)


def test_copy_and_pickle():
    m = net(minijit)
    deep = copy.deepcopy(m)
    deep.w.data.fill_(7.0)
    assert m.w.tolist() == [1.0, 1.0]
    again = pickle.loads(pickle.dumps(minijit.nn.Sequential(minijit.nn.Linear(2, 1))))
    assert [n for n, _ in again.named_parameters()] == ["0.weight", "0.bias"]


def test_containers(torch):
    nn = torch.nn
    s = nn.Sequential(nn.Linear(1, 2), nn.ReLU(), nn.Linear(2, 1))
    assert len(s) == 3 and len(s[1:]) == 2 and isinstance(s[-1], nn.Linear)
    s.append(nn.Tanh())
    del s[1]
    assert list(s._modules) == ["0", "1", "2"]
    l = nn.ModuleList([nn.ReLU()])
    l.extend([nn.Tanh(), nn.Tanh()])
    l.insert(0, nn.Sigmoid())
    l += [nn.ELU()]
    assert [type(x).__name__ for x in l] == ["Sigmoid", "ReLU", "Tanh", "Tanh", "ELU"]
    assert repr(l[2:4]) == "ModuleList(\n  (0-1): 2 x Tanh()\n)"
    d = nn.ModuleDict([["x", nn.ReLU()]])
    d.update({"y": nn.Tanh()})
    assert list(d.keys()) == ["x", "y"] and "x" in d and len(d) == 2
    d.pop("x")
    assert [k for k, _ in d.items()] == ["y"]
    p = nn.ParameterList([torch.ones(2), nn.Parameter(torch.ones(1))])
    p.append(torch.zeros(1))
    assert [n for n, _ in p.named_parameters()] == ["0", "1", "2"] and len(p[1:]) == 2
    q = nn.ParameterDict({"k": torch.ones(2)})
    q["j"] = torch.zeros(1)
    assert sorted(n for n, _ in q.named_parameters()) == ["j", "k"]
    with pytest.raises(IndexError, match="index 7 is out of range"):
        s[7]


def test_init(torch):
    init = torch.nn.init
    torch.manual_seed(1)
    t = torch.empty(4, 3)
    for act in (
        lambda: init.uniform_(t, -1, 1), lambda: init.normal_(t), lambda: init.xavier_uniform_(t),
        lambda: init.xavier_normal_(t), lambda: init.kaiming_uniform_(t, a=2.0),
        lambda: init.kaiming_normal_(t, mode="fan_out", nonlinearity="relu"),
    ):  # fmt: skip
        assert act() is t and bool((t != 0).all())
    assert init.constant_(t, 2.0).sum().item() == 24.0
    assert init.ones_(t).sum().item() == 12.0 and init.zeros_(t).sum().item() == 0.0
    assert init.calculate_gain("relu") == pytest.approx(2**0.5)
    assert init.calculate_gain("leaky_relu", 2.0) == pytest.approx((2 / 5) ** 0.5)


def test_hooks_around_a_failing_forward(torch):
    m = net(torch)
    seen = []
    m.register_forward_hook(lambda *args: seen.append("always"), always_call=True)
    m.register_forward_hook(lambda *args: seen.append("else"))
    with pytest.raises(RuntimeError):
        m(torch.ones(5, 7))
    assert seen == ["always"]
    m(torch.ones(1, 2))
    assert seen == ["always", "always", "else"]
    m.register_forward_pre_hook(lambda module, args, kwargs: 5, with_kwargs=True)
    with pytest.raises(RuntimeError, match=r"must return None or a tuple of \(new_args, new_kw"):
        m(torch.ones(1, 2))


def test_hooks_of_state_dicts(torch):
    m = net(torch)
    seen = []
    m.register_state_dict_pre_hook(lambda module, prefix, keep: seen.append((prefix, keep)))
    post = m.register_state_dict_post_hook(
        lambda module, state, prefix, metadata: state.update(extra=metadata["version"])
    )
    own = m.inner._register_state_dict_hook(
        lambda module, state, prefix, metadata: OrderedDict(state, below=prefix)
    )
    state = m.state_dict(prefix="p.")
    assert seen == [("p.", False)] and state["extra"] == 1 and "below" not in state
    assert m.inner.state_dict()["below"] == ""
    own.remove()
    post.remove()
    before = m.a.register_load_state_dict_pre_hook(
        lambda module, state, prefix, *rest: seen.append((module is m.a, prefix, len(rest)))
    )
    m.a._register_load_state_dict_pre_hook(lambda state, prefix, *rest: seen.append(prefix))
    m.register_load_state_dict_post_hook(lambda module, keys: keys.missing_keys.clear())
    assert repr(m.load_state_dict({})) == "<All keys matched successfully>"
    assert seen[1:] == [(True, "a.", 5), "a."]
    before.remove()
    assert copy.deepcopy(m).load_state_dict({}) == ([], []) and seen[3:] == ["a."]
    m.register_state_dict_post_hook(lambda *args: 5)
    with pytest.raises(RuntimeError, match="state_dict post-hook must return None"):
        m.state_dict()
    m.register_load_state_dict_post_hook(lambda *args: 5)
    with pytest.raises(AssertionError, match="are not expected to return new values"):
        m.load_state_dict({})


def test_set_submodule(torch):
    m = net(torch)
    new = torch.nn.Identity()
    m.set_submodule("inner.1", new)
    m.set_submodule("inner.new", new)
    assert m.inner[1] is new and m.inner.new is new
    for target, module, strict, kind, phrase in (
        ("", new, False, ValueError, "Cannot set the submodule without a target name"),
        ("no.x", new, False, AttributeError, "Net has no attribute `no`"),
        ("inner.7", new, True, AttributeError, "Sequential has no attribute `7`"),
        ("inner.1", 3, False, ValueError, "`module` is not an nn.Module"),
        ("w.x", new, False, AttributeError, "`w` is not an nn.Module"),
    ):
        with pytest.raises(kind, match=phrase):
            m.set_submodule(target, module, strict)


def test_conversion_by_type_and_without_content(torch):
    m = net(torch)
    assert m.type("torch.DoubleTensor") is m and m.w.dtype is torch.float64
    assert m.to_empty(device="cpu") is m and m.w.shape == (2,) and m.w.dtype is torch.float64
    for arguments in ({"foo": 1}, {"dtype": "x"}):
        with pytest.raises(TypeError, match=r"^to\(\) received an invalid combination"):
            m.to(**arguments)


def test_walking_leaves_out_what_the_memo_names(torch):
    m = net(torch)
    assert [n for n, _ in m.named_modules(memo={m.a, m.inner[0]})] == ["", "inner", "inner.1"]


@pytest.mark.parametrize(
    ("act", "kind", "phrase"),
    [
        (lambda t, m: t.nn.Module(3), TypeError, "takes 1 positional argument but 2 were given"),
        (lambda t, m: t.nn.Module(a=3), TypeError, "got an unexpected keyword argument 'a'"),
        (lambda t, m: m.get_parameter("x"), AttributeError, "Net has no attribute `x`"),
        (lambda t, m: m.get_parameter("b"), AttributeError, "`b` is not an nn.Parameter"),
        (lambda t, m: m.get_buffer("x"), AttributeError, "Net has no attribute `x`"),
        (lambda t, m: m.get_buffer("w"), AttributeError, "`w` is not a buffer"),
        (lambda t, m: t.nn.Parameter([1.0]), AttributeError, "'list' object has no attribute"),
    ],
)
def test_more_refusals(torch, act, kind, phrase):
    with pytest.raises(kind, match=phrase):
        act(torch, net(torch))


@pytest.mark.parametrize("kind", ["buffer", "parameter", "module"])
def test_nothing_is_registered_before_init(torch, kind):
    class Early(torch.nn.Module):
        def __init__(self):
            if kind == "buffer":
                self.register_buffer("x", torch.ones(1))
            elif kind == "parameter":
                self.register_parameter("x", torch.nn.Parameter(torch.ones(1)))
            else:
                self.x = torch.nn.ReLU()

    with pytest.raises(AttributeError, match=rf"cannot assign {kind} before Module.__init__\(\) "):
        Early()


def test_hooks_of_gradients_are_refused_by_id():
    m = net(minijit)
    for name in ("backward_hook", "full_backward_hook", "full_backward_pre_hook"):
        with pytest.raises(NotImplementedError, match="MJ3024"):
            getattr(m, f"register_{name}")(print)
    with pytest.raises(AssertionError, match="MJ9030"):
        m.cuda()
