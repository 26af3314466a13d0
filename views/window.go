package views

import (
	"image"
	"sync"
	"sync/atomic"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"onair/app/model"
	"onair/views/kit"
	"onair/views/tile"
	"onair/views/tray"
)

// screen is one screen: built once when it is entered, updated with each new
// state, closed when it is left.
type screen interface {
	object() fyne.CanvasObject
	update(s model.State)
	// key handles a hot key and reports whether it did.
	key(k fyne.KeyName) bool
	// fullScreen tells whether the stage has the whole display.
	fullScreen(on bool)
	close()
}

// window is the main window: it holds the screen that the state names, and
// what lies over every screen.
type window struct {
	glance glance
	liveActions
	cfg   Config
	app   fyne.App
	win   fyne.Window
	env   *kit.Env
	board *tile.Board

	state    model.State // shown last
	screen   screen
	settings *settingsScreen
	dialog   *dialog
	pip      *pipWindow
	full     bool
	ready    bool // the card before going on stage was opened

	body    *fyne.Container // the screen, or the settings over it
	banner  *banner
	toasts  *toasts
	calls   *callCard // over the settings
	look    kit.Look
	lang    string
	pending atomic.Bool
	cancel  func()
	closing bool
	notes   desktopNotes
	raised  int // State.Raised that was done
	// keysWanted: the settings open with the hot keys.
	keysWanted bool
	hidden     bool // the server goes on without a window
	tray       *tray.Icon
	// beforeSettings had the focus when the settings were opened.
	beforeSettings fyne.Focusable
	toPage         string // the page that the settings open at; "" the first

	thumbs  map[string]image.Image // of colour filters, drawn once
	drawing sync.WaitGroup
}

func newWindow(cfg Config, a fyne.App) (*window, error) {
	w := &window{liveActions: liveActionsOf(cfg.Actions), cfg: cfg, app: a, board: tile.NewBoard(cfg.Post), thumbs: map[string]image.Image{}}
	w.state = cfg.Store.State()
	w.look, w.lang = lookOf(w.state.Settings.Theme), w.state.Settings.Language
	if err := kit.SetLanguage(w.lang); err != nil {
		return nil, err
	}
	a.Settings().SetTheme(kit.NewTheme(w.look))
	w.win = a.NewWindow(cfg.Title)
	w.win.SetPadded(false)
	w.win.SetMaster()
	w.win.Resize(firstSize(w.state.Memory.Window, cfg.Width, cfg.Height))
	w.win.SetCloseIntercept(w.quit)
	w.win.SetOnDropped(w.droppedOn)
	w.build()
	w.bindKeys()
	return w, nil
}

// build makes the window's content anew, in the current language and look.
func (w *window) build() {
	w.leave()
	w.env = &kit.Env{Tips: kit.NewTips(w.cfg.Post), OnKey: w.typedKey, OnShortcut: w.typedShortcut, OnStrayed: w.strayed}
	if w.cfg.ControlMap != "" {
		w.env.Controls = &kit.Controls{}
	}
	w.body = container.NewStack()
	w.banner = newBanner(w)
	w.toasts = newToasts(w)
	w.calls = newCallCard(w)
	w.banner.moved = w.toasts.layer.Refresh
	floor := kit.Gap(minWidth, minHeight)
	w.win.SetContent(container.NewStack(floor, w.glance.pixel(), w.body, w.calls.box, w.banner.object(), w.toasts.object(), w.env.Tips.Layer()))
	w.render(w.cfg.Store.State())
}

// The smallest size the window works at: 1366x768 at 150 % leaves 910 for a window,
// 1920x1080 at 200 % leaves 522 of height.
const (
	minWidth  = 910
	minHeight = 440
)

// start follows the store.
func (w *window) start() {
	w.cancel = w.cfg.Store.Subscribe(func(model.State) {
		if w.pending.CompareAndSwap(false, true) {
			w.cfg.Post(func() {
				w.pending.Store(false)
				w.render(w.cfg.Store.State())
			})
		}
	})
	w.app.Settings().AddListener(func(fyne.Settings) {
		w.cfg.Post(func() {
			if w.look == kit.LookSystem && !w.closing {
				w.build()
			}
		})
	})
}

