import type { Signal } from "@preact/signals";
import type { ComponentChildren, VNode } from "preact";
import { useId } from "preact/hooks";

interface TabsProps<Name extends string> {
  readonly label: string;
  readonly names: readonly Name[];
  readonly selected: Signal<Name>;
  readonly children: ComponentChildren;
}

/** Tabs and the panel of the one that is chosen; arrow keys go from tab to tab. */
export function Tabs<Name extends string>({ label, names, selected, children }: TabsProps<Name>): VNode {
  const id = useId();
  const onKeyDown = (event: KeyboardEvent): void => {
    const next = neighbour(names, selected.value, event.key);
    if (next === undefined) return;
    event.preventDefault();
    selected.value = next;
    document.getElementById(`${id}-${next}`)?.focus();
  };
  return (
    <>
      <div class="tabs" role="tablist" aria-label={label} onKeyDown={onKeyDown}>
        {names.map((name) => (
          <button
            type="button"
            role="tab"
            key={name}
            id={`${id}-${name}`}
            aria-selected={name === selected.value}
            aria-controls={`${id}-panel`}
            tabIndex={name === selected.value ? 0 : -1}
            onClick={() => (selected.value = name)}
          >
            {name}
          </button>
        ))}
      </div>
      <div class="tab-panel" role="tabpanel" id={`${id}-panel`} aria-labelledby={`${id}-${selected.value}`}>
        {children}
      </div>
    </>
  );
}

const steps: Readonly<Record<string, number>> = { ArrowLeft: -1, ArrowRight: 1 };

function neighbour<Name extends string>(names: readonly Name[], now: Name, key: string): Name | undefined {
  if (key === "Home") return names[0];
  if (key === "End") return names.at(-1);
  const step = steps[key];
  return step === undefined ? undefined : names.at((names.indexOf(now) + step) % names.length);
}
