import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import type { GenericSchema } from "valibot";
import { messageOf } from "../api/api-error.ts";
import { ask } from "../api/ask.ts";
import { token } from "../api/token.ts";
import { wait } from "./wait.ts";

/** What the gateway said last, and why it says nothing now. */
export interface Asked<Value> {
  readonly value: Value | undefined;
  readonly fault: string | undefined;
}

interface AskedOptions {
  /** Asked anew whenever this changes. */
  readonly when: unknown;
  /** Asked anew every so many milliseconds. */
  readonly everyMs?: number;
}

/** Asks the gateway while a component is shown; an older answer stays until there is a newer one. */
export function useAsked<Value>(
  path: string,
  schema: GenericSchema<unknown, Value>,
  { when, everyMs }: AskedOptions,
): Asked<Value> {
  const asked = useSignal<Asked<Value>>({ value: undefined, fault: undefined });
  useEffect(() => {
    const leaving = new AbortController();
    void keepAsking(leaving.signal);
    return () => leaving.abort();

    async function keepAsking(signal: AbortSignal): Promise<void> {
      for (;;) {
        const heard = await askOnce(path, schema, signal);
        if (signal.aborted) return;
        asked.value = { value: asked.value.value, fault: undefined, ...heard };
        if (everyMs === undefined) return;
        await wait(everyMs, signal);
      }
    }
  }, [path, when, everyMs, token.value]);
  return asked.value;
}

async function askOnce<Value>(
  path: string,
  schema: GenericSchema<unknown, Value>,
  signal: AbortSignal,
): Promise<{ readonly value: Value } | { readonly fault: string }> {
  try {
    return { value: await ask(path, schema, { signal }) };
  } catch (thrown) {
    return { fault: messageOf(thrown) };
  }
}
