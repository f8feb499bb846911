import type { RandomStream } from "../../base/random-stream.ts";
import type { CastProvider } from "../../scenario/model.ts";
import type { AccountRef, HostRef } from "../activity.ts";
import { drawAddress } from "./addresses.ts";
import type { Organisation } from "./estate.ts";
import { asciiOf, FAMILY_NAMES, GIVEN_NAMES } from "./names.ts";

/** A managed-service provider: its technicians look after the servers from outside. */
export interface Provider {
  readonly name: string;
  /** Of its own office, on the internet. */
  readonly publicIp: string;
  /** CIDR block inside, of which the VPN gives an address for a session. */
  readonly pool: string;
  /** Over which they reach the servers, and no other way. */
  readonly jumpHost: HostRef;
  readonly technicians: readonly Technician[];
}

/** Works for the provider: has an account in the domain and no mailbox. */
export interface Technician {
  /** `provider/technician-1`. */
  readonly key: string;
  readonly displayName: string;
  readonly givenName: string;
  readonly familyName: string;
  readonly account: AccountRef;
  /** NetBIOS name of their laptop, which belongs to no domain of the company's. */
  readonly laptop: string;
}

/** Of the directory: who may dial in and sign in to the jump host. */
export const PROVIDER_GROUP = "VPN-Providers";

/** After the service accounts and before the health mailboxes: five at most. */
const FIRST_RID = 1134;

export function buildProvider(cast: CastProvider, jumpHost: HostRef, organisation: Organisation, draws: RandomStream): Provider {
  const given = draws.shuffled(GIVEN_NAMES);
  const family = draws.shuffled(FAMILY_NAMES);
  const initials = cast.name
    .split(/\s+/)
    .map((word) => asciiOf(word).slice(0, 1).toUpperCase())
    .join("");
  return {
    name: cast.name,
    publicIp: drawAddress(draws, [cast.network]),
    pool: cast.pool,
    jumpHost,
    technicians: Array.from({ length: cast.technicians }, (_, index) => {
      const [givenName = "Nils", familyName = "Sorrel"] = [given[index], family[index]];
      const name = `msp-${asciiOf(familyName).toLowerCase()}`;
      return {
        key: `provider/technician-${index + 1}`,
        displayName: `${givenName} ${familyName} (${cast.name})`,
        givenName,
        familyName,
        account: {
          sid: `${organisation.domainSid}-${FIRST_RID + index}`,
          name,
          domain: organisation.netbios,
          upn: `${name}@${organisation.domain}`,
        },
        laptop: `${initials}-NB${draws.between(10, 89) + index}`,
      };
    }),
  };
}
