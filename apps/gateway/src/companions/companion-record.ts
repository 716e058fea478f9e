import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Verification } from "@switchyard/core";
import { z } from "zod";

/** Its name beside the graph. */
export const recordFile = "companion.json";

/** A companion that was proven to answer as its model does. */
export interface CompiledRecord {
  readonly status: "compiled";
  readonly converter: string;
  /** The `onnx` entry of `MLmodel`. */
  readonly flavor: Readonly<Record<string, unknown>>;
  /** Of the graph that was compared, in hex. */
  readonly sha256: string;
  readonly verification: Verification;
}

/** Why a model has no companion. */
export interface RefusedRecord {
  readonly status: "refused";
  readonly reason: string;
  readonly converter?: string | undefined;
  readonly verification?: Verification | undefined;
}

/** What is kept of an attempt to compile. */
export type CompanionRecord = CompiledRecord | RefusedRecord;

const verification = z
  .object({
    rows: z.number(),
    requests: z.number(),
    differing: z.number(),
    largestError: z.number(),
    tolerance: z.number(),
    worst: z
      .object({ request: z.string(), path: z.string(), found: z.unknown(), expected: z.unknown() })
      .optional(),
  })
  .transform((read): Verification => ({ ...read, worst: read.worst }));

const record: z.ZodType<CompanionRecord> = z.discriminatedUnion("status", [
  z.object({
    status: z.literal("compiled"),
    converter: z.string(),
    flavor: z.record(z.string(), z.unknown()),
    sha256: z.string(),
    verification,
  }),
  z.object({
    status: z.literal("refused"),
    reason: z.string(),
    converter: z.string().optional(),
    verification: verification.optional(),
  }),
]);

/** What a directory says of its companion; nothing where it says nothing, or what nobody can read. */
export async function readRecord(directory: string): Promise<CompanionRecord | undefined> {
  try {
    return record.parse(JSON.parse(await readFile(join(directory, recordFile), "utf8")));
  } catch {
    return undefined;
  }
}
