import * as v from "valibot";

/** What the gateway may not know: absent or null. */
export type Maybe<Value> = Value | null | undefined;

/** Takes a field that may be absent or null. */
export function maybe<Output>(
  schema: v.GenericSchema<unknown, Output>,
): v.OptionalSchema<v.NullableSchema<v.GenericSchema<unknown, Output>, undefined>, undefined> {
  return v.optional(v.nullable(schema));
}
