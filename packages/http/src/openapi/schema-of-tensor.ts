import type { SignatureTensorSpec } from "@switchyard/core";
import type { JsonSchema } from "./json-schema.ts";
import { schemaOfElement } from "./schema-of-element.ts";

type Shaped = Pick<SignatureTensorSpec, "dtype" | "shape">;

/** A tensor as nested lists; a list of any length has at least one element. */
export function schemaOfTensor({ dtype, shape }: Shaped): JsonSchema {
  const nested = shape.reduceRight<JsonSchema>((items, size) => listOf(items, size), schemaOfElement(dtype));
  return { ...nested, description: `${dtype}, shape [${shape.join(", ")}]` };
}

/** One row of a tensor whose first dimension counts rows. */
export function schemaOfTensorRow({ dtype, shape }: Shaped): JsonSchema {
  return schemaOfTensor({ dtype, shape: shape.slice(1) });
}

function listOf(items: JsonSchema, size: number): JsonSchema {
  return size === -1
    ? { type: "array", items, minItems: 1 }
    : { type: "array", items, minItems: size, maxItems: size };
}
