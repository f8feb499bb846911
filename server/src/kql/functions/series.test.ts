import { beforeAll, describe, expect, it } from "vitest";
import { KqlRunner } from "../../../test/kql/kql-runner.ts";

let runner: KqlRunner;

beforeAll(async () => {
  runner = await KqlRunner.create();
});

async function value(expression: string): Promise<unknown> {
  const result = await runner.answer(`print v = ${expression}`);
  return result.cells[0]?.[0];
}

describe("series element by element", () => {
  it.each([
    ["series_add(dynamic([1,2]), dynamic([10,20,30]))", [11, 22, null]],
    ["series_add(dynamic([1,2]), 5)", [6, 7]],
    ["series_subtract(10, dynamic([1,2]))", [9, 8]],
    ["series_divide(dynamic([1,9]), dynamic([4,0]))", [0.25, "Infinity"]],
    ["tostring(series_multiply(dynamic([2,3]), dynamic([2,3])))", "[4,9]"],
    ["tostring(series_multiply(dynamic([2,3.0]), dynamic([2,3])))", "[4.0,9.0]"],
    ["series_pow(dynamic([2,4]), dynamic([3,0.5]))", [8, 2]],
    ["series_greater_equals(dynamic([1,2,'x']), dynamic([2,2,2]))", [false, true, null]],
    ["series_not_equals(dynamic([1,2]), dynamic([1,3]))", [false, true]],
    ["series_abs(dynamic([-1.5,null,2]))", [1.5, null, 2]],
    ["series_floor(dynamic([-1.5,2.5]))", [-2, 2]],
    ["series_sign(dynamic([-6,0,8]))", [-1, 0, 1]],
    ["series_log(dynamic([0,1]))", ["-Infinity", 0]],
    ["series_abs(5)", null],
  ])("%s", async (expression, expected) => {
    expect(await value(expression)).toEqual(expected);
  });
});

describe("gaps in a series", () => {
  it.each([
    ["series_fill_forward(dynamic([null,1,null,2]))", [null, 1, 1, 2]],
    ["series_fill_backward(dynamic([null,1,null,2,null]))", [1, 1, 2, 2, null]],
    ["series_fill_forward(dynamic([1,0,2]), 0)", [1, 1, 2]],
    ["series_fill_const(dynamic([1,null]), 7)", [1, 7]],
    ["series_fill_linear(dynamic([null,111.0,null,36.0]))", [111, 111, 73.5, 36]],
    ["series_fill_linear(dynamic([41,null,null,16]))", [41, 32, 24, 16]],
    ["series_fill_linear(dynamic([null,1,null]), double(null), false)", [null, 1, null]],
    ["series_fill_linear(dynamic([null,null]), double(null), true, 3.5)", [3.5, 3.5]],
  ])("%s", async (expression, expected) => {
    expect(await value(expression)).toEqual(expected);
  });
});

