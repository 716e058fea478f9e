import { field, float, message, number, text } from "./protobuf.ts";

/** ONNX's numbers for the element types that the models of the benchmark have. */
const elementTypes = { float32: 1, uint8: 2, int64: 7, string: 8 } as const;

/** An input or output; -1 stands for any size. */
export interface GraphValue {
  readonly name: string;
  readonly dtype: keyof typeof elementTypes;
  readonly shape: readonly number[];
}

/** A tensor of weights. */
export interface Weights {
  readonly name: string;
  readonly shape: readonly number[];
  readonly values: Float32Array;
}

type Attribute = number | string | readonly number[] | readonly string[] | { readonly float: number };

/** One operation; its attributes by their names. */
export interface GraphNode {
  readonly type: string;
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
  readonly attributes?: Readonly<Record<string, Attribute>>;
}

/** A whole model. */
export interface Graph {
  readonly inputs: readonly GraphValue[];
  readonly outputs: readonly GraphValue[];
  readonly nodes: readonly GraphNode[];
  readonly weights: readonly Weights[];
}

/** The bytes of an ONNX file of IR 9 and opset 20. */
export function onnxFile({ inputs, outputs, nodes, weights }: Graph): Buffer {
  const graph = message(
    ...nodes.map((each) => field(1, toNode(each))),
    text(2, "graph"),
    ...weights.map((each) => field(5, toTensor(each))),
    ...inputs.map((each) => field(11, toValue(each))),
    ...outputs.map((each) => field(12, toValue(each))),
  );
  return message(number(1, 9), field(7, graph), field(8, message(text(1, ""), number(2, 20))));
}

function toNode({ type, inputs, outputs, attributes = {} }: GraphNode): Buffer {
  return message(
    ...inputs.map((each) => text(1, each)),
    ...outputs.map((each) => text(2, each)),
    text(4, type),
    ...Object.entries(attributes).map(([name, value]) => field(5, message(text(1, name), content(value)))),
  );
}

/** The value of an attribute, and the number of its kind. */
function content(value: Attribute): Buffer {
  if (typeof value === "number") return message(number(3, value), number(20, 2));
  if (typeof value === "string") return message(text(4, value), number(20, 3));
  if ("float" in value) return message(float(2, value.float), number(20, 1));
  const items = value.map((each) => (typeof each === "number" ? number(8, each) : text(9, each)));
  return message(...items, number(20, typeof value[0] === "string" ? 8 : 7));
}

function toTensor({ name, shape, values }: Weights): Buffer {
  const bytes = Buffer.from(values.buffer, values.byteOffset, values.byteLength);
  return message(
    ...shape.map((size) => number(1, size)),
    number(2, elementTypes.float32),
    text(8, name),
    field(9, bytes),
  );
}

function toValue({ name, dtype, shape }: GraphValue): Buffer {
  const dimensions = shape.map((size, index) =>
    field(1, size === -1 ? text(2, `n${index}`) : number(1, size)),
  );
  const tensor = message(number(1, elementTypes[dtype]), field(2, message(...dimensions)));
  return message(text(1, name), field(2, message(field(1, tensor))));
}
