package app

// lookSettings is what the beauty panel remembers besides its sliders.
type lookSettings struct {
	Preset     string            `json:"preset,omitempty"`
	Makeup     map[string]string `json:"makeup,omitempty"` // looks, or "#rrggbb", by kind
	Sticker    string            `json:"sticker,omitempty"`
	Muted      bool              `json:"muted,omitempty"`
	Background string            `json:"background,omitempty"`
	Green      string            `json:"green,omitempty"`
	Gestures   map[string]string `json:"gestures,omitempty"` // actions by gesture
}
