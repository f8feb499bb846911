import { randomUUID } from "node:crypto";

export interface Answer {
  readonly status: number;
  /** The parsed body, or its text when it is not JSON. */
  readonly body: unknown;
  readonly text: string;
  readonly headers: Headers;
}

/** A person at a browser: keeps cookies, sends JSON, remembers every byte that came back. */
export class Browser {
  readonly #address: string;
  readonly #cookies = new Map<string, string>();
  received = "";

  constructor(address: string) {
    this.#address = address;
  }

  get cookieHeader(): string {
    return [...this.#cookies].map(([name, value]) => `${name}=${value}`).join("; ");
  }

  async send(method: string, path: string, body?: unknown, headers: Readonly<Record<string, string>> = {}): Promise<Answer> {
    const response = await fetch(this.#address + path, {
      method,
      redirect: "manual",
      headers: {
        ...(body === undefined ? {} : { "content-type": "application/json" }),
        ...(this.#cookies.size === 0 ? {} : { cookie: this.cookieHeader }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    for (const cookie of response.headers.getSetCookie()) {
      const [, name = "", value = ""] = /^([^=]+)=([^;]*)/.exec(cookie) ?? [];
      if (value === "") this.#cookies.delete(name);
      else this.#cookies.set(name, value);
    }
    const text = await response.text();
    this.received += text;
    return { status: response.status, body: parse(text), text, headers: response.headers };
  }

  get(path: string): Promise<Answer> {
    return this.send("GET", `/api/v1${path}`);
  }

  /** With a fresh mutation key unless the body brings one. */
  post(path: string, body: Readonly<Record<string, unknown>> = {}, method = "POST"): Promise<Answer> {
    return this.send(method, `/api/v1${path}`, { key: randomUUID(), ...body });
  }

  auth(path: string, body: unknown): Promise<Answer> {
    return this.send("POST", `/api/auth/${path}`, body);
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
