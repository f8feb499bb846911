import type { RandomStream } from "../../base/random-stream.ts";
import type { World } from "../kernel/world.ts";

/** A mail that may still be answered. */
export interface MailNote {
  readonly subject: string;
  readonly from: string;
  /** Its other recipients. */
  readonly others: readonly string[];
}

/** What somebody's mailbox remembers of conversations. */
export interface MailMemory {
  /** Mails that they have not answered yet, the latest last. */
  readonly unanswered: readonly MailNote[];
  /** Mails of theirs that somebody outside has not answered yet; `from` is whom they wrote to. */
  readonly awaited: readonly MailNote[];
  /** Who was told on this day that they are away. */
  readonly told: { readonly date: string; readonly addresses: readonly string[] };
}

const UNANSWERED_MAX = 6;
const AWAITED_MAX = 4;
const NOTHING: MailMemory = { unanswered: [], awaited: [], told: { date: "", addresses: [] } };

export function rememberReceived(world: World, address: string, note: MailNote): void {
  change(world, address, (memory) => ({ ...memory, unanswered: [...memory.unanswered, note].slice(-UNANSWERED_MAX) }));
}

export function rememberSent(world: World, address: string, note: MailNote): void {
  change(world, address, (memory) => ({ ...memory, awaited: [...memory.awaited, note].slice(-AWAITED_MAX) }));
}

/** Takes one of the latest mails that somebody has not answered yet; null when there is none. */
export function takeUnanswered(world: World, address: string, draws: RandomStream): MailNote | null {
  const memory = world.state.mail[address] ?? NOTHING;
  const note = pickLate(draws, memory.unanswered);
  if (note !== null) world.state.mail[address] = { ...memory, unanswered: memory.unanswered.filter((one) => one !== note) };
  return note;
}

/** Takes one of the latest mails to the outside that has no answer yet; null when there is none. */
export function takeAwaited(world: World, address: string, draws: RandomStream): MailNote | null {
  const memory = world.state.mail[address] ?? NOTHING;
  const note = pickLate(draws, memory.awaited);
  if (note !== null) world.state.mail[address] = { ...memory, awaited: memory.awaited.filter((one) => one !== note) };
  return note;
}

/** Whether this sender has not yet been told today that somebody is away; from now on they have. */
export function isFirstToday(world: World, address: string, date: string, sender: string): boolean {
  const { told } = world.state.mail[address] ?? NOTHING;
  const addresses = told.date === date ? told.addresses : [];
  if (addresses.includes(sender)) return false;
  change(world, address, (memory) => ({ ...memory, told: { date, addresses: [...addresses, sender] } }));
  return true;
}

/** The subject of an answer or a forward: one prefix, however long the conversation. */
export function prefixed(prefix: string, subject: string): string {
  return prefix + subject.replace(/^(?:(?:RE|FW|FWD|AW|WG): )+/i, "");
}

function change(world: World, address: string, next: (memory: MailMemory) => MailMemory): void {
  world.state.mail[address] = next(world.state.mail[address] ?? NOTHING);
}

function pickLate(draws: RandomStream, notes: readonly MailNote[]): MailNote | null {
  if (notes.length === 0) return null;
  return notes[notes.length - 1 - Math.min(draws.below(notes.length), draws.below(notes.length))] ?? null;
}
