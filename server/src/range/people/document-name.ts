import type { RandomStream } from "../../base/random-stream.ts";
import { addMicros, formatSimTime, MICROS_PER_DAY, type SimTime } from "../../base/sim-time.ts";

const MONTHS = [
  "January",
  "February",
  "March",
  "April",
  "May",
  "June",
  "July",
  "August",
  "September",
  "October",
  "November",
  "December",
] as const;
const DEPARTMENTS = ["Sales", "Warehouse", "Purchasing", "Accounts", "Service"] as const;
const VERSIONS = 4;

/** What a document is called, without its ending. Two of one `serial` may share a name, two of different ones never do. */
export function drawDocumentName(draws: RandomStream, serial: number, at: SimTime): string {
  const year = Number(formatSimTime(at, 0).slice(0, 4));
  const month = `${MONTHS[serial % 12]} ${year - Math.floor(serial / 12)}`;
  const day = formatSimTime(addMicros(at, -(1 + serial) * MICROS_PER_DAY), 0).slice(0, 10);
  const department = DEPARTMENTS[Math.floor(serial / VERSIONS) % DEPARTMENTS.length] ?? "Sales";
  const budgetYear = year - Math.floor(serial / (VERSIONS * DEPARTMENTS.length));
  return draws.pick([
    `Price list ${month}`,
    `Stock count ${day}`,
    `Minutes ${day}`,
    `Holiday rota ${month}`,
    `Invoice ${81_400 + 17 * serial}`,
    `Delivery note ${204_310 + 23 * serial}`,
    `Returns ${month}`,
    `${department} budget ${budgetYear} v${1 + (serial % VERSIONS)}`,
  ]);
}
