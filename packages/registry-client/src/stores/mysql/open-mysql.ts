import type { RegistryStore } from "../registry-store.ts";
import type { ServerAccess } from "../rest/server-access.ts";
import { ServerDatabase } from "../sql/server-database.ts";
import { SqlStore } from "../sql/sql-store.ts";
import { displayAddress, parseMysqlUri } from "./mysql-uri.ts";

/** The registry in a MySQL or MariaDB database: `mysql://user:password@host:3306/database`. */
export function openMysql(uri: string, access: ServerAccess): RegistryStore {
  const { timeoutMs = 30_000, maxRetries = 3, backoffMs = 200, workspace } = access;
  const address = parseMysqlUri(uri);
  const database = new ServerDatabase({
    place: displayAddress(address),
    async connect() {
      const { MysqlConnections } = await import("./mysql-connections.ts");
      return new MysqlConnections(address, timeoutMs);
    },
    backOff: { maxRetries, backoffMs },
  });
  return new SqlStore(database, workspace);
}
