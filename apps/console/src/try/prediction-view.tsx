import type { VNode } from "preact";
import { formatShare } from "../format/format-number.ts";
import type { Prediction } from "./predictions.ts";

const mostClasses = 8;

/** An answer with the likelihood of each class as a bar; the number beside it says the same. */
export function PredictionView({
  prediction: { value, probabilities },
}: {
  readonly prediction: Prediction;
}): VNode {
  const others = probabilities.length - mostClasses;
  return (
    <>
      <strong class="prediction-value">{textOf(value)}</strong>
      {probabilities.length > 0 && (
        <ul class="shares">
          {probabilities.slice(0, mostClasses).map(([label, share]) => (
            <li key={label}>
              <span class="share-label">{label}</span>
              <svg class="share-bar" viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true">
                <rect width={share * 100} height="8" />
              </svg>
              <span class="share-value">{formatShare(share)}</span>
            </li>
          ))}
          {others > 0 && <li class="hint">and {others} more</li>}
        </ul>
      )}
    </>
  );
}

function textOf(value: unknown): string {
  return typeof value === "string" ? value : JSON.stringify(value);
}
