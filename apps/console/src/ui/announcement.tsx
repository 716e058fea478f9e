import { signal } from "@preact/signals";
import type { VNode } from "preact";

const shownMs = 8000;
const text = signal("");
let timer: ReturnType<typeof setTimeout> | undefined;

/** Tells everybody, those who cannot see the page too, what came of something. */
export function announce(said: string): void {
  clearTimeout(timer);
  text.value = said;
  timer = setTimeout(() => (text.value = ""), shownMs);
}

/** Where announcements appear; it stands on every page, so that screen readers know it before it speaks. */
export function Announcement(): VNode {
  return (
    <div
      class={text.value === "" ? "announcement" : "announcement is-shown"}
      role="status"
      aria-live="polite"
    >
      {text.value}
    </div>
  );
}
