"""Phones: quantized models of every sort, optimized and lite-interpreter files, post-processing."""

import warnings
from typing import List

import torch
import torch.nn.functional as F
from torch import nn
from torch.ao import quantization as tq

from tests.compat.zoo.entry import entry, floats

warnings.filterwarnings("ignore", module="torch")


class InvertedResidual(nn.Module):
    def __init__(self):
        super().__init__()
        self.conv = nn.Sequential(
            nn.Conv2d(8, 16, 1, bias=False), nn.BatchNorm2d(16), nn.ReLU6(),
            nn.Conv2d(16, 16, 3, 1, 1, groups=16, bias=False), nn.BatchNorm2d(16), nn.ReLU6(),
            nn.Conv2d(16, 8, 1, bias=False), nn.BatchNorm2d(8),
        )  # fmt: skip
        self.skip_add = torch.ao.nn.quantized.FloatFunctional()

    def forward(self, x):
        return self.skip_add.add(x, self.conv(x))


class MobileNet(nn.Module):
    def __init__(self):
        super().__init__()
        self.quant, self.dequant = tq.QuantStub(), tq.DeQuantStub()
        self.stem = nn.Sequential(
            nn.Conv2d(3, 8, 3, 2, 1, bias=False), nn.BatchNorm2d(8), nn.ReLU()
        )
        self.block = InvertedResidual()
        self.classifier = nn.Sequential(nn.Dropout(0.2), nn.Linear(8, 5))

    def forward(self, x):
        x = self.block(self.stem(self.quant(x)))
        x = F.adaptive_avg_pool2d(x, (1, 1)).reshape(x.shape[0], -1)
        return self.dequant(self.classifier(x))


def quantized_mobilenet(engine: str):
    previous = torch.backends.quantized.engine
    torch.backends.quantized.engine = engine
    model = MobileNet().eval()
    model.qconfig = tq.get_default_qconfig(engine)
    tq.fuse_modules(model.stem, ["0", "1", "2"], inplace=True)
    tq.fuse_modules(model.block.conv, [["0", "1"], ["3", "4"], ["6", "7"]], inplace=True)
    tq.prepare(model, inplace=True)
    model(floats(4, 3, 16, 16))
    tq.convert(model, inplace=True)
    torch.backends.quantized.engine = previous
    return model


@entry
def mobilenet_quantized_fbgemm_scripted():
    return torch.jit.script(quantized_mobilenet("fbgemm")), [(floats(2, 3, 16, 16),)]


@entry
def mobilenet_quantized_fbgemm_traced():
    return torch.jit.trace(quantized_mobilenet("fbgemm"), floats(2, 3, 16, 16)), [
        (floats(2, 3, 16, 16),)
    ]


@entry
def mobilenet_quantized_per_tensor():
    previous = torch.backends.quantized.engine
    model = MobileNet().eval()
    model.qconfig = tq.default_qconfig
    tq.prepare(model, inplace=True)
    model(floats(4, 3, 16, 16))
    tq.convert(model, inplace=True)
    torch.backends.quantized.engine = previous
    return torch.jit.script(model), [(floats(2, 3, 16, 16),)]


class Text(nn.Module):
    def __init__(self):
        super().__init__()
        self.lstm = nn.LSTM(6, 8, batch_first=True)
        self.fc = nn.Sequential(nn.Linear(8, 16), nn.ReLU(), nn.Linear(16, 3))

    def forward(self, x):
        y, _ = self.lstm(x)
        return self.fc(y[:, -1])


@entry
def linear_dynamic():
    model = tq.quantize_dynamic(Text().eval().fc, {nn.Linear}, dtype=torch.qint8)
    return torch.jit.script(model), [(floats(3, 8),)]


@entry
def lstm_dynamic_scripted():
    model = tq.quantize_dynamic(Text().eval(), {nn.LSTM, nn.Linear}, dtype=torch.qint8)
    return torch.jit.script(model), [(floats(2, 5, 6),)]


@entry
def lstm_dynamic_traced():
    model = tq.quantize_dynamic(Text().eval(), {nn.LSTM, nn.Linear}, dtype=torch.qint8)
    return torch.jit.trace(model, floats(2, 5, 6)), [(floats(2, 5, 6),)]


@entry
def linear_dynamic_float16():
    model = tq.quantize_dynamic(Text().eval().fc, {nn.Linear}, dtype=torch.float16)
    return torch.jit.script(model), [(floats(3, 8),)]


class QuantizedTensors(nn.Module):
    def __init__(self):
        super().__init__()
        self.register_buffer(
            "q", torch.quantize_per_tensor(torch.randn(3, 4), 0.1, 3, torch.quint8)
        )
        self.register_buffer(
            "c",
            torch.quantize_per_channel(
                torch.randn(3, 4), torch.rand(3) + 0.1, torch.zeros(3), 0, torch.qint8
            ),
        )

    def forward(self, x):
        y = torch.quantize_per_tensor(x, 0.05, 10, torch.quint8)
        z = torch.ops.quantized.add(y, self.q, 0.237, 5)
        m = torch.ops.quantized.mul(y, self.q, 0.231, 5)
        return (
            z.dequantize(), z.int_repr(), m.dequantize(), self.q.q_scale(), self.q.q_zero_point(),
            self.c.dequantize(), self.c.q_per_channel_scales(), self.c.q_per_channel_axis(),
            y.is_quantized, F.relu(y).dequantize(), torch.cat([y, y]).int_repr(),
        )  # fmt: skip


