import type { SimTime } from "../../base/sim-time.ts";
import type { KqlTable } from "../../../contract/index.ts";
import type { LogRow, NativeLog } from "../log.ts";
import { clockStamp, dateStamp, dayDigits } from "../stamp.ts";
import { cellIndexes } from "../table.ts";

/** The fields that Exchange 2013 and later leave selected: no bytes, no cookie, no host. */
const FIELDS =
  "date time s-ip cs-method cs-uri-stem cs-uri-query s-port cs-username c-ip cs(User-Agent) cs(Referer) sc-status sc-substatus sc-win32-status time-taken";

const FIELDS_2010 = FIELDS.replace(" cs(Referer)", "");

const COLUMNS = [
  "sIP",
  "csMethod",
  "csUriStem",
  "csUriQuery",
  "sPort",
  "csUserName",
  "cIP",
  "csUserAgent",
  "csReferer",
  "scStatus",
  "scSubStatus",
  "scWin32Status",
  "TimeTaken",
];

/** `u_exYYMMDD.log`: W3C extended format of IIS 10, one file per site and UTC day, no byte order mark. `X-Forwarded-For` stands last where it is logged. */
export function iisNative(table: KqlTable): NativeLog {
  const indexes = cellIndexes(table, COLUMNS);
  // IIS 7.5 does not select the referer.
  const indexes2010 = cellIndexes(
    table,
    COLUMNS.filter((name) => name !== "csReferer"),
  );
  const [site] = cellIndexes(table, ["sSiteName"]) as [number];
  return {
    hasBom: false,
    fileOf: (row) => {
      const folder = row.cells[site] === "Default Web Site" ? "W3SVC1" : "W3SVC2";
      return `${row.hostName}/inetpub/logs/LogFiles/${folder}/${iisFileName(row.at, row.nativeOnly !== undefined)}`;
    },
    header: (_file, first) =>
      `#Software: Microsoft Internet Information Services ${first.isOf2010 === true ? "7.5" : "10.0"}\r\n#Version: 1.0\r\n#Date: ${stamp(first)}\r\n#Fields: ${first.isOf2010 === true ? FIELDS_2010 : FIELDS}${first.nativeOnly === undefined ? "" : " X-Forwarded-For"}\r\n`,
    line: (row) =>
      `${stamp(row)} ${[...(row.isOf2010 === true ? indexes2010 : indexes).map((index) => row.cells[index]), ...(row.nativeOnly ?? [])].join(" ")}\r\n`,
  };
}

/** `u_ex210303.log`; with fields of one's own `u_ex210303_x.log`. */
export function iisFileName(at: SimTime, hasOwnFields: boolean): string {
  return `u_ex${dayDigits(at).slice(2)}${hasOwnFields ? "_x" : ""}.log`;
}

function stamp(row: LogRow): string {
  return `${dateStamp(row.at)} ${clockStamp(row.at)}`;
}
