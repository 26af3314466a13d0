// Package settings is what lies over a screen while the settings are open.
package settings

import (
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"onair/app/model"
	"onair/views/desk"
	"onair/views/kit"
)

// settings is the settings: pages at the left, the chosen one beside.
type settings struct {
	w       *desk.Desk
	content fyne.CanvasObject
	pages   []settingsPage
	links   []*kit.Button
	body    *fyne.Container
	current int
	size    fyne.Size // that the current page needs
	state   model.State
}

// settingsPage is one page. update is called with each state while shown.
type settingsPage struct {
	name, icon string
	object     fyne.CanvasObject
	update     func(model.State)
	entered    func()
	left       func() // the page is left: stop what it started
}

const settingsWidth = 560

// New makes the settings.
func New(w *desk.Desk) desk.Screen {
	s := &settings{w: w, body: container.NewStack(), current: -1}
	s.pages = []settingsPage{
		newDevicesPage(w), newVideoPage(w), newAudioPage(w), newNetworkPage(w), newMePage(w), newFollowPage(w), newProgramPage(w), newLooksPage(w), newKeysPage(w), newAboutPage(),
	}
	s.pages = slices.DeleteFunc(s.pages, func(p settingsPage) bool { return p.object == nil })
	list := kit.Column(2)
	for i, p := range s.pages {
		b := kit.NewButton(w.Env, kit.ButtonSpec{Icon: p.icon, Text: p.name, Rank: kit.RankGhost, Left: true, Action: func() { s.choose(i) }})
		s.links = append(s.links, b)
		list.Add(b)
	}
	back := kit.NewButton(w.Env, kit.ButtonSpec{Icon: "back", Rank: kit.RankGhost, Tip: kit.T("tip.closeSettings"), Action: w.Actions.CloseSettings})
	head := kit.Pad(10, 16, kit.Row(8, back, kit.NewLine(kit.T("settings.title"), kit.Title)))
	side := kit.Fixed(max(208, list.MinSize().Width+24), 0, kit.Sheet(kit.ColorSurface, 0, kit.Pad(16, 12, container.NewVBox(list))))
	s.content = kit.Frame(container.NewVBox(head, kit.HairlineH()), nil, side, nil, s.body)
	return s
}

func (s *settings) choose(i int) {
	if i == s.current {
		return
	}
	if s.current >= 0 && s.pages[s.current].left != nil {
		s.pages[s.current].left()
	}
	s.current = i
	for n, l := range s.links {
		l.SetOn(n == i)
	}
	p := s.pages[i]
	if p.entered != nil {
		p.entered()
	}
	if p.update != nil {
		p.update(s.state)
	}
	column := container.New(columnLayout{width: settingsWidth}, p.object)
	s.body.Objects = []fyne.CanvasObject{kit.NewVScroll(s.w.Env, kit.Pad(24, 32, column))}
	s.body.Refresh()
	s.size = p.object.MinSize()
}

func (s *settings) Object() fyne.CanvasObject { return s.content }

func (s *settings) Update(st model.State) {
	s.state = st
	if page := s.w.SettingsPage; page != "" || s.current < 0 {
		s.w.SettingsPage = ""
		at := max(0, slices.IndexFunc(s.pages, func(p settingsPage) bool { return p.name == page }))
		if at != s.current {
			s.choose(at)
			return
		}
	}
	p := s.pages[s.current]
	if p.update == nil {
		return
	}
	p.update(st)
	if size := p.object.MinSize(); size != s.size { // what is around a part that grew has to be laid out, too
		s.size = size
		p.object.Refresh()
		s.body.Refresh()
	}
}

func (s *settings) Key(k fyne.KeyName) bool {
	switch k {
	case fyne.KeyEscape:
		s.w.Actions.CloseSettings()
	case fyne.KeyPageDown:
		s.choose(min(len(s.pages)-1, s.current+1))
	case fyne.KeyPageUp:
		s.choose(max(0, s.current-1))
	default:
		return false
	}
	return true
}

func (s *settings) FullScreen(bool) {}

func (s *settings) Close() {
	if s.current >= 0 && s.pages[s.current].left != nil {
		s.pages[s.current].left()
	}
}

// columnLayout keeps a page readable in a wide window.
type columnLayout struct{ width float32 }

func (c columnLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	for _, o := range objects {
		o.Resize(fyne.NewSize(min(size.Width, c.width), size.Height))
	}
}

func (c columnLayout) MinSize(objects []fyne.CanvasObject) fyne.Size {
	var m fyne.Size
	for _, o := range objects {
		m = m.Max(o.MinSize())
	}
	return m
}

// group is a titled card of a settings page.
func group(title string, objects ...fyne.CanvasObject) fyne.CanvasObject {
	return kit.Column(8, kit.NewLine(title, kit.Strong), kit.Outlined(kit.ColorSurface, 12, kit.Pad(16, 16, kit.Column(16, objects...))))
}
