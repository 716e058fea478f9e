import type { ServedModels } from "@switchyard/core";
import type { EventStream } from "./event-stream.ts";

/** What is seen of the gateway at one port by one name of it. */
export interface View {
  readonly models: ServedModels;
  /** Where it was reached. */
  readonly baseUrl: string;
}

/** One who listens, and what it was told last. */
export interface Listener {
  readonly stream: EventStream;
  readonly view: View;
  models: string;
}

/** The same text for all who see the same, made once. */
export function onceEach(textOf: (view: View) => string): (view: View) => string {
  const made: { readonly view: View; readonly text: string }[] = [];
  return (view) => {
    const known = made.find(
      ({ view: { models, baseUrl } }) => models === view.models && baseUrl === view.baseUrl,
    );
    if (known) return known.text;
    const text = textOf(view);
    made.push({ view, text });
    return text;
  };
}
