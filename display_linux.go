//go:build cgo

package main

/*
#cgo pkg-config: x11 wayland-client
#include <X11/Xlib.h>
#include <stdarg.h>
#include <stdlib.h>
#include <wayland-client-core.h>

static void silent(const char *fmt, va_list args) {}

static int x11_answers(void) {
	Display *d = XOpenDisplay(NULL);
	if (d == NULL)
		return 0;
	XCloseDisplay(d);
	return 1;
}

static int wayland_answers(void) {
	wl_log_set_handler_client(silent);
	struct wl_display *d = wl_display_connect(NULL);
	if (d == NULL)
		return 0;
	wl_display_disconnect(d);
	return 1;
}
*/
import "C"

import (
	"errors"
	"fmt"
	"os"
)

// checkDisplay says in words why no window can be opened; the toolkit would panic.
// It asks the same libraries in the same way.
func checkDisplay() error {
	x, w := os.Getenv("DISPLAY"), os.Getenv("WAYLAND_DISPLAY")
	switch {
	case w != "" && C.wayland_answers() != 0, x != "" && C.x11_answers() != 0:
		return nil
	case x == "" && w == "":
		return errors.New("there is no display to open a window on (DISPLAY is not set)")
	case x == "":
		return fmt.Errorf("there is no display to open a window on (nothing answers at WAYLAND_DISPLAY %q)", w)
	}
	return fmt.Errorf("there is no display to open a window on (nothing answers at DISPLAY %q, or it does not let you in)", x)
}
