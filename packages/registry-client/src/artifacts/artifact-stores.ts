import { join } from "node:path";
import { GatewayError, type ArtifactStore } from "@switchyard/core";
import type { ServerAccess } from "../stores/rest/server-access.ts";
import { ServerClient } from "../stores/rest/server-client.ts";
import { checkRelativePath, percentDecoded } from "./check-relative-path.ts";
import { createFileStore } from "./file/file-store.ts";
import { localPath } from "./file/local-path.ts";
import { ProxyStore } from "./mlflow-artifacts/proxy-store.ts";
import { createSignedHttp } from "./mlflow-artifacts/signed-http.ts";
import type { S3Access } from "./s3/s3-access.ts";
import { S3Store } from "./s3/s3-store.ts";
import { proxiedPath } from "./mlflow-artifacts/proxied-place.ts";

export interface ArtifactStoresOptions extends ServerAccess {
  /** The server that proxies `mlflow-artifacts:` locations, when it is one (`http:` or `https:`). */
  readonly trackingUri?: string | undefined;
  /** The directory in which `mlflow-artifacts:` locations lie; when it is given, no server is asked for them. */
  readonly artifactsDestination?: string | undefined;
  /** Fetch from the proxy's store itself where the proxy signs addresses. */
  readonly multipartDownload?: boolean | undefined;
  /** Where `s3://` locations are. */
  readonly s3?: S3Access | undefined;
}

/** Nothing waits longer for the next bytes, however patient the registry is asked. */
const longestStallMs = 30_000;

/** Artifact stores by the scheme of the locations that they hold. */
export type ArtifactStores = ReadonlyMap<string, ArtifactStore>;

/** Every artifact store there is, with these credentials. */
export function createArtifactStores(options: ArtifactStoresOptions): ArtifactStores {
  const { trackingUri = "", artifactsDestination, s3 = {} } = options;
  const timeoutMs = Math.min(options.timeoutMs ?? longestStallMs, longestStallMs);
  const stores = new Map<string, ArtifactStore>([["file", createFileStore(localPath)]]);
  stores.set("s3", new S3Store({ ...s3, timeoutMs }));
  if (/^https?:/i.test(trackingUri)) {
    const proxy = proxyStore(trackingUri, options, timeoutMs);
    for (const scheme of ["mlflow-artifacts", "http", "https"]) stores.set(scheme, proxy);
  }
  if (artifactsDestination !== undefined)
    stores.set(
      "mlflow-artifacts",
      createFileStore((location) => mappedPath(artifactsDestination, location)),
    );
  return stores;
}

function proxyStore(trackingUri: string, options: ArtifactStoresOptions, timeoutMs: number): ProxyStore {
  const { multipartDownload = false, insecureTls = false, s3 } = options;
  const ignoreTls = insecureTls || s3?.ignoreTls === true;
  const signedHttp = multipartDownload ? createSignedHttp({ timeoutMs, ignoreTls }) : undefined;
  return new ProxyStore({ client: new ServerClient(trackingUri, options), signedHttp, timeoutMs });
}

/** The store that holds a location; throws `load_failed` that names those there are. */
export function storeOf(location: string, stores: ArtifactStores): ArtifactStore {
  const scheme = /^([a-z][a-z0-9+.-]*):/i.exec(location)?.[1]?.toLowerCase() ?? "file";
  const store = stores.get(scheme);
  if (store) return store;
  const hint = scheme === "mlflow-artifacts" ? "; set artifactsDestination, or an http tracking URI" : "";
  const known = [...stores.keys()].map((each) => `${each}:`).join(", ");
  throw new GatewayError(
    "load_failed",
    `cannot read ${location}: only ${known} locations can be read${hint}`,
  );
}

function mappedPath(destination: string, location: string): string {
  const path = percentDecoded(proxiedPath(location));
  if (path === "") return localPath(destination);
  checkRelativePath(path);
  return join(localPath(destination), path);
}
