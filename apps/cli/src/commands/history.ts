import { z } from "zod";
import { CommandError } from "../command-error.ts";
import type { GatewayClient } from "../gateway-client.ts";
import { printJson } from "../json-output.ts";
import { checkedAnswer } from "../output.ts";
import type { OutputOptions } from "../output-options.ts";
import { paint, type Meaning } from "../paint.ts";
import { untilInterrupted } from "../until-interrupted.ts";
import { watchGateway } from "../watch-gateway.ts";

const historyEvent = z.looseObject({
  at: z.string(),
  kind: z.string(),
  version: z.string().nullish(),
  from_version: z.string().nullish(),
  alias: z.string().nullish(),
  reason: z.string().nullish(),
  duration_ms: z.number().nullish(),
});

type HistoryEvent = z.infer<typeof historyEvent>;

const history = z.object({ events: z.array(historyEvent) });
const told = z.object({ model: z.string(), event: historyEvent });

export interface HistoryOptions extends OutputOptions {
  /** So many of the newest. */
  readonly limit: number;
  /** Whether to go on with what happens from now on. */
  readonly follow?: boolean;
}

/** Prints what became of a model, a line each, the newest last as in a log; with `follow` until somebody interrupts. */
export async function modelHistory(
  client: GatewayClient,
  name: string,
  { limit, follow = false, json = false }: HistoryOptions,
): Promise<void> {
  // Before the first line is out: who reads it may interrupt at once.
  using interruption = follow ? untilInterrupted() : undefined;
  const events = (await pastOf(client, name)).slice(0, limit);
  if (json && !follow) return printJson({ model: name, events });
  const print = (event: HistoryEvent): void =>
    void process.stdout.write(`${json ? JSON.stringify({ model: name, event }) : lineOf(event)}\n`);
  for (const event of events.toReversed()) print(event);
  if (!follow) return;
  await watchGateway(client, {
    onEvent: ({ event, data }) => {
      if (event !== "history") return;
      const news = told.parse(JSON.parse(data));
      if (news.model === name) print(news.event);
    },
    interruption,
    onGone: () => process.stderr.write("the gateway has gone; waiting for it\n"),
  });
}

async function pastOf(client: GatewayClient, name: string): Promise<readonly HistoryEvent[]> {
  const { body } = checkedAnswer(await client.get(`/models/${encodeURIComponent(name)}/history`));
  const { data } = history.safeParse(body);
  if (data) return data.events;
  throw new CommandError("refused", "what answers there tells no history", {
    hint: "Is it a Switchyard that listens there?",
  });
}

const meanings: Readonly<Record<string, Meaning>> = {
  ready: "good",
  switched: "good",
  failed: "bad",
  held: "bad",
  rolled_back: "bad",
  restarted: "doubtful",
};

function lineOf({
  at,
  kind,
  version,
  from_version: from,
  alias,
  reason,
  duration_ms: tookMs,
}: HistoryEvent): string {
  const facts = [
    version && `version ${version}`,
    from && `after ${from}`,
    alias && `as ${alias}`,
    typeof tookMs === "number" && `in ${(tookMs / 1000).toFixed(1)} s`,
    reason,
  ];
  const meaning = meanings[kind];
  const word = kind.replace("_", " ").padEnd(11);
  return `${at}  ${meaning ? paint(meaning, word) : word}  ${facts.filter(Boolean).join(", ")}`.trimEnd();
}
