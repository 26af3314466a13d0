package main

import (
	"encoding/json"
	"errors"
	"io"
	"os/exec"
	"strings"
	"testing"
)

// ours lists, for each of our folders, which of our other folders it may
// import. A trailing /... covers the folders below.
var ours = map[string][]string{
	"":                   {"app", "app/model", "views", "liveroom", "assets/...", "internal/cli"},
	"media":              {},
	"media/picture":      {},
	"media/hush":         {},
	"media/av":           {"media", "media/picture"},
	"media/capture":      {"media", "media/hush", "media/av", "media/picture"},
	"media/audio":        {"media", "media/hush"},
	"media/clean":        {"media/internal/sinc"},
	"media/music":        {"media", "media/av", "media/audio", "media/internal/sinc"},
	"media/voice":        {"media"},
	"media/rtc":          {"media", "media/av", "media/rtc/...", "internal/dtlsrecord", "internal/peerend"},
	"room":               {"room/tree"},
	"room/tree":          {},
	"room/directory":     {},
	"signaling":          {"signaling/address"},
	"signaling/address":  {},
	"signaling/nearby":   {},
	"server":             {"room", "signaling", "signaling/address", "signaling/nearby", "server/..."},
	"server/wire":        {"room", "signaling", "server/clean"},
	"server/clean":       {"signaling", "server/alike"},
	"server/chatlog":     {"signaling", "server/clean"},
	"server/hall":        {"room", "room/directory", "signaling", "server/wire", "server/chatlog", "server/clean", "server/alike", "server/store"},
	"server/lobby":       {"room", "signaling", "server/wire"},
	"server/gateway":     {"signaling", "server/limit", "server/asker", "server/logs"},
	"server/gate":        {"server/limit", "server/asker"},
	"server/wallet":      {"server/store"},
	"server/follow":      {"server/store"},
	"server/sfu":         {"server/sfu/...", "server/asker", "internal/dtlsrecord", "internal/peerend"},
	"server/usersig":     {},
	"server/asker":       {},
	"server/limit":       {},
	"server/alike":       {},
	"server/logs":        {},
	"liveroom":           {"signaling", "signaling/address", "media", "media/av", "media/picture", "media/capture", "media/audio", "media/clean", "media/music", "media/voice", "media/rtc", "beauty/...", "liveroom/..."},
	"app/model":          {},
	"app/settings":       {"app/model"},
	"app/failure":        {"app/model", "liveroom", "signaling/address"},
	"app/desk":           {"app/model", "app/settings"},
	"app/stage":          {"app/model", "app/desk", "app/settings", "app/failure", "app/account", "liveroom"},
	"app/journey":        {"app/model", "app/desk", "app/settings", "app/failure", "app/account", "liveroom", "signaling/address"},
	"app/account":        {"app/model", "app/failure", "liveroom", "signaling", "signaling/address"},
	"app/embedded":       {"app/model", "app/failure", "app/account", "server"},
	"app/lobby":          {"app/model", "app/desk", "app/account", "liveroom", "media/picture", "signaling/nearby"},
	"app/devices":        {"app/model", "app/desk", "app/settings", "app/failure", "liveroom", "media/capture", "media/picture"},
	"app/looks":          {"app/model", "app/desk", "app/settings", "liveroom", "beauty", "beauty/gesture", "beauty/makeup", "beauty/backdrop", "beauty/grade", "media", "media/av", "media/picture", "assets/luts", "assets/stickers", "assets/backgrounds"},
	"app/sound":          {"app/model", "app/desk", "app/settings", "liveroom", "assets/sounds"},
	"views":              {"app/model", "media", "assets/...", "views/..."},
	"views/shell":        {"app/model", "views/internal/drawclock", "views/desk", "views/kit", "views/stage", "views/tile", "views/tray"},
	"views/kit":          {"assets/..."},
	"views/tile":         {"media"},
	"views/desk":         {"app/model", "media", "views/kit", "views/tile"},
	"views/stage":        {"app/model", "views/desk", "views/kit", "views/tile"},
	"views/panel":        {"app/model", "views/desk", "views/kit"},
	"views/panel/beauty": {"app/model", "assets/luts", "views/desk", "views/kit"},
	"views/panel/sound":  {"app/model", "views/desk", "views/kit"},
	"app":                {"app/...", "internal/cli", "liveroom", "server", "media", "media/av", "media/picture", "media/capture", "media/audio", "media/rtc", "beauty/...", "assets/...", "signaling", "signaling/nearby", "signaling/address"},
	"cmd/onaird":         {"server", "server/...", "cmd/onaird/...", "internal/cli"},
	"tools/beautysheet":  {"media", "beauty", "beauty/...", "assets/..."},
	"examples/anchor":    {"liveroom"},
	"examples/viewer":    {"liveroom"},
	"examples/coanchor":  {"liveroom"},
	"examples/pk":        {"liveroom"},
	"internal/roomtest":  {"internal/await", "liveroom", "media", "server"},
	"cmd/captureprobe":   {"media", "media/capture"},
	"assets":             {"assets/..."},
	"tools":              {"tools/..."},
	"tools/drawsounds":   {"media/voice"},
	"internal/pulsetest": {"internal/pulsetest/..."},

	"views/screen/device":   {"app/model", "views/desk", "views/kit"},
	"views/screen/welcome":  {"app/model", "views/desk", "views/kit"},
	"views/screen/lobby":    {"app/model", "views/desk", "views/kit", "views/panel"},
	"views/screen/setup":    {"app/model", "views/desk", "views/kit", "views/stage", "views/panel", "views/panel/beauty", "views/panel/sound", "views/screen/device"},
	"views/screen/live":     {"app/model", "views/desk", "views/kit", "views/stage", "views/panel", "views/panel/beauty", "views/panel/sound", "views/screen/device"},
	"views/screen/settings": {"app/model", "views/desk", "views/kit", "views/stage", "views/screen/device"},

	"media/internal/sinc": {},

	"liveroom/internal/callback": {"media"},
	"liveroom/internal/events":   {"liveroom/internal/callback"},
	"liveroom/internal/session":  {"signaling"},
	"liveroom/internal/stay":     {"signaling"},
	"liveroom/internal/hearing":  {"media", "media/audio"},
	"liveroom/internal/network":  {"signaling/address", "media/rtc"},
	"liveroom/internal/tracks":   {"liveroom/internal/callback", "beauty/motion", "media/music"},
	"liveroom/internal/looks":    {"media", "media/capture", "media/picture", "beauty", "beauty/backdrop", "beauty/makeup"},
	"liveroom/internal/stream":   {"liveroom/internal/callback", "media", "media/audio", "media/rtc"},
	"liveroom/internal/device":   {"liveroom/internal/callback", "media", "media/av", "media/picture", "media/capture", "media/audio", "media/clean", "media/voice", "beauty/...", "assets/models"},

	"beauty":                   {"media"}, // and all below
	"beauty/internal":          {},
	"beauty/pixel":             {"media"},
	"beauty/pixel/pixeltest":   {"media", "beauty/pixel", "beauty/face", "beauty/face/facetest"},
	"beauty/outline":           {"beauty/pixel", "beauty/face"},
	"beauty/grade":             {"beauty/pixel"},
	"beauty/skin":              {"beauty/pixel", "beauty/face", "beauty/outline"},
	"beauty/shape":             {"beauty/pixel", "beauty/face", "beauty/outline"},
	"beauty/retouch":           {"beauty/pixel", "beauty/face", "beauty/outline"},
	"beauty/makeup":            {"beauty/pixel", "beauty/face", "beauty/outline"},
	"beauty/backdrop":          {"beauty/pixel", "beauty/face", "media", "media/picture"},
	"beauty/sticker":           {"beauty/pixel", "beauty/face", "beauty/outline", "beauty/motion"},
	"beauty/motion":            {"beauty/gesture", "media/picture"},
	"beauty/motion/motiontest": {"beauty/motion", "assets/stickers"},
	"beauty/gesture":           {"beauty/face"},
	"beauty/face":              {"media"},
	"beauty/face/ort":          {"beauty/face"},
}

