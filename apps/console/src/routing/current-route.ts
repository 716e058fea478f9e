import { signal, type ReadonlySignal } from "@preact/signals";
import { parseRoute, type Route } from "./route.ts";

const current = signal<Route>({ page: "models" });

/** Where the person is now. */
export const route: ReadonlySignal<Route> = current;

/** Follows the address from now on. */
export function followRoute(): void {
  update();
  addEventListener("hashchange", update);
}

function update(): void {
  current.value = parseRoute(location.hash);
}
