"""Owns MiniLM's graph as ONNX, operation by operation, and its int8 form; only building the encoder needs it.

The one door to onnx, which takes a third of a second and 20 MB to import: `encoder_build` opens it when it builds.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import onnx
from numpy.typing import NDArray
from onnx import TensorProto, helper, numpy_helper
from onnxruntime.quantization import QuantType, quantize_dynamic

from knowledge.embed import DIMENSIONS
from knowledge.weights import read_safetensors

LAYERS = 6
HEADS = 12
HEAD_WIDTH = DIMENSIONS // HEADS
OPSET = 20

# Signed weights are fastest where the processor multiplies int8 without saturating (VNNI); unsigned ones are right
# everywhere.
QUANTISATIONS = (QuantType.QInt8, QuantType.QUInt8)

Weights = dict[str, NDArray[np.float32]]


def write_graph(weights: Path, target: Path) -> None:
    """The full-precision model of these weights, written to `target`."""
    onnx.save(build_graph(read_safetensors(weights)), target)


def write_int8(full: Path, target: Path, quantisation: QuantType) -> None:
    """The model in `full` with int8 weights, written to `target`."""
    quantize_dynamic(
        full,
        target,
        weight_type=quantisation,
        per_channel=True,
        op_types_to_quantize=["MatMul", "Gather"],
        extra_options={"MatMulConstBOnly": True},
    )


class _Graph:
    """Operations and constants of a graph in the making; every operation gives the name of its one output."""

    def __init__(self, weights: Weights) -> None:
        self.weights = weights
        self.nodes: list[onnx.NodeProto] = []
        self.constants: dict[str, onnx.TensorProto] = {}

    def op(self, kind: str, *inputs: str, output: str = "", **attributes: Any) -> str:
        output = output or f"{kind.lower()}_{len(self.nodes)}"
        self.nodes.append(helper.make_node(kind, list(inputs), [output], name=f"node_{len(self.nodes)}", **attributes))
        return output

    def constant(self, name: str, array: NDArray[np.generic]) -> str:
        self.constants[name] = numpy_helper.from_array(np.ascontiguousarray(array).reshape(array.shape), name)
        return name

    def weight(self, name: str) -> str:
        return self.constant(name, self.weights[name])

    def linear(self, value: str, name: str) -> str:
        matrix = self.constant(f"{name}.matrix", self.weights[f"{name}.weight"].T)
        return self.op("Add", self.op("MatMul", value, matrix), self.weight(f"{name}.bias"))

    def norm(self, value: str, name: str) -> str:
        scale, bias = self.weight(f"{name}.weight"), self.weight(f"{name}.bias")
        return self.op("LayerNormalization", value, scale, bias, axis=-1, epsilon=1e-12)


def build_graph(weights: Weights) -> onnx.ModelProto:
    """The full-precision graph: `input_ids` (int64, batch x length, no padding) to `embedding` (batch x 384)."""
    graph = _Graph(weights)
    hidden = _embed(graph)
    for layer in range(LAYERS):
        hidden = _layer(graph, hidden, f"encoder.layer.{layer}")
    _pool(graph, hidden)
    whole = helper.make_graph(
        graph.nodes,
        "minilm",
        [helper.make_tensor_value_info("input_ids", TensorProto.INT64, ["batch", "length"])],
        [helper.make_tensor_value_info("embedding", TensorProto.FLOAT, ["batch", DIMENSIONS])],
        list(graph.constants.values()),
    )
    model = helper.make_model(whole, opset_imports=[helper.make_opsetid("", OPSET)])
    model.ir_version = 9
    # There is nothing to fuse in a graph written by hand; without this mark the quantiser would complain of it, and
    # would set up logging for the whole process in doing so.
    helper.set_model_props(model, {"onnx.quant.pre_process": "onnxruntime.quant"})
    onnx.checker.check_model(model)
    return model


def _embed(graph: _Graph) -> str:
    one = graph.constant("one", np.array(1, np.int64))
    length = graph.op("Gather", graph.op("Shape", "input_ids"), one)
    positions = graph.op("Range", graph.constant("zero", np.array(0, np.int64)), length, one)
    words = graph.op("Gather", graph.weight("embeddings.word_embeddings.weight"), "input_ids")
    places = graph.op("Gather", graph.weight("embeddings.position_embeddings.weight"), positions)
    # A text is one segment, so the segment's embedding is one row, added everywhere.
    segment = graph.constant("segment", graph.weights["embeddings.token_type_embeddings.weight"][0])
    return graph.norm(graph.op("Add", graph.op("Add", words, places), segment), "embeddings.LayerNorm")


def _layer(graph: _Graph, hidden: str, name: str) -> str:
    split = graph.constant("split", np.array([0, 0, HEADS, HEAD_WIDTH], np.int64))
    joined = graph.constant("joined", np.array([0, 0, DIMENSIONS], np.int64))
    scale = graph.constant("scale", np.array(HEAD_WIDTH**-0.5, np.float32))

    def heads(part: str, order: list[int]) -> str:
        return graph.op("Transpose", graph.op("Reshape", graph.linear(hidden, f"{name}.{part}"), split), perm=order)

    query = heads("attention.self.query", [0, 2, 1, 3])
    key = heads("attention.self.key", [0, 2, 3, 1])
    value = heads("attention.self.value", [0, 2, 1, 3])
    scores = graph.op("Mul", graph.op("MatMul", query, key), scale)
    mixed = graph.op("MatMul", graph.op("Softmax", scores, axis=-1), value)
    mixed = graph.op("Reshape", graph.op("Transpose", mixed, perm=[0, 2, 1, 3]), joined)
    attended = graph.op("Add", graph.linear(mixed, f"{name}.attention.output.dense"), hidden)
    attended = graph.norm(attended, f"{name}.attention.output.LayerNorm")
    wide = graph.op("Gelu", graph.linear(attended, f"{name}.intermediate.dense"))
    return graph.norm(graph.op("Add", graph.linear(wide, f"{name}.output.dense"), attended), f"{name}.output.LayerNorm")


def _pool(graph: _Graph, hidden: str) -> None:
    """The mean of the tokens, at length 1."""
    mean = graph.op("ReduceMean", hidden, graph.constant("axis_1", np.array([1], np.int64)), keepdims=0)
    last = graph.constant("axis_last", np.array([-1], np.int64))
    graph.op("Div", mean, graph.op("ReduceL2", mean, last, keepdims=1), output="embedding")
