package liveroom

import (
	"bytes"
	"context"
	"encoding/json"
	"io"
	"net/http"
	"time"

	"onair/media/picture"
	"onair/signaling"
	"onair/signaling/address"
)

// maxCover is the largest cover that servers take, in bytes.
const maxCover = 256 << 10

// UploadCover stores a picture (JPEG, PNG, WebP, GIF, BMP, TIFF) on the server and
// returns its address for RoomParam.CoverURL. It is sent upright, in at most
// 256 KiB, without what a camera wrote of itself and the place. A user has one cover; a new one
// replaces it. A call of ours.
func (r *LiveRoom) UploadCover(ctx context.Context, cover []byte) (url string, err error) {
	const op = "UploadCover"
	client, err := r.session(op)
	if err != nil {
		return "", err
	}
	r.mu.Lock()
	server := r.login.cfg.Server
	r.mu.Unlock()
	if shared, err := picture.Shareable(cover, maxCover); err == nil {
		cover = shared // the server refuses anything else
	}
	ctx, cancel := context.WithTimeout(ctx, 15*time.Second)
	defer cancel()
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, server+"/api/cover", bytes.NewReader(cover))
	if err != nil {
		return "", fail(op, CodeBadArgument, err.Error())
	}
	req.Header.Set("Authorization", "Bearer "+client.Session().Token)
	req.Header.Set("Content-Type", http.DetectContentType(cover))
	res, err := http.DefaultClient.Do(req)
	if err != nil {
		return "", &Error{Code: CodeServerAway, Op: op, Desc: address.CauseOf(err).Explain("the server"), Err: err}
	}
	defer res.Body.Close()
	var out struct {
		URL  string         `json:"url"`
		Code signaling.Code `json:"code"`
		Desc string         `json:"desc"`
	}
	if err := json.NewDecoder(io.LimitReader(res.Body, 64<<10)).Decode(&out); err != nil {
		return "", &Error{Code: CodeFailed, Op: op, Desc: "the server's answer cannot be read: " + res.Status, Err: err}
	}
	if res.StatusCode != http.StatusOK {
		return "", r.serverError(op, signaling.NewError(out.Code, op, out.Desc))
	}
	return out.URL, nil
}