@entry
def quantized_tensors():
    return torch.jit.script(QuantizedTensors()), [(floats(3, 4),)]


class QuantizedBlock(nn.Module):
    """More of the layers that convert() makes."""

    def __init__(self):
        super().__init__()
        self.quant, self.dequant = tq.QuantStub(), tq.DeQuantStub()
        self.conv = nn.Conv2d(3, 4, 3, padding=1)
        self.bn = nn.BatchNorm2d(4)
        self.act = nn.Hardswish()
        self.pool = nn.MaxPool2d(2)
        self.elu = nn.ELU()
        self.leaky = nn.LeakyReLU(0.1)
        self.sigmoid = nn.Sigmoid()
        self.cat = torch.ao.nn.quantized.FloatFunctional()
        self.up = nn.Upsample(scale_factor=2, mode="nearest")
        self.fc = nn.Linear(4, 6)

    def forward(self, x):
        x = self.pool(self.act(self.bn(self.conv(self.quant(x)))))
        x = self.cat.cat([self.leaky(x), self.elu(x)], 1)
        a, b = x.chunk(2, dim=1)
        x = self.cat.mul_scalar(a, 0.5)
        x = self.up(x)
        x = F.avg_pool2d(x, 2).mean([2, 3])
        return self.dequant(self.sigmoid(self.fc(x)))


@entry
def quantized_layers():
    model = QuantizedBlock().eval()
    model.qconfig = tq.get_default_qconfig("fbgemm")
    tq.prepare(model, inplace=True)
    model(floats(2, 3, 8, 8))
    tq.convert(model, inplace=True)
    return torch.jit.script(model), [(floats(2, 3, 8, 8),)]


class FxModel(nn.Module):
    def __init__(self):
        super().__init__()
        self.conv = nn.Conv1d(2, 4, 3)
        self.fc = nn.Linear(4, 3)

    def forward(self, x):
        x = F.relu(self.conv(x))
        return self.fc(x.mean(-1)) + 1.0


@entry
def fx_quantized():
    from torch.ao.quantization import get_default_qconfig_mapping
    from torch.ao.quantization.quantize_fx import convert_fx, prepare_fx

    x = floats(2, 2, 9)
    prepared = prepare_fx(FxModel().eval(), get_default_qconfig_mapping("fbgemm"), (x,))
    prepared(x)
    return torch.jit.script(convert_fx(prepared)), [(x,)]


class QuantizedEmbedding(nn.Module):
    def __init__(self):
        super().__init__()
        self.bag = nn.EmbeddingBag(12, 8, mode="sum", include_last_offset=True)

    def forward(self, ids, offsets):
        return self.bag(ids, offsets)


@entry
def embedding_bag_quantized():
    model = QuantizedEmbedding().eval()
    model.bag.qconfig = tq.float_qparams_weight_only_qconfig
    tq.prepare(model, inplace=True)
    tq.convert(model, inplace=True)
    return torch.jit.script(model), [(torch.tensor([1, 2, 5, 7]), torch.tensor([0, 2, 4]))]


class Small(nn.Module):
    def __init__(self):
        super().__init__()
        self.conv = nn.Conv2d(3, 4, 3)
        self.bn = nn.BatchNorm2d(4)
        self.fc = nn.Linear(4, 2)

    def forward(self, x):
        x = F.hardtanh(self.bn(self.conv(x)), 0.0, 6.0)
        return self.fc(torch.dropout(x.mean([2, 3]), 0.5, self.training))


@entry
def lite_interpreter_file():
    module = torch.jit.script(Small().eval())
    return module._save_to_buffer_for_lite_interpreter(), [(floats(1, 3, 8, 8),)]


class CameraWrapper(nn.Module):
    """Pixels in, a class out: everything in the file."""

    def __init__(self):
        super().__init__()
        self.net = Small()
        self.mean = [0.485, 0.456, 0.406]
        self.std = [0.229, 0.224, 0.225]

    def forward(self, pixels: torch.Tensor) -> List[int]:
        x = pixels.permute(2, 0, 1).unsqueeze(0).float().div_(255)
        mean = torch.tensor(self.mean).view(1, -1, 1, 1)
        std = torch.tensor(self.std).view(1, -1, 1, 1)
        x = F.interpolate((x - mean) / std, size=[10, 10], mode="bilinear", align_corners=False)
        scores = F.softmax(self.net(x), dim=1)
        values, order = torch.sort(scores[0], descending=True)
        result: List[int] = order.tolist()
        return result


@entry
def camera_wrapper():
    pixels = torch.randint(0, 255, (12, 14, 3), dtype=torch.uint8)
    return torch.jit.script(CameraWrapper().eval()), [(pixels,)]


@entry
def half_precision():
    return torch.jit.script(Text().eval().fc.half()), [(floats(3, 8).half(),)]


@entry
def bfloat16_precision():
    return torch.jit.script(Text().eval().fc.bfloat16()), [(floats(3, 8).bfloat16(),)]


class Resized(nn.Module):
    def forward(self, q):
        return [
            F.interpolate(q, scale_factor=2.0, mode="bilinear", align_corners=False).int_repr(),
            F.interpolate(q, size=[3, 5], mode="bilinear", align_corners=True).dequantize(),
            F.interpolate(q, size=[6, 7], mode="nearest").int_repr(),
        ]


@entry
def quantized_interpolation():
    q = torch.quantize_per_tensor(floats(1, 2, 4, 4), 0.05, 100, torch.quint8)
    return torch.jit.script(Resized()), [(q,)]
