"""Policies as robots carry them: recurrent state in buffers, observation history, action scaling."""

from typing import Dict, List, Optional, Tuple

import torch
from torch import nn

from tests.compat.zoo.entry import entry, floats


class PolicyLSTM(nn.Module):
    """The exporter of legged_gym and its descendants."""

    def __init__(self):
        super().__init__()
        self.memory = nn.LSTM(12, 16, 2)
        self.actor = nn.Sequential(nn.Linear(16, 8), nn.ELU(), nn.Linear(8, 4))
        self.register_buffer("hidden_state", torch.zeros(2, 1, 16))
        self.register_buffer("cell_state", torch.zeros(2, 1, 16))

    def forward(self, x):
        out, (h, c) = self.memory(x.unsqueeze(0), (self.hidden_state, self.cell_state))
        self.hidden_state[:] = h
        self.cell_state[:] = c
        return self.actor(out.squeeze(0))

    @torch.jit.export
    def reset_memory(self):
        self.hidden_state[:] = 0.0
        self.cell_state[:] = 0.0


@entry
def lstm_state_in_buffers():
    x = floats(1, 12)
    calls = [("forward", (x,)), ("forward", (x,)), ("reset_memory", ()), ("forward", (x,))]
    return torch.jit.script(PolicyLSTM().eval()), calls


class PolicyGRU(nn.Module):
    """rsl_rl's exporter: a normaliser, a GRU, a reset."""

    def __init__(self):
        super().__init__()
        self.normalizer = nn.Identity()
        self.rnn = nn.GRU(10, 8, 1)
        self.actor = nn.Sequential(nn.Linear(8, 8), nn.Tanh(), nn.Linear(8, 3))
        self.register_buffer("hidden_state", torch.zeros(1, 1, 8))

    def forward(self, x):
        x = self.normalizer(x)
        x, h = self.rnn(x.unsqueeze(0), self.hidden_state)
        self.hidden_state[:] = h
        return self.actor(x.squeeze(0))

    @torch.jit.export
    def reset(self):
        self.hidden_state[:] = 0.0


@entry
def gru_state_in_buffers():
    x = floats(1, 10)
    calls = [("forward", (x,)), ("forward", (x,)), ("reset", ()), ("forward", (x,))]
    return torch.jit.script(PolicyGRU().eval()), calls


class EmpiricalNormalization(nn.Module):
    def __init__(self, shape: int):
        super().__init__()
        self.eps = 1e-2
        self.until = None
        self.register_buffer("_mean", torch.rand(1, shape))
        self.register_buffer("_var", torch.rand(1, shape) + 0.5)
        self.register_buffer("_std", torch.rand(1, shape) + 0.5)
        self.count = 0

    @property
    def mean(self):
        return self._mean.squeeze(0).clone()

    def forward(self, x):
        if self.training:
            self.update(x)
        return (x - self._mean) / (self._std + self.eps)

    @torch.jit.unused
    def update(self, x):
        raise NotImplementedError


class ActorCritic(nn.Module):
    def __init__(self):
        super().__init__()
        self.norm = EmpiricalNormalization(6)
        self.actor = nn.Sequential(nn.Linear(6, 32), nn.SELU(), nn.Linear(32, 4))
        self.critic = nn.Sequential(nn.Linear(6, 32), nn.LeakyReLU(), nn.Linear(32, 1))
        self.std = nn.Parameter(torch.ones(4))

    def forward(self, obs, deterministic: bool = True) -> Tuple[torch.Tensor, torch.Tensor]:
        obs = self.norm(obs)
        mean = self.actor(obs)
        std = self.std.expand_as(mean).clamp(min=1e-3)
        if not deterministic:
            mean = mean + std * torch.randn_like(mean)
        return torch.clip(mean, -1.0, 1.0), self.critic(obs).squeeze(-1)


@entry
def actor_critic_with_normaliser():
    return torch.jit.script(ActorCritic().eval()), [(floats(3, 6),), (floats(2, 6), True)]


