import type { SimTime } from "../../base/sim-time.ts";
import { milliStamp } from "../stamp.ts";

/** The five `#` lines that open an Exchange text log, with line ends. */
export function exchangeHeader(
  version: string,
  logType: string,
  at: SimTime,
  fields: string,
  software = "Microsoft Exchange Server",
): string {
  return [
    `#Software: ${software}`,
    `#Version: ${version}`,
    `#Log-type: ${logType}`,
    `#Date: ${milliStamp(at)}`,
    `#Fields: ${fields}`,
    "",
  ].join("\r\n");
}
