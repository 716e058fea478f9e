import type { VNode } from "preact";
import type { ModelLine } from "../api/model-line.ts";
import { ModelRow } from "./model-row.tsx";

const columns = [
  ["Model", ""],
  ["State", ""],
  ["Version", "from-medium"],
  ["Runtime", "from-wide"],
  ["Req/s", "number"],
  ["Last minute", "from-medium"],
  ["p50 / p99", "number"],
  ["Queue", "number from-wide"],
  ["Errors/s", "number from-medium"],
  ["Memory", "number from-wide"],
] as const;

/** The models as a table; narrow screens show the columns that matter most. */
export function ModelsTable({ models }: { readonly models: readonly ModelLine[] }): VNode {
  return (
    <div class="card table-card">
      <table class="models" aria-label="Models">
        <thead>
          <tr>
            {columns.map(([title, classes]) => (
              <th scope="col" class={classes} key={title}>
                {title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {models.map((model) => (
            <ModelRow key={model.name} model={model} />
          ))}
        </tbody>
      </table>
    </div>
  );
}
