import type { ExchangeBuild } from "../activity.ts";

export type ExchangeProduct = "2010" | "2013" | "2016" | "2019";

/** A cumulative update (2010: a service pack with its rollups), and the builds that it can stand at. */
export interface CumulativeUpdate {
  readonly product: ExchangeProduct;
  /** `CU19`, `SP3`. */
  readonly name: string;
  readonly levels: readonly PatchLevel[];
}

export interface PatchLevel {
  readonly build: ExchangeBuild;
  /** `CU19`, `CU19 Feb21SU`, `SP3 RU31`. */
  readonly name: string;
  /** First day of the month in which it came out, `2021-02-01`; later ones in one month share it. */
  readonly month: string;
  /** It contains the security fixes of March 2021. */
  readonly isMarch2021Fixed: boolean;
}

/**
 * Per cumulative update: name, version, month, then each security update as `revision month`. A `!` stands before the first that
 * has the fixes of March 2021. Sources: Microsoft's tables of build numbers; those of HealthChecker (microsoft/CSS-Exchange). The two
 * disagree about the fixes of 2016 CU8 and CU9: both revisions are known here.
 */
const CUMULATIVE_UPDATES: Readonly<Record<Exclude<ExchangeProduct, "2010">, readonly string[]>> = {
  "2013": [
    "SP1 15.0.847 32-Feb14 !64-Mar21",
    "CU5 15.0.913 22-May14",
    "CU6 15.0.995 29-Aug14",
    "CU7 15.0.1044 25-Dec14",
    "CU8 15.0.1076 9-Mar15",
    "CU9 15.0.1104 5-Jun15",
    "CU10 15.0.1130 7-Sep15",
    "CU11 15.0.1156 6-Dec15",
    "CU12 15.0.1178 4-Mar16",
    "CU13 15.0.1210 3-Jun16",
    "CU14 15.0.1236 3-Sep16",
    "CU15 15.0.1263 5-Dec16",
    "CU16 15.0.1293 2-Mar17",
    "CU17 15.0.1320 4-Jun17",
    "CU18 15.0.1347 2-Sep17 5-Mar18",
    "CU19 15.0.1365 1-Dec17 3-Mar18 7-May18",
    "CU20 15.0.1367 3-Mar18 6-May18 9-Aug18",
    "CU21 15.0.1395 4-Jun18 7-Aug18 8-Oct18 10-Jan19 !12-Mar21",
    "CU22 15.0.1473 3-Feb19 4-Apr19 5-Jun19 !6-Mar21",
    "CU23 15.0.1497 2-Jun19 3-Jul19 4-Nov19 6-Feb20 7-Oct20 8-Nov20 10-Dec20 !12-Mar21 15-Apr21 18-May21 23-Jul21 24-Oct21 26-Nov21",
  ],
  "2016": [
    "CU1 15.1.396 30-Mar16",
    "CU2 15.1.466 34-Jun16",
    "CU3 15.1.544 27-Sep16",
    "CU4 15.1.669 32-Dec16",
    "CU5 15.1.845 34-Mar17",
    "CU6 15.1.1034 26-Jun17",
    "CU7 15.1.1261 35-Sep17 39-Mar18",
    "CU8 15.1.1415 2-Dec17 4-Mar18 7-May18 !8-Mar21 10-Mar21",
    "CU9 15.1.1466 3-Mar18 8-May18 9-Aug18 !13-Mar21 16-Mar21",
    "CU10 15.1.1531 3-Jun18 6-Aug18 8-Oct18 10-Jan19 !12-Mar21",
    "CU11 15.1.1591 10-Oct18 11-Dec18 13-Jan19 16-Apr19 17-Jun19 !18-Mar21",
    "CU12 15.1.1713 5-Feb19 6-Apr19 7-Jun19 8-Jul19 9-Sep19 !10-Mar21",
    "CU13 15.1.1779 2-Jun19 4-Jul19 5-Sep19 7-Nov19 !8-Mar21",
    "CU14 15.1.1847 3-Sep19 5-Nov19 7-Feb20 10-Mar20 !12-Mar21",
    "CU15 15.1.1913 5-Dec19 7-Feb20 10-Mar20 !12-Mar21",
    "CU16 15.1.1979 3-Mar20 6-Sep20 !8-Mar21",
    "CU17 15.1.2044 4-Jun20 6-Sep20 7-Oct20 8-Nov20 12-Dec20 !13-Mar21",
    "CU18 15.1.2106 2-Sep20 3-Oct20 4-Nov20 6-Dec20 8-Feb21 !13-Mar21",
    "CU19 15.1.2176 2-Dec20 4-Feb21 !9-Mar21 12-Apr21 14-May21",
    "CU20 15.1.2242 !4-Mar21 8-Apr21 10-May21 12-Jul21",
    "CU21 15.1.2308 !8-Jun21 14-Jul21 15-Oct21 20-Nov21",
    "CU22 15.1.2375 !7-Sep21 12-Oct21 17-Nov21",
  ],
  "2019": [
    "RTM 15.2.221 12-Oct18 !18-Mar21",
    "CU1 15.2.330 5-Feb19 7-Apr19 8-Jun19 9-Jul19 10-Sep19 !11-Mar21",
    "CU2 15.2.397 3-Jun19 5-Jul19 6-Sep19 9-Nov19 !11-Mar21",
    "CU3 15.2.464 5-Sep19 7-Nov19 11-Feb20 14-Mar20 !15-Mar21",
    "CU4 15.2.529 5-Dec19 8-Feb20 11-Mar20 !13-Mar21",
    "CU5 15.2.595 3-Mar20 6-Sep20 !8-Mar21",
    "CU6 15.2.659 4-Jun20 6-Sep20 7-Oct20 8-Nov20 11-Dec20 !12-Mar21",
    "CU7 15.2.721 2-Sep20 3-Oct20 4-Nov20 6-Dec20 8-Feb21 !13-Mar21",
    "CU8 15.2.792 3-Dec20 5-Feb21 !10-Mar21 13-Apr21 15-May21",
    "CU9 15.2.858 !5-Mar21 10-Apr21 12-May21 15-Jul21",
    "CU10 15.2.922 !7-Jun21 13-Jul21 14-Oct21 19-Nov21",
    "CU11 15.2.986 !5-Sep21 9-Oct21 14-Nov21",
  ],
};

