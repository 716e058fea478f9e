import { z } from "zod";
import type { GatewayClient } from "../gateway-client.ts";
import { parseListing, type ListedModel } from "../model-listing.ts";
import type { OutputOptions } from "../output-options.ts";
import { paint } from "../paint.ts";
import { Screen } from "../screen.ts";
import { table } from "../table.ts";
import { watchGateway } from "../watch-gateway.ts";

const known = z.number().nullable();

const statistics = z.object({
  at: z.string(),
  models: z.record(
    z.string(),
    z.object({
      requests_per_second: known,
      errors_per_second: known,
      p50_ms: known,
      p99_ms: known,
      queued: known,
      in_flight: known,
      rows_per_run: known,
      memory_bytes: known,
      workers: known,
      restarts: known,
    }),
  ),
});

type Current = z.infer<typeof statistics>["models"][string];

/** Prints what models do just now, every second, until somebody interrupts; as JSON a line each time. */
export async function top(client: GatewayClient, { json = false }: OutputOptions): Promise<void> {
  const screen = new Screen();
  let models: readonly ListedModel[] = [];
  await watchGateway(client, {
    onEvent: ({ event, data }) => {
      if (event === "models") ({ models } = parseListing(JSON.parse(data)));
      if (event !== "statistics") return;
      if (json) process.stdout.write(`${data}\n`);
      else screen.show(topTable(statistics.parse(JSON.parse(data)).models, models));
    },
    onGone: () => screen.note("the gateway has gone; waiting for it"),
  });
}

const head = [
  "NAME",
  "VERSION",
  "REQ/S",
  "ERR/S",
  "P50",
  "P99",
  "QUEUED",
  "RUNNING",
  "ROWS/RUN",
  "MEMORY",
  "WORKERS",
  "RESTARTS",
];

/** The busiest first. */
function topTable(current: Readonly<Record<string, Current>>, models: readonly ListedModel[]): string {
  const rows = Object.entries(current)
    .toSorted(([, one], [, other]) => (other.requests_per_second ?? 0) - (one.requests_per_second ?? 0))
    .map(([name, each]) =>
      rowOf(
        name,
        each,
        models.find((model) => model.name === name),
      ),
    );
  return table(head, rows);
}

function rowOf(name: string, each: Current, model: ListedModel | undefined): readonly string[] {
  const errors = shown(each.errors_per_second);
  return [
    model?.status === "ready" ? name : paint("bad", name),
    model?.version ?? "-",
    shown(each.requests_per_second),
    (each.errors_per_second ?? 0) > 0 ? paint("bad", errors) : errors,
    shown(each.p50_ms, " ms"),
    shown(each.p99_ms, " ms"),
    shown(each.queued),
    shown(each.in_flight),
    shown(each.rows_per_run),
    each.memory_bytes === null ? "-" : `${Math.round(each.memory_bytes / 1e6)} MB`,
    shown(each.workers),
    shown(each.restarts),
  ];
}

function shown(value: number | null, unit = ""): string {
  if (value === null) return "-";
  return `${Number.isInteger(value) ? value : value.toFixed(1)}${unit}`;
}
