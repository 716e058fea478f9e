import { setImmediate as nextTurn } from "node:timers/promises";
import { exactNumbers, type ModelDescription } from "@switchyard/core";
import type { DocumentedModel } from "./documented-model.ts";
import type { JsonSchema } from "./json-schema.ts";
import { modelComponents } from "./model-components.ts";
import { modelPaths } from "./model-paths.ts";

/** A model's part of documents in JSON, each without the braces around it. */
export interface ModelText {
  readonly paths: string;
  readonly requestBodies: string;
  readonly responses: string;
}

interface Known {
  /** All that it was made of. */
  readonly of: readonly unknown[];
  readonly text: ModelText;
}

/** By what the version that serves says of itself: with another version, or others beside it, the text is another. */
const known = new WeakMap<ModelDescription, Known>();

/**
 * A model's part of the document; made once while the same versions serve, since gateways have many models. Other
 * paths of the model are told by schemas that stay the same objects.
 */
export async function modelText(
  model: DocumentedModel,
  others: { readonly of: readonly unknown[]; readonly paths: () => JsonSchema },
): Promise<ModelText> {
  const { name, current, pinned, aliases } = model;
  const versions = [...pinned, ...aliases].flatMap(([at, own]) => [
    at,
    own.key,
    own.description,
    own.example,
  ]);
  const of = [name, current.example, pinned.length, ...versions, ...others.of];
  const before = current.description && known.get(current.description);
  if (before && isSame(before.of, of)) return before.text;
  // Requests that wait come first: all models at once would keep them waiting.
  await nextTurn();
  const { requestBodies, responses } = modelComponents([model]);
  const text = {
    paths: innerJson({ ...modelPaths(model), ...others.paths() }),
    requestBodies: innerJson(requestBodies),
    responses: innerJson(responses),
  };
  if (current.description) known.set(current.description, { of, text });
  return text;
}

/** An object in JSON without its braces. */
export function innerJson(object: JsonSchema): string {
  return JSON.stringify(object, exactNumbers).slice(1, -1);
}

function isSame(one: readonly unknown[], other: readonly unknown[]): boolean {
  return one.length === other.length && one.every((each, index) => each === other[index]);
}
