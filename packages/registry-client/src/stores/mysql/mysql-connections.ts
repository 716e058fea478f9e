import { createPool, type Pool, type PoolConnection, type RowDataPacket } from "mysql2/promise";
import { codeOf } from "../sql/reason-of.ts";
import type { SqlConnections } from "../sql/server-database.ts";
import type { Row, SqlValue } from "../sql/sql-database.ts";
import { untilAborted } from "../sql/until-aborted.ts";
import type { MysqlAddress } from "./mysql-uri.ts";

/** How many connections one registry may take. */
const maxConnections = 4;
const longestConnectMs = 10_000;

/** A few connections to a MySQL or MariaDB that read and nothing else. */
export class MysqlConnections implements SqlConnections {
  readonly columnsQuery: string =
    "SELECT column_name AS name FROM information_schema.columns " +
    "WHERE table_schema = DATABASE() AND table_name = ?";
  readonly #timeoutMs: number;
  readonly #pool: Pool;
  /** Those that were told to read only, and to quote names as others do. */
  readonly #prepared = new WeakSet<object>();

  constructor(address: MysqlAddress, timeoutMs: number) {
    const { tls, ...rest } = address;
    this.#timeoutMs = timeoutMs;
    this.#pool = createPool({
      ...Object.fromEntries(Object.entries(rest).filter(([, value]) => value !== undefined)),
      ...(tls && { ssl: tls }),
      charset: "utf8mb4",
      connectionLimit: maxConnections,
      connectTimeout: Math.min(longestConnectMs, timeoutMs),
      enableKeepAlive: true,
      idleTimeout: 30_000,
    });
  }

  async ask(sql: string, values: readonly SqlValue[], signal: AbortSignal): Promise<readonly Row[]> {
    const connection = await this.#connect(signal);
    try {
      const rows = await untilAborted(this.#askOn(connection, sql, values), signal);
      connection.release();
      return rows;
    } catch (cause) {
      connection.destroy();
      throw cause;
    }
  }

  isPassing(thrown: unknown): boolean {
    return passing.test(codeOf(thrown));
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#pool.end();
  }

  /** Values go as they are, not into the text, whatever the server takes for an escape. */
  async #askOn(
    connection: PoolConnection,
    sql: string,
    values: readonly SqlValue[],
  ): Promise<readonly Row[]> {
    const { connection: session } = connection;
    if (!this.#prepared.has(session)) {
      for (const each of sessionSettings) await connection.query({ sql: each, timeout: this.#timeoutMs });
      this.#prepared.add(session);
    }
    const [rows] = await connection.execute<RowDataPacket[]>({
      sql,
      values: [...values],
      timeout: this.#timeoutMs,
    });
    return rows;
  }

  /** A connection that comes too late for its caller goes back to the pool. */
  async #connect(signal: AbortSignal): Promise<PoolConnection> {
    signal.throwIfAborted();
    const connecting = this.#pool.getConnection();
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
}

const sessionSettings = [
  "SET SESSION TRANSACTION READ ONLY",
  "SET SESSION sql_mode = CONCAT(@@SESSION.sql_mode, ',ANSI_QUOTES')",
];

const passing =
  /^(?:PROTOCOL_CONNECTION_LOST|ER_SERVER_SHUTDOWN|ER_NORMAL_SHUTDOWN|ER_CON_COUNT_ERROR|ER_CONNECTION_KILLED|ECONNREFUSED|ECONNRESET|EPIPE|ETIMEDOUT|EHOSTUNREACH|ENETUNREACH|EAI_AGAIN)$/;
