package doors

import (
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"onair/internal/await"
	"onair/internal/filmtest"
)

// obs is a profile and a scene of OBS in a home of their own.
type obs struct {
	home, server, key, film string
	settings                string // of the profile
	encoder                 map[string]any
}

// As the program sets itself up, apart from what a small machine cannot do; and as the
// user guide says.
const (
	fresh  = "[Output]\nMode=Simple\n[SimpleOutput]\nVBitrate=1500\nABitrate=128\nStreamEncoder=x264\nPreset=veryfast\n"
	guided = "[Output]\nMode=Advanced\n[AdvOut]\nTrackIndex=1\nEncoder=obs_x264\nFFAudioBitrate=128\n"
)

// write makes the files.
func (o obs) write(t *testing.T) {
	t.Helper()
	base := filepath.Join(o.home, ".config", "obs-studio")
	profile := filepath.Join(base, "basic", "profiles", "OnAir")
	scenes := filepath.Join(base, "basic", "scenes")
	for _, dir := range []string{profile, scenes, filepath.Join(o.home, "run")} {
		if err := os.MkdirAll(dir, 0o700); err != nil {
			t.Fatal(err)
		}
	}
	put := func(at string, what any) {
		text, ok := what.(string)
		if !ok {
			b, err := json.Marshal(what)
			if err != nil {
				t.Fatal(err)
			}
			text = string(b)
		}
		if err := os.WriteFile(at, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	type object = map[string]any
	put(filepath.Join(base, "global.ini"), "[General]\nFirstRun=true\nLastVersion=486539266\nEnableAutoUpdates=false\nInfoIncrement=-1\n"+
		"[Basic]\nProfile=OnAir\nProfileDir=OnAir\nSceneCollection=OnAir\nSceneCollectionFile=OnAir\n[BasicWindow]\nSysTrayEnabled=false\nPreviewEnabled=false\n")
	put(filepath.Join(profile, "basic.ini"), "[General]\nName=OnAir\n[Video]\nBaseCX=640\nBaseCY=360\nOutputCX=640\nOutputCY=360\nFPSType=0\nFPSCommon=30\n"+
		"[Audio]\nSampleRate=48000\nChannelSetup=Stereo\n"+o.settings)
	put(filepath.Join(profile, "service.json"), object{"type": "rtmp_custom", "settings": object{"server": o.server, "key": o.key, "use_auth": false}})
	put(filepath.Join(profile, "streamEncoder.json"), o.encoder)
	clip := object{"name": "Clip", "visible": true, "id": 1, "pos": object{"x": 0, "y": 0}, "scale": object{"x": 1, "y": 1}, "align": 5}
	put(filepath.Join(scenes, "OnAir.json"), object{"name": "OnAir", "current_scene": "Scene", "current_program_scene": "Scene",
		"scene_order": []object{{"name": "Scene"}},
		"sources": []object{
			{"id": "ffmpeg_source", "name": "Clip", "mixers": 255, "volume": 1, "settings": object{"local_file": o.film, "looping": true, "restart_on_activate": false}},
			{"id": "scene", "name": "Scene", "settings": object{"id_counter": 1, "items": []object{clip}}},
		}})
}

// start runs OBS on a display of its own; it streams at once.
func (o obs) start(t *testing.T) *program {
	t.Helper()
	path := need(t, "obs")
	display := xvfb(t)
	o.write(t)
	cmd := exec.Command(path, "--startstreaming", "--multi", "--profile", "OnAir", "--collection", "OnAir", "--disable-missing-files-check")
	cmd.Env = []string{"PATH=" + os.Getenv("PATH"), "HOME=" + o.home, "XDG_CONFIG_HOME=" + filepath.Join(o.home, ".config"), "XDG_RUNTIME_DIR=" + filepath.Join(o.home, "run"),
		"DISPLAY=" + display, "LANG=C.UTF-8", "QT_QPA_PLATFORM=xcb", "LIBGL_ALWAYS_SOFTWARE=1", "DBUS_SESSION_BUS_ADDRESS=disabled:"}
	p := run(t, cmd)
	t.Cleanup(func() {
		if t.Failed() {
			screenshot(t, display)
		}
	})
	return p
}

// xvfb starts a display and returns its name.
func xvfb(t *testing.T) string {
	t.Helper()
	path := need(t, "Xvfb")
	r, w, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	cmd := exec.Command(path, "-displayfd", "3", "-screen", "0", "1280x800x24", "-noreset", "-nolisten", "tcp")
	cmd.ExtraFiles = []*os.File{w}
	run(t, cmd)
	w.Close()
	var number int
	if _, err := fmt.Fscan(r, &number); err != nil {
		t.Fatalf("Xvfb told no number: %v", err)
	}
	return fmt.Sprintf(":%d", number)
}

// screenshot puts a picture of the display into out/doors.
func screenshot(t *testing.T, display string) {
	dir := filepath.Join("..", "..", "out", "doors")
	if err := os.MkdirAll(dir, 0o755); err != nil {
		t.Log(err)
		return
	}
	at := filepath.Join(dir, strings.ReplaceAll(t.Name(), "/", "-")+".png")
	if out, err := exec.Command("import", "-display", display, "-window", "root", at).CombinedOutput(); err != nil {
		t.Logf("no picture of the display: %v %s", err, out)
	}
}

// TestOBS streams by RTMP: as the guide says, and as OBS is set up at first, which has the
// host told of B-frames.
func TestOBS(t *testing.T) {
	for name, c := range map[string]struct {
		settings string
		encoder  map[string]any
		hint     bool
	}{
		"as the guide says": {guided, map[string]any{"rate_control": "CBR", "bitrate": 1500, "keyint_sec": 2, "preset": "ultrafast", "tune": "zerolatency"}, false},
		"as at first":       {fresh, map[string]any{}, true},
	} {
		t.Run(name, func(t *testing.T) {
			need(t, "obs")
			s := open(t)
			obs{home: t.TempDir(), server: s.key.Addresses.RTMP, key: s.key.Key, film: s.film.File(t, 1), settings: c.settings, encoder: c.encoder}.start(t)
			s.watch()
			s.sees()
			if c.hint {
				await.True(t, "word of the B-frames", func() bool { return s.hinted("bFrames") })
			} else {
				if s.hinted("bFrames") || s.hinted("keyframes") {
					t.Error("told of what is set as it should be")
				}
				if why := s.eye.Back(filmtest.Length * filmtest.FPS); why != "" {
					t.Error(why)
				}
			}
		})
	}
}