// render shows a state.
func (w *window) render(s model.State) {
	if w.closing {
		return
	}
	if look, lang := lookOf(s.Settings.Theme), s.Settings.Language; look != w.look || lang != w.lang {
		w.restyle(look, lang)
		return
	}
	if w.screen == nil || s.Screen != w.state.Screen {
		w.enter(s)
	}
	w.state = s
	w.setTitle(s)
	w.raise(s.Raised)
	w.notes.tell(w.app, s)
	w.screen.update(s)
	if d := w.dialog; d != nil && d.update != nil && !d.update(s) {
		w.closeDialog()
	}
	w.showSettings(s)
	w.showCall(s)
	w.banner.update(s)
	w.toasts.update(s)
	if w.pip != nil {
		w.pip.update(s)
	}
	w.tidyFocus(nil)
	w.env.ResumeSpinners()
}

func (w *window) restyle(look kit.Look, lang string) {
	w.look, w.lang = look, lang
	if err := kit.SetLanguage(lang); err != nil {
		fyne.LogError("language", err)
	}
	w.app.Settings().SetTheme(kit.NewTheme(look))
	w.build()
}

// enter replaces the screen by the one that s names.
func (w *window) enter(s model.State) {
	if w.screen != nil {
		w.screen.close()
	}
	w.env.StopSpinners()
	w.closeDialog()
	w.closeOverlays()
	w.ready, w.beforeSettings = false, nil
	w.closePip()
	if w.full && s.Screen != model.ScreenWatching && s.Screen != model.ScreenOnAir {
		w.setFullScreen(false)
	}
	w.screen = w.newScreen(s.Screen)
	w.screen.fullScreen(w.full)
	w.win.Canvas().Focus(nil)
	w.env.Tips.Hide()
	if w.settings == nil {
		w.body.Objects = []fyne.CanvasObject{w.screen.object()}
		w.body.Refresh()
	}
}

func (w *window) newScreen(name model.Screen) screen {
	switch name {
	case model.ScreenLobby:
		return newLobby(w)
	case model.ScreenSetup:
		return newSetup(w)
	case model.ScreenOnAir:
		return newOnAir(w)
	case model.ScreenWatching:
		return newWatching(w)
	default:
		return newWelcome(w)
	}
}

func (w *window) showSettings(s model.State) {
	switch {
	case s.Settings.Open && w.settings == nil:
		w.settings = newSettings(w)
		w.closeMenus()
		w.beforeSettings = w.win.Canvas().Focused()
		w.body.Objects = []fyne.CanvasObject{w.settings.object()}
		w.dropFocus()
		w.env.Tips.Hide()
		w.settings.update(s)
		if w.keysWanted {
			w.keysWanted = false
			w.settings.chooseNamed(kit.T("settings.keys"))
		}
		w.body.Refresh()
	case !s.Settings.Open && w.settings != nil:
		w.settings.close()
		w.settings = nil
		w.closeMenus()
		w.body.Objects = []fyne.CanvasObject{w.screen.object()}
		w.env.Tips.Hide()
		w.body.Refresh()
		w.giveFocus(w.beforeSettings)
		w.beforeSettings = nil
	case w.settings != nil:
		w.settings.update(s)
	}
}

// setFullScreen gives the stage the whole display, or takes it back.
func (w *window) setFullScreen(on bool) {
	if w.full == on {
		return
	}
	w.full = on
	w.env.Tips.Hide()
	w.win.SetFullScreen(on)
	w.screen.fullScreen(on)
	w.banner.setHidden(on)
}

func (w *window) quitNow() {
	w.cfg.Actions.Quit(func() { w.cfg.Post(func() { w.win.Close() }) })
}

// leave closes what build makes.
func (w *window) leave() {
	w.closeDialog()
	w.ready = false
	w.closePip()
	if w.settings != nil {
		w.settings.close()
		w.settings = nil
	}
	if w.screen != nil {
		w.screen.close()
		w.screen = nil
	}
	if w.env != nil {
		w.env.Tips.Hide()
		w.env.StopSpinners()
	}
}

// close ends every goroutine of the window. It is called when Fyne's loop has
// ended, so it closes no window.
func (w *window) close() {
	if w.closing {
		return
	}
	w.closing = true
	if w.cancel != nil {
		w.cancel()
	}
	if w.pip != nil {
		w.pip.gone = true
	}
	if w.tray != nil {
		w.tray.Close()
	}
	w.leave()
	w.board.Close()
	w.drawing.Wait()
}

func lookOf(t model.Theme) kit.Look {
	switch t {
	case model.ThemeLight:
		return kit.LookLight
	case model.ThemeSystem:
		return kit.LookSystem
	default:
		return kit.LookDark
	}
}
