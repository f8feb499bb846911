/** What trainees ask of the made-up world again and again, in KQL. */
export const TRAINEE_QUESTIONS: readonly string[] = [
  'WebLog | where User == "user17" and Status >= 203 | top 200 by TimeGenerated desc | project TimeGenerated, Stem, Status, ClientIp',
  "WebLog | summarize n = count() by bin(TimeGenerated, 1h)",
  'WebLog | where UserAgent contains "agent/7" | summarize n = count(), users = dcount(User) by ClientIp | top 50 by n',
  'WebLog | where Stem has "42" | summarize count() by Status',
  "WebLog | where TimeGenerated between (datetime(2021-03-05 10:00) .. datetime(2021-03-05 10:05)) | sort by TimeGenerated asc",
  "WebLog | summarize arg_max(TimeGenerated, Stem, Status) by User",
  `let rare = WebLog | where Query startswith "q=1" | distinct User;
      WebLog | join kind=inner rare on User | summarize n = count() by User, ClientIp | top 20 by n`,
  "EventLog | where tolong(Data.id) < 5000 | summarize count() by EventID",
];
