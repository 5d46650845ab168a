"""Servers: encoders, generation loops, detection with its post-processing, tabular models, text."""

import math
from typing import Any, Dict, List, NamedTuple, Optional, Tuple

import torch
import torch.nn.functional as F
from torch import nn

from tests.compat.zoo.entry import entry, floats


class SelfAttention(nn.Module):
    def __init__(self, hidden: int = 16, heads: int = 4):
        super().__init__()
        self.heads, self.size = heads, hidden // heads
        self.query, self.key, self.value = (nn.Linear(hidden, hidden) for _ in range(3))
        self.dense = nn.Linear(hidden, hidden)
        self.norm = nn.LayerNorm(hidden, eps=1e-12)
        self.dropout = nn.Dropout(0.1)

    def split(self, x):
        return x.view(x.size()[:-1] + (self.heads, self.size)).permute(0, 2, 1, 3)

    def forward(self, x, mask: Optional[torch.Tensor] = None):
        q, k, v = self.split(self.query(x)), self.split(self.key(x)), self.split(self.value(x))
        scores = torch.matmul(q, k.transpose(-1, -2)) / math.sqrt(self.size)
        if mask is not None:
            scores = scores + mask
        probs = self.dropout(F.softmax(scores, dim=-1))
        context = torch.matmul(probs, v).permute(0, 2, 1, 3).contiguous()
        context = context.view(context.size()[:-2] + (self.heads * self.size,))
        return self.norm(self.dense(context) + x)


class BertLike(nn.Module):
    def __init__(self):
        super().__init__()
        self.words = nn.Embedding(50, 16, padding_idx=0)
        self.register_buffer("position_ids", torch.arange(20).expand((1, -1)))
        self.positions = nn.Embedding(20, 16)
        self.layers = nn.ModuleList([SelfAttention() for _ in range(2)])
        self.ffn = nn.Sequential(nn.Linear(16, 32), nn.GELU(), nn.Linear(32, 16))
        self.pooler = nn.Linear(16, 16)

    def forward(self, input_ids, attention_mask):
        length = input_ids.shape[1]
        x = self.words(input_ids) + self.positions(self.position_ids[:, :length])
        mask = (1.0 - attention_mask[:, None, None, :].to(x.dtype)) * torch.finfo(torch.float32).min
        for layer in self.layers:
            x = layer(x, mask)
            x = x + self.ffn(x)
        return x, torch.tanh(self.pooler(x[:, 0]))


@entry
def bert_like_traced():
    ids, mask = torch.randint(0, 50, (2, 7)), torch.ones(2, 7, dtype=torch.long)
    mask[1, 4:] = 0
    return torch.jit.trace(BertLike().eval(), (ids, mask)), [(ids, mask)]


class TransformerModel(nn.Module):
    def __init__(self):
        super().__init__()
        layer = nn.TransformerEncoderLayer(16, 4, 32, 0.1, batch_first=True, activation="gelu")
        self.encoder = nn.TransformerEncoder(layer, 2, enable_nested_tensor=False)
        self.embed = nn.Embedding(30, 16)

    def forward(self, ids, pad: Optional[torch.Tensor] = None):
        return self.encoder(self.embed(ids), src_key_padding_mask=pad)


@entry
def transformer_encoder_scripted():
    ids = torch.randint(0, 30, (2, 5))
    pad = torch.zeros(2, 5, dtype=torch.bool)
    pad[0, 3:] = True
    return torch.jit.script(TransformerModel().eval()), [(ids,), (ids, pad)]


class MultiHead(nn.Module):
    def __init__(self):
        super().__init__()
        self.attn = nn.MultiheadAttention(12, 3, batch_first=True)

    def forward(self, q, k):
        out, weights = self.attn(q, k, k, need_weights=True)
        return out, weights


@entry
def multihead_attention_scripted():
    return torch.jit.script(MultiHead().train()), [(floats(2, 4, 12), floats(2, 6, 12))]


