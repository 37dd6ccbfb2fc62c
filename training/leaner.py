"""Heads and inner channels of a network that do the least, taken out of it."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import torch
from torch import Tensor, nn

from batches import Example, Tensors, batched, in_order
from network import HEAD_WIDTH, Layer, Reader, Size

STEP = 32  # inner channels come and go by as many as the arithmetic takes at once


def leaner(net: Reader, size: Size, examples: Sequence[Example],
           loss_of: Callable[[Reader, Tensors], Tensor]) -> Reader:
    """The network cut until its layers are of `size` on average; the next pass learns what that lost.

    How much a head or a channel does is told by how much the loss would change, to the first order, if its
    output were zero (Michel, Levy and Neubig 2019; Molchanov and others 2017). The least of all layers go.
    """
    heads, channels = _uses(net, examples, loss_of)
    kept_heads, kept_channels = _most(heads, size.heads), _most(channels, size.inner, STEP)
    for layer, head, channel in zip(net.encoder.layers, kept_heads, kept_channels, strict=True):
        _keep_heads(layer, head)
        _keep_channels(layer, channel)
    return net


def _most(uses: Sequence[Tensor], mean: int, step: int = 1) -> list[Tensor]:
    """Which places of each layer are kept, `mean` on average and a multiple of `step` in each."""
    bar = torch.cat(list(uses)).topk(min(mean * len(uses), sum(map(len, uses)))).values[-1]
    found = []
    for use in uses:
        count = max(step, round(int((use >= bar).sum()) / step) * step)
        found.append(use.topk(min(count, len(use))).indices.sort().values)
    return found


def _uses(net: Reader, examples: Sequence[Example],
          loss_of: Callable[[Reader, Tensors], Tensor]) -> tuple[list[Tensor], list[Tensor]]:
    """For each layer, of what use each head is and each inner channel."""
    net.eval()
    layers = list(net.encoder.layers)
    heads = [torch.zeros(layer.heads) for layer in layers]
    channels = [torch.zeros(layer.up.out_features) for layer in layers]
    inputs: dict[nn.Module, Tensor] = {}

    def watch(module: nn.Module, given: tuple[Tensor, ...]) -> None:
        given[0].retain_grad()
        inputs[module] = given[0]

    hooks = [part.register_forward_pre_hook(watch) for layer in layers for part in (layer.join, layer.down)]
    for batch in batched(examples, in_order([len(one.window.ids) for one in examples], 8)):
        net.zero_grad()
        loss_of(net, batch).backward()
        for place, layer in enumerate(layers):
            joined, inner = (_pull(inputs[part]) for part in (layer.join, layer.down))
            heads[place] += joined.view(len(joined), -1, HEAD_WIDTH).sum(2).abs().sum(0)
            channels[place] += inner.abs().sum(0)
    for hook in hooks:
        hook.remove()
    net.zero_grad()
    return heads, channels


def _pull(x: Tensor) -> Tensor:
    """By how much each number of each answer bears on the loss: (answers, width)."""
    assert x.grad is not None
    return (x.detach() * x.grad).sum(1)


def _keep_heads(layer: Layer, kept: Tensor) -> None:
    rows = (kept[:, None] * HEAD_WIDTH + torch.arange(HEAD_WIDTH)).flatten()
    for name in ("query", "key", "value"):
        setattr(layer, name, _fewer_out(getattr(layer, name), rows))
    layer.join = _fewer_in(layer.join, rows)
    layer.heads = len(kept)


def _keep_channels(layer: Layer, kept: Tensor) -> None:
    layer.up, layer.down = _fewer_out(layer.up, kept), _fewer_in(layer.down, kept)


def _fewer_out(linear: nn.Linear, rows: Tensor) -> nn.Linear:
    return _linear(linear.weight.data[rows], linear.bias.data[rows])


def _fewer_in(linear: nn.Linear, columns: Tensor) -> nn.Linear:
    return _linear(linear.weight.data[:, columns], linear.bias.data)


def _linear(weight: Tensor, bias: Tensor) -> nn.Linear:
    made = nn.Linear(weight.shape[1], weight.shape[0])
    made.weight.data, made.bias.data = weight.clone(), bias.clone()
    return made
