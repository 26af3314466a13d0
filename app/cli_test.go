package app

import (
	"errors"
	"strings"
	"testing"

	"onair/media/capture"
)

func TestOptionsStandBeforeAndAfterTheCommand(t *testing.T) {
	for _, line := range []string{"--user anna live --title T --room 7", "live --title T --user anna --room=7", "--room 7 --title T live --user anna"} {
		c, err := ParseCommand(strings.Fields(line), t.Output())
		if err != nil || c.Start != StartLive || c.User != "anna" || c.Title != "T" || c.RoomNumber != 7 {
			t.Errorf("%s: %+v, %v", line, c.Options, err)
		}
	}
	for _, line := range []string{"--help", "-h", "help", "live --help", "watch --help", "devices -h"} {
		var out strings.Builder
		if _, err := ParseCommand(strings.Fields(line), &out); !errors.Is(err, ErrHelp) || !strings.Contains(out.String(), "-camera") {
			t.Errorf("%s: %v, %q", line, err, out.String())
		}
	}
	for _, line := range []string{"--no-such", "live extra", "watch", "--title T", "--room 7 watch 7", "live --room 4294967295",
		"--listen 7880", "fly --help", "devices --title T", "live --json", "completion", "completion tcsh", "man 7", "--log loud", "onair://4711 x"} {
		var out strings.Builder
		if _, err := ParseCommand(strings.Fields(line), &out); err == nil || strings.Contains(err.Error(), "\n") || out.Len() > 0 {
			t.Errorf("%s: %v, %q", line, err, out.String())
		}
	}
	if c, err := ParseCommand([]string{"--version"}, t.Output()); err != nil || !c.Version {
		t.Errorf("--version: %+v, %v", c, err)
	}
}

func TestTextsForTheTerminal(t *testing.T) {
	for line, want := range map[string]string{"help live": "--title", "devices --help": "--json", "man": ".TH ONAIR 1", "completion bash": "complete -F _onair onair"} {
		var out strings.Builder
		if _, err := ParseCommand(strings.Fields(line), &out); !errors.Is(err, ErrHelp) || !strings.Contains(out.String(), want) {
			t.Errorf("%s: %v, %q", line, err, out.String())
		}
	}
	if c, err := ParseCommand([]string{"--json", "devices"}, t.Output()); err != nil || !c.Devices || !c.DevicesJSON {
		t.Errorf("--json devices: %+v, %v", c, err)
	}
}

func TestDevicesAsJSON(t *testing.T) {
	var out strings.Builder
	if err := devicesAsJSON(&out, nil); err != nil || strings.TrimSpace(out.String()) != "[]" {
		t.Errorf("no device: %q, %v", out.String(), err)
	}
	out.Reset()
	list := []capture.Device{{Kind: capture.Camera, Label: "A <b>", Spec: "camera:A <b>", Default: true, Formats: []capture.Format{{Pixels: "MJPEG", Width: 640, Height: 480, FrameRate: 30}}}}
	if err := devicesAsJSON(&out, list); err != nil || !strings.Contains(out.String(), `"spec": "camera:A <b>"`) || !strings.Contains(out.String(), `"frameRate": 30`) {
		t.Errorf("%q, %v", out.String(), err)
	}
}
