// No product is fused into a sum, or the results would differ from Go's; and
// comparing floats raises no flag, or clamps would not become vector code. To be
// included before any function.

#if defined(__clang__)
#pragma STDC FP_CONTRACT OFF
#elif defined(__GNUC__)
#pragma GCC optimize("no-trapping-math", "fp-contract=off")
#endif
