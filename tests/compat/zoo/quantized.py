"""Every operator on quantized tensors, as models that PyTorch made call it."""

from typing import List, Optional, Tuple

import torch
from torch import nn

from tests.compat.zoo.entry import entry, floats

Linear = "__torch__.torch.classes.quantized.LinearPackedParamsBase"


def quantized(*sizes: int, scale: float = 0.037, zero_point: int = 117, dtype=torch.quint8):
    return torch.quantize_per_tensor(floats(*sizes), scale, zero_point, dtype)


class Tensors(nn.Module):
    def forward(self, x):
        a = torch.ops.aten.quantize_per_tensor(x, 0.031, 5, torch.quint8)
        scales, zeros = torch.tensor([0.1, 0.2, 0.3]), torch.tensor([1, -2, 3])
        b = torch.ops.aten.quantize_per_channel(x, scales, zeros, 0, torch.qint8)
        c = torch.ops.aten.quantize_per_tensor(x, torch.tensor(0.05), torch.tensor(7), torch.quint8)
        d = torch.ops.aten.quantize_per_tensor_dynamic(x, torch.quint8, False)
        e = torch.ops.aten._make_per_tensor_quantized_tensor(torch.ops.aten.int_repr(a), 0.5, 3)
        f = torch.ops.aten._make_per_channel_quantized_tensor(b.int_repr(), scales, zeros, 0)
        many = torch.ops.aten.dequantize([a, b, c, d, e, f])
        made = (
            torch.ops.aten.q_scale(d), torch.ops.aten.q_zero_point(d),
            torch.ops.aten.q_per_channel_scales(b), torch.ops.aten.q_per_channel_zero_points(b),
            torch.ops.aten.q_per_channel_axis(b), a.dtype == torch.quint8, a.is_quantized, x.is_quantized,
        )  # fmt: skip
        more = torch.ops.aten._choose_qparams_per_tensor(x, True)
        fake = torch.ops.aten.fake_quantize_per_tensor_affine(x, 0.1, 3, 0, 255)
        return many, made, more, fake


@entry
def quantizing():
    return torch.jit.script(Tensors()), [(floats(3, 5),)]


class Views(nn.Module):
    def forward(self, q):
        return [
            q.view(-1).dequantize(), q.transpose(0, 1).contiguous().int_repr(), q[0, 1:].dequantize(),
            q.flatten().reshape(3, 4).int_repr(), q.chunk(2)[1].dequantize(), q.unsqueeze(1).squeeze(1).int_repr(),
            torch.relu(q).dequantize(), torch.clamp(q, -1.0, 1.0).dequantize(), torch.sigmoid(q).dequantize(),
            torch.tanh(q).dequantize(), nn.functional.hardtanh(q, -0.5, 0.5).dequantize(), q.clone().int_repr(),
            nn.functional.leaky_relu(q, 0.1).dequantize(), torch.cat([q, q]).dequantize(), q.mean([1]).dequantize(),
            (q > q).int(), torch.ops.quantized.relu6(q).dequantize(), torch.ops.quantized.clamp(q, -1.0, 2.0).int_repr(),
        ]  # fmt: skip


@entry
def quantized_views():
    signed = quantized(4, 3, scale=0.05, zero_point=3, dtype=torch.qint8)
    return torch.jit.script(Views()), [(quantized(4, 3),), (signed,)]


class Selection(nn.Module):
    def forward(self, q, places):
        values, order = torch.sort(q, -1)
        most, at = torch.max(q, 1)
        least, first = torch.min(q, 0)
        made = [
            values, most, least, torch.max(q), torch.min(q), torch.stack([q, q], 1),
            q.masked_fill(places, 0.5), q.repeat(2, 1), q[:, [2, 0]],
        ]  # fmt: skip
        plain = [m.dequantize() for m in made]
        return plain, [m.q_scale() for m in made], [order, at, first]


@entry
def quantized_selection():
    q = quantized(3, 5)
    return torch.jit.script(Selection()), [(q, q.dequantize() > 0)]


