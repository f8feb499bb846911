import type { AccountRef } from "../../activity.ts";
import type { Person } from "../../estate/estate.ts";
import type { World } from "../../kernel/world.ts";

/** Who the control panel takes its caller for. A forged session counts as the built-in administrator. */
export type PanelCaller =
  | { readonly kind: "person"; readonly person: Person }
  | { readonly kind: "probe"; readonly account: AccountRef }
  | { readonly kind: "forged" };

export function accountOfCaller(world: World, caller: PanelCaller): { readonly account: AccountRef; readonly canonicalName: string } {
  const { organisation } = world.estate;
  switch (caller.kind) {
    case "person":
      return { account: caller.person.account, canonicalName: caller.person.canonicalName };
    case "probe":
      return {
        account: caller.account,
        canonicalName: `${organisation.canonicalRoot}/Microsoft Exchange System Objects/Monitoring Mailboxes/${caller.account.name}`,
      };
    case "forged":
      return {
        account: {
          sid: `${organisation.domainSid}-500`,
          name: "Administrator",
          domain: organisation.netbios,
          upn: `Administrator@${organisation.domain}`,
        },
        canonicalName: `${organisation.canonicalRoot}/Users/Administrator`,
      };
  }
}
