package looks

import (
	"encoding/json"
	"os"
	"slices"
	"strings"

	"onair/app/model"
	"onair/app/settings"
	"onair/assets/looks"
	"onair/assets/luts"
	"onair/beauty/makeup"
	"onair/liveroom"
)

// mostOwn is how many looks of one's own are kept; longestName is in letters.
const (
	mostOwn     = 40
	longestName = 24
)

// lookChoices are the looks that can be worn: none, those that come with the program,
// one's own.
func lookChoices(own []settings.OwnLook) []model.Choice {
	out := []model.Choice{{}}
	for _, name := range liveroom.BeautyLooks() {
		one := model.Choice{ID: name, Name: name}
		if data, err := looks.Thumb(name); err == nil {
			one.Thumb = &model.Picture{Data: data}
		}
		out = append(out, one)
	}
	for _, l := range own {
		out = append(out, model.Choice{ID: model.OwnLook + l.Name, Name: l.Name, Thumb: swatches(l)})
	}
	return out
}

// WearLook puts on a complete look; the empty one takes off what looks are made of.
func (c *Looks) WearLook(id string) {
	if name, own := strings.CutPrefix(id, model.OwnLook); own {
		c.desk.Do(func() {
			if i := c.ownLook(name); i >= 0 {
				l := c.desk.Settings.Looks.Own[i]
				c.desk.Choose(func() { c.wear(fromOwn(l), id) })
			}
		})
		return
	}
	name := id
	if id == "" {
		name = liveroom.BeautyLooks()[0]
	}
	s, err := c.filters.Preset(name)
	if err != nil {
		c.desk.Log.Error("beauty look", "err", err)
		return
	}
	if id == "" {
		s.Filter = ""
		for _, p := range model.DefaultBeauty().Params {
			if _, part := s.Values[p.ID]; part {
				s.Values[p.ID] = float32(p.Default)
			}
		}
	}
	c.wear(s, id)
}

// wear applies a look, and its colour table.
func (c *Looks) wear(s liveroom.BeautySettings, id string) {
	c.takeSettings(s, "")
	table := s.Filter
	if table != "" && !isOwnFile(table) && !slices.Contains(luts.Names(), table) {
		table = ""
	}
	c.post(Worn{ID: id, Table: table})
}

func fromOwn(l settings.OwnLook) liveroom.BeautySettings {
	s := liveroom.BeautySettings{Version: 1, Values: map[string]float32{}, Makeup: map[string]makeup.Look{}, Filter: l.Filter}
	for id, v := range l.Values {
		s.Values[id] = float32(v)
	}
	for id, text := range l.Makeup {
		if k, ok := kindOf(id); ok {
			s.Makeup[k.String()] = lookFrom(k, text)
		}
	}
	return s
}

// SaveLook keeps what is worn now under a name; one of the same name is replaced.
func (c *Looks) SaveLook(name string) {
	if name = cleanName(name); name == "" {
		return
	}
	scope, err := c.filters.Preset(liveroom.BeautyLooks()[0])
	if err != nil {
		c.desk.Log.Error("beauty look", "err", err)
		return
	}
	now := c.filters.Settings()
	l := settings.OwnLook{Name: name, Values: map[string]float64{}, Makeup: map[string]string{}, Filter: c.desk.Store.State().Beauty.Filter}
	for id := range scope.Values {
		l.Values[id] = float64(now.Values[id])
	}
	for _, k := range makeup.Kinds() {
		if now.Values[k.ParamID()] > 0 {
			l.Makeup[k.ParamID()] = lookText(now.Makeup[k.String()])
		}
	}
	c.desk.Do(func() {
		own := c.desk.Settings.Looks.Own
		if i := c.ownLook(name); i >= 0 {
			own[i] = l
		} else if len(own) >= mostOwn {
			c.desk.Notify(model.Notice{Failure: &model.Failure{Code: model.FailureLooksFull, Subject: name}})
			return
		} else {
			own = append(own, l)
		}
		c.keepOwn(own, model.OwnLook+name)
	})
}

// RenameLook gives a look of one's own another name, which must be free.
func (c *Looks) RenameLook(id, name string) {
	c.desk.Do(func() {
		i := c.ownLook(strings.TrimPrefix(id, model.OwnLook))
		if name = cleanName(name); i < 0 || name == "" || c.ownLook(name) >= 0 {
			return
		}
		worn := c.desk.Settings.Looks.Look
		if worn == id {
			worn = model.OwnLook + name
		}
		own := slices.Clone(c.desk.Settings.Looks.Own)
		own[i].Name = name
		c.keepOwn(own, worn)
	})
}

// DeleteLook forgets a look of one's own; what is worn stays on.
func (c *Looks) DeleteLook(id string) {
	c.desk.Do(func() {
		i := c.ownLook(strings.TrimPrefix(id, model.OwnLook))
		if i < 0 {
			return
		}
		worn := c.desk.Settings.Looks.Look
		if worn == id {
			worn = ""
		}
		c.keepOwn(slices.Delete(slices.Clone(c.desk.Settings.Looks.Own), i, i+1), worn)
	})
}

// ExportLook writes a look of one's own as JSON, to be read by ImportBeauty.
func (c *Looks) ExportLook(id, path string) {
	c.desk.Do(func() {
		i := c.ownLook(strings.TrimPrefix(id, model.OwnLook))
		if i < 0 {
			return
		}
		l := fromOwn(c.desk.Settings.Looks.Own[i])
		c.desk.Choose(func() {
			data, err := json.MarshalIndent(l, "", "  ")
			if err == nil {
				err = os.WriteFile(path, append(data, '\n'), 0o644)
			}
			if err != nil {
				c.beautyFileFailed(path, err)
			}
		})
	})
}

// ownLook is where a look stands, -1 for none; on the command goroutine.
func (c *Looks) ownLook(name string) int {
	return slices.IndexFunc(c.desk.Settings.Looks.Own, func(l settings.OwnLook) bool { return l.Name == name })
}

// keepOwn remembers and shows one's own looks; on the command goroutine.
func (c *Looks) keepOwn(own []settings.OwnLook, worn string) {
	c.desk.Settings.Looks.Own, c.desk.Settings.Looks.Look = own, worn
	c.desk.Save()
	c.post(Owned{Looks: lookChoices(own), Look: worn})
}

// cleanName is a name without space around it, not too long.
func cleanName(name string) string {
	letters := []rune(strings.Join(strings.Fields(name), " "))
	return string(letters[:min(len(letters), longestName)])
}
