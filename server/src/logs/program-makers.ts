import type { SimTime } from "../base/sim-time.ts";
import type { Activity, HostRef, ProcessRef } from "../range/activity.ts";
import { versionInfoOf } from "./binary-facts.ts";

/** Who made a program, as its signature and its version resource say. */
export interface Maker {
  /** Empty: the file is not signed. */
  readonly signer: string;
  readonly issuer: string;
  readonly publisher: string;
  readonly software: string;
  readonly isPartOfWindows: boolean;
}

/** A program that somebody's sensor has seen on a host, and what is known of who made it. */
export interface SeenProgram {
  readonly path: string;
  readonly sha1: string;
  readonly sha256: string;
  readonly md5: string;
  readonly size: number;
  readonly at: SimTime;
  readonly maker: Maker | null;
}

const CODE_SIGNING = "Microsoft Code Signing PCA 2011";
const PUBLIC_CODE_SIGNING = "DigiCert SHA2 Assured ID Code Signing CA";
const MICROSOFT = "Microsoft Corporation";

function soldBy(signer: string, software: string): Maker {
  return { signer, issuer: PUBLIC_CODE_SIGNING, publisher: signer, software, isPartOfWindows: false };
}

function madeByMicrosoft(software: string): Maker {
  return { signer: MICROSOFT, issuer: CODE_SIGNING, publisher: MICROSOFT, software, isPartOfWindows: false };
}

const WINDOWS: Maker = {
  signer: "Microsoft Windows",
  issuer: "Microsoft Windows Production PCA 2011",
  publisher: MICROSOFT,
  software: "Microsoft® Windows® Operating System",
  isPartOfWindows: true,
};

/** Tools that travel under their own name wherever they are copied. 7-Zip's programs are common and not signed. */
const TOOLS: readonly (readonly [RegExp, Maker])[] = [
  [/^procdump(?:64)?\.exe$/, madeByMicrosoft("Sysinternals ProcDump")],
  [/^psexe(?:c|c64|svc)\.exe$/, madeByMicrosoft("Sysinternals PsExec")],
  [/^7z[ag]?\.exe$/, { signer: "", issuer: "", publisher: "Igor Pavlov", software: "7-Zip", isPartOfWindows: false }],
  [/^rar\.exe$/, soldBy("win.rar GmbH", "WinRAR")],
  [/^mega(?:cmd|client|sync)[\w-]*\.exe$/, soldBy("Mega Limited", "MEGAcmd")],
  [/^nbtscan\.exe$/, { signer: "", issuer: "", publisher: "", software: "NBTscan", isPartOfWindows: false }],
];

/** What is installed below `Program Files` carries its maker's signature; the folder names the maker. */
const INSTALLED = /^c:\\program files(?: \(x86\))?\\([^\\]+)\\/i;
/** Where the antivirus keeps each of its versions. */
const DEFENDER = "c:\\programdata\\microsoft\\windows defender\\";
const PROGRAM = /\.(?:exe|dll|sys|scr|cpl|ocx|com)$/i;

function knownTool(path: string): Maker | null {
  const name = path.slice(path.lastIndexOf("\\") + 1).toLowerCase();
  return TOOLS.find(([pattern]) => pattern.test(name))?.[1] ?? null;
}

function installed(path: string): Maker | null {
  if (path.toLowerCase().startsWith(DEFENDER)) return madeByMicrosoft("Microsoft Defender Antivirus");
  const folder = INSTALLED.exec(path)?.[1];
  if (folder === undefined) return null;
  return /^(?:microsoft|windows)/i.test(folder) ? madeByMicrosoft(folder) : soldBy(folder, folder);
}

/** The program of a process that a sensor has seen, or that one which it saw names as its parent; null: it has no file, like `System`. */
export function programOf(process: ProcessRef, host: HostRef, at: SimTime): SeenProgram | null {
  if (!PROGRAM.test(process.path)) return null;
  const { path, sha1, sha256, md5, fileSize } = process;
  return { path, sha1, sha256, md5, size: fileSize, at, maker: makerOfProcess(process, host) };
}

/** The program that an activity brings without running it: a library that is loaded, a file that is written. */
export function programIn(activity: Activity): SeenProgram | null {
  if (activity.kind === "image-loaded") {
    const { path, sha1, sha256, md5, size, at, signer } = activity;
    const maker = signer === "" ? null : signer.startsWith("Microsoft") ? WINDOWS : soldBy(signer, signer);
    return { path, sha1, sha256, md5, size, at, maker };
  }
  if (activity.kind !== "file-changed" || activity.sha1 === "" || !PROGRAM.test(activity.path)) return null;
  const { path, sha1, sha256, md5, size, at } = activity;
  return { path, sha1, sha256, md5, size, at, maker: knownTool(path) ?? installed(path) };
}

function makerOfProcess(process: ProcessRef, host: HostRef): Maker | null {
  const { company, product } = versionInfoOf(process, host);
  if (product === WINDOWS.software || product === "Internet Information Services") return WINDOWS;
  if (company !== "") return madeByMicrosoft(product);
  return knownTool(process.path) ?? installed(process.path);
}