class HistoryEncoder(nn.Module):
    """RMA's: a stack of one-dimensional convolutions over the last observations."""

    def __init__(self, steps: int = 10):
        super().__init__()
        self.steps = steps
        self.encoder = nn.Sequential(nn.Linear(7, 12), nn.ELU())
        self.conv_layers = nn.Sequential(
            nn.Conv1d(12, 8, kernel_size=4, stride=2), nn.ELU(),
            nn.Conv1d(8, 4, kernel_size=2, stride=1), nn.ELU(), nn.Flatten(),
        )  # fmt: skip
        self.linear_output = nn.Sequential(nn.Linear(12, 5), nn.ELU())

    def forward(self, obs):
        nd = obs.shape[0]
        projection = self.encoder(obs.reshape([nd * self.steps, -1]))
        output = self.conv_layers(projection.reshape([nd, self.steps, -1]).permute((0, 2, 1)))
        return self.linear_output(output)


@entry
def history_encoder_scripted():
    return torch.jit.script(HistoryEncoder().eval()), [(floats(2, 70),)]


@entry
def history_encoder_traced():
    return torch.jit.trace(HistoryEncoder().eval(), floats(2, 70)), [(floats(2, 70),)]


class DeployedPolicy(nn.Module):
    """A ring of observations and the last action live in attributes; scaling by dicts of floats."""

    history: List[torch.Tensor]
    scales: Dict[str, float]
    last: Optional[torch.Tensor]

    def __init__(self):
        super().__init__()
        self.history = []
        self.scales = {"lin_vel": 2.0, "ang_vel": 0.25, "dof_pos": 1.0}
        self.body = nn.Linear(9, 3)
        self.last = None
        self.limit: int = 3

    def forward(self, lin, ang, dof):
        obs = torch.cat(
            [
                lin * self.scales["lin_vel"],
                ang * self.scales["ang_vel"],
                dof * self.scales["dof_pos"],
            ],
            dim=-1,
        )
        self.history.append(obs)
        if len(self.history) > self.limit:
            self.history.pop(0)
        mean = torch.stack(self.history).mean(dim=0)
        action = self.body(mean)
        last = self.last
        if last is not None:
            action = 0.8 * action + 0.2 * last
        self.last = action
        return action

    @torch.jit.export
    def reset(self) -> None:
        self.history.clear()
        self.last = None

    @torch.jit.export
    def depth(self) -> int:
        return len(self.history)


@entry
def observation_ring():
    o = (floats(1, 3), floats(1, 3), floats(1, 3))
    calls = [("forward", o)] * 5 + [("depth", ()), ("reset", ()), ("depth", ()), ("forward", o)]
    return torch.jit.script(DeployedPolicy().eval()), calls


@torch.jit.script
def quat_rotate_inverse(q, v):
    q_w = q[:, -1]
    q_vec = q[:, :3]
    a = v * (2.0 * q_w**2 - 1.0).unsqueeze(-1)
    b = torch.cross(q_vec, v, dim=-1) * q_w.unsqueeze(-1) * 2.0
    c = q_vec * torch.bmm(q_vec.view(q.shape[0], 1, 3), v.view(q.shape[0], 3, 1)).squeeze(-1) * 2.0
    return a - b + c


@torch.jit.script
def wrap_to_pi(angles):
    angles %= 2 * 3.141592653589793
    angles -= 2 * 3.141592653589793 * (angles > 3.141592653589793)
    return angles


class Estimator(nn.Module):
    def __init__(self):
        super().__init__()
        self.register_buffer("gravity", torch.tensor([[0.0, 0.0, -1.0]]))
        self.default_dof_pos = torch.linspace(-0.5, 0.5, 4)

    def forward(self, quat, command, dof):
        projected = quat_rotate_inverse(quat, self.gravity.repeat(quat.size(0), 1))
        heading = torch.atan2(command[:, 1], command[:, 0])
        command[:, 2] = torch.clip(0.5 * wrap_to_pi(heading), -1.0, 1.0)
        return torch.hstack((projected, command, dof - self.default_dof_pos))


