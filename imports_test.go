package main

import (
	"os/exec"
	"path"
	"strings"
	"testing"
)

// ours lists, for each of our folders, which others of ours it may import. A trailing /... covers the folder and those below.
var ours = map[string][]string{
	"":                   {"app", "app/model", "views", "liveroom", "assets/...", "internal/cli"},
	"media":              {},
	"media/picture":      {},
	"media/hush":         {},
	"media/av":           {"media", "media/picture"},
	"media/capture":      {"media", "media/hush", "media/av", "media/picture"},
	"media/audio":        {"media", "media/hush"},
	"media/clean":        {"internal/sinc"},
	"media/music":        {"media", "media/av", "media/audio", "internal/sinc", "media/music/stretch"},
	"media/voice":        {"media"},
	"media/hls":          {"media", "media/av"},
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
	"server/sessions":    {"room", "signaling", "server/hall", "server/gateway", "server/wire", "server/store", "server/usersig"},
	"server/lobby":       {"room", "signaling", "server/wire"},
	"server/gateway":     {"signaling", "server/limit", "server/asker", "server/logs"},
	"server/gate":        {"server/limit", "server/asker"},
	"server/people":      {"room", "signaling", "server/clean", "server/covers", "server/gate", "server/hall", "server/reply", "server/secret", "server/sessions", "server/store", "server/wire"},
	"server/wallet":      {"server/store"},
	"server/hls":         {"server/sfu", "server/reply", "signaling"},
	"server/hls/hlstest": {"server/sfu"},
	"server/cdn":         {"room", "signaling", "server/hall", "server/hls", "server/reply", "server/sessions", "server/usersig"},
	"server/secret":      {},
	"server/covers":      {"signaling", "server/clean", "server/reply", "server/store"},
	"server/reply":       {"signaling", "server/follow", "server/logs", "server/store", "server/streamkey", "server/usersig", "server/wallet", "server/wire"},
	"server/follow":      {"server/store"},
	"server/doors":       {"room", "signaling", "server/clean", "server/gate", "server/hall", "server/reply", "server/sessions", "server/streamkey", "server/usersig", "server/wire"},
	"server/whip":        {"room", "signaling", "server/doors", "server/reply"},
	"server/rtmp":        {"room", "signaling", "server/asker", "server/ingest", "server/reply"},
	"server/programs":    {"room", "signaling", "server/doors", "server/ingest", "server/rtmp", "server/sfu", "server/sound", "server/srt"},
	"server/mediarelay":  {"room", "server/reply", "server/sfu"},
	"server/local":       {"signaling"},
	"server/streamkey":   {"signaling", "server/clean", "server/store"},
	"server/sfu":         {"server/sfu/...", "server/asker", "internal/dtlsrecord", "internal/peerend"},
	"server/certs":       {},
	"server/sound":       {"internal/sinc"},
	"server/ingest":      {"room", "signaling", "server/sound"}, "server/ingest/ingesttest": {"server/ingest"},
	"server/srt":     {"room", "signaling", "server/asker", "server/ingest", "server/reply"},
	"server/usersig": {},
	"server/web":     {"assets/locales", "signaling", "signaling/address", "server/asker"},
	"server/asker":   {},
	"server/limit":   {}, "server/alike": {},
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
	"app/program":        {"app/model", "app/desk", "app/failure", "liveroom"},
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
	"cmd/onaird":         {"server", "server/...", "internal/cli"},
	"tools/beautysheet":  {"media", "beauty", "beauty/...", "assets/..."},
	"examples/anchor":    {"liveroom"},
	"examples/viewer":    {"liveroom"},
	"examples/coanchor":  {"liveroom"},
	"examples/pk":        {"liveroom"},
	"internal/filmtest":  {"internal/pulsetest/measure", "media"}, "internal/chrometest": {}, "internal/nginxtest": {"internal/await", "internal/porttest"},
	"internal/roomtest":     {"internal/await", "liveroom", "media", "server"},
	"cmd/captureprobe":      {"media", "media/capture"},
	"tools/drawsounds":      {"media/voice"},
	"internal/pulsetest":    {"internal/pulsetest/..."},
	"views/screen/device":   {"app/model", "views/desk", "views/kit"},
	"views/screen/welcome":  {"app/model", "views/desk", "views/kit"},
	"views/screen/lobby":    {"app/model", "views/desk", "views/kit", "views/panel"},
	"views/screen/setup":    {"app/model", "views/desk", "views/kit", "views/stage", "views/panel", "views/panel/beauty", "views/panel/sound", "views/screen/device"},
	"views/screen/live":     {"app/model", "views/desk", "views/kit", "views/stage", "views/panel", "views/panel/beauty", "views/panel/sound", "views/screen/device"},
	"views/screen/settings": {"app/model", "views/desk", "views/kit", "views/stage", "views/screen/device"},

	"liveroom/internal/callback": {"media"},
	"liveroom/internal/events":   {"liveroom/internal/callback"},
	"liveroom/internal/session":  {"signaling"},
	"liveroom/internal/stay":     {"signaling"},
	"liveroom/internal/turn":     {"liveroom/internal/callback"},
	"liveroom/internal/visit":    {"liveroom/internal/session", "liveroom/internal/stay", "signaling"},
	"liveroom/internal/hearing":  {"media", "media/audio"},
	"liveroom/internal/network":  {"signaling/address", "media/rtc"},
	"liveroom/internal/tracks":   {"liveroom/internal/callback", "beauty/motion", "media/music"},
	"liveroom/internal/looks":    {"media", "media/capture", "media/picture", "beauty", "beauty/backdrop", "beauty/makeup"},
	"liveroom/internal/asked":    {"signaling"},
	"liveroom/internal/stream":   {"liveroom/internal/callback", "media", "media/audio", "media/av", "media/hls", "media/rtc", "signaling"},
	"liveroom/internal/device":   {"liveroom/internal/callback", "media", "media/av", "media/picture", "media/capture", "media/audio", "media/clean", "media/voice", "beauty/...", "assets/models"},

	"beauty":                   {"media", "beauty/..."},
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

	"assets/backgrounds":           {},
	"assets/fonts":                 {},
	"assets/icons":                 {},
	"assets/locales":               {},
	"assets/luts":                  {},
	"assets/models":                {},
	"assets/sounds":                {},
	"assets/stickers":              {},
	"beauty/face/facetest":         {"beauty/face", "media"},
	"beauty/face/ort/ortest":       {"beauty/face/ort"},
	"beauty/internal/backgen":      {},
	"beauty/internal/lutgen":       {},
	"internal/await":               {},
	"internal/cli":                 {},
	"internal/dtlsrecord":          {},
	"internal/forgery":             {},
	"internal/peerend":             {},
	"internal/sinc":                {},
	"internal/porttest":            {},
	"internal/pulsetest/measure":   {},
	"internal/uifind":              {"views/kit"},
	"media/music/stretch":          {"media"},
	"media/rtc/internal/bwe":       {},
	"media/rtc/internal/clock":     {},
	"media/rtc/internal/jitter":    {"media/rtc/internal/clock"},
	"media/rtc/internal/meter":     {},
	"media/rtc/internal/sound":     {"media/rtc/internal/clock"},
	"media/rtc/lossy":              {},
	"server/sfu/internal/frames":   {},
	"server/sfu/internal/load":     {},
	"server/sfu/internal/sockets":  {"server/asker", "server/sfu/internal/udpbatch", "internal/dtlsrecord"},
	"server/sfu/internal/udpbatch": {"internal/dtlsrecord"},
	"server/sfu/sfutest":           {"internal/peerend"},
	"server/certs/certstest":       {},
	"server/store":                 {},
	"tools/house":                  {},
	"tools/drawstickers":           {},
	"tools/tflite2onnx":            {"tools/tflite2onnx/convert", "tools/tflite2onnx/tflite"},
	"tools/tflite2onnx/convert":    {"tools/tflite2onnx/flat", "tools/tflite2onnx/onnx", "tools/tflite2onnx/tflite"},
	"tools/tflite2onnx/flat":       {},
	"tools/tflite2onnx/modeltest":  {},
	"tools/tflite2onnx/onnx":       {},
	"tools/tflite2onnx/tflite":     {"tools/tflite2onnx/flat"},
	"views/internal/drawclock":     {},
	"views/internal/gallery":       {"app/model", "media", "views", "views/internal/scenes"},
	"views/internal/scenes":        {"app/model"},
	"views/internal/viewtest":      {"app/model", "media", "views/desk", "views/internal/drawclock", "views/internal/scenes", "views/kit", "views/panel/beauty", "views/shell"},
	"views/tray":                   {},
}

