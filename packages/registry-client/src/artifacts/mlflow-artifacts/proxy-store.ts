import { GatewayError, type ArtifactFile, type ArtifactStore } from "@switchyard/core";
import { z } from "zod";
import { ConcurrencyLimit } from "../../concurrency-limit.ts";
import { readShape } from "../../stores/read-shape.ts";
import type { ServerClient } from "../../stores/rest/server-client.ts";
import { checkRelativePath, percentDecoded } from "../check-relative-path.ts";
import { escapedPath, proxiedPlace } from "./proxied-place.ts";

const maxConcurrentListings = 8;
/** Deeper than any model. */
const maxDepth = 32;

/** The files behind a tracking server's artifact proxy. */
export class ProxyStore implements ArtifactStore {
  readonly #client: ServerClient;

  constructor(client: ServerClient) {
    this.#client = client;
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
    throw new GatewayError("load_failed", `there is nothing at ${location}`);
  }

  async read(
    location: string,
    { path }: ArtifactFile,
    signal: AbortSignal,
  ): Promise<AsyncIterable<Uint8Array>> {
    checkRelativePath(path);
    const place = proxiedPlace(location, this.#client.url);
    const url = [place.endpoint, escapedPath(place.path), ...path.split("/").map(encodeURIComponent)];
    return this.#client.stream(url.join("/"), signal);
  }

  async #listDirectory(location: string, path: string, signal: AbortSignal): Promise<Listing> {
    const place = proxiedPlace(location, this.#client.url);
    const directory = [percentDecoded(place.path), path].filter((each) => each !== "").join("/");
    const answer = await this.#client.get(place.endpoint, { path: directory }, signal);
    const { files } = readShape(listing, answer ?? {});
    return {
      directories: files.filter((entry) => entry.is_dir).map((entry) => below(path, entry.path)),
      files: files
        .filter((entry) => !entry.is_dir)
        .map((entry) => ({ path: below(path, entry.path), sizeBytes: entry.file_size })),
    };
  }
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
