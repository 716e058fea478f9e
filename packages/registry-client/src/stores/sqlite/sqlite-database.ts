import { existsSync } from "node:fs";
import { DatabaseSync } from "node:sqlite";
import { setTimeout } from "node:timers/promises";
import { GatewayError } from "@switchyard/core";
import type { Row, SqlDatabase, SqlValue } from "../sql/sql-database.ts";

const retries = 20;
const retryAfterMs = 50;

/**
 * A SQLite file that others write. Opened for each query and for reading only: so the file can be exchanged,
 * and nothing is ever created beside it.
 */
export class SqliteDatabase implements SqlDatabase {
  readonly #path: string;

  constructor(path: string) {
    this.#path = path;
  }

  query(sql: string, values: readonly SqlValue[], signal: AbortSignal): Promise<readonly Row[]> {
    return this.#patiently((database) => database.prepare(sql).all(...values), signal);
  }

  async columnsOf(table: string, signal: AbortSignal): Promise<readonly string[]> {
    const rows = await this.query("SELECT name FROM pragma_table_info(?)", [table], signal);
    return rows.map((row) => String(row["name"]));
  }

  async [Symbol.asyncDispose](): Promise<void> {}

  /** Waits a little for a writer to finish, and blocks nobody while it waits. */
  async #patiently(
    work: (database: DatabaseSync) => readonly Row[],
    signal: AbortSignal,
  ): Promise<readonly Row[]> {
    for (let retry = 0; ; retry += 1) {
      try {
        signal.throwIfAborted();
        using database = this.#open();
        return work(database);
      } catch (cause) {
        if (retry === retries || !isBusy(cause)) throw this.#unavailable(cause);
      }
      await setTimeout(retryAfterMs);
    }
  }

  #open(): DatabaseSync {
    if (!existsSync(this.#path)) throw new Error("there is no such file");
    return new DatabaseSync(this.#path, { readOnly: true, timeout: 0 });
  }

  #unavailable(cause: unknown): GatewayError {
    const reason = cause instanceof Error ? cause.message : String(cause);
    return new GatewayError("registry_unavailable", `cannot read the registry in ${this.#path}: ${reason}`, {
      cause,
    });
  }
}

function isBusy(thrown: unknown): boolean {
  return thrown instanceof Error && /database is locked|database table is locked|busy/i.test(thrown.message);
}
