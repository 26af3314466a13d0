// Command lines has viewers watch one stream over bad lines, and prints how they fared: a
// real onaird, a real anchor with a face and sound in three encodings, and a viewer for each
// line, all through liveroom, with media/rtc/lossy between each viewer and the server. make
// lines runs it in the project's folder.
//
//	go run ./tools/lines [-at-once 5] [-for 60s] [-only REGEXP] [-onaird build/onaird] [-source file:CLIP] [-v]
package main

import (
	"context"
	"flag"
	"fmt"
	"log"
	"os"
	"os/signal"
	"path/filepath"
	"regexp"
	"runtime"
	"slices"
	"strings"
	"sync"
	"time"
)

type options struct {
	atOnce int
	long   time.Duration
	only   *regexp.Regexp
	onaird string
	source string
	log    string
	told   bool
}

func main() {
	log.SetFlags(0)
	var o options
	only := ""
	flag.IntVar(&o.atOnce, "at-once", 5, "how many lines are watched at once")
	flag.DurationVar(&o.long, "for", time.Minute, "how `long` each is watched from its first picture on")
	flag.StringVar(&only, "only", "", "the lines whose names match this `pattern`")
	flag.StringVar(&o.onaird, "onaird", "build/onaird", "the server's `program`")
	flag.StringVar(&o.source, "source", "", "the anchor's `camera` and microphone, as SetCamera takes it (default: a face and a tone, made by ffmpeg)")
	flag.StringVar(&o.log, "log", "", "`file` for the server's log")
	flag.BoolVar(&o.told, "v", false, "tell each viewer's numbers each second")
	flag.Parse()
	var err error
	if o.only, err = regexp.Compile(only); err != nil {
		log.Fatal("lines: ", err)
	}
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	if err := run(ctx, o); err != nil {
		log.Fatal("lines: ", err)
	}
}

func run(ctx context.Context, o options) (err error) {
	dir, err := os.MkdirTemp("", "onair-lines-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	todo := slices.DeleteFunc(slices.Clone(ways), func(w way) bool { return !o.only.MatchString(w.name) })
	if o.source == "" {
		all := time.Duration(len(todo)/o.atOnce+1) * (o.long + 10*time.Second)
		if o.source, err = makeClip(ctx, dir, all); err != nil {
			return err
		}
	}
	if o.log == "" {
		o.log = filepath.Join(dir, "onaird.log")
	}
	h, err := startHouse(ctx, o.onaird, dir, o.log)
	if err != nil {
		return err
	}
	defer h.close()
	anchor, err := h.goLive(ctx, o.source)
	if err != nil {
		return err
	}
	defer anchor.Close()
	fmt.Printf("%s, %d processors, load %s\n\n%s\n", time.Now().Format("2 January 2006 15:04"), runtime.NumCPU(), load(), header)
	missed, scarce := "", 0.0
	for len(todo) > 0 {
		some := todo[:min(o.atOnce, len(todo))]
		todo = todo[len(some):]
		results := make([]result, len(some))
		looking, stop := context.WithCancel(ctx)
		short := make(chan float64, 1)
		go func() { short <- busy(looking, anchor) }()
		var wg sync.WaitGroup
		for i, w := range some {
			wg.Go(func() { results[i] = h.watch(ctx, w, o) })
		}
		wg.Wait()
		stop()
		scarce = max(scarce, <-short)
		if err := ctx.Err(); err != nil {
			return err
		}
		for i, r := range results {
			fmt.Println(r.row(some[i]))
			missed += r.misses(some[i])
		}
	}
	fmt.Printf("\nLoad at the end: %s. The anchor was short of the processor for up to %.0f %% of the time.\n", load(), 100*scarce)
	if missed != "" {
		fmt.Printf("Goals missed:\n%s", missed)
	}
	return nil
}

// load is the machine's, of the last minute.
func load() string {
	b, err := os.ReadFile("/proc/loadavg")
	if err != nil {
		return "not known"
	}
	one, _, _ := strings.Cut(string(b), " ")
	return one
}
