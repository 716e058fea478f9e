import type { VNode } from "preact";

interface FiguresProps {
  readonly label: string;
  readonly figures: readonly (readonly [term: string, value: string])[];
}

/** A line of numbers, each with its name. */
export function Figures({ label, figures }: FiguresProps): VNode {
  return (
    <dl class="figures" aria-label={label}>
      {figures.map(([term, value]) => (
        <div key={term}>
          <dt>{term}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
