import { denseLayers, type Layers } from "./dense-layers.ts";
import type { GraphNode } from "./onnx-graph.ts";
import { randomNumbers, randomWeights } from "./random-numbers.ts";

export interface ConvolutionOptions {
  /** Bytes [row, height, width, colour]. */
  readonly input: string;
  readonly output: string;
  readonly classes: number;
  readonly seed: number;
}

/** Of the colours, then of each convolution's output; each halves the picture. */
const channels = [3, 40, 80, 144, 176, 192];

/** Five convolutions, their mean, and a layer to the classes. */
export function convolutions({ input, output, classes, seed }: ConvolutionOptions): Layers {
  const random = randomNumbers(seed);
  const steps = channels.slice(1).map((size, index) => layer(index, size, random));
  const last = channels.at(-1) ?? 0;
  const dense = denseLayers({ input: "flat", output, sizes: [last, classes], seed: seed + 1 });
  return {
    nodes: [...prepared(input), ...steps.flatMap(({ nodes }) => nodes), ...flattened(), ...dense.nodes],
    weights: [
      { name: "scale", shape: [], values: Float32Array.of(1 / 255) },
      ...steps.flatMap(({ weights }) => weights),
      ...dense.weights,
    ],
  };
}

/** Bytes by pixel to numbers by colour. */
function prepared(input: string): readonly GraphNode[] {
  return [
    { type: "Cast", inputs: [input], outputs: ["numbers"], attributes: { to: 1 } },
    { type: "Mul", inputs: ["numbers", "scale"], outputs: ["scaled"] },
    { type: "Transpose", inputs: ["scaled"], outputs: ["map0"], attributes: { perm: [0, 3, 1, 2] } },
  ];
}

function layer(index: number, size: number, random: () => number): Layers {
  const inputs = channels[index] ?? 0;
  const attributes = { kernel_shape: [3, 3], strides: [2, 2], pads: [1, 1, 1, 1] };
  return {
    nodes: [
      {
        type: "Conv",
        inputs: [`map${index}`, `kernel${index}`],
        outputs: [`conv${index}`],
        attributes,
      },
      { type: "Relu", inputs: [`conv${index}`], outputs: [`map${index + 1}`] },
    ],
    weights: [
      {
        name: `kernel${index}`,
        shape: [size, inputs, 3, 3],
        values: randomWeights(size * inputs * 9, inputs * 9, random),
      },
    ],
  };
}

function flattened(): readonly GraphNode[] {
  return [
    { type: "GlobalAveragePool", inputs: [`map${channels.length - 1}`], outputs: ["pooled"] },
    { type: "Flatten", inputs: ["pooled"], outputs: ["flat"], attributes: { axis: 1 } },
  ];
}
