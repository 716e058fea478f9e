import { Pool, type PoolClient, type PoolConfig } from "pg";
import { codeOf, reasonOf } from "../sql/reason-of.ts";
import type { SqlConnections } from "../sql/server-database.ts";
import type { Row, SqlValue } from "../sql/sql-database.ts";
import { untilAborted } from "../sql/until-aborted.ts";
import type { PostgresAddress } from "./postgres-uri.ts";

/** How many connections one registry may take. */
const maxConnections = 4;
const longestConnectMs = 10_000;
/** What nobody waits for any more ends by itself. */
const longestStatementMs = 30_000;

/** A few connections to a PostgreSQL that read and nothing else. */
export class PostgresConnections implements SqlConnections {
  readonly columnsQuery: string =
    "SELECT column_name AS name FROM information_schema.columns " +
    "WHERE table_schema = ANY (current_schemas(false)) AND table_name = ?";
  readonly #address: PostgresAddress;
  readonly #timeoutMs: number;
  #isEncrypted: boolean;
  #pool: Pool;

  constructor(address: PostgresAddress, timeoutMs: number) {
    this.#address = address;
    this.#timeoutMs = timeoutMs;
    this.#isEncrypted = address.tls !== false;
    this.#pool = this.#openPool();
  }

  async ask(sql: string, values: readonly SqlValue[], signal: AbortSignal): Promise<readonly Row[]> {
    const client = await this.#connect(signal);
    const { promise: broken, reject } = Promise.withResolvers<never>();
    client.on("error", reject);
    try {
      const asked = Promise.race([client.query<Row>(numbered(sql), [...values]), broken]);
      const { rows } = await untilAborted(asked, signal);
      client.release();
      return rows;
    } catch (cause) {
      client.release(true);
      throw cause;
    } finally {
      client.off("error", reject);
    }
  }

  isPassing(thrown: unknown): boolean {
    return passing.test(codeOf(thrown)) || reasonOf(thrown).startsWith("Connection terminated");
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#pool.end();
  }

  /** Where encryption is only preferred, goes on without it once the server has said that it has none. */
  async #connect(signal: AbortSignal): Promise<PoolClient> {
    try {
      return await this.#connectAs(this.#pool, signal);
    } catch (cause) {
      if (this.#address.tls !== "prefer" || !/does not support SSL/i.test(reasonOf(cause))) throw cause;
      if (this.#isEncrypted) this.#goPlain();
      return await this.#connectAs(this.#pool, signal);
    }
  }

  /** A connection that comes too late for its caller goes back to the pool. */
  async #connectAs(pool: Pool, signal: AbortSignal): Promise<PoolClient> {
    signal.throwIfAborted();
    const connecting = pool.connect();
    try {
      return await untilAborted(connecting, signal);
    } catch (cause) {
      connecting.then(
        (late) => late.release(),
        () => undefined,
      );
      throw cause;
    }
  }

  #goPlain(): void {
    this.#isEncrypted = false;
    void this.#pool.end();
    this.#pool = this.#openPool();
  }

  #openPool(): Pool {
    const { tls, options, connectTimeoutMs = longestConnectMs, ...address } = this.#address;
    const statementMs = Math.min(longestStatementMs, this.#timeoutMs);
    const pool = new Pool({
      ...withoutBlanks(address),
      ssl: this.#isEncrypted && (tls === "prefer" ? { rejectUnauthorized: false } : tls),
      options: `${options} -c default_transaction_read_only=on -c statement_timeout=${statementMs}`,
      application_name: "switchyard",
      max: maxConnections,
      connectionTimeoutMillis: Math.min(connectTimeoutMs, this.#timeoutMs),
      query_timeout: this.#timeoutMs,
      idleTimeoutMillis: 30_000,
      keepAlive: true,
      allowExitOnIdle: true,
    });
    // A connection that dies while nobody uses it is replaced when one is needed.
    pool.on("error", () => undefined);
    return pool;
  }
}

/** SQLSTATE classes 08 and 53300, shutdowns and starts; and what the network says. */
const passing =
  /^(?:08\w{3}|53300|57P0[123]|ECONNREFUSED|ECONNRESET|EPIPE|ETIMEDOUT|EHOSTUNREACH|ENETUNREACH|EAI_AGAIN)$/;

/** PostgreSQL counts its values. */
function numbered(sql: string): string {
  let count = 0;
  return sql.replaceAll("?", () => `$${(count += 1)}`);
}

function withoutBlanks(address: Partial<PoolConfig>): Partial<PoolConfig> {
  return Object.fromEntries(Object.entries(address).filter(([, value]) => value !== undefined));
}
