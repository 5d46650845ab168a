"""Recurrent cells."""

# ruff: noqa: UP032  (forward is in the language that script compiles)

from __future__ import annotations

import math
from numbers import Number
from typing import Any, ClassVar

import minijit as torch
from minijit.nn import init
from minijit.nn.modules.module import Module
from minijit.nn.utils.rnn import PackedSequence
from minijit.tensor import Parameter, Tensor


class _Recurrent(Module):
    hidden_size: int

    def reset_parameters(self) -> None:
        """Draw the initial values."""
        bound = 1.0 / math.sqrt(self.hidden_size) if self.hidden_size > 0 else 0
        for weight in self.parameters():
            init.uniform_(weight, -bound, bound)


class RNNCellBase(_Recurrent):
    """Weights of a cell with `num_chunks` gates."""

    __constants__ = ["input_size", "hidden_size", "bias"]
    input_size: int
    hidden_size: int
    bias: bool
    weight_ih: Tensor
    weight_hh: Tensor

    def __init__(
        self,
        input_size: int,
        hidden_size: int,
        bias: bool,
        num_chunks: int,
        device: Any = None,
        dtype: Any = None,
    ) -> None:
        super().__init__()
        self.input_size = input_size
        self.hidden_size = hidden_size
        self.bias = bias
        gates = num_chunks * hidden_size
        self.weight_ih = Parameter(torch.empty((gates, input_size), device=device, dtype=dtype))
        self.weight_hh = Parameter(torch.empty((gates, hidden_size), device=device, dtype=dtype))
        if bias:
            self.bias_ih = Parameter(torch.empty(gates, device=device, dtype=dtype))
            self.bias_hh = Parameter(torch.empty(gates, device=device, dtype=dtype))
        else:
            self.register_parameter("bias_ih", None)
            self.register_parameter("bias_hh", None)
        self.reset_parameters()

    def extra_repr(self) -> str:
        text = f"{self.input_size}, {self.hidden_size}"
        if self.bias is not True:
            text += f", bias={self.bias}"
        return text


class LSTMCell(RNNCellBase):
    """One step of a long short-term memory: `cell(input, (h, c)) -> (h, c)`."""

    def __init__(
        self,
        input_size: int,
        hidden_size: int,
        bias: bool = True,
        device: Any = None,
        dtype: Any = None,
    ) -> None:
        super().__init__(input_size, hidden_size, bias, 4, device, dtype)

    def forward(
        self, input: Tensor, hx: tuple[Tensor, Tensor] | None = None
    ) -> tuple[Tensor, Tensor]:
        if input.dim() not in (1, 2):
            raise ValueError(
                "LSTMCell: Expected input to be 1D or 2D, got {}D instead".format(input.dim())
            )
        if hx is not None:
            for k, part in enumerate(hx):
                if part.dim() not in (1, 2):
                    raise ValueError(
                        "LSTMCell: Expected hx[{}] to be 1D or 2D, got {}D instead".format(
                            k, part.dim()
                        )
                    )
        is_batched = input.dim() == 2
        if not is_batched:
            input = input.unsqueeze(0)
        if hx is None:
            zeros = torch.zeros(
                input.size(0), self.hidden_size, dtype=input.dtype, device=input.device
            )
            state = (zeros, zeros)
        else:
            state = (hx[0], hx[1]) if is_batched else (hx[0].unsqueeze(0), hx[1].unsqueeze(0))
        h, c = torch.lstm_cell(
            input,
            [state[0], state[1]],
            self.weight_ih,
            self.weight_hh,
            self.bias_ih,
            self.bias_hh,
        )
        if not is_batched:
            h = h.squeeze(0)
            c = c.squeeze(0)
        return (h, c)