class Arithmetic(nn.Module):
    def forward(self, a, b):
        q = torch.ops.quantized
        made = [
            torch.ops.quantized.add(a, b, 0.071, 113), torch.ops.quantized.add_relu(a, b, 0.071, 13),
            torch.ops.quantized.mul(a, b, 0.081, 119), torch.ops.quantized.mul_relu(a, b, 0.081, 19),
            torch.ops.quantized.add_scalar(a, 0.7), torch.ops.quantized.add_scalar(a, -40.0),
            torch.ops.quantized.add_scalar(a, 40.0), torch.ops.quantized.add_scalar_relu(a, 0.7),
            torch.ops.quantized.add(a, 0.7), torch.ops.quantized.add_relu(a, -0.7),
            torch.ops.quantized.mul_scalar(a, 1.7), torch.ops.quantized.mul_scalar(a, -0.3),
            torch.ops.quantized.mul_scalar_relu(a, 1.7), torch.ops.quantized.mul(a, 0.5),
            torch.ops.quantized.mul_relu(a, -0.5), torch.ops.quantized.cat([a, b], 0, 0.07, 99),
            torch.ops.quantized.cat_relu([a, b], 1, None, None), torch.ops.quantized.matmul(a, b.t(), 0.19, 120),
            torch.ops.quantized.hardswish(a, 0.05, 100), torch.ops.quantized.elu(a, 0.05, 100, 1.0, 1.0, 1.0),
            torch.ops.quantized.celu(a, 0.05, 100, 1.5), torch.ops.quantized.leaky_relu(a, 0.1, False, 0.05, 100),
            torch.ops.quantized.sigmoid(a, 0.004, 1), torch.ops.quantized.softmax(a, 1, 0.004, 0),
            torch.ops.quantized.dropout(a, 0.1, 1), torch.ops.quantized.layer_norm(a, [6], None, None, 1e-5, 0.03, 120),
        ]  # fmt: skip
        return (
            [m.dequantize() for m in made],
            [m.q_scale() for m in made],
            [m.q_zero_point() for m in made],
        )


@entry
def quantized_arithmetic():
    return torch.jit.script(Arithmetic()), [(quantized(4, 6), quantized(4, 6, scale=0.041))]


class Images(nn.Module):
    def __init__(self):
        super().__init__()
        self.w, self.b = nn.Parameter(torch.rand(4)), nn.Parameter(torch.rand(4))
        self.m, self.v = torch.rand(4), torch.rand(4) + 0.5
        self.slope = torch.quantize_per_tensor(torch.rand(4), 0.01, 3, torch.quint8)

    def forward(self, q):
        one = q.flatten(2)
        cube = q.unsqueeze(2)
        args = (self.w, self.b, self.m, self.v)
        made = [
            torch.ops.quantized.batch_norm(q, self.w, self.b, self.m, self.v, 1e-5, 0.05, 110),
            torch.ops.quantized.batch_norm2d(q, self.w, self.b, self.m, self.v, 1e-5, 0.05, 110),
            torch.ops.quantized.batch_norm2d_relu(q, self.w, self.b, self.m, self.v, 1e-5, 0.05, 10),
            torch.ops.quantized.batch_norm1d(one, self.w, self.b, self.m, self.v, 1e-5, 0.05, 110),
            torch.ops.quantized.batch_norm3d(cube, self.w, self.b, self.m, self.v, 1e-5, 0.05, 110),
            torch.ops.quantized.group_norm(q, 2, self.w, self.b, 1e-5, 0.03, 100),
            torch.ops.quantized.instance_norm(q, self.w, self.b, 1e-5, 0.03, 100),
            torch.ops.quantized.max_pool2d(q, [2, 2], [2, 2], [0, 0], [1, 1], False),
            nn.functional.avg_pool2d(q, 2), nn.functional.adaptive_avg_pool2d(q, (2, 2)),
            torch.ops.quantized.prelu(q, self.slope, 0.05, 90),
        ]  # fmt: skip
        return [m.dequantize() for m in made]


@entry
def quantized_images():
    return torch.jit.script(Images()), [(quantized(2, 4, 6, 6),)]


