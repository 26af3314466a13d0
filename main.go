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
	if dir, err := os.UserCacheDir(); err == nil {
		_ = os.MkdirAll(dir, 0o700) // the toolkit makes its own folder in it, not the folder itself
	}
	a, err := app.New(cmd.Options)
	if err != nil {
		return err
	}
	defer a.Close()
	remove, err := homeForToolkit()
	if err != nil {
		return err
	}
	defer remove()
	a.Run()
	defer keepSmall(a.Store, giveBack)()
	return views.Run(views.Config{
		Store: a.Store, Actions: a, ControlMap: cmd.UIMap,
		AttachVideo:  func(tile string, sink views.VideoSink) func() { return a.AttachVideo(tile, sink) },
		NewConverter: func() views.Converter { return app.NewConverter() },
	})
}

// homeForToolkit gives the toolkit a folder of its own for a while where the system
// names none: it would write into the current one.
func homeForToolkit() (remove func(), err error) {
	of := map[string]func() (string, error){"XDG_CONFIG_HOME": os.UserConfigDir, "XDG_CACHE_HOME": os.UserCacheDir}
	var made string
	for name, where := range of {
		if _, err := where(); err == nil {
			continue
		}
		if made == "" {
			if made, err = os.MkdirTemp("", "onair-"); err != nil {
				return nil, fmt.Errorf("no folder for temporary files: %w", err)
			}
		}
		if err := os.Setenv(name, made); err != nil {
			return nil, err
		}
	}
	return func() {
		if made != "" {
			os.RemoveAll(made)
		}
	}, nil
}
