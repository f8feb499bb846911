import type { ShareAccessed } from "../../range/activity.ts";
import type { SecurityEventData } from "./event-catalogue.ts";
import { addressText, subjectOf } from "./event-values.ts";

/** Bit of an access mask → the message that Windows prints for it. */
const RIGHTS: readonly (readonly [number, string])[] = [
  [0x10000, "%%1537"],
  [0x20000, "%%1538"],
  [0x40000, "%%1539"],
  [0x80000, "%%1540"],
  [0x100000, "%%1541"],
  [0x1, "%%4416"],
  [0x2, "%%4417"],
  [0x4, "%%4418"],
  [0x8, "%%4419"],
  [0x10, "%%4420"],
  [0x20, "%%4421"],
  [0x40, "%%4422"],
  [0x80, "%%4423"],
  [0x100, "%%4424"],
];

/** `%%1538\n\t\t\t\t%%4416…`, one message per granted right. */
export function accessList(mask: string): string {
  const bits = Number.parseInt(mask, 16);
  const rights = RIGHTS.filter(([bit]) => (bits & bit) !== 0).map(([, message]) => message);
  return rights.length === 0 ? "-" : `${rights.join("\n\t\t\t\t")}\n\t\t\t\t`;
}

/** 5140 when a share was opened, 5145 when a path below it was checked. */
export function shareAccessed(access: ShareAccessed): SecurityEventData {
  const subject = subjectOf(access.account, access.host, access.logonId);
  const common = [...subject, "File", addressText(access.sourceIp), String(access.sourcePort), access.share, access.localPath];
  if (access.relativePath === null) {
    return { eventId: 5140, isSuccess: true, values: [...common, access.accessMask, accessList(access.accessMask)] };
  }
  const values = [...common, access.relativePath, access.accessMask, accessList(access.accessMask), "-"];
  return { eventId: 5145, isSuccess: true, values };
}