// oursInTests is what tests import besides, apart from folders for tests.
var oursInTests = map[string][]string{
	"app/program":               {"app/settings"},
	"assets/backgrounds":        {"beauty/backdrop"},
	"assets/luts":               {"beauty", "beauty/grade", "media"},
	"beauty":                    {"assets/stickers"},
	"beauty/face":               {"assets/models", "beauty/face/ort", "media/av"},
	"beauty/face/ort":           {"assets/models"},
	"beauty/grade":              {"media"},
	"beauty/makeup":             {"media"},
	"beauty/skin":               {"media"},
	"beauty/retouch":            {"beauty/skin", "media"},
	"beauty/shape":              {"assets/models", "beauty/face/ort", "media"},
	"beauty/sticker":            {"assets/stickers", "media"},
	"cmd/onaird":                {"signaling", "signaling/nearby"},
	"liveroom":                  {"server", "server/usersig"},
	"liveroom/internal/session": {"server"},
	"media/clean":               {"media", "media/audio"},
	"media/rtc":                 {"server/sfu"},
	"media/rtc/internal/sound":  {"media/av"},
	"room":                      {"room/directory"},
	"server/rtmp":               {"server/sfu"},
	"server/srt":                {"server/sound"},
	"server/sfu/internal/load":  {"server/sfu"},
	"views":                     {"beauty/gesture", "beauty/makeup"},
	"views/screen/live":         {"views/shell"},
	"views/shell":               {"views"},
}

