import type { z } from "zod";

/** Work that the server has not acknowledged, kept on this device through a reload or a crash of the browser. */
export interface LocalDraft<T> {
  /** What was left behind; null when there is nothing sound. */
  readonly read: () => T | null;
  readonly keep: (value: T) => void;
  readonly drop: () => void;
}

export function localDraft<T>(key: string, shape: z.ZodType<T>): LocalDraft<T> {
  return {
    read() {
      try {
        const parsed = shape.safeParse(JSON.parse(localStorage.getItem(key) ?? "null"));
        return parsed.success ? parsed.data : null;
      } catch {
        return null;
      }
    },
    keep(value) {
      try {
        localStorage.setItem(key, JSON.stringify(value));
      } catch {
        // Storage may be full or forbidden; the draft then lives as long as the page.
      }
    },
    drop() {
      try {
        localStorage.removeItem(key);
      } catch {
        // Nothing was kept then.
      }
    },
  };
}
