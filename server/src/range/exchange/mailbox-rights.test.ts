import { describe, expect, it } from "vitest";
import { buildQuietWorld, only } from "../../../test/fixtures/quiet-world.ts";
import { cellsOf } from "../../../test/fixtures/sensing.ts";
import { rpcClientAccessLog } from "../../logs/rpc-client-access.ts";
import type { Person } from "../estate/estate.ts";
import { ordinaryCause } from "../people/cause.ts";
import { handleRequest } from "./front-end.ts";
import { mailboxInCareOf } from "./mailbox-rights.ts";
import { describeRequest } from "./request.ts";

describe("somebody else's mailbox", () => {
  const quiet = buildQuietWorld();
  const { world, server, second } = quiet;
  const { people } = world.estate;
  const assistant = people.find((person) => mailboxInCareOf(world.estate, world.seed, person) !== null);
  const statusOf = (person: Person, other: Person, at: number): unknown => {
    handleRequest(
      world,
      server,
      describeRequest({
        at: second(at),
        cause: ordinaryCause("test"),
        draws: world.stream(`test/${at}`),
        clientIp: "10.20.20.22",
        userAgent: "Microsoft Office/16.0 (Windows NT 10.0; Microsoft Outlook 16.0.13628; Pro)",
        host: "mail.tiny.example",
        method: "POST",
        stem: "/mapi/emsmdb/",
        action: "Connect",
        mailbox: other.mailbox,
        credentials: { kind: "integrated", account: person.account, package: "Kerberos", workstation: "WS", isNewConnection: false },
      }),
    );
    const waiting = world.snapshot().outbox.map(({ activity }) => activity);
    const rows = cellsOf(rpcClientAccessLog, only(waiting, "http-request").slice(-1));
    return rows.find((row) => String(row["operation"]).endsWith("Logon"));
  };

  it("is opened by whoever looks after it, and shut to the rest, which the log says with RPC's word", () => {
    if (assistant === undefined) throw new Error("nobody looks after a mailbox");
    const inCare = mailboxInCareOf(world.estate, world.seed, assistant);
    const stranger = people.find((one) => one !== assistant && one !== inCare && mailboxInCareOf(world.estate, world.seed, one) === null);
    if (inCare === null || stranger === undefined) throw new Error("too few people");
    expect(statusOf(assistant, inCare, 10)).toMatchObject({ operation: "DelegateLogon", rpcStatus: "0" });
    expect(statusOf(stranger, inCare, 1_000)).toMatchObject({ operation: "DelegateLogon", rpcStatus: "1010 (rpc::LoginPerm)" });
    expect(statusOf(stranger, stranger, 2_000)).toMatchObject({ operation: "OwnerLogon", rpcStatus: "0" });
  });
});
