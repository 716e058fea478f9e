import type { VNode } from "preact";
import type { CurrentStatistics } from "../api/statistics.ts";
import { formatBytes, formatCount, formatMs } from "../format/format-number.ts";
import { live } from "../state/live.ts";
import { Figures } from "../ui/figures.tsx";

/** What a model does now. */
export function Now({ name }: { readonly name: string }): VNode {
  return <Figures label="Now" figures={figuresOf(live.value.statistics.get(name)?.current ?? {})} />;
}

function figuresOf(current: CurrentStatistics): readonly (readonly [string, string])[] {
  return [
    ["Requests/s", formatCount(current.requests_per_second)],
    ["Errors/s", formatCount(current.errors_per_second)],
    ["p50", formatMs(current.p50_ms)],
    ["p99", formatMs(current.p99_ms)],
    ["Queued", formatCount(current.queued)],
    ["Rows a run", formatCount(current.rows_per_run)],
    ["Memory", formatBytes(current.memory_bytes)],
    ["Workers", formatCount(current.workers)],
    ["Restarts", formatCount(current.restarts)],
  ];
}
