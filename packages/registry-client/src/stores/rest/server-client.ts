import { Agent as HttpAgent } from "node:http";
import { Agent as HttpsAgent } from "node:https";
import type { Readable } from "node:stream";
import { text } from "node:stream/consumers";
import { GatewayError, type ArtifactSource } from "@switchyard/core";
import axios, { isAxiosError, type AxiosInstance, type AxiosResponse } from "axios";
import { backOffMs, pause, type BackOff } from "../back-off.ts";
import { findCredentials, type Credentials } from "./credentials.ts";
import { explainResponse, mlflowErrorOf, type MlflowError } from "./explain-response.ts";
import { retryAfterMs } from "./retry-after.ts";
import { displayUrl, type ServerAccess } from "./server-access.ts";
import { readTlsOptions } from "./tls-options.ts";
import { openUpload } from "./open-upload.ts";
import { unstalled } from "./unstalled.ts";

/** Query parameters; a list is a repeated one. */
export type Query = Readonly<Record<string, string | number | readonly string[] | undefined>>;

/** Something to ask of a server; it may be asked twice when the first answer is lost. */
export interface ServerRequest {
  readonly url: string;
  readonly params?: Query;
  readonly method?: "POST" | "PUT";
  readonly data?: object;
  /** A file that is the body. */
  readonly upload?: ArtifactSource;
}

/** A JSON answer, or MLflow's word that there is no such thing, or already is one. */
export type ServerAnswer = { readonly body: unknown } | { readonly refusal: MlflowError };

/** The statuses that pass by themselves. */
const passing: ReadonlySet<number> = new Set([408, 429, 500, 502, 503, 504]);

/** Asks an MLflow server, again when it stumbles; its credentials go to no other host. */
export class ServerClient implements AsyncDisposable {
  /** Without credentials and final slashes. */
  readonly url: string;
  readonly #access: ServerAccess;
  readonly #credentials: Credentials;
  readonly #backOff: BackOff;
  readonly #timeoutMs: number;
  readonly #http: AxiosInstance;
  readonly #agents: readonly [HttpAgent, HttpsAgent];

