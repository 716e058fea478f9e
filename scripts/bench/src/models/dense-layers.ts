import type { GraphNode, Weights } from "./onnx-graph.ts";
import { randomNumbers, randomWeights } from "./random-numbers.ts";

/** Nodes of a graph and the weights that they use. */
export interface Layers {
  readonly nodes: readonly GraphNode[];
  readonly weights: readonly Weights[];
}

export interface DenseOptions {
  readonly input: string;
  readonly output: string;
  /** Of the input, of each layer between, of the output. */
  readonly sizes: readonly number[];
  readonly seed: number;
}

/** Fully connected layers with Relu between them and Softmax behind them. */
export function denseLayers({ input, output, sizes, seed }: DenseOptions): Layers {
  const random = randomNumbers(seed);
  const layers = sizes.slice(1).map((size, index) => {
    const inputs = sizes[index] ?? 0;
    const isLast = index === sizes.length - 2;
    const from = index === 0 ? input : `relu${index - 1}`;
    const names = { gemm: `gemm${index}`, weight: `w${index}`, bias: `b${index}` };
    return {
      nodes: [
        { type: "Gemm", inputs: [from, names.weight, names.bias], outputs: [names.gemm] },
        {
          type: isLast ? "Softmax" : "Relu",
          inputs: [names.gemm],
          outputs: [isLast ? output : `relu${index}`],
        },
      ],
      weights: [
        { name: names.weight, shape: [inputs, size], values: randomWeights(inputs * size, inputs, random) },
        { name: names.bias, shape: [size], values: new Float32Array(size) },
      ],
    };
  });
  return {
    nodes: layers.flatMap(({ nodes }) => nodes),
    weights: layers.flatMap(({ weights }) => weights),
  };
}
