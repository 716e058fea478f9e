import { differences } from "./differences.ts";
import type { Answer } from "./ask.ts";
import { intendedDifference } from "./intended.ts";
import { parsePythonJson } from "./python-json.ts";
import type { ParityRequest } from "./requests/parity-request.ts";

/** What the comparison of two answers found. */
export type Verdict =
  | { readonly kind: "equal" }
  | { readonly kind: "intended"; readonly id: string }
  | { readonly kind: "different"; readonly details: readonly string[] };

/** A request with the gateway's answer and MLflow's. */
export interface Compared {
  readonly request: ParityRequest;
  readonly found: Answer;
  readonly expected: Answer;
  /** How far floats may be apart, as a part of themselves: a millionth when it is left out. */
  readonly tolerance?: number | undefined;
}

/** Compares status, content type, error code and predictions; messages are in words of their own. */
export function judge(compared: Compared): Verdict {
  const details = differencesOf(compared);
  if (details.length === 0) return { kind: "equal" };
  const id = intendedDifference(compared);
  return id === undefined ? { kind: "different", details } : { kind: "intended", id };
}

function differencesOf({ found, expected, tolerance = 1e-6 }: Compared): readonly string[] {
  if (found.status !== expected.status)
    return [`status: ${found.status} instead of ${expected.status}: ${found.body.slice(0, 300)}`];
  if (mediaTypeOf(found) !== mediaTypeOf(expected))
    return [`content type: ${found.contentType} instead of ${expected.contentType}`];
  const [one, other] = [parsed(found.body), parsed(expected.body)];
  if (found.status === 200) return differences(one, other, { tolerance });
  return differences(errorCodeOf(one), errorCodeOf(other), { path: "error_code" });
}

function mediaTypeOf({ contentType }: Answer): string {
  return contentType.split(";", 1)[0] ?? "";
}

function errorCodeOf(body: unknown): unknown {
  return typeof body === "object" && body !== null && "error_code" in body ? body.error_code : undefined;
}

/** A body that is no JSON stays text. */
function parsed(body: string): unknown {
  try {
    return parsePythonJson(body);
  } catch {
    return body;
  }
}
