package web

import (
	"net/http"
	"strings"
)

// guard sets what browsers must keep to: nothing but this server's own files is run
// or asked, only a framed page may be in a frame, and other sites are not told where
// somebody comes from.
func guard(h http.Header, r *http.Request, framed bool) {
	frames, devices := "'none'", "(self)"
	if framed {
		frames, devices = "*", "()" // nobody goes on stage in a frame
	}
	h.Set("Content-Security-Policy", strings.Join([]string{
		"default-src 'none'", "script-src 'self'", "style-src 'self'", "img-src 'self' https: data: blob:", "connect-src 'self'" + sockets(r.Host),
		"media-src 'self' blob:", "worker-src 'self' blob:", "manifest-src 'self'", "base-uri 'none'", "form-action 'none'", "frame-ancestors " + frames,
	}, "; "))
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("Referrer-Policy", "no-referrer")
	h.Set("Permissions-Policy", "camera="+devices+", microphone="+devices+", geolocation=(), payment=(), usb=(), serial=(), hid=(), midi=(), browsing-topics=()")
	if !framed {
		h.Set("Cross-Origin-Opener-Policy", "same-origin")
	}
}

// sockets names the host's WebSockets, which Safari before 15.4 does not take for
// 'self'. A host that is written oddly is left out.
func sockets(host string) string {
	if host == "" || strings.ContainsFunc(host, func(r rune) bool {
		return (r < 'a' || r > 'z') && (r < 'A' || r > 'Z') && (r < '0' || r > '9') && !strings.ContainsRune(".-:_[]", r)
	}) {
		return ""
	}
	return " ws://" + host + " wss://" + host
}
