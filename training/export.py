"""Export a run's averaged weights to the one file that ships: int8 ONNX, with its labels inside.

`python -m training.export --run runs/NAME --out tipsheet/model`
"""

import argparse
import json
import shutil
import tempfile
from pathlib import Path

import numpy as np
import onnx
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic

from tipsheet.reading import labels
from training.encoder_files import tokenizer_path
from training.model import Conditional, Exported, Network

SMALL = 1_000_000
"""Values of a table from which it is kept as int8."""


def main() -> None:
    """Read the options and export."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--run", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    options = parser.parse_args()
    options.out.mkdir(parents=True, exist_ok=True)
    network, step = restored(options.run)
    with tempfile.TemporaryDirectory() as scratch:
        plain = Path(scratch) / "plain.onnx"
        export(network, plain)
        quantize(plain, options.out / "reader.onnx")
    describe(options.out / "reader.onnx", network, step)
    shutil.copyfile(tokenizer_path(), options.out / "tokenizer.json")


def restored(run: Path) -> tuple[Network, int]:
    """The network of a run with its averaged weights, ready to predict."""
    state = torch.load(run / "checkpoint.pt", map_location="cpu", weights_only=True)
    network = Network()
    network.load_state_dict(state["average"])
    return network.eval(), int(state["step"])


def export(network: Network, path: Path) -> None:
    """Write the network in full precision; the length of a window is free."""
    pieces = torch.export.Dim("pieces", min=3, max=511)
    words, asked = torch.export.Dim("words", min=2, max=510), torch.export.Dim("asked", max=510)
    window = [torch.ones(64, dtype=torch.int64) for _ in range(3)]
    program = torch.onnx.export(
        Exported(network).eval(),
        (*window, torch.arange(1, 51), torch.arange(5)),
        dynamo=True,
        external_data=False,
        input_names=["ids", "shapes", "gaps", "words", "asked"],
        output_names=list(Exported.OUTPUTS),
        dynamic_shapes=({0: pieces}, {0: pieces}, {0: pieces}, {0: words}, {0: asked}),
        opset_version=20,
    )
    assert program is not None
    program.save(str(path), external_data=False)


def quantize(plain: Path, out: Path) -> None:
    """Weights to int8, per channel; activations are quantised as they come.

    Small tables stay as they are: to turn them back at every look-up takes longer than it saves.
    """
    graph = onnx.load(plain, load_external_data=False).graph
    sizes = {item.name: int(np.prod(item.dims)) for item in graph.initializer}
    small = [
        node.name
        for node in graph.node
        if node.op_type == "Gather" and sizes.get(node.input[0], 0) < SMALL
    ]
    quantize_dynamic(
        plain,
        out,
        op_types_to_quantize=["MatMul", "Gemm", "Gather"],
        per_channel=True,
        weight_type=QuantType.QInt8,
        nodes_to_exclude=small,
        extra_options={"MatMulConstBOnly": True},
    )


def describe(path: Path, network: Network, step: int) -> None:
    """Write the label sets, the moves between tags and the training step into the file."""
    model = onnx.load(path)
    properties = {
        "names": labels.NAMES,
        "types": labels.TYPES,
        "statuses": labels.STATUSES,
        "kinds": labels.KINDS,
        "modes": labels.modes(),
        "moves": {"said": _rounded(network.said), "arguments": _rounded(network.arguments)},
        "step": step,
    }
    del model.metadata_props[:]
    for node in model.graph.node:
        del node.metadata_props[:]
        node.doc_string = ""
    for key, value in properties.items():
        entry = model.metadata_props.add()
        entry.key, entry.value = key, json.dumps(value)
    onnx.save(model, path)


def _rounded(head: Conditional) -> list[list[float]]:
    return [[round(score, 3) for score in row] for row in head.moves.tolist()]


if __name__ == "__main__":
    main()
