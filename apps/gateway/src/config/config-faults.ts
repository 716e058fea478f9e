import { didYouMean } from "@switchyard/registry-client";
import type { z } from "zod";
import { configJsonSchema } from "./config-json-schema.ts";
import { keysAt } from "./keys-at.ts";

/** What was set where: the place in the file, the value, and the name its writer knows it by. */
export interface Given {
  readonly path: string;
  readonly value: unknown;
  readonly source: string;
}

/** One thing that is wrong with a configuration. */
export interface ConfigFault {
  /** Place in `switchyard.yaml`; empty for the whole file. */
  readonly path: string;
  readonly message: string;
  /** The flag or variable that gave it, where it was not the file. */
  readonly source?: string;
}

/** All that a schema has found, each with its place and where it was given. */
export function configFaults(error: z.ZodError, given: readonly Given[]): readonly ConfigFault[] {
  return error.issues.flatMap(faultsOf).map((fault) => withSource(fault, given));
}

function withSource(fault: ConfigFault, given: readonly Given[]): ConfigFault {
  const giver = given.find(({ path }) => fault.path === path || fault.path.startsWith(`${path}.`));
  return giver === undefined ? fault : { ...fault, source: giver.source };
}

/** The fault as a line for people. */
export function describeFault({ path, message, source }: ConfigFault): string {
  return `${path === "" ? "the file" : path}${source === undefined ? "" : ` (${source})`}: ${message}`;
}

function faultsOf(issue: z.core.$ZodIssue): readonly ConfigFault[] {
  if (issue.code !== "unrecognized_keys") return [{ path: issue.path.join("."), message: issue.message }];
  const known = keysAt(configJsonSchema(), issue.path.map(String));
  return issue.keys.map((key) => ({
    path: [...issue.path, key].join("."),
    message: `there is no such key${didYouMean(key, known)}`,
  }));
}
