"""Physics codes: descriptors over neighbours, scatter, derivatives that a branch asks for."""

from typing import Dict, Final, List, Optional, Tuple

import torch
from torch import nn

from tests.compat.zoo.entry import entry, floats


def edges(n: int = 6):
    sources, targets = [], []
    for i in range(n):
        for j in range(n):
            if i != j:
                sources.append(i)
                targets.append(j)
    return torch.tensor([sources, targets])


class RadialBasis(nn.Module):
    cutoff: Final[float]
    num_basis: Final[int]

    def __init__(self):
        super().__init__()
        self.cutoff = 5.0
        self.num_basis = 8
        self.bessel_weights = nn.Parameter(torch.arange(1.0, 9.0) * torch.pi)

    def forward(self, r: torch.Tensor) -> torch.Tensor:
        x = r / self.cutoff
        envelope = 1.0 - 28.0 * x.pow(6) + 48.0 * x.pow(7) - 21.0 * x.pow(8)
        basis = torch.sin(self.bessel_weights * x.unsqueeze(-1)) / x.unsqueeze(-1)
        return (2.0 / self.cutoff) * basis * (envelope * (x < 1.0)).unsqueeze(-1)


@torch.jit.script
def scatter_sum(
    src: torch.Tensor, index: torch.Tensor, dim: int = -1,
    out: Optional[torch.Tensor] = None, dim_size: Optional[int] = None,
) -> torch.Tensor:  # fmt: skip
    if dim < 0:
        dim = src.dim() + dim
    if index.dim() == 1:
        for _ in range(0, dim):
            index = index.unsqueeze(0)
    for _ in range(index.dim(), src.dim()):
        index = index.unsqueeze(-1)
    index = index.expand_as(src)
    if out is None:
        size = list(src.size())
        if dim_size is not None:
            size[dim] = dim_size
        elif index.numel() == 0:
            size[dim] = 0
        else:
            size[dim] = int(index.max()) + 1
        out = torch.zeros(size, dtype=src.dtype, device=src.device)
        return out.scatter_add_(dim, index, src)
    else:
        return out.scatter_add_(dim, index, src)


class NequIPLike(nn.Module):
    """Energies from a dict of graphs; forces are asked for by a flag."""

    def __init__(self):
        super().__init__()
        self.basis = RadialBasis()
        self.species = nn.Embedding(3, 4)
        self.radial = nn.Sequential(nn.Linear(8, 16), nn.SiLU(), nn.Linear(16, 4, bias=False))
        self.readout = nn.Linear(4, 1)
        self.register_buffer("scale", torch.tensor(0.5))
        self.do_forces: bool = False

    def forward(self, data: Dict[str, torch.Tensor]) -> Dict[str, torch.Tensor]:
        pos = data["pos"]
        if self.do_forces:
            pos.requires_grad_(True)
        edge_index = data["edge_index"]
        vec = pos.index_select(0, edge_index[1]) - pos.index_select(0, edge_index[0])
        if "edge_cell_shift" in data:
            vec = vec + torch.einsum("ni,nij->nj", data["edge_cell_shift"], data["cell"])
        length = torch.linalg.norm(vec, dim=-1)
        weights = self.radial(self.basis(length))
        features = self.species(data["atom_types"].squeeze(-1))
        messages = weights * features[edge_index[0]]
        features = features + scatter_sum(messages, edge_index[1], dim=0, dim_size=features.size(0))
        energy = self.readout(features) * self.scale
        out = {"atomic_energy": energy, "total_energy": energy.sum().reshape(1, 1)}
        if self.do_forces:
            grads = torch.autograd.grad([energy.sum()], [pos], create_graph=self.training)[0]
            assert grads is not None
            out["forces"] = torch.neg(grads)
        return out


@entry
def nequip_like():
    data = {"pos": floats(6, 3), "edge_index": edges(), "atom_types": torch.randint(0, 3, (6, 1))}
    periodic = dict(data, edge_cell_shift=floats(30, 3), cell=floats(30, 3, 3))
    return torch.jit.script(NequIPLike().eval()), [(data,), (periodic,)]


@entry
def nequip_like_frozen():
    data = {"pos": floats(6, 3), "edge_index": edges(), "atom_types": torch.randint(0, 3, (6, 1))}
    return torch.jit.freeze(torch.jit.script(NequIPLike().eval())), [(data,)]


