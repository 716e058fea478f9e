import type { VNode } from "preact";
import { ModelsPage } from "./list/models-page.tsx";
import { route } from "./routing/current-route.ts";
import { ConnectionNote } from "./ui/connection-note.tsx";
import { TopBar } from "./ui/top-bar.tsx";

/** The whole console: what stands on every page, and the page. */
export function App(): VNode {
  return (
    <>
      <a class="skip-link" href="#main" onClick={skipToMain}>
        Skip to content
      </a>
      <TopBar />
      <ConnectionNote />
      <main id="main" tabIndex={-1}>
        <Page />
      </main>
    </>
  );
}

function Page(): VNode {
  void route.value;
  return <ModelsPage />;
}

/** The address must keep naming the page, so the link only moves the focus. */
function skipToMain(event: Event): void {
  event.preventDefault();
  document.querySelector<HTMLElement>("#main")?.focus();
}
