package main

import (
	"context"
	"fmt"
	"os/exec"
	"path/filepath"
	"strings"

	"github.com/chromedp/chromedp"

	"onair/internal/chrometest"
)

// sendFromPage has a page send the beginning of a clip, over and over, as a Chromium's camera
// and microphone.
func sendFromPage(ctx context.Context, source, dir string, at site) (stop func(), err error) {
	clip, ok := strings.CutPrefix(source, "file:")
	if !ok {
		return nil, fmt.Errorf("a page sends a file:CLIP alone, not %s", source)
	}
	film, sound := filepath.Join(dir, "camera.y4m"), filepath.Join(dir, "microphone.wav")
	for _, args := range [][]string{
		{"-an", "-pix_fmt", "yuv420p", film}, {"-vn", "-c:a", "pcm_s16le", sound},
	} {
		all := append([]string{"-v", "error", "-nostdin", "-t", "10", "-i", clip}, args...)
		if text, err := exec.CommandContext(ctx, "ffmpeg", all...).CombinedOutput(); err != nil {
			return nil, fmt.Errorf("ffmpeg: %w\n%s", err, text)
		}
	}
	chrome, stop, err := chrometest.Launch(film, sound)
	if err != nil {
		return nil, err
	}
	err = chromedp.Do(chrome, chromedp.Navigate(at.url))
	if err == nil && at.script != "" {
		err = do(chrome, at.script)
	}
	if err != nil {
		stop()
		return nil, fmt.Errorf("%s: %w", at.url, err)
	}
	return stop, nil
}
