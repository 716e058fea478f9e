import { GatewayError } from "@switchyard/core";
import { Pool, type PoolClient, type PoolConfig } from "pg";
import { backOffMs, pause, type BackOff } from "../back-off.ts";
import type { Row, SqlDatabase, SqlValue } from "../sql/sql-database.ts";
import { isPassing, reasonOf } from "./failures.ts";
import { displayAddress, type PostgresAddress } from "./postgres-uri.ts";

/** How many connections one registry may take. */
const maxConnections = 4;
const connectTimeoutMs = 10_000;
/** What nobody waits for any more ends by itself. */
const longestStatementMs = 30_000;
/** Tables change when MLflow is upgraded only. */
const columnsAgeMs = 60_000;

/** A PostgreSQL that is only read; it may be restarted at any time, for each question is asked again. */
export class PostgresDatabase implements SqlDatabase {
  readonly place: string;
  readonly #address: PostgresAddress;
  readonly #backOff: BackOff;
  readonly #timeoutMs: number;
  readonly #columns = new Map<string, { readonly names: readonly string[]; readonly atMs: number }>();
  #isEncrypted: boolean;
  #pool: Pool;

  constructor(address: PostgresAddress, { timeoutMs, ...backOff }: BackOff & { readonly timeoutMs: number }) {
    this.place = displayAddress(address);
    this.#address = address;
    this.#backOff = backOff;
    this.#timeoutMs = timeoutMs;
    this.#isEncrypted = address.tls !== false;
    this.#pool = this.#openPool();
  }

  async query(sql: string, values: readonly SqlValue[], signal: AbortSignal): Promise<readonly Row[]> {
    // PostgreSQL keeps no NUL, and fails when it is asked for one.
    if (values.some((each) => each.toString().includes("\0"))) return [];
    for (let retry = 0; ;) {
      try {
        return await this.#ask(numbered(sql), values, signal);
      } catch (cause) {
        if (this.#goesPlain(cause)) continue;
        const isFinal = retry === this.#backOff.maxRetries || signal.aborted || !isPassing(cause);
        if (isFinal) throw this.#unavailable(cause);
        await pause(backOffMs(this.#backOff, retry), signal);
        retry += 1;
      }
    }
  }

  async columnsOf(table: string, signal: AbortSignal): Promise<readonly string[]> {
    const known = this.#columns.get(table);
    if (known && Date.now() - known.atMs < columnsAgeMs) return known.names;
    const rows = await this.query(columnsQuery, [table], signal);
    const names = rows.map((row) => String(row["name"]));
    if (names.length > 0) this.#columns.set(table, { names, atMs: Date.now() });
    return names;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#pool.end();
  }

  async #ask(text: string, values: readonly SqlValue[], signal: AbortSignal): Promise<readonly Row[]> {
    const client = await this.#connect(signal);
    const { promise: interrupted, reject } = Promise.withResolvers<never>();
    const onAbort = (): void => reject(signal.reason);
    signal.addEventListener("abort", onAbort);
    client.on("error", reject);
    try {
      const { rows } = await Promise.race([client.query<Row>(text, [...values]), interrupted]);
      client.release();
      return rows;
    } catch (cause) {
      client.release(true);
      throw cause;
    } finally {
      client.off("error", reject);
      signal.removeEventListener("abort", onAbort);
    }
  }

  /** A connection that comes too late for its caller goes back to the pool. */
  async #connect(signal: AbortSignal): Promise<PoolClient> {
    signal.throwIfAborted();
    const { promise: interrupted, reject } = Promise.withResolvers<never>();
    const onAbort = (): void => reject(signal.reason);
    signal.addEventListener("abort", onAbort);
    const connecting = this.#pool.connect();
    try {
      return await Promise.race([connecting, interrupted]);
    } catch (cause) {
      connecting.then(
        (late) => late.release(),
        () => undefined,
      );
      throw cause;
    } finally {
      signal.removeEventListener("abort", onAbort);
    }
  }

  #openPool(): Pool {
    const { tls, options, connectTimeoutMs: wantedMs = connectTimeoutMs, ...address } = this.#address;
    const config: PoolConfig = {
      ...withoutBlanks(address),
      ssl: this.#isEncrypted && (tls === "prefer" ? { rejectUnauthorized: false } : tls),
      options: `${options} -c default_transaction_read_only=on -c statement_timeout=${Math.min(longestStatementMs, this.#timeoutMs)}`,
      application_name: "switchyard",
      max: maxConnections,
      connectionTimeoutMillis: Math.min(wantedMs, this.#timeoutMs),
      query_timeout: this.#timeoutMs,
      idleTimeoutMillis: 30_000,
      keepAlive: true,
      allowExitOnIdle: true,
    };
    const pool = new Pool(config);
    // A connection that dies while nobody uses it is replaced when one is needed.
    pool.on("error", () => undefined);
    return pool;
  }

  /** Where encryption is only preferred, goes on without it once the server has said that it has none. */
  #goesPlain(cause: unknown): boolean {
    if (this.#address.tls !== "prefer" || !/does not support SSL/i.test(reasonOf(cause))) return false;
    if (!this.#isEncrypted) return true;
    this.#isEncrypted = false;
    void this.#pool.end();
    this.#pool = this.#openPool();
    return true;
  }

  #unavailable(cause: unknown): GatewayError {
    const message = `cannot read the registry in ${this.place}: ${reasonOf(cause)}`;
    return new GatewayError("registry_unavailable", message, { cause });
  }
}

const columnsQuery =
  "SELECT column_name AS name FROM information_schema.columns " +
  "WHERE table_schema = ANY (current_schemas(false)) AND table_name = ?";

/** PostgreSQL counts its values. */
function numbered(sql: string): string {
  let count = 0;
  return sql.replaceAll("?", () => `$${(count += 1)}`);
}

function withoutBlanks(address: Partial<PoolConfig>): Partial<PoolConfig> {
  return Object.fromEntries(Object.entries(address).filter(([, value]) => value !== undefined));
}
