import { describe, expect, test } from "vitest";
import { LanguageClient, type LanguageWorker } from "./language-client.ts";
import type { LanguageReply, LanguageRequest } from "./protocol.ts";

/** A worker that answers when told to. */
class HandWorker implements LanguageWorker {
  readonly asked: LanguageRequest[] = [];
  #onMessage: (event: { readonly data: LanguageReply }) => void = () => undefined;
  #onError: () => void = () => undefined;

  postMessage(request: LanguageRequest): void {
    this.asked.push(request);
  }
  addEventListener(type: "message" | "error", listener: (event: { readonly data: LanguageReply }) => void): void {
    if (type === "message") this.#onMessage = listener;
    else this.#onError = listener as () => void;
  }
  terminate(): void {}
  reply(index: number, text: string): void {
    this.#onMessage({ data: { id: this.asked[index]!.id, outcome: "answered", answer: { start: 0, end: 1, text } } });
  }
  fail(): void {
    this.#onError();
  }
}

describe("the language client", () => {
  test("drops an answer that a newer question has made stale, in whichever order they come", async () => {
    const worker = new HandWorker();
    const client = new LanguageClient(worker);
    const first = client.ask("hover", { text: "a", offset: 0 });
    const second = client.ask("hover", { text: "ab", offset: 1 });
    worker.reply(1, "new");
    worker.reply(0, "old");
    expect(await first).toBeNull();
    expect(await second).toMatchObject({ text: "new" });
  });

  test("different kinds of questions do not disturb each other", async () => {
    const worker = new HandWorker();
    const client = new LanguageClient(worker);
    const hover = client.ask("hover", { text: "a", offset: 0 });
    void client.ask("check", { text: "a" });
    worker.reply(0, "still good");
    expect(await hover).toMatchObject({ text: "still good" });
  });

  test("a worker that cannot be loaded answers everything with nothing", async () => {
    const worker = new HandWorker();
    const client = new LanguageClient(worker);
    const before = client.ask("hover", { text: "a", offset: 0 });
    worker.fail();
    expect(await before).toBeNull();
    expect(await client.ask("format", { text: "a", offset: 0 })).toBeNull();
  });
});