class Layers(nn.Module):
    """Weights are packed when the program runs, and by __setstate__ of the packed parameters."""

    def __init__(self):
        super().__init__()
        self.channels = torch.quantize_per_channel(
            floats(5, 6), torch.rand(5) / 9, torch.zeros(5).long(), 0, torch.qint8
        )
        self.whole = quantized(5, 6, scale=0.05, zero_point=0, dtype=torch.qint8)
        self.bias: Optional[torch.Tensor] = torch.rand(5)
        self.packed = torch.ops.quantized.linear_prepack(self.channels, torch.rand(5))
        self.half = torch.ops.quantized.linear_prepack_fp16(floats(5, 6), torch.rand(5))

    def forward(self, x):
        q = torch.quantize_per_tensor(x, 0.037, 121, torch.quint8)
        p = torch.ops.quantized.linear_prepack(self.whole, self.bias)
        f = torch.ops.quantized.linear_prepack_fp16(x[:, :6], None)
        w, b = torch.ops.quantized.linear_unpack(self.packed)
        h, _ = torch.ops.quantized.linear_unpack_fp16(self.half)
        return [
            torch.ops.quantized.linear(q, self.packed, 0.09, 100).dequantize(),
            torch.ops.quantized.linear_relu(q, p, 0.09, 10).dequantize(),
            torch.ops.quantized.linear_dynamic(x, self.packed), torch.ops.quantized.linear_dynamic(x, p, True),
            torch.ops.quantized.linear_relu_dynamic(x, p), torch.ops.quantized.linear_dynamic_fp16(x, self.half),
            torch.ops.quantized.linear_relu_dynamic_fp16(x, f), w.dequantize(), h, p.unpack()[0].int_repr(),
        ]  # fmt: skip


@entry
def quantized_linear_layers():
    return torch.jit.script(Layers()), [(floats(3, 6),)]


class Convolutions(nn.Module):
    def __init__(self):
        super().__init__()
        weight = floats(4, 2, 3, 3)
        self.w2 = torch.quantize_per_channel(
            weight, torch.rand(4) / 9, torch.zeros(4).long(), 0, torch.qint8
        )
        self.w1 = quantized(4, 4, 3, scale=0.05, zero_point=0, dtype=torch.qint8)
        self.w3 = quantized(4, 4, 1, 3, 3, scale=0.05, zero_point=0, dtype=torch.qint8)
        self.b: Optional[torch.Tensor] = torch.rand(4)
        self.packed = torch.ops.quantized.conv2d_prepack(self.w2, self.b, [1, 1], [1, 1], [1, 1], 2)
        self.cube = torch.ops.quantized.conv3d_prepack(
            self.w3, self.b, [1, 1, 1], [0, 1, 1], [1, 1, 1], 1
        )

    def forward(self, x):
        q = torch.quantize_per_tensor(x, 0.037, 121, torch.quint8)
        one = torch.ops.quantized.conv1d_prepack(self.w1, self.b, [1], [1], [1], 1)
        old = torch.ops.quantized.conv_prepack(self.w2, None, [2, 2], [0, 0], [1, 1], 2)
        up = torch.ops.quantized.conv_transpose2d_prepack(
            self.w1.unsqueeze(-1), None, [2, 2], [1, 0], [1, 0], [1, 1], 1
        )
        line = torch.ops.quantized.conv_transpose1d_prepack(self.w1, None, [2], [1], [1], [1], 1)
        flat = q.flatten(2)
        made = [
            torch.ops.quantized.conv2d(q, self.packed, 0.1, 100), torch.ops.quantized.conv2d_relu(q, old, 0.1, 10),
            torch.ops.quantized.conv1d(flat, one, 0.1, 100), torch.ops.quantized.conv1d_relu(flat, one, 0.1, 5),
            torch.ops.quantized.conv3d(q.unsqueeze(2), self.cube, 0.1, 99),
            torch.ops.quantized.conv3d_relu(q.unsqueeze(2), self.cube, 0.1, 9),
            torch.ops.quantized.conv_transpose2d(q, up, 0.1, 100), torch.ops.quantized.conv_transpose1d(flat, line, 0.1, 98),
        ]  # fmt: skip
        asked = (
            torch.ops.quantized.conv2d_stride(old), torch.ops.quantized.conv2d_padding(self.packed),
            torch.ops.quantized.conv2d_dilation(old), torch.ops.quantized.conv2d_groups(old),
            torch.ops.quantized.conv2d_output_padding(old), torch.ops.quantized.conv1d_unpack(one)[0].int_repr(),
            torch.ops.quantized.conv2d_unpack(self.packed)[0].int_repr(), torch.ops.quantized.conv_unpack(old)[1],
            torch.ops.quantized.conv3d_unpack(self.cube)[0].int_repr(),
            torch.ops.quantized.conv_transpose2d_unpack(up)[0].int_repr(),
            torch.ops.quantized.conv_transpose1d_unpack(line)[0].int_repr(), self.packed.stride(), up.transpose(),
        )  # fmt: skip
        return [m.dequantize() for m in made], asked


