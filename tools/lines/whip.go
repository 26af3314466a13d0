package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strings"
	"sync"
	"time"

	"onair/media/capture"
	"onair/media/rtc"
)

// whip is the anchor's picture and sound in one encoding, sent to a server that takes WHIP.
type whip struct {
	pub  *rtc.Publisher
	stop func()
	wg   sync.WaitGroup
}

func sendWHIP(ctx context.Context, source, addr string) (*whip, error) {
	camera, err := capture.OpenVideo(source, capture.VideoOptions{Width: 1280, Height: bestLines, FrameRate: 30})
	if err != nil {
		return nil, err
	}
	up := make(chan struct{})
	once := sync.OnceFunc(func() { close(up) })
	w := &whip{}
	w.pub, err = rtc.Publish(ctx, rtc.PublishConfig{
		Connection: rtc.Connection{OnState: func(s rtc.State, _ error) {
			if s == rtc.Connected {
				once()
			}
		}},
		Video:        &rtc.VideoConfig{Width: 1280, Height: bestLines, FrameRate: 30, BitRate: bitRate, Layers: 1},
		Audio:        &rtc.AudioConfig{},
		StartBitRate: 2 * bitRate, // a server that says nothing of the line gets all
	}, func(ctx context.Context, offer string) (string, error) { return post(ctx, addr, offer) })
	if err != nil {
		return nil, err
	}
	running, stop := context.WithCancel(context.WithoutCancel(ctx))
	w.stop = stop
	w.wg.Go(func() { _ = camera.Run(running, capture.Sink{Video: w.pub.Video, Audio: w.pub.Audio}) })
	select {
	case <-up:
		return w, nil
	case <-time.After(20 * time.Second):
		err = errors.New("the server that takes WHIP is not reached")
	case <-ctx.Done():
		err = ctx.Err()
	}
	w.close()
	return nil, err
}

// sent tells what went out.
func (w *whip) sent() string {
	s := w.pub.Stats()
	return fmt.Sprintf("Sent by WHIP at the end: %d lines, %.0f pictures a second, %d kbit/s, %s; %d keyframes, %d asked for; %d of %d pictures dropped.",
		s.Height, s.FPS, s.BitRate/1000, s.Encoder, s.Keyframes, s.PLIs, s.FramesDropped, s.Frames)
}

func (w *whip) close() {
	w.stop()
	w.wg.Wait()
	_ = w.pub.Close()
}

// post asks by WHIP.
func post(ctx context.Context, addr, offer string) (string, error) {
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, addr, strings.NewReader(offer))
	if err != nil {
		return "", err
	}
	req.Header.Set("Content-Type", "application/sdp")
	res, err := http.DefaultClient.Do(req)
	if err != nil {
		return "", err
	}
	defer res.Body.Close()
	text, err := io.ReadAll(res.Body)
	if err == nil && res.StatusCode != http.StatusCreated {
		err = fmt.Errorf("%s: %s %s", addr, res.Status, text)
	}
	return string(text), err
}
