"""What tests/unit/test_nn_utils.py runs under both libraries."""

import minijit as torch
from minijit import nn
from minijit.nn import utils
from minijit.nn.utils import rnn


class Recurrent(nn.Module):
    """A layer that takes packed and padded sequences."""

    def __init__(self, layer):
        super().__init__()
        self.layer = layer

    def forward(self, x, lengths):
        packed = rnn.pack_padded_sequence(x, lengths, enforce_sorted=False)
        output, state = self.layer(packed)
        output, state = self.layer(packed, state)
        alone, _ = self.layer(x[:1, :1])
        return rnn.pad_packed_sequence(output, total_length=4)[0], state, alone


def recurrent():
    """One of each kind."""
    torch.manual_seed(1)
    return {
        "lstm": Recurrent(nn.LSTM(2, 3, num_layers=2, bidirectional=True)),
        "projected": Recurrent(nn.LSTM(2, 3, proj_size=2)),
        "gru": Recurrent(nn.GRU(2, 3, bidirectional=True)),
        "relu": Recurrent(nn.RNN(2, 3, nonlinearity="relu")),
        "tanh": Recurrent(nn.RNN(2, 3, bias=False)),
    }


def sequences():
    """Sequences in Python: packed, padded, and as they were."""
    made = [torch.ones(1, 2), torch.arange(6.0).reshape(3, 2)]
    packed = rnn.pack_sequence(made, enforce_sorted=False)
    padded, lengths = rnn.pad_packed_sequence(packed, padding_value=-1.0)
    left = rnn.pad_sequence(made, batch_first=True, padding_side="left")
    again = rnn.unpad_sequence(padded.clone(), lengths)
    return (
        tuple(packed),
        padded,
        lengths,
        left,
        again,
        rnn.unpack_sequence(packed),
        packed.double().data,
    )


def folded():
    """Layers with the batch normalisation after them folded in."""
    torch.manual_seed(2)
    found = []
    for layer, norm, fuse, shape in (
        (nn.Conv2d(2, 3, 2), nn.BatchNorm2d(3), utils.fuse_conv_bn_eval, (1, 2, 4, 4)),
        (nn.Conv1d(2, 3, 2, bias=False), nn.BatchNorm1d(3), utils.fuse_conv_bn_eval, (1, 2, 4)),
        (nn.Linear(2, 3), nn.BatchNorm1d(3), utils.fuse_linear_bn_eval, (4, 2)),
    ):
        norm.running_mean.uniform_()
        norm.running_var.uniform_(1, 2)
        x = torch.rand(shape)
        found.append((fuse(layer.eval(), norm.eval())(x), norm(layer(x))))
    return found


def normalized():
    """Weights by direction and length, and parameters again."""
    torch.manual_seed(3)
    layer = utils.weight_norm(nn.Conv1d(2, 3, 2))
    whole = utils.weight_norm(nn.Linear(2, 3), dim=None)
    names = [list(layer.state_dict()), list(whole.state_dict())]
    with torch.no_grad():
        layer.weight_g.mul_(2.0)
    x = torch.rand(1, 2, 5)
    before = layer(x)
    utils.remove_weight_norm(layer)
    return names, before, layer(x), list(layer.state_dict()), whole(torch.rand(1, 2))


def vector():
    """Parameters as one vector."""
    torch.manual_seed(4)
    layer = nn.Linear(2, 2)
    found = utils.parameters_to_vector(layer.parameters())
    utils.vector_to_parameters(torch.arange(6.0), layer.parameters())
    return found, layer.weight, layer.bias


def refused():
    """The errors."""
    layer = utils.weight_norm(nn.Linear(2, 2))
    found = []
    for call in (
        lambda: utils.weight_norm(layer),
        lambda: utils.remove_weight_norm(nn.Linear(1, 1)),
        lambda: utils.vector_to_parameters([1.0], layer.parameters()),
        lambda: utils.fuse_conv_bn_eval(nn.Conv1d(1, 1, 1), nn.BatchNorm1d(1)),
        lambda: rnn.pad_packed_sequence(rnn.pack_sequence([torch.ones(2)]), total_length=1),
        lambda: rnn.pack_sequence([torch.ones(1), torch.ones(2)]),
    ):
        try:
            call()
        except Exception as problem:
            found.append((type(problem).__mro__[-4:-2], str(problem).split(" [MJ")[0]))
    return [text.splitlines()[0] for _, text in found]
