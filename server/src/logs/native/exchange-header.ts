import type { SimTime } from "../../base/sim-time.ts";
import { milliStamp } from "../stamp.ts";

/** The five `#` lines that open an Exchange text log, with line ends. */
export function exchangeHeader(version: string, logType: string, at: SimTime, fields: string): string {
  return [
    "#Software: Microsoft Exchange Server",
    `#Version: ${version}`,
    `#Log-type: ${logType}`,
    `#Date: ${milliStamp(at)}`,
    `#Fields: ${fields}`,
    "",
  ].join("\r\n");
}
