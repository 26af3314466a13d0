// Command onair is OnAir's desktop app: go live with camera, beauty filters and
// sound, watch others, with a room server of your own inside.
package main

import (
	"context"
	"errors"
	"fmt"
	"os"

	"onair/app"
	"onair/internal/cli"
	"onair/views"
)

func main() {
	cmd, err := app.ParseCommand(os.Args[1:], os.Stdout)
	switch {
	case errors.Is(err, app.ErrHelp):
		return
	case err != nil:
		fmt.Fprintln(os.Stderr, "onair:", cli.OneLine(err))
		os.Exit(2)
	}
	if err := run(cmd); err != nil {
		fmt.Fprintln(os.Stderr, "onair:", err)
		os.Exit(1)
	}
}

func run(cmd app.Command) error {
	switch {
	case cmd.Version:
		fmt.Println("OnAir", app.Version, app.Build)
		return nil
	case cmd.Devices:
		return app.ListDevices(context.Background(), os.Stdout, cmd.DevicesJSON)
	}
	if err := checkDisplay(); err != nil {
		return err
	}
	if app.HandOver(cmd.Options) {
		return nil
	}
	tuneMemory()
	if dir, err := os.UserCacheDir(); err == nil {
		os.MkdirAll(dir, 0o700) // the toolkit makes its own folder in it, not the folder itself
	}
	a, err := app.New(cmd.Options)
	if err != nil {
		return err
	}
	defer a.Close()
	if _, err := os.UserConfigDir(); err != nil { // the toolkit would write its own into the current folder
		dir, err := os.MkdirTemp("", "onair-")
		if err != nil {
			return fmt.Errorf("no folder for temporary files: %w", err)
		}
		defer os.RemoveAll(dir)
		os.Setenv("XDG_CONFIG_HOME", dir)
	}
	a.Run()
	return views.Run(views.Config{
		Store: a.Store, Actions: a, ControlMap: cmd.UIMap,
		AttachVideo:  func(tile string, sink views.VideoSink) func() { return a.AttachVideo(tile, sink) },
		NewConverter: func() views.Converter { return app.NewConverter() },
	})
}
