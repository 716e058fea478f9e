import type { VNode } from "preact";
import { live } from "../state/live.ts";
import { ThemeButton } from "./theme-button.tsx";

const words = {
  connecting: "Connecting",
  live: "Live",
  polling: "Polling",
  lost: "Connection lost",
  locked: "Token needed",
} as const;

/** The bar with the way home, the state of the connection and the theme. */
export function TopBar(): VNode {
  const { kind } = live.value.connection;
  return (
    <header class="top-bar">
      <a class="brand" href="#/">
        <Mark />
        Switchyard
      </a>
      <nav aria-label="Documents">
        <a href="docs">API</a>
        <a href="metrics">Metrics</a>
      </nav>
      <span class={`connection connection-${kind}`} role="status">
        <span class="connection-dot" aria-hidden="true" />
        {words[kind]}
      </span>
      <ThemeButton />
    </header>
  );
}

/** Two tracks that become one: a switch. */
function Mark(): VNode {
  return (
    <svg class="mark" viewBox="0 0 24 24" aria-hidden="true">
      <path d="M3 18h18M3 6h4c5 0 5 12 10 12" />
    </svg>
  );
}
