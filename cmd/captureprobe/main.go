// Command captureprobe shows what media/capture finds and gets on a machine.
// It is a developer's tool, small enough to run in a virtual machine that has
// devices of its own.
//
//	captureprobe                          list the devices
//	captureprobe -formats                 list them with all their formats
//	captureprobe -video camera: -audio default -seconds 5
//	                                      capture and say what came
//	captureprobe -all -seconds 3          capture from every device in turn
//	captureprobe -video default -pixels YUYV
//	                                      with this pixel layout only
//	captureprobe -watch -seconds 10       print each plug and unplug
//	captureprobe -do 3s:/sys/path=text    meanwhile write text to a file after
//	                                      3 s (unbind a driver); may be repeated
//
// A report line is "video:" or "audio:" with key=value pairs; late_ms is how long
// after its capture time a picture or block was given, mean and most. The status
// is 1 when a source failed, 0 otherwise.
package main

import (
	"context"
	"flag"
	"fmt"
	"os"
	"os/signal"
	"strings"
	"sync/atomic"
	"time"

	"onair/media/capture"
)

type options struct {
	video, audio  string
	width, height int
	rate          float64
	pixels        string
	seconds       float64
	formats       bool
	all, watch    bool
	actions       []action
}

func main() {
	o, err := parse(os.Args[1:])
	if err != nil {
		os.Exit(2)
	}
	ctx, cancel := signal.NotifyContext(context.Background(), os.Interrupt)
	defer cancel()
	if err := run(ctx, o); err != nil {
		fmt.Println("captureprobe:", err)
		os.Exit(1)
	}
}

func parse(args []string) (*options, error) {
	o := &options{}
	f := flag.NewFlagSet("captureprobe", flag.ContinueOnError)
	f.StringVar(&o.video, "video", "", "source of pictures to capture from, such as default or camera:LABEL")
	f.StringVar(&o.audio, "audio", "", "source of sound to capture from, such as default or mic:LABEL")
	f.IntVar(&o.width, "width", 1280, "picture width asked for")
	f.IntVar(&o.height, "height", 720, "picture height asked for")
	f.Float64Var(&o.rate, "rate", 30, "frame rate asked for")
	f.StringVar(&o.pixels, "pixels", "", "pixel layout to use, such as YUYV; all: each that the camera has, in turn")
	f.Float64Var(&o.seconds, "seconds", 3, "how long to capture or watch")
	f.BoolVar(&o.formats, "formats", false, "list every format of every device")
	f.BoolVar(&o.all, "all", false, "capture from every camera and microphone in turn")
	f.BoolVar(&o.watch, "watch", false, "print plugging and unplugging")
	f.Func("do", "`DELAY:PATH=TEXT`: write TEXT to the file PATH after DELAY", func(s string) error {
		a, err := parseAction(s)
		o.actions = append(o.actions, a)
		return err
	})
	return o, f.Parse(args)
}

func run(ctx context.Context, o *options) error {
	list, err := capture.Devices(ctx)
	if err != nil {
		return err
	}
	printDevices(list, o.formats)
	capCtx, cancel := context.WithTimeout(ctx, time.Duration(o.seconds*float64(time.Second)))
	defer cancel()
	stop := runActions(capCtx, o.actions)
	defer stop()
	if o.watch {
		done := make(chan struct{})
		go func() {
			defer close(done)
			capture.Watch(capCtx, func(l []capture.Device) {
				fmt.Println("watch: the devices are now", strings.Join(labels(l), ", "))
			})
		}()
		defer func() { <-done }()
	}
	return captureFrom(ctx, capCtx, o, list)
}

func captureFrom(ctx, capCtx context.Context, o *options, list []capture.Device) error {
	if o.all {
		return captureAll(ctx, o, list)
	}
	var failed atomic.Bool
	var jobs []func()
	job := func(src capture.Source, err error) {
		if err != nil {
			fmt.Println("open: FAILED:", err)
			failed.Store(true)
			return
		}
		jobs = append(jobs, func() {
			if !probe(capCtx, src) {
				failed.Store(true)
			}
		})
	}
	if o.pixels == "all" {
		return captureLayouts(ctx, o, list)
	}
	if o.video != "" {
		job(capture.OpenVideo(o.video, o.asked()))
	}
	if o.audio != "" {
		job(capture.OpenAudio(o.audio))
	}
	together(jobs)
	if o.watch {
		<-capCtx.Done()
	}
	if failed.Load() {
		return fmt.Errorf("a source failed")
	}
	return nil
}

func (o *options) asked() capture.VideoOptions {
	return capture.VideoOptions{Width: o.width, Height: o.height, FrameRate: o.rate, Pixels: o.pixels}
}

// captureAll tries every camera and microphone, each alone.
func captureAll(ctx context.Context, o *options, list []capture.Device) error {
	failed := 0
	for _, d := range list {
		var src capture.Source
		var err error
		switch d.Kind {
		case capture.Camera, capture.Screen:
			src, err = capture.OpenVideo(d.Spec, o.asked())
		default:
			src, err = capture.OpenAudio(d.Spec)
		}
		ok := err == nil
		if ok {
			one, cancel := context.WithTimeout(ctx, time.Duration(o.seconds*float64(time.Second)))
			ok = probe(one, src)
			cancel()
		} else {
			fmt.Println("open: FAILED:", err)
		}
		if !ok {
			failed++
		}
	}
	if failed > 0 {
		return fmt.Errorf("%d of %d devices failed", failed, len(list))
	}
	return nil
}

// captureLayouts tries each pixel layout of the first camera.
func captureLayouts(ctx context.Context, o *options, list []capture.Device) error {
	for _, d := range list {
		if d.Kind != capture.Camera {
			continue
		}
		for _, px := range layouts(d.Formats) {
			asked := o.asked()
			asked.Pixels = px
			src, err := capture.OpenVideo(d.Spec, asked)
			if err != nil {
				return err
			}
			one, cancel := context.WithTimeout(ctx, time.Duration(o.seconds*float64(time.Second)))
			fmt.Println("layout:", px)
			ok := probe(one, src)
			cancel()
			if !ok {
				return fmt.Errorf("%s failed", px)
			}
		}
		return nil
	}
	return fmt.Errorf("no camera")
}
