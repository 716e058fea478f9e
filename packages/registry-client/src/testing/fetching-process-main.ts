import { createArtifactStores } from "../artifacts/artifact-stores.ts";
import { ArtifactCache } from "../cache/artifact-cache.ts";

const [cacheDirectory = "", options = "{}", location = ""] = process.argv.slice(2);
const cache = new ArtifactCache({ cacheDirectory, stores: createArtifactStores(JSON.parse(options)) });
const { signal } = new AbortController();

process.stdout.write("begins\n");
const outcome = await cache
  .fetch(location, { signal, isImmutable: true })
  .then(({ directory }) => directory, String);
process.stdout.write(`${outcome}\n`);
process.stdin.resume();
