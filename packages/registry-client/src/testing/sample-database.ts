import { join } from "node:path";
import type { RegistryStore } from "../stores/registry-store.ts";
import { openSqlite } from "../stores/sqlite/open-sqlite.ts";
import { createMlflowDatabase, type MlflowSchema } from "./create-mlflow-database.ts";
import type { OpenedStore } from "./registry-conformance.ts";
import { sampleFacts, sampleRegistry } from "./sample-registry.ts";
import { TemporaryDirectory } from "./temporary-directory.ts";

/** What MLflow 3.17 writes. */
export const newest: MlflowSchema = { hasWorkspaces: true, hasStorageLocation: true, hasLoggedModels: true };

/** The sample registry in a SQLite file, gone at the end of the test. */
export class SampleDatabase implements OpenedStore {
  readonly facts: OpenedStore["facts"] = sampleFacts;
  readonly isWritable = false;
  readonly directory: TemporaryDirectory;
  readonly path: string;
  readonly store: RegistryStore;

  private constructor(directory: TemporaryDirectory) {
    this.directory = directory;
    this.path = join(directory.path, "mlflow.db");
    this.store = openSqlite(`sqlite:///${this.path}`);
  }

  static async create(schema: MlflowSchema = newest): Promise<SampleDatabase> {
    const database = new SampleDatabase(await TemporaryDirectory.create());
    createMlflowDatabase(database.path, sampleRegistry, schema);
    return database;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.store[Symbol.asyncDispose]();
    await this.directory[Symbol.asyncDispose]();
  }
}
