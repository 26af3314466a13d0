// The functions of the file that BODY names, compiled for any processor and, on
// x86, for those with AVX2; CHOOSE(f, (arguments)) calls the better of them. BODY
// marks its functions TARGET and names them NAME(f); AVX2 is defined in the second set. CGO_CFLAGS=-DONAIR_NO_AVX2
// leaves the second set out, to test the first.

#define NAME(n) n##_plain
#define TARGET
#include BODY
#undef NAME
#undef TARGET

#if defined(__x86_64__) && !defined(ONAIR_NO_AVX2)
#define NAME(n) n##_avx2
#define TARGET __attribute__((target("avx2")))
#define AVX2
#include BODY
#undef AVX2
#define CHOOSE(n, args) (__builtin_cpu_supports("avx2") ? n##_avx2 args : n##_plain args)
#else
#define CHOOSE(n, args) (n##_plain args)
#endif