describe("figures of a series", () => {
  it.each([
    ["series_sum(dynamic([1,2,3,4]))", 10],
    ["series_product(dynamic([2,3,4]))", 24],
    ["series_magnitude(dynamic([3,4]))", 5],
    ["series_dot_product(dynamic([1,2,3]), dynamic([4,5,6]))", 32],
    ["round(series_pearson_correlation(dynamic([1,2,3]), dynamic([2,4,6])), 9)", 1],
    ["round(series_cosine_similarity(dynamic([3,4]), dynamic([4,3])), 9)", 0.96],
    ["series_stats_dynamic(dynamic([23,46,23,87,4])).max_idx", 3],
    ["series_stats_dynamic(dynamic([1,null,3])).avg", null],
    ["series_stats_dynamic(dynamic([1,null,3]), true).avg", 2],
    ["series_fit_line_dynamic(dynamic([1,3,5,7])).slope", 2],
    ["series_fit_2lines_dynamic(dynamic([0,1,2,9,6,3])).split_idx", 3],
    ["series_fir(dynamic([1,2,3,4]), dynamic([1,1]))", [0.5, 1.5, 2.5, 3.5]],
    ["series_fir(dynamic([0,0,2,2]), dynamic([1,-1]), false, false)", [0, 0, 2, 0]],
    ["series_fir(dynamic([0,3,0]), dynamic([1,1,1]), true, true)", [1, 1, 1]],
    ["series_iir(dynamic([1,2,3]), dynamic([1]), dynamic([1,-1]))", [1, 3, 6]],
    ["series_outliers(dynamic([1,2,3,4,5,6,7,8,9,100]), 'tukey')[4]", 0],
    ["series_seasonal(dynamic([1,3,5,1,3,5,2,4,6]), 3)", [1, 3, 5, 1, 3, 5, 1, 3, 5]],
  ])("%s", async (expression, expected) => {
    expect(await value(expression)).toEqual(expected);
  });

  it("finds the period of a beacon and no multiple of it", async () => {
    const beacon = "toscalar(range x from 0 to 47 step 1 | summarize make_list(iff(x % 6 == 0, 10, 1)))";
    expect(await value(`tostring(series_periods_detect(${beacon}, 4.0, 24.0, 2))`)).toBe("[6.0,0.0]");
  });

  it("gives periods alone where asked, and refuses the scores, whose formula is not published", async () => {
    const series = "print s = dynamic([9, 1, 1, 1, 1, 9, 1, 1, 1, 1, 9, 1, 1, 1, 1, 9, 1, 1, 1, 1])";
    expect(await runner.run(`${series} | project p = series_periods_detect(s, 4.0, 10.0, 1)`)).toMatchObject({ cells: [[[5]]] });
    expect(await runner.run(`${series} | project (p, score) = series_periods_detect(s, 4.0, 10.0, 1)`)).toMatchObject({
      refused: [{ code: "kql/unsupported", message: expect.stringContaining("The score column of `series_periods_detect`") }],
    });
  });

  it("flags what stands out from the season", async () => {
    const series = "toscalar(range x from 0 to 47 step 1 | summarize make_list(iff(x == 20, 500, x % 6)))";
    const result = await runner.run(`print s = ${series} | project (flag, score, base) = series_decompose_anomalies(s, 1.5, 6)`);
    expect(result).toMatchObject({ columns: ["flag", "score", "base"] });
    const flags = "cells" in result ? (result.cells[0]?.[0] as number[]) : [];
    expect(flags.flatMap((flag, index) => (flag === 0 ? [] : [index]))).toEqual([]);
    const wide = await runner.run(`print s = ${series} | project (b, seasonal, t, residual) = series_decompose(s, 6, 'none')`);
    expect(wide).toMatchObject({ columns: ["b", "seasonal", "t", "residual"] });
    const residual = "cells" in wide ? (wide.cells[0]?.[3] as number[]) : [];
    expect(residual[20]).toBe(498);
  });

  it("returns from the Fourier transform to where it started", async () => {
    const result = await runner.run(
      "print s = dynamic([1,2,3,4,5]) | extend (re, im) = series_fft(s) | project (back, rest) = series_ifft(re, im)",
    );
    const back = "cells" in result ? (result.cells[0]?.[0] as number[]) : [];
    expect(back.map((x) => Math.round(x * 1e9) / 1e9)).toEqual([1, 2, 3, 4, 5]);
  });

  it("fits a parabola exactly", async () => {
    const result = await runner.run("print s = dynamic([1,4,9,16,25,36]) | project series_fit_poly(s, dynamic([1,2,3,4,5,6]), 2)");
    expect(result).toMatchObject({ columns: expect.arrayContaining(["series_fit_poly_s_rsquare", "series_fit_poly_s_coefficients"]) });
    const coefficients = "cells" in result ? (result.cells[0]?.[1] as number[]) : [];
    expect(coefficients.map((x) => Math.round(x * 1e6) / 1e6 + 0)).toEqual([1, 0, 0]);
  });
});

describe("functions that give several columns", () => {
  it("name them after the series where nobody does", async () => {
    const result = await runner.run("print x = dynamic([1,2,4]) | project series_stats(x)");
    expect(result).toMatchObject({
      columns: ["min", "min_idx", "max", "max_idx", "avg", "stdev", "variance"].map((part) => `series_stats_x_${part}`),
      types: ["real", "long", "real", "long", "real", "real", "real"],
    });
  });

  it("give their first part to a single name, and any part by its place", async () => {
    expect(await runner.run("print x = dynamic([4,2]) | project least = series_stats(x), at = series_stats(x)[1]")).toMatchObject({
      columns: ["least", "at"],
      cells: [[2, 1]],
    });
  });

  it("sort several arrays together", async () => {
    expect(await runner.run("print a = dynamic([3,1]), b = dynamic(['x','y']) | project array_sort_asc(a, b)")).toMatchObject({
      columns: ["a_sorted", "b_sorted"],
      cells: [
        [
          [1, 3],
          ["y", "x"],
        ],
      ],
    });
  });
});
