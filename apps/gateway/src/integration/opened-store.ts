import { openStore, type OpenedStore, type RegistryFacts } from "@switchyard/registry-client/testing";

type OpenedStoreOptions = Parameters<typeof openStore>[1] & { readonly isWritable?: boolean };

/** The store at a URI, as the conformance suite takes it. */
export async function openedStore(
  uri: string,
  facts: RegistryFacts,
  { isWritable = false, ...access }: OpenedStoreOptions = {},
): Promise<OpenedStore> {
  const store = openStore(uri, access);
  return { store, facts, isWritable, [Symbol.asyncDispose]: () => store[Symbol.asyncDispose]() };
}
