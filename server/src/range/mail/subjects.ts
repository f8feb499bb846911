import type { RandomStream } from "../../base/random-stream.ts";

/** `{n}` is a small number, `{week}` one of the year's, `{case}` a running number. */
const TOPICS = [
  "Delivery dates for week {week}",
  "Invoice {case}",
  "Minutes of Tuesday's meeting",
  "Quotation for the Ostrava order",
  "Holiday rota",
  "New price list",
  "Parking permits",
  "Sample request {case}",
  "Return of goods, case {case}",
  "Draft contract, second version",
  "Lunch on Thursday?",
  "Stock count, aisle {n}",
  "Training on the new scanner",
  "Complaint from a customer",
  "Timesheets until Friday",
  "Customs papers for shipment {case}",
  "Question about the discount",
  "Photos from the stand",
  "Phone list",
  "Monthly figures",
  "Credit note for {case}",
  "Meeting room on Monday",
  "Visit next week",
  "Order {case}: two lines missing",
  "Budget, round {n}",
  "Printer on the second floor",
  "Agenda",
  "Updated drawing",
  "Can you call me back?",
  "Reminder: first aid course",
  "Pallets at gate {n}",
  "Who has the projector?",
  "New starter on the 15th",
  "Bank details confirmed",
  "Warranty, serial {case}",
  "Travel to the fair",
  "Lead times for March",
  "Thank you",
  "Handover before my holiday",
  "Test report {case}",
  "Address change",
  "Questions on the audit",
] as const;

const AUTOMATIC_TOPICS = [
  "Your order {case} has been shipped",
  "Your invoice {case} is available",
  "This week's offers",
  "Newsletter, issue {n}",
  "Your password expires in {n} days",
  "Statement of account {case}",
  "Planned maintenance on Sunday",
  "Ticket {case} was updated",
  "Webinar: {n} things to know before spring",
  "Delivery {case} is on its way",
] as const;

const MEETING_TOPICS = [
  "Weekly sales round",
  "Stock count, who does what",
  "Catch-up",
  "Fire drill",
  "Budget round {n}",
  "Supplier visit",
  "Interview, second round",
  "Planning for week {week}",
  "Returns, open cases",
  "Team meeting",
  "Handover",
  "Price list review",
] as const;

export function drawSubject(draws: RandomStream): string {
  return fill(draws.pick(TOPICS), draws);
}

export function drawMeetingSubject(draws: RandomStream): string {
  return fill(draws.pick(MEETING_TOPICS), draws);
}

/** What order systems and newsletters write. */
export function drawAutomaticSubject(draws: RandomStream): string {
  return fill(draws.pick(AUTOMATIC_TOPICS), draws);
}

/** Most mails are small; one in eight carries something, one in sixty a lot. */
export function drawMessageBytes(draws: RandomStream): number {
  if (draws.chance(1, 60)) return draws.between(1_100_000, 9_800_000);
  if (draws.chance(1, 8)) return draws.between(90_000, 900_000);
  return draws.between(4_100, 62_000);
}

function fill(topic: string, draws: RandomStream): string {
  return topic
    .replace("{n}", () => String(draws.between(2, 12)))
    .replace("{week}", () => String(draws.between(7, 14)))
    .replace("{case}", () => String(draws.between(104_000, 419_000)));
}
