import type { VNode } from "preact";
import { isRecord } from "../format/is-record.ts";
import { jsonText } from "../format/literal.ts";
import { formatMs } from "../format/format-number.ts";
import type { Answered, AnswerState } from "./answer-state.ts";
import { PredictionView } from "./prediction-view.tsx";
import { predictionsOf } from "./predictions.ts";

const longestBody = 20_000;

/** What the model answered, who answered, and how long it took. */
export function Answer({ state }: { readonly state: AnswerState }): VNode {
  return (
    <section class="answer" aria-label="Answer" aria-live="polite" aria-busy={state.kind === "asking"}>
      <Content state={state} />
    </section>
  );
}

function Content({ state }: { readonly state: AnswerState }): VNode {
  switch (state.kind) {
    case "none":
      return <p class="hint">The answer appears here.</p>;
    case "asking":
      return <p class="hint">Asking…</p>;
    case "unsent":
      return <p class="answer-fault">The request was not answered: {state.message}.</p>;
    case "answered":
      return (
        <>
          {state.status < 400 ? <Body body={state.body} /> : <Refusal answer={state} />}
          <Facts answer={state} />
        </>
      );
  }
}

function Body({ body }: { readonly body: unknown }): VNode {
  const predictions = predictionsOf(body);
  if (predictions.length > 0)
    return (
      <ol class={`predictions${predictions.length === 1 ? " is-single" : ""}`}>
        {predictions.map((prediction, index) => (
          <li key={index}>
            <PredictionView prediction={prediction} />
          </li>
        ))}
      </ol>
    );
  const text = typeof body === "string" ? body : jsonText(body);
  return (
    <pre class="answer-body" tabIndex={0} role="region" aria-label="Body of the answer">
      <code>{text.length > longestBody ? `${text.slice(0, longestBody)}\n…` : text}</code>
    </pre>
  );
}

function Refusal({ answer: { status, body } }: { readonly answer: Answered }): VNode {
  const { error_code: code, message } = isRecord(body) ? body : {};
  return (
    <div class="answer-fault">
      <strong>
        {status} {typeof code === "string" ? code : ""}
      </strong>
      <p>{typeof message === "string" ? message : JSON.stringify(body)}</p>
    </div>
  );
}

function Facts({
  answer: { status, ms, serverMs, version, digest, requestId },
}: {
  readonly answer: Answered;
}): VNode {
  const facts = [
    ["Status", String(status)],
    ["Time", formatMs(ms)],
    ["In the gateway", serverMs === undefined ? undefined : formatMs(serverMs)],
    ["Version", version],
    ["Digest", digest?.slice(0, 12)],
    ["Request", requestId],
  ] as const;
  return (
    <dl class="facts">
      {facts.map(
        ([term, value]) =>
          value !== undefined && (
            <div key={term}>
              <dt>{term}</dt>
              <dd title={term === "Digest" ? digest : undefined}>{value}</dd>
            </div>
          ),
      )}
    </dl>
  );
}