class RNNCell(RNNCellBase):
    """One step: `cell(input, h) -> h`."""

    __constants__ = ["input_size", "hidden_size", "bias", "nonlinearity"]
    nonlinearity: str

    def __init__(
        self,
        input_size: int,
        hidden_size: int,
        bias: bool = True,
        nonlinearity: str = "tanh",
        device: Any = None,
        dtype: Any = None,
    ) -> None:
        super().__init__(input_size, hidden_size, bias, 1, device, dtype)
        self.nonlinearity = nonlinearity

    def extra_repr(self) -> str:
        text = super().extra_repr()
        if self.nonlinearity != "tanh":
            text += f", nonlinearity={self.nonlinearity}"
        return text

    def forward(self, input: Tensor, hx: Tensor | None = None) -> Tensor:
        if input.dim() not in (1, 2):
            raise ValueError(
                "RNNCell: Expected input to be 1D or 2D, got {}D instead".format(input.dim())
            )
        if hx is not None and hx.dim() not in (1, 2):
            raise ValueError(
                "RNNCell: Expected hidden to be 1D or 2D, got {}D instead".format(hx.dim())
            )
        is_batched = input.dim() == 2
        if not is_batched:
            input = input.unsqueeze(0)
        if hx is None:
            hx = torch.zeros(
                input.size(0), self.hidden_size, dtype=input.dtype, device=input.device
            )
        else:
            hx = hx.unsqueeze(0) if not is_batched else hx
        if self.nonlinearity == "tanh":
            ret = torch.rnn_tanh_cell(
                input, hx, self.weight_ih, self.weight_hh, self.bias_ih, self.bias_hh
            )
        elif self.nonlinearity == "relu":
            ret = torch.rnn_relu_cell(
                input, hx, self.weight_ih, self.weight_hh, self.bias_ih, self.bias_hh
            )
        else:
            ret = input
            raise RuntimeError("Unknown nonlinearity: {}".format(self.nonlinearity))
        if not is_batched:
            ret = ret.squeeze(0)
        return ret


class GRUCell(RNNCellBase):
    """One step of a gated recurrent unit: `cell(input, h) -> h`."""

    def __init__(
        self,
        input_size: int,
        hidden_size: int,
        bias: bool = True,
        device: Any = None,
        dtype: Any = None,
    ) -> None:
        super().__init__(input_size, hidden_size, bias, 3, device, dtype)

    def forward(self, input: Tensor, hx: Tensor | None = None) -> Tensor:
        if input.dim() not in (1, 2):
            raise ValueError(
                "GRUCell: Expected input to be 1D or 2D, got {}D instead".format(input.dim())
            )
        if hx is not None and hx.dim() not in (1, 2):
            raise ValueError(
                "GRUCell: Expected hidden to be 1D or 2D, got {}D instead".format(hx.dim())
            )
        is_batched = input.dim() == 2
        if not is_batched:
            input = input.unsqueeze(0)
        if hx is None:
            hx = torch.zeros(
                input.size(0), self.hidden_size, dtype=input.dtype, device=input.device
            )
        else:
            hx = hx.unsqueeze(0) if not is_batched else hx
        ret = torch.gru_cell(input, hx, self.weight_ih, self.weight_hh, self.bias_ih, self.bias_hh)
        if not is_batched:
            ret = ret.squeeze(0)
        return ret


