/**
 * Macros of a query session: Kusto's meaning spelled in DuckDB's own functions. All text here is constant. Strings in and
 * out are never NULL unless a name ends in `_text`, whose callers put "" for null.
 */
const NUMBERS: readonly string[] = [
  // Two's complement wrap of a wider number into 64 bits.
  `k_wrap(h) AS (((h + 9223372036854775808::HUGEINT) & 18446744073709551615::HUGEINT) - 9223372036854775808::HUGEINT)::BIGINT`,
  `k_add(a, b) AS k_wrap(a::HUGEINT + b::HUGEINT)`,
  `k_subtract(a, b) AS k_wrap(a::HUGEINT - b::HUGEINT)`,
  `k_multiply(a, b) AS k_wrap(a::HUGEINT * b::HUGEINT)`,
  // Euclidean: the result has the sign of nothing, it is never negative.
  `k_modulo(a, b) AS ((a % b) + abs(b)) % abs(b)`,
  `k_real_modulo(a, b) AS (CASE WHEN b = 0 THEN 'NaN'::DOUBLE ELSE ((a % b) + abs(b)) % abs(b) END)`,
  `k_floor(v, size) AS (CASE WHEN size <= 0 THEN NULL ELSE v - (v % size) - (CASE WHEN v % size < 0 THEN size ELSE 0 END) END)`,
  `k_real_floor(v, size) AS (CASE WHEN size <= 0 THEN NULL ELSE floor(v / size) * size END)`,
  `k_instant(t) AS (CASE WHEN t BETWEEN 0 AND 3155378975999999999 THEN t ELSE NULL END)`,
  `k_long_int(v) AS (((v + 2147483648::HUGEINT) % 4294967296::HUGEINT + 4294967296::HUGEINT) % 4294967296::HUGEINT - 2147483648::HUGEINT)::INTEGER`,
  `k_real_long(v) AS (CASE WHEN isnan(v) THEN NULL WHEN isinf(v) THEN NULL WHEN v >= 9223372036854775807 THEN 9223372036854775807 WHEN v <= -9223372036854775808 THEN (-9223372036854775808)::BIGINT ELSE trunc(v)::BIGINT END)`,
  `k_real_int(v) AS (CASE WHEN isnan(v) THEN NULL WHEN v >= 2147483647 THEN 2147483647 WHEN v <= -2147483648 THEN -2147483648 ELSE trunc(v)::INTEGER END)`,
  `k_real_steps(a, b, s) AS floor((b - a) / s + 1e-9)::BIGINT`,
  `k_average_ticks(total, n) AS (CASE WHEN n = 0 THEN NULL ELSE (total // n)::BIGINT END)`,
  `k_decimal_multiply(a, b) AS js_decimal_product(a::VARCHAR, b::VARCHAR)::DECIMAL(38,18)`,
  `k_decimal_divide(a, b) AS (CASE WHEN b = 0 THEN NULL ELSE js_decimal_quotient(a::VARCHAR, b::VARCHAR)::DECIMAL(38,18) END)`,
  `k_decimal_floor(v, size) AS (CASE WHEN size <= 0 THEN NULL ELSE v - ((v % size) + size) % size END)`,
  `k_decimal_round(v, places) AS js_decimal_rounded(v::VARCHAR, places)::DECIMAL(38,18)`,
  `k_decimal_modulo(a, b) AS (CASE WHEN b = 0 THEN NULL ELSE ((a % b) + abs(b)) % abs(b) END)`,
];

