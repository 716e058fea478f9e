import { useSignal, type Signal } from "@preact/signals";
import type { VNode } from "preact";
import type { ModelLine } from "../api/model-line.ts";
import { live } from "../state/live.ts";
import { ModelRow } from "./model-row.tsx";
import { nextSorting, sortModels, type SortKey, type Sorting } from "./sort-models.ts";

interface ListColumn {
  readonly title: string;
  readonly classes?: string;
  readonly key?: SortKey;
}

const columns: readonly ListColumn[] = [
  { title: "Model", key: "name" },
  { title: "State", classes: "col-state", key: "status" },
  { title: "Version", classes: "col-version from-medium" },
  { title: "Runtime", classes: "col-runtime from-wide" },
  { title: "Req/s", classes: "col-rate number", key: "requests_per_second" },
  { title: "Last minute", classes: "col-course from-medium" },
  { title: "p50 / p99", classes: "col-latency number", key: "p99_ms" },
  { title: "Queue", classes: "col-queue number from-wide", key: "queued" },
  { title: "Errors/s", classes: "col-errors number from-medium", key: "errors_per_second" },
  { title: "Memory", classes: "col-memory number from-wide", key: "memory_bytes" },
];

/** The models as a table that can be sorted; narrow screens show the columns that matter most. */
export function ModelsTable({ models }: { readonly models: readonly ModelLine[] }): VNode {
  const sorting = useSignal<Sorting | undefined>(undefined);
  return (
    <div class="card table-card">
      <table class="models" aria-label="Models">
        <thead>
          <tr>
            {columns.map((column) => (
              <ColumnHead key={column.title} column={column} sorting={sorting} />
            ))}
          </tr>
        </thead>
        <tbody>
          {sortModels(models, sorting.value, live.value.statistics).map((model) => (
            <ModelRow key={model.name} model={model} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

interface ColumnHeadProps {
  readonly column: ListColumn;
  readonly sorting: Signal<Sorting | undefined>;
}

function ColumnHead({ column: { title, classes, key }, sorting }: ColumnHeadProps): VNode {
  const now = sorting.value?.key === key ? sorting.value?.direction : undefined;
  return (
    <th scope="col" class={classes} aria-sort={now}>
      {key === undefined ? (
        title
      ) : (
        <button type="button" class="sort" onClick={() => (sorting.value = nextSorting(sorting.value, key))}>
          {title}
          <span aria-hidden="true">{now && (now === "ascending" ? " ↑" : " ↓")}</span>
        </button>
      )}
    </th>
  );
}
