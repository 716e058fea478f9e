import { join } from "node:path";
import { GatewayError, type FetchedModel } from "@switchyard/core";
import { convertModel, type Environment } from "@switchyard/python-worker";
import { readManifest } from "@switchyard/registry-client";
import type { CompanionRecord } from "./companion-record.ts";
import { fileDigest } from "./file-digest.ts";
import { layOutCompanion } from "./lay-out-companion.ts";
import { proveCompanion, type ProveOptions } from "./prove-companion.ts";

export interface CompileOptions extends Omit<ProveOptions, "companion"> {
  readonly env: Environment;
  /** The interpreter that has the converters. */
  readonly converters: string;
  /** An empty directory; becomes the model with its companion. */
  readonly target: string;
}

/** What came of an attempt. */
export interface Compiled {
  readonly record: CompanionRecord;
  /** Whether another attempt would end the same way. */
  readonly isFinal: boolean;
}

const longestConvertMs = 300_000;

/** Makes a model's companion, and proves that it answers alike; throws when the signal comes. */
export async function compileModel(
  model: FetchedModel,
  options: CompileOptions,
  signal: AbortSignal,
): Promise<Compiled> {
  const { converters, env, target, onProgress } = options;
  const { directory } = model;
  // Python, which answers where converting hangs, needs time to load too.
  const convertTimeoutMs = Math.min(longestConvertMs, options.workers.loadTimeoutMs / 2);
  const converted = await convertModel(
    { interpreter: converters, env, directory, output: target, onProgress },
    AbortSignal.any([signal, AbortSignal.timeout(convertTimeoutMs)]),
  );
  signal.throwIfAborted();
  if ("refused" in converted)
    return { record: { status: "refused", reason: converted.refused }, isFinal: converted.isFinal };
  const { converter, flavor, labels } = converted;
  await layOutCompanion({ source: directory, target, flavor, labels: labels ?? undefined });
  const companion = { ...model, directory: target, manifest: await readManifest(target) };
  const { reason, verification, isFinal } = await proveCompanion(model, { ...options, companion }, signal);
  if (reason !== undefined || !verification)
    return {
      record: { status: "refused", reason: reason ?? "nothing was compared", converter, verification },
      isFinal,
    };
  const sha256 = await fileDigest(join(target, graphOf(flavor)));
  return {
    record: { status: "compiled", converter, flavor: { ...flavor }, sha256, verification },
    isFinal: true,
  };
}

function graphOf({ data }: Readonly<Record<string, unknown>>): string {
  if (typeof data === "string") return data;
  throw new GatewayError("load_failed", "the converter named no graph");
}
