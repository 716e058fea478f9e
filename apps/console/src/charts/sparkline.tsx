import type { VNode } from "preact";
import { sparklinePath } from "./sparkline-path.ts";

const count = 60;

/** The course of a number over the last minute; the number itself stands beside it. */
export function Sparkline({ values }: { readonly values: readonly number[] }): VNode {
  return (
    <svg class="sparkline" viewBox="0 0 100 24" preserveAspectRatio="none" aria-hidden="true">
      {values.length > 1 && <path d={sparklinePath(values, count)} />}
    </svg>
  );
}
