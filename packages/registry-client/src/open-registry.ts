import { GatewayError, type ModelRegistry } from "@switchyard/core";
import { DirectoryStore } from "./stores/file/directory-store.ts";
import { openMysql } from "./stores/mysql/open-mysql.ts";
import { openPostgres } from "./stores/postgres/open-postgres.ts";
import type { RegistryStore } from "./stores/registry-store.ts";
import { RestStore } from "./stores/rest/rest-store.ts";
import { displayUrl, type ServerAccess } from "./stores/rest/server-access.ts";
import { ServerClient } from "./stores/rest/server-client.ts";
import { openSqlite } from "./stores/sqlite/open-sqlite.ts";
import { createRegistry } from "./uri/registry.ts";

export interface RegistryOptions extends ServerAccess {
  /**
   * Where runs and logged models are found: `http(s)://…`, `sqlite:///relative.db`, `sqlite:////absolute.db`,
   * `postgresql://user:password@host:5432/database`, `mysql://…`, `file:///mlruns` or a path.
   */
  readonly trackingUri: string;
  /** Where registered models are found, when that is elsewhere. */
  readonly registryUri?: string | undefined;
}

/** The registry at a URI; throws `invalid_configuration` when there is none for its scheme. */
export function openRegistry(options: RegistryOptions): ModelRegistry {
  const { trackingUri, registryUri = trackingUri } = options;
  const tracking = openStore(trackingUri, options);
  if (registryUri === trackingUri) return createRegistry({ store: tracking });
  return createRegistry({ store: openStore(registryUri, options), tracking });
}

type OpenStore = (uri: string, access: ServerAccess) => RegistryStore;

const openRest: OpenStore = (uri, access) => new RestStore(new ServerClient(uri, access));

/** A new backend is a folder in `stores/` and a line here. */
const openers: ReadonlyMap<string, OpenStore> = new Map([
  ["http", openRest],
  ["https", openRest],
  ["sqlite", (uri, { workspace }): RegistryStore => openSqlite(uri, workspace)],
  ["postgresql", openPostgres],
  ["postgres", openPostgres],
  ["mysql", openMysql],
  ["file", (uri): RegistryStore => new DirectoryStore(uri)],
]);

/** The store at a URI. */
export function openStore(uri: string, access: ServerAccess): RegistryStore {
  const scheme = /^([a-z][a-z0-9.-]*)(?:\+\w+)?:/i.exec(uri)?.[1]?.toLowerCase() ?? "file";
  const open = openers.get(scheme);
  if (open && !/^$|^databricks|^uc$/.test(uri)) return open(uri, access);
  throw new GatewayError(
    "invalid_configuration",
    `no registry can be read from "${displayUrl(uri)}"; supported are ${supported}`,
  );
}

const supported = "http://, https://, sqlite:///, postgresql://, mysql://, file:/// and paths of directories";
