package settings

// Looks is what the beauty panel remembers besides its sliders.
type Looks struct {
	Preset     string            `json:"preset,omitempty"`
	Makeup     map[string]string `json:"makeup,omitempty"` // looks, or "#rrggbb" and perhaps a form ("#rrggbb bold"), by kind
	Sticker    string            `json:"sticker,omitempty"`
	Muted      bool              `json:"muted,omitempty"`
	NoGifts    bool              `json:"noGifts,omitempty"` // large gifts put nothing on
	Texture    string            `json:"texture,omitempty"` // a makeup picture of one's own
	Background string            `json:"background,omitempty"`
	Green      string            `json:"green,omitempty"`
	Gestures   map[string]string `json:"gestures,omitempty"` // actions by gesture
	Look       string            `json:"look,omitempty"`     // the complete look that is worn
	Own        []OwnLook         `json:"own,omitempty"`      // complete looks that were saved
}

// OwnLook is a complete look of the user's own: values by id, makeup as in Looks, and the
// colour table.
type OwnLook struct {
	Name   string             `json:"name"`
	Values map[string]float64 `json:"values"`
	Makeup map[string]string  `json:"makeup,omitempty"`
	Filter string             `json:"filter,omitempty"`
}

// Sound is what the sound panels remember.
type Sound struct {
	Library       []string `json:"library,omitempty"` // paths
	Pads          []string `json:"pads,omitempty"`    // paths of own sounds
	Repeat        string   `json:"repeat,omitempty"`
	Private       bool     `json:"private,omitempty"` // music is not published
	PublishVolume int      `json:"publishVolume"`
	PlayoutVolume int      `json:"playoutVolume"`
	MonitorVolume int      `json:"monitorVolume"`
	MusicMode     bool     `json:"musicMode,omitempty"`
	// Off are the parts of model.Cleaning that were switched off.
	Off []string `json:"off,omitempty"`
}

// defaultSound is what the panels show at first.
func defaultSound() Sound {
	return Sound{PublishVolume: 60, PlayoutVolume: 60, MonitorVolume: 100}
}
