import { installTestbed } from "./testbed.ts";

/** Before all tests, so that none of them pays for it. */
export default async function setup(): Promise<void> {
  await installTestbed();
}
