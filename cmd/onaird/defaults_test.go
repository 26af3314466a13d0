package main

import (
	"flag"
	"os"
	"reflect"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"time"

	"onair/server"
)

// TestOptionsDefaultToTheServersDefaults: what stands in the help is what the server
// would do by itself.
func TestOptionsDefaultToTheServersDefaults(t *testing.T) {
	var s settings
	listen := s.serveFlags().Lookup("listen")
	d := server.Defaults()
	got, want := reflect.ValueOf(s.Limits), reflect.ValueOf(d.Limits)
	for i := range got.NumField() {
		if f := got.Field(i); !f.IsZero() && !f.Equal(want.Field(i)) {
			t.Errorf("%s: %v, the server has %v", got.Type().Field(i).Name, f, want.Field(i))
		}
	}
	if s.Name != d.Name || listen.DefValue != d.ListenAddr || s.MediaAddr != d.MediaAddr || s.startCoins != d.StartCoins || s.sdkAppID != uint(d.SDKAppID) {
		t.Errorf("%+v", s.Config)
	}
}

// TestOperationsNamesTheDefaults compares the table of options with the program, where
// it gives a value and not words.
func TestOperationsNamesTheDefaults(t *testing.T) {
	paper, err := os.ReadFile("../../docs/operations.md")
	if err != nil {
		t.Fatal(err)
	}
	var s settings
	fs := s.serveFlags()
	fs.Lookup("data-dir").DefValue = "" // it depends on who asks
	named, compared := map[string]bool{}, 0
	for _, row := range regexp.MustCompile("(?m)^\\| (`--[^|]*) \\| ([^|]*) \\|").FindAllStringSubmatch(string(paper), -1) {
		options, values := strings.Split(row[1], ", "), strings.Split(row[2], ", ")
		if len(options) != len(values) {
			values = make([]string, len(options)) // words with a comma
		}
		for i, option := range options {
			name := strings.Trim(option, "`-")
			f := fs.Lookup(name)
			if f == nil {
				t.Errorf("there is no option --%s", name)
				continue
			}
			named[name] = true
			if v, ok := plain(f, values[i]); ok {
				if compared++; v != f.DefValue {
					t.Errorf("--%s: the paper says %q, which is %s; it is %s", name, values[i], v, f.DefValue)
				}
			}
		}
	}
	fs.VisitAll(func(f *flag.Flag) {
		if f.Name != "config" && !named[f.Name] {
			t.Errorf("not in the table: --%s", f.Name)
		}
	})
	if compared < 30 {
		t.Errorf("only %d values compared", compared)
	}
}

// plain turns a value as people write it into the option's; false for words.
func plain(f *flag.Flag, text string) (string, bool) {
	text = strings.Trim(text, "`")
	value := f.Value.(flag.Getter).Get()
	switch {
	case text == "-":
		return "", true
	case text == "on" || text == "off":
		return strconv.FormatBool(text == "on"), true
	}
	switch value.(type) {
	case time.Duration:
		d, err := time.ParseDuration(strings.NewReplacer(" min", "m", " ", "").Replace(text))
		return d.String(), err == nil
	case int64:
		if n, mib := strings.CutSuffix(text, " MiB"); mib {
			n, err := strconv.ParseInt(n, 10, 64)
			return strconv.FormatInt(n<<20, 10), err == nil
		}
	case string:
		return text, !strings.Contains(text, " ") && text != ""
	}
	_, err := strconv.ParseFloat(text, 64)
	return text, err == nil
}
