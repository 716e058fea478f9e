import { mkdtempDisposable } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { FaultProxy } from "./fault-proxy.ts";
import { GatewayProcess } from "./gateway-process.ts";
import { startProduction, type Production } from "./production.ts";

/** How often the gateway looks at the registry. */
export const pollIntervalMs = 200;
/** How long it waits for an answer of MLflow or S3. */
export const timeoutMs = 1000;

/** MLflow, PostgreSQL and S3, and the faults between them and gateways. The Python client meets none. */
export class ChaosStage implements AsyncDisposable {
  readonly production: Production;
  readonly registry: FaultProxy;
  readonly store: FaultProxy;
  /** URIs of logged models that multiply by three and by five. */
  readonly logged: { readonly three: string; readonly five: string };
  /** A cache that gateways share, gone in the end. */
  readonly directory: string;
  readonly #stack: AsyncDisposableStack;

  private constructor(
    stack: AsyncDisposableStack,
    parts: Pick<ChaosStage, "production" | "registry" | "store" | "logged" | "directory">,
  ) {
    this.#stack = stack;
    this.production = parts.production;
    this.registry = parts.registry;
    this.store = parts.store;
    this.logged = parts.logged;
    this.directory = parts.directory;
  }

  static async start(): Promise<ChaosStage> {
    await using stack = new AsyncDisposableStack();
    const folder = stack.use(await mkdtempDisposable(join(tmpdir(), "switchyard-chaos-")));
    const production = stack.use(await startProduction());
    const registry = stack.use(await FaultProxy.start(production.mlflow.url));
    const store = stack.use(await FaultProxy.start(production.s3.endpoint));
    const three = await production.python.run("log", "3", "1");
    const five = await production.python.run("log", "5", "1");
    const logged = { three, five };
    return new ChaosStage(stack.move(), { production, registry, store, logged, directory: folder.path });
  }

  /** A gateway that meets the faults, in a process of its own. */
  async startGateway(env: Readonly<Record<string, string>>): Promise<GatewayProcess> {
    return await GatewayProcess.start({
      ...this.production.s3.env,
      MLFLOW_S3_ENDPOINT_URL: this.store.url,
      MLFLOW_TRACKING_URI: this.registry.url,
      MLFLOW_HTTP_REQUEST_MAX_RETRIES: "1",
      SWITCHYARD_TRACKING_TIMEOUT_MS: String(timeoutMs),
      SWITCHYARD_POLL_INTERVAL_MS: String(pollIntervalMs),
      SWITCHYARD_CACHE_DIR: join(this.directory, "cache"),
      ...env,
    });
  }

  /** Registers a logged model as the next version and points the alias champion at it; gives the version. */
  publish(name: string, loggedUri: string): Promise<string> {
    return this.production.python.run("register", name, loggedUri, "champion");
  }

  /** Points the alias champion at a version. */
  promote(name: string, version: string): Promise<string> {
    return this.production.python.run("set-alias", name, "champion", version);
  }

  /** Nothing listens where gateways look for MLflow and S3, until it is all well again. */
  async shut(): Promise<void> {
    await Promise.all([this.registry.shut(), this.store.shut()]);
  }

  /** As after a restart: whoever still waits for an answer hears that there will be none. */
  async open(): Promise<void> {
    this.registry.cut();
    this.store.cut();
    await Promise.all([this.registry.open(), this.store.open()]);
    this.heal();
  }

  /** All is well again between gateways and what they need. */
  heal(): void {
    this.registry.fault = { kind: "pass" };
    this.store.fault = { kind: "pass" };
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#stack[Symbol.asyncDispose]();
  }
}