@entry
def quantized_convolutions():
    return torch.jit.script(Convolutions()), [(floats(2, 4, 6, 6),)]


class Embeddings(nn.Module):
    def __init__(self):
        super().__init__()
        rows = torch.quantize_per_channel(
            floats(6, 4), torch.rand(6) / 9, torch.rand(6), 0, torch.quint8
        )
        self.packed = torch.ops.quantized.embedding_bag_prepack(rows)

    def forward(self, ids):
        again = torch.ops.quantized.embedding_bag_prepack(
            torch.ops.quantized.embedding_bag_unpack(self.packed)
        )
        return (
            torch.ops.quantized.embedding_byte(self.packed, ids),
            torch.ops.quantized.embedding_bag_byte(again, ids, torch.tensor([0, 2]), False, 0, False, None, None, False),
        )  # fmt: skip


@entry
def quantized_embeddings():
    return torch.jit.script(Embeddings()), [(torch.tensor([1, 5, 0]),)]


class Recurrent(nn.Module):
    def __init__(self):
        super().__init__()
        q = torch.ops.quantized
        self.ih = [
            q.linear_prepack(
                quantized(n, 4, scale=0.01, zero_point=0, dtype=torch.qint8), torch.rand(n)
            )
            for n in (12, 9, 3)
        ]
        self.hh = [
            q.linear_prepack(
                quantized(n, 3, scale=0.01, zero_point=0, dtype=torch.qint8), torch.rand(n)
            )
            for n in (12, 9, 3)
        ]
        self.bias = torch.rand(12)
        self.half = q.linear_prepack_fp16(floats(12, 4), torch.rand(12))
        self.halves = q.linear_prepack_fp16(floats(12, 3), torch.rand(12))

    def forward(self, x, h, steps):
        b = self.bias
        ih, hh = self.ih, self.hh
        dynamic = torch.ops.quantized.make_quantized_cell_params_dynamic(ih[0], hh[0], b, b, True)
        # In the whole range, processors without VNNI lose carries of the products.
        gates = torch.ops.quantized.make_quantized_cell_params_dynamic(ih[1], hh[1], b, b, True)
        half = torch.ops.quantized.make_quantized_cell_params_fp16(self.half, self.halves)
        hx = [h.unsqueeze(0), h.unsqueeze(0) * 0.5]
        sizes = torch.tensor([2, 2, 1])
        packed = steps.flatten(0, 1)[:5]
        return (
            torch.ops.quantized.quantized_lstm_cell_dynamic(x, [h, h], ih[0], hh[0], b, b),
            torch.ops.quantized.quantized_gru_cell_dynamic(x, h, ih[1], hh[1], b, b),
            torch.ops.quantized.quantized_rnn_tanh_cell_dynamic(x, h, ih[2], hh[2], b, b),
            torch.ops.quantized.quantized_rnn_relu_cell_dynamic(x, h, ih[2], hh[2], b, b),
            torch.ops.aten.quantized_lstm(steps, hx, [dynamic], True, 1, 0.0, False, False, False, dtype=torch.qint8, use_dynamic=True),
            torch.ops.aten.quantized_lstm(steps, hx, [half], True, 1, 0.0, False, False, False, dtype=torch.float16, use_dynamic=True),
            torch.ops.aten.quantized_lstm(packed, sizes, hx, [dynamic], True, 1, 0.0, False, False, dtype=torch.qint8, use_dynamic=True),
            torch.ops.aten.quantized_gru(steps, hx[0], [gates], True, 1, 0.0, False, False, False),
            torch.ops.aten.quantized_gru(packed, sizes, hx[0], [gates], True, 1, 0.0, False, False),
        )  # fmt: skip


@entry
def quantized_recurrent_layers():
    return torch.jit.script(Recurrent()), [(floats(2, 4), floats(2, 3), floats(3, 2, 4))]


