package lobby

import (
	"context"
	"encoding/base64"
	"fmt"
	"io"
	"net/http"
	"strings"

	"onair/app/account"
	"onair/app/desk"
	"onair/app/model"
	"onair/media/picture"
)

// fetch reads a cover.
func (c *Lobby) fetch(session *desk.Stay, address string) {
	session.Go(func(ctx context.Context) {
		data, err := fetchPicture(ctx, address)
		if err == nil {
			data, err = picture.Shareable(data, maxCover) // upright, and no bomb for the window
		}
		if err != nil {
			c.desk.Log.Debug("cover", "err", err)
			return
		}
		c.post(session, CoverRead{address, &model.Picture{Data: data}})
	})
}

// maxCover is the largest cover that is fetched, in bytes.
const maxCover = 1 << 20

func fetchPicture(ctx context.Context, address string) ([]byte, error) {
	if rest, ok := strings.CutPrefix(address, "data:"); ok {
		_, b64, ok := strings.Cut(rest, ";base64,")
		if !ok {
			return nil, fmt.Errorf("cover: not base64")
		}
		return base64.StdEncoding.DecodeString(b64)
	}
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, address, nil)
	if err != nil {
		return nil, err
	}
	res, err := account.HTTP.Do(req)
	if err != nil {
		return nil, err
	}
	defer res.Body.Close()
	if res.StatusCode != http.StatusOK {
		return nil, fmt.Errorf("cover: %s", res.Status)
	}
	return io.ReadAll(io.LimitReader(res.Body, maxCover))
}
