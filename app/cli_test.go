package app

import (
	"errors"
	"strings"
	"testing"
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
	for _, line := range []string{"--no-such", "live extra", "watch", "--title T", "--room 7 watch 7", "live --room 4294967295"} {
		var out strings.Builder
		if _, err := ParseCommand(strings.Fields(line), &out); err == nil || strings.Contains(err.Error(), "\n") || out.Len() > 0 {
			t.Errorf("%s: %v, %q", line, err, out.String())
		}
	}
	if c, err := ParseCommand([]string{"--version"}, t.Output()); err != nil || !c.Version {
		t.Errorf("--version: %+v, %v", c, err)
	}
}
