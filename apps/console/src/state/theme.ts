import { effect, signal, type ReadonlySignal } from "@preact/signals";

/** What a page looks like. */
export type Theme = "light" | "dark";

const key = "switchyard.theme";
const shown = signal<Theme>("light");

/** What the page looks like now. */
export const theme: ReadonlySignal<Theme> = shown;

/** Follows the system's theme until another is chosen, and keeps what was chosen. */
export function startTheme(): void {
  const system = matchMedia("(prefers-color-scheme: dark)");
  const update = (): void => {
    shown.value = chosen() ?? (system.matches ? "dark" : "light");
  };
  update();
  system.addEventListener("change", update);
  effect(() => {
    document.documentElement.dataset["theme"] = shown.value;
  });
}

/** Changes to the other theme. */
export function switchTheme(): void {
  shown.value = shown.value === "dark" ? "light" : "dark";
  localStorage.setItem(key, shown.value);
}

function chosen(): Theme | undefined {
  const kept = localStorage.getItem(key);
  return kept === "dark" || kept === "light" ? kept : undefined;
}
