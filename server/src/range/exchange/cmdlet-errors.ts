import type { CmdletRun } from "../activity.ts";
import type { World } from "../kernel/world.ts";

/** Parameters by which a cmdlet of recipients names somebody. */
const NAMES_SOMEBODY: ReadonlySet<string> = new Set(["Identity", "Mailbox", "Member", "User"]);
/** Cmdlets whose identity is a person's mailbox. */
const ABOUT_MAILBOXES = /^(?:Get|Set|Add|Remove|New)-(?:Mailbox|CASMailbox|MailboxPermission|MailboxStatistics|DistributionGroupMember)$/;

/**
 * What Exchange answers when a cmdlet names somebody whom the directory does not know; empty when it knows everybody. Names may be
 * account names, addresses or names as people are shown. The text is the product's own (ManagementObjectNotFoundException).
 */
export function errorOfCmdlet({ estate }: Pick<World, "estate">, cmdlet: string, parameters: CmdletRun["parameters"]): string {
  if (!ABOUT_MAILBOXES.test(cmdlet)) return "";
  const isAboutGroup = cmdlet.endsWith("DistributionGroupMember");
  const unknown = parameters.find(
    ({ name, value }) => NAMES_SOMEBODY.has(name) && !(isAboutGroup && name === "Identity") && !isKnown(estate.people, value),
  );
  if (unknown === undefined) return "";
  const controller = estate.domainControllers[0]?.fqdn ?? "";
  return (
    "Microsoft.Exchange.Configuration.Tasks.ManagementObjectNotFoundException: " +
    `The operation couldn't be performed because object '${unknown.value}' couldn't be found on '${controller}'.`
  );
}

function isKnown(people: World["estate"]["people"], name: string): boolean {
  const wanted = name.toLowerCase();
  return people.some(
    ({ account, displayName, mailbox }) =>
      account.name.toLowerCase() === wanted || displayName.toLowerCase() === wanted || mailbox.address.toLowerCase() === wanted,
  );
}
