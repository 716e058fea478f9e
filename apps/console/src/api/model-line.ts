import * as v from "valibot";
import { maybe, type Maybe } from "./maybe.ts";

/** Whether a model answers; `loaded` is what a page about one model calls ready. */
export type ModelStatus = "ready" | "loading" | "failed" | "unavailable";

/** A version that may not serve, and why. */
export interface HeldVersion {
  readonly version: string;
  readonly reason: string;
  readonly since?: Maybe<string>;
}

/** One line of the list of models, as `GET /models` and the event `models` tell it. */
export interface ModelLine {
  readonly name: string;
  readonly uri: string;
  readonly status: ModelStatus;
  readonly loaded?: Maybe<boolean>;
  readonly version?: Maybe<string>;
  readonly aliases?: Maybe<readonly string[]>;
  readonly stage?: Maybe<string>;
  readonly flavor?: Maybe<string>;
  readonly runtime?: Maybe<string>;
  readonly task?: Maybe<string>;
  readonly digest?: Maybe<string>;
  /** Why the newest load failed, where it did. */
  readonly reason?: Maybe<string>;
  readonly held?: Maybe<HeldVersion>;
  /** The part of the requests that each alias or version gets, in any unit; none where one gets all. */
  readonly traffic?: Maybe<Readonly<Record<string, unknown>>>;
}

const modelLine: v.GenericSchema<unknown, ModelLine> = v.object({
  name: v.string(),
  uri: v.string(),
  status: v.picklist(["ready", "loading", "failed", "unavailable"]),
  loaded: maybe(v.boolean()),
  version: maybe(v.string()),
  aliases: maybe(v.array(v.string())),
  stage: maybe(v.string()),
  flavor: maybe(v.string()),
  runtime: maybe(v.string()),
  task: maybe(v.string()),
  digest: maybe(v.string()),
  reason: maybe(v.string()),
  held: maybe(v.object({ version: v.string(), reason: v.string(), since: maybe(v.string()) })),
  traffic: maybe(v.record(v.string(), v.unknown())),
});

/** The body of `GET /models`. */
export const modelList: v.GenericSchema<unknown, { readonly models: readonly ModelLine[] }> = v.object({
  models: v.array(modelLine),
});
