import { ORPCError } from "@orpc/client";
import { expect, test } from "vitest";
import { describeProblem } from "./errors.ts";

const conflict = (data: unknown) => describeProblem(new ORPCError("CONFLICT", { message: "The server's sentence.", data }));

test("a conflict is a race only where somebody was faster; limits and ends are called what they are", () => {
  expect(conflict({ code: "alert/changed" })).toMatchObject({ title: "Somebody was faster", canRetry: true });
  expect(conflict({ code: "query-token/too_many" })).toMatchObject({ title: "You have as many tokens as you can", canRetry: false });
  expect(conflict({ code: "exercise/ended" })).toMatchObject({ title: "This exercise is over", message: "The server's sentence." });
});

test("a conflict that nobody knows makes no claim about other people", () => {
  for (const data of [{ code: "guide/step_locked" }, null, undefined]) {
    expect(conflict(data)).toMatchObject({ title: "This cannot be done now", canRetry: true });
  }
});
