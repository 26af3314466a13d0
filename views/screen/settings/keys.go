package settings

import (
	"fyne.io/fyne/v2"

	"onair/views/desk"
	"onair/views/kit"
)

// hotKey is one line of the list in Settings.
type hotKey struct {
	key  string // as on the keyboard
	what string // key of the text
}

func hotKeys() []hotKey {
	return []hotKey{
		{"M", "key.mic"}, {"V", "key.camera"}, {"B", "key.beauty"}, {"S", "key.stats"}, {"L", "key.panel"},
		{"Enter", "key.chat"}, {"↑", "key.chatLines"}, {"J", "key.join"}, {"K", "key.pk"}, {"Y N", "key.answer"}, {"O", "key.layout"},
		{"H", "key.like"}, {"G", "key.gifts"}, {"D", "key.danmaku"},
		{"A", "key.sound"}, {"1–9", "key.pads"}, {"Space . X ← →", "key.music"}, {"[ ] - = ; '", "key.musicLevels"}, {"T U", "key.musicModes"},
		{"R C E Z", "key.voice"}, {"PgUp PgDn F7 F8", "key.voiceLevels"},
		{"Ctrl+Enter", "key.live"}, {"F11", "key.full"}, {"Esc", "key.escape"}, {"P", "key.pip"}, {"PgUp PgDn", "key.switchLive"},
		{"↑ ↓", "key.volume"}, {"F5", "key.refresh"}, {"F1", "key.keys"}, {"Ctrl+,", "key.settings"}, {"Ctrl+Q", "key.quit"},
	}
}

func newKeysPage(*desk.Desk) settingsPage {
	var rows []fyne.CanvasObject
	for _, k := range hotKeys() {
		cap := kit.Sheet(kit.ColorRaised, 6, kit.Pad(3, 10, kit.NewLine(k.key, kit.TextStyle{Size: kit.SizeCaption, Bold: true})))
		rows = append(rows, kit.Frame(nil, nil, nil, cap, kit.NewCutLine(kit.T(k.what), kit.Body)))
	}
	return settingsPage{name: kit.T("settings.keys"), icon: "keyboard", object: group(kit.T("settings.keys"), rows...)}
}
