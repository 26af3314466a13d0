// What inner loops share. Included once for each instruction set, with NAME and
// TARGET set (see sets.h).
#define FN TARGET static
#define INLINE TARGET static inline __attribute__((always_inline))
#define R restrict

INLINE int NAME(imin)(int a, int b) { return a < b ? a : b; }
INLINE int NAME(imax)(int a, int b) { return a > b ? a : b; }
INLINE int NAME(byte)(int v) { return NAME(imin)(NAME(imax)(v, 0), 255); }
INLINE float NAME(clampf)(float v) { return v < 0 ? 0 : v > 1 ? 1 : v; }
// Pixels are worked on in 16 bits: twice as many fit a vector. This is a*b in
// 1/32768, rounded, in the form for which processors have an instruction.
INLINE int16_t NAME(scale)(int16_t a, int16_t b) { return (((int)a * b >> 14) + 1) >> 1; }
#define MIN NAME(imin)
#define MAX NAME(imax)
#define BYTE NAME(byte)
#define SCALE NAME(scale)