class Decoder(nn.Module):
    """Greedy generation with a cache of keys and values."""

    def __init__(self):
        super().__init__()
        self.embed = nn.Embedding(20, 8)
        self.qkv = nn.Linear(8, 24)
        self.head = nn.Linear(8, 20, bias=False)

    def step(self, token, cache: List[Tuple[torch.Tensor, torch.Tensor]]):
        q, k, v = self.qkv(self.embed(token)).split(8, dim=-1)
        if len(cache) > 0:
            pk, pv = cache[0]
            k, v = torch.cat([pk, k], 1), torch.cat([pv, v], 1)
        out = F.scaled_dot_product_attention(q, k, v)
        return self.head(out[:, -1]), [(k, v)]

    def forward(self, prompt: torch.Tensor, max_new: int = 5, eos: int = 3) -> torch.Tensor:
        cache: List[Tuple[torch.Tensor, torch.Tensor]] = []
        logits, cache = self.step(prompt, cache)
        tokens = prompt
        for _ in range(max_new):
            nxt = logits.argmax(-1, keepdim=True)
            tokens = torch.cat((tokens, nxt), dim=1)
            if bool((nxt == eos).all()):
                break
            logits, cache = self.step(nxt, cache)
        return tokens


@entry
def greedy_generation():
    return torch.jit.script(Decoder().eval()), [(torch.randint(4, 20, (2, 3)),)]


class Detections(NamedTuple):
    boxes: torch.Tensor
    scores: torch.Tensor
    labels: torch.Tensor


def box_area(boxes: torch.Tensor) -> torch.Tensor:
    return (boxes[:, 2] - boxes[:, 0]) * (boxes[:, 3] - boxes[:, 1])


def plain_nms(boxes: torch.Tensor, scores: torch.Tensor, threshold: float) -> torch.Tensor:
    order = scores.argsort(descending=True)
    keep: List[int] = []
    while order.numel() > 0:
        i = int(order[0])
        keep.append(i)
        if order.numel() == 1:
            break
        rest = order[1:]
        lt = torch.max(boxes[i, :2], boxes[rest, :2])
        rb = torch.min(boxes[i, 2:], boxes[rest, 2:])
        wh = (rb - lt).clamp(min=0)
        inter = wh[:, 0] * wh[:, 1]
        iou = inter / (box_area(boxes[i][None]) + box_area(boxes[rest]) - inter)
        order = rest[iou <= threshold]
    return torch.tensor(keep, dtype=torch.int64)


class Detector(nn.Module):
    def __init__(self):
        super().__init__()
        self.backbone = nn.Sequential(
            nn.Conv2d(3, 8, 3, 2, 1, bias=False), nn.BatchNorm2d(8), nn.SiLU(True)
        )
        self.head = nn.Conv2d(8, 7, 1)
        self.anchors: Dict[str, List[float]] = {"p3": [10.0, 13.0]}

    def forward(self, images: List[torch.Tensor], score: float = 0.3) -> List[Detections]:
        results: List[Detections] = []
        for image in images:
            y = self.head(self.backbone(image.unsqueeze(0)))[0].flatten(1).t().sigmoid()
            xy, wh, conf, cls = y.split([2, 2, 1, 2], dim=-1)
            scores, labels = (conf * cls).max(dim=1)
            xy = xy * 32
            wh = wh * torch.tensor(self.anchors["p3"])
            boxes = torch.cat([xy - wh / 2, xy + wh / 2], dim=1)
            h, w = image.shape[-2:]
            boxes = torch.stack(
                [boxes[:, 0::2].clamp(0, w), boxes[:, 1::2].clamp(0, h)], 2
            ).flatten(1)
            mask = torch.where(scores > score)[0]
            boxes, scores, labels = boxes[mask], scores[mask], labels[mask]
            keep = plain_nms(boxes + labels[:, None] * 100, scores, 0.5)
            results.append(Detections(boxes[keep], scores[keep], labels[keep]))
        return results


@entry
def detector_with_nms():
    return torch.jit.script(Detector().eval()), [([floats(3, 32, 32), floats(3, 24, 40)],)]


