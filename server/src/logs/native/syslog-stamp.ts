import type { SimTime } from "../../base/sim-time.ts";
import { clockStamp, dateStamp } from "../stamp.ts";

const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"] as const;

/** `Mar  3 06:49:42`, as syslog daemons have stamped since the eighties (RFC 3164): no year, a blank before small days. */
export function syslogStamp(at: SimTime): string {
  const [, month = "", day = ""] = dateStamp(at).split("-");
  return `${MONTHS[Number(month) - 1] ?? ""} ${String(Number(day)).padStart(2)} ${clockStamp(at)}`;
}
