import { GatewayError } from "@switchyard/core";
import type { RegistryStore } from "../registry-store.ts";
import { SqlStore } from "../sql/sql-store.ts";
import { SqliteDatabase } from "./sqlite-database.ts";

/** The registry in a SQLite file: `sqlite:///relative.db` or `sqlite:////absolute.db`. */
export function openSqlite(uri: string, workspace?: string): RegistryStore {
  const path = /^sqlite(?:\+\w+)?:\/\/\/([^?]+)/i.exec(uri)?.[1];
  if (path !== undefined) return new SqlStore(new SqliteDatabase(path), workspace);
  throw new GatewayError(
    "invalid_configuration",
    `"${uri}" names no SQLite file; expected sqlite:///<relative path> or sqlite:////<absolute path>`,
  );
}
