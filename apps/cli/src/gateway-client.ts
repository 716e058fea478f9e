import { CommandError } from "./command-error.ts";
import { checkedAnswer } from "./output.ts";
import { serverEvents, type ServerEvent } from "./server-events.ts";

export interface GatewayClientOptions {
  /** Where the gateway listens. */
  readonly url: string;
  readonly token: string | undefined;
}

export interface Answer {
  readonly ok: boolean;
  readonly status: number;
  /** Parsed where it is JSON. */
  readonly body: unknown;
  readonly headers: Headers;
}

/** A body as it is, a file's bytes, or a form. */
type Body = string | Uint8Array<ArrayBuffer> | FormData;

interface Ask {
  readonly signal?: AbortSignal | undefined;
  readonly method?: string;
  readonly body?: Body | null;
  readonly headers?: Readonly<Record<string, string>>;
}

const soonMs = 30_000;

/** Asks a running gateway over HTTP. */
export class GatewayClient {
  readonly #options: GatewayClientOptions;

  constructor(options: GatewayClientOptions) {
    this.#options = options;
  }

  /** What is asked so is answered soon, or not at all. */
  get(path: string, signal: AbortSignal = AbortSignal.timeout(soonMs)): Promise<Answer> {
    return this.#ask(path, { signal });
  }

  post(path: string, body?: Body, contentType?: string): Promise<Answer> {
    const headers = contentType === undefined ? {} : { "content-type": contentType };
    return this.#ask(path, { method: "POST", body: body ?? null, headers });
  }

  put(path: string, body: string): Promise<Answer> {
    const headers = { "content-type": "application/json" };
    return this.#ask(path, { method: "PUT", body, headers, signal: AbortSignal.timeout(soonMs) });
  }

  /** What the gateway tells until the signal comes, or it goes away; throws when it tells nothing. */
  async *events(path: string, signal: AbortSignal): AsyncGenerator<ServerEvent> {
    const response = await this.#fetch(path, { headers: { accept: "text/event-stream" }, signal });
    if (!response.ok || !response.body) {
      checkedAnswer(await answerOf(response));
      return;
    }
    yield* serverEvents(response.body);
  }

  async #ask(path: string, ask: Ask): Promise<Answer> {
    const response = await this.#fetch(path, ask);
    try {
      return await answerOf(response);
    } catch (cause) {
      throw unreachable(this.#options.url, cause);
    }
  }

  async #fetch(path: string, { headers: own = {}, signal, ...init }: Ask): Promise<Response> {
    const { url, token } = this.#options;
    const headers = { ...own, ...(token === undefined ? {} : { authorization: `Bearer ${token}` }) };
    try {
      return await fetch(new URL(path, url), { ...init, headers, signal: signal ?? null });
    } catch (cause) {
      throw unreachable(url, cause);
    }
  }
}

async function answerOf(response: Response): Promise<Answer> {
  const { ok, status, headers } = response;
  return { ok, status, headers, body: parsed(await response.text()) };
}

function unreachable(url: string, cause: unknown): CommandError {
  return new CommandError("gateway_unreachable", `no gateway answers at ${url}${reasonOf(cause)}`, {
    hint: "Start one with `switchyard serve`, or say where it is with --url or SWITCHYARD_URL; `switchyard doctor` looks for the cause.",
    cause,
  });
}

/** Node hides it: the failure of a fetch is the cause of the error, and of several addresses that of the last one. */
function reasonOf(thrown: unknown): string {
  if (!(thrown instanceof Error)) return "";
  if (thrown instanceof AggregateError) return reasonOf(thrown.errors.at(-1));
  if (thrown.cause !== undefined) return reasonOf(thrown.cause);
  return ` (${thrown.message})`;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
