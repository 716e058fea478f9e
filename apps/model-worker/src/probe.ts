import { nativeLibraries } from "@switchyard/runtime/native-libraries";

// Asked by `switchyard doctor`, in a process of its own: a library that does not fit may end it.
process.stdout.write(`${JSON.stringify(await nativeLibraries())}\n`);
