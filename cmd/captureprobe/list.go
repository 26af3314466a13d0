package main

import (
	"cmp"
	"context"
	"fmt"
	"os"
	"slices"
	"strings"
	"sync"
	"time"

	"onair/media/capture"
)

func labels(list []capture.Device) []string {
	var l []string
	for _, d := range list {
		l = append(l, fmt.Sprintf("%s %q", d.Kind, d.Label))
	}
	if len(l) == 0 {
		return []string{"none"}
	}
	return l
}

func printDevices(list []capture.Device, formats bool) {
	fmt.Println("devices:", len(list))
	for _, d := range list {
		fmt.Printf("device: kind=%s label=%q spec=%q default=%v formats=%d\n", d.Kind, d.Label, d.Spec, d.Default, len(d.Formats))
		printFormats(d.Formats, formats)
	}
}

// printFormats prints one line for each pixel layout.
func printFormats(list []capture.Format, all bool) {
	by := map[string][]string{}
	for _, f := range list {
		by[f.Pixels] = append(by[f.Pixels], fmt.Sprintf("%dx%d@%g", f.Width, f.Height, f.FrameRate))
	}
	var keys []string
	for k := range by {
		keys = append(keys, k)
	}
	slices.SortFunc(keys, cmp.Compare)
	for _, k := range keys {
		if all {
			fmt.Printf("format: %s %s\n", k, strings.Join(by[k], " "))
		} else {
			fmt.Printf("format: %s %d sizes and rates\n", k, len(by[k]))
		}
	}
}

// layouts lists the pixel layouts once each.
func layouts(list []capture.Format) []string {
	var names []string
	for _, f := range list {
		if !slices.Contains(names, f.Pixels) {
			names = append(names, f.Pixels)
		}
	}
	slices.Sort(names)
	return names
}

// action is something to do to the machine while capturing.
type action struct {
	after      time.Duration
	path, text string
}

func parseAction(s string) (action, error) {
	delay, rest, ok := strings.Cut(s, ":")
	path, text, ok2 := strings.Cut(rest, "=")
	d, err := time.ParseDuration(delay)
	if !ok || !ok2 || err != nil {
		return action{}, fmt.Errorf("want DELAY:PATH=TEXT, got %q", s)
	}
	return action{d, path, text}, nil
}

// runActions does each when its time comes; the answer waits for them.
func runActions(ctx context.Context, list []action) (wait func()) {
	var wg sync.WaitGroup
	for _, a := range list {
		wg.Go(func() {
			select {
			case <-time.After(a.after):
				err := os.WriteFile(a.path, []byte(a.text), 0)
				fmt.Printf("do: wrote %q to %s: %v\n", a.text, a.path, err)
			case <-ctx.Done():
			}
		})
	}
	return wg.Wait
}
