// Command lines has viewers watch one stream over bad lines, and prints how they fared: a
// real onaird, a real anchor with a face and sound in three encodings, and a viewer for each
// line, all through liveroom, with media/rtc/lossy between each viewer and the server. make
// lines runs it in the project's folder.
//
//	go run ./tools/lines [-at-once 5] [-for 60s] [-only REGEXP] [-onaird build/onaird] [-source file:CLIP] [-v]
//
// With -browser each viewer is a Chromium in a network of its own, with the server's page,
// one after the other; with -page it is any other server's. This takes Linux, and root.
//
//	go run ./tools/lines -browser
//	go run ./tools/lines -page http://10.9.3.1:8000/x -serve COMMAND -whip http://10.9.3.1:8000/x/whip [-script JAVASCRIPT]
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

	browser bool
	site    site
	serve   string
	whip    string
	sender  site
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
	flag.BoolVar(&o.browser, "browser", false, "viewers are Chromium's, with the server's page")
	flag.StringVar(&o.site.url, "page", "", "viewers are Chromium's, with the page at this `address` of another server")
	flag.StringVar(&o.serve, "serve", "", "`command` that starts that server, in the run's network, where it is "+serverAddr)
	flag.StringVar(&o.whip, "whip", "", "`address` where it takes the anchor's picture and sound, in one encoding, by WHIP")
	flag.StringVar(&o.sender.url, "sender", "", "`address` of a page that takes them from a Chromium's camera and microphone instead")
	flag.StringVar(&o.sender.script, "sender-script", "", "`JavaScript` that does there what somebody has to do to send")
	flag.StringVar(&o.site.script, "script", "", "`JavaScript` that does on the page what somebody has to do to watch")
	flag.Parse()
	var err error
	if o.only, err = regexp.Compile(only); err != nil {
		log.Fatal("lines: ", err)
	}
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	run := run
	if o.browser || o.site.url != "" {
		run = runPages
	}
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
	if err := o.prepare(ctx, dir, time.Duration(len(todo)/o.atOnce+1)*(o.long+10*time.Second)); err != nil {
		return err
	}
	h, err := startHouse(ctx, o.onaird, "127.0.0.1", dir, o.log)
	if err != nil {
		return err
	}
	defer h.close()
	anchor, err := h.goLive(ctx, o.source)
	if err != nil {
		return err
	}
	defer anchor.Close()
	begin(header)
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

// prepare makes what was not given.
func (o *options) prepare(ctx context.Context, dir string, long time.Duration) (err error) {
	if o.source == "" {
		o.source, err = makeClip(ctx, dir, long)
	}
	if o.log == "" {
		o.log = filepath.Join(dir, "server.log")
	}
	return err
}

// begin is what the output begins with.
func begin(header string) {
	fmt.Printf("%s, %d processors, load %s\n\n%s\n", time.Now().Format("2 January 2006 15:04"), runtime.NumCPU(), load(), header)
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
