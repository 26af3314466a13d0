package app

import (
	"errors"
	"flag"
	"fmt"
	"io"
	"log/slog"
	"os"
	"strings"

	"onair/internal/cli"
	"onair/server"
	"onair/signaling/address"
)

// Command is what the command line asks for.
type Command struct {
	Options
	// Devices, DevicesJSON and Version ask for text on the terminal instead of a window.
	Devices, DevicesJSON, Version bool

	logLevel   string
	roomNumber uint64
}

// ErrHelp says that the help, or another text for the terminal, was asked for and
// printed.
var ErrHelp = flag.ErrHelp

// table lists commands and options, which fill in c.
func (c *Command) table() *cli.Program {
	at := server.Defaults()
	common := func(name string) *flag.FlagSet {
		fs := flag.NewFlagSet(name, flag.ContinueOnError)
		fs.SetOutput(io.Discard)
		fs.StringVar(&c.Server, "server", "", "server `address`; empty: the server on this computer")
		fs.StringVar(&c.User, "user", "", "user `ID`; signs in at once")
		fs.StringVar(&c.Nickname, "nickname", "", "`name` that others see")
		fs.StringVar(&c.Camera, "camera", "", "camera `spec`: camera:LABEL, file:PATH, picture:PATH, screen:N, test:, none")
		fs.StringVar(&c.Microphone, "mic", "", "microphone `spec`: mic:LABEL, file:PATH, tone:HZ, silence:, none")
		fs.StringVar(&c.StatsFile, "stats", "", "write one JSON line a second to `file`")
		fs.StringVar(&c.ConfigDir, "config", "", "`folder` of the settings")
		fs.StringVar(&c.DataDir, "data", "", "`folder` of the embedded server's data")
		fs.StringVar(&c.ServerAddr, "listen", "", "`host:port` of the embedded server ("+at.ListenAddr+")")
		fs.StringVar(&c.MediaAddr, "media", "", "`host:port` of the embedded server's media ("+at.MediaAddr+")")
		fs.BoolVar(&c.New, "new", false, "open another window though one is open")
		fs.StringVar(&c.UIMap, "ui-map", "", "keep a JSON `file` with the places of named controls, for tests")
		fs.StringVar(&c.logLevel, "log", "warn", "log `level`: debug, info, warn, error")
		return fs
	}
	live, devices := common("live"), common("devices")
	live.StringVar(&c.Title, "title", "", "`title` of the live")
	live.Uint64Var(&c.roomNumber, "room", 0, "room `number` of the live, 1 to 4294967294; 0 makes one")
	devices.BoolVar(&c.DevicesJSON, "json", false, "print a JSON list")
	return &cli.Program{
		Name: "onair", Title: "live streaming from the desktop, with your own server", Version: Version, Common: common(""),
		Commands: []cli.Command{
			{Args: "[LINK]", Summary: "open the window, or a link onair://HOST:PORT/ROOM"},
			{Name: "live", Summary: "sign in and go live", Options: live},
			{Name: "watch", Args: "ROOM|LINK", Summary: "sign in and watch; ROOM 0 is the first live room"},
			{Name: "devices", Summary: "list cameras, microphones and screens", Options: devices},
			{Name: "version", Summary: "print the version"},
			{Name: "help", Args: "[COMMAND]", Summary: "print the help", Words: []string{"live", "watch", "devices"}},
			{Name: "completion", Args: "SHELL", Summary: "print the completions for a shell", Words: cli.Shells()},
			{Name: "man", Summary: "print the manual page"},
		},
		About: "OnAir goes live from this computer with camera, beauty filters and sound, and watches others. The room server runs inside it; " +
			"onaird is the same server alone.",
		Sections: manual,
	}
}

// ParseCommand reads the program's arguments (without its name); options may stand
// before and after the command. Help, manual page and completions go to out, with
// ErrHelp.
func ParseCommand(args []string, out io.Writer) (Command, error) {
	var c Command
	p := c.table()
	line := p.Split(args)
	verb, known := p.Command(line.Command)
	switch {
	case !known && !address.IsLink(line.Command):
		return c, fmt.Errorf("%q is not understood; see onair --help", line.Command)
	case line.Help:
		p.Help(out, line.Command)
		return c, ErrHelp
	case line.Version:
		c.Version = true
		return c, nil
	}
	fs := verb.Options
	if fs == nil {
		fs = p.Common
	}
	words, err := interleaved(fs, line.Rest)
	if err != nil {
		return c, fmt.Errorf("%w; see %s --help", err, strings.TrimSpace("onair "+verb.Name))
	}
	if err := c.checkOptions(); err != nil {
		return c, err
	}
	if line.Command != "" {
		words = append([]string{line.Command}, words...)
	}
	return c, c.parseVerb(p, words, out)
}

// checkOptions refuses values that cannot be meant.
func (c *Command) checkOptions() error {
	var l slog.Level
	if err := l.UnmarshalText([]byte(c.logLevel)); err != nil {
		return fmt.Errorf("--log %s: use debug, info, warn or error", c.logLevel)
	}
	c.Logger = slog.New(slog.NewTextHandler(os.Stderr, &slog.HandlerOptions{Level: l}))
	if c.roomNumber > 4294967294 {
		return errors.New("a room number is 1 to 4294967294")
	}
	c.RoomNumber = uint32(c.roomNumber)
	return errors.Join(cli.HostPort("listen", c.ServerAddr), cli.HostPort("media", c.MediaAddr))
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

func (c *Command) parseVerb(p *cli.Program, args []string, out io.Writer) error {
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
	case address.IsLink(verb) && len(rest) == 0:
		return c.parseWatch(verb)
	case verb == "devices" && len(rest) == 0:
		c.Devices = true
	case verb == "version" && len(rest) == 0:
		c.Version = true
	case verb == "man" && len(rest) == 0:
		p.Man(out, 1)
		return ErrHelp
	case verb == "completion" && len(rest) == 1:
		if err := p.Completion(out, rest[0]); err != nil {
			return err
		}
		return ErrHelp
	default:
		return fmt.Errorf("%q is not understood; see onair --help", strings.Join(args, " "))
	}
	return nil
}

func (c *Command) parseWatch(text string) error {
	c.Start, c.Link = StartWatch, text
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
