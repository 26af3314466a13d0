package main

import (
	"errors"
	"log/slog"
	"regexp"
	"strconv"
	"testing"

	"onair/internal/natstest"
	"onair/server/cluster"
)

// TestBenchMeasuresNodes runs it small: it loads three real nodes, says what each figure
// is, and leaves nothing in a NATS that it was given, which it does not touch if it has
// rooms.
func TestBenchMeasuresNodes(t *testing.T) {
	t.Setenv("ONAIRD_AS_PROGRAM", "1") // its nodes are this program
	ns := natstest.Start(t)
	args := []string{"bench", "--nats", ns.URL(), "--viewers", "3", "--step", "3", "--window", "2s", "--late", "30s", "--for", "1m"}
	out, err := do(t, noEnv, args...)
	if err != nil {
		t.Fatal(err)
	}
	t.Log(out)
	figure := func(line string) float64 {
		m := regexp.MustCompile(line).FindStringSubmatch(out)
		if m == nil {
			t.Errorf("no line like %q", line)
			return 0
		}
		v, err := strconv.ParseFloat(m[1], 64)
		if err != nil {
			t.Error(err)
		}
		return v
	}
	if n := figure(`(?m)^(\d+) viewers fit`); n != 3 {
		t.Errorf("%v viewers fit", n)
	}
	if rate := figure(`the stream +([\d.]+) Mbit/s`); rate < 1 || rate > 2.5 {
		t.Errorf("%v Mbit/s", rate)
	}
	if times := figure(`others .*, ([\d.]+) x one stream for each of 2`); times < 0.5 || times > 2 {
		t.Errorf("the anchor's node sends %v times the stream", times)
	}
	for _, line := range []string{`processor, a viewer +([\d.]+) %`, `node 3 +\d+ % of a core, ([\d.]+) MiB`, `anchor to viewer, median and p95 +([\d.]+) ms`, `joining, median and p95 of 3 +([\d.]+) ms`} {
		if figure(line) == 0 {
			t.Errorf("nothing measured: %s", line)
		}
	}
	figure(`a hop more, median and p95 +(-?[\d.]+) ms`)

	cfg := cluster.Config{URLs: []string{ns.URL()}, Name: "other", Addr: "127.0.0.1:1", Log: slog.New(slog.DiscardHandler)}
	if err := cluster.Unused(t.Context(), cfg); err != nil {
		t.Errorf("something is left: %v", err)
	}
	other, err := cluster.Join(t.Context(), cfg)
	if err != nil {
		t.Fatal(err)
	}
	defer other.Close()
	if _, err := do(t, noEnv, args...); !errors.Is(err, cluster.ErrUsed) {
		t.Errorf("with a NATS that is used: %v", err)
	}
	if err := cluster.Unused(t.Context(), cfg); !errors.Is(err, cluster.ErrUsed) {
		t.Errorf("what others keep is gone: %v", err)
	}
}

func TestBenchIsBounded(t *testing.T) {
	for _, args := range [][]string{{"--nodes", "0"}, {"--nodes", "10"}, {"--viewers", "2"}, {"--viewers", "5001"}, {"--step", "1"}, {"--window", "2m"},
		{"--for", "1h"}, {"--late", "0"}, {"--room", "0"}, {"--nats", "nats://192.0.2.1:4222"}, {"--nats", "nats://example.org"}} {
		if _, err := do(t, noEnv, append([]string{"bench"}, args...)...); !errors.As(err, new(usageError)) {
			t.Errorf("%v: %v", args, err)
		}
	}
}
