import { z } from "zod";

/** What a gateway says of a model; `message` where it says that there is no such model. */
export interface ModelView {
  readonly status?: string | undefined;
  readonly version?: string | undefined;
  readonly reason?: string | undefined;
  readonly held?: { readonly version: string; readonly reason: string } | undefined;
  readonly message?: string | undefined;
}

const modelView: z.ZodType<ModelView> = z.object({
  status: z.string().optional(),
  version: z.string().optional(),
  reason: z.string().optional(),
  held: z.object({ version: z.string(), reason: z.string() }).optional(),
  message: z.string().optional(),
});

/** What a gateway says of a model. */
export async function viewModel(gatewayUrl: string, name: string): Promise<ModelView> {
  return modelView.parse(await (await fetch(`${gatewayUrl}/models/${name}`)).json());
}

/** What a gateway says of itself. */
export async function viewHealth(gatewayUrl: string): Promise<unknown> {
  return await (await fetch(`${gatewayUrl}/health`)).json();
}
