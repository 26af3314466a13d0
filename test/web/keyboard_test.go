package web

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"testing"

	"github.com/chromedp/cdproto/accessibility"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"onair/internal/await"
	"onair/internal/roomtest"
	"onair/liveroom"
)

// focused is what is wrong with what has the focus, and which it is.
const focused = `(async () => {
  const dialog = document.querySelector('dialog[open]');
  await Promise.allSettled(dialog?.getAnimations().map((a) => a.finished) ?? []); // it rises on phones
  const e = document.activeElement;
  if (!e || e === document.body || e === document.documentElement) return { name: '', wrong: '' };
  const name = e.dataset.test || e.getAttribute('aria-label') || e.textContent.trim().slice(0, 40) || e.outerHTML.slice(0, 90), s = getComputedStyle(e), r = e.getBoundingClientRect();
  const wrong = [];
  if (!e.checkVisibility({ opacityProperty: true, visibilityProperty: true }) || r.width < 4 || r.height < 4) wrong.push('is not to be seen');
  else {
    const x = Math.min(Math.max(r.x + r.width / 2, 0), innerWidth - 1), y = Math.min(Math.max(r.y + r.height / 2, 0), innerHeight - 1);
    const top = document.elementFromPoint(x, y);
    if (!top || !(e.contains(top) || top.contains(e))) wrong.push('lies below ' + (top?.outerHTML.slice(0, 90) ?? 'the edge'));
    const inner = e.querySelector('.card-cover');
    const ring = (s) => s.outlineStyle !== 'none' && parseFloat(s.outlineWidth) >= 1 && s.outlineColor !== 'rgba(0, 0, 0, 0)';
    if (e !== dialog && !ring(s) && !(inner && ring(getComputedStyle(inner)))) wrong.push('does not show that it has the focus');
  }
  if (e.closest('[inert], [aria-hidden=true]')) wrong.push('is hidden from screen readers');
  if (dialog && !dialog.contains(e)) wrong.push('is behind a dialog');
  return { name, wrong: wrong.join(', ') };
})()`

type focus struct{ Name, Wrong string }

// keys presses keys.
func (b *tab) keys(keys string) {
	b.t.Helper()
	b.do(chromedp.KeyEvent(keys))
}

// holder is what has the focus, "" for nothing. It complains of what is wrong with that.
func (b *tab) holder() string {
	b.t.Helper()
	f := js[focus](b, focused)
	if f.Wrong != "" {
		b.t.Errorf("%s has the focus and %s", f.Name, f.Wrong)
		b.show("focus")
	}
	return f.Name
}

// reach goes to what has a name for tests, by the Tab key alone.
func (b *tab) reach(name string) {
	b.t.Helper()
	var way []string
	for range 80 {
		at := b.holder()
		if at == name {
			return
		}
		if at != "" {
			way = append(way, at)
		}
		b.keys(kb.Tab)
	}
	b.show("failed")
	b.t.Fatalf("%s is not reached by Tab: %v", name, way)
}

// use reaches something and presses Enter on it.
func (b *tab) use(name string) {
	b.t.Helper()
	b.reach(name)
	b.keys(kb.Enter)
}

// tree is what screen readers get.
func (b *tab) tree() []*accessibility.Node {
	b.t.Helper()
	ctx, cancel := context.WithTimeout(b.ctx, await.Patience)
	defer cancel()
	r, err := chromedp.Call(ctx, accessibility.GetFullAXTree, accessibility.GetFullAXTreeParams{})
	if err != nil {
		b.t.Fatal(err)
	}
	return r.Nodes
}

func text(v *accessibility.Value) (s string) {
	if v != nil {
		_ = json.Unmarshal(v.Value, &s)
	}
	return s
}

func is(n *accessibility.Node, property string) bool {
	return slices.ContainsFunc(n.Properties, func(p *accessibility.Property) bool {
		return string(p.Name) == property && string(p.Value.Value) == "true"
	})
}

// named complains of what takes the focus and has no name that is read out.
func (b *tab) named(where string) {
	b.t.Helper()
	n := 0
	for _, node := range b.tree() {
		if node.Ignored || !is(node, "focusable") || text(node.Role) == "RootWebArea" {
			continue
		}
		if n++; text(node.Name) == "" {
			b.t.Errorf("%s: a %s without a name", where, text(node.Role))
		}
	}
	b.t.Logf("%s: %d controls with a name", where, n)
}

// readOut waits until a live region of a role has a text in it.
func (b *tab) readOut(role, words string) {
	b.t.Helper()
	await.Good(b.t, func() string {
		nodes := b.tree()
		parent := map[accessibility.NodeID]*accessibility.Node{}
		for _, n := range nodes {
			parent[n.NodeID] = n
		}
		for _, n := range nodes {
			if text(n.Name) != words || text(n.Role) != "StaticText" {
				continue
			}
			for p := n; p != nil; p = parent[p.ParentID] {
				if text(p.Role) == role && slices.ContainsFunc(p.Properties, func(p *accessibility.Property) bool { return p.Name == "live" && text(p.Value) == "polite" }) {
					return ""
				}
			}
		}
		return fmt.Sprintf("%q is in no %s that is read out", words, role)
	})
}

