import { effect } from "@preact/signals";
import { render } from "preact";
import { restoreToken, token } from "./api/token.ts";
import { App } from "./app.tsx";
import { followRoute } from "./routing/current-route.ts";
import { followGateway } from "./state/follow-gateway.ts";
import { live } from "./state/live.ts";
import { startClock } from "./state/now.ts";
import { startTheme } from "./state/theme.ts";

startTheme();
restoreToken();
followRoute();
startClock();
effect(() => {
  // A new token may open what an old one did not.
  void token.value;
  const leaving = new AbortController();
  void followGateway(live, leaving.signal);
  return () => leaving.abort();
});

const root = document.querySelector("#app");
if (root) render(<App />, root);
