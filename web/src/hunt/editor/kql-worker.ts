import { KqlLanguageService } from "./language-service.ts";
import type { CallName, LanguageCalls, LanguageReply, LanguageRequest } from "./protocol.ts";

/**
 * The worker that hosts the language service. Only the latest question of each kind is answered: while a long query is being
 * analysed, earlier keystrokes pile up, and their answers would describe text that is gone.
 */
const scope = globalThis as unknown as DedicatedWorkerGlobalScope;
const service = new KqlLanguageService();
const waiting = new Map<CallName, LanguageRequest>();
let isDraining = false;

scope.addEventListener("message", (event: MessageEvent<LanguageRequest>) => {
  const request = event.data;
  const replaced = waiting.get(request.name);
  if (replaced !== undefined) reply({ id: replaced.id, outcome: "superseded" });
  waiting.set(request.name, request);
  if (!isDraining) {
    isDraining = true;
    // A task of its own: messages that have already arrived are read before the first answer is computed.
    setTimeout(drain);
  }
});

function drain(): void {
  const [next] = waiting.values();
  if (next === undefined) {
    isDraining = false;
    return;
  }
  waiting.delete(next.name);
  try {
    reply({ id: next.id, outcome: "answered", answer: answer(next) });
  } catch (error) {
    reply({ id: next.id, outcome: "failed", message: error instanceof Error ? error.message : String(error) });
  }
  setTimeout(drain);
}

function answer(request: LanguageRequest): LanguageCalls[CallName]["answer"] {
  switch (request.name) {
    case "schema":
      service.setSchema(request.question);
      return true;
    case "learn":
      service.learnFields(request.question.fields);
      return true;
    case "complete":
      return service.complete(request.question.text, request.question.offset);
    case "check":
      return service.check(request.question.text);
    case "hover":
      return service.hover(request.question.text, request.question.offset);
    case "signature":
      return service.signature(request.question.text, request.question.offset);
    case "format":
      return service.format(request.question.text, request.question.offset);
  }
}

function reply(message: LanguageReply): void {
  scope.postMessage(message, []);
}
