import { availableParallelism, totalmem } from "node:os";
import type { Figure } from "./benchmark.ts";
import { BENCHMARKS, LONG_BENCHMARKS } from "./index.ts";

function format(value: number): string {
  return value >= 1000 ? Math.round(value).toLocaleString("en") : String(Math.round(value * 100) / 100);
}

function verdict({ value, budget }: Figure): string {
  if (budget === null) return "";
  const isWithin = budget.is === "at most" ? value <= budget.value : value >= budget.value;
  return `budget ${budget.is} ${format(budget.value)}: ${isWithin ? "within" : "MISSED"}`;
}

const wanted = process.argv.slice(2);
const chosen =
  wanted.length === 0 ? BENCHMARKS : [...BENCHMARKS, ...LONG_BENCHMARKS].filter(({ name }) => wanted.some((word) => name.includes(word)));
console.log(`Node ${process.version}, ${availableParallelism()} cores, ${Math.round(totalmem() / 1024 ** 3)} GiB`);
for (const benchmark of chosen) {
  console.log(`\n${benchmark.name}`);
  for (const figure of await benchmark.run()) {
    const against = figure.against === null ? "" : `(against ${figure.against})`;
    console.log(`  ${figure.name}: ${format(figure.value)} ${figure.unit} ${against} ${verdict(figure)}`.trimEnd());
  }
}
process.exit(0);
