package usersig

import (
	"bytes"
	"compress/zlib"
	"encoding/base64"
	"fmt"
	"io"
	"strings"
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
// is verified and nothing hangs behind it.
func unpack(sig string) ([]byte, error) {
	if len(sig) > MaxLength {
		return nil, fmt.Errorf("%w: %d bytes", ErrMalformed, len(sig))
	}
	packed, err := base64.StdEncoding.DecodeString(fromSafe.Replace(sig))
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrMalformed, err)
	}
	in := bytes.NewReader(packed)
	z, err := zlib.NewReader(in)
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrMalformed, err)
	}
	text, err := io.ReadAll(io.LimitReader(z, MaxInflated+1))
	switch {
	case err != nil:
		return nil, fmt.Errorf("%w: %w", ErrMalformed, err)
	case len(text) > MaxInflated:
		return nil, fmt.Errorf("%w: more than %d bytes inside", ErrMalformed, MaxInflated)
	case in.Len() != 0:
		return nil, fmt.Errorf("%w: bytes behind the end", ErrMalformed)
	}
	return text, nil
}
