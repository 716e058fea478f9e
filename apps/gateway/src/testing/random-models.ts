import type {
  ColumnSpec,
  ColumnType,
  ModelDescription,
  ParamSpec,
  ScalarColumnType,
  Schema,
  SignatureTensorSpec,
  TensorSpec,
} from "@switchyard/core";
import fc from "fast-check";

const scalarTypes: readonly ScalarColumnType[] = [
  "boolean",
  "integer",
  "long",
  "float",
  "double",
  "string",
  "binary",
  "datetime",
];

/** Names of any characters, too. */
const anyName: fc.Arbitrary<string> = fc.oneof(
  fc.stringMatching(/^[a-z][a-z_0-9]{0,8}$/),
  fc.string({ minLength: 1, maxLength: 6, unit: "grapheme" }),
);

const scalar = fc.constantFrom(...scalarTypes).map((type): ColumnType => ({ kind: "scalar", type }));

/** Of the others MLflow refuses inside lists and objects what JSON can say, such as every integer for an `integer`. */
const nestedScalar = fc
  .constantFrom<ScalarColumnType[]>("boolean", "long", "double", "string")
  .map((type): ColumnType => ({ kind: "scalar", type }));

const { type: columnType } = fc.letrec<{ readonly type: ColumnType }>((tie) => ({
  type: fc.oneof(
    { maxDepth: 2 },
    nestedScalar,
    tie("type").map((items): ColumnType => ({ kind: "array", items })),
    tie("type").map((values): ColumnType => ({ kind: "map", values })),
    fc
      .uniqueArray(fc.record({ name: anyName, type: tie("type"), required: fc.boolean() }), {
        selector: ({ name }) => name,
        minLength: 1,
        maxLength: 3,
      })
      .map((properties): ColumnType => ({ kind: "object", properties })),
  ),
}));

/** Columns of this type, all of them named or none. */
function columnsOf(type: fc.Arbitrary<ColumnType>): fc.Arbitrary<readonly ColumnSpec[]> {
  const named = fc.uniqueArray(fc.record({ name: anyName, type, required: fc.boolean() }), {
    selector: ({ name }) => name,
    minLength: 1,
    maxLength: 4,
  });
  const unnamed = fc.array(
    type.map((each): ColumnSpec => ({ name: undefined, type: each, required: true })),
    { minLength: 1, maxLength: 3 },
  );
  return fc.oneof({ weight: 3, arbitrary: named }, { weight: 1, arbitrary: unnamed });
}

const dtypes = ["float32", "float64", "int8", "int32", "int64", "uint8", "uint64", "bool", "string"] as const;
const shape = fc
  .array(fc.integer({ min: 1, max: 3 }), { maxLength: 2 })
  .map((inner): readonly number[] => [-1].concat(inner));

const graphTensors: fc.Arbitrary<readonly TensorSpec[]> = fc.uniqueArray(
  fc.record({ name: anyName, dtype: fc.constantFrom(...dtypes), shape }),
  { selector: ({ name }) => name, minLength: 1, maxLength: 3 },
);

const tensors: fc.Arbitrary<readonly SignatureTensorSpec[]> = fc.oneof(
  graphTensors,
  fc.record({ dtype: fc.constantFrom(...dtypes), shape }).map((only) => [{ name: undefined, ...only }]),
);

/** Columns of scalars or of anything, or tensors. */
const inputs: fc.Arbitrary<Schema> = fc.oneof(
  columnsOf(scalar).map((columns): Schema => ({ kind: "columns", columns })),
  columnsOf(columnType).map((columns): Schema => ({ kind: "columns", columns })),
  tensors.map((each): Schema => ({ kind: "tensors", tensors: each })),
);

const params: fc.Arbitrary<readonly ParamSpec[]> = fc.uniqueArray(
  fc.record({
    name: anyName,
    type: fc.constant<ColumnType>({ kind: "scalar", type: "double" }),
    default: fc.constant(0.5),
    list: fc.constant(false),
  }),
  { selector: ({ name }) => name, maxLength: 2 },
);

/** A model as its worker might describe it, with a signature or without one. */
export const describedModel: fc.Arbitrary<ModelDescription> = fc.record({
  flavor: fc.constant("onnx"),
  runtime: fc.constant("onnxruntime"),
  signature: fc.option(fc.record({ inputs, outputs: fc.constant(undefined), params }), { nil: undefined }),
  inputs: graphTensors,
  outputs: graphTensors,
  labels: fc.option(fc.array(anyName, { minLength: 1, maxLength: 3 }), { nil: undefined }),
  task: fc.constantFrom("image", "text", "table", "tensor"),
  predictOutput: fc.constant(undefined),
  scores: fc.option(fc.constant({ output: "scores", kind: "probabilities" }), { nil: undefined }),
});

/** A model of tables or tensors that its signature describes. */
export const signedModel: fc.Arbitrary<ModelDescription> = fc.record({
  flavor: fc.constant("sklearn"),
  runtime: fc.constant("onnxruntime"),
  signature: fc.record({ inputs, outputs: fc.constant(undefined), params }),
  inputs: fc.constant([]),
  outputs: fc.constant([]),
  labels: fc.constant(undefined),
  task: fc.constant("table"),
  predictOutput: fc.constant(undefined),
  scores: fc.constant(undefined),
});

/** A model that nothing but its graph describes. */
export const graphModel: fc.Arbitrary<ModelDescription> = fc.record({
  flavor: fc.constant("onnx"),
  runtime: fc.constant("onnxruntime"),
  signature: fc.constant(undefined),
  inputs: graphTensors,
  outputs: graphTensors,
  labels: fc.constant(undefined),
  task: fc.constant("tensor"),
  predictOutput: fc.constant(undefined),
  scores: fc.constant(undefined),
});

/** Clients take these two out of paths. */
const modelName = anyName.filter((name) => name !== "." && name !== "..");

/** Some models of some versions, by names of any characters. */
export const describedModels: fc.Arbitrary<Record<string, Record<string, ModelDescription>>> = fc.dictionary(
  modelName,
  fc.dictionary(fc.constantFrom("1", "2", "m-1", "a b"), describedModel, { minKeys: 1, maxKeys: 2 }),
  { maxKeys: 3 },
);

const features = ["sepal_length", "sepal_width", "petal_length", "petal_width"];

/** A classifier of four numbers. */
export const irisModel: ModelDescription = {
  flavor: "sklearn",
  runtime: "onnxruntime",
  signature: {
    inputs: {
      kind: "columns",
      columns: features.map((name) => ({ name, type: { kind: "scalar", type: "double" }, required: true })),
    },
    outputs: undefined,
    params: undefined,
  },
  inputs: features.map((name) => ({ name, dtype: "float64", shape: [-1, 1] })),
  outputs: [
    { name: "label", dtype: "string", shape: [-1] },
    { name: "probabilities", dtype: "float32", shape: [-1, 3] },
  ],
  labels: ["setosa", "versicolor", "virginica"],
  task: "table",
  predictOutput: "label",
  scores: { output: "probabilities", kind: "probabilities" },
};