class RNNBase(_Recurrent):
    """Weights of a stack of recurrent layers."""

    __constants__ = [
        "mode", "input_size", "hidden_size", "num_layers", "bias", "batch_first", "dropout",
        "bidirectional", "proj_size",
    ]  # fmt: skip
    __jit_unused_properties__ = ["all_weights"]
    mode: str
    input_size: int
    hidden_size: int
    num_layers: int
    bias: bool
    batch_first: bool
    dropout: float
    bidirectional: bool
    proj_size: int
    _flat_weights: list[Tensor]
    _forwards: ClassVar[dict[type, str]] = {PackedSequence: "forward_packed"}

    def __init__(
        self,
        mode: str,
        input_size: int,
        hidden_size: int,
        num_layers: int = 1,
        bias: bool = True,
        batch_first: bool = False,
        dropout: float = 0.0,
        bidirectional: bool = False,
        proj_size: int = 0,
        device: Any = None,
        dtype: Any = None,
    ) -> None:
        super().__init__()
        if isinstance(dropout, bool) or not isinstance(dropout, Number) or not 0 <= dropout <= 1:
            raise ValueError(
                "dropout should be a number in range [0, 1] representing the probability of an "
                "element being zeroed"
            )
        for name, given, kind in (
            ("bias", bias, bool), ("batch_first", batch_first, bool),
            ("input_size", input_size, int), ("hidden_size", hidden_size, int),
        ):  # fmt: skip
            if not isinstance(given, kind):
                raise TypeError(
                    f"{name} should be of type {kind.__name__}, got: {type(given).__name__}"
                )
        if input_size <= 0:
            raise ValueError("input_size must be greater than zero")
        if hidden_size <= 0:
            raise ValueError("hidden_size must be greater than zero")
        if num_layers <= 0:
            raise ValueError("num_layers must be greater than zero")
        if proj_size < 0:
            raise ValueError(
                "proj_size should be a positive integer or zero to disable projections"
            )
        if proj_size >= hidden_size:
            raise ValueError("proj_size has to be smaller than hidden_size")
        self.mode = mode
        self.input_size = input_size
        self.hidden_size = hidden_size
        self.num_layers = num_layers
        self.bias = bias
        self.batch_first = batch_first
        self.dropout = float(dropout)
        self.bidirectional = bidirectional
        self.proj_size = proj_size
        gates = {"LSTM": 4, "GRU": 3}.get(mode, 1) * hidden_size
        self._flat_weights_names: list[str] = []
        directions = 2 if bidirectional else 1
        state = proj_size or hidden_size
        for layer in range(num_layers):
            for direction in range(directions):
                size = input_size if layer == 0 else state * directions
                suffix = f"l{layer}" + ("_reverse" if direction else "")
                shapes: dict[str, tuple[int, ...]] = {
                    "weight_ih_": (gates, size), "weight_hh_": (gates, state),
                    "bias_ih_": (gates,), "bias_hh_": (gates,),
                }  # fmt: skip
                if proj_size:
                    shapes["weight_hr_"] = (proj_size, hidden_size)
                for name, shape in shapes.items():
                    if bias or len(shape) == 2:
                        value = Parameter(torch.empty(shape, device=device, dtype=dtype))
                        setattr(self, name + suffix, value)
                        self._flat_weights_names.append(name + suffix)
        self._flat_weights = [getattr(self, name) for name in self._flat_weights_names]
        self.reset_parameters()

    @property
    def all_weights(self) -> list[list[Tensor]]:
        """The parameters of each layer and direction, in PyTorch's order."""
        per_layer = len(self._flat_weights) // (self.num_layers * (2 if self.bidirectional else 1))
        starts = range(0, len(self._flat_weights), per_layer)
        return [self._flat_weights[i : i + per_layer] for i in starts]

    def __setattr__(self, name: str, value: Any) -> None:
        super().__setattr__(name, value)
        # The list holds the parameters themselves, whichever they are now.
        names = self.__dict__.get("_flat_weights_names", [])
        if name in names and "_flat_weights" in self.__dict__:
            self._flat_weights[names.index(name)] = value

    def check_input(self, input: Tensor, batch_sizes: Tensor | None) -> None:
        """Refuse sequences of (T, N, `input_size`), or packed ones, of another shape or dtype.

        ValueError: the dtype is not that of the weights; RuntimeError: the shape does not fit.
        """
        if not torch.jit.is_scripting():
            dtype = self._flat_weights[0].dtype
            if input.dtype != dtype:
                raise ValueError(
                    f"RNN input dtype ({input.dtype}) does not match weight dtype ({dtype}). "
                    f"Convert input: input.to({dtype}), or convert model: model.to({input.dtype})"
                )
        wanted = 3 if batch_sizes is None else 2
        if input.dim() != wanted:
            raise RuntimeError("input must have {} dimensions, got {}".format(wanted, input.dim()))
        if input.size(-1) != self.input_size:
            raise RuntimeError(
                "input.size(-1) must be equal to input_size. Expected {}, got {}".format(
                    self.input_size, input.size(-1)
                )
            )

    def get_expected_hidden_size(
        self, input: Tensor, batch_sizes: Tensor | None
    ) -> tuple[int, int, int]:
        """The shape of the hidden state: (layers * directions, batch, features)."""
        if batch_sizes is not None:
            batch = int(batch_sizes[0])
        else:
            batch = input.size(0) if self.batch_first else input.size(1)
        width = self.proj_size if self.proj_size > 0 else self.hidden_size
        return self.num_layers * (2 if self.bidirectional else 1), batch, width

    def check_hidden_size(
        self,
        hx: Tensor,
        expected_hidden_size: tuple[int, int, int],
        msg: str = "Expected hidden size {}, got {}",
    ) -> None:
        """Refuse a state of another shape: RuntimeError."""
        if hx.size() != expected_hidden_size:
            raise RuntimeError(msg.format(expected_hidden_size, list(hx.size())))

    def check_forward_args(self, input: Tensor, hidden: Tensor, batch_sizes: Tensor | None) -> None:
        """Refuse sequences and a state that do not fit (see `check_input`)."""
        self.check_input(input, batch_sizes)
        self.check_hidden_size(hidden, self.get_expected_hidden_size(input, batch_sizes))

    def permute_hidden(self, hx: Tensor, permutation: Tensor | None) -> Tensor:
        """The state with the batch in another order."""
        return hx if permutation is None else hx.index_select(1, permutation)

    def check_state(self, state: Tensor, width: int, batch: int, name: str) -> None:
        """Refuse a state that is not (layers * directions, `batch`, `width`): RuntimeError."""
        layers = self.num_layers * (2 if self.bidirectional else 1)
        if list(state.size()) != [layers, batch, width]:
            raise RuntimeError(
                "Expected {} size ({}, {}, {}), got {}".format(
                    name, layers, batch, width, list(state.size())
                )
            )

    def state_as_batch(self, hx: Tensor, is_batched: bool) -> Tensor:
        """The state with a dimension for the batch; RuntimeError where it has not the rank."""
        if is_batched:
            if hx.dim() != 3:
                raise RuntimeError(
                    "For batched 3-D input, hx should also be 3-D but got {}-D tensor".format(
                        hx.dim()
                    )
                )
            return hx
        if hx.dim() != 2:
            raise RuntimeError(
                "For unbatched 2-D input, hx should also be 2-D but got {}-D tensor".format(
                    hx.dim()
                )
            )
        return hx.unsqueeze(1)

    def flatten_parameters(self) -> None:
        """Nothing: weights lie where they are."""

    def extra_repr(self) -> str:
        text = f"{self.input_size}, {self.hidden_size}"
        if self.proj_size != 0:
            text += f", proj_size={self.proj_size}"
        if self.num_layers != 1:
            text += f", num_layers={self.num_layers}"
        if self.bias is not True:
            text += f", bias={self.bias}"
        if self.batch_first is not False:
            text += f", batch_first={self.batch_first}"
        if self.dropout != 0:
            text += f", dropout={self.dropout}"
        if self.bidirectional is not False:
            text += f", bidirectional={self.bidirectional}"
        return text


