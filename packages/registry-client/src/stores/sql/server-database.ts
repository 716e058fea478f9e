import { GatewayError } from "@switchyard/core";
import { backOffMs, pause, type BackOff } from "../back-off.ts";
import { reasonOf } from "./reason-of.ts";
import type { Row, SqlDatabase, SqlValue } from "./sql-database.ts";

/** Connections to a database server, which may break. */
export interface SqlConnections extends AsyncDisposable {
  /** Lists the columns of a table, which `?` stands for, as `name`. */
  readonly columnsQuery: string;
  ask(sql: string, values: readonly SqlValue[], signal: AbortSignal): Promise<readonly Row[]>;
  /** Whether a failure passes by itself: the server restarts, is full, or hung up. */
  isPassing(thrown: unknown): boolean;
}

export interface ServerDatabaseOptions {
  /** Which one it is, for people; without credentials. */
  readonly place: string;
  /** Called once, and not before the first question: a driver costs time and memory to load. */
  readonly connect: () => Promise<SqlConnections>;
  readonly backOff: BackOff;
}

/** Tables change when MLflow is upgraded only. */
const columnsAgeMs = 60_000;

/** A database server that is only read; it may be restarted at any time, for each question is asked again. */
export class ServerDatabase implements SqlDatabase {
  readonly place: string;
  readonly #connect: () => Promise<SqlConnections>;
  readonly #backOff: BackOff;
  readonly #columns = new Map<string, { readonly names: readonly string[]; readonly atMs: number }>();

  #connections: Promise<SqlConnections> | undefined;

  constructor({ place, connect, backOff }: ServerDatabaseOptions) {
    this.place = place;
    this.#connect = connect;
    this.#backOff = backOff;
  }

  async query(sql: string, values: readonly SqlValue[], signal: AbortSignal): Promise<readonly Row[]> {
    // No name has NUL in it, and PostgreSQL fails when it is asked for one.
    if (values.some((each) => each.toString().includes("\0"))) return [];
    const connections = await this.#connected();
    for (let retry = 0; ; retry += 1) {
      try {
        return await connections.ask(sql, values, signal);
      } catch (cause) {
        const mayRetry = retry < this.#backOff.maxRetries && connections.isPassing(cause);
        if (!mayRetry || signal.aborted) throw this.#unavailable(cause);
      }
      await pause(backOffMs(this.#backOff, retry), signal);
    }
  }

  async columnsOf(table: string, signal: AbortSignal): Promise<readonly string[]> {
    const known = this.#columns.get(table);
    if (known && Date.now() - known.atMs < columnsAgeMs) return known.names;
    const { columnsQuery } = await this.#connected();
    const rows = await this.query(columnsQuery, [table], signal);
    const names = rows.map((row) => String(row["name"]));
    if (names.length > 0) this.#columns.set(table, { names, atMs: Date.now() });
    return names;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await (await this.#connections)?.[Symbol.asyncDispose]();
  }

  #connected(): Promise<SqlConnections> {
    this.#connections ??= this.#connect();
    return this.#connections;
  }

  #unavailable(cause: unknown): GatewayError {
    const message = `cannot read the registry in ${this.place}: ${reasonOf(cause)}`;
    return new GatewayError("registry_unavailable", message, { cause });
  }
}
