import type { RandomStream } from "../../base/random-stream.ts";
import type { ActorProfile } from "../../scenario/model.ts";
import { drawAddress } from "./addresses.ts";
import type { ActorIdentity } from "./estate.ts";

const ADDRESSES_PER_ACTOR = 4;
const FALLBACK_AGENT =
  "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/88.0.4324.150 Safari/537.36";

/** Addresses of an outsider come from its networks; staff are seen behind the company's own address. */
export function buildActor(profile: ActorProfile, natIp: string, draws: RandomStream): ActorIdentity {
  const isOutside = profile.networks.length > 0;
  const drawn = isOutside ? Array.from({ length: ADDRESSES_PER_ACTOR }, () => drawAddress(draws, profile.networks)) : [natIp];
  return {
    id: profile.id,
    coverName: profile.coverName,
    kind: profile.kind,
    ips: [...new Set(drawn)],
    userAgents: profile.userAgents.length > 0 ? profile.userAgents : [FALLBACK_AGENT],
    rotatesAddresses: profile.infrastructure.rotatesAddresses,
    staticNames: profile.tooling.staticNames,
    shellDialect: profile.tooling.shell,
    endpoints: profile.infrastructure.endpoints.map((endpoint) => ({ ...endpoint, ip: drawAddress(draws, [endpoint.network]) })),
  };
}
