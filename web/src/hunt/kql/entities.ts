import type { Cell, KqlColumn, KqlTable } from "@mailroom/server/contract";
import { quoteString } from "./literal.ts";
import { quoteNameIfNeeded } from "./names.ts";

export type EntityKind = "ip" | "account" | "host" | "file" | "url" | "hash";
export type Entity = { readonly kind: EntityKind; readonly value: string; readonly column: string };

const IPV4 = /^(?:(?:25[0-5]|2[0-4]\d|1?\d?\d)\.){3}(?:25[0-5]|2[0-4]\d|1?\d?\d)$/;
const IPV6 = /^(?=.*:.*:)[0-9a-f:]{2,39}(?:%\w+)?$/i;

/** Microsoft's column names say what they hold; the first rule that fits decides. Order matters: `FileName` before `Name`. */
const COLUMN_RULES: readonly (readonly [EntityKind, RegExp])[] = [
  ["ip", /(?:^|_)(?:[cs]IP)$|IP(?:v[46])?(?:Address(?:es)?)?$|^IpAddress|RemoteIP|LocalIP|PublicIP/],
  ["hash", /^(?:InitiatingProcess)?(?:SHA1|SHA256|MD5)$|Hash$/i],
  ["file", /FileName$|FolderPath$|FilePath$|^(?:New|Parent)?ProcessName$|TargetFilename|ObjectName$/i],
  ["url", /Ur[il](?:Stem|Host)?$|^csUriStem$|Referer$/i],
  [
    "host",
    /^(?:Computer|DeviceName|Hostname|HostName|sComputerName|WorkstationName|Workstation|RemoteDeviceName|ServerHostname|TargetServer|ClientHostname)$/i,
  ],
  [
    "account",
    /Account(?:Name|Upn|Sid)?$|User(?:Name|PrincipalName|Id)?$|^csUserName$|AuthenticatedUser|Sender(?:Address)?$|Recipient|Mailbox|^(?:Subject|Target)UserName$/i,
  ],
];

/** What kind of thing a column holds by its name; null when the name does not say. */
export function entityKindOfColumn(name: string): EntityKind | null {
  return COLUMN_RULES.find(([, pattern]) => pattern.test(name))?.[0] ?? null;
}

/** The entity in a cell, by the look of the value first and the name of its column second; null for anything else. */
export function entityOf(column: KqlColumn, cell: Cell): Entity | null {
  if (typeof cell !== "string") return null;
  const value = cell.trim();
  if (value === "" || value === "-" || value.length > 400) return null;
  if (IPV4.test(value) || (value.length > 2 && IPV6.test(value))) return { kind: "ip", value, column: column.name };
  const kind = column.type === "string" ? entityKindOfColumn(column.name) : null;
  if (kind === null || kind === "ip") return null;
  return { kind, value, column: column.name };
}

/** The entities of a row, each value once, addresses first. */
export function entitiesOfRow(columns: readonly KqlColumn[], cells: readonly Cell[]): Entity[] {
  const order: readonly EntityKind[] = ["ip", "account", "host", "file", "url", "hash"];
  const found = new Map<string, Entity>();
  columns.forEach((column, index) => {
    const entity = entityOf(column, cells[index] ?? null);
    if (entity !== null && !found.has(`${entity.kind}:${entity.value.toLowerCase()}`))
      found.set(`${entity.kind}:${entity.value.toLowerCase()}`, entity);
  });
  return [...found.values()].toSorted((a, b) => order.indexOf(a.kind) - order.indexOf(b.kind));
}

/** Columns of a table that may name this entity: those of its kind that a sensor fills, and the column it was found in. */
export function columnsFor(table: KqlTable, entity: { readonly kind: EntityKind | null; readonly column: string }): string[] {
  const filled = new Set(table.filled);
  return table.columns
    .filter(({ name, type }) => type === "string" && (filled.has(name) || name === entity.column))
    .filter(({ name }) => name === entity.column || (entity.kind !== null && entityKindOfColumn(name) === entity.kind))
    .map(({ name }) => name);
}

/**
 * "Everything about this value": a query over every table that can name it, oldest first, as a person would write and change
 * it. Accounts, hosts and files match without case and inside longer text (`CORP\ada`, `mbx01.corp.example`); addresses exactly.
 */
export function everythingAbout(
  tables: readonly KqlTable[],
  entity: { readonly kind: EntityKind | null; readonly value: string; readonly column: string },
): string {
  const operator = entity.kind === "ip" ? "==" : entity.kind === null || entity.kind === "hash" ? "=~" : "has";
  const parts = tables.flatMap((table) => {
    const columns = columnsFor(table, entity);
    if (columns.length === 0) return [];
    const condition = columns.map((name) => `${quoteNameIfNeeded(name)} ${operator} value`).join(" or ");
    return [`    (${quoteNameIfNeeded(table.name)} | where ${condition})`];
  });
  const title = `// everything about ${entity.value.replaceAll(/\s+/g, " ").slice(0, 60)}`;
  return [
    title,
    `let value = ${quoteString(entity.value)};`,
    "union withsource=SourceTable",
    parts.join(",\n"),
    "| sort by TimeGenerated asc",
  ].join("\n");
}

/**
 * "Around this event": all rows of its table within some minutes of it, on the same host when it names one. Lines that widen
 * the question stand ready as comments.
 */
export function aroundEvent(
  event: { readonly table: string; readonly at: string; readonly host: { readonly column: string; readonly value: string } | null },
  minutes = 30,
): string {
  const lines = [
    `// around ${event.at.slice(11, 19)}Z ± ${minutes} min`,
    `let event = datetime(${event.at});`,
    quoteNameIfNeeded(event.table),
    `| where TimeGenerated between ((event - ${minutes}m) .. (event + ${minutes}m))`,
  ];
  if (event.host !== null) lines.push(`| where ${quoteNameIfNeeded(event.host.column)} == ${quoteString(event.host.value)}`);
  lines.push(
    '| extend Relevance = case(TimeGenerated < event, "earlier", TimeGenerated == event, "selected", "later")',
    "| sort by TimeGenerated asc",
  );
  return lines.join("\n");
}
