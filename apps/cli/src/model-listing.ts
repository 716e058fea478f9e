import { z } from "zod";
import { CommandError } from "./command-error.ts";

/** One model of the listing. */
export interface ListedModel {
  readonly name: string;
  readonly uri: string;
  readonly status: string;
  readonly version?: string | undefined;
  readonly runtime?: string | undefined;
  readonly aliases: readonly string[];
  readonly reason?: string | undefined;
}

/** What a gateway lists of its models. */
export interface ModelListing {
  readonly models: readonly ListedModel[];
}

const listing: z.ZodType<ModelListing> = z.object({
  models: z.array(
    z.object({
      name: z.string(),
      uri: z.string(),
      status: z.string(),
      version: z.string().optional(),
      runtime: z.string().optional(),
      aliases: z.array(z.string()).default([]),
      reason: z.string().optional(),
    }),
  ),
});

/** Reads the answer to `GET /models`; throws when it comes from something else. */
export function parseListing(body: unknown): ModelListing {
  const { data } = listing.safeParse(body);
  if (data) return data;
  throw new CommandError("refused", "what answers there lists no models", {
    hint: "Is it a Switchyard that listens there? Its address is given with --url or SWITCHYARD_URL.",
  });
}