const TEXT_OF: readonly string[] = [
  `k_datetime_text(t) AS strftime(make_timestamp((t - (t % 10000000) - 621355968000000000) // 10), '%Y-%m-%dT%H:%M:%S') || '.' || lpad((t % 10000000)::VARCHAR, 7, '0') || 'Z'`,
  `k_timespan_text(t) AS (CASE WHEN t < 0 THEN '-' ELSE '' END)
    || (CASE WHEN abs(t::HUGEINT) >= 864000000000 THEN (abs(t::HUGEINT) // 864000000000)::VARCHAR || '.' ELSE '' END)
    || lpad((abs(t::HUGEINT) // 36000000000 % 24)::VARCHAR, 2, '0') || ':' || lpad((abs(t::HUGEINT) // 600000000 % 60)::VARCHAR, 2, '0') || ':' || lpad((abs(t::HUGEINT) // 10000000 % 60)::VARCHAR, 2, '0')
    || (CASE WHEN abs(t::HUGEINT) % 10000000 = 0 THEN '' ELSE '.' || lpad((abs(t::HUGEINT) % 10000000)::VARCHAR, 7, '0') END)`,
  // Up to fifteen digits there is one spelling; beyond, Kusto's choice among several is not DuckDB's.
  `k_real_text(v) AS (CASE WHEN v = 0 OR abs(v) >= 1e-4 AND abs(v) < 1e15 AND length(v::VARCHAR) <= 16 THEN v::VARCHAR ELSE js_real_text(v) END)`,
  `k_real_json(v) AS (CASE WHEN isnan(v) OR isinf(v) THEN to_json(CASE WHEN isnan(v) THEN 'NaN' WHEN v > 0 THEN 'Infinity' ELSE '-Infinity' END) ELSE k_real_text(v)::JSON END)`,
  `k_decimal_text(v) AS (CASE WHEN contains(v::VARCHAR, '.') THEN rtrim(rtrim(v::VARCHAR, '0'), '.') ELSE v::VARCHAR END)`,
];

const OF_TEXT: readonly string[] = [
  `k_text_bool(v) AS (CASE WHEN lower(v) = 'true' THEN TRUE WHEN lower(v) = 'false' THEN FALSE WHEN regexp_full_match(v, '[+-]?[0-9]+') THEN TRY_CAST(v AS BIGINT) <> 0 ELSE NULL END)`,
  `k_text_long(v) AS (CASE WHEN regexp_full_match(trim(v, E' \\t\\r\\n'), '[+-]?[0-9]{1,19}') THEN TRY_CAST(trim(v, E' \\t\\r\\n') AS BIGINT) WHEN starts_with(lower(trim(v, E' \\t\\r\\n')), '0x') THEN js_hex_long(v) ELSE NULL END)`,
  `k_text_real(v) AS (CASE WHEN regexp_full_match(trim(v, E' \\t\\r\\n'), '[+-]?([0-9]+\\.?[0-9]*|\\.[0-9]+)([eE][+-]?[0-9]+)?') THEN TRY_CAST(trim(v, E' \\t\\r\\n') AS DOUBLE) WHEN lower(trim(v, E' \\t\\r\\n')) IN ('nan', 'infinity', '-infinity', '+infinity') OR trim(v) IN ('inf', '-inf') THEN TRY_CAST(trim(v, E' \\t\\r\\n') AS DOUBLE) ELSE NULL END)`,
  `k_text_decimal(v) AS js_decimal_within(CASE WHEN regexp_full_match(trim(v, E' \\t\\r\\n'), '[+-]?([0-9]+\\.?[0-9]*|\\.[0-9]+)([eE][+-]?[0-9]+)?') THEN trim(v, E' \\t\\r\\n') END)::DECIMAL(38,18)`,
  `k_text_guid(v) AS TRY_CAST(CASE WHEN regexp_full_match(v, '\\s*[{(]?[0-9a-fA-F]{8}-?[0-9a-fA-F]{4}-?[0-9a-fA-F]{4}-?[0-9a-fA-F]{4}-?[0-9a-fA-F]{12}[})]?\\s*') THEN trim(v, ' {}()') END AS UUID)`,
  `k_text_datetime(v) AS (CASE WHEN regexp_full_match(v, '[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(\\.[0-9]{1,7})?Z')
    THEN coalesce(epoch_us(TRY_CAST(substr(v, 1, 19) AS TIMESTAMP)) * 10 + 621355968000000000 + TRY_CAST(rpad(regexp_extract(v, '\\.([0-9]+)', 1), 7, '0') AS BIGINT), js_text_datetime(v))
    WHEN v = '' THEN NULL ELSE js_text_datetime(v) END)`,
  `k_text_timespan(v) AS (CASE WHEN v = '' THEN NULL ELSE js_text_timespan(v) END)`,
  // DuckDB's reader also takes trailing commas, NaN and Infinity; where one of these may stand, the strict reader decides.
  `k_parse_json(v) AS (CASE WHEN v = '' THEN NULL WHEN regexp_matches(v, ',\\s*[\\]}]|(?i:nan|inf)') AND NOT js_is_json(v) THEN to_json(v) WHEN json_valid(v) THEN (CASE WHEN trim(v, E' \\t\\r\\n') = 'null' THEN NULL ELSE v::JSON END) ELSE to_json(v) END)`,
];

