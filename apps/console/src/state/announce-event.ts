import * as v from "valibot";
import type { ServerEvent } from "../api/event-parser.ts";
import { historyEvent } from "../api/history.ts";
import { historyText } from "../model/history-text.ts";
import { announce } from "../ui/announcement.tsx";

const told: ReadonlySet<string> = new Set(["switched", "rolled_back", "failed", "held", "restarted"]);

/** Tells of what changes who answers, wherever in the console a person is. */
export function announceEvent({ kind, data }: ServerEvent): void {
  if (kind !== "history") return;
  const { model, event } = v.parse(historyEvent, JSON.parse(data));
  if (told.has(event.kind)) announce(`${model}: ${historyText(event)}`);
}
