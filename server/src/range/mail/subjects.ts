import type { RandomStream } from "../../base/random-stream.ts";

const TOPICS = [
  "Delivery dates for week {n}",
  "Invoice {n}4{n}7",
  "Minutes of Tuesday's meeting",
  "Quotation for the Ostrava order",
  "Holiday rota",
  "New price list",
  "Parking permits",
  "Sample request {n}",
  "Return of goods, case {n}1{n}",
  "Draft contract, second version",
  "Lunch on Thursday?",
  "Stock count, aisle {n}",
  "Training on the new scanner",
  "Complaint from a customer",
  "Timesheets until Friday",
  "Customs papers for shipment {n}",
  "Question about the discount",
  "Photos from the stand",
  "Phone list",
  "Monthly figures",
] as const;

const PREFIXES = ["", "", "", "RE: ", "RE: ", "FW: ", "AW: "] as const;

export function drawSubject(draws: RandomStream): string {
  const topic = draws.pick(TOPICS).replaceAll("{n}", String(draws.between(2, 48)));
  return `${draws.pick(PREFIXES)}${topic}`;
}

/** Most mails are small; one in eight carries something, one in sixty a lot. */
export function drawMessageBytes(draws: RandomStream): number {
  if (draws.chance(1, 60)) return draws.between(1_100_000, 9_800_000);
  if (draws.chance(1, 8)) return draws.between(90_000, 900_000);
  return draws.between(4_100, 62_000);
}

const PARTNERS = [
  "northwind-dental.example",
  "harbour-logistics.example",
  "kessler-instruments.example",
  "city-clinic.example",
  "brightway-travel.example",
  "office-world.example",
  "newsletter.example",
  "practice-van-dorn.example",
  "ortho-supplies.example",
  "tax-and-trust.example",
] as const;

const MAILBOX_NAMES = [
  "info",
  "sales",
  "orders",
  "m.okafor",
  "j.lindner",
  "accounts",
  "no-reply",
  "service",
  "p.novak",
  "reception",
] as const;

export function drawPartnerAddress(draws: RandomStream): { readonly address: string; readonly domain: string } {
  const domain = draws.pick(PARTNERS);
  return { address: `${draws.pick(MAILBOX_NAMES)}@${domain}`, domain };
}