class AnchorGenerator(nn.Module):
    cell_anchors: List[torch.Tensor]

    def __init__(self):
        super().__init__()
        self.sizes = ((32,), (64,))
        self.cell_anchors = [self.make(s, (0.5, 1.0, 2.0)) for s in self.sizes]

    def make(self, scales: List[int], ratios: List[float], dtype: torch.dtype = torch.float32):
        s = torch.as_tensor(scales, dtype=dtype)
        h = torch.sqrt(torch.as_tensor(ratios, dtype=dtype))
        ws, hs = (1 / h[:, None] * s[None, :]).view(-1), (h[:, None] * s[None, :]).view(-1)
        return (torch.stack([-ws, -hs, ws, hs], dim=1) / 2).round()

    def set_cell_anchors(self, dtype: torch.dtype, device: torch.device):
        self.cell_anchors = [a.to(dtype=dtype, device=device) for a in self.cell_anchors]

    def forward(self, size: Tuple[int, int], maps: List[torch.Tensor]) -> List[torch.Tensor]:
        self.set_cell_anchors(maps[0].dtype, maps[0].device)
        anchors: List[torch.Tensor] = []
        torch._assert(len(maps) == len(self.cell_anchors), "Anchors should match the maps")
        for m, base in zip(maps, self.cell_anchors):
            gh, gw = m.shape[-2:]
            sx = torch.arange(0, gw, dtype=torch.int32) * (size[1] // gw)
            sy = torch.arange(0, gh, dtype=torch.int32) * (size[0] // gh)
            y, x = torch.meshgrid(sy, sx, indexing="ij")
            shifts = torch.stack((x, y, x, y), dim=-1).reshape(-1, 4)
            anchors.append((shifts.view(-1, 1, 4) + base.view(1, -1, 4)).reshape(-1, 4))
        return anchors


@entry
def anchors():
    return torch.jit.script(AnchorGenerator()), [
        ((32, 48), [floats(1, 2, 4, 4), floats(1, 2, 2, 3)])
    ]


class BasicBlock(nn.Module):
    def __init__(self, cin: int, cout: int, stride: int):
        super().__init__()
        self.conv1 = nn.Conv2d(cin, cout, 3, stride, 1, bias=False)
        self.bn1 = nn.BatchNorm2d(cout)
        self.relu = nn.ReLU(inplace=True)
        self.conv2 = nn.Conv2d(cout, cout, 3, 1, 1, bias=False)
        self.bn2 = nn.BatchNorm2d(cout)
        self.downsample: Optional[nn.Module] = None
        if stride != 1 or cin != cout:
            self.downsample = nn.Sequential(
                nn.Conv2d(cin, cout, 1, stride, bias=False), nn.BatchNorm2d(cout)
            )

    def forward(self, x):
        identity = x
        out = self.bn2(self.conv2(self.relu(self.bn1(self.conv1(x)))))
        if self.downsample is not None:
            identity = self.downsample(x)
        out += identity
        return self.relu(out)


class ResNet(nn.Module):
    def __init__(self):
        super().__init__()
        self.conv1 = nn.Conv2d(3, 8, 7, 2, 3, bias=False)
        self.bn1 = nn.BatchNorm2d(8)
        self.maxpool = nn.MaxPool2d(3, 2, 1)
        self.layer1 = nn.Sequential(BasicBlock(8, 8, 1), BasicBlock(8, 16, 2))
        self.avgpool = nn.AdaptiveAvgPool2d((1, 1))
        self.fc = nn.Linear(16, 10)

    def forward(self, x):
        x = self.maxpool(F.relu(self.bn1(self.conv1(x))))
        x = torch.flatten(self.avgpool(self.layer1(x)), 1)
        return self.fc(x)


@entry
def resnet_scripted():
    return torch.jit.script(ResNet().eval()), [(floats(2, 3, 32, 32),)]


@entry
def resnet_optimized_for_inference():
    return torch.jit.freeze(torch.jit.script(ResNet().eval())), [(floats(2, 3, 32, 32),)]


@entry
def resnet_channels_last_traced():
    x = floats(1, 3, 32, 32).to(memory_format=torch.channels_last)
    model = ResNet().eval().to(memory_format=torch.channels_last)
    return torch.jit.trace(model, x), [(x,)]


@entry
def resnet_in_training_mode():
    return torch.jit.script(ResNet().train()), [(floats(2, 3, 32, 32),)] * 2


class UNet(nn.Module):
    def __init__(self):
        super().__init__()
        self.down = nn.Conv2d(1, 4, 3, padding=1)
        self.up = nn.ConvTranspose2d(4, 4, 2, 2)
        self.norm = nn.GroupNorm(2, 8)
        self.out = nn.Conv2d(8, 2, 1)

    def forward(self, x):
        a = F.relu(self.down(x))
        b = self.up(F.max_pool2d(a, 2))
        dy, dx = a.size(2) - b.size(2), a.size(3) - b.size(3)
        b = F.pad(b, [dx // 2, dx - dx // 2, dy // 2, dy - dy // 2])
        y = self.out(self.norm(torch.cat([a, b], dim=1)))
        y = F.interpolate(y, scale_factor=2.0, mode="bilinear", align_corners=False)
        return F.interpolate(y, size=(9, 9), mode="nearest")


@entry
def unet():
    return torch.jit.script(UNet().eval()), [(floats(1, 1, 9, 11),)]


class Tabular(nn.Module):
    """A recommender: embeddings per column, bags, a cross."""

    def __init__(self):
        super().__init__()
        self.cardinalities = {"city": 5, "device": 3}
        self.embeddings = nn.ModuleDict(
            {k: nn.Embedding(n, 4) for k, n in self.cardinalities.items()}
        )
        self.bag = nn.EmbeddingBag(10, 4, mode="sum", include_last_offset=False)
        self.out = nn.Linear(12, 1)

    def forward(
        self, columns: Dict[str, torch.Tensor], clicks: torch.Tensor, offsets: torch.Tensor
    ):
        parts = [self.bag(clicks, offsets)]
        for name, embedding in self.embeddings.items():
            parts.append(embedding(columns[name]))
        return torch.sigmoid(self.out(torch.cat(parts, dim=1))).squeeze(1)


@entry
def recommender():
    columns = {"city": torch.tensor([1, 4]), "device": torch.tensor([0, 2])}
    return torch.jit.script(Tabular().eval()), [
        (columns, torch.tensor([1, 2, 4, 9]), torch.tensor([0, 3]))
    ]


class Tokenizer(nn.Module):
    """Text in, ids out: a vocabulary in a dict."""

    def __init__(self):
        super().__init__()
        self.vocab: Dict[str, int] = {"[UNK]": 0, "hello": 1, "world": 2, "##s": 3, "a": 4}
        self.inverse: Dict[int, str] = {v: k for k, v in self.vocab.items()}

    def word(self, token: str) -> List[int]:
        if token in self.vocab:
            return [self.vocab[token]]
        pieces: List[int] = []
        start = 0
        while start < len(token):
            end = len(token)
            found = -1
            while start < end:
                piece = token[start:end]
                if start > 0:
                    piece = "##" + piece
                if piece in self.vocab:
                    found = self.vocab[piece]
                    break
                end -= 1
            if found == -1:
                return [self.vocab["[UNK]"]]
            pieces.append(found)
            start = end
        return pieces

    def forward(self, texts: List[str]) -> Tuple[List[List[int]], List[str]]:
        ids: List[List[int]] = []
        back: List[str] = []
        for text in texts:
            row: List[int] = []
            for token in text.lower().strip().split(" "):
                row.extend(self.word(token))
            ids.append(row)
            back.append(" ".join([self.inverse[i] for i in row]))
        return ids, back


@entry
def tokenizer():
    return torch.jit.script(Tokenizer()), [(["Hello worlds", "a b hello", ""],)]


class Handler(nn.Module):
    """What a serving wrapper accepts: Any, Optional, dicts of lists."""

    def __init__(self):
        super().__init__()
        self.model = nn.Linear(3, 2)
        self.classes: List[str] = ["cat", "dog"]

    def forward(
        self, batch: List[Dict[str, List[float]]], top: Optional[int] = None
    ) -> List[Dict[str, float]]:
        rows = [torch.tensor(item["features"]) for item in batch]
        probabilities = torch.softmax(self.model(torch.stack(rows)), dim=1)
        output: List[Dict[str, float]] = []
        for i in range(probabilities.size(0)):
            entry: Dict[str, float] = {}
            for j, name in enumerate(self.classes):
                if top is None or j < top:
                    entry[name] = float(probabilities[i, j])
            output.append(entry)
        return output

    @torch.jit.export
    def describe(self, value: Any) -> str:
        if isinstance(value, int):
            return "int {}".format(value + 1)
        elif isinstance(value, str):
            return f"str {value.upper()}"
        return "other"


@entry
def serving_handler():
    batch = [{"features": [1.0, 2.0, 3.0]}, {"features": [0.0, 0.5, 1.0]}]
    calls = [("forward", (batch,)), ("forward", (batch, 1)), ("describe", (3,)), ("describe", ("x",)),
             ("describe", (2.5,))]  # fmt: skip
    return torch.jit.script(Handler().eval()), calls


class CRF(nn.Module):
    """Viterbi decoding."""

    def __init__(self):
        super().__init__()
        self.transitions = nn.Parameter(torch.randn(4, 4))

    def forward(self, emissions: torch.Tensor, mask: torch.Tensor) -> List[List[int]]:
        length, batch, _ = emissions.shape
        score = emissions[0]
        history: List[torch.Tensor] = []
        for i in range(1, length):
            nxt = score.unsqueeze(2) + self.transitions + emissions[i].unsqueeze(1)
            nxt, indices = nxt.max(dim=1)
            score = torch.where(mask[i].unsqueeze(1), nxt, score)
            history.append(indices)
        ends = mask.long().sum(dim=0) - 1
        best: List[List[int]] = []
        for b in range(batch):
            _, last = score[b].max(dim=0)
            tags = [int(last.item())]
            end = int(ends[b])
            for k in range(end - 1, -1, -1):
                last = history[k][b][tags[-1]]
                tags.append(int(last.item()))
            tags.reverse()
            best.append(tags)
        return best


@entry
def viterbi():
    mask = torch.ones(5, 2, dtype=torch.bool)
    mask[3:, 1] = False
    return torch.jit.script(CRF()), [(floats(5, 2, 4), mask)]


class PackedTagger(nn.Module):
    def __init__(self):
        super().__init__()
        self.embed = nn.Embedding(20, 6)
        self.lstm = nn.LSTM(6, 5, batch_first=True, bidirectional=True)
        self.out = nn.Linear(10, 3)

    def forward(self, ids: torch.Tensor, lengths: torch.Tensor):
        packed = nn.utils.rnn.pack_padded_sequence(
            self.embed(ids), lengths, batch_first=True, enforce_sorted=False
        )
        y, _ = self.lstm(packed)
        y, n = nn.utils.rnn.pad_packed_sequence(y, batch_first=True)
        return self.out(y), n


@entry
def packed_sequences():
    return torch.jit.script(PackedTagger().eval()), [
        (torch.randint(0, 20, (3, 6)), torch.tensor([4, 6, 2]))
    ]


class Steps(nn.Module):
    """What stateful programs do with tensors in place, and what they ask of them."""

    def forward(self, x, counts):
        hidden = x * 2.0
        hidden.detach_()
        hidden.fill_diagonal_(0.0)
        owners = torch.repeat_interleave(counts)
        asked = (
            hidden.is_pinned(),
            hidden.is_signed(),
            hidden.get_device(),
            counts.is_same_size(x),
        )
        return hidden, owners, torch.range(0, 2, 0.5), torch.where(x > 0), asked


@entry
def steps():
    return torch.jit.script(Steps()), [
        (floats(3, 4), torch.tensor([2, 0, 3])),
        (floats(1, 1), torch.tensor([1])),
    ]
