/**
 * Corpus cases whose expected answer this engine knowingly does not give, each with the reason. All are of other engines than
 * Microsoft's, and in each Microsoft's own documentation, or an answer of its engine to the same question, says otherwise.
 * What is not as certain is refused by name instead.
 */
export const KNOWN_DIFFERENCES: Readonly<Record<string, string>> = {
  "babykusto/EndToEndTests.BuiltIns_url_encode_component_Columnar":
    "upper-case escapes; the reference's example and Microsoft's engine write %3a",
  "babykusto/EndToEndTests.BuiltIns_Log10": "NaN below zero; the reference says null, as Microsoft's engine answers for log(-1.0)",
  "babykusto/EndToEndTests.BuiltIns_Log2": "NaN below zero; the reference says null, as Microsoft's engine answers for log(-1.0)",
  "babykusto/EndToEndTests.Cast_ToString_Scalar": "a datetime in American order; Microsoft's engine writes ISO 8601 with seven digits",
  "babykusto/EndToEndTests.Join_RightOuterJoin1":
    "missing text sorts as null there; a string has no null in the reference, and is empty in a join",
  "babykusto/EndToEndTests.Join_FullOuterJoin1":
    "missing text sorts as null there; a string has no null in the reference, and is empty in a join",
  "kustoloco/ModuloTests.ModuloNegativeInt": "the remainder takes the dividend's sign there; Microsoft's engine answers 1 to -5 % 3",
};
