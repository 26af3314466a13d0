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
	"strings"
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
)

// house is an onaird as a process.
type house struct {
	addr  string
	cmd   *exec.Cmd
	log   *os.File
	lines int // of the anchor's best encoding
}

func startHouse(ctx context.Context, program, dir, log string) (h *house, err error) {
	var free [2]string
	for i := range free {
		ln, err := net.Listen("tcp", "127.0.0.1:0")
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

// login signs somebody in at an address of the server.
func login(ctx context.Context, user, addr string, o liveroom.Options) (*liveroom.LiveRoom, error) {
	sig, err := usersig.Sign(secret, usersig.Claims{UserID: user, SDKAppID: app, Time: time.Now(), Expire: time.Hour})
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

// goLive has an anchor send what source gives, and waits until all encodings are sent.
func (h *house) goLive(ctx context.Context, source string) (*liveroom.LiveRoom, error) {
	r, err := login(ctx, "anchor", h.addr, liveroom.Options{Camera: source, Microphone: source})
	if err != nil {
		return nil, err
	}
	err = r.StartCameraPreview(ctx, true, nil)
	if err == nil {
		err = r.SetVideoEncoderParam(liveroom.VideoEncoderParam{Width: 1280, Height: 720, FPS: 30, BitRate: bitRate})
	}
	if err == nil {
		err = r.CreateRoom(ctx, room, liveroom.RoomParam{RoomName: "Lines"})
	}
	if err == nil {
		err = r.StartPublish(ctx, "")
	}
	for until := time.Now().Add(30 * time.Second); err == nil; {
		if s := r.Statistics().Local; s != nil && len(s.Layers) == 3 && s.Layers[0].BitRate > bitRate*2/3 {
			h.lines = min(s.Layers[0].Width, s.Layers[0].Height)
			return r, nil
		}
		if time.Now().After(until) {
			err = fmt.Errorf("the anchor does not send three encodings: %s", encodings(r))
		}
		time.Sleep(100 * time.Millisecond)
	}
	return nil, errors.Join(err, r.Close())
}

// encodings tells what the anchor sends.
func encodings(r *liveroom.LiveRoom) string {
	s := r.Statistics().Local
	if s == nil {
		return "none"
	}
	var all []string
	for _, l := range s.Layers {
		all = append(all, fmt.Sprintf("%d lines with %.0f pictures a second at %d kbit/s", l.Height, l.FPS, l.BitRate/1000))
	}
	if s.Fewer != "" {
		all = append(all, "fewer by "+s.Fewer)
	}
	return strings.Join(all, ", ")
}

// makeClip is a minute of a face with a camera's noise, and a tone that is never silent.
func makeClip(ctx context.Context, dir string) (string, error) {
	out := filepath.Join(dir, "face.mkv")
	cmd := exec.CommandContext(ctx, "ffmpeg", "-v", "error", "-nostdin", "-stream_loop", "-1", "-i", "media/av/testdata/face720p.mp4",
		"-f", "lavfi", "-i", "aevalsrc=0.4*sin(2*PI*(300*t+40*sin(2*PI*0.7*t)))*(0.7+0.3*sin(2*PI*1.7*t)):s=48000",
		"-map", "0:v", "-map", "1:a", "-vf", "noise=alls=4:allf=t", "-r", "30", "-c:v", "libx264", "-preset", "ultrafast", "-crf", "26", "-pix_fmt", "yuv420p",
		"-c:a", "flac", "-ac", "2", "-t", "20", out)
	if text, err := cmd.CombinedOutput(); err != nil {
		return "", fmt.Errorf("ffmpeg: %w\n%s", err, text)
	}
	return "file:" + out, nil
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