const DYNAMIC: readonly string[] = [
  // A container without white space is printed as it is: its numbers would be rounded and printed anew otherwise.
  `k_dynamic_text(d) AS coalesce(CASE WHEN json_type(d) IN ('OBJECT', 'ARRAY') AND NOT regexp_matches(d::VARCHAR, '\\s') THEN d::VARCHAR ELSE json_extract_string(d, '$') END, '')`,
  `k_dynamic_long(d) AS (CASE json_type(d) WHEN 'VARCHAR' THEN k_text_long(d ->> '$') WHEN 'BOOLEAN' THEN (CASE d::VARCHAR WHEN 'true' THEN 1 ELSE 0 END) WHEN 'DOUBLE' THEN k_real_long(d::DOUBLE) WHEN 'BIGINT' THEN TRY_CAST(d AS BIGINT) WHEN 'UBIGINT' THEN TRY_CAST(d AS BIGINT) ELSE NULL END)`,
  `k_dynamic_int(d) AS (CASE json_type(d) WHEN 'DOUBLE' THEN k_real_int(d::DOUBLE) WHEN 'VARCHAR' THEN TRY_CAST(k_text_long(d ->> '$') AS INTEGER) ELSE k_long_int(k_dynamic_long(d)) END)`,
  `k_dynamic_real(d) AS (CASE json_type(d) WHEN 'VARCHAR' THEN k_text_real(d ->> '$') WHEN 'BOOLEAN' THEN (CASE d::VARCHAR WHEN 'true' THEN 1 ELSE 0 END) WHEN 'ARRAY' THEN NULL WHEN 'OBJECT' THEN NULL ELSE TRY_CAST(d AS DOUBLE) END)`,
  `k_dynamic_bool(d) AS (CASE json_type(d) WHEN 'VARCHAR' THEN k_text_bool(d ->> '$') WHEN 'BOOLEAN' THEN d::VARCHAR = 'true' WHEN 'ARRAY' THEN NULL WHEN 'OBJECT' THEN NULL ELSE TRY_CAST(d AS DOUBLE) <> 0 END)`,
  `k_dynamic_datetime(d) AS (CASE json_type(d) WHEN 'VARCHAR' THEN k_text_datetime(d ->> '$') WHEN 'BIGINT' THEN TRY_CAST(d AS BIGINT) WHEN 'UBIGINT' THEN TRY_CAST(d AS BIGINT) ELSE NULL END)`,
  `k_dynamic_timespan(d) AS (CASE json_type(d) WHEN 'VARCHAR' THEN k_text_timespan(d ->> '$') WHEN 'BIGINT' THEN TRY_CAST(d AS BIGINT) WHEN 'UBIGINT' THEN TRY_CAST(d AS BIGINT) ELSE NULL END)`,
  `k_not_null(d) AS list_filter([d], lambda e: e::VARCHAR <> 'null')[1]`,
  `k_property(d, p) AS k_not_null(json_extract(d, p))`,
  `k_property_named(d, k) AS k_not_null(json_extract(d, '/' || replace(replace(k, '~', '~0'), '/', '~1')))`,
  `k_item(d, i) AS (CASE WHEN json_type(d) = 'ARRAY' THEN k_not_null(json_extract(d, (CASE WHEN i < 0 THEN i + json_array_length(d)::BIGINT ELSE i END))) ELSE NULL END)`,
  `k_dynamic_equal(a, b) AS (json(a)::VARCHAR = json(b)::VARCHAR)`,
  `k_dynamic_rank(d) AS (CASE WHEN json_type(d) IN ('ARRAY', 'OBJECT') THEN NULL ELSE coalesce(k_dynamic_real(d)::VARCHAR, d ->> '$') END)`,
  `k_dynamic_arithmetic(op, a, b) AS js_dynamic_arithmetic(op, a::VARCHAR, b::VARCHAR)::JSON`,
  `k_elements(d) AS (CASE json_type(d) WHEN 'ARRAY' THEN list_transform(from_json(d, '["JSON"]'), lambda e: k_not_null(e)) WHEN 'OBJECT' THEN list_transform(json_keys(d), lambda k: json_object(k, json_extract(d, '/' || replace(replace(k, '~', '~0'), '/', '~1')))) ELSE [d::JSON] END)`,
  `k_elements_as_pairs(d) AS (CASE json_type(d) WHEN 'ARRAY' THEN list_transform(from_json(d, '["JSON"]'), lambda e: k_not_null(e)) WHEN 'OBJECT' THEN list_transform(json_keys(d), lambda k: json_array(k, json_extract(d, '/' || replace(replace(k, '~', '~0'), '/', '~1')))) ELSE [d::JSON] END)`,
  `k_pack_array(l) AS ('[' || list_aggregate(list_transform(l, lambda e: coalesce(e::VARCHAR, 'null')), 'string_agg', ',') || ']')::JSON`,
  `k_join_json(l) AS ('[' || coalesce(list_aggregate(list_transform(l, lambda e: coalesce(e::VARCHAR, 'null')), 'string_agg', ','), '') || ']')::JSON`,
  `k_json_array(l, most) AS k_join_json(coalesce(l, [])[1:most])`,
  `k_json_flat_array(l, most) AS k_join_json(flatten(list_transform(coalesce(l, []), lambda e: CASE WHEN json_type(e) = 'ARRAY' THEN from_json(e, '["JSON"]') ELSE [e] END))[1:most])`,
  `k_json_set(l, most) AS k_join_json(k_distinct(coalesce(l, []))[1:most])`,
  `k_json_nested_set(l, most) AS k_join_json(k_distinct(flatten(list_transform(coalesce(l, []), lambda e: CASE WHEN json_type(e) = 'ARRAY' THEN from_json(e, '["JSON"]') ELSE [e] END)))[1:most])`,
  `k_pack(ks, vs) AS js_pack(to_json(ks)::VARCHAR, k_join_json(vs)::VARCHAR)::JSON`,
  `k_without_empty(d) AS js_without_empty(d::VARCHAR)::JSON`,
  `k_merge_bags(l) AS js_merge_bags(k_join_json(coalesce(l, []))::VARCHAR)::JSON`,
  `k_in_array(v, d) AS coalesce(list_contains(list_transform(from_json(d, '["JSON"]'), lambda e: json(e)::VARCHAR), json(v)::VARCHAR), FALSE)`,
  `k_canonical_json(d) AS js_canonical_json(d::VARCHAR)`,
];

