import type { ArtifactSource, ArtifactWriter } from "@switchyard/core";
import type { ServerClient } from "../../stores/rest/server-client.ts";
import { explainProxyError } from "./explain-proxy-error.ts";
import { proxiedUrl } from "./proxied-place.ts";

/** Puts files through a tracking server's artifact proxy. */
export class ProxyWriter implements ArtifactWriter {
  readonly #client: ServerClient;

  constructor(client: ServerClient) {
    this.#client = client;
  }

  async write(location: string, file: ArtifactSource, signal: AbortSignal): Promise<void> {
    const url = proxiedUrl(location, file.path, this.#client.url);
    try {
      await this.#client.put(url, file, signal);
    } catch (thrown) {
      signal.throwIfAborted();
      throw explainProxyError(thrown, location, "write");
    }
  }
}
