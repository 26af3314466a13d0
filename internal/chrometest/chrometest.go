// Package chrometest starts the Chromium that the system has for tests, with files for
// its camera and microphone.
package chrometest

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"

	"github.com/chromedp/chromedp"
)

// ErrMissing says that there is no Chromium.
var ErrMissing = errors.New("no chromium in the path; scripts/deps.sh installs it")

// Launch starts one without a window. The camera is a file of pictures (y4m) and the
// microphone one of sound (wav); both begin again at their ends, and pages have them
// without a question. more are further options. The caller calls stop, which waits.
func Launch(camera, microphone string, more ...chromedp.ExecAllocatorOption) (ctx context.Context, stop func(), err error) {
	path, err := exec.LookPath("chromium")
	if err != nil {
		return nil, nil, ErrMissing
	}
	profile, err := os.MkdirTemp("", "onair-chromium-")
	if err != nil {
		return nil, nil, err
	}
	opts := append(chromedp.DefaultExecAllocatorOptions[:], chromedp.ExecPath(path), chromedp.UserDataDir(profile),
		chromedp.Flag("use-fake-device-for-media-stream", true), chromedp.Flag("use-fake-ui-for-media-stream", true),
		chromedp.Flag("use-file-for-fake-video-capture", camera), chromedp.Flag("use-file-for-fake-audio-capture", microphone),
		chromedp.Flag("lang", "en"), chromedp.Flag("host-resolver-rules", "MAP *.example.org 127.0.0.1"), chromedp.Flag("ignore-certificate-errors", true), chromedp.Flag("mute-audio", true))
	if os.Geteuid() == 0 {
		opts = append(opts, chromedp.NoSandbox)
	}
	alloc, stopAlloc := chromedp.NewExecAllocator(context.Background(), append(opts, more...)...)
	ctx, stopFirst := chromedp.NewContext(alloc)
	stop = func() {
		_ = chromedp.Cancel(ctx)
		stopFirst()
		stopAlloc()
		os.RemoveAll(profile)
	}
	if err := chromedp.Do(ctx, chromedp.Navigate("about:blank")); err != nil {
		stop()
		return nil, nil, fmt.Errorf("chromium: %w", err)
	}
	return ctx, stop, nil
}