class RNN(RNNBase):
    """A stack of layers h' = tanh(W x + U h + b), or relu."""

    def __init__(
        self,
        input_size: int,
        hidden_size: int,
        num_layers: int = 1,
        nonlinearity: str = "tanh",
        bias: bool = True,
        batch_first: bool = False,
        dropout: float = 0.0,
        bidirectional: bool = False,
        device: Any = None,
        dtype: Any = None,
    ) -> None:
        if nonlinearity not in ("tanh", "relu"):
            raise ValueError(
                f"Unknown nonlinearity '{nonlinearity}'. Select from 'tanh' or 'relu'."
            )
        self.nonlinearity = nonlinearity
        super().__init__(
            f"RNN_{nonlinearity.upper()}", input_size, hidden_size, num_layers, bias, batch_first,
            dropout, bidirectional, 0, device, dtype,
        )  # fmt: skip

    def forward(self, input: Tensor, hx: Tensor | None = None) -> tuple[Tensor, Tensor]:
        if input.dim() not in (2, 3):
            raise ValueError(
                "RNN: Expected input to be 2D or 3D, got {}D tensor instead".format(input.dim())
            )
        is_batched = input.dim() == 3
        batch_dim = 0 if self.batch_first else 1
        if not is_batched:
            input = input.unsqueeze(batch_dim)
        directions = 2 if self.bidirectional else 1
        if hx is None:
            state = torch.zeros(
                self.num_layers * directions, input.size(batch_dim), self.hidden_size,
                dtype=input.dtype, device=input.device,
            )  # fmt: skip
        else:
            state = self.state_as_batch(hx, is_batched)
        self.check_input(input, None)
        self.check_state(state, self.hidden_size, input.size(batch_dim), "hidden")
        if self.mode == "RNN_TANH":
            output, hidden = torch.rnn_tanh(
                input, state, self._flat_weights, self.bias, self.num_layers, self.dropout,
                self.training, self.bidirectional, self.batch_first,
            )  # fmt: skip
        else:
            output, hidden = torch.rnn_relu(
                input, state, self._flat_weights, self.bias, self.num_layers, self.dropout,
                self.training, self.bidirectional, self.batch_first,
            )  # fmt: skip
        if not is_batched:
            output = output.squeeze(batch_dim)
            hidden = hidden.squeeze(1)
        return output, hidden

    def forward_packed(
        self, input: PackedSequence, hx: Tensor | None = None
    ) -> tuple[PackedSequence, Tensor]:
        """The same for packed sequences: the output is packed as the input is."""
        batch_sizes = input.batch_sizes
        order = input.sorted_indices
        back = input.unsorted_indices
        directions = 2 if self.bidirectional else 1
        if hx is None:
            state = torch.zeros(
                self.num_layers * directions, int(batch_sizes[0]), self.hidden_size,
                dtype=input.data.dtype, device=input.data.device,
            )  # fmt: skip
        else:
            state = hx if order is None else hx.index_select(1, order)
        self.check_input(input.data, batch_sizes)
        self.check_state(state, self.hidden_size, int(batch_sizes[0]), "hidden")
        if self.mode == "RNN_TANH":
            output, hidden = torch.rnn_tanh(
                input.data, batch_sizes, state, self._flat_weights, self.bias, self.num_layers,
                self.dropout, self.training, self.bidirectional,
            )  # fmt: skip
        else:
            output, hidden = torch.rnn_relu(
                input.data, batch_sizes, state, self._flat_weights, self.bias, self.num_layers,
                self.dropout, self.training, self.bidirectional,
            )  # fmt: skip
        if back is not None:
            hidden = hidden.index_select(1, back)
        return PackedSequence(output, batch_sizes, order, back), hidden


