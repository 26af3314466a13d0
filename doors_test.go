package main

import (
	"bytes"
	"os"
	"os/exec"
	"regexp"
	"strings"
	"testing"
)

// door is something that only the named folders may use, and why.
type door struct {
	what    string
	folders []string
	why     string
}

// doors are modules by the beginning of their import paths; the first that fits counts.
var doors = []door{
	{"github.com/pion/mediadevices", []string{"media/capture"}, "devices have one door"},
	{"github.com/pion/", []string{"media/rtc/...", "server/sfu/...", "internal/peerend"}, "the next major version of pion must be a day's work"},
	{"github.com/hajimehoshi/oto", []string{"media/audio"}, "one process has one playout"},
	{"github.com/gen2brain/malgo", []string{"media/audio", "media/capture"}, "miniaudio: a loudspeaker by name, and microphones"},
	{"fyne.io/", []string{"", "views/..."}, "everything else works with no window"},
	{"github.com/go-gl/glfw", []string{"views/..."}, "everything else works with no window"},
	{"github.com/nats-io/", []string{"server/store", "server/cluster", "internal/natstest"}, "what is kept, and who keeps it"},
	{"github.com/yalue/onnxruntime_go", []string{"beauty/face/ort/..."}, "everything else works without ONNX Runtime"},
	{"github.com/bluenviron/gohlslib", []string{"media/hls", "server/hls/..."}, "playlists have one reader and one writer"},
	{"github.com/datarhei/gosrt", []string{"server/srt"}, "everything else works without SRT"},
	{"github.com/hashicorp/mdns", []string{"signaling/nearby"}, "one door to multicast"},
	{"github.com/gorilla/websocket", []string{"signaling", "server/gateway"}, "one wire"},
}

// testDoors are what tests use besides: to write what no client of ours would.
var testDoors = []door{
	{"github.com/gorilla/websocket", []string{"server", "cmd/onaird"}, "bytes that no client sends"},
	{"github.com/gen2brain/malgo", []string{"media/clean"}, "recordings of a private sound server"},
	{"github.com/datarhei/gosrt", []string{"server"}, "a program that is connected and sends nothing"},
	{"github.com/pion/", []string{"server/fleet"}, "a way from node to node, to compare with"},
	{"github.com/nats-io/", []string{"server/fleet"}, "another"},
}

// cDoors are libraries in C, by the names that pkg-config and the linker know.
var cDoors = []door{
	{"libavcodec", []string{"media/av"}, "FFmpeg has one door"},
	{"libavformat", []string{"media/av"}, "FFmpeg has one door"},
	{"libavutil", []string{"media/av"}, "FFmpeg has one door"},
	{"libswscale", []string{"media/av"}, "FFmpeg has one door"},
	{"libswresample", []string{"media/av"}, "FFmpeg has one door"},
	{"opus", []string{"media/av"}, "coders have one door"},
	{"speexdsp", []string{"media/clean"}, "echo and resampling"},
	{"soundtouch", []string{"media/music/stretch"}, "slower and faster without a change of pitch"},
	{"alsa", []string{"media/hush", "media/audio"}, "its messages, and its lists of devices"},
	{"x11", []string{"", "media/capture"}, "is there a display, and what is its size"},
	{"wayland-client", []string{""}, "is there a display"},
	{"-lstdc++", []string{"media/music/stretch"}, "SoundTouch is C++"},
	{"-ldl", []string{"media/av", "media/hush"}, "libyuv and the sound libraries are found while running"},
	{"-lm", []string{"media/av"}, "part of C"},
}

func TestDoors(t *testing.T) {
	for _, p := range listPackages(t) {
		folder := folderOf(p.ImportPath)
		check := func(imports []string, more []door) {
			for _, imp := range imports {
				if d := doorOf(doors, imp); d != nil && !matches(d.folders, folder) {
					if m := doorOf(more, imp); m == nil || !matches(m.folders, folder) {
						t.Errorf("%s imports %s: only %v may (%s)", folder, imp, d.folders, d.why)
					}
				}
			}
		}
		check(p.Imports, nil)
		check(append(p.TestImports, p.XTestImports...), testDoors)
	}
}

func doorOf(doors []door, imp string) *door {
	for i, d := range doors {
		if strings.HasPrefix(imp, d.what) {
			return &doors[i]
		}
	}
	return nil
}

var (
	cgoLine  = regexp.MustCompile(`(?m)^(?://)?\s*#cgo\s+(?:[\w!,]+ )*?(pkg-config|LDFLAGS):(.*)$`)
	avHeader = regexp.MustCompile(`(?m)^(?://)?\s*#\s*include\s*<(libav\w+|libsw\w+|opus|speex|soundtouch|alsa|X11)/`)
	headerOf = map[string]string{"speex": "speexdsp", "X11": "x11"}
)

// TestDoorsToC reads the files of all systems: what is linked, and whose headers are
// included.
func TestDoorsToC(t *testing.T) {
	out, err := exec.Command("git", "grep", "--untracked", "-lE", `#cgo |#include|#\s+include`, "--", "*.go", "*.c", "*.h", "*.cpp").Output()
	if err != nil {
		t.Fatalf("git grep: %v", err)
	}
	found := 0
	for _, file := range strings.Fields(string(out)) {
		if strings.HasSuffix(file, "_test.go") {
			continue
		}
		src, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		folder := ""
		if i := strings.LastIndex(file, "/"); i >= 0 {
			folder = file[:i]
		}
		var used []string
		for _, m := range cgoLine.FindAllSubmatch(src, -1) {
			used = append(used, strings.Fields(string(m[2]))...)
		}
		for _, m := range avHeader.FindAllSubmatch(bytes.ReplaceAll(src, []byte("\r"), nil), -1) {
			name := string(m[1])
			if known := headerOf[name]; known != "" {
				name = known
			}
			used = append(used, name)
		}
		for _, name := range used {
			found++
			open := false
			for _, d := range cDoors {
				open = open || d.what == name && matches(d.folders, folder)
			}
			if !open {
				t.Errorf("%s uses %s, which has no door there", file, name)
			}
		}
	}
	if found < 10 {
		t.Fatalf("only %d libraries found", found)
	}
}
