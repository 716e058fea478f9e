import type { FetchedModel, LoadedModel, ModelHandle, ServableModel } from "@switchyard/core";

/** A pin on a loaded model; given back once, however often it is disposed. */
export class CountedHandle implements ModelHandle {
  readonly model: FetchedModel;
  readonly servable: ServableModel;
  #release: (() => void) | undefined;

  constructor({ fetched, servable }: LoadedModel, release: () => void) {
    this.model = fetched;
    this.servable = servable;
    this.#release = release;
  }

  [Symbol.dispose](): void {
    const release = this.#release;
    this.#release = undefined;
    release?.();
  }
}
