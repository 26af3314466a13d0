package usersig

import (
	"bytes"
	"compress/zlib"
	"encoding/base64"
	"fmt"
	"io"
	"strings"
	"sync"
)

var (
	toSafe   = strings.NewReplacer("+", "*", "/", "-", "=", "_")
	fromSafe = strings.NewReplacer("*", "+", "-", "/", "_", "=")
)

func pack(text []byte) (string, error) {
	var b bytes.Buffer
	z := zlib.NewWriter(&b)
	if _, err := z.Write(text); err != nil {
		return "", err
	}
	if err := z.Close(); err != nil {
		return "", err
	}
	return toSafe.Replace(base64.StdEncoding.EncodeToString(b.Bytes())), nil
}

// unpack undoes pack. The zlib stream is read to its end, so that its checksum
// is verified and nothing hangs behind it. A UserSig says little, so one that
// grows more than maxRatio times is no UserSig.
func unpack(sig string) ([]byte, error) {
	if len(sig) > MaxLength {
		return nil, fmt.Errorf("%w: %d bytes", ErrMalformed, len(sig))
	}
	packed, err := base64.StdEncoding.DecodeString(fromSafe.Replace(sig))
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrMalformed, err)
	}
	most := min(MaxInflated, maxRatio*len(packed))
	in := bytes.NewReader(packed)
	z, err := inflater(in)
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrMalformed, err)
	}
	defer inflaters.Put(z)
	text := make([]byte, 0, min(most+1, 1<<10))
	b := bytes.NewBuffer(text)
	_, err = b.ReadFrom(io.LimitReader(z, int64(most)+1))
	switch {
	case err != nil:
		return nil, fmt.Errorf("%w: %w", ErrMalformed, err)
	case b.Len() > most:
		return nil, fmt.Errorf("%w: more than %d bytes inside", ErrMalformed, most)
	case in.Len() != 0:
		return nil, fmt.Errorf("%w: bytes behind the end", ErrMalformed)
	}
	return b.Bytes(), nil
}

// inflaters are kept, for each has tables of 40 KiB.
var inflaters sync.Pool

func inflater(in io.Reader) (io.ReadCloser, error) {
	if z, ok := inflaters.Get().(io.ReadCloser); ok {
		if err := z.(zlib.Resetter).Reset(in, nil); err != nil {
			inflaters.Put(z)
			return nil, err
		}
		return z, nil
	}
	return zlib.NewReader(in)
}

// clip bounds a stranger's text in an error.
func clip(s string) string {
	if len(s) <= 32 {
		return s
	}
	return strings.ToValidUTF8(s[:32], "") + "..."
}
