import { hash128, hash32 } from "../../base/hash.ts";
import { MICROS_PER_SECOND } from "../../base/sim-time.ts";
import type { SimTime } from "../../base/sim-time.ts";
import type { HostRef, ProcessRef } from "../../range/activity.ts";
import { perObject } from "../remembered.ts";

/** `{23F38D93-2F3B-6035-7401-000000001700}`: machine, start in seconds (low half first), process, boot. */
export function processGuid(host: HostRef, process: ProcessRef | null): string {
  if (process === null) return "{00000000-0000-0000-0000-000000000000}";
  return `{${machinePart(host)}-${startPart(process.startedAt)}-${hex(process.pid & 0xffff, 4)}-${hex(process.pid >>> 16, 8)}1700}`;
}

/** The same for a logon session: the logon id stands last, its bytes reversed. */
export function logonGuid(host: HostRef, logonId: string): string {
  const digits = logonId.replace(/^0x/, "").padStart(16, "0");
  const reversed = (digits.match(/../g) ?? []).toReversed().join("");
  const start = hash32(0, `${host.name}/${logonId}`) & 0xffff;
  return `{${machinePart(host)}-${hex(start, 4)}-603C-${reversed.slice(0, 4)}-${reversed.slice(4)}}`.toUpperCase();
}

/** The hash list of Sysmon's `*` setting; the import hash names the content, nothing is really hashed. */
export const hashList = perObject((process: Pick<ProcessRef, "sha1" | "sha256" | "md5">): string => {
  const imports = hash128(0, process.sha256)
    .map((word) => hex(word, 8))
    .join("");
  return `SHA1=${process.sha1},MD5=${process.md5},SHA256=${process.sha256},IMPHASH=${imports}`.toUpperCase();
});

const machinePart = perObject((host: HostRef): string => hex(hash32(0, `machine/${host.fqdn}`), 8));

function startPart(startedAt: SimTime): string {
  const seconds = Math.floor(startedAt / MICROS_PER_SECOND);
  return `${hex(seconds & 0xffff, 4)}-${hex(seconds >>> 16, 4)}`;
}

function hex(value: number, width: number): string {
  return value.toString(16).toUpperCase().padStart(width, "0");
}