@entry
def quaternions():
    q = torch.nn.functional.normalize(floats(3, 4), dim=-1)
    return torch.jit.script(Estimator()), [(q, floats(3, 3), floats(3, 4))]


class GaussianActor(nn.Module):
    """Stable-baselines' squashed actor: log-std clamped, tanh, rescaled to the action space."""

    LOG_STD_MAX = 2.0
    __constants__ = ["LOG_STD_MIN"]
    LOG_STD_MIN: float

    def __init__(self):
        super().__init__()
        self.LOG_STD_MIN = -20.0
        self.latent = nn.ModuleList([nn.Linear(5, 16), nn.Linear(16, 16)])
        self.mu = nn.Linear(16, 2)
        self.log_std = nn.Linear(16, 2)
        self.low, self.high = torch.tensor([-2.0, -1.0]), torch.tensor([2.0, 1.0])

    def forward(self, obs: torch.Tensor) -> Dict[str, torch.Tensor]:
        for layer in self.latent:
            obs = torch.relu(layer(obs))
        mean = torch.tanh(self.mu(obs))
        log_std = torch.clamp(self.log_std(obs), self.LOG_STD_MIN, 2.0)
        action = self.low + 0.5 * (mean + 1.0) * (self.high - self.low)
        return {"action": action, "std": log_std.exp(), "log_prob": -(log_std**2).sum(-1)}


@entry
def squashed_gaussian_actor():
    return torch.jit.script(GaussianActor().eval()), [(floats(4, 5),)]


class CNNEncoder(nn.Module):
    def __init__(self):
        super().__init__()
        self.cnn = nn.Sequential(
            nn.Conv2d(4, 8, 8, stride=4), nn.ReLU(inplace=True),
            nn.Conv2d(8, 16, 4, stride=2), nn.ReLU(inplace=True), nn.Flatten(),
        )  # fmt: skip
        self.q = nn.Linear(16 * 2 * 2, 6)

    def forward(self, frames):
        x = self.cnn(frames.float() / 255.0)
        q = self.q(x)
        return torch.argmax(q, dim=1), torch.max(q, dim=1)[0], torch.softmax(q, -1)


@entry
def atari_q_network():
    frames = torch.randint(0, 255, (2, 4, 28, 28), dtype=torch.uint8)
    return torch.jit.trace(CNNEncoder().eval(), frames), [(frames,)]


class MixtureOfExperts(nn.Module):
    def __init__(self):
        super().__init__()
        self.experts = nn.ModuleList(nn.Linear(6, 4) for _ in range(3))
        self.gate = nn.Linear(6, 3)

    def forward(self, x):
        weights = torch.softmax(self.gate(x), dim=-1)
        outputs = torch.stack([expert(x) for expert in self.experts], dim=1)
        top, index = torch.topk(weights, 2, dim=-1)
        return torch.einsum("be,bed->bd", weights, outputs), top, index


@entry
def mixture_of_experts():
    return torch.jit.script(MixtureOfExperts().eval()), [(floats(5, 6),)]


class CenterOfMass(nn.Module):
    def forward(self, depth: torch.Tensor, threshold: float = 0.5):
        mask = depth > threshold
        ys, xs = torch.meshgrid(
            torch.arange(depth.shape[-2]), torch.arange(depth.shape[-1]), indexing="ij"
        )
        total = mask.sum()
        if int(total) == 0:
            return torch.zeros(2), 0
        where = torch.nonzero(mask)
        center = torch.stack([ys[mask].float().mean(), xs[mask].float().mean()])
        return center, where.size(0)


@entry
def depth_image_centre():
    return torch.jit.script(CenterOfMass()), [(torch.rand(6, 7),), (torch.zeros(3, 3),)]
