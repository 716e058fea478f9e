import type { Traffic } from "@switchyard/core";

/** How the requests of models are split among versions: as configured, until somebody says otherwise. */
export class TrafficSplits {
  readonly #configured: (name: string) => Traffic | undefined;
  readonly #said = new Map<string, Traffic>();

  constructor(configured: (name: string) => Traffic | undefined) {
    this.#configured = configured;
  }

  /** The split that is in force; undefined where all requests go to the followed version. */
  readonly of = (name: string): Traffic | undefined => {
    const traffic = this.#said.get(name) ?? this.#configured(name);
    return traffic && traffic.size > 0 ? traffic : undefined;
  };

  /** Takes what is said; gives back how to take it back. */
  say(name: string, traffic: Traffic): () => void {
    const before = this.#said.get(name);
    this.#said.set(name, traffic);
    return () => {
      if (before) this.#said.set(name, before);
      else this.#said.delete(name);
    };
  }
}
