package model

import (
	"slices"
	"testing"
)

func songs(titles ...string) []Song {
	var out []Song
	for _, t := range titles {
		out = append(out, Song{Path: "/music/" + t + ".mp3", Title: t})
	}
	return out
}

func titles(list []Song) []string {
	var out []string
	for _, s := range list {
		out = append(out, s.Title)
	}
	return out
}

func TestMusicIsFoundByEveryWord(t *testing.T) {
	m := Music{Library: songs("Blue Morning", "Blue Night", "Rain")}
	for query, want := range map[string][]string{
		"":           {"Blue Morning", "Blue Night", "Rain"},
		"blue":       {"Blue Morning", "Blue Night"},
		"NIGHT blue": {"Blue Night"},
		"mp3 rain":   {"Rain"},
		"snow":       nil,
	} {
		if got := titles(m.Found(query)); !slices.Equal(got, want) {
			t.Errorf("%q finds %v, want %v", query, got, want)
		}
	}
}

func TestTheQueueIsReplacedNotChanged(t *testing.T) {
	start := Music{Queue: songs("a", "b", "c", "d")}
	for _, c := range []struct {
		name string
		got  Music
		want []string
	}{
		{"to the end", start.WithMoved(0, 3), []string{"b", "c", "d", "a"}},
		{"to the front", start.WithMoved(2, 0), []string{"c", "a", "b", "d"}},
		{"one down", start.WithMoved(1, 2), []string{"a", "c", "b", "d"}},
		{"nowhere", start.WithMoved(1, 9), []string{"a", "b", "c", "d"}},
		{"taken out", start.WithoutQueued(1), []string{"a", "c", "d"}},
		{"none taken out", start.WithoutQueued(4), []string{"a", "b", "c", "d"}},
		{"one more", start.WithQueued(Song{Title: "e"}), []string{"a", "b", "c", "d", "e"}},
	} {
		if got := titles(c.got.Queue); !slices.Equal(got, c.want) {
			t.Errorf("%s: %v, want %v", c.name, got, c.want)
		}
	}
	if got := titles(start.Queue); !slices.Equal(got, []string{"a", "b", "c", "d"}) {
		t.Errorf("the first queue became %v", got)
	}
}
