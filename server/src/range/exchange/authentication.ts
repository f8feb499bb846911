import { addMicros, MICROS_PER_MINUTE, MICROS_PER_SECOND } from "../../base/sim-time.ts";
import type { AccountRef, Cause } from "../activity.ts";
import { recordNtlmValidation, recordPreauthFailure, recordServiceTicket } from "../windows/domain-controller.ts";
import { recordFailedLogon, recordLogon } from "../windows/logons.ts";
import { poolProcess } from "./pool-process.ts";
import type { Exchange } from "./outcome.ts";
import type { Credentials } from "./request.ts";

export type Authentication =
  | { readonly kind: "anonymous" }
  | { readonly kind: "accepted"; readonly account: AccountRef; readonly user: string; readonly scheme: "Negotiate" | "NTLM" | "Basic" }
  | { readonly kind: "refused"; readonly attemptedName: string };

/** Checks what the client offers and leaves the traces of it: 4624 or 4625 here, tickets or NTLM validation on the controller. */
export function authenticate(exchange: Exchange): Authentication {
  const { credentials } = exchange.request;
  switch (credentials.kind) {
    case "none":
      return { kind: "anonymous" };
    case "integrated":
      return acceptIntegrated(exchange, credentials);
    case "password":
      return checkPassword(exchange, credentials);
  }
}

function acceptIntegrated(exchange: Exchange, credentials: Extract<Credentials, { kind: "integrated" }>): Authentication {
  const { account } = credentials;
  if (credentials.isNewConnection) recordNetworkLogon(exchange, credentials);
  const scheme = credentials.package === "NTLM" ? "NTLM" : "Negotiate";
  return { kind: "accepted", account, user: `${account.domain}\\${account.name}`, scheme };
}

function recordNetworkLogon({ world, server, request }: Exchange, credentials: Extract<Credentials, { kind: "integrated" }>): void {
  const { draws } = request;
  const { account } = credentials;
  const cause = request.cause;
  const session = recordLogon(world, {
    host: server.host,
    account,
    at: addMicros(request.at, draws.between(1_500, 9_000)),
    cause,
    draws,
    logonType: 3,
    package: credentials.package,
    workstation: credentials.package === "NTLM" ? credentials.workstation : "-",
    sourceIp: request.clientIp,
    process: null,
    isElevated: false,
    durationMicros: draws.chance(1, 2) ? draws.between(20 * MICROS_PER_SECOND, 12 * MICROS_PER_MINUTE) : null,
  });
  const follows: Cause = { ...cause, parentId: session.activityId };
  if (credentials.package === "NTLM") {
    recordNtlmValidation(world, {
      at: request.at,
      cause: follows,
      draws,
      accountName: account.name,
      workstation: credentials.workstation,
      status: "0x0",
    });
  } else {
    recordServiceTicket(world, {
      at: request.at,
      cause: follows,
      draws,
      account,
      serviceHost: server.host,
      clientIp: request.clientIp,
      logonGuid: session.logonGuid,
    });
  }
}

function checkPassword(exchange: Exchange, credentials: Extract<Credentials, { kind: "password" }>): Authentication {
  const { world, request } = exchange;
  const { account, name } = credentials;
  const current = account === null ? null : (world.state.passwordVersions[account.name] ?? 0);
  if (account === null || credentials.passwordVersion !== current) {
    recordRefusal(exchange, name, account);
    return { kind: "refused", attemptedName: name };
  }
  if (!credentials.isTokenCached) {
    recordLogon(world, {
      host: exchange.server.host,
      account,
      at: addMicros(request.at, request.draws.between(4_000, 22_000)),
      cause: request.cause,
      draws: request.draws,
      logonType: 8,
      package: "Negotiate",
      workstation: exchange.server.host.name,
      sourceIp: request.clientIp,
      process: poolProcess(exchange.world, exchange.server, exchange.state, exchange.application.pool),
      isElevated: false,
      durationMicros: request.draws.chance(2, 3) ? request.draws.between(MICROS_PER_MINUTE, 20 * MICROS_PER_MINUTE) : null,
    });
  }
  return { kind: "accepted", account, user: `${account.domain}\\${account.name}`, scheme: "Basic" };
}

function recordRefusal({ world, server, state, application, request }: Exchange, name: string, account: AccountRef | null): void {
  const { draws } = request;
  const bareName = name.includes("\\") ? (name.split("\\")[1] ?? name) : name;
  const id = recordFailedLogon(world, {
    at: addMicros(request.at, draws.between(4_000, 22_000)),
    host: server.host,
    cause: request.cause,
    accountName: account?.name ?? bareName,
    accountDomain: account?.domain ?? (name.includes("\\") ? (name.split("\\")[0] ?? "") : ""),
    logonType: 8,
    package: "Negotiate",
    reason: account === null ? "no-such-user" : "bad-password",
    workstation: server.host.name,
    sourceIp: request.clientIp,
    sourcePort: draws.between(1_025, 65_535),
    process: poolProcess(world, server, state, application.pool),
  });
  const cause: Cause = { ...request.cause, parentId: id };
  recordPreauthFailure(world, { at: request.at, cause, draws, account, accountName: bareName, clientIp: server.host.ip });
}
