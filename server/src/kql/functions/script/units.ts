/** Size of each unit in the base unit of its quantity, by the definitions of BIPM, NIST and the IAU. */
type Units = Readonly<Record<string, number>>;

const PREFIXES: Readonly<Record<string, number>> = {
  nano: 1e-9,
  micro: 1e-6,
  milli: 1e-3,
  centi: 1e-2,
  deci: 1e-1,
  deca: 1e1,
  hecto: 1e2,
  kilo: 1e3,
  mega: 1e6,
  giga: 1e9,
  tera: 1e12,
};

/** A unit and its multiples: `metric("gram", 0.001, "kilo")` has `gram` and `kilogram`. */
function metric(name: string, size: number, ...prefixes: readonly string[]): Units {
  const base = name.startsWith("cubic") ? 3 : 1;
  return Object.fromEntries([
    [name, size],
    ...prefixes.map((prefix) => {
      const spelled = base === 3 ? `cubic${prefix}${name.slice(5)}` : `${prefix}${name}`;
      return [spelled, size * (PREFIXES[prefix] ?? 1) ** base] as const;
    }),
  ]);
}

const FOOT = 0.3048;
const SURVEY_FOOT = 1200 / 3937;
const INCH = 0.0254;
const POUND = 0.45359237;
const GRAVITY = 9.80665;
const BTU = 1055.05585262;
const US_GALLON = 231 * INCH ** 3;
const IMPERIAL_GALLON = 0.00454609;
const DEGREE = Math.PI / 180;

const LENGTH: Units = {
  ...metric("meter", 1, "nano", "micro", "milli", "centi", "deci", "deca", "hecto", "kilo"),
  ...metric("lightyear", 9.46073047258e15, "kilo", "mega"),
  ...metric("parsec", 3.08567758128e16, "kilo", "mega"),
  angstrom: 1e-10,
  astronomicalunit: 1.495978707e11,
  chain: 66 * FOOT,
  datamile: 6000 * FOOT,
  dtppica: INCH / 6,
  dtppoint: INCH / 72,
  fathom: 6 * FOOT,
  foot: FOOT,
  hand: 4 * INCH,
  inch: INCH,
  microinch: INCH * 1e-6,
  mil: INCH * 1e-3,
  mile: 5280 * FOOT,
  nauticalmile: 1852,
  printerpica: (12 * INCH) / 72.27,
  printerpoint: INCH / 72.27,
  shackle: 15 * 6 * FOOT,
  solarradius: 6.9551e8,
  twip: INCH / 1440,
  ussurveyfoot: SURVEY_FOOT,
  yard: 3 * FOOT,
};

const MASS: Units = {
  ...metric("gram", 0.001, "nano", "micro", "milli", "centi", "deci", "deca", "hecto", "kilo"),
  ...metric("pound", POUND, "kilo", "mega"),
  ...metric("tonne", 1000, "kilo", "mega"),
  earthmass: 5.9722e24,
  grain: POUND / 7000,
  longhundredweight: 112 * POUND,
  longton: 2240 * POUND,
  ounce: POUND / 16,
  shorthundredweight: 100 * POUND,
  shortton: 2000 * POUND,
  slug: (POUND * GRAVITY) / FOOT,
  solarmass: 1.98947e30,
  stone: 14 * POUND,
};

const ENERGY: Units = {
  ...metric("britishthermalunit", BTU, "kilo", "mega", "giga"),
  ...metric("calorie", 4.184, "kilo", "mega"),
  ...metric("electronvolt", 1.602176565e-19, "kilo", "mega", "giga", "tera"),
  ...metric("joule", 1, "milli", "kilo", "mega", "giga"),
  ...metric("wattday", 86_400, "kilo", "mega", "giga", "tera"),
  ...metric("watthour", 3600, "kilo", "mega", "giga", "tera"),
  ...metric("thermec", 1e5 * BTU, "deca"),
  ...metric("thermimperial", 1.05505585257348e8, "deca"),
  ...metric("thermus", 1.054804e8, "deca"),
  erg: 1e-7,
  footpound: FOOT * POUND * GRAVITY,
  horsepowerhour: 550 * FOOT * POUND * GRAVITY * 3600,
};

