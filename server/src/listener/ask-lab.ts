import { z } from "zod";

/** The facts of a request, and nothing else of it. */
export interface HeardRequest {
  readonly method: string;
  readonly host: string;
  readonly path: string;
  readonly query: string;
  readonly userAgent: string;
  readonly referer: string;
  readonly clientIp: string;
  readonly bodyBytes: number;
  readonly origin: string;
}

const Answered = z.object({
  answer: z
    .object({ status: z.number().int().min(100).max(599), headers: z.array(z.tuple([z.string(), z.string()])), body: z.string() })
    .nullable(),
});

export type LabAnswer = ({ readonly kind: "answered" } & z.infer<typeof Answered>) | { readonly kind: "trouble"; readonly message: string };
export type AskLab = (request: HeardRequest) => Promise<LabAnswer>;

const TIMEOUT_MS = 15_000;

/** Asks the running lab what its simulated server says. Trouble is a value: the listener goes on. */
export function askLabAt(labAddress: string, key: string, exerciseId: string | null): AskLab {
  return async (request) => {
    try {
      const response = await fetch(new URL("/listener/requests", labAddress), {
        method: "POST",
        headers: { authorization: `Bearer ${key}`, "content-type": "application/json" },
        body: JSON.stringify({ exerciseId, request }),
        signal: AbortSignal.timeout(TIMEOUT_MS),
      });
      const body: unknown = await response.json();
      const answered = Answered.safeParse(body);
      if (response.ok && answered.success) return { kind: "answered", ...answered.data };
      const said = z.object({ message: z.string() }).safeParse(body);
      return { kind: "trouble", message: said.success ? said.data.message : `the lab answered ${response.status}` };
    } catch (error) {
      const isLate = error instanceof Error && error.name === "TimeoutError";
      const message = isLate
        ? "the lab is busy; the exercise's logs may still be being written"
        : `nobody answers at ${labAddress}; is the lab running?`;
      return { kind: "trouble", message };
    }
  };
}
