import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { startDatabase, type RunningDatabase } from "./database-server.ts";

/** A certificate and its key, as PEM texts. */
export interface PostgresTls {
  readonly certificate: string;
  readonly key: string;
}

/** Starts an empty PostgreSQL, which takes TLS when it has a certificate; brings PostgreSQL when it is missing. */
export function startPostgres(tls?: PostgresTls): Promise<RunningDatabase> {
  return startDatabase("postgres.sh", async (folder) => {
    if (!tls) return;
    await writeFile(join(folder, "server.crt"), tls.certificate);
    await writeFile(join(folder, "server.key"), tls.key);
  });
}
