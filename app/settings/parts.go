package settings

// Looks is what the beauty panel remembers besides its sliders.
type Looks struct {
	Preset     string            `json:"preset,omitempty"`
	Makeup     map[string]string `json:"makeup,omitempty"` // looks, or "#rrggbb" and perhaps a form ("#rrggbb bold"), by kind
	Sticker    string            `json:"sticker,omitempty"`
	Muted      bool              `json:"muted,omitempty"`
	Background string            `json:"background,omitempty"`
	Green      string            `json:"green,omitempty"`
	Gestures   map[string]string `json:"gestures,omitempty"` // actions by gesture
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
