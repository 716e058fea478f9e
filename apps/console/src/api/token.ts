import { signal, type ReadonlySignal } from "@preact/signals";

const key = "switchyard.token";
const kept = signal<string | undefined>(undefined);

/** The token sent with every request; it is forgotten with the tab. */
export const token: ReadonlySignal<string | undefined> = kept;

/** Takes up the token that this tab was given before its page was loaded anew. */
export function restoreToken(): void {
  kept.value = sessionStorage.getItem(key) ?? undefined;
}

/** Keeps a token for as long as the tab lives. */
export function keepToken(given: string): void {
  kept.value = given;
  sessionStorage.setItem(key, given);
}