class Others(nn.Module):
    """What composites of composites, and operators that move integers, do with quantized tensors."""

    def forward(self, q, places):
        f = nn.functional
        made = [
            f.hardsigmoid(q), q.topk(2)[0], torch.pixel_unshuffle(q, 2), torch.channel_shuffle(q, 2), torch.movedim(q, 1, 2),
            torch.full_like(q, 1.0), torch.ones_like(q), q.unfold(2, 2, 1), q.as_strided([2, 2], [1, 2]), torch.vstack([q, q]),
            torch.diagonal(q, 0, 2, 3), torch.fliplr(q), torch.tile(q, (1, 2)), q.clone().fill_(1.0), q.clone().masked_fill_(places, 0.0),
            f.max_pool1d(q[0], 2), torch.ops.quantized.max_pool1d(q[0], [2], [2], [0], [1], False),
            f.interpolate(q, scale_factor=2.0, mode="nearest-exact"), f.interpolate(q, scale_factor=2.0, mode="bilinear"),
        ]  # fmt: skip
        scales = [m.q_scale() for m in made]
        return [m.dequantize() for m in made], scales, q.topk(2)[1], q.element_size()


@entry
def quantized_others():
    numbers = floats(1, 2, 4, 4)
    # Halves of the steps between two pixels, which are rounded once.
    numbers[0, 0, :, 0] = torch.tensor([2.3, -0.3, 0.0, 1.1])
    q = torch.quantize_per_tensor(numbers, 0.1, 3, torch.quint8)
    return torch.jit.script(Others()), [(q, numbers > 0)]


class NormRelu(nn.Module):
    def forward(self, q, w):
        q3, one = q.unsqueeze(2), q.flatten(2)
        made = [
            torch.ops.quantized.batch_norm_relu(q, w, w, w, w, 1e-5, 0.05, 10),
            torch.ops.quantized.batch_norm1d_relu(one, w, w, w, w, 1e-5, 0.05, 10),
            torch.ops.quantized.batch_norm3d_relu(q3, w, w, w, w, 1e-5, 0.05, 10),
        ]  # fmt: skip
        return [m.dequantize() for m in made]


@entry
def quantized_norms_and_relu():
    return torch.jit.script(NormRelu()), [(quantized(2, 4, 3, 3), torch.rand(4) + 0.1)]


class Averages(nn.Module):
    def forward(self, q):
        f = nn.functional
        made = [
            f.adaptive_avg_pool2d(q, [1, 1]), f.adaptive_avg_pool2d(q, [2, 3]), f.avg_pool2d(q, 2), q.mean([2, 3]), q.mean([3], True),
            f.avg_pool2d(q, 3, padding=1, count_include_pad=False), f.avg_pool1d(q[:, :, 0], 2),
        ]  # fmt: skip
        return [m.int_repr() for m in made], [m.q_scale() for m in made]


@entry
def quantized_averages():
    """Most averages of four integers are ties, whose rounding the scale must not disturb."""
    integers = torch.randint(0, 256, (2, 16, 4, 6), dtype=torch.uint8)
    q = torch._make_per_tensor_quantized_tensor(integers, 0.0371, 61)
    return torch.jit.script(Averages()), [(q,)]


class Volumes(nn.Module):
    def forward(self, q):
        f = nn.functional
        made = [
            f.avg_pool3d(q, 2), f.avg_pool3d(q, [2, 3, 2], [1, 2, 2], [1, 1, 0]), f.avg_pool3d(q, 2, ceil_mode=True, count_include_pad=False),
            f.avg_pool3d(q, 2, divisor_override=5), f.adaptive_avg_pool3d(q, [1, 1, 1]), f.adaptive_avg_pool3d(q, [2, 3, 2]),
            f.adaptive_avg_pool3d(q[0], [1, 2, 3]),
        ]  # fmt: skip
        return [m.int_repr() for m in made], [m.q_scale() for m in made], [m.dtype for m in made]


@entry
def quantized_averages_of_volumes():
    integers = torch.randint(0, 256, (2, 3, 4, 5, 6), dtype=torch.uint8)
    q = torch._make_per_tensor_quantized_tensor(integers, 0.0371, 61)
    signed = torch._make_per_tensor_quantized_tensor(integers.view(torch.int8), 0.02, -7)
    return torch.jit.script(Volumes()), [(q,), (signed,)]
