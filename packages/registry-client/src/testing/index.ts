export { openStore } from "../open-registry.ts";
export { artifactStoreConformance, type SeededStore } from "./artifact-store-conformance.ts";
export { artifactWriterConformance, type OpenedWriter } from "./artifact-writer-conformance.ts";
export { FetchingProcess } from "./fetching-process.ts";
export { registryConformance, type OpenedStore } from "./registry-conformance.ts";
export { parseRegistryFacts, type RegistryFacts } from "./registry-facts.ts";
export { S3Bucket } from "./s3-bucket.ts";
export { testCertificate, testKey } from "./test-certificate.ts";
