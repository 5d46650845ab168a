"""Audio: plug-ins with their state, spectra, vocoders, speech detection."""

import math
from typing import List, Optional, Tuple

import torch
import torch.nn.functional as F
from torch import nn

from tests.compat.zoo.entry import entry, floats


class CausalConv(nn.Module):
    def __init__(self, channels: int, dilation: int):
        super().__init__()
        self.padding = 2 * dilation
        self.conv = nn.Conv1d(channels, 2 * channels, 3, dilation=dilation)
        self.mix = nn.Conv1d(channels, channels, 1)

    def forward(self, x):
        y = self.conv(F.pad(x, (self.padding, 0)))
        a, b = y.chunk(2, dim=1)
        return x + self.mix(torch.tanh(a) * torch.sigmoid(b))


class WaveNet(nn.Module):
    def __init__(self):
        super().__init__()
        self.input = nn.Conv1d(1, 4, 1)
        self.layers = nn.ModuleList([CausalConv(4, 2**i) for i in range(3)])
        self.output = nn.Conv1d(4, 1, 1)

    def forward(self, x):
        x = self.input(x)
        skip = torch.zeros_like(x)
        for layer in self.layers:
            x = layer(x)
            skip = skip + x
        return self.output(F.relu(skip))


@entry
def wavenet():
    return torch.jit.script(WaveNet().eval()), [(floats(1, 1, 40),)]


class GuitarAmp(nn.Module):
    """An effect of a plug-in: a GRU, a skip, its state kept between blocks."""

    hidden: Optional[torch.Tensor]

    def __init__(self):
        super().__init__()
        self.rec = nn.GRU(2, 8, batch_first=True)
        self.lin = nn.Linear(8, 1)
        self.hidden = None
        self.sample_rate: int = 44100

    def forward(self, x, gain: float):
        controls = torch.full_like(x, gain)
        res = x
        y, h = self.rec(torch.cat((x, controls), -1), self.hidden)
        self.hidden = h
        return self.lin(y) + res

    @torch.jit.export
    def reset(self):
        self.hidden = None

    @torch.jit.export
    def get_sample_rates(self) -> List[int]:
        return [self.sample_rate]


@entry
def gru_plugin():
    x = floats(1, 16, 1)
    calls = [("forward", (x, 0.5)), ("forward", (x, 0.5)), ("reset", ()), ("forward", (x, 1.0)),
             ("get_sample_rates", ())]  # fmt: skip
    return torch.jit.script(GuitarAmp().eval()), calls


class Spectrogram(nn.Module):
    def __init__(self):
        super().__init__()
        self.register_buffer("window", torch.hann_window(64))
        self.register_buffer("mel", torch.rand(10, 33))

    def forward(self, x):
        spec = torch.stft(
            x, 64, hop_length=16, win_length=64, window=self.window, center=True,
            pad_mode="reflect", normalized=False, onesided=True, return_complex=True,
        )  # fmt: skip
        power = spec.abs().pow(2.0)
        mel = torch.matmul(self.mel, power)
        db = 10.0 * torch.log10(torch.clamp(mel, min=1e-10))
        return torch.max(db, db.max() - 80.0)


@entry
def mel_spectrogram():
    return torch.jit.script(Spectrogram()), [(floats(2, 256),)]


class SpectralGate(nn.Module):
    def __init__(self):
        super().__init__()
        self.register_buffer("window", torch.hann_window(32))

    def forward(self, x):
        spec = torch.stft(x, 32, 8, window=self.window, return_complex=True)
        mag = torch.abs(spec)
        phase = torch.angle(spec)
        gated = torch.where(mag > mag.mean(), mag, torch.zeros_like(mag))
        spec = torch.polar(gated, phase)
        return torch.istft(spec, 32, 8, window=self.window, length=x.shape[-1])


@entry
def spectral_gate_and_back():
    return torch.jit.script(SpectralGate()), [(floats(1, 200),)]


class RealFFT(nn.Module):
    def forward(self, x):
        spectrum = torch.fft.rfft(x, dim=-1)
        parts = torch.view_as_real(spectrum)
        kernel = torch.fft.rfft(torch.flip(x, [-1]), n=x.size(-1))
        product = torch.fft.irfft(spectrum * kernel, n=x.size(-1))
        return parts, product, spectrum.real, torch.imag(spectrum)


@entry
def fft_convolution():
    return torch.jit.script(RealFFT()), [(floats(2, 30),)]


