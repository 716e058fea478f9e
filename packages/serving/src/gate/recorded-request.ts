import { readFile, stat } from "node:fs/promises";
import { GatewayError } from "@switchyard/core";
import { z } from "zod";
import type { Question } from "./ask-model.ts";

/** A request that was kept, to be asked again. */
export interface RecordedRequest extends Question {
  /** Where it was kept, for messages: `requests.jsonl:3`, or `the input example`. */
  readonly place: string;
  /** The answer that counts as right, in place of the serving version's. */
  readonly expected?: unknown;
}

const maxBytes = 10 * 1024 * 1024;
const maxRequests = 1000;

const line = z.strictObject({
  body: z.unknown().refine((body) => body !== undefined, "expected a request body"),
  contentType: z.string().min(1).default("application/json"),
  operation: z.enum(["invocations", "predict"]).default("invocations"),
  expected: z.unknown().optional(),
});

/**
 * Reads recorded requests, a JSON object a line: `{"body": …, "contentType"?, "operation"?, "expected"?}`. A body
 * that is a text is sent as it is, any other as JSON (integers beyond 2^53 need a text). Throws `version_refused` that names line and fault.
 */
export async function readRecordedRequests(
  path: string,
  signal: AbortSignal,
): Promise<readonly RecordedRequest[]> {
  const lines = (await readText(path, signal)).split("\n");
  const requests = lines.flatMap((text, index) =>
    text.trim() === "" ? [] : [parseLine(text, `${path}:${index + 1}`)],
  );
  if (requests.length === 0) throw refused(`${path} holds no requests`);
  if (requests.length <= maxRequests) return requests;
  throw refused(`${path} holds ${requests.length} requests; at most ${maxRequests} are replayed`);
}

async function readText(path: string, signal: AbortSignal): Promise<string> {
  try {
    const { size } = await stat(path);
    if (size <= maxBytes) return await readFile(path, { encoding: "utf8", signal });
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw refused(`${path} cannot be read: ${reason}`, cause);
  }
  throw refused(`${path} is larger than ${maxBytes} bytes`);
}

function parseLine(text: string, place: string): RecordedRequest {
  try {
    const { body, contentType, operation, ...rest } = line.parse(JSON.parse(text));
    const bytes = Buffer.from(typeof body === "string" ? body : JSON.stringify(body));
    return { place, operation, contentType, body: bytes, ...rest };
  } catch (cause) {
    throw refused(`${place}: ${faultOf(cause)}`, cause);
  }
}

function faultOf(cause: unknown): string {
  if (cause instanceof z.ZodError)
    return cause.issues.map(({ path, message }) => [...path, message].join(": ")).join(", ");
  return cause instanceof Error ? cause.message : String(cause);
}

function refused(message: string, cause?: unknown): GatewayError {
  return new GatewayError("version_refused", message, { cause });
}
