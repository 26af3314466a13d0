package capture

// #cgo pkg-config: x11
// #include <stdatomic.h>
// #include <X11/Xlib.h>
//
// static atomic_int refused;
// static XErrorHandler before;
//
// // Asking for more of a screen than there is (it became smaller meanwhile) is
// // an error that by default ends the program. Other errors go where they went.
// static int on_error(Display *d, XErrorEvent *e) {
//   const int shm_get_image = 4;
//   if (e->request_code >= 128 && e->minor_code == shm_get_image && e->error_code == BadMatch) {
//     atomic_fetch_add(&refused, 1);
//     return 0;
//   }
//   return before(d, e);
// }
//
// static void take_errors(void) {
//   XErrorHandler was = XSetErrorHandler(on_error);
//   if (was != on_error) before = was;
// }
//
// static int refusals(void) { return atomic_load(&refused); }
//
// static int screen_size(int n, int *w, int *h) {
//   Display *d = XOpenDisplay(NULL);
//   if (!d) return 0;
//   int ok = n < XScreenCount(d);
//   if (ok) {
//     *w = XDisplayWidth(d, n);
//     *h = XDisplayHeight(d, n);
//   }
//   XCloseDisplay(d);
//   return ok;
// }
import "C"

import "time"

// screenLookEvery is how often a captured screen's size is looked up. A screen
// that became smaller is noticed at once, by a refused picture.
const screenLookEvery = 2 * time.Second

// watchScreen returns a function that tells whether screen n changed its size
// since. mediadevices keeps the size that it found when it was opened. To be
// called with drivers.mu held, before the screen is opened.
func watchScreen(n int) (changed func() bool) {
	C.take_errors()
	refused := C.refusals()
	size := func() (w, h C.int, ok bool) {
		ok = C.screen_size(C.int(n), &w, &h) != 0
		return w, h, ok
	}
	w, h, _ := size()
	next := time.Now().Add(screenLookEvery)
	return func() bool {
		if C.refusals() != refused {
			return true
		}
		now := time.Now()
		if now.Before(next) {
			return false
		}
		next = now.Add(screenLookEvery)
		nw, nh, ok := size()
		return ok && (nw != w || nh != h)
	}
}
