import type { ComponentChildren, VNode } from "preact";
import { useId } from "preact/hooks";

interface PartFieldProps {
  readonly name: string;
  readonly part: string;
  readonly share: string | undefined;
  readonly onInput: (typed: string) => void;
  /** Stands where the name does otherwise. */
  readonly children?: ComponentChildren;
}

/** A part of the requests, and how many of a hundred that is. */
export function PartField({ name, part, share, onInput, children }: PartFieldProps): VNode {
  const id = useId();
  return (
    <>
      {children ?? <label for={id}>{name}</label>}
      <input
        id={id}
        type="number"
        min="0"
        max="1000000"
        step="any"
        aria-label={name}
        aria-describedby={`${id}-share`}
        value={part}
        onInput={({ currentTarget }) => onInput(currentTarget.value)}
      />
      <span id={`${id}-share`} class="traffic-share">
        {share}
      </span>
    </>
  );
}
