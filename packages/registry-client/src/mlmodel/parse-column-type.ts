import type { ColumnType, PropertySpec, ScalarColumnType } from "@switchyard/core";
import { z } from "zod";

/** A type spec of a signature as MLflow writes it; what belongs to which `type` is checked when it is read. */
export interface TypeSpec {
  readonly type: string;
  readonly required?: boolean | null | undefined;
  readonly items?: TypeSpec | undefined;
  readonly values?: TypeSpec | undefined;
  readonly properties?: Readonly<Record<string, TypeSpec>> | undefined;
}

/** Keeps the fields of a type spec that say something. */
export const typeSpec: z.ZodType<TypeSpec> = z.lazy(() =>
  z.object({
    type: z.string(),
    required: z.boolean().nullish(),
    items: typeSpec.optional(),
    values: typeSpec.optional(),
    properties: z.record(z.string(), typeSpec).optional(),
  }),
);

/** The column type that a spec says, or an error that names `where` it stands. */
export function parseColumnType(spec: TypeSpec, where: string): ColumnType {
  const scalar = scalars.find((each) => each === spec.type);
  if (scalar) return { kind: "scalar", type: scalar };
  const composite = composites.get(spec.type);
  if (composite) return composite(spec, where);
  throw new Error(`${where}: unknown type "${spec.type}"`);
}

/** Whether values may be missing when the spec does not say: scalars must be there, composites need not. */
export function isRequired({ type, required }: TypeSpec): boolean {
  return required ?? scalars.some((each) => each === type);
}

const scalars: readonly ScalarColumnType[] = [
  "boolean",
  "integer",
  "long",
  "float",
  "double",
  "string",
  "binary",
  "datetime",
];

const composites: ReadonlyMap<string, (spec: TypeSpec, where: string) => ColumnType> = new Map([
  ["array", parseArray],
  ["object", parseObject],
  ["map", parseMap],
  ["any", (): ColumnType => ({ kind: "any" })],
  ["sparkml_vector", (): ColumnType => ({ kind: "array", items: { kind: "scalar", type: "double" } })],
]);

function parseArray({ items }: TypeSpec, where: string): ColumnType {
  return { kind: "array", items: parseNested(items, `${where}.items`) };
}

function parseMap({ values }: TypeSpec, where: string): ColumnType {
  return { kind: "map", values: parseNested(values, `${where}.values`) };
}

function parseNested(spec: TypeSpec | undefined, where: string): ColumnType {
  if (spec) return parseColumnType(spec, where);
  throw new Error(`${where} is missing`);
}

function parseObject({ properties = {} }: TypeSpec, where: string): ColumnType {
  const entries = Object.entries(properties);
  if (entries.length === 0) throw new Error(`${where}: an object needs properties`);
  return { kind: "object", properties: entries.map(([name, spec]) => parseProperty(name, spec, where)) };
}

function parseProperty(name: string, spec: TypeSpec, where: string): PropertySpec {
  return { name, type: parseColumnType(spec, `${where}.${name}`), required: isRequired(spec) };
}
