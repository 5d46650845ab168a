"""What layers refuse: PyTorch's type and sentence, called and scripted on both engines."""

import pytest

import minijit

ENGINES = (None, "reference", "native")
SIZED = {"RNN": "hidden size", "GRU": "hidden size", "LSTM": "hidden[0] size"}


def made(library, name, *args, **kwargs):
    return getattr(library.nn, name)(*args, **kwargs)


def state(library, name, *sizes):
    part = library.zeros(*sizes)
    return (part, part) if name.startswith("LSTM") else part


CONSTRUCTED = {
    **{
        f"{name} {wrong}": (name, args, wrong)
        for name in ("RNN", "LSTM", "GRU")
        for args, wrong in (
            ((3, 4), {"bias": 1}),
            ((3, 4), {"batch_first": "yes"}),
            ((3.0, 4), {}),
            ((3, "4"), {}),
            ((0, 4), {}),
            ((3, 0), {}),
            ((3, 4), {"dropout": 2.0}),
            ((3, 4), {"dropout": True}),
        )
    },
    "huber": ("HuberLoss", (), {"delta": 1j}),
}
CALLED = {
    **{
        f"{name} {input} {hidden}": (name, (10, 20), input, hidden)
        for name in ("RNN", "LSTM", "GRU")
        for input, hidden in (
            ((3, 4, 11), None),
            ((3, 4, 10), (1, 5, 20)),
            ((3, 4, 10), (1, 4, 21)),
            ((3, 4, 10), (2, 4, 20)),
            ((3, 4, 10), (4, 20)),
            ((4, 10), (1, 4, 20)),
        )
    },
    **{
        f"{name} {input} {hidden}": (name, (10, 20), input, hidden)
        for name in ("RNNCell", "LSTMCell", "GRUCell")
        for input, hidden in (
            ((3, 11), (3, 20)),
            ((3, 10), (3, 21)),
            ((3, 10), (5, 20)),
            ((3, 10), (3, 1, 1, 20)),
        )
    },
    **{f"circular {d}": (f"CircularPad{d}d", (1,), (3,) * (d + 3), None) for d in (1, 2, 3)},
}


def refusal(call):
    with pytest.raises(Exception) as caught:
        call()
    names = [c.__name__ for c in type(caught.value).__mro__]
    return names, str(caught.value)


@pytest.mark.parametrize("case", CONSTRUCTED)
def test_constructors(case):
    torch = pytest.importorskip("torch")
    name, args, kwargs = CONSTRUCTED[case]
    wanted, sentence = refusal(lambda: made(torch, name, *args, **kwargs))
    names, text = refusal(lambda: made(minijit, name, *args, **kwargs))
    assert wanted[0] in names
    assert sentence in text


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("case", CALLED)
def test_calls(case, engine):
    torch = pytest.importorskip("torch")
    name, args, input, hidden = CALLED[case]

    def arguments(library):
        given = [library.zeros(*input)]
        return given if hidden is None else [*given, state(library, name, *hidden)]

    layer = made(torch, name, *args)
    wanted, sentence = refusal(lambda: layer(*arguments(torch)))
    ours = made(minijit, name, *args)
    if engine:
        ours = minijit.jit.script(ours, engine=engine)
    names, text = refusal(lambda: ours(*arguments(minijit)))
    assert wanted[0] in names or engine
    assert sentence in text


@pytest.mark.parametrize("name", SIZED)
def test_states_that_do_not_fit(name):
    """Without PyTorch: the state names itself, packed or not."""
    layer = made(minijit, name, 3, 4)
    _, text = refusal(lambda: layer(minijit.zeros(2, 5, 3), state(minijit, name, 1, 6, 4)))
    assert f"Expected {SIZED[name]} (1, 5, 4), got [1, 6, 4]" in text
    packed = minijit.nn.utils.rnn.pack_padded_sequence(minijit.zeros(2, 5, 3), [2] * 5)
    _, text = refusal(lambda: layer(packed, state(minijit, name, 1, 6, 4)))
    assert f"Expected {SIZED[name]} (1, 5, 4), got [1, 6, 4]" in text


@pytest.mark.parametrize("name", SIZED)
def test_inputs_of_another_dtype(name):
    layer = made(minijit, name, 3, 4)
    names, text = refusal(lambda: layer(minijit.zeros(2, 5, 3, dtype=minijit.float64)))
    assert "ValueError" in names
    assert "Convert input: input.to(torch.float32)" in text