class VoiceDetector(nn.Module):
    """Speech detection: a checked input, an encoder, an LSTM cell with its state handed over."""

    def __init__(self):
        super().__init__()
        self.encoder = nn.Sequential(
            nn.Conv1d(1, 8, 16, 8), nn.ReLU(), nn.Conv1d(8, 8, 3, 2), nn.ReLU()
        )
        self.cell = nn.LSTMCell(8, 8)
        self.head = nn.Sequential(nn.Dropout(0.1), nn.ReLU(), nn.Conv1d(8, 1, 1), nn.Sigmoid())

    def forward(
        self,
        x: torch.Tensor,
        state: Optional[Tuple[torch.Tensor, torch.Tensor]] = None,
        sr: int = 16000,
    ) -> Tuple[torch.Tensor, Tuple[torch.Tensor, torch.Tensor]]:
        if x.dim() == 1:
            x = x.unsqueeze(0)
        if x.dim() > 2:
            raise ValueError(f"Too many dimensions for input audio chunk {x.dim()}")
        if sr not in [8000, 16000]:
            raise ValueError("Supported sampling rates: 8000, 16000")
        if state is None:
            zero = torch.zeros(x.size(0), 8, dtype=x.dtype, device=x.device)
            state = (zero, zero)
        y = self.encoder(x.unsqueeze(1))
        h, c = state
        outs: List[torch.Tensor] = []
        for t in range(y.size(2)):
            h, c = self.cell(y[:, :, t], (h, c))
            outs.append(self.head(h.unsqueeze(-1)))
        return torch.cat(outs, 2).mean(dim=2), (h, c)

    @torch.jit.export
    def audio_forward(self, x: torch.Tensor, sr: int, num_samples: int = 64) -> torch.Tensor:
        if x.shape[1] % num_samples:
            pad_num = num_samples - (x.shape[1] % num_samples)
            x = F.pad(x, (0, pad_num), "constant", value=0.0)
        state: Optional[Tuple[torch.Tensor, torch.Tensor]] = None
        outs: List[torch.Tensor] = []
        for i in range(0, x.size(1), num_samples):
            out, state = self.forward(x[:, i : i + num_samples], state, sr)
            outs.append(out)
        return torch.cat(outs, dim=1).cpu()


@entry
def voice_detector():
    calls = [("forward", (floats(64),)), ("audio_forward", (floats(2, 150), 16000))]
    return torch.jit.script(VoiceDetector().eval()), calls


class ResBlock(nn.Module):
    def __init__(self):
        super().__init__()
        self.convs = nn.ModuleList([
            nn.utils.parametrizations.weight_norm(nn.Conv1d(4, 4, 3, dilation=d, padding=d))
            for d in (1, 3)
        ])  # fmt: skip

    def forward(self, x):
        for c in self.convs:
            x = x + c(F.leaky_relu(x, 0.1))
        return x


class HifiGan(nn.Module):
    def __init__(self):
        super().__init__()
        self.pre = nn.utils.weight_norm(nn.Conv1d(6, 8, 7, padding=3))
        self.up = nn.ConvTranspose1d(8, 4, 4, 2, padding=1)
        self.block = ResBlock()
        self.post = nn.Conv1d(4, 1, 7, padding=3)

    def forward(self, mel):
        x = self.pre(mel)
        x = self.up(F.leaky_relu(x, 0.1))
        return torch.tanh(self.post(self.block(x))).squeeze(1)


@entry
def vocoder_traced_with_weight_norm():
    x = floats(1, 6, 9)
    return torch.jit.trace(HifiGan().eval(), x), [(x,), (floats(1, 6, 9),)]


class Demucs(nn.Module):
    def __init__(self):
        super().__init__()
        self.encoder = nn.ModuleList()
        self.decoder = nn.ModuleList()
        for i in range(2):
            a, b = (1, 4) if i == 0 else (4, 8)
            self.encoder.append(
                nn.Sequential(nn.Conv1d(a, b, 8, 4), nn.ReLU(), nn.Conv1d(b, 2 * b, 1), nn.GLU(1))
            )
            last = [nn.ReLU()] if i else []
            self.decoder.insert(
                0,
                nn.Sequential(
                    nn.Conv1d(b, 2 * b, 1), nn.GLU(1), nn.ConvTranspose1d(b, a, 8, 4), *last
                ),
            )
        self.lstm = nn.LSTM(8, 8, 2, bidirectional=True)
        self.linear = nn.Linear(16, 8)

    def valid_length(self, length: int) -> int:
        for _ in range(2):
            length = math.ceil((length - 8) / 4) + 1
            length = max(length, 1)
        for _ in range(2):
            length = (length - 1) * 4 + 8
        return int(length)

    def forward(self, mix):
        length = mix.shape[-1]
        std = mix.std(dim=-1, keepdim=True)
        x = F.pad(mix / (1e-3 + std), (0, self.valid_length(length) - length))
        skips: List[torch.Tensor] = []
        for encode in self.encoder:
            x = encode(x)
            skips.append(x)
        x, _ = self.lstm(x.permute(2, 0, 1))
        x = self.linear(x).permute(1, 2, 0)
        for decode in self.decoder:
            skip = skips.pop(-1)
            x = x + skip[..., : x.shape[-1]]
            x = decode(x)
        return std * x[..., :length]


