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
  "MSExchange Control Panel/4": { task: 1, version: 0 },
  "ASP.NET 4.0.30319.0/1309": { task: 3, version: 0 },
  "ASP.NET 4.0.30319.0/1310": { task: 3, version: 0 },
};

const NO_TASK = { task: 0, version: 0 };

export function taskOf(provider: string, eventId: number): { readonly task: number; readonly version: number } {
  return TASKS[`${provider}/${eventId}`] ?? NO_TASK;
}
