import { addAbortListener } from "node:events";
import { GatewayError, type Operation, type Outcome, type ServableModel } from "@switchyard/core";

/** A request whose answer is looked at. */
export interface Question {
  readonly operation: Operation;
  readonly contentType: string;
  readonly body: Uint8Array;
}

/** Milliseconds that one answer may take. */
const timeoutMs = 60_000;

/**
 * What a model answers, read as JSON where it is JSON, or why it refuses. Throws `deadline_exceeded` when the
 * signal comes first.
 */
export async function askModel(
  servable: ServableModel,
  question: Question,
  signal: AbortSignal,
): Promise<Outcome<unknown>> {
  const answer = await askForText(servable, question, signal);
  return answer.ok ? { ok: true, value: parseAnswer(answer.value) } : answer;
}

/** What a model answers, as it is written, or why it refuses. Throws `deadline_exceeded` when the signal comes first. */
export async function askForText(
  servable: ServableModel,
  question: Question,
  signal: AbortSignal,
): Promise<Outcome<string>> {
  if (signal.aborted) throw givenUp();
  const aborted = Promise.withResolvers<never>();
  using _ = addAbortListener(signal, () => aborted.reject(givenUp()));
  const caller = {
    get gone(): boolean {
      return signal.aborted;
    },
  };
  const { operation, contentType, body } = question;
  try {
    const request = { operation, contentType, body, deadlineMs: Date.now() + timeoutMs };
    const answer = await Promise.race([servable.answer(request, caller), aborted.promise]);
    return { ok: true, value: textOf(answer.body) };
  } catch (thrown) {
    if (signal.aborted) throw givenUp();
    return { ok: false, error: GatewayError.from(thrown).toRecord() };
  }
}

/** What becomes of checks that have no more time; it speaks against no version. */
export function givenUp(): GatewayError {
  return new GatewayError("deadline_exceeded", "the comparison of two versions was given up");
}

function textOf(body: Uint8Array): string {
  return Buffer.from(body.buffer, body.byteOffset, body.byteLength).toString("utf8");
}

function parseAnswer(text: string): unknown {
  try {
    return JSON.parse(text.replaceAll(/"(?:[^"\\]|\\.)*"|-?\b(?:NaN|Infinity)\b/g, quoted));
  } catch {
    return text;
  }
}

/** Python's bare tokens, as texts, so that they can be compared; texts stay as they are. */
function quoted(token: string): string {
  return token.startsWith('"') ? token : `"${token}"`;
}
