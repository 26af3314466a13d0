package app

import (
	"os"
	"path/filepath"
	"testing"

	"onair/app/model"
)

// TestAFolderThatCannotBeWrittenIsSaid: the window opens with what can be read, and
// says that nothing is kept and where a folder is named.
func TestAFolderThatCannotBeWrittenIsSaid(t *testing.T) {
	file := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(file, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	readable := t.TempDir() // whose lock cannot be opened, as in a folder without the right to write
	if err := os.Mkdir(filepath.Join(readable, "profile.lock"), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(readable, "profile.json"), []byte(`{"nickname": "Anna"}`), 0o400); err != nil {
		t.Fatal(err)
	}
	unreadable := t.TempDir()
	if err := os.Mkdir(filepath.Join(unreadable, "profile.json"), 0o700); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		dir, nickname string
		code          model.FailureCode
	}{
		{"", "", model.FailureSettingsNowhere},
		{file, "", model.FailureSettingsFolder},
		{filepath.Join(file, "below"), "", model.FailureSettingsFolder},
		{readable, "Anna", model.FailureSettingsFolder},
		{unreadable, "", model.FailureSettingsFolder},
		{t.TempDir(), "", ""},
	} {
		for _, name := range []string{"HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "AppData"} {
			t.Setenv(name, "")
		}
		a, err := New(Options{ConfigDir: c.dir})
		if err != nil {
			t.Errorf("%q: no window: %v", c.dir, err)
			continue
		}
		s := a.Store.State()
		if c.code == "" {
			if len(s.Notices) != 0 {
				t.Errorf("a good folder: %+v", s.Notices)
			}
		} else if len(s.Notices) != 1 || s.Notices[0].Failure == nil || s.Notices[0].Failure.Code != c.code || s.Notices[0].Failure.Subject != c.dir {
			t.Errorf("%q: said is %+v, want %s", c.dir, s.Notices, c.code)
		}
		if s.Welcome.Form.Nickname != c.nickname {
			t.Errorf("%q: the name is %q", c.dir, s.Welcome.Form.Nickname)
		}
		a.desk.Save()
		if got := len(a.Store.State().Notices); got != len(s.Notices) {
			t.Errorf("%q: it is said %d times", c.dir, got)
		}
		if err := a.Close(); err != nil {
			t.Error(err)
		}
	}
}
