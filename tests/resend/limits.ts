import { Refusal } from "@/tests/resend/answer";
import type { DoubleOptions } from "@/tests/resend/types";

const SECOND = 1000;

/** Point 4: requests a second, over a sliding window; one that was refused does not count. */
export function rateLimit(rate: number, now: () => number) {
  let taken: number[] = [];
  return {
    /** @returns the headers that every answer carries @throws Refusal when the second is full */
    take(): Record<string, string> {
      taken = taken.filter((at) => at > now() - SECOND && at <= now());
      const reset = Math.max(1, Math.ceil(((taken[0] ?? now()) + SECOND - now()) / SECOND));
      const headers = (remaining: number) => ({
        "ratelimit-limit": String(rate),
        "ratelimit-remaining": String(remaining),
        "ratelimit-reset": String(reset),
        "ratelimit-policy": `${rate};w=1`,
      });
      if (taken.length >= rate)
        throw new Refusal(429, "rate_limit_exceeded", "Too many requests", {
          ...headers(0),
          "retry-after": String(reset),
        });
      taken.push(now());
      return headers(rate - taken.length);
    },
    reset() {
      taken = [];
    },
  };
}

/** Point 4: messages a day and a month, counted when they are accepted. */
export function quotas({ dailyQuota, monthlyQuota }: DoubleOptions, now: () => number) {
  let sent: number[] = [];
  /** The first letters of the time: 10 name a day, 7 a month. */
  const on = (at: number, length: number) => new Date(at).toISOString().slice(0, length);
  const since = (length: number) => sent.filter((at) => on(at, length) === on(now(), length)).length;
  return {
    /** @throws Refusal when `count` more would be too many */
    check(count: number): void {
      if (dailyQuota !== undefined && since(10) + count > dailyQuota)
        throw new Refusal(429, "daily_quota_exceeded", "You have reached your daily email sending quota");
      if (monthlyQuota !== undefined && since(7) + count > monthlyQuota)
        throw new Refusal(429, "monthly_quota_exceeded", "You have reached your monthly email sending quota");
    },
    count(messages: number): void {
      for (let n = 0; n < messages; n++) sent.push(now());
    },
    headers: (): Record<string, string> => ({
      "x-resend-daily-quota": String(since(10)),
      "x-resend-monthly-quota": String(since(7)),
    }),
    reset() {
      sent = [];
    },
  };
}
