import type { RandomStream } from "../../base/random-stream.ts";
import { addMicros, type SimTime } from "../../base/sim-time.ts";
import type { AccountRef, Cause, HostRef } from "../activity.ts";
import { drawGuid } from "../estate/identity.ts";
import type { World } from "../kernel/world.ts";
import { computerAccountOf } from "./logons.ts";

interface Occasion {
  readonly at: SimTime;
  readonly cause: Cause;
  readonly draws: RandomStream;
}

/** The controller that answers this time; null in an estate without one. */
function drawController(world: World, draws: RandomStream): HostRef | null {
  const controllers = world.estate.domainControllers;
  return controllers.length === 0 ? null : draws.pick(controllers);
}

/** 4776: the member server passed an NTLM logon on. */
export function recordNtlmValidation(
  world: World,
  occasion: Occasion & { readonly accountName: string; readonly workstation: string; readonly status: string },
): void {
  const { draws, cause, accountName, workstation, status } = occasion;
  const host = drawController(world, draws);
  if (host === null) return;
  const at = addMicros(occasion.at, draws.between(600, 1_400));
  world.emit({ kind: "ntlm-validated", id: world.claimId(cause), at, host, cause, accountName, workstation, status });
}

/** 4769: a ticket for the computer account that holds the service's name. */
export function recordServiceTicket(
  world: World,
  occasion: Occasion & {
    readonly account: AccountRef;
    readonly serviceHost: HostRef;
    readonly clientIp: string;
    readonly logonGuid: string;
  },
): void {
  const { draws, cause, account, clientIp, logonGuid } = occasion;
  const host = drawController(world, draws);
  if (host === null) return;
  const service = computerAccountOf(world, occasion.serviceHost);
  world.emit({
    kind: "ticket",
    id: world.claimId(cause),
    at: addMicros(occasion.at, draws.between(500, 1_300)),
    host,
    cause,
    event: "service",
    account,
    serviceName: service.name,
    serviceSid: service.sid,
    clientIp,
    clientPort: draws.between(49_152, 65_535),
    status: "0x0",
    logonGuid,
  });
}

/** 4768: somebody, or some computer, proved who they are. */
export function recordTicketGranting(world: World, occasion: Occasion & { readonly account: AccountRef; readonly clientIp: string }): void {
  const { draws, cause, account, clientIp } = occasion;
  const host = drawController(world, draws);
  if (host === null) return;
  world.emit({
    kind: "ticket",
    id: world.claimId(cause),
    at: occasion.at,
    host,
    cause,
    event: "tgt",
    account,
    serviceName: "krbtgt",
    serviceSid: `${world.estate.organisation.domainSid}-502`,
    clientIp,
    clientPort: draws.between(49_152, 65_535),
    status: "0x0",
    logonGuid: drawGuid(draws),
  });
}

/** 4771 for a wrong password, 4768 with 0x6 for a name that nobody has. */
export function recordPreauthFailure(
  world: World,
  occasion: Occasion & { readonly account: AccountRef | null; readonly accountName: string; readonly clientIp: string },
): void {
  const { draws, cause, clientIp } = occasion;
  const host = drawController(world, draws);
  if (host === null) return;
  const { organisation } = world.estate;
  const unknown: AccountRef = { sid: "S-1-0-0", name: occasion.accountName, domain: organisation.domain, upn: "" };
  world.emit({
    kind: "ticket",
    id: world.claimId(cause),
    at: addMicros(occasion.at, draws.between(900, 3_500)),
    host,
    cause,
    event: occasion.account === null ? "tgt" : "preauth-failed",
    account: occasion.account ?? unknown,
    serviceName: `krbtgt/${organisation.netbios}`,
    serviceSid: occasion.account === null ? "S-1-0-0" : `${organisation.domainSid}-502`,
    clientIp,
    clientPort: draws.between(49_152, 65_535),
    status: occasion.account === null ? "0x6" : "0x18",
    logonGuid: "00000000-0000-0000-0000-000000000000",
  });
}
