package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// settingsOf reads a command line as serve does.
func settingsOf(t *testing.T, args ...string) (*settings, error) {
	t.Helper()
	var s settings
	if err := parse(s.serveFlags(), args, noEnv); err != nil {
		t.Fatal(err)
	}
	return &s, s.completeServe()
}

func write(t *testing.T, text string) string {
	t.Helper()
	file := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return file
}

func TestOptionsAreCheckedByName(t *testing.T) {
	for _, args := range [][]string{
		{"--max-rooms", "0"}, {"--max-per-address", "-1"}, {"--max-co-anchors", "32"}, {"--message-rate", "NaN"}, {"--message-burst", "0"},
		{"--chat-rate", "0"}, {"--chat-burst", "0"}, {"--room-chat-rate", "-3"}, {"--call-time", "0s"}, {"--seat-time", "2h"}, {"--pk-time", "1s"},
		{"--start-coins", "-1"}, {"--host-grace", "0s"}, {"--kick-time", "-1s"}, {"--keep-gifts", "1m"}, {"--blocked-words", "/no/such/file"}, {"--gifts", "/no/such/file"},
		{"--gifts", write(t, "{}")}, {"--gifts", write(t, "[]")}, {"--gifts", write(t, `[{"giftId":"a","price":0}]`)},
		{"--gifts", write(t, `[{"giftId":"a","price":1,"prise":2}]`)}, {"--gifts", write(t, `[{"giftId":"a","price":1}] x`)},
	} {
		if _, err := settingsOf(t, args...); err == nil || !strings.Contains(err.Error(), args[0]+":") {
			t.Errorf("%v: %v", args, err)
		}
	}
	if _, err := settingsOf(t, "--max-rooms", "0", "--chat-rate", "0"); err == nil || strings.Count(err.Error(), "--") != 2 {
		t.Errorf("two mistakes: %v", err)
	}
}

func TestOptionsReachTheServer(t *testing.T) {
	s, err := settingsOf(t, "--gifts", write(t, `[{"giftId":"tea","name":"Tea","price":3,"grand":true}]`), "--blocked-words", write(t, "# mine\n Spam \n\nfoo bar\n"),
		"--start-coins", "0", "--max-co-anchors", "0", "--chat-rate", "2.5", "--announce=false", "--kick-time", "0s")
	if err != nil {
		t.Fatal(err)
	}
	if len(s.Gifts) != 1 || s.Gifts[0].Price != 3 || !s.Gifts[0].Grand || strings.Join(s.BlockedWords, "|") != "Spam|foo bar" {
		t.Errorf("%+v %q", s.Gifts, s.BlockedWords)
	}
	if s.StartCoins != -1 || s.Limits.MaxCoAnchors != -1 || s.Limits.ChatRate != 2.5 || s.Announce || s.Limits.KickTime >= 0 {
		t.Errorf("%+v", s.Config)
	}
	if s, err := settingsOf(t); err != nil || s.StartCoins != 1000 || !s.Announce || s.Gifts != nil {
		t.Errorf("nothing given: %+v, %v", s.Config, err)
	}
}
