import type { VNode } from "preact";

const marks = {
  good: <path d="m4 8.5 2.6 2.6L12 5.5" />,
  busy: <path d="M8 3a5 5 0 1 1-5 5" />,
  bad: <path d="m4.5 4.5 7 7m0-7-7 7" />,
  idle: <path d="M4 8h8" />,
} as const;

type Tone = keyof typeof marks;

const tones: Readonly<Record<string, Tone>> = {
  ready: "good",
  succeeded: "good",
  loading: "busy",
  pending: "busy",
  running: "busy",
  queued: "busy",
  draining: "busy",
  failed: "bad",
  unavailable: "bad",
};

/** A state told by word, shape and colour. */
export function StatusBadge({ state }: { readonly state: string }): VNode {
  const tone = tones[state] ?? "idle";
  return (
    <span class={`badge badge-${tone}`}>
      <svg viewBox="0 0 16 16" aria-hidden="true">
        {marks[tone]}
      </svg>
      <span class="badge-word">{state}</span>
    </span>
  );
}
