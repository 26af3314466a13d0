package app

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"log/slog"
	"os"
	"strings"
	"text/tabwriter"

	"onair/liveroom"
	"onair/signaling/address"
)

const usage = `OnAir: live streaming from the desktop, with your own server.

  onair [options]                        open the window
  onair [options] live [--title T] [--room N]
                                         sign in and go live
  onair [options] watch ROOM|LINK        sign in and watch; ROOM 0 is the first live room
  onair onair://HOST:PORT/ROOM           open a link
  onair devices                          list cameras, microphones and screens
  onair version, onair help

Options, before or after the command:
`

// Command is what the command line asks for.
type Command struct {
	Options
	// Devices and Version ask for text on the terminal instead of a window.
	Devices, Version bool
}

// ErrHelp says that the help was asked for and printed.
var ErrHelp = flag.ErrHelp

// ParseCommand reads the program's arguments (without its name); options may stand
// before and after the command. The help goes to out, with ErrHelp.
func ParseCommand(args []string, out io.Writer) (Command, error) {
	var c Command
	var level string
	fs := flag.NewFlagSet("onair", flag.ContinueOnError)
	fs.SetOutput(io.Discard)
	fs.StringVar(&c.Server, "server", "", "server `address`; empty: the server on this computer")
	fs.StringVar(&c.User, "user", "", "user `ID`; signs in at once")
	fs.StringVar(&c.Nickname, "nickname", "", "`name` that others see")
	fs.StringVar(&c.Camera, "camera", "", "camera `spec`: camera:LABEL, file:PATH, picture:PATH, screen:N, test:, none")
	fs.StringVar(&c.Microphone, "mic", "", "microphone `spec`: mic:LABEL, file:PATH, tone:HZ, silence:, none")
	fs.StringVar(&c.StatsFile, "stats", "", "write one JSON line a second to `file`")
	fs.StringVar(&c.ConfigDir, "config", "", "`folder` of the settings")
	fs.StringVar(&c.DataDir, "data", "", "`folder` of the embedded server's data")
	fs.StringVar(&c.ServerAddr, "listen", "", "`host:port` of the embedded server (:7880)")
	fs.StringVar(&c.MediaAddr, "media", "", "`host:port` of the embedded server's media (:7881)")
	fs.StringVar(&c.UIMap, "ui-map", "", "keep a JSON `file` with the places of named controls, for tests")
	fs.StringVar(&level, "log", "warn", "log `level`: debug, info, warn, error")
	fs.StringVar(&c.Title, "title", "", "`title` of the live")
	room := fs.Uint64("room", 0, "room `number` of the live; 0 makes one")
	fs.BoolVar(&c.Version, "version", false, "print the version")
	words, err := interleaved(fs, args)
	if errors.Is(err, flag.ErrHelp) || len(words) == 1 && words[0] == "help" {
		fmt.Fprint(out, usage)
		fs.SetOutput(out)
		fs.PrintDefaults()
		return c, ErrHelp
	}
	if err != nil {
		return c, fmt.Errorf("%w; see onair --help", err)
	}
	var l slog.Level
	if err := l.UnmarshalText([]byte(level)); err != nil {
		return c, fmt.Errorf("--log %s: use debug, info, warn or error", level)
	}
	c.Logger = slog.New(slog.NewTextHandler(os.Stderr, &slog.HandlerOptions{Level: l}))
	if *room > 4294967294 {
		return c, errors.New("a room number is 1 to 4294967294")
	}
	c.RoomNumber = uint32(*room)
	if c.Version {
		return c, nil
	}
	if err := c.parseVerb(words); err != nil {
		return c, err
	}
	if c.Start != StartLive && (c.Title != "" || c.RoomNumber != 0) {
		return c, errors.New("--title and --room belong to live; see onair --help")
	}
	return c, nil
}

// interleaved reads options wherever they stand and returns the rest.
func interleaved(fs *flag.FlagSet, args []string) (words []string, err error) {
	for {
		if err := fs.Parse(args); err != nil {
			return words, err
		}
		if fs.NArg() == 0 {
			return words, nil
		}
		words, args = append(words, fs.Arg(0)), fs.Args()[1:]
	}
}

func (c *Command) parseVerb(args []string) error {
	if len(args) == 0 {
		return nil
	}
	verb, rest := args[0], args[1:]
	switch {
	case verb == "live" && len(rest) == 0:
		c.Start = StartLive
	case verb == "live":
		return fmt.Errorf("live: %q is not understood", rest[0])
	case verb == "watch" && len(rest) == 1:
		return c.parseWatch(rest[0])
	case verb == "watch":
		return errors.New("watch needs one room number or link")
	case address.IsLink(verb):
		return c.parseWatch(verb)
	case verb == "devices" && len(rest) == 0:
		c.Devices = true
	case verb == "version" && len(rest) == 0:
		c.Version = true
	default:
		return fmt.Errorf("%q is not understood; see onair --help", strings.Join(args, " "))
	}
	return nil
}

func (c *Command) parseWatch(text string) error {
	c.Start = StartWatch
	if text == "0" {
		return nil
	}
	link, err := address.ParseLink(text)
	if err != nil {
		return err
	}
	c.Room, c.Invite = link.Room, link.Invite
	if !link.Server.IsZero() && c.Server == "" {
		c.Server = link.Server.Short()
	}
	return nil
}

// ListDevices prints what can be opened, one a line.
func ListDevices(ctx context.Context, out io.Writer) error {
	list, err := liveroom.Devices(ctx)
	if err != nil {
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
	if err := w.Flush(); err != nil {
		return err
	}
	if len(list) == 0 {
		fmt.Fprintln(out, "No camera, microphone or screen was found. A file (file:clip.mp4), a picture (picture:me.png) or the test picture (test:) can stand in.")
	}
	return nil
}