class LSTM(RNNBase):
    """A stack of long short-term memories."""

    def __init__(
        self,
        input_size: int,
        hidden_size: int,
        num_layers: int = 1,
        bias: bool = True,
        batch_first: bool = False,
        dropout: float = 0.0,
        bidirectional: bool = False,
        proj_size: int = 0,
        device: Any = None,
        dtype: Any = None,
    ) -> None:
        super().__init__(
            "LSTM", input_size, hidden_size, num_layers, bias, batch_first, dropout, bidirectional,
            proj_size, device, dtype,
        )  # fmt: skip

    def get_expected_cell_size(
        self, input: Tensor, batch_sizes: Tensor | None
    ) -> tuple[int, int, int]:
        """The shape of the cell state: (layers * directions, batch, hidden_size)."""
        layers, batch, _ = self.get_expected_hidden_size(input, batch_sizes)
        return layers, batch, self.hidden_size

    def check_forward_args(  # type: ignore[override]
        self, input: Tensor, hidden: tuple[Tensor, Tensor], batch_sizes: Tensor | None
    ) -> None:
        """Refuse sequences and an (h, c) that do not fit (see `check_input`)."""
        self.check_input(input, batch_sizes)
        self.check_hidden_size(
            hidden[0],
            self.get_expected_hidden_size(input, batch_sizes),
            "Expected hidden[0] size {}, got {}",
        )
        self.check_hidden_size(
            hidden[1],
            self.get_expected_cell_size(input, batch_sizes),
            "Expected hidden[1] size {}, got {}",
        )

    def permute_hidden(  # type: ignore[override]
        self, hx: tuple[Tensor, Tensor], permutation: Tensor | None
    ) -> tuple[Tensor, Tensor]:
        """The (h, c) with the batch in another order."""
        if permutation is None:
            return hx
        return hx[0].index_select(1, permutation), hx[1].index_select(1, permutation)

    def check_states(self, state: tuple[Tensor, Tensor], batch: int) -> None:
        """Refuse an (h, c) that does not fit a batch of `batch`: RuntimeError."""
        width = self.proj_size if self.proj_size > 0 else self.hidden_size
        self.check_state(state[0], width, batch, "hidden[0]")
        self.check_state(state[1], self.hidden_size, batch, "hidden[1]")

    def forward(
        self, input: Tensor, hx: tuple[Tensor, Tensor] | None = None
    ) -> tuple[Tensor, tuple[Tensor, Tensor]]:
        if input.dim() not in (2, 3):
            raise ValueError(
                "LSTM: Expected input to be 2D or 3D, got {}D instead".format(input.dim())
            )
        is_batched = input.dim() == 3
        batch_dim = 0 if self.batch_first else 1
        if not is_batched:
            input = input.unsqueeze(batch_dim)
        directions = 2 if self.bidirectional else 1
        if hx is None:
            count, batch = self.num_layers * directions, input.size(batch_dim)
            width = self.proj_size if self.proj_size > 0 else self.hidden_size
            state = (
                torch.zeros(count, batch, width, dtype=input.dtype, device=input.device),
                torch.zeros(count, batch, self.hidden_size, dtype=input.dtype, device=input.device),
            )
        else:
            rank = 3 if is_batched else 2
            if hx[0].dim() != rank or hx[1].dim() != rank:
                raise RuntimeError(
                    "For {} {}-D input, hx and cx should also be {}-D but got ({}-D, {}-D) "
                    "tensors".format(
                        "batched" if is_batched else "unbatched",
                        rank, rank, hx[0].dim(), hx[1].dim(),
                    )
                )  # fmt: skip
            state = hx if is_batched else (hx[0].unsqueeze(1), hx[1].unsqueeze(1))
        self.check_input(input, None)
        self.check_states(state, input.size(batch_dim))
        output, h, c = torch.lstm(
            input, [state[0], state[1]], self._flat_weights, self.bias, self.num_layers,
            self.dropout, self.training, self.bidirectional, self.batch_first,
        )  # fmt: skip
        if not is_batched:
            output = output.squeeze(batch_dim)
            h = h.squeeze(1)
            c = c.squeeze(1)
        return output, (h, c)

    def forward_packed(
        self, input: PackedSequence, hx: tuple[Tensor, Tensor] | None = None
    ) -> tuple[PackedSequence, tuple[Tensor, Tensor]]:
        """The same for packed sequences: the output is packed as the input is."""
        batch_sizes = input.batch_sizes
        order = input.sorted_indices
        back = input.unsorted_indices
        if hx is None:
            count, batch = self.num_layers * (2 if self.bidirectional else 1), int(batch_sizes[0])
            width = self.proj_size if self.proj_size > 0 else self.hidden_size
            dtype, device = input.data.dtype, input.data.device
            state = (
                torch.zeros(count, batch, width, dtype=dtype, device=device),
                torch.zeros(count, batch, self.hidden_size, dtype=dtype, device=device),
            )
        elif order is None:
            state = hx
        else:
            state = (hx[0].index_select(1, order), hx[1].index_select(1, order))
        self.check_input(input.data, batch_sizes)
        self.check_states(state, int(batch_sizes[0]))
        output, h, c = torch.lstm(
            input.data, batch_sizes, [state[0], state[1]], self._flat_weights, self.bias,
            self.num_layers, self.dropout, self.training, self.bidirectional,
        )  # fmt: skip
        if back is not None:
            h = h.index_select(1, back)
            c = c.index_select(1, back)
        return PackedSequence(output, batch_sizes, order, back), (h, c)


