#include "yuv.h"

#ifdef _WIN32
#include <windows.h>
static void *open_library(const char *name) { return (void *)LoadLibraryA(name); }
static void *symbol(void *lib, const char *name) { return (void *)GetProcAddress((HMODULE)lib, name); }
#else
#include <dlfcn.h>
static void *open_library(const char *name) { return dlopen(name, RTLD_NOW | RTLD_LOCAL); }
static void *symbol(void *lib, const char *name) { return dlsym(lib, name); }
#endif

int oa_yuv_load(oa_yuv *y)
{
	static const char *const names[] = {
#if defined(_WIN32)
		"libyuv.dll", "yuv.dll",
#elif defined(__APPLE__)
		"libyuv.dylib", "/opt/homebrew/lib/libyuv.dylib", "/usr/local/lib/libyuv.dylib",
#else
		"libyuv.so.0", "libyuv.so",
#endif
	};
	void *lib = 0;
	for (unsigned i = 0; !lib && i < sizeof names / sizeof *names; i++)
		lib = open_library(names[i]);
	if (!lib)
		return 0;
	*(void **)&y->i420_scale = symbol(lib, "I420Scale");
	*(void **)&y->i420_to_abgr = symbol(lib, "I420ToABGR");
	*(void **)&y->i420_to_argb = symbol(lib, "I420ToARGB");
	*(void **)&y->i420_mirror = symbol(lib, "I420Mirror");
	*(void **)&y->abgr_to_i420 = symbol(lib, "ABGRToI420");
	return y->i420_scale && y->i420_to_abgr && y->i420_to_argb && y->i420_mirror && y->abgr_to_i420;
}

int oa_yuv_mirror(const oa_yuv *l, const uint8_t *y, const uint8_t *u, const uint8_t *v, int ys, int cs,
	uint8_t *dy, uint8_t *du, uint8_t *dv, int dys, int dcs, int w, int h)
{
	return l->i420_mirror(y, ys, u, cs, v, cs, dy, dys, du, dcs, dv, dcs, w, h);
}
