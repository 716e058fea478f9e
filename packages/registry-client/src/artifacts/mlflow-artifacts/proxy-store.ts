import { GatewayError, type ArtifactFile, type ArtifactStore, type ReadRange } from "@switchyard/core";
import type { AxiosInstance } from "axios";
import { z } from "zod";
import { ConcurrencyLimit } from "../../concurrency-limit.ts";
import { readShape } from "../../stores/read-shape.ts";
import type { ServerClient } from "../../stores/rest/server-client.ts";
import { checkRelativePath, percentDecoded } from "../check-relative-path.ts";
import { explainProxyError } from "./explain-proxy-error.ts";
import { proxiedPlace, proxiedUrl } from "./proxied-place.ts";
import { SignedFile, signedAddressShape, type SignedAddress } from "./signed-file.ts";

const maxConcurrentListings = 8;
/** Deeper than any model. */
const maxDepth = 32;

export interface ProxyStoreOptions {
  readonly client: ServerClient;
  /** Fetches from the addresses that the proxy signs, where it does; without it all comes through the proxy. */
  readonly signedHttp?: AxiosInstance | undefined;
  readonly timeoutMs: number;
}

/** The files behind a tracking server's artifact proxy. */
export class ProxyStore implements ArtifactStore {
  readonly #client: ServerClient;
  readonly #options: ProxyStoreOptions;

  constructor(options: ProxyStoreOptions) {
    this.#client = options.client;
    this.#options = options;
  }

  async list(location: string, signal: AbortSignal): Promise<readonly ArtifactFile[]> {
    const limit = new ConcurrencyLimit(maxConcurrentListings);
    const files: ArtifactFile[] = [];
    for (let depth = 0, level = [""]; level.length > 0; depth += 1) {
      if (depth > maxDepth) throw new GatewayError("load_failed", `${location} is too deep`);
      const listed = await Promise.all(
        level.map((path) => limit.run(() => this.#listDirectory(location, path, signal))),
      );
      files.push(...listed.flatMap((each) => each.files));
      level = listed.flatMap((each) => each.directories);
    }
    if (files.length > 0) return files;
    const hint = /\/workspaces\//.test(location) ? "; is MLFLOW_WORKSPACE the workspace that it names?" : "";
    throw new GatewayError("load_failed", `there is nothing at ${location}${hint}`);
  }

  async read(location: string, file: ArtifactFile, signal: AbortSignal): Promise<AsyncIterable<Uint8Array>> {
    try {
      return await this.#client.stream(this.#urlOf(location, file), signal);
    } catch (thrown) {
      throw explainProxyError(thrown, location);
    }
  }

  /** Nothing where the proxy signs no addresses, as with a store that is a directory of its own. */
  async openRanges(
    location: string,
    file: ArtifactFile,
    signal: AbortSignal,
  ): Promise<ReadRange | undefined> {
    const { signedHttp: http, timeoutMs } = this.#options;
    if (http === undefined) return undefined;
    const url = this.#urlOf(location, file).replace(
      "/mlflow-artifacts/artifacts/",
      "/mlflow-artifacts/presigned/",
    );
    const sign = async (given: AbortSignal): Promise<SignedAddress> =>
      readShape(signedAddressShape, await this.#client.get(url, {}, given));
    try {
      const name = `${location}: ${file.path}`;
      return new SignedFile({ name, first: await sign(signal), sign, http, timeoutMs }).readRange;
    } catch (thrown) {
      if (signal.aborted) throw thrown;
      return undefined;
    }
  }

  #urlOf(location: string, { path }: ArtifactFile): string {
    return proxiedUrl(location, path, this.#client.url);
  }

  async #listDirectory(location: string, path: string, signal: AbortSignal): Promise<Listing> {
    const place = proxiedPlace(location, this.#client.url);
    const directory = [percentDecoded(place.path), path].filter((each) => each !== "").join("/");
    const { files } = await this.#listed(location, { url: place.endpoint, directory }, signal);
    return {
      directories: files.filter((entry) => entry.is_dir).map((entry) => below(path, entry.path)),
      files: files
        .filter((entry) => !entry.is_dir)
        .map((entry) => ({ path: below(path, entry.path), sizeBytes: entry.file_size })),
    };
  }

  async #listed(
    location: string,
    { url, directory }: Asked,
    signal: AbortSignal,
  ): Promise<z.infer<typeof listing>> {
    try {
      return readShape(listing, (await this.#client.get(url, { path: directory }, signal)) ?? {});
    } catch (thrown) {
      throw explainProxyError(thrown, location);
    }
  }
}

interface Asked {
  readonly url: string;
  readonly directory: string;
}

interface Listing {
  readonly directories: readonly string[];
  readonly files: readonly ArtifactFile[];
}

const listing = z.object({
  files: z
    .array(
      z.object({
        path: z.string(),
        is_dir: z.boolean().default(false),
        file_size: z.coerce.number().optional(),
      }),
    )
    .default([]),
});

/** The proxy lists base names. */
function below(directory: string, name: string): string {
  checkRelativePath(name);
  if (name.includes("/"))
    throw new GatewayError("load_failed", `the artifact proxy lists "${name}", no base name`);
  return directory === "" ? name : `${directory}/${name}`;
}
