/** One question a hunter asks of the logs, in KQL and as a person would write it in DuckDB's SQL, with the same answer. */
export interface HuntingQuestion {
  readonly name: string;
  readonly kql: string;
  /** With the row's identity, `_ItemId`, last where the KQL keeps one. `{Table}` stands for the visible rows of a table; instants are ticks. */
  readonly sql: string;
}

const HOUR = 36_000_000_000;

export const HUNTING_QUESTIONS: readonly HuntingQuestion[] = [
  {
    name: "one user's failures, latest first",
    kql: String.raw`WebLog | where User == @"CONTOSO\user17" and Status >= 203 | top 200 by TimeGenerated desc | project TimeGenerated, Stem, Status, ClientIp`,
    sql: String.raw`SELECT "TimeGenerated", "Stem", "Status", "ClientIp", "_ItemId" FROM {WebLog} WHERE "User" = 'CONTOSO\user17' AND "Status" >= 203 ORDER BY "TimeGenerated" DESC LIMIT 200`,
  },
  {
    name: "a window of time",
    kql: "WebLog | where TimeGenerated between (datetime(2021-03-05 10:00) .. datetime(2021-03-05 10:20)) | summarize n = count(), ms = sum(TimeTaken) by ClientIp",
    sql: `SELECT "ClientIp", count(*), sum("TimeTaken") FROM {WebLog} WHERE "TimeGenerated" BETWEEN 637505352000000000 AND 637505364000000000 GROUP BY 1`,
  },
  {
    name: "has, in a column of a million values",
    kql: 'WebLog | where RequestId has "999383" or Query has "q=1234" | summarize n = count() by Status',
    sql: String.raw`SELECT "Status", count(*) FROM {WebLog} WHERE contains("RequestId", '999383') AND regexp_matches("RequestId", '(^|[^\pL\pN])999383($|[^\pL\pN])')
      OR contains(lower("Query"), 'q=1234') AND regexp_matches(lower("Query"), '(^|[^\pL\pN])q=1234($|[^\pL\pN])') GROUP BY 1`,
  },
  {
    name: "requests per hour",
    kql: "WebLog | summarize n = count() by bin(TimeGenerated, 1h)",
    sql: `SELECT "TimeGenerated" - "TimeGenerated" % ${HOUR} AS h, count(*) AS n FROM {WebLog} GROUP BY h`,
  },
  {
    name: "users of an agent by address, dcount",
    kql: 'WebLog | where UserAgent contains "agent/7" | summarize n = count(), users = dcount(User) by ClientIp | where n > 2 | top 50 by ClientIp asc',
    sql: `SELECT "ClientIp", count(*) AS n, count(DISTINCT "User") AS users FROM {WebLog} WHERE contains(lower("UserAgent"), 'agent/7') GROUP BY 1 HAVING n > 2 ORDER BY 1 LIMIT 50`,
  },
  {
    name: "last request of every user, arg_max",
    kql: "WebLog | summarize arg_max(TimeGenerated, Stem, Status) by User",
    sql: `SELECT "User", max("TimeGenerated"), arg_max("Stem", "TimeGenerated"), arg_max("Status", "TimeGenerated") FROM {WebLog} GROUP BY 1`,
  },
  {
    name: "users of a rare path at their addresses, join",
    kql: `let rare = WebLog | where Query startswith "q=1&" | distinct User;
      WebLog | join kind=inner rare on User | summarize n = count() by User, ClientIp | sort by ClientIp asc, User asc | take 20`,
    sql: `SELECT w."User", "ClientIp", count(*) AS n FROM {WebLog} w JOIN (SELECT DISTINCT "User" FROM {WebLog} WHERE starts_with(lower("Query"), 'q=1&')) r ON w."User" = r."User" GROUP BY 1, 2 ORDER BY 2, 1 LIMIT 20`,
  },
  {
    name: "a property of a bag",
    kql: "EventLog | where tolong(Data.logon.type) == 10 | summarize count() by EventID",
    sql: `SELECT "EventID", count(*) FROM {EventLog} WHERE ("Data"->>'$.logon.type')::BIGINT = 10 GROUP BY 1`,
  },
  {
    name: "an array of a bag, mv-expand",
    kql: "EventLog | mv-expand g = Data.groups to typeof(string) | summarize n = count() by g",
    sql: `SELECT g, count(*) FROM (SELECT unnest(from_json("Data"->'$.groups', '["VARCHAR"]')) AS g FROM {EventLog}) GROUP BY 1`,
  },
  {
    name: "a word anywhere, search",
    kql: 'search in (WebLog) "user17" | summarize n = count() by Status',
    sql: String.raw`SELECT "Status", count(*) FROM {WebLog} WHERE ${["Computer", "Method", "Stem", "Query", "UserAgent", "User", "ClientIp", "RequestId"].map((name) => `contains(lower("${name}"), 'user17')`).join(" OR ")}
      GROUP BY 1`,
  },
];
