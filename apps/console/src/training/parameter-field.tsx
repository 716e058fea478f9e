import type { VNode } from "preact";
import type { Parameter } from "./parameter.ts";

/** A parameter of a training in the dialog that starts it. */
export function ParameterField({ parameter }: { readonly parameter: Parameter }): VNode {
  const { name, typeName, required, description, text, options, type } = parameter;
  const choices = options ?? (type === "boolean" ? ["true", "false"] : undefined);
  return (
    <label class="field">
      <span class="field-name">
        {name}
        <span class="field-type" aria-hidden="true">
          {typeName}
        </span>
      </span>
      {choices ? (
        <select name={name} aria-label={name} required={required}>
          {text === "" && <option value="">{required ? "choose" : "default"}</option>}
          {choices.map((choice) => (
            <option key={choice} selected={choice === text}>
              {choice}
            </option>
          ))}
        </select>
      ) : (
        <input name={name} aria-label={name} defaultValue={text} required={required} autocomplete="off" />
      )}
      {description && <span class="hint">{description}</span>}
    </label>
  );
}
