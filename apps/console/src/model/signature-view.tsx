import type { VNode } from "preact";
import type { Maybe } from "../api/maybe.ts";
import type { ModelDetails } from "../api/model-details.ts";
import type { Param, Schema } from "../api/signature.ts";
import { jsonText } from "../format/literal.ts";
import { typeText } from "../try/field.ts";

/** What a model takes and gives, and what it could be asked. */
export function SignatureView({ details }: { readonly details: ModelDetails }): VNode {
  const { signature, inputs, outputs, labels, input_example: example } = details;
  return (
    <section class="card section" aria-labelledby="signature-heading">
      <h2 id="signature-heading">Signature</h2>
      <div class="signature">
        <SchemaTable title="Inputs" schema={signature?.inputs ?? tensors(inputs)} />
        <SchemaTable title="Outputs" schema={signature?.outputs ?? tensors(outputs)} />
        {signature?.params && signature.params.length > 0 && <ParamsTable params={signature.params} />}
        {labels && labels.length > 0 && (
          <div>
            <h3>Labels</h3>
            <p class="tags">
              {labels.map((label) => (
                <span class="tag" key={label}>
                  {label}
                </span>
              ))}
            </p>
          </div>
        )}
      </div>
      {example !== undefined && example !== null && (
        <details class="example">
          <summary>Input example</summary>
          <pre class="code-block" tabIndex={0} role="region" aria-label="Input example">
            <code>{jsonText(example).slice(0, 4000)}</code>
          </pre>
        </details>
      )}
    </section>
  );
}

function tensors(specs: ModelDetails["inputs"]): Schema | undefined {
  return specs ? { kind: "tensors", tensors: specs } : undefined;
}

function SchemaTable({ title, schema }: { readonly title: string; readonly schema: Maybe<Schema> }): VNode {
  return (
    <div>
      <h3>{title}</h3>
      {schema ? (
        <dl class="spec">
          {linesOf(schema).map(([name, type], index) => (
            <div key={index}>
              <dt>{name}</dt>
              <dd>{type}</dd>
            </div>
          ))}
        </dl>
      ) : (
        <p class="hint">The model does not say.</p>
      )}
    </div>
  );
}

type Line = readonly [name: string, type: string];

function linesOf(schema: Schema): readonly Line[] {
  return schema.kind === "columns"
    ? schema.columns.map(({ name, type, required }, index): Line => [
        name ?? `column ${index + 1}`,
        `${typeText(type)}${required ? "" : ", optional"}`,
      ])
    : schema.tensors.map(({ name, dtype, shape }, index): Line => [
        name ?? `tensor ${index + 1}`,
        `${dtype} [${shape.map((size) => (size < 0 ? "any" : size)).join(" × ")}]`,
      ]);
}

function ParamsTable({ params }: { readonly params: readonly Param[] }): VNode {
  return (
    <div>
      <h3>Parameters</h3>
      <dl class="spec">
        {params.map(({ name, type, list, default: otherwise }) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>
              {list ? `list of ${typeText(type)}` : typeText(type)} = {JSON.stringify(otherwise)}
            </dd>
          </div>
        ))}
      </dl>
    </div>
  );
}
