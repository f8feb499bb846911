import { spawnSync } from "node:child_process";
import type { NativeFile } from "./native-files.ts";

/** What a program that others wrote says of files that it was made to read. */
export interface Judgement {
  /** Lines (or events) that there are, and how many of them it read as what they are. */
  readonly expected: number;
  readonly read: number;
  /** What else is wrong; empty when nothing is. */
  readonly problems: readonly string[];
}

export interface Referee {
  /** As typed. */
  readonly tool: string;
  readonly debianPackage: string;
  /** What it reads, in a word or two. */
  readonly reads: string;
  /** Which of the files it is given. */
  readonly takes: (file: NativeFile) => boolean;
  /** `scratch` is an empty folder of its own. */
  readonly judge: (files: readonly NativeFile[], scratch: string) => Judgement;
}

export function isInstalled({ tool }: Referee): boolean {
  return spawnSync(tool, ["--version"], { stdio: "ignore" }).error === undefined;
}

export function isContent({ expected, read, problems }: Judgement): boolean {
  return expected > 0 && read === expected && problems.length === 0;
}
