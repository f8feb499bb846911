import { beforeAll, describe, expect, it } from "vitest";
import { KqlRunner } from "../../../test/kql/kql-runner.ts";

let runner: KqlRunner;

beforeAll(async () => {
  runner = await KqlRunner.create();
});

/** Of texts and lists: which of the texts have any, and which have all of the terms. */
async function answers(terms: readonly string[], many: boolean): Promise<unknown[][]> {
  const list = JSON.stringify(terms);
  // More terms than are looked for one by one; no text has any of them.
  const more = many ? "range n from 1 to 200 step 1 | project t = strcat('never', n, '.example')" : "print t = 'never'";
  const texts = JSON.stringify(["mail-owa.corp.example", "xab-ab-ab", "Report_final.PDF", "a--b", "plain", "10.0.0.7:443", ""]);
  const any = `let t = print d = dynamic(${list}) | mv-expand t = d to typeof(string) | project t | union (${more});`;
  const all = `let u = print d = dynamic(${list}) | mv-expand t = d to typeof(string) | project t${many ? " | union (t | where t startswith 'owa' | take 0)" : ""};`;
  const query = `${any}${all}let l = toscalar(t | summarize make_list(t)); print x = dynamic(${texts}) | mv-expand x to typeof(string) | where x has_any (t) or x has_any (l) | project x, both = (x has_any (t)) == (x has_any (l)), all = x has_all (u)`;
  return (await runner.answer(query)).rows.map((row) => [...row]);
}

describe("has_any and has_all of a table", () => {
  it.each([
    [
      ["corp", "ab-ab"],
      [
        ["mail-owa.corp.example", true, false],
        ["xab-ab-ab", true, false],
      ],
    ],
    [["OWA.corp", "example"], [["mail-owa.corp.example", true, true]]],
    [["final", ".pdf"], [["Report_final.PDF", true, true]]],
    [["--"], [["a--b", true, true]]],
    [["0.0.7", "0.0.70"], [["10.0.0.7:443", true, false]]],
    [["lai", "epor"], []],
  ])("find %j between delimiters, be the list short or long", async (terms, expected) => {
    expect(await answers(terms, false)).toEqual(expected);
    expect(await answers(terms, true)).toEqual(expected);
  });

  it("answer with a list of thousands, of a table or of an array that a query made", async () => {
    const terms = "range n from 1 to 5000 step 1 | project t = strcat('host', n, '.evil.example')";
    const texts = "range n from 1 to 2000 step 1 | project s = strcat('from host', n * 5, '.evil.example to mx')";
    const [any] = (await runner.answer(`${texts} | where s has_any ((${terms})) | count`)).rows;
    expect(any).toEqual([1000n]);
    const [array] = (await runner.answer(`let l = toscalar(${terms} | summarize make_list(t)); ${texts} | where s has_any (l) | count`))
      .rows;
    expect(array).toEqual([1000n]);
    const list = `let l = toscalar(${terms} | summarize make_set(t));`;
    const [equal] = (await runner.answer(`${list} ${texts} | extend h = extract('(host.*) to', 1, s) | where h in (l) | count`)).rows;
    expect(equal).toEqual([1000n]);
    const [folded] = (await runner.answer(`${list} ${texts} | where toupper(extract('(host.*) to', 1, s)) !in~ (l) | count`)).rows;
    expect(folded).toEqual([1000n]);
    const [set] = (await runner.answer(`${list} ${texts} | where set_has_element(l, extract('(host.*) to', 1, s)) | count`)).rows;
    expect(set).toEqual([1000n]);
  });

  it("reads a text that is made of another query's value", async () => {
    const query =
      "let t = datatable(t: string)['owa', 'ews']; print x = 'the' | where strcat(x, ' ', toscalar(print y = 'owa')) has_any (t) | count";
    expect((await runner.answer(query)).rows).toEqual([[1n]]);
  });

  it("has none of an empty list, and all of it", async () => {
    const query =
      "let none = datatable(t: string)[]; let l = toscalar(none | summarize make_list(t)); print 'x' has_any (none), 'x' has_all (none), 'x' has_any (l), 'x' has_all (l), 'x' in (l)";
    expect((await runner.answer(query)).rows).toEqual([[false, true, false, true, false]]);
  });

  it("an array of a query holds what its values are, be they numbers or moments", async () => {
    const query = `let n = toscalar(range i from 1 to 3 step 1 | summarize make_list(i)); let t = toscalar(print d = datetime(2024-05-06) | summarize make_set(d));
      print 2 in (n), 5 in (n), int(null) in (n), 2.0 in (n), datetime(2024-05-06) in (t), datetime(2024-05-07) !in (t)`;
    expect((await runner.answer(query)).rows).toEqual([[true, false, false, true, true, true]]);
  });
});
