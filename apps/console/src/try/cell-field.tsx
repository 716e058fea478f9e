import type { VNode } from "preact";
import type { Fault } from "./draft.ts";
import type { Field } from "./field.ts";
import { parsePasted } from "./parse-pasted.ts";
import type { TryState } from "./try-state.ts";

interface CellProps {
  readonly state: TryState;
  readonly row: number;
  readonly column: number;
}

const inputModes = {
  number: "decimal",
  integer: "numeric",
  text: "text",
  json: "text",
  boolean: "text",
} as const;

/** One field of one row, with what is wrong with it. */
export function CellField({ state, row, column }: CellProps): VNode | null {
  const field = state.form.fields[column];
  if (!field) return null;
  const fault = faultOf(state, row, column);
  const id = `fault-${row}-${column}`;
  const shared = {
    value: state.rows.value[row]?.[column] ?? "",
    "aria-label": row === 0 ? field.name : `${field.name}, row ${row + 1}`,
    "aria-invalid": fault !== undefined,
    "aria-describedby": fault ? id : undefined,
  };
  const set = (text: string): void => setCell(state, { row, column, text });
  return (
    <>
      {field.type === "boolean" ? (
        <BooleanField field={field} shared={shared} set={set} />
      ) : (
        <input
          {...shared}
          inputMode={inputModes[field.type]}
          autocomplete="off"
          spellcheck={false}
          onInput={({ currentTarget }) => set(currentTarget.value)}
          onPaste={(event) => takePasted(event, state)}
        />
      )}
      {fault && (
        <span class="fault" id={id}>
          {fault.message}
        </span>
      )}
    </>
  );
}

interface BooleanProps {
  readonly field: Field;
  readonly shared: { readonly value: string; readonly "aria-label": string };
  readonly set: (text: string) => void;
}

function BooleanField({ field, shared, set }: BooleanProps): VNode {
  return (
    <select {...shared} onChange={({ currentTarget }) => set(currentTarget.value)}>
      <option value="">{field.required ? "choose" : "none"}</option>
      <option>true</option>
      <option>false</option>
    </select>
  );
}

function faultOf({ draft, isTried }: TryState, row: number, column: number): Fault | undefined {
  return draft.value.faults.find(
    (fault) => fault.row === row && fault.column === column && (isTried.value || !fault.isMissing),
  );
}

function setCell(
  { rows }: TryState,
  { row, column, text }: { readonly row: number; readonly column: number; readonly text: string },
): void {
  rows.value = rows.value.map((cells, index) => (index === row ? cells.with(column, text) : cells));
}

/** What comes from a spreadsheet fills all rows, not one field. */
function takePasted(event: ClipboardEvent, { rows, form }: TryState): void {
  const text = event.clipboardData?.getData("text/plain") ?? "";
  if (!/[\t\n]/.test(text.trim())) return;
  const pasted = parsePasted(text, form.fields);
  if (pasted.length === 0) return;
  event.preventDefault();
  rows.value = pasted;
}
