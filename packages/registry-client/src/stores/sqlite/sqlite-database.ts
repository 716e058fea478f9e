import { statSync } from "node:fs";
import { DatabaseSync } from "node:sqlite";
import { setTimeout } from "node:timers/promises";
import { GatewayError } from "@switchyard/core";
import type { Row, SqlDatabase, SqlValue } from "../sql/sql-database.ts";

const retries = 20;
const retryAfterMs = 50;

/** A SQLite file that others write, or put another in its place; read only, so that nothing appears beside it. */
export class SqliteDatabase implements SqlDatabase {
  readonly place: string;
  readonly #path: string;
  #opened: OpenedFile | undefined;

  constructor(path: string) {
    this.#path = path;
    this.place = path;
  }

  query(sql: string, values: readonly SqlValue[], signal: AbortSignal): Promise<readonly Row[]> {
    return this.#patiently((database) => database.prepare(sql).all(...values), signal);
  }

  async columnsOf(table: string, signal: AbortSignal): Promise<readonly string[]> {
    const rows = await this.query("SELECT name FROM pragma_table_info(?)", [table], signal);
    return rows.map((row) => String(row["name"]));
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#close();
  }

  /** Waits a little for a writer to finish, and blocks nobody while it waits. */
  async #patiently(
    work: (database: DatabaseSync) => readonly Row[],
    signal: AbortSignal,
  ): Promise<readonly Row[]> {
    for (let retry = 0; ; retry += 1) {
      try {
        signal.throwIfAborted();
        return work(this.#open());
      } catch (cause) {
        this.#close();
        if (retry === retries || !isBusy(cause)) throw this.#unavailable(cause);
      }
      await setTimeout(retryAfterMs);
    }
  }

  /** The connection to the file that now has the path. */
  #open(): DatabaseSync {
    const identity = identityOf(this.#path);
    if (this.#opened?.identity !== identity) {
      this.#close();
      const database = new DatabaseSync(this.#path, { readOnly: true, timeout: 0 });
      this.#opened = { database, identity };
    }
    return this.#opened.database;
  }

  #close(): void {
    this.#opened?.database.close();
    this.#opened = undefined;
  }

  #unavailable(cause: unknown): GatewayError {
    const reason = cause instanceof Error ? cause.message : String(cause);
    return new GatewayError("registry_unavailable", `cannot read the registry in ${this.#path}: ${reason}`, {
      cause,
    });
  }
}

interface OpenedFile {
  readonly database: DatabaseSync;
  readonly identity: string;
}

function identityOf(path: string): string {
  const status = statSync(path, { bigint: true, throwIfNoEntry: false });
  if (status) return `${status.dev}:${status.ino}`;
  throw new Error("there is no such file");
}

function isBusy(thrown: unknown): boolean {
  return thrown instanceof Error && /database is locked|database table is locked|busy/i.test(thrown.message);
}
