package views

import (
	"encoding/json"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"onair/app/model"
	"onair/assets/backgrounds"
	"onair/assets/locales"
	"onair/assets/luts"
	"onair/views/panel"
)

func readWords(t *testing.T, lang string) map[string]any {
	t.Helper()
	data, err := locales.FS.ReadFile(lang + ".json")
	if err != nil {
		t.Fatal(err)
	}
	var out map[string]any
	if err := json.Unmarshal(data, &out); err != nil {
		t.Fatal(err)
	}
	return out
}

// sources is our Go files, without tests and what only tests use.
func sources(t *testing.T) map[string]string {
	t.Helper()
	out := map[string]string{}
	err := filepath.WalkDir(".", func(f string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() && d.Name() == "internal" {
			return fs.SkipDir
		}
		if !strings.HasSuffix(f, ".go") || strings.HasSuffix(f, "_test.go") {
			return nil
		}
		data, err := os.ReadFile(f)
		out[f] = string(data)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// made is the keys that code puts together.
func made() []string {
	var out []string
	for _, c := range model.FailureCodes() {
		for _, part := range []string{".what", ".why", ".do"} {
			out = append(out, "failure."+string(c)+part)
		}
	}
	for _, c := range model.NoticeCodes() {
		out = append(out, "notice."+string(c))
	}
	for _, c := range model.HealthCauses() {
		out = append(out, "health.cause."+string(c), "health.do."+string(c), "health.short."+string(c))
	}
	for _, c := range model.BlockReasons() {
		out = append(out, "blocked."+string(c))
	}
	for _, k := range []model.CheckKind{model.CheckCamera, model.CheckSound, model.CheckNetwork} {
		for _, state := range []string{".running", ".good", ".warn", ".bad"} {
			out = append(out, "check."+string(k)+state)
		}
	}
	for _, p := range model.DefaultBeauty().Params {
		out = append(out, "beauty."+p.ID, "beauty.group."+p.Group)
		for _, o := range p.Options {
			out = append(out, "beauty."+p.ID+"."+o)
		}
	}
	for _, b := range model.ChatBlocks() {
		out = append(out, "chat.blocked."+string(b))
	}
	for _, r := range model.ChatRefusals() {
		out = append(out, "chat.refused."+string(r))
	}
	for k := model.ChatText + 1; k <= model.ChatPKLeft; k++ {
		if key := panel.ChatLineKey(k); key != "" {
			out = append(out, "chat.line."+key)
		} else if k != model.ChatGift {
			out = append(out, fmt.Sprintf("chat.line.%d", k))
		}
	}
	for _, name := range []string{"focus", "grid", "side"} {
		out = append(out, "tip.layout."+name)
	}
	for _, key := range []string{"remove", "ban"} {
		out = append(out, key+".title", key+".text", key+".yes")
	}
	for _, key := range []string{"invite", "cancelInvite", "offStage", "mute", "unmute", "makeHelper", "revokeHelper", "remove", "ban"} {
		out = append(out, "tip.mod."+key)
	}
	for _, id := range []string{"rose", "clap", "coffee", "cake", "star", "fireworks", "rocket", "castle"} {
		out = append(out, "gift."+id)
	}
	for _, w := range model.PictureWhys() {
		out = append(out, "quality.why."+string(w))
	}
	for _, w := range []model.PictureWhy{"viewers", "upload", "processor"} {
		out = append(out, "quality.rests."+string(w))
	}
	for _, m := range model.PlayModes() {
		out = append(out, m.Key(), m.Key()+".text")
	}
	for _, via := range []string{"rtmp", "rtmps", "srt", "whip"} {
		out = append(out, "program.via."+via)
	}
	for _, code := range model.HintCodes() {
		out = append(out, "program.hint."+code, "program.hint."+code+".do")
	}
	for _, code := range []string{"aacKind", "channels", "audioCodec", "videoCodec"} { // without what they are about
		out = append(out, "program.hint."+code+".unknown")
	}
	for _, name := range luts.Names() {
		out = append(out, luts.LabelKey(name))
	}
	for _, name := range backgrounds.Names() {
		out = append(out, backgrounds.LabelKey(name))
	}
	return append(out, madeBySoundAndLooks()...)
}

func TestLanguagesHaveTheSameKeysAndPlaces(t *testing.T) {
	en, zh := readWords(t, "en"), readWords(t, "zh")
	place := regexp.MustCompile(`{{\.\w+}}`)
	places := func(v any) []string {
		text, ok := v.(string)
		if !ok {
			text = v.(map[string]any)["other"].(string)
		}
		found := place.FindAllString(text, -1)
		slices.Sort(found)
		return slices.Compact(found)
	}
	for key, v := range en {
		if _, ok := zh[key]; !ok {
			t.Errorf("zh has no %q", key)
			continue
		}
		if !slices.Equal(places(v), places(zh[key])) {
			t.Errorf("%q fills %v in en, %v in zh", key, places(v), places(zh[key]))
		}
	}
	for key := range zh {
		if _, ok := en[key]; !ok {
			t.Errorf("en has no %q", key)
		}
	}
}

func TestEveryKeyInCodeHasWordsAndEveryWordIsUsed(t *testing.T) {
	en := readWords(t, "en")
	used := map[string]bool{}
	for _, key := range made() {
		used[key] = true
		if en[key] == nil {
			t.Errorf("no words for %q", key)
		}
	}
	quoted := regexp.MustCompile(`"([a-zA-Z]+(?:\.[a-zA-Z0-9]+)*)"`)
	direct := regexp.MustCompile(`\b[TN]\("([a-zA-Z.0-9]*[a-zA-Z0-9])"`)
	for file, text := range sources(t) {
		for _, m := range quoted.FindAllStringSubmatch(text, -1) {
			used[m[1]] = true
		}
		for _, m := range direct.FindAllStringSubmatch(text, -1) {
			if en[m[1]] == nil {
				t.Errorf("%s: no words for %q", file, m[1])
			}
		}
	}
	for key := range en {
		if !used[key] && !strings.HasPrefix(key, "web.") { // those are the browser's page's, whose tests look at them
			t.Errorf("nothing uses %q", key)
		}
	}
}

func TestNoTextIsWrittenInCode(t *testing.T) {
	// The languages' own names and names of keys on the keyboard are no texts.
	allowed := []string{"English", "简体中文", "OnAir"}
	text := regexp.MustCompile(`(?:NewLine|NewCutLine|NewPara|SetText|SetCaption|SetPlaceHolder|NewBadge)\("([^"]*[A-Za-z\p{Han}]{2}[^"]*)"|(?:Text|Tip|Title|Yes|No|title|text):\s*"([^"]+)"`)
	for file, code := range sources(t) {
		for _, m := range text.FindAllStringSubmatch(code, -1) {
			if found := m[1] + m[2]; !slices.Contains(allowed, found) {
				t.Errorf("%s: %q", file, found)
			}
		}
	}
}
