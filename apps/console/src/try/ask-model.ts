import { messageOf } from "../api/api-error.ts";
import { modelPath, send } from "../api/ask.ts";
import type { Answered, AnswerState } from "./answer-state.ts";
import type { TryRequest } from "./draft.ts";
import { serverMs } from "./server-ms.ts";

/** Sends a request to a model and tells what came back, whatever that is. */
export async function askModel(name: string, request: TryRequest, signal: AbortSignal): Promise<AnswerState> {
  const started = performance.now();
  try {
    const response = await send(modelPath(name, request.below), {
      method: "POST",
      signal,
      ...contentOf(request),
    });
    const text = await response.text();
    return answered(response, text, performance.now() - started);
  } catch (thrown) {
    return { kind: "unsent", message: messageOf(thrown) };
  }
}

function contentOf(request: TryRequest): Pick<RequestInit, "body" | "headers"> {
  if (request.kind === "json") return { body: request.body, headers: { "Content-Type": "application/json" } };
  const body = new FormData();
  body.set("file", request.file);
  return { body };
}

function answered({ status, headers }: Response, text: string, ms: number): Answered {
  const header = (name: string): string | undefined => headers.get(name) ?? undefined;
  return {
    kind: "answered",
    status,
    ms,
    body: parsed(text),
    version: header("X-Model-Version"),
    digest: header("X-Model-Digest"),
    requestId: header("X-Request-Id"),
    serverMs: serverMs(header("Server-Timing")),
  };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
