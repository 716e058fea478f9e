import { CommandError } from "./command-error.ts";

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

  async #ask(path: string, { headers: own = {}, signal, ...init }: Ask): Promise<Answer> {
    const { url, token } = this.#options;
    const headers = { ...own, ...(token === undefined ? {} : { authorization: `Bearer ${token}` }) };
    try {
      const response = await fetch(new URL(path, url), { ...init, headers, signal: signal ?? null });
      return {
        ok: response.ok,
        status: response.status,
        body: parsed(await response.text()),
        headers: response.headers,
      };
    } catch (cause) {
      throw unreachable(url, cause);
    }
  }
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