const FORCE: Units = {
  ...metric("newton", 1, "micro", "milli", "deca", "kilo", "mega"),
  ...metric("poundforce", POUND * GRAVITY, "kilo"),
  dyn: 1e-5,
  kilogramforce: GRAVITY,
  kilopond: GRAVITY,
  ounceforce: (POUND * GRAVITY) / 16,
  poundal: POUND * FOOT,
  shorttonforce: 2000 * POUND * GRAVITY,
  tonneforce: 1000 * GRAVITY,
};

const ANGLE: Units = {
  ...metric("degree", DEGREE, "nano", "micro", "milli"),
  ...metric("radian", 1, "nano", "micro", "milli", "centi", "deci"),
  arcminute: DEGREE / 60,
  arcsecond: DEGREE / 3600,
  gradian: 0.9 * DEGREE,
  natomil: (360 / 6400) * DEGREE,
  revolution: 2 * Math.PI,
};

const SPEED: Units = Object.fromEntries([
  ...[
    "nanometer",
    "micrometer",
    "millimeter",
    "centimeter",
    "decimeter",
    "meter",
    "kilometer",
    "foot",
    "inch",
    "mile",
    "ussurveyfoot",
    "yard",
  ].flatMap((unit) => [
    [`${unit}persecond`, LENGTH[unit] ?? 1] as const,
    [`${unit}perminute`, (LENGTH[unit] ?? 1) / 60] as const,
    [`${unit}perhour`, (LENGTH[unit] ?? 1) / 3600] as const,
  ]),
  ["knot", 1852 / 3600],
]);

const VOLUME: Units = {
  ...metric("cubicmeter", 1, "micro", "milli", "centi", "deci", "hecto", "kilo"),
  ...metric("liter", 0.001, "micro", "milli", "centi", "deci", "deca", "hecto", "kilo", "mega"),
  ...metric("usgallon", US_GALLON, "deci", "deca", "hecto", "kilo", "mega"),
  ...metric("imperialgallon", IMPERIAL_GALLON, "kilo", "mega"),
  // Kusto's own figure for the acre-foot has six digits.
  acrefoot: 1 / 0.000810714,
  autablespoon: 20e-6,
  boardfoot: FOOT ** 3 / 12,
  cubicfoot: FOOT ** 3,
  cubicinch: INCH ** 3,
  cubicmile: (5280 * FOOT) ** 3,
  cubicyard: (3 * FOOT) ** 3,
  hectocubicfoot: 100 * FOOT ** 3,
  hectocubicmeter: 100,
  kilocubicfoot: 1000 * FOOT ** 3,
  kilocubicmeter: 1000,
  megacubicfoot: 1e6 * FOOT ** 3,
  imperialbeerbarrel: 36 * IMPERIAL_GALLON,
  imperialounce: IMPERIAL_GALLON / 160,
  imperialpint: IMPERIAL_GALLON / 8,
  metriccup: 0.00025,
  metricteaspoon: 5e-6,
  oilbarrel: 42 * US_GALLON,
  uktablespoon: 15e-6,
  usbeerbarrel: 31 * US_GALLON,
  uscustomarycup: US_GALLON / 16,
  uslegalcup: 0.00024,
  usounce: US_GALLON / 128,
  uspint: US_GALLON / 8,
  usquart: US_GALLON / 4,
  ustablespoon: US_GALLON / 256,
  usteaspoon: US_GALLON / 768,
};

/** Units by quantity, names in lower case. */
export const QUANTITIES: Readonly<Record<string, Units>> = {
  angle: ANGLE,
  energy: ENERGY,
  force: FORCE,
  length: LENGTH,
  mass: MASS,
  speed: SPEED,
  volume: VOLUME,
};
