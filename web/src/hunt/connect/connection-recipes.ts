export type Connection = {
  /** Address of the lab without a path, as the browser has it. */
  readonly cluster: string;
  readonly database: string;
  /** A fresh token, or the words that stand for it. */
  readonly token: string;
};

export type Recipe = { readonly id: string; readonly title: string; readonly text: string };

const QUERY = "SecurityAlert | take 10";

/** How each tool is told where the logs are: ready to be pasted. */
export function connectionRecipes({ cluster, database, token }: Connection): readonly Recipe[] {
  return [
    {
      id: "python",
      title: "Python notebook",
      text: `# pip install azure-kusto-data pandas
from azure.kusto.data import KustoClient, KustoConnectionStringBuilder
from azure.kusto.data.helpers import dataframe_from_result_table

client = KustoClient(KustoConnectionStringBuilder.with_aad_user_token_authentication("${cluster}", "${token}"))
answer = client.execute("${database}", "${QUERY}")
dataframe_from_result_table(answer.primary_results[0])`,
    },
    {
      id: "node",
      title: "Node.js",
      text: `// npm install azure-kusto-data
import { Client, KustoConnectionStringBuilder } from "azure-kusto-data";

const client = new Client(KustoConnectionStringBuilder.withAccessToken("${cluster}", "${token}"));
const answer = await client.execute("${database}", "${QUERY}");
for (const row of answer.primaryResults[0].rows()) console.log(row.toJSON());`,
    },
    {
      id: "http",
      title: "HTTP",
      text: `curl ${cluster}/v2/rest/query \\
  -H "Authorization: Bearer ${token}" \\
  -H "Content-Type: application/json" \\
  -d '{"db": "${database}", "csl": "${QUERY}"}'`,
    },
  ];
}