// back waits until the focus is back where a dialog was opened.
func (b *tab) back(name string) {
	b.t.Helper()
	b.until("the focus is not back at "+name, fmt.Sprintf("!document.querySelector('dialog[open]') && document.activeElement?.dataset.test === %q", name))
	b.holder()
}

// within goes once around in a dialog by Tab: the focus stays in it.
func (b *tab) within(name string) {
	b.t.Helper()
	b.until(name+" does not take the focus", fmt.Sprintf("document.activeElement?.closest('dialog')?.dataset.test === %q", name))
	for range js[int](b, "document.querySelectorAll('dialog[open] :is(button, input, select, a)').length + 1") {
		b.holder()
		b.keys(kb.Tab)
	}
	b.named(name)
}

// TestThePageByKeyboardAlone goes from the way in to the stage and out again without a
// mouse, and looks at everything the focus comes to.
func TestThePageByKeyboardAlone(t *testing.T) {
	s := studio(t)
	anna := goLive(t, s, "anna", 7, liveroom.RoomParam{RoomName: "Cooking"})
	goLive(t, s, "bob", 8, liveroom.RoomParam{RoomName: "Singing"})
	for _, size := range [][2]int64{{1440, 900}, {390, 844}} {
		t.Run(fmt.Sprint(size[0]), func(t *testing.T) {
			b := open(t, size[0], size[1])
			walk(t, b, s, anna, fmt.Sprint("Vera", size[0]), size[0] > 1000)
		})
	}
}

func walk(t *testing.T, b *tab, s *roomtest.Studio, anna *host, name string, lobby bool) {
	ctx, cancel := roomtest.Patience(t)
	defer cancel()
	at := "http://" + s.Server().Addr() + "/"
	if !lobby {
		at += "r/7"
	}
	b.visit(at)
	b.shown("welcome")
	b.named("the way in")
	b.reach("name")
	b.keys(name)
	b.use("sign-in")
	if lobby {
		b.says("card", "Cooking")
		b.named("the lobby")
		for tries := 0; js[string](b, "document.activeElement?.dataset.room ?? ''") != "7"; tries++ {
			if tries == 20 {
				t.Fatal("the live is not among those that Tab comes to")
			}
			b.keys(kb.Tab)
			b.reach("card")
		}
		b.keys(kb.Enter)
	}
	b.sees("anna")
	b.named("the room")
	if !lobby { // who has chosen a live hears it at once
		b.use("tap-sound")
	}
	b.until("still muted", "!tests.video('anna').muted")
	b.hears("anna")

	b.reach("chat-input")
	b.keys("by keyboard" + kb.Enter)
	told(t, anna, "the line", func(e liveroom.OnRecvRoomTextMsg) bool {
		return e.Message.Text == "by keyboard" && e.Message.User.UserName == name
	})
	if _, err := anna.SendRoomTextMsg(ctx, "welcome "+name); err != nil {
		t.Fatal(err)
	}
	b.readOut("log", "welcome "+name)
	if at := b.holder(); at != "chat-input" {
		t.Errorf("a new line gave the focus to %q", at)
	}

	b.use("gifts-button")
	b.within("gift-sheet")
	b.reach("gift-rose")
	b.keys(kb.ArrowRight)
	b.until("the arrow keys choose no gift", "document.activeElement.getAttribute('aria-checked') === 'true' && document.activeElement.dataset.test !== 'gift-rose'")
	b.reach("count-1")
	b.keys(kb.ArrowRight)
	b.keys(kb.ArrowLeft + kb.ArrowRight)
	b.use("give")
	told(t, anna, "the gift", func(e liveroom.OnGift) bool { return e.Message.User.UserName == name && e.Message.Gift.Count == 10 })
	b.keys(kb.Escape)
	b.back("gifts-button")

	opener := "more"
	if lobby {
		opener = "quality"
		b.use(opener)
	} else {
		b.use(opener)
		b.use("more-quality")
	}
	b.within("quality-sheet")
	b.reach("quality-0")
	b.keys(kb.ArrowDown)
	b.until("the arrow keys choose no quality", "document.activeElement.getAttribute('aria-checked') === 'true' && document.activeElement.dataset.test !== 'quality-0'")
	b.keys(kb.Home)
	b.readOut("status", "Now: 180p")
	b.keys(kb.Escape)
	b.back(opener)

	b.use("join")
	b.within("join-question")
	b.use("join-video")
	asked := told(t, anna, "the request", func(e liveroom.OnRequestJoinAnchor) bool { return e.User.UserName == name })
	if err := anna.ResponseJoinAnchor(ctx, asked.User.UserID, true, asked.CallID); err != nil {
		t.Fatal(err)
	}
	b.until("the preview shows nothing", "document.querySelector('[data-test=preview]')?.videoWidth > 0")
	b.within("ready")
	b.use("go-up")
	told(t, anna, "the co-anchor", func(e liveroom.OnAnchorEnter) bool { return e.User.UserID == asked.User.UserID })
	b.back("join")
	b.named("on stage")
	b.show("on-stage")
	b.use("join")
	b.use("yes")
	b.until("still on stage", "document.querySelector('[data-test=join]').dataset.phase === 'none'")
	b.back("join")

	b.use("more")
	b.within("more-sheet")
	b.keys(kb.Escape)
	b.back("more")
	b.use("leave")
	b.shown("lobby")
	b.reach("card")
}
