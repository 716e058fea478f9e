import { GatewayError, type ModelRef, type Operation } from "@switchyard/core";

/** What a path asks of which model. */
export interface InferenceTarget {
  readonly ref: ModelRef;
  readonly operation: Operation;
  /** The path with its variable parts named, for counts. */
  readonly route: string;
  /** Takes uploads only, and names each file beside its prediction. */
  readonly namesFiles?: boolean;
}

/** Finds what a request's URL asks of which model; undefined where it is another path. */
export type FindTarget = (url: string) => InferenceTarget | undefined;

interface Asked {
  readonly operation: Operation;
  /** By what stands in front of the model's name, and whether a version is named. */
  readonly routes: Readonly<Record<"models" | "endpoints" | "version", string>>;
}

const operations: ReadonlyMap<string, Asked> = new Map([
  ["invocations", asked("invocations", "invocations")],
  ["invoke", asked("invoke", "invocations")],
  ["predict", asked("predict", "predict")],
]);

const openOperations: ReadonlyMap<string, Asked> = new Map([["infer", asked("infer", "infer", "/v2")]]);

function asked(last: string, operation: Operation, root = ""): Asked {
  return {
    operation,
    routes: {
      models: `${root}/models/{name}/${last}`,
      version: `${root}/models/{name}/versions/{version}/${last}`,
      endpoints: `/endpoints/{name}/${last}`,
    },
  };
}

/**
 * The target of an inference path, or undefined for another path:
 * `/models/{name}[@{alias}][/versions/{version}]/(invocations|invoke|predict)`, the same below `/v2` with `infer`,
 * and MLflow's `/endpoints/{name}/invocations`. Names are percent-encoded. Throws `invalid_request` for a broken
 * encoding.
 */
export function inferenceTarget(
  url: string,
  isModel: (name: string) => boolean,
): InferenceTarget | undefined {
  const query = url.indexOf("?");
  const segments = (query === -1 ? url : url.slice(0, query)).split("/");
  const isOpen = segments[1] === "v2";
  const at = isOpen ? 2 : 1;
  const root = segments[at];
  const name = segments[at + 1] ?? "";
  if (name === "" || (root !== "models" && (isOpen || root !== "endpoints"))) return undefined;
  const rest = segments.slice(at + 2);
  const found = (isOpen ? openOperations : operations).get(rest.at(-1) ?? "");
  if (!found) return undefined;
  const { operation, routes } = found;
  if (rest.length === 1) return { ref: refOf(decode(name), isModel), operation, route: routes[root] };
  const [versions, version = ""] = rest;
  if (rest.length !== 3 || versions !== "versions" || root !== "models" || version === "") return undefined;
  return { ref: { name: decode(name), version: decode(version) }, operation, route: routes.version };
}

/** A name may itself hold an `@`: only what is no model as a whole is split, at the last one. */
export function refOf(name: string, isModel: (name: string) => boolean): ModelRef {
  const at = name.lastIndexOf("@");
  if (at < 1 || isModel(name)) return { name };
  return { name: name.slice(0, at), alias: name.slice(at + 1) };
}

function decode(segment: string): string {
  if (!segment.includes("%")) return segment;
  try {
    return decodeURIComponent(segment);
  } catch (cause) {
    throw new GatewayError("invalid_request", `path: ${segment} is not percent-encoded UTF-8`, { cause });
  }
}
