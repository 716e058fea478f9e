import { useSignal } from "@preact/signals";
import type { VNode } from "preact";
import { modelPath } from "../api/ask.ts";
import { historyList, type HistoryEvent } from "../api/history.ts";
import { formatMs } from "../format/format-number.ts";
import { live } from "../state/live.ts";
import { mergeHistory } from "../state/merge-history.ts";
import { useAsked } from "../state/use-asked.ts";
import { Moment } from "../ui/moment.tsx";
import { historyText, historyTone, isStep } from "./history-text.ts";

const shownFirst = 8;

/** What has happened to a model, the newest first, as it happens. */
export function HistoryList({ name }: { readonly name: string }): VNode {
  const isWhole = useSignal(false);
  // What happened while the connection was lost was not heard.
  const { value, fault } = useAsked(modelPath(name, "/history"), historyList, {
    when: live.value.connection.kind,
  });
  const events = mergeHistory(value?.events ?? [], live.value.history.get(name) ?? []);
  const notable = events.filter((event) => !isStep(event)).slice(0, shownFirst);
  const shown = isWhole.value || notable.length === 0 ? events : notable;
  return (
    <section class="card section" aria-labelledby="history-heading">
      <h2 id="history-heading">What happened</h2>
      {events.length === 0 && (
        <p class="hint">{fault ?? "Nothing has happened since the gateway started."}</p>
      )}
      <ol class="history" aria-label="History">
        {shown.map((event) => (
          <HistoryItem key={`${event.at} ${event.kind} ${event.version}`} event={event} />
        ))}
      </ol>
      {events.length > notable.length && notable.length > 0 && (
        <button type="button" class="button button-small" onClick={() => (isWhole.value = !isWhole.value)}>
          {isWhole.value ? "Show less" : `Show all ${events.length} steps`}
        </button>
      )}
    </section>
  );
}

function HistoryItem({ event }: { readonly event: HistoryEvent }): VNode {
  const { at, alias, by, reason, duration_ms: duration } = event;
  const text = historyText(event);
  const facts = [
    alias && `@${alias}`,
    by && `by ${by}`,
    typeof duration === "number" && `took ${formatMs(duration)}`,
  ].filter(Boolean);
  return (
    <li class={`history-item history-${historyTone(event)}`}>
      <span class="history-text">{text}</span>
      <span class="history-facts">
        <Moment at={at} />
        {facts.map((fact) => ` · ${fact}`)}
      </span>
      {reason && !text.endsWith(reason) && <span class="history-reason">{reason}</span>}
    </li>
  );
}
