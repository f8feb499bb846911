import { addMicros } from "../../../base/sim-time.ts";
import { exchangeStateOf } from "../../exchange/front-end.ts";
import { isUnifiedMessagingOpen, recordUnifiedMessagingFault, unifiedMessagingWorker } from "../../exchange/unified-messaging.ts";
import { describeFile } from "../../exchange/web-file.ts";
import { recordFileChange } from "../../windows/files.ts";
import { recordObjectWrite } from "../../windows/object-audit.ts";
import { scriptAgentOf, sendForgedCall, stemOf } from "../forged-call.ts";
import { decidePage, PAGE_NAMING_PARAMETERS } from "../page-naming.ts";
import { HOST_PARAMETER, VIA_PARAMETER } from "../parameters.ts";
import type { Technique } from "../technique.ts";

/**
 * The other way to write a page: an object that Unified Messaging unpacks has its worker, which runs as the local system, write
 * the file. Needs the role (not in Exchange 2019) and a build without the fix. On a fixed build only the error remains.
 */
export const umWritesPage: Technique = {
  lookAlike: {
    by: "system/chores/page-warm-up",
    table: "DeviceFileEvents",
    column: "InitiatingProcessFileName",
    shows: "^UMWorkerProcess\\.exe$",
  },
  description: {
    name: "um-writes-page",
    summary: "Unified Messaging unpacks an object and writes a page below the web root: the writer is UMWorkerProcess.exe.",
    attack: ["T1190", "T1505.003"],
    parameters: [
      HOST_PARAMETER,
      VIA_PARAMETER,
      ...PAGE_NAMING_PARAMETERS,
      { name: "faultOnly", kind: "boolean", choices: [], isRequired: false, doc: "The attempt fails: an error and a report, no page." },
    ],
    isSince2013: true,
    yields: ["ip", "fileName", "path", "url", "fullUrl"],
    source: "FireEye, 4 March 2021; microsoft/CSS-Exchange Test-ProxyLogon; CVE-2021-26857",
  },
  decide: decidePage,
  perform(world, context) {
    const { server, draws, cause, step, values } = context;
    const upload = sendForgedCall(world, context, {
      at: context.at,
      stem: stemOf(world, context.actor.id),
      path: "/EWS/Exchange.asmx",
      userAgent: scriptAgentOf(context),
      bodyBytes: draws.between(5_200, 7_900),
      action: "CreateItem",
    });
    if (upload.status !== 200 || !isUnifiedMessagingOpen(world, server)) return;
    const at = addMicros(upload.endedAt, draws.between(1_200_000, 6_000_000));
    recordUnifiedMessagingFault(world, server, at, cause, draws);
    if (step.parameters["faultOnly"] === true) return;
    const path = values["path"] ?? "";
    const file = describeFile(path, draws.between(480, 2_300), `um/${path}`, { runsCommands: true, isCompiled: false });
    exchangeStateOf(world, server).files[path.toLowerCase()] = file;
    const process = unifiedMessagingWorker(world, server);
    const { size, sha1, sha256, md5 } = file;
    const writtenAt = addMicros(at, -draws.between(20_000, 190_000));
    recordFileChange(world, server.host, writtenAt, cause, { change: "created", path, size, sha1, sha256, md5, process });
    recordObjectWrite(world, server.host, addMicros(writtenAt, 400), cause, path, process);
  },
};
