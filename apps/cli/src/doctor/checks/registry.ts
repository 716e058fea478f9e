import { displayUrl } from "@switchyard/registry-client";
import type { DoctorContext } from "../doctor-context.ts";
import { ok, warning, type Said } from "../finding.ts";

/** Whether the registry answers, and what it holds. */
export async function checkRegistry(context: DoctorContext): Promise<readonly Said[]> {
  const { trackingUri = "", registryUri = trackingUri } = context.config.registry;
  const { registered, tookMs } = await context.registry();
  const subject = context.hasOwnRegistry
    ? `${kindOf(registryUri)} at ${displayUrl(registryUri)}`
    : "the sample registry (no other is configured)";
  const found = `${subject}: ${registered.length} registered models, listed in ${tookMs} ms`;
  if (registered.length > 0) return [ok(found)];
  return [
    warning(found, "Register a model in MLflow, or push the samples: switchyard models push --samples."),
  ];
}

const kinds: readonly (readonly [RegExp, string])[] = [
  [/^https?:/i, "an MLflow server"],
  [/^sqlite/i, "an SQLite database"],
  [/^postgres/i, "a PostgreSQL database"],
  [/^mysql/i, "a MySQL database"],
];

function kindOf(uri: string): string {
  return kinds.find(([scheme]) => scheme.test(uri))?.[1] ?? "a directory";
}
