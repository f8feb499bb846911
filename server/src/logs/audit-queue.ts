import { MICROS_PER_MS, addMicros } from "../base/sim-time.ts";
import type { CmdletRun } from "../range/activity.ts";
import { buildOf, paddedVersion } from "./exchange-version.ts";
import fields from "./fields/local-queue-audit.json" with { type: "json" };
import type { LogDefinition, SensorContext } from "./log.ts";
import { clockStamp, dateStamp, dayDigits } from "./stamp.ts";
import { textLog } from "./text-log.ts";

interface AuditLine {
  readonly run: CmdletRun;
  readonly context: SensorContext;
}

/** The first cumulative update of 2016 that keeps the queue in `CosmosQueue` (a lab of CU19 has `LocalQueue`, one of CU22 does not). */
const COSMOS_SINCE = 2_375;
/** What a server outside of any cloud writes as its tenant. */
const NO_TENANT = "00000000-0000-0000-0000-000000000000";

/** `Logging\LocalQueue\Exchange`: the admin audit once more, queued as JSON for an upload that on-premises servers never make. */
export const auditQueueLog: LogDefinition = textLog<AuditLine>({
  text: {
    name: "ExchangeAuditQueue_CL",
    doc: "Cmdlets that changed something, as JSON: a second copy of the admin audit that survives when an event channel is cleared.",
    blindSpot: "Cmdlets that only read are not in it, and it names no client address.",
    sample:
      "ExchangeAuditQueue_CL\n| extend Audit = parse_json(Data)\n| project TimeGenerated, UserKey, Operation, Object = Audit.ObjectId",
  },
  summary: ["Operation", "UserKey", "ResultStatus", "Server"],
  kinds: ["cmdlet-run"],
  fields,
  readers: {
    Server: ({ run }) => run.host.name,
    TenantId: () => NO_TENANT,
    RecordType: () => "ExchangeAdmin",
    Data: auditJson,
    UserKey: ({ run }) => run.callerCanonicalName,
    RecordId: recordId,
    Operation: ({ run }) => run.cmdlet,
    Workload: () => "Exchange",
    ResultStatus: resultOf,
    Version: () => "1",
    Scope: () => "Online",
  },
  docs: {
    Data: {
      doc: "JSON: CreationTime, UserId, ObjectId, Parameters",
      fields: [["Parameters"], ["ObjectId"], ["UserId"], ["OriginatingServer"]],
    },
  },
  lines: (activity, context) =>
    activity.kind === "cmdlet-run" && activity.isAudited && activity.host.exchange !== null
      ? // Queued a moment after the cmdlet had ended.
        [
          {
            host: activity.host,
            at: addMicros(activity.at, (3 + context.draw(activity, "queue", 6)) * MICROS_PER_MS),
            view: { run: activity, context },
          },
        ]
      : [],
  fileOf: ({ run }, _at, numbered) => `Logging\\${folderOf(run)}\\audit${numbered("web", dayDigits)}`,
  form: "csv",
  logType: () => "audit",
  version: (cell) => /\((\d\d\.\d\d\.\d{4}\.\d{3})\)/.exec(cell("Data"))?.[1] ?? "",
  software: "Microsoft Exchange",
});

function folderOf({ host }: CmdletRun): string {
  return buildOf(host).build >= COSMOS_SINCE ? "CosmosQueue\\audit" : "LocalQueue\\Exchange";
}

function recordId({ run, context }: AuditLine): string {
  return context.guid(run, "record");
}

function resultOf({ run }: AuditLine): string {
  return run.error === "" ? "True" : "False";
}

/** Secrets never reach the queue. */
const SECRET_PARAMETERS: ReadonlySet<string> = new Set(["Password", "NewPassword", "Credential"]);

function auditJson(line: AuditLine): string {
  const { run } = line;
  const target = run.parameters.find(({ name }) => name === "Identity")?.value ?? "";
  return JSON.stringify({
    CreationTime: `${dateStamp(run.at)}T${clockStamp(run.at)}`,
    Id: recordId(line),
    Operation: run.cmdlet,
    OrganizationId: NO_TENANT,
    RecordType: 1,
    ResultStatus: resultOf(line),
    UserKey: run.callerCanonicalName,
    UserType: 3,
    Version: 1,
    Workload: "Exchange",
    ObjectId: target,
    UserId: run.callerCanonicalName,
    ExternalAccess: false,
    OrganizationName: "First Organization",
    OriginatingServer: `${run.host.name} (${paddedVersion(buildOf(run.host))})`,
    Parameters: run.parameters.map(({ name, value }) => ({
      Name: name,
      Value: SECRET_PARAMETERS.has(name) ? "<Secure Information Omitted>" : value,
    })),
  });
}