  /** Throws `invalid_configuration` when the URL, a certificate or the file of credentials cannot be read. */
  constructor(url: string, access: ServerAccess) {
    this.url = displayUrl(url);
    this.#access = access;
    this.#credentials = findCredentials(parseUrl(url), access);
    this.#backOff = { maxRetries: access.maxRetries ?? 3, backoffMs: access.backoffMs ?? 200 };
    this.#timeoutMs = access.timeoutMs ?? 30_000;
    this.#agents = [
      new HttpAgent({ keepAlive: true }),
      new HttpsAgent({ keepAlive: true, ...readTlsOptions(access) }),
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
  async get(url: string, query: Query, signal: AbortSignal): Promise<unknown> {
    const answer = await this.ask({ url, params: query }, signal);
    return "body" in answer ? answer.body : undefined;
  }

  /** Asks, and asks again what passes by itself; throws `registry_unavailable` otherwise. */
  async ask(request: ServerRequest, signal: AbortSignal): Promise<ServerAnswer> {
    const { url, method } = request;
    const { status, body } = await this.#persistently(request, signal, (response) =>
      this.#readWhole(response),
    );
    if (status === 200) return { body: parseBody(url, body) };
    const error = mlflowErrorOf(body);
    if (error && isRefusal(status, error)) return { refusal: error };
    throw explainResponse({ url, status, body, method, user: this.#credentials.user });
  }

  /** Puts a file, from its beginning again when the server stumbles; throws `registry_unavailable` otherwise. */
  async put(url: string, upload: ArtifactSource, signal: AbortSignal): Promise<void> {
    const request = { url, method: "PUT", upload } as const;
    const { status, body } = await this.#persistently(request, signal, (response) =>
      this.#readWhole(response),
    );
    if (status === 200) return;
    throw explainResponse({ url, status, body, method: "PUT", user: this.#credentials.user });
  }

  /** The bytes of an answer. */
  async stream(url: string, signal: AbortSignal): Promise<AsyncIterable<Uint8Array>> {
    const request = { url };
    const { status, data } = await this.#persistently(request, signal, (response) =>
      Promise.resolve(response),
    );
    if (status === 200) return unstalled(data, this.#timeoutMs);
    throw explainResponse({ url, status, body: await text(data), user: this.#credentials.user });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const agent of this.#agents) agent.destroy();
  }

  async #readWhole({ status, data }: Response): Promise<{ readonly status: number; readonly body: string }> {
    return { status, body: await text(unstalled(data, this.#timeoutMs)) };
  }

  async #persistently<Read>(
    request: ServerRequest,
    signal: AbortSignal,
    read: (response: Response) => Promise<Read>,
  ): Promise<Read> {
    const { upload, ...rest } = request;
    for (let retry = 0; ; retry += 1) {
      using body = upload && openUpload(upload);
      const isFinal = retry === this.#backOff.maxRetries;
      let delayMs = backOffMs(this.#backOff, retry);
      try {
        const response = await this.#http.request<Readable>({
          ...rest,
          ...this.#headersFor(request, body?.headers),
          ...body?.request,
          signal,
        });
        if (isFinal || signal.aborted || !passing.has(response.status)) return await read(response);
        delayMs = Math.max(delayMs, retryAfterMs(response.headers["retry-after"]));
        response.data.destroy();
      } catch (cause) {
        const unreadable = body?.failure();
        if (unreadable) throw unreadable;
        if (isFinal || signal.aborted) throw unreachable(request.url, cause);
      }
      await pause(delayMs, signal);
    }
  }

  /** The same after a redirect within the server; another host hears nothing of them. */
  #headersFor({ url }: ServerRequest, own: Headers = {}): object {
    const origin = new URL(this.url).origin;
    if (new URL(url).origin !== origin) return { headers: own };
    const { authorization } = this.#credentials;
    const { workspace } = this.#access;
    const headers = {
      ...(authorization !== undefined && { Authorization: authorization }),
      ...(workspace !== undefined && { "X-MLFLOW-WORKSPACE": workspace }),
    };
    const beforeRedirect = (next: Redirect): void => {
      for (const name of Object.keys(headers)) delete next.headers[name];
      if (next.href !== undefined && new URL(next.href).origin === origin)
        Object.assign(next.headers, headers);
    };
    return { headers: { ...own, ...headers }, beforeRedirect };
  }
}

type Response = AxiosResponse<Readable>;
type Headers = Readonly<Record<string, string | number>>;

interface Redirect {
  readonly href?: string;
  readonly headers: Record<string, unknown>;
}

function parseUrl(url: string): URL {
  if (URL.canParse(url)) return new URL(url);
  throw new GatewayError("invalid_configuration", `"${displayUrl(url)}" is no URL of an MLflow server`);
}

/** An answer without a body means that everything is as it is by default. */
function parseBody(url: string, body: string): unknown {
  if (body.trim() === "") return {};
  try {
    return JSON.parse(body);
  } catch (cause) {
    const { origin } = new URL(url);
    const message = body.trimStart().startsWith("<")
      ? `${origin} answers with a page; is it an MLflow server?`
      : `MLflow at ${origin} answers with broken JSON; was its answer cut off on the way?`;
    throw new GatewayError("registry_unavailable", message, { cause });
  }
}

/** MLflow says 404 of models and versions that are not there, and 400 of aliases, and of names that are taken. */
function isRefusal(status: number, { code }: MlflowError): boolean {
  return status === 404 || (status === 400 && refusals.has(code));
}

const refusals: ReadonlySet<string> = new Set(["INVALID_PARAMETER_VALUE", "RESOURCE_ALREADY_EXISTS"]);

function unreachable(url: string, cause: unknown): GatewayError {
  const reason = isAxiosError(cause) ? cause.message || (cause.code ?? "no answer") : String(cause);
  const { origin } = new URL(url);
  const message = reason.startsWith("timeout")
    ? `MLflow at ${origin} does not answer: ${reason}; does it hang?`
    : `cannot reach MLflow at ${origin}: ${reason}; is it running?`;
  return new GatewayError("registry_unavailable", message, { cause });
}