class Descriptor(nn.Module):
    """DeePMD's smooth descriptor over a fixed list of neighbours."""

    sel: Final[List[int]]

    def __init__(self):
        super().__init__()
        self.sel = [2, 3]
        self.rcut = 6.0
        self.rcut_smth = 0.5
        self.filters = nn.ModuleList([nn.Linear(1, 4) for _ in range(2)])
        self.fit = nn.Linear(4 * 2, 1)
        self.type_map: List[str] = ["O", "H"]
        self.register_buffer("davg", torch.zeros(2, 5, 4))
        self.register_buffer("dstd", torch.ones(2, 5, 4))

    def get_type_map(self) -> List[str]:
        return self.type_map

    @torch.jit.export
    def get_rcut(self) -> float:
        return self.rcut

    def forward(
        self, coord: torch.Tensor, atype: torch.Tensor, nlist: torch.Tensor,
        box: Optional[torch.Tensor] = None, do_atomic_virial: bool = False,
    ) -> Dict[str, torch.Tensor]:  # fmt: skip
        nframes, nloc, nnei = nlist.shape
        coord = coord.view(nframes, -1, 3)
        mask = nlist >= 0
        index = (nlist * mask).view(nframes, -1).unsqueeze(-1).expand(-1, -1, 3)
        neighbours = torch.gather(coord, 1, index).view(nframes, nloc, nnei, 3)
        diff = neighbours - coord[:, :nloc].unsqueeze(2)
        length = torch.linalg.norm(diff, ord=2, dim=-1, keepdim=True)
        length = length + ~mask.unsqueeze(-1)
        t = (length - self.rcut_smth) / (self.rcut - self.rcut_smth)
        weight = torch.where(
            length < self.rcut_smth, torch.ones_like(t),
            torch.where(length < self.rcut, t * t * t * (-6 * t * t + 15 * t - 10) + 1, torch.zeros_like(t)),
        )  # fmt: skip
        env = torch.cat([1 / length, diff / length**2], dim=-1) * weight * mask.unsqueeze(-1)
        env = (env - self.davg[atype]) / self.dstd[atype]
        xyz: Optional[torch.Tensor] = None
        start = 0
        for ii, layer in enumerate(self.filters):
            rr = env[:, :, start : start + self.sel[ii]]
            start += self.sel[ii]
            gg = torch.tanh(layer(rr[..., :1]))
            piece = torch.matmul(rr.transpose(-1, -2), gg)
            xyz = piece if xyz is None else xyz + piece
        assert xyz is not None
        xyz = xyz / float(nnei)
        result = torch.matmul(xyz.transpose(-1, -2), xyz[..., :2]).reshape(nframes, nloc, -1)
        energy = self.fit(result)
        model_predict = {"atom_energy": energy, "energy": energy.sum(dim=-2)}
        if do_atomic_virial:
            model_predict["virial"] = torch.zeros(nframes, 9)
        return model_predict


@entry
def deepmd_like():
    nlist = torch.tensor(
        [[[1, 2, 3, -1, 4], [0, 2, -1, -1, 3], [4, 3, 1, 0, -1], [0, 1, 2, 4, -1]]]
    )
    args = (floats(1, 15), torch.tensor([[0, 1, 1, 0]]), nlist)
    calls = [("forward", args), ("forward", (*args, None, True)), ("get_rcut", ())]
    return torch.jit.script(Descriptor().double().eval()), [
        (
            m,
            tuple(
                a.double() if hasattr(a, "is_floating_point") and a.is_floating_point() else a
                for a in x
            ),
        )
        for m, x in calls
    ]


class Allegro(nn.Module):
    """Tensor products written as einsum over a fixed coefficient."""

    def __init__(self):
        super().__init__()
        self.register_buffer("w3j", torch.randn(3, 3, 3))
        self.weights = nn.Parameter(torch.randn(5, 5))

    def forward(self, x, y, batch, num_graphs: int):
        out = torch.einsum("zui,zuj,ijk->zuk", x, y, self.w3j)
        out = torch.einsum("zui,uw->zwi", out, self.weights)
        pooled = torch.zeros(num_graphs, 5, 3, dtype=x.dtype).index_add_(0, batch, out)
        count = torch.bincount(batch, minlength=num_graphs).clamp(min=1)
        return pooled / count.view(-1, 1, 1), torch.linalg.vector_norm(pooled, dim=-1)


@entry
def tensor_product():
    batch = torch.tensor([0, 0, 1, 1, 1, 2, 2])
    return torch.jit.script(Allegro()), [(floats(7, 5, 3), floats(7, 5, 3), batch, 4)]