// doors lists modules that only the named folders may import, and why.
var doors = []struct {
	module  string
	folders []string
	why     string
}{
	{"github.com/pion/mediadevices", []string{"media/capture"}, "devices have one door"},
	{"github.com/pion/", []string{"media/rtc", "media/rtc/...", "server/sfu", "server/sfu/...", "internal/peerend"}, "the next major version of pion must be a day's work"},
	{"github.com/hajimehoshi/oto", []string{"media/audio"}, "one process has one playout"},
	{"fyne.io/", []string{"", "views", "views/..."}, "everything else works with no window"},
	{"github.com/nats-io/", []string{"server", "server/..."}, "clients know the gateway only"},
	{"github.com/yalue/onnxruntime_go", []string{"beauty/face/ort", "beauty/face/ort/..."}, "everything else works without ONNX Runtime"},
	{"github.com/hashicorp/mdns", []string{"signaling/nearby"}, "one door to multicast"},
	{"github.com/gorilla/websocket", []string{"signaling", "server", "server/..."}, "one wire"},
}

type listedPackage struct {
	ImportPath string
	Imports    []string
	CgoFiles   []string
}

func TestImportsPointOneWay(t *testing.T) {
	for _, p := range listPackages(t) {
		folder := folderOf(p.ImportPath)
		for _, imp := range p.Imports {
			if imp == "onair" || strings.HasPrefix(imp, "onair/") {
				if to := folderOf(imp); !allowed(folder, to) {
					t.Errorf("%s imports %s, which docs/architecture.md does not allow", folder, to)
				}
				continue
			}
			for _, d := range doors {
				if !strings.HasPrefix(imp, d.module) {
					continue
				}
				if !matches(d.folders, folder) {
					t.Errorf("%s imports %s: only %v may (%s)", folder, imp, d.folders, d.why)
				}
				break
			}
		}
	}
}

