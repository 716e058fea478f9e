import { GatewayError } from "@switchyard/core";

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
  readonly method?: string;
  readonly body?: Body | null;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Asks a running gateway over HTTP. */
export class GatewayClient {
  readonly #options: GatewayClientOptions;

  constructor(options: GatewayClientOptions) {
    this.#options = options;
  }

  get(path: string): Promise<Answer> {
    return this.#ask(path, {});
  }

  post(path: string, body?: Body, contentType?: string): Promise<Answer> {
    const headers = contentType === undefined ? {} : { "content-type": contentType };
    return this.#ask(path, { method: "POST", body: body ?? null, headers });
  }

  async #ask(path: string, { headers: own = {}, ...init }: Ask): Promise<Answer> {
    const { url, token } = this.#options;
    const headers = { ...own, ...(token === undefined ? {} : { authorization: `Bearer ${token}` }) };
    try {
      const response = await fetch(new URL(path, url), { ...init, headers });
      return {
        ok: response.ok,
        status: response.status,
        body: parsed(await response.text()),
        headers: response.headers,
      };
    } catch (cause) {
      throw new GatewayError(
        "registry_unavailable",
        `no gateway answers at ${url}; start one with \`switchyard serve\`, or say where it is with --url`,
        { cause },
      );
    }
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