/** Rollups of Exchange 2010 SP3, `number:build-month`; only the last has the fix (for Unified Messaging) of March 2021. */
const ROLLUPS =
  "0:123.4-Feb13 1:146.0-May13 2:158.1-Aug13 3:169.1-Nov13 4:174.1-Dec13 5:181.6-Feb14 6:195.1-May14 7:210.2-Aug14 8:224.2-Dec14 " +
  "9:235.1-Mar15 10:248.2-Jun15 11:266.1-Sep15 12:279.2-Dec15 13:294.0-Mar16 14:301.0-Jun16 15:319.2-Sep16 16:336.0-Dec16 17:352.0-Mar17 " +
  "18:361.1-Jul17 19:382.0-Dec17 20:389.1-Mar18 21:399.2-May18 22:411.0-Jun18 23:417.1-Aug18 24:419.0-Oct18 25:435.0-Jan19 26:442.0-Feb19 " +
  "27:452.0-Apr19 28:461.1-Jun19 29:468.0-Jul19 30:496.0-Feb20 31:509.0-Dec20 32:513.0-Mar21";
const FIXED_ROLLUP = 32;

const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/** Every version that a server of a scenario may stand at, oldest first within a product; up to the end of 2021. */
export const BUILD_LIST: readonly CumulativeUpdate[] = [
  { product: "2010", name: "SP3", levels: ROLLUPS.split(" ").map(readRollup) },
  ...(["2013", "2016", "2019"] as const).flatMap((product) =>
    CUMULATIVE_UPDATES[product].map((line) => readCumulativeUpdate(product, line)),
  ),
];

/** The cumulative update that `build` is of; null: there is none with its first three numbers. */
export function cumulativeUpdateOf({ major, minor, build }: ExchangeBuild): CumulativeUpdate | null {
  return BUILD_LIST.find(({ levels }) => levels.some((level) => isSameUpdate(level.build, { major, minor, build }))) ?? null;
}

export function patchLevelOf(build: ExchangeBuild): PatchLevel | null {
  const levels = cumulativeUpdateOf(build)?.levels ?? [];
  return levels.find((level) => level.build.build === build.build && level.build.revision === build.revision) ?? null;
}

/** Rollups of 2010 raise the third number, so every one of them is of the same service pack. */
function isSameUpdate(known: ExchangeBuild, asked: Omit<ExchangeBuild, "revision">): boolean {
  return known.major === asked.major && known.minor === asked.minor && known.build === asked.build;
}

function readCumulativeUpdate(product: ExchangeProduct, line: string): CumulativeUpdate {
  const [name = "", version = "", ...levels] = line.split(" ");
  const [major = 0, minor = 0, build = 0] = version.split(".").map(Number);
  const firstFixed = levels.findIndex((level) => level.startsWith("!"));
  return {
    product,
    name,
    levels: levels.map((level, index): PatchLevel => {
      const [revision = "0", month = ""] = level.replace("!", "").split("-");
      return {
        build: { major, minor, build, revision: Number(revision) },
        name: index === 0 ? name : `${name} ${month}SU`,
        month: dateOfMonth(month),
        isMarch2021Fixed: firstFixed >= 0 && index >= firstFixed,
      };
    }),
  };
}

function readRollup(text: string): PatchLevel {
  const [number = "", version = "", month = ""] = text.split(/[:-]/);
  const [build = 0, revision = 0] = version.split(".").map(Number);
  return {
    build: { major: 14, minor: 3, build, revision },
    name: number === "0" ? "SP3" : `SP3 RU${number}`,
    month: dateOfMonth(month),
    isMarch2021Fixed: Number(number) >= FIXED_ROLLUP,
  };
}

/** `Feb21` → `2021-02-01`. */
function dateOfMonth(month: string): string {
  return `20${month.slice(3)}-${String(MONTHS.indexOf(month.slice(0, 3)) + 1).padStart(2, "0")}-01`;
}