const TEXT: readonly string[] = [
  // One character becomes one character: ß has no capital of its own in Unicode's simple mapping, DuckDB gives it ẞ.
  `k_upper(s) AS (CASE WHEN contains(s, 'ß') THEN array_to_string(list_transform(string_split(s, 'ß'), lambda e: upper(e)), 'ß') ELSE upper(s) END)`,
  `k_filled(l) AS list_transform(l, lambda e: coalesce(e, ''))`,
  `k_matches(d) AS (CASE WHEN json_array_length(d) = 0 THEN NULL ELSE d END)`,
  `k_substring(s, start, size) AS (CASE WHEN size < 0 OR start < -length(s) THEN '' ELSE substr(s, (CASE WHEN start < 0 THEN greatest(length(s) + start, 0) ELSE start END) + 1, size) END)`,
  `k_split(s, d) AS (CASE WHEN d = '' THEN to_json([s]) ELSE to_json(string_split(s, d)) END)`,
  `k_split_at(s, d, i) AS (CASE WHEN i < 0 OR i >= len(string_split(s, d)) THEN NULL ELSE to_json([string_split(s, d)[i + 1]]) END)`,
  `k_regex_position(s, p) AS (CASE WHEN regexp_matches(s, p) THEN length(regexp_extract(s, '(?s)^(.*?)(?:' || p || ')', 1)) ELSE -1 END)`,
  // Position of the nth match within a window of the text: the parts between matches and the matches before it, added up.
  `k_regex_places(s, p, n) AS (CASE WHEN len(regexp_extract_all(s, p)) < n THEN -1 ELSE length(regexp_extract(s, '(?s)^((?:.*?(?:' || p || ')){' || (n - 1)::VARCHAR || '}.*?)(?:' || p || ')', 1)) END)`,
  `k_regex_position_in(s, p, start, size, n) AS (CASE WHEN start < 0 OR n < 1 OR size < -1 THEN NULL WHEN k_regex_places(substr(s, start + 1, (CASE WHEN size < 0 THEN 2147483647 ELSE size END)), p, n) < 0 THEN -1 ELSE start + k_regex_places(substr(s, start + 1, (CASE WHEN size < 0 THEN 2147483647 ELSE size END)), p, n) END)`,
  `k_dynamic_type(d) AS coalesce(CASE json_type(d) WHEN 'ARRAY' THEN 'array' WHEN 'OBJECT' THEN 'dictionary' WHEN 'VARCHAR' THEN 'string' WHEN 'BOOLEAN' THEN 'bool' WHEN 'DOUBLE' THEN 'double' WHEN 'BIGINT' THEN 'long' WHEN 'UBIGINT' THEN 'long' ELSE 'null' END, 'null')`,
  `k_array_length(d) AS (CASE WHEN json_type(d) = 'ARRAY' THEN json_array_length(d)::BIGINT ELSE NULL END)`,
  `k_round(v, p) AS (CASE WHEN isnan(v) OR isinf(v) THEN v ELSE round(v, p::INTEGER) END)`,
];

