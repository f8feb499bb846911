import type { FindingKind, IndicatorKind, ReportBody } from "@mailroom/server/contract";

/** Kinds of finding in the order of an intrusion, as people say them. */
export const FINDING_KINDS: readonly { readonly value: FindingKind; readonly label: string }[] = [
  { value: "scanning", label: "Scanning" },
  { value: "exploit-attempt", label: "Exploit attempt" },
  { value: "initial-access", label: "Initial access" },
  { value: "web-shell-written", label: "Web shell written" },
  { value: "web-shell-used", label: "Web shell used" },
  { value: "command-executed", label: "Command executed" },
  { value: "account-changed", label: "Account changed" },
  { value: "credential-access", label: "Credential access" },
  { value: "persistence", label: "Persistence" },
  { value: "lateral-movement", label: "Lateral movement" },
  { value: "mailbox-access", label: "Mailbox access" },
  { value: "data-staged", label: "Data staged" },
  { value: "data-exfiltrated", label: "Data exfiltrated" },
  { value: "cleanup", label: "Cleanup" },
  { value: "benign-activity", label: "Benign activity" },
];

export const INDICATOR_KINDS: readonly { readonly value: IndicatorKind; readonly label: string }[] = [
  { value: "ip", label: "IP address" },
  { value: "domain", label: "Domain" },
  { value: "url", label: "URL" },
  { value: "file-name", label: "File name" },
  { value: "file-path", label: "File path" },
  { value: "sha256", label: "SHA-256" },
  { value: "user-agent", label: "User agent" },
  { value: "account", label: "Account" },
  { value: "command-line", label: "Command line" },
];

export const REPORT_VERDICTS: readonly { readonly value: ReportBody["verdict"]; readonly label: string }[] = [
  { value: "undecided", label: "Undecided" },
  { value: "not-compromised", label: "Not compromised" },
  { value: "attempted", label: "Attempted, failed" },
  { value: "compromised", label: "Compromised" },
];
