package liveroom_test

import (
	"bytes"
	"image"
	"image/png"
	"io"
	"net/http"
	"net/http/httptest"
	"net/http/httputil"
	"net/url"
	"strings"
	"testing"

	"onair/liveroom"
)

// TestAServerUnderAPath is reached, by each way of writing its address, through a
// real reverse proxy that passes on /onair only: messages, covers, the network test.
func TestAServerUnderAPath(t *testing.T) {
	h := startHouse(t)
	to, err := url.Parse(h.url())
	if err != nil {
		t.Fatal(err)
	}
	proxy := http.StripPrefix("/onair", httputil.NewSingleHostReverseProxy(to))
	front := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if strings.HasPrefix(r.URL.Path, "/onair/") {
			proxy.ServeHTTP(w, r)
			return
		}
		http.NotFound(w, r)
	}))
	defer front.Close()
	at := strings.TrimPrefix(front.URL, "http://")
	sig, err := h.srv.SignUserSig("anna")
	if err != nil {
		t.Fatal(err)
	}
	for _, typed := range []string{front.URL + "/onair", "ws://" + at + "/onair/ws", at + "/onair/"} {
		t.Run(typed, func(t *testing.T) {
			r := liveroom.New(liveroom.Options{Server: typed})
			defer r.Close()
			if err := r.Login(t.Context(), h.srv.SDKAppID(), "anna", sig, liveroom.Config{}); err != nil {
				t.Fatal(err)
			}
			if got := r.Server(); got != front.URL+"/onair" {
				t.Errorf("the server is %q", got)
			}
			cover, err := r.UploadCover(t.Context(), picture1(t))
			if err != nil {
				t.Fatal(err)
			}
			if err := r.CreateRoom(t.Context(), 5, liveroom.RoomParam{RoomName: "x", CoverURL: cover}); err != nil {
				t.Fatal(err)
			}
			room, _, _ := r.Room()
			res, err := http.Get(room.CoverURL)
			if err != nil {
				t.Fatal(err)
			}
			defer res.Body.Close()
			if body, _ := io.ReadAll(res.Body); res.StatusCode != http.StatusOK || len(body) == 0 {
				t.Errorf("the cover at %s: %s", room.CoverURL, res.Status)
			}
			if report, err := r.NetworkTest(t.Context(), ""); err != nil || report.Cause != liveroom.NetworkGood {
				t.Errorf("the network test: %+v, %v", report, err)
			}
			if err := r.DestroyRoom(t.Context()); err != nil {
				t.Error(err)
			}
		})
	}
}

func picture1(t *testing.T) []byte {
	var out bytes.Buffer
	if err := png.Encode(&out, image.NewRGBA(image.Rect(0, 0, 8, 8))); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}
