/** One question a hunter asks of the made-up web log, in KQL and as a person would write it in DuckDB's SQL. */
export interface HuntingQuestion {
  readonly name: string;
  readonly kql: string;
  /** `{Table}` stands for the visible rows of a table; instants are ticks. */
  readonly sql: string;
}

export const HUNTING_QUESTIONS: readonly HuntingQuestion[] = [
  {
    name: "one user's failures, latest first",
    kql: 'WebLog | where User == "user17" and Status >= 203 | top 200 by TimeGenerated desc | project TimeGenerated, Stem, Status, ClientIp',
    sql: `SELECT "TimeGenerated", "Stem", "Status", "ClientIp" FROM {WebLog} WHERE "User" = 'user17' AND "Status" >= 203 ORDER BY "TimeGenerated" DESC LIMIT 200`,
  },
  {
    name: "requests per hour",
    kql: "WebLog | summarize n = count() by bin(TimeGenerated, 1h)",
    sql: `SELECT "TimeGenerated" - "TimeGenerated" % 36000000000 AS h, count(*) AS n FROM {WebLog} GROUP BY h`,
  },
  {
    name: "addresses of an agent",
    kql: 'WebLog | where UserAgent contains "agent/7" | summarize n = count(), users = dcount(User) by ClientIp | top 50 by n',
    sql: `SELECT "ClientIp", count(*) AS n, count(DISTINCT "User") AS users FROM {WebLog} WHERE contains(lower("UserAgent"), 'agent/7') GROUP BY 1 ORDER BY n DESC LIMIT 50`,
  },
  {
    name: "a term in a path",
    kql: 'WebLog | where Stem has "42" | summarize count() by Status',
    sql: `SELECT "Status", count(*) FROM {WebLog} WHERE contains("Stem", '42') AND regexp_matches("Stem", '(^|[^\\pL\\pN])42($|[^\\pL\\pN])') GROUP BY 1`,
  },
  {
    name: "a narrow window of time",
    kql: "WebLog | where TimeGenerated between (datetime(2021-03-05 10:00) .. datetime(2021-03-05 10:05)) | sort by TimeGenerated asc",
    sql: `SELECT * FROM {WebLog} WHERE "TimeGenerated" BETWEEN 637505352000000000 AND 637505355000000000 ORDER BY "TimeGenerated"`,
  },
  {
    name: "the last request of every user",
    kql: "WebLog | summarize arg_max(TimeGenerated, Stem, Status) by User",
    sql: `SELECT "User", max("TimeGenerated"), arg_max("Stem", "TimeGenerated"), arg_max("Status", "TimeGenerated") FROM {WebLog} GROUP BY 1`,
  },
  {
    name: "users of a rare path, joined to their busiest address",
    kql: `let rare = WebLog | where Query startswith "q=1" | distinct User;
      WebLog | join kind=inner rare on User | summarize n = count() by User, ClientIp | top 20 by n`,
    sql: `SELECT w."User", "ClientIp", count(*) AS n FROM {WebLog} w JOIN (SELECT DISTINCT "User" FROM {WebLog} WHERE starts_with("Query", 'q=1')) r ON w."User" = r."User" GROUP BY 1, 2 ORDER BY n DESC LIMIT 20`,
  },
  {
    name: "a property of a bag",
    kql: "EventLog | where tolong(Data.id) < 5000 | summarize count() by EventID",
    sql: `SELECT "EventID", count(*) FROM {EventLog} WHERE ("Data"->>'id')::BIGINT < 5000 GROUP BY 1`,
  },
];
