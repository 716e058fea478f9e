import { GatewayError } from "@switchyard/core";
import { z } from "zod";

/** What a backend answered, as the shape it should have; throws `registry_unavailable` that says what it lacks. */
export function readShape<Shape>(schema: z.ZodType<Shape>, answer: unknown): Shape {
  const { success, data, error } = schema.safeParse(answer);
  if (success) return data;
  throw new GatewayError(
    "registry_unavailable",
    `MLflow's answer cannot be read: ${z.prettifyError(error)}`,
    {
      cause: error,
    },
  );
}
