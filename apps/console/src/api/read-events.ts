import { ApiError } from "./api-error.ts";
import { send } from "./ask.ts";
import { EventParser, type ServerEvent } from "./event-parser.ts";

/** Longer than two heartbeats of the gateway: a connection as quiet as this is dead. */
const longestSilenceMs = 35_000;

/** The gateway's events up to the end of their connection. `EventSource` could not send a token. */
export async function* readEvents(signal: AbortSignal): AsyncGenerator<ServerEvent> {
  const silence = new AbortController();
  const response = await send("events", {
    headers: { Accept: "text/event-stream" },
    signal: AbortSignal.any([signal, silence.signal]),
  });
  if (!response.ok) throw await ApiError.from(response);
  if (!response.body || !response.headers.get("Content-Type")?.startsWith("text/event-stream"))
    throw new ApiError(404, "the gateway sends no events");
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
  const parser = new EventParser();
  for (;;) {
    const timer = setTimeout(() => silence.abort(), longestSilenceMs);
    const { done, value } = await reader.read().finally(() => clearTimeout(timer));
    if (done) return;
    yield* parser.push(value);
  }
}