class GRU(RNNBase):
    """A stack of gated recurrent units."""

    def __init__(
        self,
        input_size: int,
        hidden_size: int,
        num_layers: int = 1,
        bias: bool = True,
        batch_first: bool = False,
        dropout: float = 0.0,
        bidirectional: bool = False,
        device: Any = None,
        dtype: Any = None,
    ) -> None:
        super().__init__(
            "GRU", input_size, hidden_size, num_layers, bias, batch_first, dropout, bidirectional,
            0, device, dtype,
        )  # fmt: skip

    def forward(self, input: Tensor, hx: Tensor | None = None) -> tuple[Tensor, Tensor]:
        if input.dim() not in (2, 3):
            raise ValueError(
                "GRU: Expected input to be 2D or 3D, got {}D instead".format(input.dim())
            )
        is_batched = input.dim() == 3
        batch_dim = 0 if self.batch_first else 1
        if not is_batched:
            input = input.unsqueeze(batch_dim)
        directions = 2 if self.bidirectional else 1
        if hx is None:
            state = torch.zeros(
                self.num_layers * directions, input.size(batch_dim), self.hidden_size,
                dtype=input.dtype, device=input.device,
            )  # fmt: skip
        else:
            state = self.state_as_batch(hx, is_batched)
        self.check_input(input, None)
        self.check_state(state, self.hidden_size, input.size(batch_dim), "hidden")
        output, hidden = torch.gru(
            input, state, self._flat_weights, self.bias, self.num_layers, self.dropout,
            self.training, self.bidirectional, self.batch_first,
        )  # fmt: skip
        if not is_batched:
            output = output.squeeze(batch_dim)
            hidden = hidden.squeeze(1)
        return output, hidden

    def forward_packed(
        self, input: PackedSequence, hx: Tensor | None = None
    ) -> tuple[PackedSequence, Tensor]:
        """The same for packed sequences: the output is packed as the input is."""
        batch_sizes = input.batch_sizes
        order = input.sorted_indices
        back = input.unsorted_indices
        directions = 2 if self.bidirectional else 1
        if hx is None:
            state = torch.zeros(
                self.num_layers * directions, int(batch_sizes[0]), self.hidden_size,
                dtype=input.data.dtype, device=input.data.device,
            )  # fmt: skip
        else:
            state = hx if order is None else hx.index_select(1, order)
        self.check_input(input.data, batch_sizes)
        self.check_state(state, self.hidden_size, int(batch_sizes[0]), "hidden")
        output, hidden = torch.gru(
            input.data, batch_sizes, state, self._flat_weights, self.bias, self.num_layers,
            self.dropout, self.training, self.bidirectional,
        )  # fmt: skip
        if back is not None:
            hidden = hidden.index_select(1, back)
        return PackedSequence(output, batch_sizes, order, back), hidden
