import type { RegistryStore } from "../registry-store.ts";
import type { ServerAccess } from "../rest/server-access.ts";
import { SqlStore } from "../sql/sql-store.ts";
import { PostgresDatabase } from "./postgres-database.ts";
import { parsePostgresUri } from "./postgres-uri.ts";

/** The registry in a PostgreSQL database: `postgresql://user:password@host:5432/database`. */
export function openPostgres(uri: string, access: ServerAccess): RegistryStore {
  const { timeoutMs = 30_000, maxRetries = 3, backoffMs = 200, workspace } = access;
  const database = new PostgresDatabase(parsePostgresUri(uri), { timeoutMs, maxRetries, backoffMs });
  return new SqlStore(database, workspace);
}
