import type { HistoryEvent } from "../api/history.ts";

/** How an event is marked. */
export type Tone = "good" | "bad" | "busy" | "idle";

interface Wording {
  readonly tone: Tone;
  readonly text: (event: HistoryEvent) => string;
}

const wordings: Readonly<Record<string, Wording>> = {
  loading: { tone: "idle", text: (event) => `${versionOf(event)} is loading` },
  ready: { tone: "idle", text: (event) => `${versionOf(event)} is ready` },
  switched: { tone: "good", text: (event) => `${versionOf(event)} answers${insteadOf(event)}` },
  failed: { tone: "bad", text: (event) => `${versionOf(event)} could not be loaded` },
  held: { tone: "busy", text: (event) => `${versionOf(event)} is held back` },
  rolled_back: {
    tone: "busy",
    text: (event) => `Rolled back to ${versionOf(event, "version")}${insteadOf(event)}`,
  },
  draining: { tone: "idle", text: (event) => `${versionOf(event)} answers its last requests` },
  closed: { tone: "idle", text: (event) => `${versionOf(event)} is closed` },
  restarted: { tone: "bad", text: (event) => `A worker of ${versionOf(event, "version")} was replaced` },
  resting: { tone: "idle", text: (event) => `${versionOf(event)} gave its memory back` },
  woken: { tone: "idle", text: (event) => `${versionOf(event)} was woken by a request` },
  traffic: { tone: "good", text: ({ reason }) => `Traffic: ${reason ?? "split anew"}` },
};

const steps: ReadonlySet<string> = new Set(["loading", "draining", "closed"]);

/** Whether an event only leads to another that says more. */
export function isStep({ kind }: HistoryEvent): boolean {
  return steps.has(kind);
}

/** What happened, in a sentence; kinds that are not known are told by their name. */
export function historyText(event: HistoryEvent): string {
  return wordings[event.kind]?.text(event) ?? [event.kind, event.version].filter(Boolean).join(" ");
}

/** How an event is marked in the list. */
export function historyTone({ kind }: HistoryEvent): Tone {
  return wordings[kind]?.tone ?? "idle";
}

function versionOf({ version }: HistoryEvent, word = "Version"): string {
  return version ? `${word} ${version}` : "the model";
}

function insteadOf({ from_version: from }: HistoryEvent): string {
  return from ? ` instead of ${from}` : "";
}
