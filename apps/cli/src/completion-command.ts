import { readFile } from "node:fs/promises";
import { Argument, Command } from "commander";
import { examples } from "./examples.ts";

const shells = ["bash", "zsh", "fish"];

const how = `
To have it in every session:
  bash  echo 'source <(switchyard completion bash)' >> ~/.bashrc
  zsh   echo 'source <(switchyard completion zsh)' >> ~/.zshrc    (after compinit)
  fish  switchyard completion fish > ~/.config/fish/completions/switchyard.fish`;

/** `switchyard completion`: prints what a shell reads so that it completes this command line. */
export function completionCommand(): Command {
  return new Command("completion")
    .description("print the script that makes a shell complete commands, options and models")
    .addArgument(new Argument("<shell>", "the shell").choices(shells))
    .addHelpText("after", examples("completion bash"))
    .addHelpText("after", how)
    .action(async (shell: string) => void process.stdout.write(await scriptOf(shell)));
}

/** The scripts lie beside `src` and `dist`; they ask `switchyard __complete` at each key. */
async function scriptOf(shell: string): Promise<string> {
  return await readFile(new URL(`../completion/switchyard.${shell}`, import.meta.url), "utf8");
}
