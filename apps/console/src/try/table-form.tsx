import type { VNode } from "preact";
import { CellField } from "./cell-field.tsx";
import { PasteRows } from "./paste-rows.tsx";
import type { TryState } from "./try-state.ts";

const mostRows = 100;

/** Rows for a model of tables, each field with the type that the signature names. */
export function TableForm({ state }: { readonly state: TryState }): VNode {
  const { rows, form } = state;
  return (
    <>
      {rows.value.length === 1 ? <OneRow state={state} /> : <ManyRows state={state} />}
      <div class="row-actions">
        <button
          type="button"
          class="button button-small"
          disabled={rows.value.length >= mostRows}
          onClick={() => (rows.value = [...rows.value, rows.value.at(-1) ?? form.fields.map(() => "")])}
        >
          Add row
        </button>
        <PasteRows state={state} />
      </div>
    </>
  );
}

/** A single row has room for its names and types. */
function OneRow({ state }: { readonly state: TryState }): VNode {
  return (
    <div class="fields">
      {state.form.fields.map((field, column) => (
        <label class="field" key={field.name}>
          <span class="field-name">
            {field.name}
            <span class="field-type" aria-hidden="true">
              {field.required ? field.typeName : `${field.typeName}, optional`}
            </span>
          </span>
          <CellField state={state} row={0} column={column} />
        </label>
      ))}
    </div>
  );
}

function ManyRows({ state }: { readonly state: TryState }): VNode {
  const { rows, form } = state;
  return (
    <div class="row-table" role="region" aria-label="Rows" tabIndex={0}>
      <table>
        <thead>
          <tr>
            {form.fields.map(({ name, typeName }) => (
              <th scope="col" key={name}>
                {name} <span class="field-type">{typeName}</span>
              </th>
            ))}
            <th scope="col">
              <span class="visually-hidden">Remove</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.value.map((_, row) => (
            <tr key={row}>
              {form.fields.map(({ name }, column) => (
                <td key={name}>
                  <CellField state={state} row={row} column={column} />
                </td>
              ))}
              <td>
                <RemoveButton state={state} row={row} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function RemoveButton({ state: { rows }, row }: { readonly state: TryState; readonly row: number }): VNode {
  return (
    <button
      type="button"
      class="icon-button"
      aria-label={`Remove row ${row + 1}`}
      onClick={() => (rows.value = rows.value.toSpliced(row, 1))}
    >
      <svg viewBox="0 0 24 24" aria-hidden="true">
        <path d="m7 7 10 10M17 7 7 17" />
      </svg>
    </button>
  );
}
