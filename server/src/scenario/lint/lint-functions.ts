import type { DeclaredFunction } from "../build/build-function.ts";
import type { LintContext } from "./lint-context.ts";
import { placeIn } from "./place-in.ts";

/** Names are unique among functions and tables, and no function comes back to itself. What is in them, the query engine checks. */
export function lintFunctions({ files, tables, functions, findings }: LintContext): void {
  const texts = new Map(files.functions.map(({ file, text }) => [file, text]));
  const takenIn = new Map((tables ?? []).map((table) => [table, "the tables"]));
  for (const { file, name, offset } of functions) {
    const place = placeIn(texts.get(file) ?? "", offset);
    const taken = takenIn.get(name);
    takenIn.set(name, `\`${file}\``);
    if (taken !== undefined)
      findings.error(file, place, "function-duplicate", `\`${name}\` is already taken in ${taken}.`, "Choose another name.");
    const circle = circleFrom(name, functions);
    if (circle === null) continue;
    const message = `\`${circle.join("` calls `")}\`; a function cannot come back to itself.`;
    findings.error(file, place, "function-recursive", message, "Take one of these calls out.");
  }
}

/** The names on the way from a function back to itself, both ends included. */
function circleFrom(start: string, functions: readonly DeclaredFunction[]): string[] | null {
  const calls = new Map(functions.map(({ name, body }) => [name, callsIn(body, functions)]));
  const visit = (path: readonly string[]): string[] | null => {
    for (const next of calls.get(path.at(-1) ?? "") ?? []) {
      if (next === start) return [...path, next];
      const found = path.includes(next) ? null : visit([...path, next]);
      if (found !== null) return found;
    }
    return null;
  };
  return visit([start]);
}

function callsIn(body: string, functions: readonly DeclaredFunction[]): string[] {
  const words = new Set(body.replaceAll(/\/\/[^\n]*|"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'/g, " ").match(/[A-Za-z_]\w*/g) ?? []);
  return functions.map(({ name }) => name).filter((name) => words.has(name));
}