@entry
def denoiser():
    return torch.jit.script(Demucs().eval()), [(floats(1, 1, 100),)]


class Biquad(nn.Module):
    def __init__(self):
        super().__init__()
        self.b = nn.Parameter(torch.tensor([0.2, 0.3, 0.2]))
        self.a = nn.Parameter(torch.tensor([1.0, -0.3, 0.1]))

    def forward(self, x: torch.Tensor, cutoff_hz: int = 1000) -> torch.Tensor:
        y = torch.zeros_like(x)
        z1, z2 = torch.zeros(x.shape[0]), torch.zeros(x.shape[0])
        for n in range(x.shape[1]):
            out = self.b[0] * x[:, n] + z1
            z1 = self.b[1] * x[:, n] - self.a[1] * out + z2
            z2 = self.b[2] * x[:, n] - self.a[2] * out
            y[:, n] = out
        w0 = 2 * math.pi * float(cutoff_hz) / 44100.0
        return y * math.cos(w0) + math.sqrt(w0) * 0 + math.floor(w0)


@entry
def biquad():
    return torch.jit.script(Biquad()), [(floats(2, 20),)]


class Resampler(nn.Module):
    def __init__(self):
        super().__init__()
        self.register_buffer("kernel", torch.randn(3, 1, 9))

    def forward(self, waveform, orig: int = 2, new: int = 3):
        shape = waveform.size()
        waveform = waveform.view(-1, shape[-1])
        waveform = F.pad(waveform, (4, 4 + orig))
        resampled = F.conv1d(waveform[:, None], self.kernel, stride=orig)
        resampled = resampled.transpose(1, 2).reshape(shape[0], -1)
        target = torch.ceil(torch.as_tensor(new * shape[-1] / orig)).long()
        resampled = resampled[..., : int(target)]
        return resampled.view(shape[:-1] + resampled.shape[-1:])


@entry
def resampler():
    return torch.jit.script(Resampler()), [(floats(2, 30),)]


class CTCDecoder(nn.Module):
    """Greedy decoding to text."""

    labels: List[str]

    def __init__(self):
        super().__init__()
        self.labels = ["-", "|", "a", "b", "c"]
        self.blank: int = 0

    def forward(self, emission: torch.Tensor) -> str:
        indices = torch.argmax(emission, dim=-1)
        indices = torch.unique_consecutive(indices, dim=-1)
        joined = ""
        for i in indices:
            if int(i) != self.blank:
                joined += self.labels[int(i)]
        return joined.replace("|", " ").strip()


@entry
def greedy_ctc():
    return torch.jit.script(CTCDecoder()), [(floats(30, 5),)]


class RVQ(nn.Module):
    """A residual quantiser of a codec (RAVE, EnCodec)."""

    def __init__(self):
        super().__init__()
        self.codebooks = nn.ParameterList([nn.Parameter(torch.randn(8, 4)) for _ in range(2)])
        self.register_buffer("latent_mean", torch.randn(4))

    @torch.jit.export
    def encode(self, x):
        residual = x - self.latent_mean
        codes: List[torch.Tensor] = []
        for book in self.codebooks:
            code = torch.cdist(residual, book).argmin(-1)
            residual = residual - F.embedding(code, book)
            codes.append(code)
        return torch.stack(codes, -1)

    @torch.jit.export
    def decode(self, codes):
        out = torch.zeros(codes.shape[0], codes.shape[1], 4)
        for i, book in enumerate(self.codebooks):
            out = out + F.embedding(codes[..., i], book)
        return out + self.latent_mean

    def forward(self, x):
        return self.decode(self.encode(x))


@entry
def codec_quantiser():
    x = floats(2, 5, 4)
    return torch.jit.script(RVQ()), [(x,), ("encode", (x,))]


class CachedPadding(nn.Module):
    """RAVE's streaming convolution."""

    def __init__(self, padding: int):
        super().__init__()
        self.initialized = 0
        self.padding = padding

    @torch.jit.unused
    @torch.no_grad()
    def init_cache(self, x):
        b, c, _ = x.shape
        self.register_buffer("pad", torch.zeros(b, c, self.padding).to(x))
        self.initialized += 1

    def forward(self, x):
        if not self.initialized:
            self.init_cache(x)
        if self.padding:
            x = torch.cat([self.pad, x], -1)
            self.pad.copy_(x[..., -self.padding :])
        return x


@entry
def streaming_convolution():
    cache = CachedPadding(4)
    cache.init_cache(torch.zeros(1, 2, 8))
    module = torch.jit.script(nn.Sequential(cache, nn.Conv1d(2, 3, 5)).eval())
    return module, [(floats(1, 2, 8),), (floats(1, 2, 8),)]
