import type { CallName, LanguageCalls, LanguageReply, LanguageRequest, LanguageSchema } from "./protocol.ts";

/** What the client needs of a worker; tests pass one that lives in the same thread. */
export type LanguageWorker = {
  postMessage(request: LanguageRequest, transfer: []): void;
  addEventListener(type: "message", listener: (event: { readonly data: LanguageReply }) => void): void;
  addEventListener(type: "error", listener: () => void): void;
  terminate(): void;
};

/**
 * Asks the worker. A promise is null when the answer came too late (a newer question of the same kind was asked) or when the
 * worker is not to be had; the editor then stays a plain text field that works.
 */
export class LanguageClient {
  readonly #worker: LanguageWorker;
  readonly #pending = new Map<number, { readonly name: CallName; readonly settle: (reply: LanguageReply | null) => void }>();
  readonly #latest = new Map<CallName, number>();
  #lastId = 0;
  #isBroken = false;

  constructor(worker: LanguageWorker) {
    this.#worker = worker;
    worker.addEventListener("message", (event) => this.#receive(event.data));
    worker.addEventListener("error", () => this.#breakDown());
  }

  setSchema({ tables, functions, watchlists, files }: LanguageSchema): Promise<true | null> {
    return this.ask("schema", { tables, functions, watchlists, files });
  }

  ask<Name extends CallName>(name: Name, question: LanguageCalls[Name]["question"]): Promise<LanguageCalls[Name]["answer"] | null> {
    if (this.#isBroken) return Promise.resolve(null);
    this.#lastId += 1;
    const id = this.#lastId;
    this.#latest.set(name, id);
    return new Promise((resolve) => {
      const settle = (reply: LanguageReply | null) => {
        const isFresh = reply?.outcome === "answered" && this.#latest.get(name) === id;
        resolve(isFresh ? reply.answer : null);
      };
      this.#pending.set(id, { name, settle });
      // The name decides the question's type on both sides; the union of requests cannot express that for a generic name.
      this.#worker.postMessage({ id, name, question } as LanguageRequest, []);
    });
  }

  dispose(): void {
    this.#breakDown();
    this.#worker.terminate();
  }

  #receive(reply: LanguageReply): void {
    const pending = this.#pending.get(reply.id);
    this.#pending.delete(reply.id);
    pending?.settle(reply);
  }

  #breakDown(): void {
    this.#isBroken = true;
    for (const { settle } of this.#pending.values()) settle(null);
    this.#pending.clear();
  }
}

/** A client over a worker of its own. The worker's code (3 MB of parser) is fetched only now. */
export function startLanguageClient(): LanguageClient {
  const worker = new Worker(new URL("./kql-worker.ts", import.meta.url), { type: "module", name: "kql" });
  return new LanguageClient(worker);
}