const TIME: readonly string[] = [
  `k_timestamp(t) AS make_timestamp((t - (t % 10) - 621355968000000000) // 10)`,
  `k_ticks(ts) AS (epoch_us(ts) * 10 + 621355968000000000)`,
  `k_month_start(t, n) AS k_ticks(date_trunc('month', k_timestamp(t)) + to_months(n::INTEGER))`,
  `k_year_start(t, n) AS k_ticks(date_trunc('year', k_timestamp(t)) + to_years(n::INTEGER))`,
];

const SEARCH: readonly string[] = [
  // Marks around each term: a needle with its own marks is found only where its terms are whole. U+FDD0 and U+FDD1 are no characters.
  `k_marked(s) AS regexp_replace(s, '[\\pL\\pN]+', '\uFDD0\\0\uFDD1', 'g')`,
  `k_needle(s, edges) AS (CASE edges WHEN 1 THEN rtrim(k_marked(s), '\uFDD1') WHEN 2 THEN ltrim(k_marked(s), '\uFDD0') ELSE k_marked(s) END)`,
  // edges: 1 a term starts there, 2 it ends there, 3 both. A pattern made of each needle would have to be compiled for each row.
  `k_has(hay, needle, edges) AS (CASE WHEN NOT contains(hay, needle) THEN FALSE ELSE contains(k_marked(hay), k_needle(needle, edges)) END)`,
  `k_runs(s) AS regexp_extract_all(s, '[\\pL\\pN]+')`,
  `k_terms(d) AS coalesce(flatten(list_transform(k_elements(d), lambda e: list_transform(k_elements(e), lambda f: lower(k_dynamic_text(f))))), [])`,
  `k_has_any(hay, d) AS coalesce(list_bool_or(list_transform(k_terms(d), lambda n: k_has(hay, n, 3))), FALSE)`,
  `k_has_all(hay, d) AS coalesce(list_bool_and(list_transform(k_terms(d), lambda n: k_has(hay, n, 3))), TRUE)`,
];

/** Distinct elements in the order of their first appearance. */
const LISTS: readonly string[] = [
  `k_distinct(l) AS list_transform(list_sort(list_distinct(list_transform(l, lambda e: e::VARCHAR)), 'ASC'), lambda e: e::JSON)`,
];

const ordered: readonly string[] = [
  ...NUMBERS,
  ...TEXT_OF,
  ...OF_TEXT,
  ...DYNAMIC.slice(0, 7),
  ...LISTS,
  ...DYNAMIC.slice(7),
  ...TEXT,
  ...TIME,
  ...SEARCH,
];

/**
 * A macro pastes its argument wherever it is named, so that nested calls of macros that name it three times grow as powers
 * of three. A lambda names it once.
 */
function naming(macro: string): string {
  const match = /^(k_\w+)\((\w+)\) AS ([\s\S]+)$/.exec(macro);
  const [, name = "", parameter = "", body = ""] = match ?? [];
  const uses = body.match(new RegExp(`\\b${parameter}\\b`, "g"))?.length ?? 0;
  if (match === null || uses < 2) return macro;
  const inner = `x_${name}`;
  return `${name}(${parameter}) AS list_transform([${parameter}], lambda ${inner}: ${body.replaceAll(new RegExp(`\\b${parameter}\\b`, "g"), inner)})[1]`;
}

/** Statements for a fresh instance, before its configuration is locked. They need the functions of `SESSION_FUNCTIONS`. */
export const SESSION_SQL: readonly string[] = ordered.map((macro) => `CREATE OR REPLACE MACRO ${naming(macro)}`);
