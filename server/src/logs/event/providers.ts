/** What a provider's events carry beside their data. */
export interface ProviderFacts {
  /** Null: a classic provider. */
  readonly guid: string | null;
  readonly keywords: string;
  readonly processId: number;
}

const MANIFEST = "0x8000000000000000";
const CLASSIC = "0x80000000000000";

const PROVIDERS: Readonly<Record<string, ProviderFacts>> = {
  "Microsoft-Windows-Sysmon": { guid: "{5770385F-C22A-43E0-BF4C-06F5698FFBD9}", keywords: MANIFEST, processId: 2_316 },
  "Service Control Manager": { guid: "{555908D1-A6D7-4695-8E1E-26931D2012F4}", keywords: "0x8080000000000000", processId: 756 },
  "Microsoft-Windows-IIS-W3SVC-WP": { guid: "{670080D9-742A-4187-8D16-41143D1290BD}", keywords: MANIFEST, processId: 6_412 },
  "Microsoft-Windows-TaskScheduler": { guid: "{DE7B24EA-73C8-4A09-985D-5BDADCFA9017}", keywords: MANIFEST, processId: 1_108 },
  "Microsoft-Windows-Windows Defender": { guid: "{11CD958A-C507-4EF3-B3F2-5FD9DFBD2C78}", keywords: MANIFEST, processId: 2_880 },
  "Microsoft-Windows-Kernel-General": { guid: "{A68CA8B7-004F-D7B6-A698-07E2DE0F1F5D}", keywords: "0x8000000000000080", processId: 4 },
  "Microsoft-Windows-Kernel-Power": { guid: "{331C3B3A-2005-44C2-AC5E-77220C37D6B4}", keywords: "0x8000400000000002", processId: 4 },
  "Microsoft-Windows-Time-Service": { guid: "{06EDCFEB-0FD0-4E53-ACCA-A6F8BBF81BCB}", keywords: MANIFEST, processId: 1_012 },
  "Microsoft-Windows-GroupPolicy": { guid: "{AEA1B4FA-97D1-45F2-A64C-4D69FFFD92C9}", keywords: MANIFEST, processId: 1_108 },
  "Microsoft-Windows-DistributedCOM": { guid: "{1B562E86-B7AA-4131-BADC-B6F3A001407E}", keywords: "0x8080000000000000", processId: 884 },
  Schannel: { guid: "{1F678132-5938-4686-9FDC-C8FF68F15C85}", keywords: MANIFEST, processId: 772 },
  "Microsoft-Windows-PowerShell": { guid: "{A0C1853B-5C40-4B15-8766-3CF1C58F985A}", keywords: "0x0", processId: 4_120 },
};

const CLASSIC_PROVIDER: ProviderFacts = { guid: null, keywords: CLASSIC, processId: 0 };

export function providerFacts(provider: string): ProviderFacts {
  return PROVIDERS[provider] ?? CLASSIC_PROVIDER;
}

/** Task and version of the events whose numbers matter to readers; the rest have none. */
const TASKS: Readonly<Record<string, { readonly task: number; readonly version: number }>> = {
  "Microsoft-Windows-Sysmon/1": { task: 1, version: 5 },
  "Microsoft-Windows-Sysmon/3": { task: 3, version: 5 },
  "Microsoft-Windows-Sysmon/5": { task: 5, version: 3 },
  "Microsoft-Windows-Sysmon/7": { task: 7, version: 3 },
  "Microsoft-Windows-Sysmon/10": { task: 10, version: 3 },
  "Microsoft-Windows-Sysmon/11": { task: 11, version: 2 },
  "Microsoft-Windows-Sysmon/13": { task: 13, version: 2 },
  "MSExchange CmdletLogs/1": { task: 1, version: 0 },
  "MSExchange CmdletLogs/6": { task: 1, version: 0 },
  "MSExchangeFrontEndTransport/1035": { task: 1, version: 0 },
  "MSExchangeTransport/1035": { task: 1, version: 0 },
  "Microsoft-Windows-Kernel-General/12": { task: 1, version: 1 },
  "Microsoft-Windows-Kernel-Power/41": { task: 63, version: 6 },
  "MSExchange Control Panel/4": { task: 1, version: 0 },
  "ASP.NET 4.0.30319.0/1309": { task: 3, version: 0 },
  "ASP.NET 4.0.30319.0/1310": { task: 3, version: 0 },
};

const NO_TASK = { task: 0, version: 0 };

export function taskOf(provider: string, eventId: number): { readonly task: number; readonly version: number } {
  return TASKS[`${provider}/${eventId}`] ?? NO_TASK;
}
