// Package shell is the window round the screens: it shows the screen that the state
// names, and what lies over every screen. Which screens there are it is told.
package shell

import (
	"sync/atomic"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"onair/app/model"
	"onair/views/desk"
	"onair/views/kit"
	"onair/views/stage"
	"onair/views/tile"
	"onair/views/tray"
)

// Screens are the screens that the window shows.
type Screens struct {
	// New makes a screen by its name.
	New func(name model.Screen, w *desk.Desk) desk.Screen
	// Settings makes what lies over the screen while State.Settings.Open.
	Settings func(w *desk.Desk) desk.Screen
}

// Window is the main window: it holds the screen that the state names, and
// what lies over every screen.
type Window struct {
	glance glance
	*desk.Desk
	cfg  Config
	make Screens
	app  fyne.App
	win  fyne.Window

	screen, settings desk.Screen // settings nil: not open

	body    *fyne.Container // the screen, or the settings over it
	banner  *banner
	toasts  *toasts
	calls   *stage.CallCard // over the settings
	look    kit.Look
	lang    string
	pending atomic.Bool
	cancel  func()
	notes   desktopNotes
	raised  int  // State.Raised that was done
	hidden  bool // the server goes on without a window
	tray    *tray.Icon
	// beforeSettings had the focus when the settings were opened.
	beforeSettings fyne.Focusable
}

// New makes the window in the program a, and shows the store's state in it.
func New(cfg Config, screens Screens, a fyne.App) (*Window, error) {
	cfg = cfg.withDefaults()
	w := &Window{cfg: cfg, make: screens, app: a}
	s := cfg.Store.State()
	w.look, w.lang = lookOf(s.Settings.Theme), s.Settings.Language
	if err := kit.SetLanguage(w.lang); err != nil {
		return nil, err
	}
	kit.Use(a, w.look)
	w.win = a.NewWindow(cfg.Title)
	w.win.SetPadded(false)
	w.win.SetMaster()
	w.win.Resize(firstSize(s.Memory.Window, cfg.Width, cfg.Height))
	w.Desk = desk.NewDesk(desk.Parts{
		App: a, Window: w.win, Actions: cfg.Actions, Post: cfg.Post, Now: cfg.Now, FullScreen: w.showFull,
		Video: desk.Video{Board: tile.NewBoard(cfg.Post), Attach: cfg.AttachVideo, NewConverter: cfg.NewConverter},
	})
	w.State = s
	w.win.SetCloseIntercept(w.quit)
	w.win.SetOnDropped(w.Dropped)
	w.build()
	w.bindKeys()
	return w, nil
}

// build makes the window's content anew, in the current language and look.
func (w *Window) build() {
	w.leave()
	w.Env = &kit.Env{Tips: kit.NewTips(w.Post), OnKey: w.typedKey, OnShortcut: w.typedShortcut, OnStrayed: w.Strayed}
	if w.cfg.ControlMap != "" {
		w.Env.Controls = &kit.Controls{}
	}
	w.body = container.NewStack()
	w.banner = newBanner(w.Desk)
	w.toasts = newToasts(w.Desk, w.banner)
	w.calls = stage.NewCallCard(w.Desk)
	w.banner.moved = w.toasts.layer.Refresh
	floor := kit.Gap(MinWidth, MinHeight)
	w.win.SetContent(container.NewStack(floor, w.glance.pixel(), w.body, w.calls.Box, w.banner.object(), w.toasts.object(), w.Env.Tips.Layer()))
	w.Show(w.cfg.Store.State())
}

// The smallest size the window works at: 1366x768 at 150 % leaves 910 for a window,
// 1920x1080 at 200 % leaves 522 of height.
const (
	MinWidth  = 910
	MinHeight = 440
)

// start follows the store.
func (w *Window) start() {
	w.cancel = w.cfg.Store.Subscribe(func(model.State) {
		if w.pending.CompareAndSwap(false, true) {
			w.Post(func() {
				w.pending.Store(false)
				w.Show(w.cfg.Store.State())
			})
		}
	})
	w.app.Settings().AddListener(func(fyne.Settings) {
		w.Post(func() {
			if w.look == kit.LookSystem && !w.Closing() {
				w.build()
			}
		})
	})
}

