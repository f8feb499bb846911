import { JoinCode } from "@mailroom/server/contract";

/** The code as the server knows it (`abc-234` → `ABC234`), or null while it is none. */
export function normaliseCode(typed: string): string | null {
  const parsed = JoinCode.safeParse(typed);
  return parsed.success ? parsed.data : null;
}

/** `ABC 234`: read aloud and copied from a projector in two halves. */
export function showCode(code: string): string {
  return code.length === 6 ? `${code.slice(0, 3)} ${code.slice(3)}` : code;
}
