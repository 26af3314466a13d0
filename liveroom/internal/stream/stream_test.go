package stream

import (
	"context"
	"errors"
	"log/slog"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"onair/liveroom/internal/callback"
	"onair/media"
	"onair/media/audio"
	"onair/media/rtc"
	"onair/signaling"
)

var errNoNetwork = errors.New("no network")

func publishing(connection func(context.Context) (rtc.Connection, error)) PublishConfig {
	return PublishConfig{
		Connection: connection,
		Encoding:   func() Encoding { return Encoding{Audio: &rtc.AudioConfig{BitRate: 64_000}} },
		Flags:      func() Flags { return Flags{} },
		Offer:      func(context.Context, string, Flags) (string, error) { return "", errNoNetwork },
		Tell:       func(context.Context, Flags) error { return nil },
		Feed:       func(func(*media.Frame), func(media.Samples)) {},
		Again:      func(error) {},
	}
}

func TestAFirstTryThatFailsIsTheLast(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		p, run := NewPublishing(t.Context(), publishing(func(context.Context) (rtc.Connection, error) {
			return rtc.Connection{}, errNoNetwork
		}))
		go run()
		if err := <-p.First(); !errors.Is(err, errNoNetwork) {
			t.Errorf("the first try says %v", err)
		}
		<-p.Done()
		p.Renew() // late calls change nothing
		p.setMaxBitRate(1)
		p.Stop()
	})
}

func TestAStreamWithoutASeatSaysSo(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		begun := make(chan struct{})
		p, run := NewPublishing(t.Context(), publishing(func(ctx context.Context) (rtc.Connection, error) {
			close(begun)
			<-ctx.Done()
			return rtc.Connection{}, ctx.Err()
		}))
		go run()
		<-begun
		p.Lose()
		if err := <-p.First(); !errors.Is(err, ErrSeatLost) {
			t.Errorf("the first try says %v", err)
		}
		<-p.Done()
	})
}

func TestPlayingWaitsForTheStageAndTriesAgain(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var on atomic.Bool
		var tries, told atomic.Int32
		p, run := newPlaying(t.Context(), PlayConfig{
			Callers: new(callback.Callers),
			Connection: func(context.Context) (rtc.Connection, error) {
				tries.Add(1)
				return rtc.Connection{}, errNoNetwork
			},
			Stage:       func() (bool, bool, bool) { return on.Load(), false, false },
			ClockOffset: func() time.Duration { return 0 },
			Wish:        func() Wish { return Wish{} }, Log: slog.New(slog.DiscardHandler),
			Taken:   func(Way) {},
			Offer:   func(context.Context, string, signaling.PlayWish) (string, error) { return "", errNoNetwork },
			Begin:   func(audio.Source) func(bool) { return func(bool) {} },
			Latency: func() time.Duration { return 0 },
			Again:   func(error) { told.Add(1) },
			Shown:   func(int, int) {},
		})
		go run()
		want := func(n int32, when string) {
			t.Helper()
			synctest.Wait()
			if tries.Load() != n || told.Load() != n {
				t.Errorf("%s: %d tries, %d told; want %d", when, tries.Load(), told.Load(), n)
			}
		}
		time.Sleep(time.Minute)
		want(0, "nobody is on stage")
		on.Store(true)
		p.Wake()
		want(1, "the user came")
		time.Sleep(200 * time.Millisecond)
		want(2, "after the first wait")
		time.Sleep(200 * time.Millisecond)
		want(2, "the waits grow")
		p.Wake()
		want(3, "woken")
		on.Store(false)
		p.Wake()
		time.Sleep(time.Minute)
		want(3, "the user went")
		p.Stop()
		if _, _, ok := p.Stats(); ok {
			t.Error("what is stopped has numbers")
		}
	})
}
