import { createHash } from "node:crypto";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { mkdir, readdir, readFile, stat, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { buffer, json } from "node:stream/consumers";
import { FakeMlflowAnswers, type ApiAnswer } from "./fake-mlflow-answers.ts";
import { sampleRegistry } from "./sample-registry.ts";

/** An answer that the server gives before it goes back to normal; no status hangs up. */
export interface PlannedAnswer {
  readonly status?: number;
  readonly body?: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** Whether the answer never ends. */
  readonly isStalled?: boolean;
}

/** A program that speaks MLflow's REST API on a real port. */
export class FakeMlflow implements AsyncDisposable {
  readonly url: string;
  /** The headers of each request, in order. */
  readonly heard: IncomingMessage["headers"][] = [];
  /** The path of each request, in order. */
  readonly asked: string[] = [];
  /** What every answer waits for. */
  hold: Promise<void> = Promise.resolve();
  /** What is answered first. */
  readonly planned: PlannedAnswer[] = [];
  /** Whether it gives addresses of its store, which here is the same program. */
  signsAddresses = false;
  readonly #server: Server;

  private constructor(server: Server, port: number) {
    this.#server = server;
    this.url = `http://127.0.0.1:${port}`;
  }

  /** Serves the sample registry, and the files below a directory as its artifacts. */
  static async start(artifacts = ""): Promise<FakeMlflow> {
    const server = createServer();
    const { promise, resolve } = Promise.withResolvers<void>();
    server.listen(0, "127.0.0.1", resolve);
    await promise;
    const address = server.address();
    const fake = new FakeMlflow(server, typeof address === "object" ? (address?.port ?? 0) : 0);
    const answers = new FakeMlflowAnswers(sampleRegistry);
    server.on("request", (request: IncomingMessage, response: ServerResponse) => {
      fake.heard.push(request.headers);
      fake.asked.push(request.url ?? "");
      void fake.#respond({ request, response, answers, artifacts });
    });
    return fake;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#server.closeAllConnections();
    const { promise, resolve } = Promise.withResolvers<void>();
    this.#server.close(() => resolve());
    await promise;
  }

  async #respond({ request, response, answers, artifacts }: Exchange): Promise<void> {
    await this.hold;
    const planned = this.planned.shift();
    if (planned) return give(response, planned);
    const url = new URL(request.url ?? "/", this.url);
    const path = url.pathname.replace("/api/2.0/", "");
    if (path.startsWith("mlflow-artifacts/artifacts/") && request.method === "PUT")
      return takeArtifact(request, response, artifacts);
    if (path.startsWith("mlflow-artifacts/artifacts")) return giveArtifact(response, url, artifacts);
    if (path.startsWith("mlflow-artifacts/presigned/") && this.signsAddresses)
      return giveAddress(response, new URL(path.replace("mlflow-artifacts/presigned", "signed"), this.url));
    if (path.startsWith("/signed/"))
      return giveSigned(request, response, join(artifacts, decodeURIComponent(path.slice(8))));
    const body = request.method === "POST" ? await json(request) : undefined;
    const answer = answers.answer(path.replace("mlflow/", ""), { query: url.searchParams, body });
    if (answer) return giveJson(response, answer);
    return give(response, { status: 404, body: "<!doctype html><title>404 Not Found</title>" });
  }
}

interface Exchange {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly answers: FakeMlflowAnswers;
  readonly artifacts: string;
}

function give(response: ServerResponse, planned: PlannedAnswer): void {
  const { status, body = "", headers, isStalled = false } = planned;
  if (status === undefined) return void response.destroy();
  response.writeHead(status, { "content-type": "text/html", ...headers }).write(body);
  if (!isStalled) response.end();
}

/** As MLflow prints it. */
function giveJson(response: ServerResponse, [status, body]: ApiAnswer): void {
  response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body, undefined, 2));
}

/** As MLflow does, it takes what the length says, and keeps a file once it has all of it. */
async function takeArtifact(
  request: IncomingMessage,
  response: ServerResponse,
  artifacts: string,
): Promise<void> {
  if (request.headers["content-length"] === undefined) return give(response, { status: 411 });
  const content = await buffer(request).catch(() => undefined);
  if (content === undefined) return;
  const target = join(artifacts, artifactPath(request.url));
  await mkdir(dirname(target), { recursive: true });
  await writeFile(target, content);
  giveJson(response, [200, {}]);
}

function artifactPath(url = "/"): string {
  const { pathname } = new URL(url, "http://localhost");
  return decodeURIComponent(pathname.replace("/api/2.0/mlflow-artifacts/artifacts/", ""));
}

async function giveArtifact(response: ServerResponse, url: URL, artifacts: string): Promise<void> {
  const listed = url.searchParams.get("path");
  if (listed !== null) return giveJson(response, [200, await listing(join(artifacts, listed))]);
  const path = artifactPath(url.href);
  const content = await readFile(join(artifacts, path)).catch(() => undefined);
  if (content === undefined)
    giveJson(response, [404, { error_code: "RESOURCE_DOES_NOT_EXIST", message: path }]);
  else response.writeHead(200, { "content-type": "application/octet-stream" }).end(content);
}

function giveAddress(response: ServerResponse, url: URL): void {
  giveJson(response, [200, { url: url.href, headers: { "x-signed": "yes" }, file_size: null }]);
}

/** What a store does with the address that it signed: it gives parts to whoever has the headers, and no credentials. */
async function giveSigned(request: IncomingMessage, response: ServerResponse, path: string): Promise<void> {
  const { range = "", authorization, "x-signed": signed } = request.headers;
  const content = await readFile(path).catch(() => undefined);
  if (content === undefined) return give(response, { status: 404 });
  if (signed !== "yes" || authorization !== undefined) return give(response, { status: 403 });
  const [, from, to] = /^bytes=(\d+)-(\d+)$/.exec(range) ?? [];
  const part = content.subarray(Number(from), Number(to) + 1);
  const etag = createHash("sha256").update(content).digest("hex");
  response.writeHead(206, { "content-range": `bytes ${from}-${to}/${content.length}`, etag }).end(part);
}

/** Base names only; `{}` for what is missing or a file; no size for what is empty. */
async function listing(directory: string): Promise<object> {
  const names = await readdir(directory).catch(() => []);
  if (names.length === 0) return {};
  const files = names.map(async (path) => {
    const status = await stat(join(directory, path));
    if (status.isDirectory()) return { path, is_dir: true };
    return { path, is_dir: false, file_size: status.size || undefined };
  });
  return { files: await Promise.all(files) };
}
