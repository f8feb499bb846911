import { hash32 } from "../../base/hash.ts";
import { addMicros, formatSimTime, MICROS_PER_HOUR, type SimTime } from "../../base/sim-time.ts";
import type { FileProfile } from "../../kql/values/file-profiles.ts";
import { programIn, programOf, type Maker, type SeenProgram } from "../../logs/program-makers.ts";
import type { Activity, HostRef, ProcessRef } from "../../range/activity.ts";
import { hexFor } from "../../range/estate/identity.ts";

/** Remembers every program that appears in a world, for what `FileProfile` is asked about. */
export class FileProfiles {
  readonly #seen = new Map<string, SeenProgram>();
  readonly #processes = new WeakSet<ProcessRef>();

  note(activities: readonly Activity[]): void {
    for (const activity of activities) {
      if ("process" in activity) this.#noteProcess(activity.process, activity.host, activity.at);
      this.#noteProgram(programIn(activity));
    }
  }

  #noteProcess(first: ProcessRef | null, host: HostRef, at: SimTime): void {
    for (let process = first; process !== null && !this.#processes.has(process); process = process.parent) {
      this.#processes.add(process);
      this.#noteProgram(programOf(process, host, at));
    }
  }

  #noteProgram(program: SeenProgram | null): void {
    if (program === null) return;
    const known = this.#seen.get(program.sha1);
    // A later sight may tell who made it; when it was first seen stays.
    if (known === undefined) this.#seen.set(program.sha1, program);
    else if (known.maker === null && program.maker !== null) this.#seen.set(program.sha1, { ...known, maker: program.maker });
  }

  /** As the service knows them on the day of the exercise, in the order of their hashes. */
  all(today: SimTime): FileProfile[] {
    const seen = [...this.#seen.values()].toSorted((a, b) => (a.sha1 < b.sha1 ? -1 : 1));
    return seen.map((program) => reputationOf(program, today));
  }
}

/**
 * What a reputation service with the world's sensors would answer about a program: files of a known maker are common and old,
 * others were first seen days ago, on a handful of machines. A function of the file alone, so that every run agrees.
 */
function reputationOf(program: SeenProgram, today: SimTime): FileProfile {
  const { sha1, sha256, md5, size, at, maker } = program;
  const chance = (what: string, count: number): number => hash32(0, `${what}/${sha1}`) % count;
  const firstSeen =
    maker === null
      ? addMicros(at, -chance("first seen", 72) * MICROS_PER_HOUR)
      : addMicros(today, -(200 * 24 + chance("first seen", 900 * 24)) * MICROS_PER_HOUR);
  const common = maker === null ? 1 + chance("prevalence", 12) : spread(chance("prevalence", 1_000) / 1_000, maker);
  const isSigned = maker !== null && maker.signer !== "";
  return {
    sha1,
    sha256,
    md5,
    size,
    globalPrevalence: common,
    globalFirstSeen: formatSimTime(firstSeen),
    globalLastSeen: formatSimTime(maker === null ? at : today),
    signer: maker?.signer ?? "",
    issuer: maker?.issuer ?? "",
    signerHash: isSigned ? hexFor(1, `signer/${maker.signer}`, 40) : "",
    isCertificateValid: isSigned ? true : null,
    isRootSignerMicrosoft: isSigned ? maker.isPartOfWindows : null,
    signatureState: isSigned ? "SignedValid" : "Unsigned",
    isExecutable: true,
    threatName: "",
    publisher: maker?.publisher ?? "",
    softwareName: maker?.software ?? "",
  };
}

/** Evenly over the orders of magnitude: Windows' own files on millions of machines, others' on thousands and more. */
function spread(share: number, { isPartOfWindows }: Maker): number {
  return Math.round(10 ** (isPartOfWindows ? 5.5 + 2.5 * share : 3.2 + 3 * share));
}
