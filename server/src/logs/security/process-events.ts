import type { ProcessEnded, ProcessRef, ProcessStarted } from "../../range/activity.ts";
import type { SecurityEventData } from "./event-catalogue.ts";
import { NOBODY, hexNumber, subjectOf } from "./event-values.ts";

const MANDATORY_LABELS: Readonly<Record<ProcessRef["integrity"], string>> = {
  Low: "S-1-16-4096",
  Medium: "S-1-16-8192",
  High: "S-1-16-12288",
  System: "S-1-16-16384",
};

/** The subject is whoever ran the parent; the target is filled only when the child runs as somebody else. */
export function processCreated(started: ProcessStarted): SecurityEventData {
  const { process, host } = started;
  const creator = process.parent ?? process;
  const isSame = creator.account.sid === process.account.sid && creator.logonId === process.logonId;
  return {
    eventId: 4688,
    isSuccess: true,
    values: [
      ...subjectOf(creator.account, host, creator.logonId),
      hexNumber(process.pid),
      process.path,
      process.integrity === "High" ? "%%1937" : "%%1936",
      hexNumber(process.parent?.pid ?? 0),
      process.commandLine,
      ...(isSame ? NOBODY : subjectOf(process.account, host, process.logonId)),
      process.parent?.path ?? "",
      MANDATORY_LABELS[process.integrity],
    ],
  };
}

export function processExited(ended: ProcessEnded): SecurityEventData {
  const { process, host } = ended;
  return {
    eventId: 4689,
    isSuccess: true,
    values: [...subjectOf(process.account, host, process.logonId), hexNumber(ended.exitCode), hexNumber(process.pid), process.path],
  };
}