// TestImportsPointOneWay: what is not in a folder's row it does not import, be it a
// parent, a child or a sibling. What only tests may import, nothing else imports.
func TestImportsPointOneWay(t *testing.T) {
	folders := map[string]bool{}
	for _, p := range listPackages(t) {
		folder := folderOf(p.ImportPath)
		folders[folder] = true
		if strings.HasPrefix(folder, "test/") {
			continue
		}
		rule, ok := ours[folder]
		if !ok {
			t.Errorf("%s has no row in the list of imports", folder)
		}
		for _, to := range oursOf(p.Imports) {
			if !matches(rule, to) {
				t.Errorf("%s imports %s, which docs/architecture.md does not allow", folder, to)
			} else if forTests(to) && !forTests(folder) {
				t.Errorf("%s imports %s, which is for tests", folder, to)
			}
		}
		for _, to := range oursOf(append(p.TestImports, p.XTestImports...)) {
			if to != folder && !forTests(to) && !matches(rule, to) && !matches(oursInTests[folder], to) {
				t.Errorf("the tests of %s import %s, which is not in the list", folder, to)
			}
		}
	}
	for _, list := range []map[string][]string{ours, oursInTests} {
		for folder := range list {
			if !folders[folder] {
				t.Errorf("%s is gone: take its row out of the list", folder)
			}
		}
	}
}

// forTests reports whether a folder is there for tests only.
func forTests(folder string) bool {
	return strings.HasSuffix(folder, "test") || matches([]string{"internal/await", "internal/forgery", "internal/pulsetest/...", "media/rtc/lossy", "views/internal/scenes", "views/internal/gallery"}, folder)
}

func oursOf(imports []string) (folders []string) {
	for _, imp := range imports {
		if imp == "onair" || strings.HasPrefix(imp, "onair/") {
			folders = append(folders, folderOf(imp))
		}
	}
	return folders
}

// TestArchitectureHasARowForEveryFolder: examples, tools and
// assets have one for all; what is internal or for tests may be described above.
func TestArchitectureHasARowForEveryFolder(t *testing.T) {
	table, _, _ := strings.Cut(readPaper(t, "docs/architecture.md"), "## The way of a picture")
	for folder := range ours {
		above, _, _ := strings.Cut(folder, "/")
		has := strings.Contains(table, "\n| `"+folder+"` | ")
		switch {
		case folder == "":
			folder = "main.go"
		case above == "examples" || above == "tools" || above == "assets":
			folder = above
		case !has && strings.Contains(folder, "/internal/"):
			folder, _, _ = strings.Cut(folder, "/internal/") // described there
		case !has && forTests(folder):
			folder = path.Dir(folder)
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
