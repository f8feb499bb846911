import { sha256 } from "../base/sha256.ts";
import { addMicros, formatSimTime, type SimTime } from "../base/sim-time.ts";
import type { LogDefinition } from "./log.ts";
import newSchema from "./schemas/ThreatIntelIndicators.json" with { type: "json" };
import oldSchema from "./schemas/ThreatIntelligenceIndicator.json" with { type: "json" };
import { defineTable } from "./table.ts";

/** What a feed says; times are those of the import. */
export interface ThreatIndicator {
  readonly type: "ipv4" | "ipv6" | "domain" | "url" | "file-name" | "sha256" | "sha1" | "md5" | "email" | "user-agent";
  readonly value: string;
  readonly description: string;
  readonly threat: string;
  /** 0–100. */
  readonly confidence: number;
  readonly source: string;
  readonly tags: readonly string[];
  readonly addedAt: SimTime;
  /** Microseconds after `addedAt`. */
  readonly validFor: number;
}

const DOC =
  "Threat intelligence that this workspace takes in, one row per indicator: what to look for, who says so, how surely, until when.";
const BLIND_SPOT = "A hit is a question, not an answer: lists are old, shared addresses have many users, and a new intruder is on none.";
const sensorless = { collection: "none", kinds: [], rows: () => [], native: null } as const;

/** Where Microsoft put indicators until 2025; most published queries read this one. */
export const threatIntelligenceIndicatorLog: LogDefinition = {
  ...sensorless,
  table: defineTable(
    {
      name: "ThreatIntelligenceIndicator",
      doc: DOC,
      blindSpot: BLIND_SPOT,
      sample:
        "ThreatIntelligenceIndicator\n| where Active and isnotempty(NetworkIP)\n| join kind=inner (W3CIISLog) on $left.NetworkIP == $right.cIP\n| project TimeGenerated1, cIP, csUriStem, Description, ConfidenceScore",
    },
    oldSchema,
    [
      "SourceSystem",
      "Action",
      "ConfidenceScore",
      "Description",
      "ExternalIndicatorId",
      "ExpirationDateTime",
      "IndicatorId",
      "ThreatType",
      "Active",
      "Tags",
      "EmailSenderAddress",
      "FileHashType",
      "FileHashValue",
      "FileName",
      "DomainName",
      "NetworkIP",
      "NetworkSourceIP",
      "Url",
      "UserAgent",
      "IndicatorProvider",
      "Type",
    ],
  ),
  summary: ["Description", "ThreatType", "IndicatorProvider"],
};

/** The table that took its place: one observable per row, as a STIX pattern and taken apart. */
export const threatIntelIndicatorsLog: LogDefinition = {
  ...sensorless,
  table: defineTable(
    {
      name: "ThreatIntelIndicators",
      doc: DOC,
      blindSpot: BLIND_SPOT,
      sample:
        'ThreatIntelIndicators\n| where IsActive and ObservableKey == "ipv4-addr:value"\n| project ObservableValue, Confidence, Source, ValidUntil, Data.description',
    },
    newSchema,
    [
      "Id",
      "SourceSystem",
      "IsDeleted",
      "Data",
      "IsActive",
      "Revoked",
      "ValidUntil",
      "ValidFrom",
      "Created",
      "Modified",
      "Tags",
      "Confidence",
      "Pattern",
      "ObservableKey",
      "ObservableValue",
      "Type",
      "Source",
    ],
    {},
    { Data: { doc: "The indicator as STIX 2.1", fields: [["description"], ["name"], ["indicator_types"], ["pattern"], ["confidence"]] } },
  ),
  summary: ["ObservableValue", "Confidence", "Source"],
};

type Row = Readonly<Record<string, string | number | boolean | Readonly<Record<string, unknown>>>>;

/** Keys of STIX 2.1 observables, as `ObservableKey` shows them (STIX 2.1, section 6). */
const OBSERVABLES: Readonly<Record<ThreatIndicator["type"], string>> = {
  ipv4: "ipv4-addr:value",
  ipv6: "ipv6-addr:value",
  domain: "domain-name:value",
  url: "url:value",
  "file-name": "file:name",
  sha256: "file:hashes.'SHA-256'",
  sha1: "file:hashes.'SHA-1'",
  md5: "file:hashes.MD5",
  email: "email-addr:value",
  "user-agent": "network-traffic:extensions.'http-request-ext'.request_header.'User-Agent'",
};

/** The columns of the older table that hold the observable. */
function oldColumns({ type, value }: ThreatIndicator): Row {
  switch (type) {
    case "ipv4":
    case "ipv6":
      return { NetworkIP: value, NetworkSourceIP: value };
    case "domain":
      return { DomainName: value };
    case "url":
      return { Url: value };
    case "file-name":
      return { FileName: value };
    case "sha256":
    case "sha1":
    case "md5":
      return { FileHashType: type === "md5" ? "Md5" : type === "sha1" ? "Sha1" : "Sha256", FileHashValue: value };
    case "email":
      return { EmailSenderAddress: value };
    case "user-agent":
      return { UserAgent: value };
  }
}

function uuidOf(text: string): string {
  const digits = sha256(text);
  return `${digits.slice(0, 8)}-${digits.slice(8, 12)}-4${digits.slice(13, 16)}-8${digits.slice(17, 20)}-${digits.slice(20, 32)}`;
}

const instant = (at: SimTime): string => formatSimTime(at, 6);

/** The indicator as a row of each of the two tables, by table name. */
export function threatIndicatorRows(indicator: ThreatIndicator): Readonly<Record<string, Row>> {
  const { type, value, description, threat, confidence, source, tags, addedAt, validFor } = indicator;
  const id = uuidOf(`indicator/${source}/${type}/${value}`);
  const stixId = `indicator--${id}`;
  const pattern = `[${OBSERVABLES[type]} = '${value}']`;
  const [added, until] = [instant(addedAt), instant(addMicros(addedAt, validFor))];
  const shared = { TimeGenerated: added, _VisibleAt: added, SourceSystem: source, Tags: tags.join(", ") };
  return {
    [threatIntelligenceIndicatorLog.table.name]: {
      ...shared,
      ...oldColumns(indicator),
      _ItemId: uuidOf(`old/${id}`),
      Action: "alert",
      ConfidenceScore: confidence,
      Description: description,
      ExternalIndicatorId: stixId,
      ExpirationDateTime: until,
      IndicatorId: id.replaceAll("-", "").toUpperCase(),
      ThreatType: threat,
      Active: true,
      IndicatorProvider: source,
      Type: threatIntelligenceIndicatorLog.table.name,
    },
    [threatIntelIndicatorsLog.table.name]: {
      ...shared,
      _ItemId: uuidOf(`new/${id}`),
      Id: stixId,
      IsDeleted: false,
      Data: {
        type: "indicator",
        spec_version: "2.1",
        id: stixId,
        created: added,
        modified: added,
        name: value,
        description,
        indicator_types: [threat],
        pattern,
        pattern_type: "stix",
        valid_from: added,
        valid_until: until,
        confidence,
        labels: tags,
      },
      IsActive: true,
      Revoked: false,
      ValidFrom: added,
      ValidUntil: until,
      Created: added,
      Modified: added,
      Confidence: confidence,
      Pattern: pattern,
      ObservableKey: OBSERVABLES[type],
      ObservableValue: value,
      Type: threatIntelIndicatorsLog.table.name,
      Source: source,
    },
  };
}
