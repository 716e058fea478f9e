import { Agent as HttpAgent } from "node:http";
import { Agent as HttpsAgent } from "node:https";
import type { Readable } from "node:stream";
import { text } from "node:stream/consumers";
import { setTimeout } from "node:timers/promises";
import { GatewayError } from "@switchyard/core";
import axios, { isAxiosError, type AxiosInstance, type AxiosResponse } from "axios";
import { errorCodeOf, explainResponse } from "./explain-response.ts";
import { displayUrl, type ServerAccess } from "./server-access.ts";
import { unstalled } from "./unstalled.ts";

/** Query parameters; a list is a repeated one. */
export type Query = Readonly<Record<string, string | number | readonly string[] | undefined>>;

interface Request {
  readonly url: string;
  readonly params?: Query;
  readonly method?: "POST";
  readonly data?: object;
}

/** The statuses that pass by themselves. */
const passing: ReadonlySet<number> = new Set([408, 429, 500, 502, 503, 504]);

/** Asks an MLflow server, again when it stumbles; its credentials go to no other host. */
export class ServerClient implements AsyncDisposable {
  readonly url: string;
  readonly #access: ServerAccess;
  readonly #timeoutMs: number;
  readonly #http: AxiosInstance;
  readonly #agents: readonly [HttpAgent, HttpsAgent];

  constructor(url: string, access: ServerAccess) {
    this.url = url.replace(/\/+$/, "");
    this.#access = access;
    this.#timeoutMs = access.timeoutMs ?? 30_000;
    this.#agents = [
      new HttpAgent({ keepAlive: true }),
      new HttpsAgent({
        keepAlive: true,
        rejectUnauthorized: access.insecureTls !== true,
        ...(access.caCertificate !== undefined && { ca: access.caCertificate }),
      }),
    ];
    this.#http = axios.create({
      httpAgent: this.#agents[0],
      httpsAgent: this.#agents[1],
      timeout: this.#timeoutMs,
      responseType: "stream",
      validateStatus: () => true,
      paramsSerializer: { indexes: null },
    });
  }

  /** A JSON answer; `undefined` when the server says that there is no such thing. */
  get(url: string, query: Query, signal: AbortSignal): Promise<unknown> {
    return this.#ask({ url, params: query }, signal);
  }

  /** The same for what MLflow wants to be posted, though it changes nothing. */
  post(url: string, body: object, signal: AbortSignal): Promise<unknown> {
    return this.#ask({ url, method: "POST", data: body }, signal);
  }

  /** The bytes of an answer. */
  async stream(url: string, signal: AbortSignal): Promise<AsyncIterable<Uint8Array>> {
    const response = await this.#request({ url }, signal);
    if (response.status === 200) return unstalled(response.data, this.#timeoutMs);
    throw explainResponse({ url, status: response.status, body: await text(response.data) });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const agent of this.#agents) agent.destroy();
  }

  async #ask(request: Request, signal: AbortSignal): Promise<unknown> {
    const { url } = request;
    const { status, data } = await this.#request(request, signal);
    const body = await text(unstalled(data, this.#timeoutMs)).catch((cause: unknown) => {
      throw unreachable(url, cause);
    });
    if (status === 200) return parseBody(url, body);
    if (isMissing(status, errorCodeOf(body))) return undefined;
    throw explainResponse({ url, status, body });
  }

  async #request(request: Request, signal: AbortSignal): Promise<AxiosResponse<Readable>> {
    const { maxRetries = 3, backoffMs = 200 } = this.#access;
    for (let retry = 0; ; retry += 1) {
      const outcome = await this.#attempt(request, signal);
      const isFinal = retry === maxRetries || signal.aborted;
      if (outcome instanceof GatewayError) {
        if (isFinal) throw outcome;
      } else {
        if (isFinal || !passing.has(outcome.status)) return outcome;
        outcome.data.destroy();
      }
      await pause(backoffMs * 2 ** retry, signal);
    }
  }

  async #attempt(request: Request, signal: AbortSignal): Promise<AxiosResponse<Readable> | GatewayError> {
    try {
      const credentials = this.#credentialsFor(request.url);
      return await this.#http.request<Readable>({ ...request, ...credentials, signal });
    } catch (cause) {
      return unreachable(request.url, cause);
    }
  }

  #credentialsFor(url: string): object {
    if (new URL(url).origin !== new URL(this.url).origin) return {};
    const { username, password, token, workspace } = this.#access;
    const headers = workspace === undefined ? {} : { "X-MLFLOW-WORKSPACE": workspace };
    if (username !== undefined && password !== undefined) return { headers, auth: { username, password } };
    return { headers: token === undefined ? headers : { ...headers, Authorization: `Bearer ${token}` } };
  }
}

/** An answer without a body means that everything is as it is by default. */
function parseBody(url: string, body: string): unknown {
  if (body.trim() === "") return {};
  try {
    return JSON.parse(body);
  } catch (cause) {
    const place = displayUrl(new URL(url).origin);
    throw new GatewayError("registry_unavailable", `${place} answers with a page; is it an MLflow server?`, {
      cause,
    });
  }
}

/** MLflow says 404 of models and versions, and 400 of aliases. */
function isMissing(status: number, errorCode: string | undefined): boolean {
  return (
    (status === 404 && errorCode !== undefined) || (status === 400 && errorCode === "INVALID_PARAMETER_VALUE")
  );
}

async function pause(delayMs: number, signal: AbortSignal): Promise<void> {
  try {
    await setTimeout(delayMs, undefined, { signal });
  } catch (cause) {
    throw new GatewayError("registry_unavailable", "gave up waiting for MLflow", { cause });
  }
}

function unreachable(url: string, cause: unknown): GatewayError {
  const reason = isAxiosError(cause) ? cause.message || (cause.code ?? "no answer") : String(cause);
  const place = displayUrl(new URL(url).origin);
  return new GatewayError(
    "registry_unavailable",
    `cannot reach MLflow at ${place}: ${reason}; is it running?`,
    {
      cause,
    },
  );
}
