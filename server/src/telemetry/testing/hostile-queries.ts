/** Queries as somebody writes them who wants to break the lab, or who pasted the wrong thing. Over the table `WebLog`. */
export type Hostile = Readonly<Record<string, string>>;

const repeated = (count: number, make: (index: number) => string, between = ""): string =>
  Array.from({ length: count }, (_, index) => make(index)).join(between);

const nested = (depth: number, open: string, middle: string, close: string): string =>
  `${open.repeat(depth)}${middle}${close.repeat(depth)}`;

/** Text that tries to be something else than text, with the one row that it has to come back as. */
export const HOSTILE_TEXT: Readonly<Record<string, readonly [query: string, row: readonly unknown[]]>> = {
  "quotes in quotes": ['print a = \'\\\'; DROP TABLE x; --\', b = "\\"", c = @\'\\\', d = @""""', ["'; DROP TABLE x; --", '"', "\\", '"']],
  "comments of SQL": ["print a = '/* */ -- $1 ?' // */ ' \"", ["/* */ -- $1 ?"]],
  "a name that is SQL": ["print ['a\"; DROP TABLE x; --'] = 1 | project b = ['a\"; DROP TABLE x; --']", [1]],
  "half a character": ["print a = '\ud800', b = strlen('\udfff')", ["\ufffd", 1]],
  "a zero character": ["print a = 'x\u0000y', b = '\\u0000'", ["x\u0000y", "\u0000"]],
  "letters beyond the first plane": ["print a = reverse('a𝒳'), b = substring('𝒳a', 1), c = strlen('𝒳')", ["𝒳a", "a", 1]],
  "marks that turn the writing": ["print ['\u202eabc'] = '\u202e'", ["\u202e"]],
  "parameters of a statement": ["print a = '$1', b = '$99', c = '?' | where a == '$1'", ["$1", "$99", "?"]],
  "a template": ["print a = '${process.exit(1)}', b = '{{x}}', c = '%s%n'", ["${process.exit(1)}", "{{x}}", "%s%n"]],
  "a JSON path": [`print a = tostring(dynamic({"x\\"] | y": "z"})['x"] | y'])`, ["z"]],
};

/** More of something than anybody needs. */
export const LARGE: Hostile = {
  "a text of a million characters": `print n = strlen('${"x".repeat(1_000_000)}')`,
  "a text of three million characters": `print n = strlen('${"x".repeat(3_000_000)}')`,
  "five thousand terms": `WebLog | where Stem in (${repeated(5_000, (index) => `'/page/${index}'`, ", ")}) | count`,
  "five thousand terms to find": `WebLog | take 100 | where Stem has_any (${repeated(5_000, (index) => `'term${index}'`, ", ")}) | count`,
  "five thousand terms without case": `WebLog | where Stem in~ (${repeated(5_000, (index) => `'/PAGE/${index}'`, ", ")}) | count`,
  "five thousand terms that are none": `WebLog | where Stem !in~ (${repeated(5_000, (index) => `'/page/${index}'`, ", ")}) | count`,
  "five thousand numbers": `WebLog | where Port in (${repeated(5_000, String, ", ")}) | count`,
  "five thousand terms in an array": `let l = dynamic([${repeated(5_000, (index) => `"term${index}"`, ", ")}]); WebLog | where Stem in~ (l) or Stem has_any (l) | count`,
  "five thousand terms in a table": `let l = datatable(k: string) [${repeated(5_000, (index) => `"term${index}"`, ", ")}]; WebLog | where Stem in (l) or Stem has_any (l) | count`,
  "five thousand terms that all have to be there": `WebLog | where Stem has_all (${repeated(5_000, (index) => `'term${index}'`, ", ")}) | count`,
  "a list with a large limit":
    "range x from 1 to 2000000 step 1 | summarize l = make_list(x, 1000000), s = make_set(x, 100) | project array_length(l), array_length(s)",
  "a series of minutes for each row":
    "WebLog | make-series count() on TimeGenerated from datetime(2021-01-01) to datetime(2021-12-31) step 1m by Stem | count",
  "brackets in brackets": `print a = ${nested(200, "(", "1", ")")}`,
  "more brackets than there are": "print ".padEnd(100_000, "("),
  "functions in functions": `print a = ${nested(200, "abs(", "1", ")")}`,
  "queries in queries": `${nested(60, "(", "WebLog", " | where Port != 1)")} | count`,
  "values of queries in each other": `print a = ${nested(60, "toscalar(print b = ", "1", ")")}`,
  "values of queries beyond the depth": `print a = ${nested(200, "toscalar(print b = ", "1", ")")}`,
  "an array in an array": `print a = dynamic(${nested(200, "[", "1", "]")})`,
  "two thousand steps": `WebLog ${repeated(2_000, (index) => `| extend a${index} = ${index}`)} | count`,
  "a thousand sums": `print a = ${repeated(1_000, () => "1", " + ")}`,
  "a row of a thousand columns": `print ${repeated(1_000, (index) => `a${index} = ${index}`, ", ")}`,
  "a pattern of eighty columns": `WebLog | take 1 | parse Stem with ${repeated(80, (index) => `'x' a${index} `)}`,
  "a function that calls itself": "let f = (x: long) { f(x + 1) }; print f(1)",
  "values that double": `let t0 = 1; ${repeated(40, (index) => `let t${index + 1} = t${index} + t${index};`)} print t40`,
  "functions that double": `let f = (x: long) { x + x }; print ${nested(40, "f(", "1", ")")}`,
  "definitions that double": `let f0 = (x: long) { x }; ${repeated(40, (index) => `let f${index + 1} = (x: long) { f${index}(x) + f${index}(x) };`)} print f40(1)`,
  "tables that double": `let t0 = WebLog; ${repeated(30, (index) => `let t${index + 1} = union t${index}, t${index};`)} t30 | count`,
  "commas alone": `print ${",".repeat(2_000)}`,
  noise: repeated(5_000, (index) => "|()[]{}'\"\\,;=<>!~@#$%^&*.:a1 \n"[(index * 7919 + (index >> 3)) % 31] ?? ""),
};

