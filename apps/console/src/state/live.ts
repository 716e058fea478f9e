import { signal, type Signal } from "@preact/signals";
import { unheard, type LiveState } from "./live-state.ts";

/** What this page knows of its gateway. */
export const live: Signal<LiveState> = signal(unheard);
