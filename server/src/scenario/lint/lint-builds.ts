import { parseSimTime } from "../../base/sim-time.ts";
import { BUILD_LIST, cumulativeUpdateOf, type CumulativeUpdate, type PatchLevel, patchLevelOf } from "../../range/exchange/build-list.ts";
import { formatExchangeBuild, parseExchangeBuild } from "../../range/estate/exchange-build.ts";
import type { LintContext } from "./lint-context.ts";

/** Servers stand at versions that exist, of the product that they say, and that had come out when the exercise begins. */
export function lintBuilds({ files, findings }: LintContext): void {
  if (files.cast === null) return;
  const { source, data } = files.cast;
  const start = files.scenario === null ? null : parseSimTime(files.scenario.data.window.exerciseStart);
  for (const [i, { exchange }] of data.hosts.entries()) {
    if (exchange === undefined) continue;
    const fault = faultOf(exchange.product, exchange.build, start);
    if (fault === null) continue;
    const { key, code, message, fix } = fault;
    findings.error(source.file, source.placeOf(["hosts", i, "exchange", key]), code, message, fix);
  }
}

interface BuildFault {
  readonly key: "product" | "build";
  readonly code: string;
  readonly message: string;
  readonly fix: string;
}

/** What is wrong with a version that an author wrote; null for nothing. `at`: microseconds of the instant at which it is in use. */
export function faultOf(product: string, text: string, at: number | null): BuildFault | null {
  const build = parseExchangeBuild(text);
  const update = cumulativeUpdateOf(build);
  if (update === null) {
    const nearest = nearestOf(
      BUILD_LIST.filter((one) => one.product === product).flatMap(({ levels }) => levels),
      text,
    );
    const message = `There is no cumulative update of Exchange ${product} with build \`${text}\`.`;
    return { key: "build", code: "cast-unknown-build", message, fix: suggest(nearest) };
  }
  if (update.product !== product) {
    const message = `Build \`${text}\` is Exchange ${update.product} ${update.name}, not ${product}.`;
    return { key: "product", code: "cast-build-of-other-product", message, fix: `Write \`product: "${update.product}"\`.` };
  }
  const level = patchLevelOf(build);
  if (level === null) {
    const message = `Exchange ${product} ${update.name} has no security update with build \`${text}\`.`;
    return {
      key: "build",
      code: "cast-unknown-patch-level",
      message,
      fix: `${suggest(nearestOf(update.levels, text))} ${listLevels(update)}`,
    };
  }
  if (at === null || parseSimTime(`${level.month}T00:00:00Z`) <= at) return null;
  const message = `Exchange ${product} ${level.name} came out in ${level.month.slice(0, 7)}, after this exercise.`;
  const before = update.levels.filter(({ month }) => parseSimTime(`${month}T00:00:00Z`) <= at).at(-1);
  const fix = before === undefined ? "Choose an older one, or a later exercise." : suggest(before);
  return { key: "build", code: "cast-build-not-out", message, fix };
}

function nearestOf(levels: readonly PatchLevel[], text: string): PatchLevel | undefined {
  const asked = parseExchangeBuild(text);
  const distanceOf = ({ build }: PatchLevel): number =>
    Math.abs(build.build - asked.build) * 100 + Math.abs(build.revision - asked.revision);
  return levels.toSorted((a, b) => distanceOf(a) - distanceOf(b))[0];
}

function suggest(level: PatchLevel | undefined): string {
  return level === undefined ? "Choose a product that exists." : `The nearest is \`${formatExchangeBuild(level.build)}\` (${level.name}).`;
}

function listLevels({ levels }: CumulativeUpdate): string {
  return `It stands at ${levels.map(({ build }) => `\`${formatExchangeBuild(build)}\``).join(", ")}.`;
}