/** Answers that no machine can hold; each is refused at once. */
export const TOO_LARGE: Hostile = {
  "text repeated": "print a = strrep('x', 1000000000)",
  "text repeated of repeated text": "print a = strrep(strrep(strrep('x', 100000), 100000), 1000)",
  "text repeated in every row": "WebLog | extend a = strrep(Stem, 10000) | summarize sum(strlen(a))",
  "an array repeated": "print a = repeat('xxxxxxxxxx', 100000000)",
  "a padded number": "print a = tohex(1, 500000000)",
  "text that doubles": `print a0 = 'xxxxxxxxxx' ${repeated(40, (index) => `| extend a${index + 1} = strcat(a${index}, a${index})`)} | project strlen(a40)`,
  "text replaced by more": "print a = replace_string(strrep('a', 1000000), 'a', strrep('b', 100000)) | project strlen(a)",
  "a document that is too deep": "print a = parse_json(strcat(strrep('[', 100000), strrep(']', 100000)))",
  "a series of seconds": "WebLog | make-series count() on TimeGenerated from datetime(1900-01-01) to datetime(2100-01-01) step 1s",
};

/** Work without end: stopped at the limit of time or of memory, whichever comes first. */
export const ENDLESS: Hostile = {
  "a cross join":
    "WebLog | extend k = 1 | join kind=inner (WebLog | extend k = 1) on k | join kind=inner (WebLog | extend k = 1) on k | summarize sum(strlen(Stem2))",
  "a huge range": "range x from 1 to 100000000000 step 1 | summarize sum(x % 7)",
  "everything in one list": "range x from 1 to 100000000 step 1 | summarize make_list(strcat('row ', x))",
  "arrays taken apart twice":
    "range x from 1 to 1000000 step 1 | extend a = range(1, 1000, 1) | mv-expand a | extend b = range(1, 1000, 1) | mv-expand b | count",
};

/** What rows may be matched with: RE2 does not run away, but patterns have other costs. */
export const PATTERNS: Hostile = {
  "nested repetition": "print a = strcat(strrep('a', 100000), '!') matches regex '^(a+)+$'",
  "a repetition of repetitions": "print a = 'aaaa' matches regex '((a{1,100}){1,100}){1,100}'",
  "a long alternation": `WebLog | where Stem matches regex '${repeated(2_000, (index) => `x${index}y`, "|")}' | count`,
  "a pattern from the data": "WebLog | where Stem matches regex UserAgent | count",
  "replacing in long text": "print a = replace_regex(strrep('ab', 200000), '(a)(b)', @'\\2\\1') | project strlen(a)",
  "a browser that never ends": "print a = parse_user_agent(strcat('Mozilla/5.0 ', strrep('(', 20000), strrep('a ', 20000)), 'browser')",
};

/** Ways out of the tables that a query may read. */
export const WAYS_OUT: readonly string[] = [
  "externaldata(a: string) ['/etc/passwd']",
  "externaldata(a: string) [h@'https://192.0.2.1/x.csv']",
  "['/etc/passwd']",
  "table('/etc/passwd')",
  "table(\"read_csv('/etc/passwd')\")",
  "['read_text(\"/etc/passwd\")']",
  "read_csv('/etc/passwd')",
  "glob('/*')",
  "duckdb_settings()",
  "WebLog | union ['s0000.main.WebLog']",
  "print getenv('HOME')",
  "print read_blob('/etc/passwd')",
  "print query('select 1')",
  "print current_setting('memory_limit')",
  "information_schema.tables",
  "print a = 1; ATTACH 'x.db'",
  "INSTALL httpfs",
  "COPY WebLog TO '/tmp/x.csv'",
  "PRAGMA database_list",
  "WebLog | evaluate read_csv('/etc/passwd')",
  "WebLog | evaluate http_request('https://192.0.2.1/')",
  "evaluate sql_request('Server=192.0.2.1', 'select 1')",
  "WebLog | evaluate python(typeof(*), 'import os')",
  "cluster('x').database('y').WebLog",
  "WebLog | invoke duckdb_tables()",
  "WebLog | extend a = k_wrap(1)",
  "WebLog | extend a = js_strrep('x', 1)",
  "WebLog | join kind=inner (['/etc/passwd']) on Stem",
  "WebLog | where Stem in (['/etc/passwd'])",
  "WebLog | extend ['x\" FROM read_text(''/etc/passwd'') --'] = nothing",
  ".show tables",
];
