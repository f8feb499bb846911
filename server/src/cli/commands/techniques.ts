import { TECHNIQUES } from "../../range/intruders/catalogue.ts";
import type { Command } from "../command.ts";
import { readArguments } from "../read-arguments.ts";

export const techniquesCommand: Command = {
  name: "techniques",
  usage: "mailroom techniques",
  summary: "List what a story's steps can do: parameters, and the values that texts may quote.",
  async run(args, context) {
    readArguments(args, {});
    for (const { name, summary, attack, parameters, yields } of TECHNIQUES) {
      context.print(`${name}${attack.length > 0 ? ` (${attack.join(", ")})` : ""}`);
      context.print(`    ${summary}`);
      for (const parameter of parameters) {
        const kind = parameter.kind === "choice" ? parameter.choices.join(" | ") : parameter.kind;
        context.print(`    ${parameter.name}${parameter.isRequired ? "" : "?"}: ${kind}. ${parameter.doc}`);
      }
      if (yields.length > 0) context.print(`    yields ${yields.join(", ")}`);
    }
    return 0;
  },
};
