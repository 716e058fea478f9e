/** A JSON Schema (2020-12, as OpenAPI 3.1 takes it), or another object of the document. */
export type JsonSchema = Readonly<Record<string, unknown>>;
