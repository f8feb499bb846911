interface Foreign {
  /** What KQL has instead, after "KQL has". */
  readonly say: string;
  /** The name to put in its place where the arguments may stay; null otherwise. */
  readonly swap: string | null;
}

const same = (name: string): Foreign => ({ say: `\`${name}\``, swap: name });
const other = (say: string): Foreign => ({ say, swap: null });

/** Functions of SQL, Splunk, LogScale and programming languages, by what KQL calls them. */
const FUNCTIONS: Readonly<Record<string, Foreign>> = {
  average: same("avg"),
  cast: other("`tolong(x)`, `tostring(x)`, `todatetime(x)` …"),
  ceil: same("ceiling"),
  char_length: same("strlen"),
  charindex: other("`indexof(text, part)`"),
  concat: same("strcat"),
  convert: other("`tolong(x)`, `tostring(x)`, `todatetime(x)` …"),
  count_distinct: same("dcount"),
  countdistinct: same("dcount"),
  current_timestamp: same("now"),
  curdate: other("`startofday(now())`"),
  date: same("todatetime"),
  date_format: same("format_datetime"),
  date_trunc: other("`bin(x, 1h)` or `startofday(x)`"),
  dateadd: same("datetime_add"),
  datediff: same("datetime_diff"),
  dc: same("dcount"),
  distinct_count: same("dcount"),
  distinctcount: same("dcount"),
  explode: other("the operator `mv-expand`"),
  first: other("`take_any(x)`, or `arg_min(TimeGenerated, x)` for the earliest"),
  getdate: same("now"),
  group_concat: other('`strcat_array(make_set(x), ", ")`'),
  groupby: other("`summarize … by …`"),
  if: same("iff"),
  ifnull: same("coalesce"),
  instr: same("indexof"),
  isnullorempty: same("isempty"),
  last: other("`arg_max(TimeGenerated, x)`"),
  latest: other("`arg_max(TimeGenerated, x)`"),
  lcase: same("tolower"),
  len: same("strlen"),
  length: same("strlen"),
  levenshtein: other("no edit distance"),
  list: same("make_list"),
  lower: same("tolower"),
  match: other("`matches regex`"),
  mean: same("avg"),
  median: other("`percentile(x, 50)`"),
  nullif: other('`iff(a == b, "", a)`'),
  nvl: same("coalesce"),
  perc95: other("`percentile(x, 95)`"),
  power: same("pow"),
  regex: other("`matches regex`"),
  regex_match: other("`matches regex`"),
  regex_replace: same("replace_regex"),
  regexp_extract: other("`extract(pattern, group, text)`"),
  regexp_like: other("`matches regex`"),
  split_part: other("`split(text, separator)[0]`"),
  string_agg: other('`strcat_array(make_list(x), ", ")`'),
  strftime: same("format_datetime"),
  strpos: same("indexof"),
  substr: same("substring"),
  to_date: same("todatetime"),
  today: other("`startofday(now())`"),
  toint64: same("tolong"),
  tonumber: same("todouble"),
  trunc: other("`bin(x, 1)`"),
  ucase: same("toupper"),
  unique: same("make_set"),
  unix_timestamp: other('`datetime_diff("second", x, datetime(1970-01-01))`'),
  upper: same("toupper"),
  uuid: other("`new_guid()`"),
  values: same("make_set"),
};

/** What a function of another language is called here; null when the name belongs to none that is known. */
export function foreignFunction(name: string): Foreign | null {
  const key = name.toLowerCase();
  return Object.hasOwn(FUNCTIONS, key) ? (FUNCTIONS[key] ?? null) : null;
}
