package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"time"

	"onair/liveroom"
	"onair/server/usersig"
)

const (
	app    = 1400000000
	room   = 1001
	secret = "of lines alone"

	// bitRate is the best encoding's, in bits a second: a line of 2 Mbit/s carries it, with sound.
	bitRate = 1_500_000
	// bestLines is how many lines it has.
	bestLines = 720
)

// house is an onaird as a process.
type house struct {
	addr string
	cmd  *exec.Cmd
	log  *os.File
}

func startHouse(ctx context.Context, program, host, dir, log string) (h *house, err error) {
	var free [2]string
	for i := range free {
		ln, err := net.Listen("tcp", host+":0")
		if err != nil {
			return nil, err
		}
		free[i] = ln.Addr().String()
		ln.Close()
	}
	h = &house{addr: free[0]}
	if h.log, err = os.Create(log); err != nil {
		return nil, err
	}
	h.cmd = exec.Command(program, "serve", "--data-dir", filepath.Join(dir, "data"), "--listen", free[0], "--media", free[1],
		"--secret-key", secret, "--announce=false")
	h.cmd.Stderr = h.log
	if err := h.cmd.Start(); err != nil {
		h.log.Close()
		return nil, fmt.Errorf("%w; make onaird builds it", err)
	}
	for until := time.Now().Add(30 * time.Second); ; {
		res, err := http.Get("http://" + h.addr + "/healthz")
		if err == nil {
			res.Body.Close()
			return h, nil
		}
		if time.Now().After(until) || ctx.Err() != nil {
			text, _ := os.ReadFile(h.log.Name())
			h.close()
			return nil, errors.Join(fmt.Errorf("onaird does not answer: %w\n%s", err, text), ctx.Err())
		}
		time.Sleep(50 * time.Millisecond)
	}
}

func (h *house) close() {
	_ = h.cmd.Process.Signal(os.Interrupt)
	_ = h.cmd.Wait()
	h.log.Close()
}

func sign(user string) (string, error) {
	return usersig.Sign(secret, usersig.Claims{UserID: user, SDKAppID: app, Time: time.Now(), Expire: time.Hour})
}

// login signs somebody in at an address of the server.
func login(ctx context.Context, user, addr string, o liveroom.Options) (*liveroom.LiveRoom, error) {
	sig, err := sign(user)
	if err != nil {
		return nil, err
	}
	o.Server, o.NoPlayout = "http://"+addr, true
	r := liveroom.New(o)
	if err := r.Login(ctx, app, user, sig, liveroom.Config{}); err != nil {
		return nil, errors.Join(fmt.Errorf("%s: %w", user, err), r.Close())
	}
	return r, nil
}

// goLive has an anchor send what source gives, and waits until it does.
func (h *house) goLive(ctx context.Context, source string) (*liveroom.LiveRoom, error) {
	r, err := login(ctx, "anchor", h.addr, liveroom.Options{Camera: source, Microphone: source})
	if err != nil {
		return nil, err
	}
	err = r.StartCameraPreview(ctx, true, nil)
	if err == nil {
		err = r.SetVideoEncoderParam(liveroom.VideoEncoderParam{Width: 1280, Height: bestLines, FPS: 30, BitRate: bitRate})
	}
	if err == nil {
		err = r.CreateRoom(ctx, room, liveroom.RoomParam{RoomName: "Lines"})
	}
	if err == nil {
		err = r.StartPublish(ctx, "")
	}
	for until := time.Now().Add(30 * time.Second); err == nil; {
		if s := r.Statistics().Local; s != nil && s.Frames > 30 {
			return r, nil
		}
		if time.Now().After(until) {
			err = errors.New("the anchor sends nothing")
		}
		time.Sleep(100 * time.Millisecond)
	}
	return nil, errors.Join(err, r.Close())
}

// busy is the share of the time in which the anchor leaves encodings out because it has too
// little of the processor, until ctx ends.
func busy(ctx context.Context, r *liveroom.LiveRoom) float64 {
	looks, short := 0, 0
	for ctx.Err() == nil {
		if s := r.Statistics().Local; s != nil {
			looks++
			if s.Fewer == "processor" {
				short++
			}
		}
		select {
		case <-ctx.Done():
		case <-time.After(200 * time.Millisecond):
		}
	}
	return float64(short) / float64(max(looks, 1))
}

// makeClip is a face with a camera's noise, and a tone that is never silent, longer than
// anybody watches: where a clip begins again there is a gap.
func makeClip(ctx context.Context, dir string, long time.Duration) (string, error) {
	face, out := filepath.Join(dir, "face.mkv"), filepath.Join(dir, "clip.mkv")
	ffmpeg := func(args ...string) error {
		cmd := exec.CommandContext(ctx, "ffmpeg", append([]string{"-v", "error", "-nostdin", "-stream_loop", "-1"}, args...)...)
		if text, err := cmd.CombinedOutput(); err != nil {
			return fmt.Errorf("ffmpeg: %w\n%s", err, text)
		}
		return nil
	}
	err := ffmpeg("-i", "media/av/testdata/face720p.mp4", "-vf", "noise=alls=4:allf=t", "-r", "30", "-c:v", "libx264",
		"-preset", "ultrafast", "-crf", "26", "-pix_fmt", "yuv420p", "-an", "-t", "10", face)
	if err == nil {
		err = ffmpeg("-i", face, "-f", "lavfi", "-i", "aevalsrc=0.4*sin(2*PI*(300*t+40*sin(2*PI*0.7*t)))*(0.7+0.3*sin(2*PI*1.7*t)):s=48000",
			"-map", "0:v", "-map", "1:a", "-c:v", "copy", "-c:a", "flac", "-ac", "2", "-t", fmt.Sprint(long.Seconds()), out)
	}
	return "file:" + out, err
}

// pipe passes TCP on to the server, each byte late, until ctx ends: the way of requests.
func (h *house) pipe(ctx context.Context, late time.Duration) (addr string, err error) {
	ln, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return "", err
	}
	context.AfterFunc(ctx, func() { ln.Close() })
	go func() {
		for {
			in, err := ln.Accept()
			if err != nil {
				return
			}
			out, err := net.Dial("tcp", h.addr)
			if err != nil {
				in.Close()
				continue
			}
			context.AfterFunc(ctx, func() { in.Close(); out.Close() })
			go carry(out, in, late)
			go carry(in, out, late)
		}
	}()
	return ln.Addr().String(), nil
}

// carry copies what is read to where it goes, late.
func carry(to io.WriteCloser, from io.ReadCloser, late time.Duration) {
	type piece struct {
		data []byte
		due  time.Time
	}
	pieces := make(chan piece, 1024)
	go func() {
		defer to.Close()
		for p := range pieces {
			time.Sleep(time.Until(p.due))
			if _, err := to.Write(p.data); err != nil {
				from.Close()
			}
		}
	}()
	defer close(pieces)
	for {
		buf := make([]byte, 16<<10)
		n, err := from.Read(buf)
		if n > 0 {
			pieces <- piece{buf[:n], time.Now().Add(late)}
		}
		if err != nil {
			return
		}
	}
}
