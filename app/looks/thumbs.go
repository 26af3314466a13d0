package looks

import (
	"bytes"
	"context"
	"image"
	"image/jpeg"
	"time"

	"onair/app/model"
	"onair/beauty"
	"onair/beauty/grade"
	"onair/media"
	"onair/media/av"
)

// How often and how large the live thumbnails of the colour filters are.
const (
	thumbsEvery = 2 * time.Second
	thumbWidth  = 136
)

// WatchBeautyTab makes thumbnails of the live picture while the filters are on
// screen.
func (c *Looks) WatchBeautyTab(tab model.BeautyTab) {
	c.tab.mu.Lock()
	defer c.tab.mu.Unlock()
	if c.tab.stop != nil {
		c.tab.stop()
		c.tab.stop = nil
	}
	if tab != model.TabFilters || c.desk.Context().Err() != nil {
		return
	}
	ctx, cancel := context.WithCancel(c.desk.Context())
	c.tab.stop = cancel
	c.desk.Go(func() { c.drawThumbs(ctx) })
}

func (c *Looks) drawThumbs(ctx context.Context) {
	tables := c.filterTables()
	t := time.NewTicker(thumbsEvery)
	defer t.Stop()
	for {
		if raw, err := c.filters.RawPicture(ctx, thumbWidth); err == nil {
			thumbs := thumbsOf(raw, tables)
			raw.Release()
			c.desk.Store.Update(func(s *model.State) { s.Beauty.Thumbs = thumbs })
		}
		select {
		case <-ctx.Done():
			return
		case <-t.C:
		}
	}
}

// filterTables loads the tables that the panel offers; "" is none.
func (c *Looks) filterTables() map[string]*grade.LUT {
	tables := map[string]*grade.LUT{"": nil}
	for _, f := range c.desk.Store.State().Beauty.Filters {
		if data, err := readLUT(f.ID); f.ID != "" && err == nil {
			if lut, err := grade.Load(bytes.NewReader(data)); err == nil {
				tables[f.ID] = lut
			}
		}
	}
	return tables
}

// thumbsOf shows a picture through each table at full strength.
func thumbsOf(raw *media.Frame, tables map[string]*grade.LUT) map[string]*model.Picture {
	chain, scaler := beauty.NewChain(), av.NewScaler()
	defer chain.Close()
	defer scaler.Close()
	chain.SetFilterStrength(1)
	var pool media.FramePool
	out := map[string]*model.Picture{}
	for id, lut := range tables {
		f := pool.Get(raw.Width(), raw.Height())
		f.CopyFrom(raw)
		chain.SetFilter(lut)
		chain.Process(f)
		img := image.NewRGBA(image.Rect(0, 0, f.Width(), f.Height()))
		err := scaler.RGBA(img, f)
		f.Release()
		var data bytes.Buffer
		if err == nil && jpeg.Encode(&data, img, &jpeg.Options{Quality: 80}) == nil {
			out[id] = &model.Picture{Data: data.Bytes()}
		}
	}
	return out
}
