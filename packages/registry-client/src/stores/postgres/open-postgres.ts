import type { RegistryStore } from "../registry-store.ts";
import type { ServerAccess } from "../rest/server-access.ts";
import { ServerDatabase } from "../sql/server-database.ts";
import { SqlStore } from "../sql/sql-store.ts";
import { displayAddress, parsePostgresUri } from "./postgres-uri.ts";

/** The registry in a PostgreSQL database: `postgresql://user:password@host:5432/database`. */
export function openPostgres(uri: string, access: ServerAccess): RegistryStore {
  const { timeoutMs = 30_000, maxRetries = 3, backoffMs = 200, workspace } = access;
  const address = parsePostgresUri(uri);
  const database = new ServerDatabase({
    place: displayAddress(address),
    async connect() {
      const { PostgresConnections } = await import("./postgres-connections.ts");
      return new PostgresConnections(address, timeoutMs);
    },
    backOff: { maxRetries, backoffMs },
  });
  return new SqlStore(database, workspace);
}
