"""The network written as a small int8 ONNX file, with its tokenizer."""

from __future__ import annotations

import json
import tempfile
import warnings
from pathlib import Path

import onnx
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import Tensor, nn

from network import Reader, base_folder
from nsmtrainer.reading.model.features import NAMES


class Exported(nn.Module):
    """One answer at a time, without padding: scores as logits, tokens as probabilities."""

    def __init__(self, net: Reader) -> None:
        super().__init__()
        self.net = net.eval()
        for layer in self.net.encoder.layers:
            layer.plain = True

    def forward(self, ids: Tensor, types: Tensor, signals: Tensor,
                facts: Tensor) -> tuple[Tensor, ...]:
        mask = torch.ones_like(ids, dtype=torch.float32)
        levels, evidence, roles = self.net(ids, types, signals, facts, mask)
        return levels, torch.sigmoid(evidence), torch.sigmoid(roles)


def to_onnx(net: Reader, path: Path) -> None:
    """Write the float network."""
    ids = torch.tensor([[101, 2054, 102, 2003, 2009, 2054, 102]])
    types = torch.tensor([[0, 0, 0, 1, 1, 1, 1]])
    signals = torch.zeros(1, ids.shape[1], 4)
    facts = torch.zeros(1, len(NAMES))
    names = ["ids", "types", "signals"]
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        torch.onnx.export(
            Exported(net), (ids, types, signals, facts), str(path), input_names=[*names, "facts"],
            output_names=["levels", "evidence", "roles"], opset_version=17, dynamo=False,
            dynamic_axes={name: {1: "tokens"} for name in [*names, "evidence", "roles"]})


def quantised(source: Path, target: Path) -> None:
    """Turn weights into 8-bit integers; the heads stay exact, since levels hang on them."""
    graph = onnx.load(str(source)).graph
    exact = [node.name for node in graph.node
             if node.op_type == "MatMul" and "/encoder/" not in node.name]
    exact += [node.name for node in graph.node
              if node.op_type == "Gather" and "words" not in node.name]
    quantize_dynamic(str(source), str(target), weight_type=QuantType.QInt8, per_channel=True,
                     op_types_to_quantize=["MatMul", "Gather"], nodes_to_exclude=exact,
                     extra_options={"MatMulConstBOnly": True})


def write(net: Reader, settings: dict, folder: Path) -> None:  # type: ignore[type-arg]
    """Write the three files that the running program loads."""
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as scratch:
        plain = Path(scratch) / "marker.onnx"
        to_onnx(net, plain)
        quantised(plain, folder / "marker.onnx")
    tokens = json.loads((base_folder() / "tokenizer.json").read_text(encoding="utf-8"))
    tokens["truncation"] = tokens["padding"] = None
    (folder / "tokenizer.json").write_text(
        json.dumps(tokens, ensure_ascii=False, separators=(",", ":")), encoding="utf-8")
    (folder / "settings.json").write_text(
        json.dumps(settings, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
