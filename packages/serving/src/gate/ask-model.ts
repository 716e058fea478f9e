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
  const aborted = Promise.withResolvers<never>();
  using _ = addAbortListener(signal, () => aborted.reject(givenUp()));
  const caller = {
    get gone(): boolean {
      return signal.aborted;
    },
  };
  try {
    const answer = servable.answer({ ...question, deadlineMs: Date.now() + timeoutMs }, caller);
    const { body } = await Promise.race([answer, aborted.promise]);
    return { ok: true, value: parseAnswer(body) };
  } catch (thrown) {
    if (signal.aborted) throw givenUp();
    return { ok: false, error: GatewayError.from(thrown).toRecord() };
  }
}

/** What becomes of checks that have no more time; it speaks against no version. */
export function givenUp(): GatewayError {
  return new GatewayError("deadline_exceeded", "the comparison of two versions was given up");
}

function parseAnswer(body: Uint8Array): unknown {
  const text = Buffer.from(body.buffer, body.byteOffset, body.byteLength).toString("utf8");
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
