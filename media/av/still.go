package av

import (
	"errors"
	"image"
	"io"
	"os"
	"path/filepath"
	"strings"
	"time"

	"onair/media"
	"onair/media/picture"
)

// maxStillBytes bounds a picture file that is read whole.
const maxStillBytes = 256 << 20

// stills gives the pictures of a picture file: one, or those of an animated
// WebP. They are decoded by package picture, as on every other way in.
type stills struct {
	scaler *Scaler
	size   image.Point
	frame  *media.Frame // the one picture, converted once
	moving *picture.Animation
	at     time.Duration
	length time.Duration // of an animation, once it was played
	over   bool
}

// stillRate is the rate at which a lone picture counts.
const stillRate = 25

// openStills is nil for what is no picture that package picture knows, or one
// that FFmpeg can play as a film.
func openStills(name string, data []byte) *stills {
	if data == nil {
		if !looksStill(name) {
			return nil
		}
		file, err := os.Open(name)
		if err != nil {
			return nil
		}
		defer file.Close()
		if data, err = io.ReadAll(io.LimitReader(file, maxStillBytes)); err != nil {
			return nil
		}
	}
	if !stillBytes(data) {
		return nil
	}
	info, err := picture.Inspect(data)
	if err != nil || max(info.Size.X, info.Size.Y) > 1<<14 {
		return nil
	}
	s := &stills{scaler: NewScaler(), size: info.Size}
	if info.Animated {
		if s.moving, err = picture.NewAnimation(data); err == nil {
			return s
		}
	} else if img, err := picture.Decode(data); err == nil {
		s.frame = media.NewFrame(s.size.X, s.size.Y)
		if s.scaler.FromImage(s.frame, img) == nil {
			return s
		}
	}
	s.close()
	return nil
}

// looksStill reads a file's first bytes.
func looksStill(name string) bool {
	info, err := os.Stat(name)
	if err != nil || !info.Mode().IsRegular() || info.Size() > maxStillBytes {
		return false
	}
	if ext := strings.ToLower(filepath.Ext(name)); ext == ".mjpeg" || ext == ".mjpg" {
		return false // many JPEGs in a row
	}
	file, err := os.Open(name)
	if err != nil {
		return false
	}
	defer file.Close()
	head := make([]byte, 16)
	_, err = io.ReadFull(file, head)
	return err == nil && stillBytes(head)
}

func stillBytes(b []byte) bool {
	for _, magic := range []string{"\xff\xd8\xff", "\x89PNG", "BM", "II*\x00", "MM\x00*"} {
		if strings.HasPrefix(string(b[:min(len(b), 4)]), magic) {
			return true
		}
	}
	return len(b) >= 12 && string(b[:4]) == "RIFF" && string(b[8:12]) == "WEBP"
}

func (s *stills) next(pool *media.FramePool) (Unit, error) {
	if s.over {
		return Unit{}, io.EOF
	}
	f := frameFrom(pool, s.size.X, s.size.Y)
	if s.moving == nil {
		s.over = true
		f.CopyFrom(s.frame)
		f.Time = time.Time{}
		return Unit{Frame: f}, nil
	}
	img, stay, err := s.moving.Next()
	if err == nil {
		err = s.scaler.FromImage(f, img)
	}
	if err != nil {
		f.Release()
		s.over = true
		if !errors.Is(err, io.EOF) {
			return Unit{}, errors.Join(ErrBadData, err)
		}
		s.length = s.at
		return Unit{}, err
	}
	u := Unit{Frame: f, PTS: s.at}
	s.at += stay
	return u, nil
}

func (s *stills) rewind() {
	s.over, s.at = false, 0
	if s.moving != nil {
		s.moving.Rewind()
	}
}

func (s *stills) close() { _ = s.scaler.Close() }