// TestArchitectureHasARowForEveryFolder: examples and tools have one for all.
func TestArchitectureHasARowForEveryFolder(t *testing.T) {
	table, _, _ := strings.Cut(readPaper(t, "docs/architecture.md"), "## The way of a picture")
	for folder := range ours {
		above, _, _ := strings.Cut(folder, "/")
		if folder == "" {
			folder = "main.go"
		} else if above == "examples" || above == "tools" {
			folder = above
		}
		if !strings.Contains(table, "\n| `"+folder+"` | ") {
			t.Errorf("the table of docs/architecture.md has no row for %s", folder)
		}
	}
}

func TestTheServerNeedsNoC(t *testing.T) {
	out, err := exec.Command("go", "list", "-deps", "-json=ImportPath", "./cmd/onaird").CombinedOutput()
	if err != nil {
		t.Fatalf("go list: %v\n%s", err, out)
	}
	for _, bad := range []string{"onair/media", "onair/beauty", "fyne.io/"} {
		if strings.Contains(string(out), `"`+bad) {
			t.Errorf("cmd/onaird depends on %s", bad)
		}
	}
}

func listPackages(t *testing.T) []listedPackage {
	t.Helper()
	cmd := exec.Command("go", "list", "-json=ImportPath,Imports,CgoFiles", "./...")
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("go list: %v", err)
	}
	var list []listedPackage
	for dec := json.NewDecoder(strings.NewReader(string(out))); ; {
		var p listedPackage
		if err := dec.Decode(&p); errors.Is(err, io.EOF) {
			break
		} else if err != nil {
			t.Fatal(err)
		}
		list = append(list, p)
	}
	if len(list) < 5 {
		t.Fatalf("only %d packages listed", len(list))
	}
	return list
}

func folderOf(importPath string) string {
	return strings.TrimPrefix(strings.TrimPrefix(importPath, "onair"), "/")
}

// allowed looks for the rule of from or of the nearest folder above it. A
// folder may always import what lies below or directly above it.
func allowed(from, to string) bool {
	if strings.HasPrefix(from, "test/") || strings.HasPrefix(from, "internal/") {
		return true
	}
	for f := from; ; f = f[:max(strings.LastIndex(f, "/"), 0)] {
		if rule, ok := ours[f]; ok && (f != "" || from == "") {
			return matches(rule, to) || to == f || (f != "" && strings.HasPrefix(to, f+"/"))
		}
		if f == "" {
			return false
		}
	}
}

func matches(patterns []string, folder string) bool {
	for _, p := range patterns {
		if base, deep := strings.CutSuffix(p, "/..."); deep {
			if folder == base || strings.HasPrefix(folder, base+"/") {
				return true
			}
		} else if p == folder {
			return true
		}
	}
	return false
}
