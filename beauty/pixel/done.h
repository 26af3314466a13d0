// After a set of functions is compiled: what base.h, expand.h and a body's own like of
// them define goes, so that the next set has it in its own name. sets.h includes it.
#undef FN
#undef INLINE
#undef R
#undef MIN
#undef MAX
#undef BYTE
#undef SCALE
#undef ROWS
#undef LERP
#undef DIV255
#undef NAME
#undef TARGET
