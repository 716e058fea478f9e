import { useSignal, type Signal } from "@preact/signals";
import type { VNode } from "preact";
import { ConfirmDialog } from "../actions/confirm-dialog.tsx";
import type { VersionDetails } from "../api/model-details.ts";
import type { ModelLine } from "../api/model-line.ts";
import { announce } from "../ui/announcement.tsx";
import { PartField } from "./part-field.tsx";
import { splitTraffic } from "./split-traffic.ts";
import { allToFollowed, sharesOf, trafficOf, type TrafficDraft } from "./traffic-draft.ts";
import { trafficRows } from "./traffic-rows.ts";

interface TrafficDialogProps {
  readonly line: ModelLine;
  readonly versions: readonly VersionDetails[];
  readonly onClose: () => void;
}

/** Takes the parts of the requests that versions get; what is heard meanwhile changes nothing that was typed. */
export function TrafficDialog({ line, versions, onClose }: TrafficDialogProps): VNode {
  const { name } = line;
  const draft = useSignal<TrafficDraft>({
    rows: trafficRows(line, versions),
    other: { label: "", part: "" },
  });
  return (
    <ConfirmDialog
      title={`Split the traffic of ${name}?`}
      run={async ({ headers }) => announce(await splitTraffic(name, trafficOf(draft.value), headers))}
      onClose={onClose}
    >
      <p>
        Requests that name no version are shared out by these parts, in any unit. A version that is not loaded
        is loaded first.
      </p>
      <div class="traffic">
        <RowFields draft={draft} />
        <OtherFields draft={draft} />
      </div>
      <button
        type="button"
        class="button traffic-all"
        onClick={() => (draft.value = allToFollowed(draft.value))}
      >
        All to {draft.value.rows.find(({ isFollowed }) => isFollowed)?.name ?? "the followed version"}
      </button>
    </ConfirmDialog>
  );
}

interface DraftProps {
  readonly draft: Signal<TrafficDraft>;
}

function RowFields({ draft }: DraftProps): VNode {
  const { rows } = draft.value;
  const shares = sharesOf(draft.value);
  const take = (label: string, part: string): void => {
    const changed = rows.map((row) => (row.label === label ? { ...row, part } : row));
    draft.value = { ...draft.value, rows: changed };
  };
  return (
    <>
      {rows.map(({ label, name, part }, index) => (
        <PartField
          key={label}
          name={name}
          part={part}
          share={shares[index]}
          onInput={(typed) => take(label, typed)}
        />
      ))}
    </>
  );
}

function OtherFields({ draft }: DraftProps): VNode {
  const { other } = draft.value;
  const take = (changed: Partial<TrafficDraft["other"]>): void => {
    draft.value = { ...draft.value, other: { ...draft.value.other, ...changed } };
  };
  return (
    <PartField
      name="Part of the other"
      part={other.part}
      share={sharesOf(draft.value).at(-1)}
      onInput={(part) => take({ part })}
    >
      <input
        aria-label="Another alias or version"
        placeholder="alias or number"
        autocomplete="off"
        value={other.label}
        onInput={({ currentTarget }) => take({ label: currentTarget.value })}
      />
    </PartField>
  );
}
