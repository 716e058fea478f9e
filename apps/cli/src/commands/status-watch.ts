import type { GatewayClient } from "../gateway-client.ts";
import { parseListing } from "../model-listing.ts";
import type { OutputOptions } from "../output-options.ts";
import { Screen } from "../screen.ts";
import { watchGateway } from "../watch-gateway.ts";
import { modelsTable } from "./status.ts";

/** Prints the served models at each change, until somebody interrupts; as JSON a listing a line. */
export async function statusWatch(client: GatewayClient, { json = false }: OutputOptions): Promise<void> {
  const screen = new Screen();
  await watchGateway(client, {
    onEvent: ({ event, data }) => {
      if (event !== "models") return;
      if (json) process.stdout.write(`${data}\n`);
      else screen.show(modelsTable(parseListing(JSON.parse(data)).models));
    },
    onGone: () => screen.note("the gateway has gone; waiting for it"),
  });
}
