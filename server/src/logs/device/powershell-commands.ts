import type { ProcessRef } from "../../range/activity.ts";

/** Names of commands begin with one of these; a name that happens to hold a hyphen does not. */
const VERBS =
  "Add|Clear|Compress|Connect|ConvertFrom|ConvertTo|Copy|Disable|Dismount|Enable|Expand|Export|ForEach|Format|Get|Import|Install|Invoke|" +
  "Measure|Mount|Move|New|Out|Read|Receive|Register|Remove|Rename|Restart|Restore|Resume|Search|Select|Send|Set|Sort|Start|Stop|" +
  "Suspend|Test|Uninstall|Unregister|Update|Wait|Where|Write";
const COMMAND = new RegExp(String.raw`(?<![\w\\-])(?:${VERBS})-[A-Z][A-Za-z]+(?![\w.-])`, "gi");

/**
 * The commands that a PowerShell runs by the words of its command line, in their order and each once: the sensor reports each command
 * by its name alone. What a script or an encoded command runs, the line does not say.
 */
export function powershellCommands({ fileName, commandLine }: Pick<ProcessRef, "fileName" | "commandLine">): readonly string[] {
  if (!/^(?:powershell|pwsh)\.exe$/i.test(fileName)) return [];
  return [...new Set(commandLine.match(COMMAND))];
}