class LennardJones(nn.Module):
    def __init__(self):
        super().__init__()
        self.sigma = 1.0
        self.register_buffer("shift", torch.tensor(0.01, dtype=torch.float64))

    def forward(self, positions, box: Optional[torch.Tensor] = None):
        n = positions.shape[0]
        pairs = torch.combinations(torch.arange(n), r=2)
        delta = positions[pairs[:, 0]] - positions[pairs[:, 1]]
        if box is not None:
            lengths = torch.diagonal(box)
            delta = delta - torch.round(delta / lengths) * lengths
        r2 = (delta**2).sum(dim=1)
        inv6 = (self.sigma**2 / r2) ** 3
        return 4.0 * (inv6**2 - inv6).sum() - self.shift


@entry
def openmm_like():
    positions = floats(5, 3).double() * 3
    return torch.jit.script(LennardJones()), [(positions,), (positions, torch.eye(3).double() * 4)]


class ForcesOnABranch(nn.Module):
    def forward(self, x: torch.Tensor, forces: bool = False) -> List[torch.Tensor]:
        energy = (x**3).sum()
        result = [energy]
        if forces:
            x = x.detach().requires_grad_(True)
            e = (x**3).sum()
            grad_outputs: List[Optional[torch.Tensor]] = [torch.ones_like(e)]
            g = torch.autograd.grad([e], [x], grad_outputs=grad_outputs, retain_graph=True)[0]
            if g is not None:
                result.append(-g)
        return result


@entry
def gradient_on_a_branch():
    return torch.jit.script(ForcesOnABranch()), [(floats(4),)]


class GraphNet(nn.Module):
    """Message passing as PyG scripts it."""

    def __init__(self):
        super().__init__()
        self.lin = nn.Linear(5, 6)
        self.att = nn.Parameter(torch.randn(1, 6))

    def propagate(self, edge_index, x, size: Optional[Tuple[int, int]]):
        i, j = edge_index[0], edge_index[1]
        x_j = x.index_select(0, i)
        alpha = (x_j * self.att).sum(-1)
        alpha = torch.nn.functional.leaky_relu(alpha, 0.2)
        n = x.size(0) if size is None else size[1]
        top = torch.full((n,), float("-inf")).scatter_reduce(
            0, j, alpha, reduce="amax", include_self=False
        )
        alpha = (alpha - top[j]).exp()
        total = torch.zeros(n).scatter_add_(0, j, alpha) + 1e-16
        alpha = alpha / total[j]
        return torch.zeros(n, 6).index_add_(0, j, x_j * alpha.unsqueeze(-1))

    def forward(self, x, edge_index, size: Optional[Tuple[int, int]] = None):
        return torch.log_softmax(self.propagate(edge_index, self.lin(x), size), dim=1)


@entry
def graph_attention():
    return torch.jit.script(GraphNet().eval()), [
        (floats(6, 5), edges()),
        (floats(6, 5), edges(), (6, 6)),
    ]


class Solver(nn.Module):
    """A loop until it converges, in double."""

    max_iter: Final[int] = 50

    def forward(self, a: torch.Tensor, b: torch.Tensor, tol: float = 1e-8):
        x = torch.zeros_like(b)
        r = b - a @ x
        p = r.clone()
        rs = torch.dot(r, r)
        i = 0
        converged = False
        while i < self.max_iter and not converged:
            ap = a @ p
            alpha = rs / torch.dot(p, ap)
            x = x + alpha * p
            r = r - alpha * ap
            new = torch.dot(r, r)
            if torch.sqrt(new).item() < tol:
                converged = True
            p = r + (new / rs) * p
            rs = new
            i += 1
        return x, i, converged


@entry
def conjugate_gradients():
    m = floats(6, 6).double()
    return torch.jit.script(Solver()), [(m @ m.t() + torch.eye(6).double(), floats(6).double())]


class Spline(nn.Module):
    def __init__(self):
        super().__init__()
        self.register_buffer("knots", torch.linspace(0, 1, 7))
        self.register_buffer("values", torch.randn(7))

    def forward(self, x):
        i = torch.searchsorted(self.knots, x.contiguous(), right=True).clamp(1, 6)
        lo, hi = self.knots[i - 1], self.knots[i]
        t = (x - lo) / (hi - lo)
        y = torch.lerp(self.values[i - 1], self.values[i], t)
        return (
            y,
            torch.trapz(y, x),
            torch.cumsum(y, 0),
            torch.linalg.det(torch.outer(y, y) + torch.eye(5)),
        )


@entry
def spline():
    return torch.jit.script(Spline()), [(torch.rand(5).sort()[0],)]
