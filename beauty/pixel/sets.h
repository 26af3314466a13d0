// The functions of the file that BODY names, compiled for any processor and, on
// x86, for those with AVX2 and for those with AVX-512 as processors since Ice Lake and
// Zen 4 have it (the ones before it slow down); CHOOSE(f, (arguments)) calls the best of
// them. BODY marks its functions TARGET and names them NAME(f); AVX2 is defined in the
// second and third set. CGO_CFLAGS=-DONAIR_NO_AVX512 leaves the third set out,
// -DONAIR_NO_AVX2 both, to test the others.

#define NAME(n) n##_plain
#define TARGET
#include BODY
#include "done.h"

#if defined(__x86_64__) && !defined(ONAIR_NO_AVX2)
#define AVX2
#define NAME(n) n##_avx2
#define TARGET __attribute__((target("avx2")))
#include BODY
#include "done.h"
#endif

#if defined(AVX2) && defined(__GNUC__) && !defined(__clang__) && !defined(ONAIR_NO_AVX512)
#define AVX512
#define NAME(n) n##_avx512
#define TARGET __attribute__((target("avx2,avx512f,avx512bw,avx512dq,avx512vl,avx512vbmi,prefer-vector-width=512")))
#include BODY
#include "done.h"
#endif

#if defined(AVX512)
#define CHOOSE(n, args) \
	(__builtin_cpu_supports("avx512vbmi2") ? n##_avx512 args : __builtin_cpu_supports("avx2") ? n##_avx2 args : n##_plain args)
#elif defined(AVX2)
#define CHOOSE(n, args) (__builtin_cpu_supports("avx2") ? n##_avx2 args : n##_plain args)
#else
#define CHOOSE(n, args) (n##_plain args)
#endif
