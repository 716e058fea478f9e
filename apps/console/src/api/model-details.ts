import * as v from "valibot";
import { maybe, type Maybe } from "./maybe.ts";
import { signature, tensorSpec, type Signature, type TensorSpec } from "./signature.ts";

/** One version that the gateway has, had, or could not load. */
export interface VersionDetails {
  readonly version: string;
  readonly state: string;
  readonly reason?: Maybe<string>;
  readonly aliases?: Maybe<readonly string[]>;
  readonly stage?: Maybe<string>;
  readonly run_id?: Maybe<string>;
  readonly digest?: Maybe<string>;
  readonly loaded_at?: Maybe<string>;
  readonly residence?: Maybe<string>;
}

/** Whether an ONNX companion answers for a model, how that was proven, and why not. */
export interface Compilation {
  readonly status: string;
  readonly reason?: Maybe<string>;
  readonly converter?: Maybe<string>;
  readonly verification?: Maybe<{ readonly rows: number; readonly largest_error: number }>;
}

/** What `GET /models/{name}` tells beyond the model's line. */
export interface ModelDetails {
  readonly name: string;
  readonly task?: Maybe<string>;
  readonly labels?: Maybe<readonly string[]>;
  readonly signature?: Maybe<Signature>;
  readonly inputs?: Maybe<readonly TensorSpec[]>;
  readonly outputs?: Maybe<readonly TensorSpec[]>;
  readonly input_example?: unknown;
  /** The JSON Schema of a training's parameters, where the model can be trained. */
  readonly training?: Maybe<{ readonly parameters: Readonly<Record<string, unknown>> }>;
  readonly compilation?: Maybe<Compilation>;
  readonly versions: readonly VersionDetails[];
}

const versionDetails: v.GenericSchema<unknown, VersionDetails> = v.object({
  version: v.string(),
  state: v.string(),
  reason: maybe(v.string()),
  aliases: maybe(v.array(v.string())),
  stage: maybe(v.string()),
  run_id: maybe(v.string()),
  digest: maybe(v.string()),
  loaded_at: maybe(v.string()),
  residence: maybe(v.string()),
});

const compilation: v.GenericSchema<unknown, Compilation> = v.object({
  status: v.string(),
  reason: maybe(v.string()),
  converter: maybe(v.string()),
  verification: maybe(v.object({ rows: v.number(), largest_error: v.number() })),
});

/** The body of `GET /models/{name}`. */
export const modelDetails: v.GenericSchema<unknown, ModelDetails> = v.object({
  name: v.string(),
  task: maybe(v.string()),
  labels: maybe(v.array(v.string())),
  signature: maybe(signature),
  inputs: maybe(v.array(tensorSpec)),
  outputs: maybe(v.array(tensorSpec)),
  input_example: v.optional(v.unknown()),
  training: maybe(v.object({ parameters: v.record(v.string(), v.unknown()) })),
  compilation: maybe(compilation),
  versions: v.array(versionDetails),
});
