/** An answer of the provider; `body` is sent as JSON, a string as it is. */
export type Answer = { status: number; body: unknown; headers?: Record<string, string> };

/** A refusal in the provider's form. Thrown on the way in; the server answers with it. */
export class Refusal extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    message: string,
    readonly headers: Record<string, string> = {},
  ) {
    super(message);
  }

  answer(): Answer {
    return {
      status: this.status,
      body: { statusCode: this.status, message: this.message, name: this.code },
      headers: this.headers,
    };
  }
}
