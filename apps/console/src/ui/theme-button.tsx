import type { VNode } from "preact";
import { switchTheme, theme } from "../state/theme.ts";

/** Changes between light and dark. */
export function ThemeButton(): VNode {
  const isDark = theme.value === "dark";
  return (
    <button
      type="button"
      class="icon-button"
      aria-label="Theme"
      title={`Theme: ${theme.value}`}
      onClick={switchTheme}
    >
      <svg viewBox="0 0 24 24" aria-hidden="true">
        {isDark ? <path d="M20 14.5A8 8 0 0 1 9.5 4a8 8 0 1 0 10.5 10.5Z" /> : <Sun />}
      </svg>
    </button>
  );
}

function Sun(): VNode {
  return (
    <>
      <circle cx="12" cy="12" r="4" />
      <path d="M12 2.5v2M12 19.5v2M2.5 12h2M19.5 12h2M5.3 5.3l1.4 1.4M17.3 17.3l1.4 1.4M18.7 5.3l-1.4 1.4M6.7 17.3l-1.4 1.4" />
    </>
  );
}