// Show shows a state.
func (w *Window) Show(s model.State) {
	if w.Closing() {
		return
	}
	if look, lang := lookOf(s.Settings.Theme), s.Settings.Language; look != w.look || lang != w.lang {
		w.restyle(look, lang)
		return
	}
	if w.screen == nil || s.Screen != w.State.Screen {
		w.enter(s)
	}
	w.State = s
	w.setTitle(s)
	w.raise(s.Raised)
	w.notes.tell(w.app, s)
	w.screen.Update(s)
	w.UpdateDialog(s)
	w.showSettings(s)
	w.showCall(s)
	w.banner.update(s)
	w.toasts.update(s)
	w.TidyFocus(nil)
	w.Env.ResumeSpinners()
}

func (w *Window) restyle(look kit.Look, lang string) {
	w.look, w.lang = look, lang
	if err := kit.SetLanguage(lang); err != nil {
		fyne.LogError("language", err)
	}
	kit.Use(w.app, look)
	w.build()
}

// enter replaces the screen by the one that s names.
func (w *Window) enter(s model.State) {
	if w.screen != nil {
		w.screen.Close()
	}
	w.Env.StopSpinners()
	w.CloseDialog()
	w.CloseOverlays()
	w.beforeSettings = nil
	if w.FullScreen() && s.Screen != model.ScreenWatching && s.Screen != model.ScreenOnAir {
		w.SetFullScreen(false)
	}
	w.screen = w.make.New(s.Screen, w.Desk)
	w.screen.FullScreen(w.FullScreen())
	w.Canvas().Focus(nil)
	w.Env.Tips.Hide()
	if w.settings == nil {
		w.body.Objects = []fyne.CanvasObject{w.screen.Object()}
		w.body.Refresh()
	}
}

// Screen is the screen that the state names, also while the settings lie over it.
func (w *Window) Screen() desk.Screen { return w.screen }

// Settings is nil while they are not open.
func (w *Window) Settings() desk.Screen { return w.settings }

func (w *Window) showSettings(s model.State) {
	switch {
	case s.Settings.Open && w.settings == nil:
		w.settings = w.make.Settings(w.Desk)
		w.CloseMenus()
		w.beforeSettings = w.Canvas().Focused()
		w.body.Objects = []fyne.CanvasObject{w.settings.Object()}
		w.DropFocus()
		w.Env.Tips.Hide()
		w.settings.Update(s)
		w.body.Refresh()
	case !s.Settings.Open && w.settings != nil:
		w.settings.Close()
		w.settings = nil
		w.CloseMenus()
		w.body.Objects = []fyne.CanvasObject{w.screen.Object()}
		w.Env.Tips.Hide()
		w.body.Refresh()
		w.GiveFocus(w.beforeSettings)
		w.beforeSettings = nil
	case w.settings != nil:
		w.settings.Update(s)
	}
}

// showCall shows what is asked over the settings, where the stage's own card is out
// of sight.
func (w *Window) showCall(s model.State) {
	o := stage.Offer{}
	if s.Settings.Open && (s.Screen == model.ScreenOnAir || s.Screen == model.ScreenWatching) {
		o = stage.OfferOf(w.Desk, s)
	}
	w.calls.Set(o)
}

// showFull gives the stage the whole display, or takes it back.
func (w *Window) showFull(on bool) {
	w.Env.Tips.Hide()
	w.win.SetFullScreen(on)
	w.screen.FullScreen(on)
	w.banner.setHidden(on)
}

func (w *Window) quitNow() {
	w.Actions.Quit(func() { w.Post(func() { w.win.Close() }) })
}

// leave closes what build makes.
func (w *Window) leave() {
	w.CloseDialog()
	if w.settings != nil {
		w.settings.Close()
		w.settings = nil
	}
	if w.screen != nil {
		w.screen.Close()
		w.screen = nil
	}
	if w.Env != nil {
		w.Env.Tips.Hide()
		w.Env.StopSpinners()
	}
}

// Close ends every goroutine of the window. It is called when Fyne's loop has
// ended, so it closes no window.
func (w *Window) Close() {
	if w.Closing() {
		return
	}
	w.Desk.Close()
	if w.cancel != nil {
		w.cancel()
	}
	if w.tray != nil {
		w.tray.Close()
	}
	w.leave()
	w.Video.Board.Close()
	w.Desk.Wait()
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
