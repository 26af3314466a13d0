package app

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"text/tabwriter"

	"onair/liveroom"
	"onair/media/capture"
)

// listedDevice is a device in the JSON list.
type listedDevice struct {
	Kind    string         `json:"kind"`
	Label   string         `json:"label"`
	Spec    string         `json:"spec"`
	Default bool           `json:"default"`
	Formats []listedFormat `json:"formats,omitempty"`
}

type listedFormat struct {
	Pixels    string  `json:"pixels"`
	Width     int     `json:"width"`
	Height    int     `json:"height"`
	FrameRate float64 `json:"frameRate,omitempty"`
}

// ListDevices prints what can be opened: one a line, or as a JSON list.
func ListDevices(ctx context.Context, out io.Writer, asJSON bool) error {
	list, err := liveroom.Devices(ctx)
	if err != nil {
		return err
	}
	if asJSON {
		return devicesAsJSON(out, list)
	}
	return devicesAsTable(out, list)
}

func devicesAsJSON(out io.Writer, list []capture.Device) error {
	listed := make([]listedDevice, 0, len(list)) // no device is [], not null
	for _, d := range list {
		one := listedDevice{Kind: d.Kind.String(), Label: d.Label, Spec: d.Spec, Default: d.Default}
		for _, f := range d.Formats {
			one.Formats = append(one.Formats, listedFormat{Pixels: f.Pixels, Width: f.Width, Height: f.Height, FrameRate: f.FrameRate})
		}
		listed = append(listed, one)
	}
	e := json.NewEncoder(out)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	return e.Encode(listed)
}

func devicesAsTable(out io.Writer, list []capture.Device) error {
	if len(list) == 0 {
		_, err := fmt.Fprintln(out, "No camera, microphone or screen was found. A file (file:clip.mp4), a picture (picture:me.png) or the test picture (test:) can stand in.")
		return err
	}
	w := tabwriter.NewWriter(out, 0, 4, 2, ' ', 0)
	for _, d := range list {
		mark := ""
		if d.Default {
			mark = "default"
		}
		fmt.Fprintf(w, "%s\t%s\t%s\t%s\n", d.Kind, d.Label, d.Spec, mark)
	}
	return w.Flush()
}
