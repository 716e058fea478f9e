import type { RootModel } from "@switchyard/http";
import { onlyModel } from "./only-model.ts";
import { listen, type ListenAt, type Listener, type ListenOptions } from "./server.ts";
import { urlOf } from "./url-of.ts";

export interface Listeners {
  readonly opened: readonly Listener[];
  /** Of the gateway's own port. */
  readonly baseUrl: string;
  /** By model: where a port of its own answers at paths such as `/invocations`. */
  readonly ownUrls: ReadonlyMap<string, string>;
}

/** Opens the gateway's port, and one for each model that has its own; none stays open when one cannot be had. */
export async function openListeners(options: ListenOptions, root: RootModel | undefined): Promise<Listeners> {
  const { config, models } = options;
  const opened: Listener[] = [];
  const open = async (at: ListenAt): Promise<string> => {
    const listener = await listen(options, at);
    opened.push(listener);
    return urlOf(listener.server.address());
  };
  try {
    const { port } = config.server;
    const baseUrl = await open({ port, setting: "--port", served: models.served, root });
    const ownUrls = new Map<string, string>();
    for (const [model, { port: own }] of Object.entries(config.models)) {
      if (own === undefined) continue;
      const at = { port: own, setting: `models.${model}.port`, root: { model } };
      ownUrls.set(model, await open({ ...at, served: onlyModel(models.served, model) }));
    }
    return { opened, baseUrl, ownUrls };
  } catch (thrown) {
    for (const { server } of opened) server.close();
    throw thrown;
  }
}
